"""The one entry: header and first rows of a file that no source knows -> what its columns are, how sure, what to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from brain.facts.sources.base import Field, Form
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.assigning import assign
from brain.facts.sources.guessing.base import ColumnGuess, Found, Guess
from brain.facts.sources.guessing.candidates import Books
from brain.facts.sources.guessing.doubting import doubts_of, kind_doubt
from brain.facts.sources.guessing.fields import MONEY_FIELDS, PAYMENT_CLASS
from brain.facts.sources.guessing.headers import key_of
from brain.facts.sources.guessing.money import settle
from brain.facts.sources.guessing.order_doubts import cut_numbers
from brain.facts.sources.guessing.scoring import MAPPED, Evidence, evidence
from brain.facts.sources.guessing.shapes import has_clock
from brain.facts.sources.guessing.sheet import Sheet, sheet_of
from brain.facts.sources.guessing.unnumbered import as_rows, is_unnumbered, unnumbered_doubts
from brain.kernel.i18n import Text

# A kind explains a file less well by so much for each column that it cannot do without.
MISSING_COSTS = 1.0
# Sales without an order number are sales, but other lists have days, goods and amounts as well.
UNNUMBERED_COSTS = 0.5
# A second kind that explains the columns nearly as well is a question.
KIND_MARGIN = 0.15
# Below this nothing is understood.
LEAST_TOTAL = 1.2
RUNNER_UP = 0.3


@dataclass
class Reading:
    """One kind's way of reading the sheet."""

    kind: str
    roles: dict[str, Found]
    missing: tuple[str, ...]
    table: Mapping[tuple[str, int], Evidence]
    doubts: list[Text] = field(default_factory=list)
    unnumbered: bool = False

    @property
    def form(self) -> Form:
        """The form of our own CSV."""
        return FORMS[self.kind]

    @property
    def total(self) -> float:
        """How much of the file it explains: what it cannot do without counts double."""
        wanted = {one.name for one in self.form.fields if one.required or one.needed}
        gained = sum(one.confidence * (2 if name in wanted else 1) for name, one in self.roles.items())
        return gained - MISSING_COSTS * len(self.missing) - UNNUMBERED_COSTS * self.unnumbered


def guess(header: Sequence[str], rows: Sequence[Sequence[str]], kind: str | None = None) -> Guess | None:
    """How the file may be read as one of our own kinds (as `kind` if given); None when too little is understood.

    `rows` are up to a few hundred rows as text, in the file's order and without gaps: whether an amount is the order's
    shows in orders of several rows. Nothing is read but what is passed in; the same
    input gives the same guess.
    """
    sheet = sheet_of(header, rows)
    readings = [_read(sheet, one) for one in FORMS if kind in (None, one)]
    readings = [one for one in readings if one.total >= LEAST_TOTAL and _grounded(one)]
    if not readings:
        return None
    readings.sort(key=lambda one: -one.total)
    best = readings[0]
    # What explains other doubts comes first: numbers cut short make one order of many days and amounts.
    doubts = cut_numbers(sheet, best.roles) if best.kind == "orders" else []
    doubts += [*best.doubts, *doubts_of(sheet, best.kind, best.roles, best.missing, best.table)]
    if len(readings) > 1 and readings[1].total > best.total * (1 - KIND_MARGIN):
        doubts.insert(0, kind_doubt(best.kind, readings[1].kind))
    return Guess(
        kind=best.kind,
        columns=_columns(sheet, best),
        missing=best.missing,
        sure=not best.missing and not doubts,
        doubts=_once(doubts),
        currency=_currency(sheet),
        unnumbered=best.unnumbered,
    )


def _currency(sheet: Sheet) -> str | None:
    found = {text.upper() for one in sheet.with_concept("currency") for text in one.shape.texts if text}
    return found.pop() if len(found) == 1 else None


def _once(doubts: Sequence[Text]) -> tuple[Text, ...]:
    """Each sentence once."""
    return tuple(one for index, one in enumerate(doubts) if one not in doubts[:index])


