"""Stock counts at the end of the last day and of the eight weeks before it, by SKU.

Counts are written backwards: what is on the shelf today plus what was sold since is what was on it then, so they agree with the order lines.
"""

import numpy as np

from sample_data.worlds import columns
from sample_data.worlds.columns import Table
from sample_data.worlds.facts.sales import product_words, sku_words
from sample_data.worlds.life import Life
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Floats, Ints, Stream, stream

WEEKS = 8
PACE_DAYS = 28
SHORTEST_LEAD, LONGEST_LEAD = 3, 12
LEAST_COVER, MOST_COVER = 20, 75  # days beyond the lead time that an ordinary SKU lasts


def lead_times(life: Life) -> Ints:
    """Days from ordering a product to its arrival."""
    return stream(life.profile.seed, life.profile.number, "lead times").integers(
        SHORTEST_LEAD, LONGEST_LEAD + 1, len(life.goods)
    )


def sold_by_sku(life: Life, sales: Settled, first: int, end: int) -> Ints:
    """Units sold of each SKU on days [first, end)."""
    rows, sizes = sales.within(first, end), len(life.goods.sizes)
    sku = sales.product[rows] * sizes + sales.size[rows]
    return np.bincount(sku, weights=sales.quantity[rows], minlength=len(life.goods) * sizes).astype(np.int64)


def _today(chance: Stream, pace: Floats, lead: Ints) -> Ints:
    cover = lead + chance.uniform(LEAST_COVER, MOST_COVER, len(pace))
    few = chance.integers(1, 4, len(pace))
    return np.maximum(np.ceil(pace * cover).astype(np.int64), few)


def stock(life: Life, sales: Settled) -> Table:
    """stock: every SKU listed by the snapshot's day."""
    chance, goods, sizes = (
        stream(life.profile.seed, life.profile.number, "stock"),
        life.goods,
        len(life.goods.sizes),
    )
    lead = np.repeat(lead_times(life), sizes)
    on_hand = _today(chance, sold_by_sku(life, sales, life.end - PACE_DAYS, life.end) / PACE_DAYS, lead)
    incoming = np.zeros(len(on_hand), dtype=np.int64)
    for wish in life.wishes.stock:
        places = wish["product"] * sizes + (
            np.arange(sizes) if wish.get("size") is None else np.array([wish["size"]])
        )
        pace = sold_by_sku(life, sales, life.end - PACE_DAYS, life.end)[places] / PACE_DAYS
        if "cover" in wish:
            on_hand[places] = np.maximum(
                np.rint(np.maximum(pace, wish.get("least_pace", 0.0)) * wish["cover"]), 0
            )
        if "incoming_cover" in wish:
            incoming[places] = np.ceil(pace * wish["incoming_cover"])
    weeks = np.arange(min(WEEKS, (life.calendar.days - 1) // 7) + 1)
    path = np.array(
        [on_hand + sold_by_sku(life, sales, life.end - 7 * week, life.end) for week in weeks.tolist()]
    )
    day = life.end - 1 - 7 * weeks
    for wish in life.wishes.stock:
        if "gap" in wish:
            inside = (day >= wish["gap"][0]) & (day < wish["gap"][1])
            path[np.ix_(inside, wish["product"] * sizes + np.arange(sizes))] = 0
    row, sku = np.nonzero(np.repeat(goods.listed, sizes)[None, :] <= day[:, None])
    return {
        "snapshot_on": columns.days(day[row]), "product_id": columns.words(sku // sizes, product_words(life)),
        "sku": columns.words(sku, sku_words(life)), "on_hand": columns.whole(path[row, sku]),
        "incoming": columns.whole(np.where(row == 0, incoming[sku], 0)), "lead_time_days": columns.whole(lead[sku]),
    }  # fmt: skip
