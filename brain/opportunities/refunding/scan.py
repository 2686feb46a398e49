"""Refunds of three weeks by product, channel and shop, against half a year before: one pass, and the judge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.refund_rate import (
    LEAST_PEOPLE,
    LEAST_REFUNDS,
    LEAST_SALES,
    LEAST_TIMES,
    MOST_FALSE,
    chance_of,
    usual_rate,
)
from brain.opportunities.base import Candidate

RECENT_DAYS = 21
PAST_DAYS = 180
PRODUCT, CHANNEL, SHOP = "product", "channel", "shop"
# What mending the cause may save of the refunds beyond the usual in the next three weeks: of a batch already on its way to
# customers nothing can be saved any more. Our own guess; no shop has told us yet.
AVOIDED = (0.2, 0.5, 0.9)
URGENT_RATE = 0.25
URGENT_PEOPLE = 6
# Cards of which so much was left of the limit for false alarms were right in the planted worlds: see `bench/detectors_quality.py`.
SURE, LESS_SURE = 0.95, 0.85
CLEAR = 0.002

# A refund counts on the day of its order, as in every figure of the house; a credit note of its own on its own day. Who sent
# back without a known name counts by the order. Few orders of the last days had time to come back, which speaks against a
# card, never for one.
SCAN = f"""WITH {{scope}},
line AS (
    SELECT l.shop_id, l.product_id, coalesce(l.channel, '') AS channel, l.ordered_on >= s."end" - {RECENT_DAYS} AS recent,
        CASE WHEN l.status = 'return' THEN 0 ELSE 1 END AS bought,
        CASE WHEN l.status IN ('refunded', 'return') OR l.refund_amount > 0 THEN 1 ELSE 0 END AS back,
        CASE WHEN l.ordered_on >= s."end" - {RECENT_DAYS} AND (l.status IN ('refunded', 'return') OR l.refund_amount > 0)
            THEN coalesce(l.customer_key, l.order_key) END AS person,
        l.refund_amount
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {RECENT_DAYS + PAST_DAYS} AND l.ordered_on < s."end" AND l.line_type = 'product'
        AND ((l.status IN ('paid', 'refunded') AND l.paid_amount > 0) OR l.status = 'return')),
cell AS (
    SELECT shop_id, product_id, channel,
        sum(CASE WHEN recent THEN bought ELSE 0 END) AS bought, sum(CASE WHEN recent THEN back ELSE 0 END) AS back,
        sum(CASE WHEN recent THEN 0 ELSE bought END) AS bought_before, sum(CASE WHEN recent THEN 0 ELSE back END) AS back_before,
        sum(CASE WHEN recent THEN refund_amount ELSE 0 END) AS refunded
    FROM line GROUP BY shop_id, product_id, channel),
person AS (SELECT DISTINCT shop_id, product_id, channel, person FROM line WHERE person IS NOT NULL),
whole AS (
    SELECT shop_id, sum(bought_before) AS bought_before, sum(back_before) AS back_before FROM cell GROUP BY shop_id),
tested AS (
    SELECT shop_id, count(*) AS tested FROM (
        SELECT shop_id, product_id FROM cell GROUP BY shop_id, product_id HAVING sum(bought) >= {LEAST_SALES}) AS enough
    GROUP BY shop_id),
item AS (
    SELECT shop_id, '{PRODUCT}' AS kind, product_id AS name, sum(bought) AS bought, sum(back) AS back,
        sum(bought_before) AS bought_before, sum(back_before) AS back_before, sum(refunded) AS refunded
    FROM cell WHERE product_id IS NOT NULL GROUP BY shop_id, product_id HAVING sum(back) >= {LEAST_REFUNDS}
    UNION ALL
    SELECT shop_id, '{CHANNEL}', channel, sum(bought), sum(back), sum(bought_before), sum(back_before), sum(refunded)
    FROM cell WHERE channel <> '' GROUP BY shop_id, channel HAVING sum(back) >= {LEAST_REFUNDS}
    UNION ALL
    SELECT shop_id, '{SHOP}', '', sum(bought), sum(back), sum(bought_before), sum(back_before), sum(refunded)
    FROM cell GROUP BY shop_id HAVING sum(back) >= {LEAST_REFUNDS}),
