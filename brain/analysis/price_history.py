"""The price a product really had on each day, read from order lines: that of an ordinary quantity, not of a crate.

A lower price for a dozen is no change of price, nor is a coupon on the whole order: lines above the product's usual quantity are
left aside, and the caller brings unit prices before order-level discounts. Of the lines that remain, a window's most usual price is taken,
so that a single slip or a second channel with its own prices does not look like a change that came and went.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brain.analysis.seasonality import Floats, Ints

WINDOW = 7
# Lines up to this quantile of a product's quantities are ordinary ones.
ORDINARY = 0.6
# How long a price is taken to go on while nothing is sold.
LONGEST_SILENCE = 28


@dataclass(frozen=True)
class PriceHistory:
    """Shape (items, days): the price in force, NaN where unknown, and the pieces sold in ordinary quantities."""

    price: Floats
    units: Floats


def prices_in_force(
    item: Ints, day: Ints, unit_price: Floats, quantity: Floats, *, items: int, days: int
) -> PriceHistory:
    """Reads lines (all of one length; items and days numbered from 0, money a piece before order-level discounts, pieces above 0).

    A window of seven days without a sale keeps the price before it, four weeks long. Raises ValueError where a line lies outside.
    """
    outside = len(item) and not (
        item.min() >= 0 and item.max() < items and day.min() >= 0 and day.max() < days
    )
    if outside or not len(item) == len(day) == len(unit_price) == len(quantity):
        raise ValueError(
            f"{len(item)} lines, must lie within {items} items and {days} days, in columns of one length."
        )
    ordinary = (unit_price > 0) & (quantity > 0)
    ordinary[ordinary] = quantity[ordinary] <= _usual_quantity(item[ordinary], quantity[ordinary], items)
    item, day, unit_price, quantity = (
        item[ordinary], day[ordinary], unit_price[ordinary], quantity[ordinary],
    )  # fmt: skip
    windows = -(-days // WINDOW)
    price = _carried(_most_usual(item * windows + day // WINDOW, unit_price, items * windows, items))
    units = np.zeros(items * days)
    np.add.at(units, item * days + day, quantity)
    return PriceHistory(np.repeat(price, WINDOW, axis=1)[:, :days], units.reshape(items, days))


def _usual_quantity(item: Ints, quantity: Floats, items: int) -> Floats:
    """For each line, the `ORDINARY` quantile of its product's quantities (an actual one, so that at least the smallest stay)."""
    order = np.lexsort((quantity, item))
    count = np.bincount(item, minlength=items)
    place = np.cumsum(count) - count + np.floor(ORDINARY * np.maximum(count - 1, 0)).astype(np.int64)
    usual = np.zeros(items)
    usual[count > 0] = quantity[order][place[count > 0]]
    return usual[item]


def _most_usual(cell: Ints, unit_price: Floats, cells: int, items: int) -> Floats:
    """The price with the most lines in each window (the lower one of two), shape (items, windows), NaN where there is no line."""
    cents = np.round(unit_price * 10_000).astype(np.int64)
    pairs, lines = np.unique(np.stack([cell, cents], axis=1), axis=0, return_counts=True)
    order = np.lexsort((pairs[:, 1], -lines, pairs[:, 0]))
    of_cell = pairs[order, 0]
    first = (
        np.concatenate([[True], of_cell[1:] != of_cell[:-1]]) if len(of_cell) else np.zeros(0, dtype=np.bool_)
    )
    price = np.full(cells, np.nan)
    price[of_cell[first]] = pairs[order, 1][first] / 10_000
    return price.reshape(items, -1)


def _carried(price: Floats) -> Floats:
    """Windows without a price take the one before, up to `LONGEST_SILENCE` days."""
    places = np.where(np.isnan(price), -1, np.arange(price.shape[1]))
    last = np.maximum.accumulate(places, axis=1)
    carried = np.take_along_axis(price, np.maximum(last, 0), axis=1)
    stale = np.arange(price.shape[1]) - last > LONGEST_SILENCE // WINDOW
    return np.where((last < 0) | stale, np.nan, carried)
