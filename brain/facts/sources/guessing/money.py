"""Which of an order file's money columns is the amount paid, and whether it is the row's or the whole order's.

The trap is an order's amount that stands on each of its rows: added up as lines it multiplies the shop's sales. So a
column is the row's only if its numbers behave like that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.arithmetic import HOLDS, Level, Numbers
from brain.facts.sources.guessing.base import Found
from brain.facts.sources.guessing.fields import ORDER_WIDE, PAYMENT_CLASS
from brain.facts.sources.guessing.sheet import KNOWN, Column, Sheet
from brain.kernel.i18n import Text

# Fewer orders of several rows than this do not prove that an amount is the order's.
FEWEST_ORDERS = 3
# Below this class a header does not say that money was received, only that it is some total.
SAYS_RECEIVED = 2.5
# Of the orders, how many may contradict when amounts are added up.
MOSTLY = 0.9


@dataclass
class Money:
    """The outcome: field -> column, and what the owner should say. `candidates`: all that might be the amount paid."""

    roles: dict[str, Found] = field(default_factory=dict)
    doubts: list[Text] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Books:
    """What the rows hold for reckoning: the numbers of quantity and price, their product, and the orders' rows."""

    sheet: Sheet
    quantity: Numbers | None
    price: Numbers | None
    orders: Sequence[Sequence[int]]
    taken: frozenset[int]

    @property
    def gross(self) -> Numbers | None:
        """quantity x price of each row; None where one of them is not known."""
        if self.quantity is None or self.price is None:
            return None
        return arithmetic.products(self.quantity, self.price)

    def free(self) -> list[Column]:
        """The money columns that have no other role."""
        return [one for one in self.sheet.numeric if one.index not in self.taken]


@dataclass(frozen=True)
class Candidate:
    """A column that might be the amount paid. `rank`: how plainly its header says so (see PAYMENT_CLASS)."""

    column: Column
    rank: float
    strength: float
    level: Level
    proven: bool
    """Whether the rows prove the level."""
    line_holds: float
    """The share of rows on which it is quantity x price, less the discount if there is one."""
    undiscounted: bool
    """It is quantity x price although there is a discount: the amount before it."""

    @property
    def received(self) -> bool:
        """Whether the header says that it was received."""
        return self.rank >= SAYS_RECEIVED


def settle(books: Books) -> Money:
    """Assign discount, amount paid, refund and shipping."""
    money = Money()
    discount = _discount(books)
    candidates = _candidates(books, discount)
    money.candidates = [one.column.index for one in candidates]
    chosen = _choose(candidates, books, money)
    if chosen is None:
        _by_price(books, discount, candidates, money)
    else:
        _take_payment(chosen, candidates, discount, books, money)
    _take_discount(chosen, discount, books, money)
    _refund(chosen, books, money)
    _shipping(chosen, books, money)
    return money


def _discount(books: Books) -> Column | None:
    """The discount of the row: a money column so called, or one that fits between two amounts."""
    named = [
        one
        for one in books.free()
        if one.header.strength("discount") >= 0.7 and one.header.best[0] == "discount" and not _is_rate(one)
    ]
    for one in named:
        if _explains(one, books):
            return one
    lines = [
        one for one in named if arithmetic.standing(one.numbers, books.orders).level in ("line", "unknown")
    ]
    return lines[0] if len(lines) == 1 else None


def _is_rate(column: Column) -> bool:
    """折扣 written as 0.85 or as 8.5 is a rate, not an amount."""
    amounts = [abs(one) for one in column.numbers if one]
    if not amounts or column.shape.percent > 0.5:
        return True
    return max(amounts) <= 1 or (
        max(amounts) <= 10 and column.shape.values <= 12 and min(amounts) >= 1 and "折扣" in column.name
    )


def _explains(column: Column, books: Books) -> bool:
    if books.gross is None:
        return False
    return any(
        arithmetic.difference_holds(books.gross, column.numbers, other.numbers) >= HOLDS
        for other in books.free()
        if other.index != column.index
    )


