"""Which of an order file's money columns is the amount paid, and what the owner should say about it."""

from __future__ import annotations

from collections.abc import Sequence

from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.arithmetic import HOLDS
from brain.facts.sources.guessing.base import Found, Money
from brain.facts.sources.guessing.candidates import (
    Books,
    Candidate,
    adds_up,
    candidates_of,
    explains,
    find_discount,
    lines_make,
    made_of,
    reducing,
    unexplained,
)
from brain.facts.sources.guessing.fields import PAYMENT_CLASS
from brain.facts.sources.guessing.other_amounts import take_discount, take_refund, take_shipping
from brain.facts.sources.guessing.sheet import Column
from brain.kernel.i18n import Text


def settle(books: Books) -> Money:
    """Assign discount, amount paid, refund and shipping."""
    money = Money()
    discount = find_discount(books)
    candidates = candidates_of(books, discount)
    money.candidates = [one.column.index for one in candidates]
    chosen = _choose(candidates, books, money)
    if chosen is None:
        _by_price(books, discount, candidates, money)
    else:
        _take_payment(chosen, candidates, discount, books, money)
    take_discount(chosen, discount, books, money)
    take_refund(chosen, books, money)
    take_shipping(chosen, books, money)
    return money


def _choose(candidates: Sequence[Candidate], books: Books, money: Money) -> Candidate | None:
    """The amount paid; a doubt where two could be it."""
    if not candidates:
        return None
    best = _kept(candidates, books)
    rivals = [
        one
        for one in candidates
        if one is not best and not arithmetic.same(one.column.numbers, best.column.numbers)
    ]
    for one in rivals:
        if best.level != "line" and one.level == "line" and one.received and lines_make(one, best, books):
            # The same money told by the row: nearer to the truth than a share of the order's.
            best, rivals = one, [other for other in rivals if other is not one] + [best]
            break
    for one in rivals:
        if one.rank < best.rank - 0.45 or lines_make(best, one, books) or lines_make(one, best, books):
            continue
        if best.received and not one.received:
            continue
        if made_of(best, one, books):
            continue
        money.doubts.append(
            Text(
                msg="Both “{first}” and “{second}” could be the amount paid: which one is it?",
                args={"first": best.column.name, "second": one.column.name},
            )
        )
        break
    return best


def _kept(candidates: Sequence[Candidate], books: Books) -> Candidate:
    """The plainest candidate, or what remains of it once the change is given back, or what it makes with its tax."""
    best = candidates[0]
    for change in books.sheet.with_concept("change"):
        for one in candidates[1:]:
            if arithmetic.difference_holds(best.column.numbers, change.numbers, one.column.numbers) >= HOLDS:
                return one
    for one in candidates:
        if not best.received and one is not best and made_of(one, best, books):
            best = one
    return best


def _take_payment(
    chosen: Candidate, candidates: Sequence[Candidate], discount: Column | None, books: Books, money: Money
) -> None:
    if not chosen.received and chosen.undiscounted and chosen.level == "line" and discount is not None:
        # The amount before a discount that the rows name: quantity, price and discount make what was paid.
        _by_price(books, discount, [], money)
        return
    name = "order_paid" if chosen.level == "order" else "paid_amount"
    found = Found(chosen.column.index, _confidence(chosen), _reasons(chosen, books))
    money.roles[name] = found
    money.doubts += _payment_doubts(chosen, candidates, discount, books)


def _confidence(chosen: Candidate) -> float:
    shown = 0.1 if chosen.line_holds >= HOLDS and not chosen.undiscounted else 0.0
    plain = {True: 0.97, False: 0.82 if chosen.rank > 1 else 0.6}[chosen.received]
    return round(min(0.99, chosen.strength * plain + shown), 3) - (0.0 if chosen.proven else 0.2)


def _reasons(chosen: Candidate, books: Books) -> list[Text]:
    why = []
    if chosen.column.telling:
        why.append(Text(msg="The header says so."))
    if chosen.line_holds >= HOLDS:
        why.append(
            Text(
                msg="On {share} % of the rows it is quantity × price less the discount.",
                args={"share": round(chosen.line_holds * 100)},
            )
        )
    stands = arithmetic.standing(chosen.column.numbers, books.orders)
    if chosen.level == "order" and stands.orders:
        why.append(
            Text(
                msg="In {count} orders of several rows it stands on each row alike or on the first only: it is the whole order's.",
                args={"count": stands.orders},
            )
        )
    return why


