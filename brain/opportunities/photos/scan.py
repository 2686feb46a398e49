"""Pictures that happy customers sent and let the shop show: one pass, and the judge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.effect import LIFT_PRIOR
from brain.facts.review_pictures import NO_PICTURE as NO_WORDS
from brain.opportunities.base import Candidate

RECENT_DAYS = 28
SALES_DAYS = 28
HAPPY = 4
# That the picture is there and may be shown is in the files; whether it is a good one only eyes can tell.
SURE = 0.8
# The pictures of so many products are enough to choose from.
MOST_PRODUCTS = 6
NO_PICTURE = "(" + ", ".join(f"'{word}'" for word in NO_WORDS) + ")"

SCAN = f"""WITH {{scope}},
near AS (
    SELECT r.shop_id, r.product_id, r.review_id, r.customer_key, CAST(r.rating AS DOUBLE) AS rating, r.text, r.picture_consent,
        CAST(r.reviewed_at AT TIME ZONE 'UTC' AT TIME ZONE z.zone AS DATE) AS said_on, s."end"
    FROM review AS r JOIN scope AS s ON s.shop_id = r.shop_id JOIN shop AS z ON z.shop_id = r.shop_id
    WHERE r.picture IS NOT NULL AND lower(trim(r.picture)) NOT IN {NO_PICTURE} AND r.product_id IS NOT NULL
        AND r.reviewed_at >= s."end" - {RECENT_DAYS + 1} AND r.reviewed_at < s."end" + 1),
scale AS (SELECT shop_id, CASE WHEN max(rating) > 5 THEN 2.0 ELSE 1.0 END AS steps FROM near GROUP BY shop_id),
happy AS (
    SELECT n.shop_id, n.product_id,
        sum(CASE WHEN n.picture_consent THEN 1 ELSE 0 END) AS pictures,
        sum(CASE WHEN n.picture_consent THEN 0 ELSE 1 END) AS not_agreed,
        count(DISTINCT CASE WHEN n.picture_consent THEN coalesce(n.customer_key, n.review_id) END) AS people,
        max(CASE WHEN n.picture_consent THEN n.said_on END) AS newest
    FROM near AS n JOIN scale AS c ON c.shop_id = n.shop_id
    WHERE n.said_on >= n."end" - {RECENT_DAYS} AND n.said_on < n."end" AND n.rating >= {HAPPY} * c.steps
    GROUP BY n.shop_id, n.product_id HAVING sum(CASE WHEN n.picture_consent THEN 1 ELSE 0 END) > 0),
sold AS (
    SELECT l.shop_id, l.product_id, CAST(sum(l.paid_amount - l.refund_amount) AS DOUBLE) AS net, max(l.product_name) AS name
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
        JOIN happy AS h ON h.shop_id = l.shop_id AND h.product_id = l.product_id
    WHERE l.ordered_on >= s."end" - {SALES_DAYS} AND l.ordered_on < s."end" AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0
    GROUP BY l.shop_id, l.product_id)
SELECT h.shop_id, h.product_id, coalesce(d.name, h.product_id) AS name, CAST(h.pictures AS BIGINT) AS pictures,
    CAST(h.not_agreed AS BIGINT) AS not_agreed, CAST(h.people AS BIGINT) AS people, h.newest, coalesce(d.net, 0.0) AS net
FROM happy AS h JOIN sold AS d ON d.shop_id = h.shop_id AND d.product_id = h.product_id
ORDER BY h.shop_id, h.product_id"""


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Products that sell and have a picture to show, the best sold first."""
    weekly = frame["net"].clip(lower=0) / SALES_DAYS * 7
    rows = frame.assign(row=np.arange(len(frame)), worth=weekly * LIFT_PRIOR.median, weekly=weekly)
    rows = rows[rows["worth"] > 0].sort_values(["shop_id", "worth"], ascending=[True, False])
    rows = rows[rows.groupby("shop_id").cumcount() < MOST_PRODUCTS]
    return [_candidate(one) for one in rows.itertuples()]


def _candidate(row: Any) -> Candidate:
    return Candidate(
        shop=row.shop_id,
        key=str(row.product_id),
        worth=float(row.worth),
        sure=SURE,
        row=int(row.row),
        told={"weekly": float(row.weekly)},
    )
