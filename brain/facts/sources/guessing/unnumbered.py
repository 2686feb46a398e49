"""A list of sales without an order number: whether each row may count as an order, and what the owner should say first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.guessing.base import Found
from brain.facts.sources.guessing.headers import key_of
from brain.facts.sources.guessing.shapes import has_clock
from brain.facts.sources.guessing.sheet import Column, Sheet
from brain.kernel.i18n import Text

Roles = Mapping[str, Found]
GOODS = ("product_name", "product_id", "sku")
# Concepts of numbers that a sale may be known by, though none of them is called the order's.
NUMBERS = ("order_id", "sub_order", "other_id", "code")
FEWEST_ROWS = 5
DISTINCT = 0.9
# A table with a row for so many of its days and products is a summary of sales, no list of them.
DENSE = 0.8
FEWEST_DAYS = 4
# What is sold in a time is called so, not what one customer took.
SUMMED = frozenset(
    ("销量", "销售量", "销售件数", "总销量", "营业额", "销售收入", "unitssold", "qtysold", "quantitysold", "revenue", "turnover", "totalqty",
     "totalquantity", "grossrevenue")
)  # fmt: skip
# Some customers do come back within the same minute.
BASKETS = 0.05


def is_unnumbered(roles: Roles) -> bool:
    """Whether rows that have a day, goods or pieces, and an amount lack nothing but the number of their order."""
    amount = {"paid_amount", "order_paid"} & set(roles) or {"quantity", "unit_price"} <= set(roles)
    told = any(name in roles for name in (*GOODS, "quantity"))
    return "order_id" not in roles and "ordered_at" in roles and bool(amount) and told


def as_rows(roles: dict[str, Found]) -> None:
    """Where each row is an order, what is the order's is the row's."""
    for whole, own in (("order_paid", "paid_amount"), ("order_refund", "refund_amount")):
        if whole in roles and own not in roles:
            roles[own] = roles.pop(whole)
    for name in ("order_paid", "order_refund", "order_shipping", "line_no"):
        roles.pop(name, None)


def unnumbered_doubts(sheet: Sheet, roles: Roles) -> list[Text]:
    """Columns that might be the number after all, and rows that look like totals of days."""
    used = {one.column for one in roles.values()}
    doubts = [
        Text(
            msg="Is “{column}” the number of the order? Without a number each row counts as an order of its own.",
            args={"column": one.name},
        )
        for one in sheet.columns
        if one.index not in used and _may_number(one)
    ]
    if "quantity" not in roles:
        # A book of expenses has days, names and amounts as well.
        doubts.append(Text(msg="There is neither an order number nor a quantity: is each row a sale?"))
    if _one_basket(sheet, roles):
        doubts.append(
            Text(
                msg="Rows of one customer at the same moment look like one order, but no column numbers the orders: may each row count as an order of its own?"
            )
        )
    if _sums_days(sheet, roles):
        doubts.append(Text(msg="Each row looks like a day's total, not like a single sale: is it one?"))
    return doubts


def _may_number(column: Column) -> bool:
    shape = column.shape
    if column.telling:
        return column.header.best[0] in NUMBERS and shape.filled > 0
    coded = shape.code >= 0.95 and shape.length >= 4 and shape.time < 0.9 and shape.decimals == 0
    return coded and shape.filled > 0.5 and shape.distinct > 0.2 and shape.phone < 0.5 and shape.mail < 0.5


def _texts(sheet: Sheet, roles: Roles, name: str) -> Sequence[str]:
    return sheet.columns[roles[name].column].shape.texts if name in roles else [""] * sheet.rows


def _one_basket(sheet: Sheet, roles: Roles) -> bool:
    """Whether now and then a customer has several rows at one instant of the clock."""
    who = next((name for name in ("customer_id", "customer_name") if name in roles), None)
    if who is None:
        return False
    moments = list(zip(_texts(sheet, roles, "ordered_at"), _texts(sheet, roles, "ordered_time"), _texts(sheet, roles, who), strict=True))  # fmt: skip
    timed = [one for one in moments if one[2] and (one[1] or has_clock(one[0]))]
    return len(timed) - len(set(timed)) > BASKETS * sheet.rows


def _says_summary(sheet: Sheet, roles: Roles) -> bool:
    names = [sheet.columns[roles[name].column].name for name in ("quantity", "paid_amount") if name in roles]
    return any(key_of(name) in SUMMED for name in names)


def _sums_days(sheet: Sheet, roles: Roles) -> bool:
    """Days that come once each; or every day with every product, once each."""
    times = _texts(sheet, roles, "ordered_at")
    if len(times) < FEWEST_ROWS or "ordered_time" in roles or any(has_clock(text) for text in times):
        return False
    if len(set(times)) >= DISTINCT * len(times) or _says_summary(sheet, roles):
        return True
    goods = next((roles[name].column for name in GOODS if name in roles), None)
    if goods is None:
        return False
    names = sheet.columns[goods].shape.texts
    pairs = list(zip(times, names, strict=True))
    cells = len(set(times)) * len(set(names))
    return (
        len(set(pairs)) == len(pairs) >= DENSE * cells
        and len(set(times)) >= FEWEST_DAYS
        and len(set(names)) > 1
    )
