"""Made-up shops in two periods with known causes of the change between them: the answer sheet for contribution analysis.

Orders of one to five lines by customers of very different size, products in categories, sold in regions and channels.
Everything moves by a common growth, and every product, region and channel wobbles a little by itself, as in real shops.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brain.analysis.slices import UNITS, Cells, Where

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DIMENSIONS = ("category", "product", "region", "channel", "customer")
CATEGORIES, PRODUCTS, REGIONS, CHANNELS, BIG_CUSTOMERS = 10, 80, 8, 4, 30
LINES_AN_ORDER = (0.55, 0.25, 0.12, 0.05, 0.03)
# Standard deviations of what moves by itself between two periods, without any cause.
WOBBLE = {"product": 0.05, "region": 0.02, "channel": 0.02}
# A cause touches at least this share of the lines, or nobody would look for it.
LEAST_SHARE, MOST_SHARE = 0.003, 0.25
KINDS = (
    "category_region_quantity",
    "category_region_price",
    "category_region_absent",
    "product_out_of_stock",
    "lost_customer",
    "category_rise",
    "region_fall",
    "channel_change",
    "category_channel_rise",
    "product_region_rise",
)


@dataclass(frozen=True)
class Cause:
    """A slice whose demand is multiplied by `volume` and whose amounts by `price` in the second period."""

    kind: str
    where: Where
    volume: float
    price: float


@dataclass(frozen=True)
class Shop:
    """Grouped cells of both periods, what was planted, and how whole orders spread (see `OrderSpread`)."""

    cells: Cells
    causes: tuple[Cause, ...]
    order_squares: float


@dataclass(frozen=True)
class _Lines:
    order: Ints
    codes: Ints
    amount: Floats


class Generator:
    """One shop: popularity of everything drawn once, then as many lines as asked for in each period."""

    def __init__(self, seed: int, lines: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.lines = lines
        self.category_of = np.sort(self.chance.integers(0, CATEGORIES, PRODUCTS))
        self.category_of[:CATEGORIES] = np.arange(CATEGORIES)
        self.price = np.round(np.exp(self.chance.normal(3.6, 0.7, PRODUCTS)), 2)
        self.weight = {
            "product": self.chance.gamma(1.5, 1.0, PRODUCTS) + 0.1,
            "region": self.chance.gamma(2.0, 1.0, REGIONS) + 0.3,
            "channel": self.chance.gamma(3.0, 1.0, CHANNELS) + 0.5,
            "customer": np.append(self.chance.gamma(0.8, 0.004, BIG_CUSTOMERS) + 0.0015, 1.0),
        }

    def make(self, causes: int) -> Shop:
        """A shop with so many causes planted; none of them overlaps another."""
        growth = float(np.exp(self.chance.normal(0, 0.12)))
        base = {name: weight / weight.sum() for name, weight in self.weight.items()}
        before = self._period(base, self.lines / (1 + growth), ())
        planted = self._plant(before, causes)
        moved = {
            name: weight * np.exp(self.chance.normal(0, WOBBLE.get(name, 0.0), len(weight)))
            for name, weight in base.items()
        }
        now = self._period(moved, self.lines / (1 + growth) * growth, planted)
        return Shop(self._cells(now, before), planted, _order_squares(now) + _order_squares(before))

    def _period(self, weight: dict[str, Floats], lines: float, causes: tuple[Cause, ...]) -> _Lines:
        mean = float(np.dot(LINES_AN_ORDER, np.arange(1, 6)))
        orders = int(self.chance.poisson(lines / mean))
        sizes = self.chance.choice(5, orders, p=LINES_AN_ORDER) + 1
        order = np.repeat(np.arange(orders), sizes)
        chosen = {
            name: self.chance.choice(len(w), orders, p=w / w.sum())[order]
            for name, w in weight.items()
            if name != "product"
        }
        product = self.chance.choice(PRODUCTS, len(order), p=weight["product"] / weight["product"].sum())
        codes = np.stack(
            [self.category_of[product], product, chosen["region"], chosen["channel"], chosen["customer"]]
        )
        big = chosen["customer"] < BIG_CUSTOMERS
        quantity = self.chance.geometric(0.6, len(order)) + big * self.chance.poisson(4, len(order))
        amount = quantity * self.price[product] * np.exp(self.chance.normal(0, 0.1, len(order)))
        return self._changed(_Lines(order, codes, np.round(amount, 2)), causes)

    def _changed(self, lines: _Lines, causes: tuple[Cause, ...]) -> _Lines:
        copies = np.ones(len(lines.order), dtype=np.int64)
        amount = lines.amount.copy()
        for cause in causes:
            held = _held(lines.codes, cause.where)
            whole, part = divmod(cause.volume, 1)
            copies[held] = int(whole) + (self.chance.random(int(held.sum())) < part)
            amount[held] = np.round(amount[held] * cause.price, 2)
        # Further lines are somebody else's orders, not the same order twice.
        place = np.repeat(np.arange(len(copies)), copies)
        again = np.concatenate([[False], place[1:] == place[:-1]]) if len(place) else np.zeros(0, bool)
        order = np.where(again, lines.order.max(initial=0) + 1 + np.arange(len(place)), lines.order[place])
        return _Lines(order, lines.codes[:, place], amount[place])

    def _plant(self, before: _Lines, count: int) -> tuple[Cause, ...]:
        planted: list[Cause] = []
        taken = np.zeros(len(before.order), dtype=np.bool_)
        while len(planted) < count:
            cause = self._cause(KINDS[int(self.chance.integers(len(KINDS)))])
            held = _held(before.codes, cause.where)
            share = held.mean()
            if LEAST_SHARE <= share <= MOST_SHARE and not (held & taken).any():
                planted.append(cause)
                taken |= held
        return tuple(planted)

    def _cause(self, kind: str) -> Cause:
        pick = self.chance.integers
        category, region = ("category", f"c{pick(CATEGORIES)}"), ("region", f"r{pick(REGIONS)}")
        channel = ("channel", f"h{pick(CHANNELS)}")
        product = ("product", f"p{pick(PRODUCTS)}")
        uniform = self.chance.uniform
        return {
            "category_region_quantity": Cause(kind, (category, region), uniform(0.3, 0.6), 1.0),
            "category_region_price": Cause(kind, (category, region), 1.0, uniform(0.5, 0.7)),
            "category_region_absent": Cause(kind, (category, region), 0.0, 1.0),
            "product_out_of_stock": Cause(kind, (product,), uniform(0.0, 0.4), 1.0),
            "lost_customer": Cause(kind, (("customer", f"b{pick(BIG_CUSTOMERS)}"),), 0.0, 1.0),
            "category_rise": Cause(kind, (category,), uniform(1.3, 1.7), 1.0),
            "region_fall": Cause(kind, (region,), uniform(0.6, 0.8), 1.0),
            "channel_change": Cause(kind, (channel,), uniform(0.65, 0.8), 1.0),
            "category_channel_rise": Cause(kind, (category, channel), uniform(1.5, 2.2), 1.0),
            "product_region_rise": Cause(kind, (product, region), uniform(2.0, 3.0), 1.0),
        }[kind]

    def _cells(self, now: _Lines, before: _Lines) -> Cells:
        sizes = (CATEGORIES, PRODUCTS, REGIONS, CHANNELS, BIG_CUSTOMERS + 1)
        numbers = [np.ravel_multi_index(tuple(lines.codes), sizes) for lines in (now, before)]
        seen, place = np.unique(np.concatenate(numbers), return_inverse=True)
        places = (place[: len(numbers[0])], place[len(numbers[0]) :])
        sums = [
            np.bincount(p, weights=np.round(lines.amount * UNITS), minlength=len(seen)).astype(np.int64)
            for p, lines in zip(places, (now, before), strict=True)
        ]
        counts = [np.bincount(p, minlength=len(seen)).astype(np.int64) for p in places]
        squares = [_squares(p, lines, len(seen)) for p, lines in zip(places, (now, before), strict=True)]
        names = tuple(
            tuple(f"{letter}{i}" for i in range(size)) for letter, size in zip("cprhb", sizes, strict=True)
        )
        codes = np.stack(np.unravel_index(seen, sizes)).astype(np.int64)
        return Cells(DIMENSIONS, names, codes, *sums, *counts, *squares)


def _held(codes: Ints, where: Where) -> NDArray[np.bool_]:
    held = np.ones(codes.shape[1], dtype=np.bool_)
    for dimension, value in where:
        assert value is not None
        held &= codes[DIMENSIONS.index(dimension)] == int(value[1:])
    return held


def _squares(place: Ints, lines: _Lines, cells: int) -> Floats:
    """Per cell: the sum over orders of (the order's amount within the cell) squared."""
    pair, inverse = np.unique(lines.order * cells + place, return_inverse=True)
    amount = np.bincount(inverse, weights=lines.amount)
    return np.bincount(pair % cells, weights=amount**2, minlength=cells)


def _order_squares(lines: _Lines) -> float:
    return float((np.bincount(lines.order, weights=lines.amount) ** 2).sum())


def shop_with_causes(seed: int, lines: int, causes: int) -> Shop:
    """A seeded shop of about `lines` order lines over both periods with `causes` planted causes."""
    return Generator(seed, lines).make(causes)
