"""What the owner should say about negative rows: most are returns by their signs, and some only the owner knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from brain.facts.sources.canonical_orders import PARTLY_REFUNDED, STATUSES
from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.base import Found
from brain.facts.sources.guessing.sheet import Sheet
from brain.kernel.i18n import Text

Roles = Mapping[str, Found]
# More negative rows than these are no everyday returns: a list of refunds, or expenses.
MOST_RETURNS = Decimal("0.4")
SIGNED = ("quantity", "unit_price", "paid_amount", "order_paid")
UNSIGNED = ("discount", "refund_amount", "order_refund", "order_shipping")
REFUNDED = frozenset(word.casefold() for word in (*STATUSES["refunded"], *PARTLY_REFUNDED))


def returns(sheet: Sheet, roles: Roles) -> list[Text]:
    """The doubts about negative numbers; none where quantity and amount say alike that goods came back."""
    doubts = [
        Text(
            msg="“{column}” has negative numbers: are they returns? Rows with them would be left out.",
            args={"column": sheet.columns[roles[name].column].name},
        )
        for name in UNSIGNED
        if name in roles and sheet.columns[roles[name].column].shape.negative > 0
    ]
    rows = _negative(sheet, roles)
    if not rows:
        return doubts
    for one in (_told_twice(sheet, roles, rows), _no_returns(sheet, roles, rows), _contradiction(sheet, roles, rows)):  # fmt: skip
        if one is not None:
            return [*doubts, one]
    return doubts


def _numbers(sheet: Sheet, roles: Roles, name: str) -> arithmetic.Numbers:
    return sheet.columns[roles[name].column].numbers if name in roles else [None] * sheet.rows


def _negative(sheet: Sheet, roles: Roles) -> list[int]:
    columns = [_numbers(sheet, roles, name) for name in SIGNED]
    return [row for row in range(sheet.rows) if any((column[row] or 0) < 0 for column in columns)]


def _told_twice(sheet: Sheet, roles: Roles, rows: Sequence[int]) -> Text | None:
    """A column of refunds, or a word of status on a sale, may tell the same return."""
    telling = [
        roles[name].column for name in ("refund_amount", "order_refund") if any(_numbers(sheet, roles, name))
    ]
    if not telling and "status" in roles:
        words = sheet.columns[roles["status"].column].shape.texts
        if any(word.casefold() in REFUNDED for row, word in enumerate(words) if row not in rows):
            telling = [roles["status"].column]
    if not telling:
        return None
    return Text(
        msg="Some rows are negative, and “{column}” tells refunds as well: does the same return stand in both? Negative rows would be left out.",
        args={"column": sheet.columns[telling[0]].name},
    )


def _no_returns(sheet: Sheet, roles: Roles, rows: Sequence[int]) -> Text | None:
    column = next(sheet.columns[roles[name].column].name for name in reversed(SIGNED) if name in roles and sheet.columns[roles[name].column].shape.negative > 0)  # fmt: skip
    if len(rows) > MOST_RETURNS * sheet.rows:
        return Text(
            msg="{share} % of the rows are negative (“{column}”): are these really sales and their returns?",
            args={"share": round(100 * len(rows) / sheet.rows), "column": column},
        )
    if "quantity" not in roles:
        return Text(
            msg="“{column}” has negative numbers, and no quantity says whether goods came back: are they returns?",
            args={"column": column},
        )
    return None


def _contradiction(sheet: Sheet, roles: Roles, rows: Sequence[int]) -> Text | None:
    name = "order_paid" if "order_paid" in roles else "paid_amount"
    fits = (
        _orders_fit(sheet, roles) if name == "order_paid" else all(_fits(sheet, roles, row) for row in rows)
    )
    if fits:
        return None
    shown = roles[name if name in roles else "quantity"].column
    return Text(
        msg="“{column}”: some negative rows do not fit quantity × price and would be left out. What are they?",
        args={"column": sheet.columns[shown].name},
    )


def _fits(sheet: Sheet, roles: Roles, row: int) -> bool:
    """Whether the row's signs agree as the importer wants them to (see negative_rows)."""
    quantity, price, paid, off = [
        _numbers(sheet, roles, name)[row] for name in ("quantity", "unit_price", "paid_amount", "discount")
    ]
    one_minus = ((quantity or 0) < 0) != ((price or 0) < 0)
    if paid is None:
        return one_minus and (off or 0) <= 0
    if paid == 0:
        return False
    if quantity is None or price is None:
        return paid < 0
    made = abs(quantity * price) - abs(off or arithmetic.ZERO)
    multiplies = arithmetic.equal(made, abs(paid), arithmetic.ROUNDED * max(Decimal(1), abs(quantity)))
    return multiplies if paid > 0 or not one_minus else True


def _orders_fit(sheet: Sheet, roles: Roles) -> bool:
    """Whether every order with one amount is wholly sold or wholly given back, in quantity and amount alike."""
    if "order_id" not in roles:
        return False
    paid, quantity = _numbers(sheet, roles, "order_paid"), _numbers(sheet, roles, "quantity")
    for rows in arithmetic.orders_of(sheet.columns[roles["order_id"].column].shape.texts):
        minus = {(quantity[row] or 0) < 0 for row in rows}
        whole = arithmetic.order_value(paid, rows) or Decimal(0)
        if len(minus) > 1 or minus != {whole < 0}:
            return False
    return True
