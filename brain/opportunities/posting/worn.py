"""Posts about the same thing in the same group, one after the other: is each clicked less than the one before?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.post_rates import DRIFT, LEAST_CLICKS, LEAST_SERIES, WORN, bar_for, scatter, slope
from brain.opportunities.base import Candidate
from brain.opportunities.posting.posts import AHEAD_DAYS, CLICK_VALUE, EXTRA_SHARE, POSTS

# In the planted worlds 57 of 58 cards beyond 2.5 standard errors were right, below that about two of three.
SURE, LESS_SURE = 0.9, 0.65
CLEAR_Z = 2.5
LEAST_OTHERS = 2

# What is repeated: the product, or where none is named the very words. `x` is the place in the series; the group's other
# posts before and after the series' middle tell whether the group as a whole grew tired.
SCAN = f"""WITH {{scope}},
{POSTS},
placed AS (
    SELECT *, coalesce(product_id, text) AS item, CASE WHEN product_id IS NULL THEN 1 ELSE 0 END AS by_words,
        row_number() OVER (PARTITION BY shop_id, group_name, coalesce(product_id, text) ORDER BY posted_at) - 1 AS x,
        count(*) OVER (PARTITION BY shop_id, group_name, coalesce(product_id, text)) AS many
    FROM post_row WHERE coalesce(product_id, text) IS NOT NULL),
series AS (
    SELECT shop_id, group_name, item, max(by_words) AS by_words, count(*) AS posts, count(DISTINCT text) AS texts,
        sum(w) AS sw, sum(w * x) AS sx, sum(w * y) AS sy, sum(w * x * x) AS sxx, sum(w * x * y) AS sxy, sum(w * y * y) AS syy,
        sum(clicks) AS clicks, avg(reached) AS reached, sum(CASE WHEN day >= "end" - {AHEAD_DAYS} THEN 1 ELSE 0 END) AS lately,
        min(posted_at) + (max(posted_at) - min(posted_at)) / 2 AS middle
    FROM placed GROUP BY shop_id, group_name, item
    HAVING count(*) >= {LEAST_SERIES} AND sum(CASE WHEN x < many / 2.0 THEN clicks ELSE 0 END) >= {LEAST_CLICKS}),
other AS (
    SELECT e.shop_id, e.group_name, e.item,
        sum(CASE WHEN p.posted_at < e.middle THEN p.w ELSE 0 END) AS w_before,
        sum(CASE WHEN p.posted_at < e.middle THEN p.w * p.y ELSE 0 END) AS wy_before,
        sum(CASE WHEN p.posted_at < e.middle THEN 1 ELSE 0 END) AS n_before,
        sum(CASE WHEN p.posted_at >= e.middle THEN p.w ELSE 0 END) AS w_after,
        sum(CASE WHEN p.posted_at >= e.middle THEN p.w * p.y ELSE 0 END) AS wy_after,
        sum(CASE WHEN p.posted_at >= e.middle THEN 1 ELSE 0 END) AS n_after
    FROM series AS e JOIN placed AS p ON p.shop_id = e.shop_id AND p.group_name = e.group_name AND p.item <> e.item
    GROUP BY e.shop_id, e.group_name, e.item),
{CLICK_VALUE.format(of="series")}
SELECT e.shop_id, e.group_name, e.item, e.by_words, CAST(e.posts AS BIGINT) AS posts, CAST(e.texts AS BIGINT) AS texts,
    e.sw, CAST(e.sx AS DOUBLE) AS sx, e.sy, CAST(e.sxx AS DOUBLE) AS sxx, CAST(e.sxy AS DOUBLE) AS sxy, e.syy,
    CAST(e.clicks AS BIGINT) AS clicks, e.reached, CAST(e.lately AS BIGINT) AS lately,
    o.w_before, o.wy_before, CAST(coalesce(o.n_before, 0) AS BIGINT) AS n_before, o.w_after, o.wy_after,
    CAST(coalesce(o.n_after, 0) AS BIGINT) AS n_after, c.orders_a_click, coalesce(m.order_value, 0.0) AS order_value
FROM series AS e LEFT JOIN other AS o ON o.shop_id = e.shop_id AND o.group_name = e.group_name AND o.item = e.item
    JOIN click AS c ON c.shop_id = e.shop_id LEFT JOIN money AS m ON m.shop_id = e.shop_id
ORDER BY e.shop_id, e.group_name, e.item"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Series whose second half is clicked clearly less than the first, beyond what the group's other posts did."""
    rows = frame.assign(row=np.arange(len(frame)))
    by, by_variance, height = slope(
        *(rows[name].to_numpy(float) for name in ("sw", "sx", "sy", "sxx", "sxy"))
    )
    squares = rows["syy"] - height * rows["sy"] - by * rows["sxy"]
    grown = scatter(squares.to_numpy(float), rows["posts"].to_numpy(float) - 2, rows["shop_id"])
    others, others_variance = _others(rows)
    half = rows["posts"].to_numpy(float) / 2
    change = by * half - others
    with np.errstate(invalid="ignore"):
        z = change / np.sqrt(grown * (by_variance * half**2 + others_variance))
    tested = rows.groupby("shop_id")["item"].transform("size")
    worn = (z <= -bar_for(tested)) & (change <= math.log(WORN)) & (by * half <= math.log(WORN))
    last = by * (rows["posts"] - 1)
    lost = rows["reached"] * np.exp(height) * (1 - np.exp(last)) * rows["lately"]
    rows = rows.assign(
        z=z, change=change, last=last, lost=lost,
        worth=lost * rows["orders_a_click"] * rows["order_value"] * EXTRA_SHARE,
    )  # fmt: skip
    found = rows[worn].sort_values(["shop_id", "z"])
    return [_candidate(one) for one in found.itertuples()]


def _others(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """How the group's other posts changed from before the middle to after it, and the variance; 0 where they are too few."""
    enough = (rows["n_before"] >= LEAST_OTHERS) & (rows["n_after"] >= LEAST_OTHERS)
    before, after = rows["w_before"].where(enough, 1.0), rows["w_after"].where(enough, 1.0)
    change, variance = rows["wy_after"] / after - rows["wy_before"] / before, 1 / before + 1 / after
    # A handful of other posts is luck for the most part: their change counts as far as it can be told from it.
    told = np.where(enough, DRIFT**2 / (DRIFT**2 + variance), 0.0)
    return told * change, told * variance


def _candidate(row: Any) -> Candidate:
    one = row._asdict()
    return Candidate(
        shop=one["shop_id"],
        key=f"{one['group_name']}:{one['item']}",
        worth=one["worth"],
        sure=SURE if one["z"] <= -CLEAR_Z else LESS_SURE,
        row=int(one["row"]),
        told={name: float(one[name]) for name in ("z", "change", "last", "lost", "worth")},
    )
