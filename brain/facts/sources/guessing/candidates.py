"""Which money columns of an order file could be the amount paid, and whether each is the row's or the whole order's.

The trap is an order's amount that stands on each of its rows: added up as lines it multiplies the shop's sales. So a
column is the row's only if its numbers behave like that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brain.facts.sources.guessing import arithmetic
from brain.facts.sources.guessing.arithmetic import HOLDS, Level, Numbers
from brain.facts.sources.guessing.fields import ORDER_WIDE, PAYMENT_CLASS
from brain.facts.sources.guessing.sheet import KNOWN, Column, Sheet

# Fewer orders of several rows than this do not prove that an amount is the order's.
FEWEST_ORDERS = 3
# Below this class a header does not say that money was received, only that it is some total.
SAYS_RECEIVED = 2.5
# Numbers under these names have nothing to do with what was paid. Any other column of numbers might.
HARMLESS = frozenset(
    (
        "cost", "list_price", "shelf_price", "unit_price", "quantity", "other_quantity", "line_no", "order_id", "sub_order", "other_id",
        "product_id", "sku", "barcode", "spec", "category", "customer_id", "phone", "staff", "store", "other_money", "on_hand", "aggregate",
        "discount_rate", "clock_time", "rating", "status", "code", "tags", "address",
    )
)  # fmt: skip
# Of the orders, how many may contradict when amounts are added up.
MOSTLY = 0.9


@dataclass(frozen=True)
class Books:
    """What the rows hold for reckoning: the numbers of quantity and price, their product, and the orders' rows."""

    sheet: Sheet
    quantity: Numbers | None
    price: Numbers | None
    orders: Sequence[Sequence[int]]
    taken: frozenset[int]
    goods: Sequence[str] = ()
    """What tells products apart, one text a row; empty where no column does."""
    plain_price: bool = True
    """Whether the price's header says that it is for one piece."""

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


def find_discount(books: Books) -> Column | None:
    """The discount of the row: a money column so called, or one that fits between two amounts."""
    named = [
        one
        for one in books.free()
        if one.header.strength("discount") >= 0.7 and one.header.best[0] == "discount" and not _is_rate(one)
    ]
    for one in named:
        if explains(one, books):
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


def explains(column: Column, books: Books) -> bool:
    """Whether the column is what lies between quantity x price and another amount of the same row."""
    if books.gross is None:
        return False
    return any(
        arithmetic.difference_holds(books.gross, column.numbers, other.numbers) >= HOLDS
        for other in books.free()
        if other.index != column.index
    )


def candidates_of(books: Books, discount: Column | None) -> list[Candidate]:
    """Every column whose header (or whose numbers) lets it be an amount paid, the plainest first."""
    found = []
    for column in books.free():
        if discount is not None and column.index == discount.index:
            continue
        rank, strength = _rank(column)
        fits_line, undiscounted = _line_holds(column, books, discount)
        if not column.telling and (fits_line >= HOLDS or adds_up(column, books)):
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


def adds_up(column: Column, books: Books) -> bool:
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
            if stands.values == 1 or _by_the_piece(column, books):
                # Orders of one row and of four would cost the same; or each row is one piece of the same thing.
                return "line", False
            return "order", enough or wide or adds_up(column, books)
        case "line":
            # An order's amount, by its name, that differs within orders is something else than its name says.
            return "line", not wide and stands.varied >= 1
        case "mixed":
            return "mixed", False
    return ("order" if wide else "line"), True


def _by_the_piece(column: Column, books: Books) -> bool:
    """Whether rows may be single pieces of one product: then equal amounts are each row's own."""
    several = [rows for rows in books.orders if len(rows) > 1 and any(column.numbers[row] for row in rows)]
    goods = books.goods
    alike = [rows for rows in several if goods and len({goods[row] for row in rows}) == 1]
    gross = books.gross
    if gross is not None:
        alike += [
            rows
            for rows in several
            if rows not in alike and all(gross[row] == column.numbers[row] for row in rows)
        ]
    return len(alike) > 0.5 * len(several)


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


def made_of(whole: Candidate, part: Candidate, books: Books) -> bool:
    """Whether one amount is the other with its shipping and tax, less its discounts: the end of the reckoning."""
    named = [
        [(sign, one.numbers) for one in books.sheet.with_concept(*concepts) if any(one.numbers)]
        for sign, concepts in ((1, ("shipping",)), (1, ("tax",)), (-1, ("discount", "order_discount")))
    ]
    for choice in range(1, 8):
        terms = [term for index, group in enumerate(named) if choice >> index & 1 for term in group]
        if terms and arithmetic.composed(part.column.numbers, terms, whole.column.numbers) >= HOLDS:
            return True
    return False


def lines_make(line: Candidate, whole: Candidate, books: Books) -> bool:
    """Whether the rows' amounts add up to the orders' (shipping included or not)."""
    if whole.level != "order":
        return False
    plain = arithmetic.sums_hold(line.column.numbers, whole.column.numbers, books.orders)
    shipped = [
        arithmetic.sums_hold(line.column.numbers, whole.column.numbers, books.orders, plus=one.numbers)
        for one in books.sheet.with_concept("shipping")
    ]
    return max([plain, *shipped]) >= MOSTLY


def unexplained(books: Books) -> list[Column]:
    """Columns of numbers that may be about this money: whatever is not known to be about something else."""
    return [
        one
        for one in books.free()
        if any(one.numbers) and (not one.telling or one.header.best[0] not in HARMLESS)
    ]


def reducing(books: Books) -> list[Column]:
    """Columns of money that came off the order, or is still owed, and that no row's arithmetic has accounted for."""
    return books.sheet.with_concept("order_discount", "owed", "payable", "tax", least=0.6)
