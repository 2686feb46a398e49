"""Which competitor went below our price lately: last and earlier prices of each seller in SQL, judged against ours for all shops at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.seasonality import Floats
from brain.opportunities.base import Candidate

# A price seen longer ago may be gone; what a seller asked before that is the habit it is compared with.
FRESH_DAYS, HABIT_DAYS = 7, 60
LEAST_SEEN = 2
# Sellers differ by a few percent as a matter of course; a tenth below is noticed.
LEAST_GAP = 0.1
# Below their own habit by so much it is news, and not that they always were cheaper.
LEAST_FALL = 0.05
# What hardly sells loses nothing.
LEAST_UNITS, SALES_DAYS = 4, 60
# Percent of our pieces lost for a percent that a rival is cheaper: the means of two collections of published cross-price
# elasticities are 0.52 (Sethuraman, Srinivasan and Kim 1999, Marketing Science 18(1)) and 0.26 (Auer and Papies 2020, Journal of the
# Academy of Marketing Science 48); the range says how little is known of this shop.
CROSS_LOW, CROSS_MID, CROSS_HIGH = 0.2, 0.4, 0.8
# Two sightings in the last week agree, or there is only one.
SURE, SURE_TWICE = 0.8, 0.9

SQL = f"""WITH {{scope}},
sighted AS (
    SELECT m.shop_id, m.product_id, coalesce(m.seller, '') AS seller, m.price, s."end",
        date_diff('day', CAST(m.observed_at AS DATE), s."end") AS days_ago,
        row_number() OVER (PARTITION BY m.shop_id, m.product_id, coalesce(m.seller, '') ORDER BY m.observed_at DESC) AS place
    FROM market_price AS m JOIN scope AS s ON s.shop_id = m.shop_id
    WHERE m.observed_at < CAST(s."end" AS TIMESTAMP) AND m.observed_at >= CAST(s."end" AS TIMESTAMP) - INTERVAL {HABIT_DAYS} DAY AND m.price > 0),
rival AS (
    SELECT shop_id, product_id, seller, "end", CAST(max(CASE WHEN place = 1 THEN price END) AS DOUBLE) AS theirs,
        min(days_ago) AS seen_ago, CAST(avg(CASE WHEN days_ago > {FRESH_DAYS} THEN price END) AS DOUBLE) AS habit,
        sum(CASE WHEN days_ago > {FRESH_DAYS} THEN 1 ELSE 0 END) AS seen_before, sum(CASE WHEN days_ago <= {FRESH_DAYS} THEN 1 ELSE 0 END) AS seen_now
    FROM sighted GROUP BY shop_id, product_id, seller, "end"
    HAVING min(days_ago) <= {FRESH_DAYS} AND sum(CASE WHEN days_ago > {FRESH_DAYS} THEN 1 ELSE 0 END) >= {LEAST_SEEN}
        AND max(CASE WHEN place = 1 THEN price END) <= (1 - {LEAST_FALL}) * avg(CASE WHEN days_ago > {FRESH_DAYS} THEN price END)),
listed AS (
    SELECT p.shop_id, p.product_id, max(p.name) AS name, CASE WHEN min(p.price) = max(p.price) THEN min(p.price) END AS price, max(p.cost) AS cost
    FROM product AS p JOIN (SELECT DISTINCT shop_id, product_id FROM rival) AS r ON r.shop_id = p.shop_id AND r.product_id = p.product_id
    GROUP BY p.shop_id, p.product_id),
sale AS (
    SELECT l.shop_id, l.product_id, l.unit_price, max(l.product_name) AS name, max(l.ordered_on) AS last_on, sum(l.quantity) AS units,
        row_number() OVER (PARTITION BY l.shop_id, l.product_id ORDER BY max(l.ordered_on) DESC, l.unit_price) AS place
    FROM order_line AS l JOIN (SELECT DISTINCT shop_id, product_id, "end" FROM rival) AS r ON r.shop_id = l.shop_id AND r.product_id = l.product_id
    WHERE l.ordered_on >= r."end" - {SALES_DAYS} AND l.ordered_on < r."end" AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.quantity > 0 AND l.unit_price > 0
    GROUP BY l.shop_id, l.product_id, l.unit_price),
sold AS (
    SELECT shop_id, product_id, max(name) AS name, max(CASE WHEN place = 1 THEN unit_price END) AS price, CAST(sum(units) AS DOUBLE) AS units
    FROM sale GROUP BY shop_id, product_id HAVING sum(units) >= {LEAST_UNITS})
SELECT r.shop_id, r.product_id, r.seller, coalesce(p.name, s.name) AS name, r.theirs, r.habit, CAST(coalesce(p.price, s.price) AS DOUBLE) AS ours,
    CAST(p.cost AS DOUBLE) AS cost, s.units, CAST(r.seen_ago AS BIGINT) AS seen_ago, CAST(r.seen_before AS BIGINT) AS seen_before,
    CAST(r.seen_now AS BIGINT) AS seen_now
FROM rival AS r JOIN sold AS s ON s.shop_id = r.shop_id AND s.product_id = r.product_id
    LEFT JOIN listed AS p ON p.shop_id = r.shop_id AND p.product_id = r.product_id
WHERE r.theirs <= (1 - {LEAST_GAP}) * coalesce(p.price, s.price)
ORDER BY r.shop_id, r.product_id, r.theirs, r.seller"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Of each product the seller furthest below us. Each row by itself; the worth is what a week of it is expected to cost."""
    best = ~frame.duplicated(["shop_id", "product_id"]).to_numpy()
    theirs, ours, units = (frame[name].to_numpy(np.float64) for name in ("theirs", "ours", "units"))
    gap: Floats = 1 - theirs / ours
    weekly = units / SALES_DAYS * 7 * ours
    sure = np.where(frame["seen_now"].to_numpy() >= 2, SURE_TWICE, SURE)
    return [
        Candidate(
            shop=str(frame["shop_id"].iat[row]),
            key=str(frame["product_id"].iat[row]),
            worth=float(weekly[row] * gap[row] * CROSS_MID),
            sure=float(sure[row]),
            row=row,
            told={"gap": float(gap[row]), "weekly": float(weekly[row])},
        )
        for row in np.flatnonzero(best).tolist()
    ]
