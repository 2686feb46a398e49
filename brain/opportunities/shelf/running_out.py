"""Which SKUs run out before a reorder could be on the shelf: the days of those that come near it in SQL, their chances in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from brain.analysis.demand import demand_of_each
from brain.analysis.seasonality import Bools, Floats, Ints
from brain.analysis.stock_cover import stock_cover
from brain.opportunities.base import Candidate
from brain.opportunities.shelf.sales import COUNTED, TAKEN, USUAL_LEAD

# Twelve weeks: what a half-life of two weeks still hears of.
DAYS = 84
# Slower than about three pieces a fortnight, a missing piece can wait for the usual look at the shelf.
LEAST_SOLD, PACE_DAYS = 6, 28
# How long until somebody looks again: a week, as most shops reorder weekly.
REVIEW_DAYS = 7
# Of shelves that come near: below this chance of being empty in time the card would be wrong too often.
WARN_AT = 0.5
# What is at least this likely to be empty before goods ordered today could arrive cannot wait until tomorrow.
URGENT_AT = 0.5
# A shelf is looked at when it holds no more than this times what the days until the next delivery usually take, and a piece.
NEAR, NEAR_PIECES = 1.3, 1

SQL = f"""WITH {{scope}},
{COUNTED},
lately AS (
    SELECT l.shop_id, l.product_id, coalesce(l.sku, '') AS sku, sum(l.quantity) AS units,
        sum(CASE WHEN l.ordered_on >= s."end" - {PACE_DAYS // 2} THEN l.quantity ELSE 0 END) AS last_fortnight
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {PACE_DAYS} AND l.ordered_on < s."end" AND {TAKEN}
    GROUP BY l.shop_id, l.product_id, coalesce(l.sku, '')),
paced AS (
    SELECT c.shop_id, c.product_id, c.sku, c.skus, c.on_hand, c.incoming, c."end", c.snapshot_on, c.lead_time_days,
        CAST(sum(p.units) AS DOUBLE) AS lately, {NEAR_PIECES} + {NEAR} * (coalesce(c.lead_time_days, {USUAL_LEAD}) + {REVIEW_DAYS}) * greatest(
            sum(p.units) / {PACE_DAYS}.0, sum(p.last_fortnight) / {PACE_DAYS // 2}.0) AS near_pieces
    FROM counted AS c JOIN lately AS p ON p.shop_id = c.shop_id AND p.product_id = c.product_id
        AND (p.sku = c.sku OR c.sku = '' OR c.skus = 1)
    GROUP BY c.shop_id, c.product_id, c.sku, c.skus, c.on_hand, c.incoming, c."end", c.snapshot_on, c.lead_time_days
    HAVING sum(p.units) >= {LEAST_SOLD}),
maybe AS (
    SELECT * FROM paced
    WHERE on_hand + incoming - lately <= near_pieces),
day AS (
    SELECT m.shop_id, m.product_id, m.sku, date_diff('day', l.ordered_on, m."end") AS days_ago, sum(l.quantity) AS units,
        sum(l.paid_amount) AS paid, sum(CASE WHEN l.ordered_on > m.snapshot_on THEN l.quantity ELSE 0 END) AS since_count,
        max(l.product_name) AS name, 0 AS gone
    FROM order_line AS l JOIN maybe AS m ON m.shop_id = l.shop_id AND m.product_id = l.product_id
        AND (coalesce(l.sku, '') = m.sku OR m.sku = '' OR m.skus = 1)
    WHERE l.ordered_on >= m."end" - {DAYS} AND l.ordered_on < m."end" AND {TAKEN}
    GROUP BY m.shop_id, m.product_id, m.sku, m."end", l.ordered_on
    UNION ALL
    SELECT m.shop_id, m.product_id, m.sku, date_diff('day', k.snapshot_on, m."end") AS days_ago, 0 AS units, 0 AS paid,
        0 AS since_count, NULL AS name, 1 AS gone
    FROM stock AS k JOIN maybe AS m ON m.shop_id = k.shop_id AND m.product_id = k.product_id AND m.sku = coalesce(k.sku, '')
    WHERE k.on_hand <= 0 AND k.snapshot_on >= m."end" - {DAYS} AND k.snapshot_on < m."end"),
whole AS (
    SELECT shop_id, product_id, sku, CAST(sum(since_count) AS DOUBLE) AS since_count, max(name) AS name,
        CAST(sum(paid) AS DOUBLE) / sum(units) AS price
    FROM day GROUP BY shop_id, product_id, sku)
SELECT m.shop_id, m.product_id, m.sku, w.name, CAST(m.skus AS BIGINT) AS skus, m.on_hand, m.incoming, w.since_count,
    CAST(date_diff('day', m.snapshot_on, m."end") AS BIGINT) AS counted_ago,
    CAST(coalesce(m.lead_time_days, {USUAL_LEAD}) AS BIGINT) AS lead_days,
    CAST(CASE WHEN m.lead_time_days IS NULL THEN 0 ELSE 1 END AS BIGINT) AS lead_known, w.price, m.lately,
    CAST(d.days_ago AS BIGINT) AS days_ago, CAST(sum(d.units) AS DOUBLE) AS units, CAST(max(d.gone) AS BIGINT) AS gone
FROM maybe AS m JOIN whole AS w ON w.shop_id = m.shop_id AND w.product_id = m.product_id AND w.sku = m.sku
    JOIN day AS d ON d.shop_id = m.shop_id AND d.product_id = m.product_id AND d.sku = m.sku
WHERE greatest(m.on_hand - w.since_count, 0) + m.incoming <= m.near_pieces
GROUP BY m.shop_id, m.product_id, m.sku, w.name, m.skus, m.on_hand, m.incoming, w.since_count, m."end", m.snapshot_on,
    m.lead_time_days, w.price, m.lately, d.days_ago
ORDER BY m.shop_id, m.product_id, m.sku, d.days_ago"""


@dataclass(frozen=True)
class Near:
    """The SKUs of a scan, each by its first row's place, and the days of all of them, shape (SKUs, days), the last day last."""

    first: Ints
    units: Floats
    there: Bools


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Every SKU that runs out, with what ordering today rather than on its last day saves. Each by itself: no other row matters."""
    near = days_of(frame)
    rows = frame.iloc[near.first]
    lead = rows["lead_days"].to_numpy(np.float64)
    shelf, incoming = shelf_of(rows), rows["incoming"].to_numpy(np.float64)
    demand = demand_of_each(near.units, near.there, REVIEW_DAYS)
    cover = stock_cover(shelf, demand, lead, review_days=REVIEW_DAYS, on_order=incoming, warn_at=WARN_AT)
    # All gone before goods ordered today could be there.
    at_arrival = stock_cover(shelf, demand, lead, review_days=0, on_order=incoming)
    told = {
        "shelf": shelf, "pace": demand.daily[:, 0], "early": cover.early, "mid": cover.mid, "late": cover.late,
        "chance": cover.chance, "before_arrival": at_arrival.chance, "reorder": cover.reorder,
        "urgent": (at_arrival.chance >= URGENT_AT) | (cover.mid <= 1),
        "worth": np.maximum(np.minimum(cover.mid, lead), 1.0) * demand.daily[:, 0] * rows["price"].to_numpy(np.float64),
    }  # fmt: skip
    return [
        _candidate(
            frame, int(near.first[place]), {name: float(values[place]) for name, values in told.items()}
        )
        for place in np.flatnonzero(cover.warned).tolist()
    ]


def _candidate(frame: pd.DataFrame, row: int, told: dict[str, float]) -> Candidate:
    return Candidate(
        shop=str(frame["shop_id"].iat[row]),
        key=f"{frame['product_id'].iat[row]}/{frame['sku'].iat[row]}",
        worth=told["worth"],
        sure=told["chance"],
        row=row,
        urgent=bool(told["urgent"]),
        told=told,
    )


def shelf_of(rows: pd.DataFrame) -> Floats:
    """Pieces that should be there now: the count less what was sold after it, never below none."""
    left: Floats = np.maximum(
        rows["on_hand"].to_numpy(np.float64) - rows["since_count"].to_numpy(np.float64), 0.0
    )
    return left


def days_of(frame: pd.DataFrame) -> Near:
    """The rows as a matrix. From a count of none until the next sale a SKU was not there."""
    new = np.ones(len(frame), dtype=np.bool_)
    keys = [frame[name].to_numpy() for name in ("shop_id", "product_id", "sku")]
    new[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    item, day = np.cumsum(new) - 1, DAYS - frame["days_ago"].to_numpy(np.int64)
    items = int(new.sum())
    units, gone = np.zeros((items, DAYS)), np.zeros((items, DAYS), dtype=np.bool_)
    np.add.at(units, (item, day), frame["units"].to_numpy(np.float64))
    gone[item, day] = frame["gone"].to_numpy() > 0
    return Near(np.flatnonzero(new), units, ~_until_sold(gone, units > 0))


def _until_sold(gone: Bools, sold: Bools) -> Bools:
    """From each marked day on, until something is sold again."""
    place = np.arange(gone.shape[1])
    last_gone, last_sold = (
        np.maximum.accumulate(np.where(marked, place, -1), axis=1) for marked in (gone & ~sold, sold)
    )
    none_since: Bools = last_gone > last_sold
    return none_since