def _grounded(reading: Reading) -> bool:
    """Whether at least half of what the kind cannot do without was found."""
    wanted = [one.name for one in reading.form.fields if one.required or one.needed]
    return sum(1 for name in wanted if name in reading.roles) * 2 >= len(wanted)


def _read(sheet: Sheet, kind: str) -> Reading:
    multiplying = _multiplying(sheet) if kind == "orders" else None
    table = evidence(sheet, kind, multiplying)
    roles = _assigned(sheet, kind, table)
    doubts: list[Text] = []
    if kind == "orders":
        doubts = _add_money(sheet, roles)
    unnumbered = kind == "orders" and is_unnumbered(roles)
    if unnumbered:
        as_rows(roles)
        doubts += unnumbered_doubts(sheet, roles)
    missing = tuple(
        one.name
        for one in FORMS[kind].fields
        if (one.required or one.needed)
        and one.name not in roles
        and not (unnumbered and one.name == "order_id")
    )
    if kind == "orders" and not _says_amount(roles):
        missing += ("paid_amount",)
    return Reading(kind, roles, missing, table, doubts, unnumbered)


def _multiplying(sheet: Sheet) -> arithmetic.Triple | None:
    """Quantity, price and amount that multiply; those whose headers agree go first, then the price before discounts."""
    # A wide file has more numbers than can be tried: those whose names speak of it go first.
    likely = sorted(
        sheet.numeric,
        key=lambda one: (
            -one.header.strength("quantity", "unit_price", "shelf_price", *PAYMENT_CLASS),
            one.telling,
            one.name,
        ),
    )
    found = arithmetic.triples({one.index: one.numbers for one in likely})

    def agreement(triple: arithmetic.Triple) -> float:
        quantity, price = (sheet.columns[index].header for index in (triple.quantity, triple.price))
        against = quantity.strength("unit_price", "discount", "refund") + price.strength(
            "quantity", "paid", "amount"
        )
        return quantity.strength("quantity") + price.strength("unit_price", "list_price") - against

    return max(
        found,
        key=lambda one: (
            agreement(one),
            one.share,
            arithmetic.mean(sheet.columns[one.price].numbers),
            sheet.columns[one.price].name,
        ),
        default=None,
    )


def _assigned(sheet: Sheet, kind: str, table: Mapping[tuple[str, int], Evidence]) -> dict[str, Found]:
    fields: list[Field] = [
        one for one in FORMS[kind].fields if not (kind == "orders" and one.name in MONEY_FIELDS)
    ]
    # By name, not by place: where two columns suit alike, the same is taken however the file is arranged.
    columns = sorted(sheet.columns, key=lambda column: (column.name, column.index))
    scores = [
        [
            # What the kind cannot do without chooses first.
            table[one.name, column.index].score * (2 if one.required or one.needed else 1)
            if (one.name, column.index) in table
            else 0.0
            for column in columns
        ]
        for one in fields
    ]
    roles = {}
    for one, place in zip(fields, assign(scores), strict=True):
        if place is not None:
            index = columns[place].index
            seen = table[one.name, index]
            if seen.score >= MAPPED or ((one.required or one.needed) and seen.score >= RUNNER_UP):
                roles[one.name] = Found(index, seen.score, list(seen.why))
    return roles


def _add_money(sheet: Sheet, roles: dict[str, Found]) -> list[Text]:
    """Put the amounts into the roles; the doubts about them."""
    keys = [sheet.columns[roles[name].column].shape.texts for name in ("order_id", "store") if name in roles]
    orders = arithmetic.orders_of(*keys) if "order_id" in roles else []
    _check_line_number(sheet, roles, orders)
    _check_clock(sheet, roles)

    def numbers(name: str) -> arithmetic.Numbers | None:
        return sheet.columns[roles[name].column].numbers if name in roles else None

    taken = frozenset(one.column for one in roles.values())
    goods = next((name for name in ("sku", "product_id", "product_name") if name in roles), None)
    money = settle(
        Books(
            sheet,
            numbers("quantity"),
            numbers("unit_price"),
            orders,
            taken,
            sheet.columns[roles[goods].column].shape.texts if goods else (),
            "unit_price" in roles and _says_piece(sheet.columns[roles["unit_price"].column].name),
        )
    )
    used = {one.column for one in money.roles.values()}
    for name in [name for name, one in roles.items() if one.column in used]:
        del roles[name]
    roles.update(money.roles)
    return money.doubts


