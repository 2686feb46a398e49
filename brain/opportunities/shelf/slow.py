"""Which products lie on the shelf for months: stock against three spells of sales and last year's coming weeks, for all shops at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from brain.analysis.clearance import Range
from brain.analysis.log_linear import EIGHTY
from brain.analysis.seasonality import Floats
from brain.opportunities.base import Candidate
from brain.opportunities.shelf.sales import COUNTED, TAKEN

SPELL = 28
SPELLS = 3
# A spell before counts half of the one after it, as in the forecast of slow movers.
FADING = 0.5
# Fewer pieces are no burden; a stock for less than four months is only deep.
LEAST_PIECES, LEAST_COVER = 20, 120
# Even at the pace that one in ten such counts hides, it must last so long: a lull is no overstock.
LEAST_COVER_AT_BEST = 75
# A first delivery needs time to find its buyers.
LEAST_AGE = 60
# The weeks in which it is to be cleared, and last year's same weeks that must not have needed it.
WEEKS, YEAR = 12, 364
# What clearing brings against letting it lie, as a part of what it cost, before the ladder is worked out: the middle of planted worlds.
GAIN_SHARE = 0.1
# Where the file names no cost, half the price stands in for it in the order of cards only.
COST_SHARE = 0.5
# Counted stock that does not sell is not guessed; what is uncertain is whether the owner means to keep it.
SURE, MOST_SURE = 0.75, 0.9

SQL = f"""WITH {{scope}},
{COUNTED},
begun AS (
    SELECT l.shop_id, min(l.ordered_on) AS first_on FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    GROUP BY l.shop_id, s."end" HAVING min(l.ordered_on) <= s."end" - {LEAST_AGE}),
pile AS (
    SELECT c.shop_id, c.product_id, c."end", b.first_on, min(c.snapshot_on) AS snapshot_on, CAST(sum(c.on_hand) AS DOUBLE) AS on_hand,
        CAST(sum(c.incoming) AS DOUBLE) AS incoming
    FROM counted AS c JOIN begun AS b ON b.shop_id = c.shop_id
    GROUP BY c.shop_id, c.product_id, c."end", b.first_on HAVING sum(c.on_hand) >= {LEAST_PIECES}),
taken AS (
    SELECT l.shop_id, l.product_id, max(l.product_name) AS name,
        sum(CASE WHEN l.ordered_on >= p."end" - {SPELL} THEN l.quantity ELSE 0 END) AS spell_1,
        sum(CASE WHEN l.ordered_on >= p."end" - {2 * SPELL} AND l.ordered_on < p."end" - {SPELL} THEN l.quantity ELSE 0 END) AS spell_2,
        sum(CASE WHEN l.ordered_on < p."end" - {2 * SPELL} THEN l.quantity ELSE 0 END) AS spell_3,
        sum(CASE WHEN l.ordered_on > p.snapshot_on THEN l.quantity ELSE 0 END) AS since_count, max(l.ordered_on) AS last_sold
    FROM order_line AS l JOIN pile AS p ON p.shop_id = l.shop_id AND p.product_id = l.product_id
    WHERE l.ordered_on >= p."end" - {SPELL * SPELLS} AND l.ordered_on < p."end" AND {TAKEN}
    GROUP BY l.shop_id, l.product_id),
maybe AS (
    SELECT p.*, t.name, t.last_sold, CAST(coalesce(t.since_count, 0) AS DOUBLE) AS since_count,
        CAST(coalesce(t.spell_1, 0) AS DOUBLE) AS spell_1, CAST(coalesce(t.spell_2, 0) AS DOUBLE) AS spell_2,
        CAST(coalesce(t.spell_3, 0) AS DOUBLE) AS spell_3
    FROM pile AS p LEFT JOIN taken AS t ON t.shop_id = p.shop_id AND t.product_id = p.product_id
    WHERE p.on_hand - coalesce(t.since_count, 0) >= {LEAST_PIECES}
        AND (p.on_hand - coalesce(t.since_count, 0)) * {SPELL} >= {LEAST_COVER} * coalesce(t.spell_1, 0)),
year AS (
    SELECT l.shop_id, l.product_id, max(l.product_name) AS name, min(l.ordered_on) AS first_sold,
        CAST(sum(l.paid_amount) AS DOUBLE) / sum(l.quantity) AS paid_each,
        sum(CASE WHEN l.ordered_on < m."end" - {YEAR - 7 * WEEKS} THEN l.quantity ELSE 0 END) AS last_year
    FROM order_line AS l JOIN maybe AS m ON m.shop_id = l.shop_id AND m.product_id = l.product_id
    WHERE l.ordered_on >= m."end" - {YEAR} AND l.ordered_on < m."end" AND {TAKEN}
    GROUP BY l.shop_id, l.product_id),
