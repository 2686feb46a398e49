"""The added demand of the story: the rising category in its group, level demand for it elsewhere, and the tiny category's noisy jump."""

from dataclasses import dataclass

import numpy as np

from sample_data import plants, story
from sample_data.baskets import Lines, join_lines
from sample_data.cast import Cast
from sample_data.catalogue import CATEGORY
from sample_data.chance import Bools, Floats, Ints
from sample_data.plants import Plot
from sample_data.pricing import Priced, order_status, price_lines
from sample_data.promotions import Promotion
from sample_data.shop import GROUPS
from sample_data.visits import Orders, join_orders

Part = tuple[Orders, Lines]

_LEVEL_TOLERANCE = 0.03


@dataclass(frozen=True)
class Sales:
    """Lines counted two ways, shape (lines, 2): money kept (paid less refunded, in cents) and lines paid for."""

    day: Ints
    measures: Floats
    category: Ints
    in_group: Bools

    def in_window(self, rows: Bools, plot: Plot) -> Floats:
        """Both measures of some lines inside the window of the rise."""
        return self._sum(rows & plot.rise.holds(self.day))

    def usual(self, rows: Bools, plot: Plot) -> Floats:
        """Both measures of some lines before, for as many days as the window has."""
        return self._sum(rows & plot.before_rise.holds(self.day)) / plot.before_rise.days * plot.rise.days

    def _sum(self, rows: Bools) -> Floats:
        found: Floats = self.measures[rows].sum(axis=0)
        return found


def concat(parts: list[Part]) -> Part:
    """Orders with their lines of several streams, one after the other."""
    offsets = np.cumsum([0] + [len(orders) for orders, _ in parts[:-1]])
    lines = join_lines([(lines, int(offset)) for (_, lines), offset in zip(parts, offsets, strict=True)])
    return join_orders([orders for orders, _ in parts]), lines


def price(
    cast: Cast, plot: Plot, promotions: tuple[Promotion, ...], orders: Orders, lines: Lines
) -> tuple[Lines, Priced]:
    """Lines sorted by their orders, with their prices."""
    lines = lines[np.lexsort((lines.place, lines.order))]
    status = order_status(cast.chance, orders, cast.win_back)
    return lines, price_lines(cast.chance, cast.catalogue, orders, lines, plot, promotions, status)


def _count(cast: Cast, orders: Orders, lines: Lines, priced: Priced) -> Sales:
    measures = np.column_stack([priced.paid - priced.refund, priced.paid > 0]).astype(np.float64)
    group = cast.people.group[orders.customer[lines.order]] == GROUPS.index(story.RISING_GROUP)
    return Sales(orders.day[lines.order], measures, cast.catalogue.category[lines.product], group)


def _choose(money: Floats, needed: Floats) -> Bools:
    """Which candidate orders to add, so that their money comes nearest to what is needed.

    Those whose money is nearest to the needed money a line come first, so that the number of lines comes out right as well.
    """
    a_line = needed[0] / max(float(needed[1]), 1.0)
    rank = np.argsort(np.abs(money - a_line), kind="stable")
    running = np.concatenate([[0.0], np.cumsum(money[rank])])
    chosen = np.zeros(len(money), dtype=bool)
    chosen[rank[: int(np.argmin(np.abs(running - needed[0])))]] = True
    return chosen


def _only(orders: Orders, lines: Lines, chosen: Bools) -> Part:
    kept = lines[chosen[lines.order]]
    return orders[chosen], Lines((np.cumsum(chosen) - 1)[kept.order], kept.place, kept.product, kept.quantity)


def _top_up(
    cast: Cast, plot: Plot, promotions: tuple[Promotion, ...], crowd: Bools, needed: Floats
) -> tuple[Part, Floats]:
    """Orders of the rising category from a crowd, as many as are needed, and what they bring in both measures."""
    orders, lines = plants.added_orders(
        cast.chance, cast.catalogue, cast.people, crowd, story.RISING, plot.rise
    )
    lines, priced = price(cast, plot, promotions, orders, lines)
    sales = _count(cast, orders, lines, priced)
    rising = sales.category == CATEGORY[story.RISING]
    money: Floats = np.bincount(
        lines.order, weights=sales.measures[:, 0] * rising, minlength=len(orders)
    ).astype(np.float64)
    chosen = _choose(money, needed)
    return _only(orders, lines, chosen), sales.in_window(chosen[lines.order] & rising, plot)


def _tiny(cast: Cast, plot: Plot, sales: Sales) -> Part:
    """A few orders of the tiny category: a jump in per cent, a handful in lines."""
    tiny = sales.category == CATEGORY[story.TINY]
    jump = round(float(sales.usual(tiny, plot)[1]) * story.TINY_JUMP)
    target = min(max(jump, story.TINY_LEAST_LINES), story.TINY_MOST_LINES)
    few = max(target - int((tiny & plot.rise.holds(sales.day)).sum()), 0)
    orders, lines = plants.added_orders(
        cast.chance, cast.catalogue, cast.people, ~cast.absent, story.TINY, plot.rise
    )
    return orders[np.arange(few)], lines[(lines.order < few) & (lines.place == 0)]


def plant_demand(
    cast: Cast, plot: Plot, promotions: tuple[Promotion, ...], orders: Orders, lines: Lines
) -> tuple[list[Part], dict[str, int]]:
    """The added orders, and how many there are of each kind.

    Sales of the rising category end up the planted share above the weeks before, in money and in lines as near as both can be had at once;
    outside its group they move with the rest of the shop. Where the whole shop is busier than before (a festival), the rise comes on top.
    """
    lines, priced = price(cast, plot, promotions, orders, lines)
    sales = _count(cast, orders, lines, priced)
    rising = sales.category == CATEGORY[story.RISING]
    rest = sales.in_window(~rising, plot) / np.maximum(sales.usual(~rising, plot), 1.0)
    group = cast.people.group == GROUPS.index(story.RISING_GROUP)

    outside = rising & ~sales.in_group
    level = sales.usual(outside, plot)
    missing = level * (rest - _LEVEL_TOLERANCE) - sales.in_window(outside, plot)
    others, brought = _top_up(cast, plot, promotions, ~cast.absent & ~group, np.maximum(missing, 0.0))

    usual = sales.usual(rising, plot)
    needed = usual * (1 + story.RISE_SALES) * np.maximum(rest, 1.0) - sales.in_window(rising, plot) - brought
    rise, _ = _top_up(cast, plot, promotions, ~cast.absent & group, needed)

    tiny = _tiny(cast, plot, sales)
    ebb = plants.ebb(cast.chance, cast.catalogue, cast.people, ~cast.absent & group, plot, len(rise[0]))
    return [others, rise, tiny, ebb], {
        "level_orders": len(others[0]),
        "rise_orders": len(rise[0]),
        "tiny_orders": len(tiny[0]),
    }
