"""Unhappy reviews of shops in which some product has several unhappy voices: one pass, and the judge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.complaints import LEAST_VOICES, rating_without, shared_complaints
from brain.opportunities.base import Candidate

RECENT_DAYS, BACKGROUND_DAYS = 28, 90
# Of a scale of five; a scale of ten is halved. What has no rating may be praise and is left out.
UNHAPPY = 3
SALES_DAYS = 28
# A star more or less on the mean rating moved sales by 5 to 9 percent (Luca 2016, "Reviews, Reputation, and Revenue: The Case
# of Yelp.com", Harvard Business School working paper 12-016; restaurants). The range is twice as wide for shops of goods.
A_STAR = (0.03, 0.07, 0.15)
SURE_OF_THREE, SURE_EACH, SUREST = 0.75, 0.05, 0.95
URGENT_VOICES = 8

# Who speaks: a customer; those without a name speak once a day together, for nobody knows that they are several.
SCAN = f"""WITH {{scope}},
near AS (
    SELECT r.shop_id, r.review_id, r.product_id, r.customer_key, CAST(r.rating AS DOUBLE) AS rating, r.text, s."end",
        CAST(r.reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE z.zone AS DATE) AS said_on
    FROM review AS r JOIN scope AS s ON s.shop_id = r.shop_id JOIN shop AS z ON z.shop_id = r.shop_id
    WHERE r.reviewed_at >= s."end" - {BACKGROUND_DAYS + 1} AND r.reviewed_at < s."end" + 1
        AND r.product_id IS NOT NULL AND r.rating IS NOT NULL),
scale AS (SELECT shop_id, CASE WHEN max(rating) > 5 THEN 2.0 ELSE 1.0 END AS steps FROM near GROUP BY shop_id),
said AS (
    SELECT n.shop_id, n.review_id, n.product_id, n.rating / c.steps AS rating, n.text, n.said_on,
        n.said_on >= n."end" - {RECENT_DAYS} AS recent, n."end",
        coalesce(n.customer_key, concat('?', CAST(n.said_on AS VARCHAR))) AS voice
    FROM near AS n JOIN scale AS c ON c.shop_id = n.shop_id
    WHERE n.said_on >= n."end" - {BACKGROUND_DAYS} AND n.said_on < n."end"),
unhappy AS (SELECT * FROM said WHERE rating <= {UNHAPPY} AND text IS NOT NULL AND trim(text) <> ''),
suspect AS (
    SELECT shop_id, product_id FROM unhappy WHERE recent
    GROUP BY shop_id, product_id HAVING count(DISTINCT voice) >= {LEAST_VOICES}),
looked_at AS (SELECT DISTINCT shop_id FROM suspect),
of_product AS (
    SELECT shop_id, product_id, sum(CASE WHEN recent THEN 1 ELSE 0 END) AS reviews, count(*) AS reviews_ever,
        sum(rating) AS stars, count(rating) AS rated
    FROM said WHERE shop_id IN (SELECT shop_id FROM looked_at) GROUP BY shop_id, product_id),
of_shop AS (SELECT shop_id, sum(reviews_ever) AS reviews FROM of_product GROUP BY shop_id),
sold AS (
    SELECT l.shop_id, l.product_id, sum(l.paid_amount - l.refund_amount) AS net
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
        JOIN suspect AS k ON k.shop_id = l.shop_id AND k.product_id = l.product_id
    WHERE l.ordered_on >= s."end" - {SALES_DAYS} AND l.ordered_on < s."end" AND l.status IN ('paid', 'refunded')
        AND l.line_type = 'product'
    GROUP BY l.shop_id, l.product_id)
SELECT u.shop_id, u.review_id, u.product_id, u.voice, u.text, CAST(u.rating AS DOUBLE) AS rating, u.recent,
    CAST(p.reviews AS BIGINT) AS reviews, CAST(w.reviews - p.reviews_ever AS BIGINT) AS others,
    CAST(p.stars AS DOUBLE) AS stars, CAST(p.rated AS BIGINT) AS rated, CAST(coalesce(d.net, 0) AS DOUBLE) AS net
FROM unhappy AS u JOIN looked_at AS k ON k.shop_id = u.shop_id
    JOIN of_product AS p ON p.shop_id = u.shop_id AND p.product_id = u.product_id
    JOIN of_shop AS w ON w.shop_id = u.shop_id
    LEFT JOIN sold AS d ON d.shop_id = u.shop_id AND d.product_id = u.product_id
ORDER BY u.shop_id, u.product_id, u.said_on, u.review_id"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """One candidate a product: what most of its unhappy customers agree on."""
    found = shared_complaints(frame)
    found = found.sort_values(
        ["shop_id", "product_id", "voices", "chance", "theme"], ascending=[True, True, False, True, True]
    ).drop_duplicates(["shop_id", "product_id"])
    rows = frame.assign(row=np.arange(len(frame)))
    return [
        _candidate(one, rows[(rows["shop_id"] == one.shop_id) & (rows["product_id"] == one.product_id)])
        for one in found.itertuples()
    ]


def _candidate(found: Any, rows: pd.DataFrame) -> Candidate:
    one = found._asdict()
    recent = rows[rows["recent"]]
    first = rows.iloc[0]
    lost = rating_without(first["stars"], int(first["rated"]), recent["rating"].to_numpy()[: one["voices"]])
    voices = int(one["voices"])
    return Candidate(
        shop=one["shop_id"],
        key=f"{one['product_id']}:{one['theme']}",
        worth=A_STAR[1] * lost * float(first["net"]),
        sure=min(SURE_OF_THREE + SURE_EACH * (voices - LEAST_VOICES), SUREST),
        row=int(recent.iloc[0]["row"]),
        urgent=voices >= URGENT_VOICES,
        told={"voices": voices, "expected": one["expected"], "stars": lost, "net": float(first["net"])},
    )
