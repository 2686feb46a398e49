"""What the owner should look at before an unknown file is loaded: each doubt is one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.guessing.base import Found
from brain.facts.sources.guessing.order_doubts import (
    MONEY,
    MOST_SHOWN,
    SUMMED,
    of_another_nature,
    order_doubts,
)
from brain.facts.sources.guessing.scoring import Evidence
from brain.facts.sources.guessing.shapes import EMPTY, readable
from brain.facts.sources.guessing.sheet import Column, Sheet
from brain.kernel.i18n import N_, Text

KINDS = {
    "orders": N_("a list of orders"),
    "products": N_("a list of products"),
    "customers": N_("a list of customers"),
    "events": N_("a list of visits and clicks"),
    "stock": N_("a stock list"),
    "reviews": N_("a list of reviews"),
    "promotions": N_("a list of promotions"),
    "prices": N_("a list of other sellers' prices"),
    "posts": N_("a list of posts"),
}
SURE = 0.8
"""From this confidence on a column that the kind cannot do without needs no question."""
CLOSE = 0.12
"""A second column as near as this to the first, for a field that the kind cannot do without, is a question."""
MOST_ODD = 0.05
"""Of a column's cells so many may be unreadable without a question: their rows are left out under their reason."""
PROVEN = 0.98
"""A quantity and a price that multiply to an amount are what they seem."""
Roles = Mapping[str, Found]


def kind_doubt(first: str, second: str) -> Text:
    """Two kinds explain the file about as well."""
    return Text(
        msg="The file could be {first} or {second}: which is it?",
        args={"first": Text(msg=KINDS[first]), "second": Text(msg=KINDS[second])},
    )


def doubts_of(
    sheet: Sheet, kind: str, roles: Roles, missing: Sequence[str], table: Mapping[tuple[str, int], Evidence]
) -> list[Text]:
    """All doubts but those about which amount was paid, the most important first."""
    doubts = _missing(kind, missing) + _unsure(sheet, kind, roles) + _rivals(sheet, kind, roles, table)
    doubts += _unreadable(sheet, kind, roles)
    if kind == "orders":
        doubts += of_another_nature(sheet, ("aggregate",)) + order_doubts(sheet, roles)
    elif kind in ("products", "stock", "customers"):
        doubts += of_another_nature(sheet, SUMMED)[:1]
    return doubts


def _labels(kind: str) -> dict[str, str]:
    return {one.name: one.label for one in FORMS[kind].fields}


def _missing(kind: str, missing: Sequence[str]) -> list[Text]:
    return [
        Text(msg="Which column is “{field}”? None was found.", args={"field": Text(msg=_labels(kind)[name])})
        for name in missing
    ]


def _wanted(kind: str) -> list[str]:
    wanted = [one.name for one in FORMS[kind].fields if one.required or one.needed]
    amounts = [one.name for one in FORMS[kind].fields if one.type == "amount"]
    return wanted + [name for name in (MONEY if kind == "orders" else amounts) if name not in wanted]


def _unsure(sheet: Sheet, kind: str, roles: Roles) -> list[Text]:
    """Columns that matter and are not certain enough."""
    return [
        Text(
            msg="Is “{column}” the “{field}”?",
            args={
                "column": sheet.columns[roles[name].column].name,
                "field": Text(msg=_labels(kind)[name]),
            },
        )
        for name in _wanted(kind)
        if name in roles and roles[name].confidence < SURE
    ]


def _rivals(sheet: Sheet, kind: str, roles: Roles, table: Mapping[tuple[str, int], Evidence]) -> list[Text]:
    """A field that matters for which another column, used for nothing better, is as good."""
    doubts, used = [], {one.column for one in roles.values()}
    for name in _wanted(kind):
        if name not in roles or (name, roles[name].column) not in table:
            continue
        if name in ("quantity", "unit_price") and roles[name].confidence > PROVEN:
            continue
        mine = roles[name].column
        for column in sheet.columns:
            other = table.get((name, column.index))
            if other is None or column.index in used or other.score < table[name, mine].score - CLOSE:
                continue
            if _alike(sheet, name, mine, column.index):
                continue
            doubts.append(
                Text(
                    msg="“{field}” could be “{first}” or “{second}”: which one is it?",
                    args={
                        "field": Text(msg=_labels(kind)[name]),
                        "first": sheet.columns[mine].name,
                        "second": column.name,
                    },
                )
            )
            break
    return doubts


def _alike(sheet: Sheet, name: str, first: int, second: int) -> bool:
    """Whether the choice changes nothing: the same cells, or numbers that name the same orders."""
    one, two = sheet.columns[first].shape.texts, sheet.columns[second].shape.texts
    if one == two:
        return True
    return name == "order_id" and len(set(one)) == len(set(two)) == len(set(zip(one, two, strict=True)))


def _unreadable(sheet: Sheet, kind: str, roles: Roles) -> list[Text]:
    """Columns that matter and whose cells are empty now and then: those rows would be left out."""
    doubts = []
    for one in FORMS[kind].fields:
        if one.required and one.name in roles:
            column = sheet.columns[roles[one.name].column]
            if column.shape.filled < 0.98:
                doubts.append(
                    Text(
                        msg="“{column}” is empty on some rows: does the value above hold for them?",
                        args={"column": column.name},
                    )
                )
        if one.name in roles and (one.required or one.type == "amount"):
            doubts += _odd_cells(sheet.columns[roles[one.name].column], one.type)
    return doubts


def _odd_cells(column: Column, kind: str) -> list[Text]:
    """More than a slip or two that cannot be read: their rows would be left out."""
    full = [text for text in column.shape.texts if text and text not in EMPTY]
    odd = [text for text in full if not readable(kind, text)]
    if len(odd) <= max(1, MOST_ODD * len(full)):
        return []
    return [
        Text(
            msg="{count} cells of “{column}” cannot be read ({words}), and their rows would be left out: what do they mean?",
            args={
                "count": len(odd),
                "column": column.name,
                "words": ", ".join(sorted(set(odd))[:MOST_SHOWN]),
            },
        )
    ]