def _candidates(books: Books, discount: Column | None) -> list[Candidate]:
    """Every column whose header (or whose numbers) lets it be an amount paid, the plainest first."""
    found = []
    for column in books.free():
        if discount is not None and column.index == discount.index:
            continue
        rank, strength = _rank(column)
        fits_line, undiscounted = _line_holds(column, books, discount)
        if not column.telling and (fits_line >= HOLDS or _adds_up(column, books)):
            # No telling header, but the numbers say it.
            rank, strength = PAYMENT_CLASS["amount"], KNOWN
        if strength < KNOWN or not any(column.numbers):
            continue
        level, proven = _level(column, books, fits_line)
        found.append(Candidate(column, rank, strength, level, proven, fits_line, undiscounted))
    return sorted(
        found, key=lambda one: (-round(one.rank * min(1.0, one.strength + 0.15), 2), one.column.index)
    )


def _rank(column: Column) -> tuple[float, float]:
    best, strength = column.header.best
    ranked = [
        (PAYMENT_CLASS[name], value)
        for name, value in column.header.concepts.items()
        if name in PAYMENT_CLASS and value >= strength - 0.05
    ]
    return max(ranked, default=(0.0, 0.0)) if best in PAYMENT_CLASS or ranked else (0.0, 0.0)


def _line_holds(column: Column, books: Books, discount: Column | None) -> tuple[float, bool]:
    """How well it is the row's quantity x price (less discount), and whether it leaves a discount out."""
    if books.quantity is None or books.price is None:
        return 0.0, False
    plain = arithmetic.product_holds(books.quantity, books.price, column.numbers)
    if discount is None or not any(discount.numbers):
        return plain, False
    less = arithmetic.difference_holds(books.gross or (), discount.numbers, column.numbers)
    return (less, False) if less >= plain else (plain, True)


def _adds_up(column: Column, books: Books) -> bool:
    """Whether it is the sum of its order's rows."""
    if books.gross is None:
        return False
    return arithmetic.sums_hold(books.gross, column.numbers, books.orders) >= MOSTLY


def _level(column: Column, books: Books, line_holds: float) -> tuple[Level, bool]:
    """Row's or order's, and whether the rows prove it."""
    stands = arithmetic.standing(column.numbers, books.orders)
    wide = bool(ORDER_WIDE & set(column.header.concepts)) or column.header.order_wide
    if line_holds >= HOLDS and _holds_in_orders(column, books):
        return "line", True
    match stands.level:
        case "order":
            enough = stands.orders >= FEWEST_ORDERS and stands.values >= FEWEST_ORDERS
            return "order", enough or wide or _adds_up(column, books)
        case "line":
            # An order's amount, by its name, that differs within orders is something else than its name says.
            return "line", not wide and stands.varied >= 1
        case "mixed":
            return "mixed", False
    return ("order" if wide else "line"), True


def _holds_in_orders(column: Column, books: Books) -> bool:
    """Whether rows of orders with several different amounts follow quantity x price, or no order has several rows.

    One quantity and one price in all of an order prove nothing; a repeated amount is not a row's only because it
    equals one of them.
    """
    gross = books.gross
    several = [rows for rows in books.orders if len(rows) > 1]
    if gross is None or not several:
        return gross is not None
    telling = [rows for rows in several if len({gross[row] for row in rows}) > 1]
    if not telling:
        return False
    stands = arithmetic.standing(column.numbers, telling)
    return stands.level == "line"


def _choose(candidates: Sequence[Candidate], books: Books, money: Money) -> Candidate | None:
    """The amount paid; a doubt where two could be it."""
    if not candidates:
        return None
    best = candidates[0]
    rivals = [one for one in candidates[1:] if not arithmetic.same(one.column.numbers, best.column.numbers)]
    for one in rivals:
        if best.level != "line" and one.level == "line" and one.received and _lines_make(one, best, books):
            # The same money told by the row: nearer to the truth than a share of the order's.
            best, rivals = one, [other for other in rivals if other is not one] + [best]
            break
    for one in rivals:
        if one.rank < best.rank - 0.45 or _lines_make(best, one, books) or _lines_make(one, best, books):
            continue
        if best.received and not one.received:
            continue
        if not best.received and _better_explained(best, one):
            continue
        money.doubts.append(
            Text(
                msg="Both “{first}” and “{second}” could be the amount paid: which one is it?",
                args={"first": best.column.name, "second": one.column.name},
            )
        )
        break
    return best


def _better_explained(best: Candidate, other: Candidate) -> bool:
    return (
        best.line_holds >= HOLDS
        and not best.undiscounted
        and other.line_holds < HOLDS
        and other.level == "order"
    )


