"""What the owner should look at before an unknown file is loaded: each doubt is one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.base import Found
from brain.facts.sources.guessing.scoring import STATUS_WORDS, Evidence
from brain.facts.sources.guessing.sheet import Column, Sheet
from brain.kernel.i18n import N_, Text

KINDS = {
    "orders": N_("orders"),
    "products": N_("products"),
    "customers": N_("customers"),
    "events": N_("visits and clicks"),
    "stock": N_("stock"),
    "reviews": N_("reviews"),
    "promotions": N_("promotions"),
    "prices": N_("prices of other sellers"),
    "posts": N_("posts"),
}
SURE = 0.8
"""From this confidence on a column that the kind cannot do without needs no question."""
CLOSE = 0.12
"""A second column as near as this to the first, for a field that the kind cannot do without, is a question."""
MONEY = ("quantity", "unit_price", "discount", "paid_amount", "refund_amount", "order_paid", "order_refund", "order_shipping")  # fmt: skip
SAME_DAY = 0.8
MOST_SHOWN = 5
Roles = Mapping[str, Found]


def kind_doubt(first: str, second: str) -> Text:
    """Two kinds explain the file about as well."""
    return Text(
        msg="The file could hold {first} or {second}: which is it?",
        args={"first": Text(msg=KINDS[first]), "second": Text(msg=KINDS[second])},
    )


def doubts_of(
    sheet: Sheet, kind: str, roles: Roles, missing: Sequence[str], table: Mapping[tuple[str, int], Evidence]
) -> list[Text]:
    """All doubts but those about which amount was paid, the most important first."""
    doubts = _missing(kind, missing) + _unsure(sheet, kind, roles) + _rivals(sheet, kind, roles, table)
    doubts += _unreadable(sheet, kind, roles)
    if kind == "orders":
        doubts += _of_another_nature(sheet) + _orders(sheet, roles)
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


def _rivals(
    sheet: Sheet, kind: str, roles: Roles, table: Mapping[tuple[str, int], Evidence]
) -> list[Text]:
    """A field that matters for which another column, used for nothing better, is as good."""
    doubts, used = [], {one.column for one in roles.values()}
    for name in _wanted(kind):
        if name not in roles or (name, roles[name].column) not in table:
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
    return doubts


def _of_another_nature(sheet: Sheet) -> list[Text]:
    """A summary, purchases or an account statement can look like orders."""
    doubts = []
    for concept, msg in (
        ("aggregate", N_("The columns look like a summary ({columns}), not like single orders: is it one?")),
        ("purchase", N_("The columns look like purchases from suppliers ({columns}), not like sales: are they?")),
        ("ledger", N_("The columns look like an account statement ({columns}), not like orders: is it one?")),
    ):
        named = [one.name for one in sheet.with_concept(concept)]
        if named:
            doubts.append(Text(msg=msg, args={"columns": ", ".join(named[:MOST_SHOWN])}))
    return doubts


def _orders(sheet: Sheet, roles: Roles) -> list[Text]:
    return _statuses(sheet, roles) + _returns(sheet, roles) + _currencies(sheet) + _days(sheet, roles)


def _statuses(sheet: Sheet, roles: Roles) -> list[Text]:
    doubts = []
    if "status" in roles:
        column = sheet.columns[roles["status"].column]
        unknown = sorted({text for text in column.shape.texts if text and text.casefold() not in STATUS_WORDS})
        if unknown:
            doubts.append(
                Text(
                    msg="“{column}” has words that are not known, and their rows would be left out: {words}. What do they mean?",
                    args={"column": column.name, "words": ", ".join(unknown[:MOST_SHOWN])},
                )
            )
    if not {"refund_amount", "order_refund"} & set(roles):
        doubts += [
            Text(
                msg="“{column}” speaks of refunds, but no column says how much was given back. Is that right?",
                args={"column": one.name},
            )
            for one in sheet.columns
            if _speaks_of_refunds(one) and ("status" not in roles or roles["status"].column != one.index)
        ]
    return doubts


def _speaks_of_refunds(column: Column) -> bool:
    says = any(word in text for text in column.shape.texts for word in ("退款", "退货")) or any(
        "refund" in text.casefold() or "return" in text.casefold() for text in column.shape.texts
    )
    return says and column.shape.values <= 8 and column.shape.length <= 12 and column.header.best[0] not in ("note", "product_name")


def _returns(sheet: Sheet, roles: Roles) -> list[Text]:
    return [
        Text(
            msg="“{column}” has negative numbers: are they returns? Rows with them would be left out.",
            args={"column": sheet.columns[roles[name].column].name},
        )
        for name in MONEY
        if name in roles and sheet.columns[roles[name].column].shape.negative > 0
    ]


def _currencies(sheet: Sheet) -> list[Text]:
    doubts = []
    for one in sheet.with_concept("currency"):
        found = sorted({text.upper() for text in one.shape.texts if text})
        if len(found) > 1:
            doubts.append(
                Text(
                    msg="The amounts are in several currencies ({currencies}), but a shop keeps one.",
                    args={"currencies": ", ".join(found[:MOST_SHOWN])},
                )
            )
    return doubts


def _days(sheet: Sheet, roles: Roles) -> list[Text]:
    """An order happens on one day: rows of one number on many days have something else in common."""
    if "order_id" not in roles or "ordered_at" not in roles:
        return []
    column = sheet.columns[roles["order_id"].column]
    days = sheet.columns[roles["ordered_at"].column].shape.texts
    several = [rows for rows in arithmetic.orders_of(column.shape.texts) if len(rows) > 1]
    one_day = [rows for rows in several if len({days[row][:8] for row in rows if days[row]}) <= 1]
    if several and len(one_day) < SAME_DAY * len(several):
        return [
            Text(
                msg="Rows with the same “{column}” lie on different days: is it really the order number?",
                args={"column": column.name},
            )
        ]
    return []
