"""A change split into the factors of a product: orders x average order value, buyers x frequency x value, price x volume x mix.

Each split is Shapley's (Shapley 1953; for decompositions Shorrocks 2013, "Decomposition procedures for distributional
analysis"): the mean, over all orders in which the factors could have changed one after the other, of what each one added.
It treats all factors alike, bears zeros (which a log-mean split does not) and adds up; the cent that rounding leaves goes to
the largest driver.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Literal

from brain.kernel.money import cents

Factor = Literal[
    "orders", "buyers", "orders_per_buyer", "average_order_value", "refunds", "volume", "mix", "price"
]
LEAST_ORDERS = 30


@dataclass(frozen=True)
class Totals:
    """A period's totals: gross money of orders, money given back, orders; `buyers` only where every order has a known one."""

    gross: Decimal
    refunds: Decimal
    orders: int
    buyers: int | None = None


@dataclass(frozen=True)
class Driver:
    """One factor, its value in both periods (None where it has none, such as a value per order without orders), and what it added."""

    factor: Factor
    now: Decimal | None
    before: Decimal | None
    amount: Decimal


@dataclass(frozen=True)
class Drivers:
    """sum(driver.amount) == change. `thin` with fewer than `LEAST_ORDERS` orders in a period: the split is arithmetic, not a finding."""

    change: Decimal
    parts: tuple[Driver, ...]
    thin: bool


@dataclass(frozen=True)
class Sold:
    """One product in both periods: pieces and money."""

    units_now: Decimal
    money_now: Decimal
    units_before: Decimal
    money_before: Decimal


def sales_drivers(now: Totals, before: Totals) -> Drivers:
    """Net sales (gross - refunds) as orders x average order value - refunds; with known buyers, as buyers x orders per buyer x value.

    A period without orders has no value per order: the other period's is taken, so that the whole change is one of orders.
    """
    known = now.buyers is not None and before.buyers is not None
    pairs: list[list[Fraction | None]] = [
        [Fraction(now.orders), Fraction(before.orders)],
        [_per(now.gross, now.orders), _per(before.gross, before.orders)],
    ]
    names: list[Factor] = ["orders", "average_order_value"]
    if known:
        pairs[:1] = [
            [Fraction(now.buyers or 0), Fraction(before.buyers or 0)],
            [_per(now.orders, now.buyers or 0), _per(before.orders, before.buyers or 0)],
        ]
        names[:1] = ["buyers", "orders_per_buyer"]
    filled = [_filled(pair) for pair in pairs]
    gross = now.gross - before.gross

    def product(changed: Sequence[bool]) -> Fraction:
        return math.prod(
            (pair[0] if moved else pair[1] for pair, moved in zip(filled, changed, strict=True)),
            start=Fraction(1),
        )

    amounts = _settled(shapley(product, len(filled)), gross)
    parts = [
        Driver(name, _shown(pair[0]), _shown(pair[1]), amount)
        for name, pair, amount in zip(names, pairs, amounts, strict=True)
    ]
    given_back = before.refunds - now.refunds
    if now.refunds or before.refunds:
        parts.append(Driver("refunds", now.refunds, before.refunds, given_back))
    return Drivers(gross + given_back, tuple(parts), min(now.orders, before.orders) < LEAST_ORDERS)


def price_volume_mix(products: Mapping[str, Sold]) -> Drivers:
    """The change of product sales as pieces in all (volume), which products they were (mix), and what each cost (price).

    A product sold in one period only has no change of price: its arrival or absence is mix. Prices shown are per piece over all.
    Raises ValueError for negative pieces.
    """
    if any(sold.units_now < 0 or sold.units_before < 0 for sold in products.values()):
        raise ValueError("units are negative, must be >= 0.")
    units = [
        sum((s.units_now for s in products.values()), Decimal(0)),
        sum((s.units_before for s in products.values()), Decimal(0)),
    ]
    sales = [
        sum((s.money_now for s in products.values()), Decimal(0)),
        sum((s.money_before for s in products.values()), Decimal(0)),
    ]
    rows = [_shares_and_prices(sold, units) for sold in products.values()]
    change = sales[0] - sales[1]

    def value(changed: Sequence[bool]) -> Fraction:
        volume, mix, price = (0 if moved else 1 for moved in changed)
        return Fraction(units[volume]) * sum((row[0][mix] * row[1][price] for row in rows), Fraction(0))

    volume, mix, price = (
        _settled(shapley(value, 3), change) if min(units) > 0 else (change, Decimal(0), Decimal(0))
    )
    average = [_shown(_per(money, pieces)) for money, pieces in zip(sales, units, strict=True)]
    parts = (
        Driver("volume", units[0], units[1], volume),
        Driver("mix", None, None, mix),
        Driver("price", average[0], average[1], price),
    )
    return Drivers(change, parts, min(units) < LEAST_ORDERS)


def shapley(value: Callable[[Sequence[bool]], Fraction], factors: int) -> list[Fraction]:
    """Each factor's mean addition over all orders of change; `value` takes which factors have changed. Sums to value(all) - value(none)."""
    added = [Fraction(0)] * factors
    for place in range(factors):
        others = [other for other in range(factors) if other != place]
        for size in range(factors):
            weight = Fraction(
                math.factorial(size) * math.factorial(factors - size - 1), math.factorial(factors)
            )
            for changed in combinations(others, size):
                without = [other in changed for other in range(factors)]
                with_it = [other in changed or other == place for other in range(factors)]
                added[place] += weight * (value(with_it) - value(without))
    return added


def _settled(exact: Sequence[Fraction], change: Decimal) -> tuple[Decimal, ...]:
    """Amounts in cents; what rounding leaves goes to the largest, so that they add up to the change."""
    rounded = [cents(Decimal(part.numerator) / Decimal(part.denominator)) for part in exact]
    largest = max(range(len(rounded)), key=lambda place: abs(rounded[place]))
    rounded[largest] += change - sum(rounded, Decimal(0))
    return tuple(rounded)


def _per(amount: Decimal | int, count: Decimal | int) -> Fraction | None:
    return Fraction(amount) / Fraction(count) if count else None


def _filled(pair: Sequence[Fraction | None]) -> tuple[Fraction, Fraction]:
    now, before = pair
    return (
        now if now is not None else before or Fraction(0),
        before if before is not None else now or Fraction(0),
    )


def _shown(value: Fraction | None) -> Decimal | None:
    return (
        None
        if value is None
        else (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"))
    )


def _shares_and_prices(
    sold: Sold, units: Sequence[Decimal]
) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
    shares = (_per(sold.units_now, units[0]) or Fraction(0), _per(sold.units_before, units[1]) or Fraction(0))
    return shares, _filled((_per(sold.money_now, sold.units_now), _per(sold.money_before, sold.units_before)))
