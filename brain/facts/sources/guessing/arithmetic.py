"""What the numbers of a file say about each other: quantity x price = amount, lines of an order = its total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Numbers = Sequence[Decimal | None]
Level = Literal["line", "order", "mixed", "unknown"]

FEWEST_ROWS = 4
HOLDS = 0.95
# An amount may have been rounded to the cent, or in a till to ten cents.
ROUNDED = Decimal("0.011")
MOST_COLUMNS = 14
ZERO = Decimal(0)


def equal(left: Decimal, right: Decimal, slack: Decimal = ROUNDED) -> bool:
    """Whether two amounts are the same but for rounding."""
    return abs(left - right) <= slack


def product_holds(quantity: Numbers, price: Numbers, amount: Numbers, off: Numbers | None = None) -> float:
    """The share of rows with quantity x price (- off) = amount; 0 where too few rows could tell.

    Rows that prove nothing count with the others but do not suffice: quantity 1 makes any price an amount. A return may
    have its sign on any of the three.
    """
    held = telling = seen = 0
    for index, (q, p, a) in enumerate(zip(quantity, price, amount, strict=True)):
        if q is None or p is None or a is None:
            continue
        less = (off[index] or ZERO) if off is not None else ZERO
        seen += 1
        slack = ROUNDED * max(Decimal(1), abs(q))
        if equal(q * p - less, a, slack) or (
            min(q, p, a) < 0 and equal(abs(q * p) - abs(less), abs(a), slack)
        ):
            held += 1
            telling += (q != 1 and a != 0) if off is None else less != 0
    if seen < FEWEST_ROWS or telling < max(2, seen // 20):
        return 0.0
    return held / seen


def difference_holds(whole: Numbers, off: Numbers, rest: Numbers) -> float:
    """The share of rows with whole - off = rest; 0 where hardly any row has something off."""
    held = telling = seen = 0
    for a, d, b in zip(whole, off, rest, strict=True):
        if a is None or b is None:
            continue
        seen += 1
        if equal(a - abs(d or ZERO), b) or (a < 0 and equal(a + abs(d or ZERO), b)):
            held += 1
            telling += bool(d)
    return held / seen if seen >= FEWEST_ROWS and telling >= max(2, seen // 20) else 0.0


def composed(part: Numbers, terms: Sequence[tuple[int, Numbers]], whole: Numbers) -> float:
    """The share of rows with part + terms (sign, amounts; the amounts' own sign does not count) = whole; 0 where the
    terms are hardly ever anything."""
    held = telling = seen = 0
    for index, (a, b) in enumerate(zip(part, whole, strict=True)):
        if a is None or b is None:
            continue
        added = sum((sign * abs(numbers[index] or ZERO) for sign, numbers in terms), ZERO)
        seen += 1
        if equal(a + added, b):
            held += 1
            telling += added != 0
    return held / seen if seen >= FEWEST_ROWS and telling >= max(2, seen // 20) else 0.0


def same(left: Numbers, right: Numbers) -> bool:
    """Whether two columns hold the same amounts, wherever both have one."""
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if a is not None or b is not None]
    return bool(pairs) and all((a or ZERO) == (b or ZERO) for a, b in pairs)


@dataclass(frozen=True)
class Triple:
    """Columns whose numbers multiply: quantity x price = amount."""

    quantity: int
    price: int
    amount: int
    share: float


def triples(columns: Mapping[int, Numbers]) -> list[Triple]:
    """Every three columns that multiply, those that hold best first.

    The factor with small whole numbers is the quantity. Columns of one single value are no evidence.
    """
    able = {i: c for i, c in list(columns.items())[:MOST_COLUMNS] if len({one for one in c if one}) > 1}
    found = []
    for q, quantity in able.items():
        if not _countable(quantity):
            continue
        for p, price in able.items():
            for a, amount in able.items():
                if len({q, p, a}) == 3 and (share := product_holds(quantity, price, amount)) >= HOLDS:
                    found.append(Triple(q, p, a, share))
    # Where prices are whole numbers too, either factor could be the quantity: the smaller one is.
    found = [one for one in found if mean(able[one.quantity]) <= mean(able[one.price])]
    return sorted(found, key=lambda one: (-one.share, one.quantity, one.price, one.amount))


def _countable(numbers: Numbers) -> bool:
    known = [one for one in numbers if one is not None]
    return (
        bool(known)
        and all(0 <= abs(one) < 10000 for one in known)
        and sum(one == one.to_integral_value() for one in known) >= 0.8 * len(known)
    )


def mean(numbers: Numbers) -> Decimal:
    """The mean of what is there, 0 where nothing is."""
    known = [one for one in numbers if one is not None]
    return sum(known, ZERO) / max(1, len(known))


def orders_of(*keys: Sequence[str]) -> list[list[int]]:
    """The rows of each order, by order number (and store): lists of row indexes in the file's order.

    An empty order number under one continues it.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    last = ""
    for index, parts in enumerate(zip(*keys, strict=True)):
        last = parts[0] or last
        if last:
            groups[(last, *parts[1:])].append(index)
    return list(groups.values())


@dataclass(frozen=True)
class Standing:
    """How an amount stands within orders of several rows: repeated on each, on one row only, or different."""

    repeated: int = 0
    once: int = 0
    varied: int = 0
    values: int = 0

    @property
    def orders(self) -> int:
        """How many orders tell."""
        return self.repeated + self.once + self.varied

    @property
    def level(self) -> Level:
        """Whether it is the order's or the line's; `mixed` when its orders disagree with one another."""
        if not self.orders:
            return "unknown"
        whole = self.repeated + self.once
        if self.varied == 0:
            return "order"
        if whole == 0 or self.varied / self.orders >= 0.5:
            return "line"
        return "order" if self.varied / self.orders <= 0.02 else "mixed"


def standing(numbers: Numbers, orders: Sequence[Sequence[int]]) -> Standing:
    """Look at the orders of several rows in which the amount is not nothing."""
    repeated = once = varied = 0
    values = set()
    for rows in orders:
        if len(rows) < 2:
            continue
        cells = [numbers[row] for row in rows]
        amounts = [one for one in cells if one]
        if not amounts:
            continue
        values.add(amounts[0])
        if len(set(amounts)) > 1:
            varied += 1
        elif len(amounts) == len(cells):
            repeated += 1
        elif len(amounts) == 1 and cells[0]:
            once += 1
        else:
            varied += 1
    return Standing(repeated, once, varied, len(values))


def order_value(numbers: Numbers, rows: Sequence[int]) -> Decimal | None:
    """The order's own amount: the one that is not nothing, None where there is none."""
    amounts = [one for row in rows if (one := numbers[row]) is not None]
    return max(amounts, key=abs, default=None)


def sums_hold(parts: Numbers, whole: Numbers, orders: Sequence[Sequence[int]], *, plus: Numbers | None = None, less: Numbers | None = None) -> float:  # fmt: skip
    """The share of orders of several rows whose lines add up to the whole (with `plus`, less `less`, each the
    order's own); 0 where too few could tell."""
    held = seen = 0
    for rows in orders:
        total = order_value(whole, rows)
        if len(rows) < 2 or not total or any(parts[row] is None for row in rows):
            continue
        added = sum((parts[row] or ZERO for row in rows), ZERO)
        added += (order_value(plus, rows) or ZERO) if plus is not None else ZERO
        added -= abs(order_value(less, rows) or ZERO) if less is not None else ZERO
        seen += 1
        held += equal(added, total, ROUNDED * len(rows))
    return held / seen if seen >= 2 else 0.0


def per_piece(quantity: Numbers, price: Numbers, goods: Sequence[str]) -> Literal["piece", "row", "unknown"]:
    """Whether a price is for one piece or for the whole row: of a product bought in different quantities, the one stays
    and the other grows with the quantity."""
    bought: dict[str, set[tuple[Decimal, Decimal]]] = defaultdict(set)
    for q, p, good in zip(quantity, price, goods, strict=True):
        if q and p and good:
            bought[good].add((q, p))
    stays = grows = 0
    for pairs in bought.values():
        if len({q for q, _ in pairs}) > 1:
            stays += len({p for _, p in pairs}) == 1
            grows += len({round(p / q, 2) for q, p in pairs}) == 1
    if stays > 2 * grows:
        return "piece"
    return "row" if grows > stays else "unknown"


def products(quantity: Numbers, price: Numbers) -> list[Decimal | None]:
    """quantity x price of each row, None where either is missing."""
    return [None if q is None or p is None else q * p for q, p in zip(quantity, price, strict=True)]
