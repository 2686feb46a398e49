"""A platform's offers that products of the shop could join and have not: one pass, and the judge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.offer import extra_sales
from brain.opportunities.base import Candidate
from brain.opportunities.goods import OFF_SALE

AHEAD_DAYS = 21
SALES_DAYS = 60
# Three sales in two months: what hardly sells is not what an offer of a week is joined for.
LEAST_LINES = 3
LONGEST_DAYS = 31
# It begins today or tomorrow: later it can hardly be joined.
URGENT_DAYS = 1
# That an offer is there and not joined is read from the files; only the platform knows whether the shop may join it.
SURE = 0.85
PLATFORM = "('platform', '平台', '平台活动', '平台补贴', '官方活动')"
# So much of an offer's products joined already is a choice made, not an offer overlooked.
MOST_JOINED = 0.5

# A row of an offer without a product is what the platform holds out (to a category, or to all); a row with one has joined.
SCAN = f"""WITH {{scope}},
near AS (
    SELECT p.shop_id, p.promotion_id, p.name, p.product_id, p.category, CAST(p.discount_rate AS DOUBLE) AS rate, s."end",
        CAST(p.starts_at AT TIME ZONE 'UTC' AT TIME ZONE z.zone AS DATE) AS starts_on,
        CAST(p.ends_at AT TIME ZONE 'UTC' AT TIME ZONE z.zone AS DATE) AS ends_on
    FROM promotion AS p JOIN scope AS s ON s.shop_id = p.shop_id JOIN shop AS z ON z.shop_id = p.shop_id
    WHERE lower(coalesce(p.kind, '')) IN {PLATFORM} AND p.ends_at > s."end" AND p.starts_at < s."end" + {AHEAD_DAYS}),
offer AS (
    SELECT shop_id, promotion_id, category, max(name) AS name, max(rate) AS rate, min(starts_on) AS starts_on,
        max(ends_on) AS ends_on, max("end") AS "end"
    FROM near WHERE product_id IS NULL AND rate > 0 AND rate < 1 AND ends_on > "end"
    GROUP BY shop_id, promotion_id, category),
joined AS (SELECT DISTINCT shop_id, promotion_id, product_id FROM near WHERE product_id IS NOT NULL),
shelf AS (
    SELECT p.shop_id, p.product_id, max(p.category) AS category, CAST(min(p.price) AS DOUBLE) AS price, CAST(max(p.cost) AS DOUBLE) AS cost
    FROM product AS p
    WHERE p.shop_id IN (SELECT shop_id FROM offer) AND lower(coalesce(p.status, '')) NOT IN {OFF_SALE}
    GROUP BY p.shop_id, p.product_id),
sold AS (
    SELECT l.shop_id, l.product_id, max(l.category) AS category, count(*) AS lines,
        CAST(sum(l.paid_amount - l.refund_amount) AS DOUBLE) AS net, CAST(sum(l.quantity) AS DOUBLE) AS units
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.shop_id IN (SELECT shop_id FROM offer) AND l.ordered_on >= s."end" - {SALES_DAYS} AND l.ordered_on < s."end"
        AND l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.product_id IS NOT NULL
    GROUP BY l.shop_id, l.product_id),
known AS (SELECT DISTINCT shop_id FROM shelf),
eligible AS (
    SELECT o.shop_id, o.promotion_id, o.category, o.name, o.rate, o.starts_on, o.ends_on, o."end", d.product_id, d.lines, d.net,
        d.units, h.price, h.cost, CASE WHEN j.product_id IS NULL THEN 0 ELSE 1 END AS has_joined,
        CASE WHEN h.cost IS NOT NULL AND h.price * (1 - o.rate) <= h.cost THEN 1 ELSE 0 END AS below_cost
    FROM offer AS o JOIN sold AS d ON d.shop_id = o.shop_id
        LEFT JOIN shelf AS h ON h.shop_id = d.shop_id AND h.product_id = d.product_id
        LEFT JOIN known AS k ON k.shop_id = d.shop_id
        LEFT JOIN joined AS j ON j.shop_id = o.shop_id AND j.promotion_id = o.promotion_id AND j.product_id = d.product_id
    WHERE (o.category IS NULL OR o.category = coalesce(h.category, d.category))
        AND (k.shop_id IS NULL OR h.product_id IS NOT NULL))
SELECT shop_id, promotion_id, coalesce(category, '') AS category, max(name) AS name, max(rate) AS rate,
    greatest(min(starts_on), max("end")) AS starts_on, max(ends_on) AS ends_on, max("end") AS "end",
    CAST(sum(has_joined) AS BIGINT) AS joined, CAST(count(*) AS BIGINT) AS products,
    CAST(sum(CASE WHEN has_joined = 0 AND below_cost = 0 THEN 1 ELSE 0 END) AS BIGINT) AS open_products,
    CAST(sum(CASE WHEN has_joined = 0 AND below_cost = 1 THEN 1 ELSE 0 END) AS BIGINT) AS at_a_loss,
    CAST(sum(CASE WHEN has_joined = 0 AND below_cost = 0 THEN lines ELSE 0 END) AS BIGINT) AS lines,
    CAST(sum(CASE WHEN has_joined = 0 AND below_cost = 0 THEN net ELSE 0 END) AS DOUBLE) AS net,
    CAST(sum(CASE WHEN has_joined = 0 AND below_cost = 0 AND cost IS NOT NULL THEN net ELSE 0 END) AS DOUBLE) AS net_with_cost,
    CAST(sum(CASE WHEN has_joined = 0 AND below_cost = 0 THEN cost * net / NULLIF(price, 0) ELSE 0 END) AS DOUBLE) AS cost
FROM eligible GROUP BY shop_id, promotion_id, category
HAVING sum(CASE WHEN has_joined = 0 AND below_cost = 0 THEN lines ELSE 0 END) >= {LEAST_LINES}
ORDER BY shop_id, promotion_id, category"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Every offer that most of its products have not joined and whose lower price is expected to sell more than it gives away."""
    starts, ends, end = (pd.to_datetime(frame[name]) for name in ("starts_on", "ends_on", "end"))
    days = (ends - starts).dt.days.clip(1, LONGEST_DAYS)
    sales = frame["net"] / SALES_DAYS * days
    rows = frame.assign(
        row=np.arange(len(frame)), days=days, sales=sales, worth=extra_sales(sales, frame["rate"]),
        waits=(starts - end).dt.days,
    )  # fmt: skip
    open_ = (
        (rows["joined"] <= MOST_JOINED * rows["products"]) & (rows["open_products"] > 0) & (rows["worth"] > 0)
    )
    return [_candidate(row) for row in rows[open_].itertuples()]


def _candidate(row: Any) -> Candidate:
    one = row._asdict()
    # Goods without a known cost are taken to cost what the others do; nothing is said where no cost is known.
    cost_share = one["cost"] / one["net_with_cost"] if one["net_with_cost"] > 0 else float("nan")
    return Candidate(
        shop=one["shop_id"],
        key=f"{one['promotion_id']}:{one['category']}",
        worth=one["worth"],
        sure=SURE,
        row=int(one["row"]),
        urgent=one["waits"] <= URGENT_DAYS,
        told={
            "days": float(one["days"]), "sales": one["sales"], "rate": one["rate"], "cost_share": cost_share,
            "products": float(one["open_products"]), "waits": float(one["waits"]),
        },
    )  # fmt: skip
