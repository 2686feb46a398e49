"""The products that could join an offer: what they sold, and their price before and after the discount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brain.analysis.offer import Offer, offer_of
from brain.facts.reader import Result
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.goods import OFF_SALE
from brain.opportunities.keeping import Kept
from brain.opportunities.offers.scan import SALES_DAYS

MOST_NAMED = 3

PRODUCTS = f"""WITH joined AS (
    SELECT DISTINCT product_id FROM promotion WHERE shop_id = $shop AND promotion_id = $promotion AND product_id IS NOT NULL),
shelf AS (
    SELECT product_id, max(name) AS name, max(category) AS category, min(price) AS price, max(cost) AS cost,
        min(CASE WHEN lower(coalesce(status, '')) IN {OFF_SALE} THEN 1 ELSE 0 END) AS off_sale
    FROM product WHERE shop_id = $shop GROUP BY product_id),
sold AS (
    SELECT product_id, max(product_name) AS name, max(category) AS category, sum(paid_amount - refund_amount) AS net
    FROM order_line
    WHERE shop_id = $shop AND ordered_on >= $since AND ordered_on < $until AND line_type = 'product'
        AND status IN ('paid', 'refunded') AND paid_amount > 0 AND product_id IS NOT NULL
    GROUP BY product_id)
SELECT s.product_id, coalesce(h.name, s.name, s.product_id) AS name, h.price, h.price * (1 - $rate) AS reduced, s.net
FROM sold AS s LEFT JOIN shelf AS h ON h.product_id = s.product_id
WHERE ($category = '' OR coalesce(h.category, s.category) = $category) AND coalesce(h.off_sale, 0) = 0
    AND s.product_id NOT IN (SELECT product_id FROM joined) AND (h.cost IS NULL OR h.price * (1 - $rate) > h.cost)
ORDER BY s.net DESC, s.product_id"""


@dataclass(frozen=True)
class Details:
    """An offer as the files hold it, what joining is expected to do, and the products for it, best sold first."""

    promotion: str
    name: str
    category: str
    starts_on: date
    last_day: date
    offer: Offer
    products: Result


def read_details(situation: Situation, kept: Kept, candidate: Candidate, scanned: Result) -> Details:
    """What can be said about one offer."""
    row = dict(zip(scanned.columns, scanned.rows[candidate.row], strict=True))
    told = candidate.told
    products = kept.sql(
        PRODUCTS,
        {
            "promotion": row["promotion_id"], "category": row["category"], "rate": float(row["rate"]),
            "since": situation.days_before(SALES_DAYS), "until": situation.end,
        },
    )  # fmt: skip
    return Details(
        str(row["promotion_id"]),
        str(row["name"] or row["promotion_id"]),
        str(row["category"]),
        row["starts_on"],
        row["ends_on"],
        offer_of(max(told["sales"], 0.0), told["rate"], told["cost_share"]),
        products,
    )