def _says_piece(header: str) -> bool:
    """单价 and unit price are for one piece; 价格 and price may be for the row."""
    return (
        any(word in key_of(header) for word in ("单价", "unit", "each", "danjia", "piece", "peritem"))
        or key_of(header) == "dj"
    )


def _check_line_number(sheet: Sheet, roles: dict[str, Found], orders: Sequence[Sequence[int]]) -> None:
    """A line number counts within its order. One that counts through the file changes with every export."""
    if "line_no" not in roles:
        return
    numbers = sheet.columns[roles["line_no"].column].numbers
    several = [rows for rows in orders if len(rows) > 1]
    within = [rows for rows in several if len({numbers[row] for row in rows}) == len(rows) and min(numbers[row] or 0 for row in rows) <= 1]  # fmt: skip
    if not several or len(within) < 0.95 * len(several):
        del roles["line_no"]


def _check_clock(sheet: Sheet, roles: dict[str, Found]) -> None:
    """A time of day beside times that have one already is of something else."""
    if "ordered_time" not in roles:
        return
    days = (
        [text for text in sheet.columns[roles["ordered_at"].column].shape.texts if text]
        if "ordered_at" in roles
        else []
    )
    if not days or sum(has_clock(text) for text in days) > 0.1 * len(days):
        del roles["ordered_time"]


def _says_amount(roles: Mapping[str, Found]) -> bool:
    return bool({"paid_amount", "order_paid"} & set(roles)) or {"quantity", "unit_price"} <= set(roles)


def _columns(sheet: Sheet, reading: Reading) -> tuple[ColumnGuess, ...]:
    by_column = {one.column: (name, one) for name, one in reading.roles.items()}
    orders = _several(sheet, reading)
    shown = []
    for column in sheet.columns:
        name, found = by_column.get(column.index, (None, None))
        rivals = sorted(
            (
                (-seen.score, field_name)
                for (field_name, index), seen in reading.table.items()
                if index == column.index and field_name != name and seen.score >= RUNNER_UP
            )
        )
        shown.append(
            ColumnGuess(
                column=column.name,
                field=name,
                confidence=round(found.confidence, 2) if found else 0.0,
                why=tuple(found.why) if found else (),
                runners_up=tuple(field_name for _, field_name in rivals[:3]),
                scale=column.header.scale,
                head_only=found is not None and _head_only(column.shape.texts, orders),
            )
        )
    return tuple(shown)


def first_row_only(header: Sequence[str], rows: Sequence[Sequence[str]], order_column: str) -> set[str]:
    """The columns of a list of orders whose value stands on the first row of each order of several rows only."""
    sheet = sheet_of(header, rows)
    texts = next(one.shape.texts for one in sheet.columns if one.name == order_column)
    orders = [rows for rows in arithmetic.orders_of(texts) if len(rows) > 1]
    return {one.name for one in sheet.columns if _head_only(one.shape.texts, orders)}


def _several(sheet: Sheet, reading: Reading) -> list[list[int]]:
    if reading.kind != "orders" or "order_id" not in reading.roles:
        return []
    texts = sheet.columns[reading.roles["order_id"].column].shape.texts
    return [rows for rows in arithmetic.orders_of(texts) if len(rows) > 1]


def _head_only(texts: Sequence[str], orders: Sequence[Sequence[int]]) -> bool:
    """Whether in every order of several rows only the first row has a value."""
    told = [rows for rows in orders if texts[rows[0]]]
    return bool(told) and all(not any(texts[row] for row in rows[1:]) for rows in told)
