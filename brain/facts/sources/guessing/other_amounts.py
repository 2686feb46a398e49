"""Discount, refund and shipping of an order file, once it is known which column is the amount paid."""

from __future__ import annotations

from collections.abc import Collection

from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.base import Found, Money
from brain.facts.sources.guessing.candidates import MOSTLY, Books, Candidate, explains
from brain.facts.sources.guessing.sheet import Column
from brain.kernel.i18n import Text

# What the shop pays a courier is often called so too: it counts only where the numbers say that customers paid it.
COURIERS = ("快递", "物流", "freight", "courier", "cost")


def take_discount(chosen: Candidate | None, discount: Column | None, books: Books, money: Money) -> None:
    """Give the discount its role in `money`, with a doubt where the amounts do not bear it out."""
    if discount is None:
        return
    explained = explains(discount, books)
    pays = "paid_amount" not in money.roles and "order_paid" not in money.roles
    money.roles["discount"] = Found(
        discount.index,
        0.95 if explained else 0.8 * discount.header.best[1],
        [Text(msg="The header says so.")],
    )
    stands = arithmetic.standing(discount.numbers, books.orders)
    if pays and not explained and stands.level in ("order", "mixed"):
        money.doubts.append(
            Text(
                msg="Is “{column}” the amount of each row, or of the whole order and repeated on its rows?",
                args={"column": discount.name},
            )
        )


def _named(books: Books, concepts: Collection[str], taken: Collection[int]) -> list[Column]:
    return [
        one
        for one in books.free()
        if one.index not in taken and one.header.best[0] in concepts and one.header.best[1] >= 0.7
    ]


def take_refund(chosen: Candidate | None, books: Books, money: Money) -> None:
    """The refund, the row's or the order's as its numbers stand; where they do not tell, as the payment is."""
    named = _named(books, ("refund", "order_refund"), {one.column for one in money.roles.values()})
    if not named:
        return
    column = named[0]
    stands = arithmetic.standing(column.numbers, books.orders)
    paid_by_order = "order_paid" in money.roles
    wide = column.header.order_wide or column.header.best[0] == "order_refund"
    by_order = {"order": True, "line": False}.get(stands.level, paid_by_order or wide)
    several = [
        one for one in named[1:] if any(one.numbers) and not arithmetic.same(one.numbers, column.numbers)
    ]
    for one in several:
        money.doubts.append(
            Text(
                msg="Both “{first}” and “{second}” could be the amount refunded: which one is it?",
                args={"first": column.name, "second": one.name},
            )
        )
    if stands.level == "mixed" or (stands.level == "order" and not paid_by_order and stands.repeated < 2):
        # One order refunded whole, on its first row only, or a first line returned: the numbers do not tell.
        by_order = paid_by_order if stands.repeated == 0 else by_order
        if stands.level == "mixed" or stands.repeated:
            money.doubts.append(
                Text(
                    msg="Is “{column}” the amount of each row, or of the whole order and repeated on its rows?",
                    args={"column": column.name},
                )
            )
    name = "order_refund" if by_order else "refund_amount"
    money.roles[name] = Found(column.index, 0.95 * column.header.best[1], [Text(msg="The header says so.")])


def _part_of(shipping: Column, total: Column, books: Books) -> bool:
    """Whether the goods and the shipping make the order's amount."""
    gross = books.gross
    if gross is None:
        return False
    return arithmetic.sums_hold(gross, total.numbers, books.orders, plus=shipping.numbers) >= MOSTLY


def take_shipping(chosen: Candidate | None, books: Books, money: Money) -> None:
    """The order's shipping, only where it is part of an amount that is known for the order, or was added to rows
    that make up a known total: a courier's bill to the shop is called by the same word."""
    named = _named(books, ("shipping",), {one.column for one in money.roles.values()})
    if len(named) != 1 or chosen is None or not any(named[0].numbers):
        return
    column, total = named[0], chosen.column
    if arithmetic.standing(column.numbers, books.orders).level in ("line", "mixed"):
        return
    if "order_paid" in money.roles:
        gross = books.gross
        if any(word in column.name.casefold() for word in COURIERS) and not _part_of(column, total, books):
            return
        without = arithmetic.sums_hold(gross, total.numbers, books.orders) if gross is not None else 0.0
        if without < MOSTLY:
            money.roles["order_shipping"] = Found(column.index, 0.85, [Text(msg="The header says so.")])
        return
    for index in money.candidates:
        whole = books.sheet.columns[index]
        if index != total.index and arithmetic.sums_hold(total.numbers, whole.numbers, books.orders, plus=column.numbers) >= MOSTLY > arithmetic.sums_hold(total.numbers, whole.numbers, books.orders):  # fmt: skip
            money.roles["order_shipping"] = Found(column.index, 0.9, [Text(msg="The header says so.")])
            return