people AS (
    SELECT shop_id, '{PRODUCT}' AS kind, product_id AS name, count(DISTINCT person) AS people FROM person
    WHERE product_id IS NOT NULL GROUP BY shop_id, product_id
    UNION ALL
    SELECT shop_id, '{CHANNEL}', channel, count(DISTINCT person) FROM person WHERE channel <> '' GROUP BY shop_id, channel
    UNION ALL
    SELECT shop_id, '{SHOP}', '', count(DISTINCT person) FROM person GROUP BY shop_id)
SELECT i.shop_id, i.kind, i.name, CAST(i.bought AS BIGINT) AS bought, CAST(i.back AS BIGINT) AS back,
    CAST(p.people AS BIGINT) AS people, CAST(i.bought_before AS BIGINT) AS bought_before,
    CAST(i.back_before AS BIGINT) AS back_before, CAST(i.refunded AS DOUBLE) AS refunded,
    CAST(coalesce(w.back_before / NULLIF(w.bought_before, 0), 0) AS DOUBLE) AS shop_rate,
    CAST(w.bought_before AS BIGINT) AS shop_before, CAST(coalesce(t.tested, 1) AS BIGINT) AS tested
FROM item AS i JOIN people AS p ON p.shop_id = i.shop_id AND p.kind = i.kind AND p.name = i.name
    JOIN whole AS w ON w.shop_id = i.shop_id LEFT JOIN tested AS t ON t.shop_id = i.shop_id
WHERE p.people >= {LEAST_PEOPLE} AND i.bought >= {LEAST_SALES}
    AND i.back >= {LEAST_TIMES} * i.bought * w.back_before / NULLIF(w.bought_before, 0)
ORDER BY i.shop_id, i.kind, i.name"""

# A channel or a whole shop wanders with carriers and seasons: only what chance hardly ever does counts.
MOST_FALSE_WIDE, LEAST_PEOPLE_WIDE = 0.001, 8
# A shop that never recorded a refund before has only begun to; a rate of its own needs a past.
LEAST_SHOP_PAST = 100


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Items whose refunds chance does not explain; a channel or the whole shop only where no product does."""
    rows = frame.assign(row=np.arange(len(frame)))
    rows = rows[(rows["shop_before"] >= LEAST_SHOP_PAST) & (rows["shop_rate"] > 0)]
    usual = usual_rate(rows["bought_before"], rows["back_before"], rows["shop_rate"])
    burst = rows["back"] / rows["people"]
    chance = chance_of(rows["people"], rows["bought"], usual, rows["bought_before"], burst)
    rate = rows["back"] / rows["bought"]
    rows = rows.assign(
        usual=usual, rate=rate, false=chance * rows["tested"], extra=rows["refunded"] * (1 - usual / rate)
    )
    rows = rows[(rows["false"] <= MOST_FALSE) & (rate >= LEAST_TIMES * usual)]
    return [_candidate(row) for row in _narrowest(rows).itertuples()]


def _narrowest(rows: pd.DataFrame) -> pd.DataFrame:
    """Products where there are any; else the channel or the shop, whichever chance explains less."""
    products = rows[rows["kind"] == PRODUCT]
    wider = rows[(rows["kind"] != PRODUCT) & ~rows["shop_id"].isin(products["shop_id"])]
    wider = wider[(wider["false"] <= MOST_FALSE_WIDE) & (wider["people"] >= LEAST_PEOPLE_WIDE)]
    wider = wider.sort_values(["shop_id", "false", "kind"]).drop_duplicates("shop_id")
    return pd.concat([products, wider])


def _candidate(row: Any) -> Candidate:
    found = row._asdict()
    return Candidate(
        shop=found["shop_id"],
        key=f"{found['kind']}:{found['name']}",
        worth=AVOIDED[1] * found["extra"],
        sure=SURE if found["false"] <= CLEAR else LESS_SURE,
        row=int(found["row"]),
        urgent=found["rate"] >= URGENT_RATE and found["people"] >= URGENT_PEOPLE,
        told={
            "usual": found["usual"],
            "rate": found["rate"],
            "extra": found["extra"],
            "false": found["false"],
        },
    )