def _payment_doubts(
    chosen: Candidate, candidates: Sequence[Candidate], discount: Column | None, books: Books
) -> list[Text]:
    doubts, name = [], chosen.column.name
    if not chosen.proven or chosen.level == "mixed":
        doubts.append(
            Text(
                msg="Is “{column}” the amount of each row, or of the whole order and repeated on its rows?",
                args={"column": name},
            )
        )
    if not chosen.received and not _plain_total(chosen, candidates, discount, books):
        doubts.append(
            Text(
                msg="Is “{column}” what the customer paid in the end, after all discounts?",
                args={"column": name},
            )
        )
    if chosen.strength < 0.7:
        doubts.append(Text(msg="Is “{column}” the amount paid?", args={"column": name}))
    for change in books.sheet.with_concept("change"):
        if any(change.numbers):
            doubts.append(
                Text(
                    msg="“{column}” may be the cash handed over, with the change in “{other}” given back: which column is what was kept?",
                    args={"column": name, "other": change.name},
                )
            )
    return doubts


def _plain_total(
    chosen: Candidate, candidates: Sequence[Candidate], discount: Column | None, books: Books
) -> bool:
    """Whether a plain 金额 or total can only be what was paid: the rows' arithmetic says so, or nothing else could.

    What was due (应付) need not have been paid, and what stood on the tag was not.
    """
    if chosen.rank in (PAYMENT_CLASS["payable"], PAYMENT_CLASS["gross"]):
        return False
    if any(made_of(chosen, one, books) for one in candidates if one is not chosen):
        return True
    others = [one for one in reducing(books) if any(one.numbers)]
    if chosen.line_holds >= HOLDS and not chosen.undiscounted:
        return not others
    if books.quantity is not None and books.price is not None and chosen.level == "line":
        return False
    if chosen.level == "order" and books.gross is not None:
        reduced = [one for one in (discount, *others) if one is not None and any(one.numbers)]
        return not reduced and adds_up(chosen.column, books)
    rest = [one for one in unexplained(books) if one.index != chosen.column.index]
    return not rest and chosen.strength >= 0.9


def _whose_price(books: Books) -> list[Text]:
    """A price that is for the whole row would be multiplied once too often."""
    if books.quantity is None or books.price is None or all(one in (None, 1) for one in books.quantity):
        return []
    shown = arithmetic.per_piece(books.quantity, books.price, books.goods) if books.goods else "unknown"
    if shown == "piece" or (shown == "unknown" and books.plain_price):
        return []
    return [Text(msg="Is the price for one piece, or for the whole row?")]


def _price_of_row(books: Books) -> bool:
    return (
        books.quantity is not None
        and books.price is not None
        and bool(books.goods)
        and arithmetic.per_piece(books.quantity, books.price, books.goods) == "row"
    )


def _by_price(books: Books, discount: Column | None, candidates: Sequence[Candidate], money: Money) -> None:
    """Without an amount, quantity, price and discount make it; any other column of money could know better."""
    if books.gross is None:
        return
    doubted = _whose_price(books)
    money.doubts += doubted
    if discount is not None and any(discount.numbers) and not explains(discount, books):
        money.doubts.append(
            Text(
                msg="Does “{discount}” still come off quantity × price, or has the price been reduced by it already?",
                args={"discount": discount.name},
            )
        )
    if doubted and _price_of_row(books):
        # Quantity times a row's price would count it once too often, whatever the owner answers.
        index = next(one.index for one in books.sheet.columns if one.numbers is books.price)
        money.roles["paid_amount"] = Found(
            index, 0.5, [Text(msg="The price grows with the quantity: it is the row's.")]
        )
        return
    others = [
        one
        for one in unexplained(books)
        if (discount is None or one.index != discount.index)
        and not (one.header.best[0] in PAYMENT_CLASS and arithmetic.same(one.numbers, books.gross))
    ]
    reduced = [one for one in others if one.header.best[0] not in PAYMENT_CLASS]
    if reduced or (others and discount is None):
        money.doubts.append(
            Text(
                msg="No column says what was paid. Is it quantity × price, or is it in “{column}”?",
                args={"column": (reduced or others)[0].name},
            )
        )