listed AS (
    SELECT r.shop_id, r.product_id, max(r.name) AS name, CASE WHEN min(r.price) = max(r.price) THEN min(r.price) END AS price,
        max(r.cost) AS cost, min(r.listed_on) AS listed_on
    FROM product AS r JOIN maybe AS m ON m.shop_id = r.shop_id AND m.product_id = r.product_id GROUP BY r.shop_id, r.product_id)
SELECT m.shop_id, m.product_id, coalesce(r.name, m.name, y.name) AS name, m.on_hand, m.incoming, m.since_count,
    CAST(date_diff('day', m.snapshot_on, m."end") AS BIGINT) AS counted_ago, m.spell_1, m.spell_2, m.spell_3,
    CAST(coalesce(y.last_year, 0) AS DOUBLE) AS last_year, CAST(CASE WHEN m.first_on <= m."end" - {YEAR} THEN 1 ELSE 0 END AS BIGINT) AS year_known,
    CAST(date_diff('day', m.last_sold, m."end") AS BIGINT) AS sold_ago,
    CAST(coalesce(r.price, y.paid_each) AS DOUBLE) AS price, CAST(r.cost AS DOUBLE) AS cost
FROM maybe AS m LEFT JOIN year AS y ON y.shop_id = m.shop_id AND y.product_id = m.product_id
    LEFT JOIN listed AS r ON r.shop_id = m.shop_id AND r.product_id = m.product_id
WHERE least(r.listed_on, y.first_sold) <= m."end" - {LEAST_AGE}
ORDER BY m.shop_id, m.product_id"""


@dataclass(frozen=True)
class Pace:
    """Pieces a day, an 80 % range, shape (items,)."""

    low: Floats
    mid: Floats
    high: Floats


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Every product with months of stock, by what clearing it is about worth. Each row by itself."""
    pieces = column(frame, "on_hand") - column(frame, "since_count")
    pace = pace_of(frame)
    cover = _days(pieces, pace.mid)
    too_much = (cover >= LEAST_COVER) & (_days(pieces, pace.high) >= LEAST_COVER_AT_BEST)
    price = column(frame, "price")
    cost = np.where(np.isnan(column(frame, "cost")), COST_SHARE * price, column(frame, "cost"))
    left = np.maximum(pieces - 7 * WEEKS * pace.mid, 0.0)
    # A week's share: what takes twelve weeks must not outrank what is over in one.
    worth = GAIN_SHARE * left * np.nan_to_num(cost) / WEEKS
    sure = np.minimum(SURE + 0.15 * np.clip(cover / LEAST_COVER - 1, 0, 1), MOST_SURE)
    told = {
        "pieces": pieces,
        "low": pace.low,
        "mid": pace.mid,
        "high": pace.high,
        "cover": np.minimum(cover, 9999.0),
        "left": left,
    }
    return [
        Candidate(
            shop=str(frame["shop_id"].iat[row]),
            key=str(frame["product_id"].iat[row]),
            worth=float(worth[row]),
            sure=float(sure[row]),
            row=row,
            told={name: float(values[row]) for name, values in told.items()},
        )
        for row in np.flatnonzero(too_much).tolist()
    ]


def pace_of(frame: pd.DataFrame) -> Pace:
    """Pieces a day from three spells of 28 days, the newest counting most; never below the newest alone, nor below what the coming weeks took last year."""
    weights = FADING ** np.arange(SPELLS)
    sold = np.stack([column(frame, f"spell_{place + 1}") for place in range(SPELLS)], axis=1)
    days = SPELL * weights.sum()
    counted = sold @ weights
    # Wilson and Hilferty's cube root gives a gamma's quantiles; half a piece stands for what nobody bought yet.
    shape = counted + 0.5
    low, high = (
        shape * np.maximum(1 - 1 / (9 * shape) + side * EIGHTY / (3 * np.sqrt(shape)), 0.0) ** 3 / days
        for side in (-1, 1)
    )
    mid = np.maximum(counted / days, np.maximum(sold[:, 0] / SPELL, column(frame, "last_year") / (7 * WEEKS)))
    return Pace(np.minimum(low, mid), mid, np.maximum(high, mid))


def weekly(told: Mapping[str, float]) -> Range:
    """The pace of one candidate, pieces a week."""
    return Range(7 * told["low"], 7 * told["mid"], 7 * told["high"])


def column(frame: pd.DataFrame, name: str) -> Floats:
    """A column as floating numbers, NaN where the facts are silent."""
    values: Floats = pd.to_numeric(frame[name]).to_numpy(np.float64, na_value=np.nan)
    return values


def _days(pieces: Floats, pace: Floats) -> Floats:
    days: Floats = np.divide(pieces, pace, out=np.full(len(pieces), np.inf), where=pace > 0)
    return days