def _lines_make(line: Candidate, whole: Candidate, books: Books) -> bool:
    """Whether the rows' amounts add up to the orders' (shipping included or not)."""
    if whole.level != "order":
        return False
    plain = arithmetic.sums_hold(line.column.numbers, whole.column.numbers, books.orders)
    shipped = [
        arithmetic.sums_hold(line.column.numbers, whole.column.numbers, books.orders, plus=one.numbers)
        for one in books.sheet.with_concept("shipping")
    ]
    return max([plain, *shipped]) >= MOSTLY


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
    others = [one for one in _reducing(books) if any(one.numbers)]
    if chosen.line_holds >= HOLDS and not chosen.undiscounted:
        return not others
    if books.quantity is not None and books.price is not None and chosen.level == "line":
        return False
    if chosen.level == "order" and books.gross is not None:
        reduced = [one for one in (discount, *others) if one is not None and any(one.numbers)]
        return not reduced and _adds_up(chosen.column, books)
    rest = [one for one in books.free() if one.index != chosen.column.index and any(one.numbers)]
    return not rest and chosen.strength >= 0.9


def _reducing(books: Books) -> list[Column]:
    """Columns of money that came off the order, or is still owed, and that no row's arithmetic has accounted for."""
    return books.sheet.with_concept("order_discount", "owed", "other_money", "payable", least=0.6)


def _by_price(books: Books, discount: Column | None, candidates: Sequence[Candidate], money: Money) -> None:
    """Without an amount, quantity, price and discount make it; any other column of money could know better."""
    if books.gross is None:
        return
    known = {"other_quantity", "cost", "list_price", "line_no", "aggregate", "on_hand", "spec", "barcode"}
    unexplained = [
        one
        for one in books.free()
        if any(one.numbers)
        and one.header.best[0] not in known
        and (discount is None or one.index != discount.index)
        and not (one.telling and one.header.best[0].endswith(("_id", "time")))
        and not (one.header.best[0] in PAYMENT_CLASS and arithmetic.same(one.numbers, books.gross))
    ]
    reduced = [one for one in unexplained if one.header.best[0] not in PAYMENT_CLASS]
    if reduced or (unexplained and discount is None):
        money.doubts.append(
            Text(
                msg="No column says what was paid. Is it quantity × price, or is it in “{column}”?",
                args={"column": (reduced or unexplained)[0].name},
            )
        )


def _take_discount(chosen: Candidate | None, discount: Column | None, books: Books, money: Money) -> None:
    if discount is None:
        return
    explained = _explains(discount, books)
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


def _named(books: Books, concepts: Mapping[str, float], taken: set[int]) -> list[Column]:
    return [
        one
        for one in books.free()
        if one.index not in taken and one.header.best[0] in concepts and one.header.best[1] >= 0.7
    ]


def _refund(chosen: Candidate | None, books: Books, money: Money) -> None:
    """The refund, the row's or the order's as its numbers stand; where they do not tell, as the payment is."""
    named = _named(books, {"refund": 1, "order_refund": 1}, {one.column for one in money.roles.values()})
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


def _shipping(chosen: Candidate | None, books: Books, money: Money) -> None:
    """The order's shipping, only where it is part of an amount that is known for the order, or was added to rows
    that make up a known total: a courier's bill to the shop is called by the same word."""
    named = _named(books, {"shipping": 1}, {one.column for one in money.roles.values()})
    if len(named) != 1 or chosen is None or not any(named[0].numbers):
        return
    column, total = named[0], chosen.column
    if arithmetic.standing(column.numbers, books.orders).level in ("line", "mixed"):
        return
    if "order_paid" in money.roles:
        gross = books.gross
        without = arithmetic.sums_hold(gross, total.numbers, books.orders) if gross is not None else 0.0
        if without < MOSTLY:
            money.roles["order_shipping"] = Found(column.index, 0.85, [Text(msg="The header says so.")])
        return
    for index in money.candidates:
        whole = books.sheet.columns[index]
        if index != total.index and arithmetic.sums_hold(total.numbers, whole.numbers, books.orders, plus=column.numbers) >= MOSTLY > arithmetic.sums_hold(total.numbers, whole.numbers, books.orders):  # fmt: skip
            money.roles["order_shipping"] = Found(column.index, 0.9, [Text(msg="The header says so.")])
            return
