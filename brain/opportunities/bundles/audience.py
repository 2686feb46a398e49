"""Who bought only one of two products, and what of the two can be shown."""

from __future__ import annotations

from brain.opportunities.audience import REFUSED, AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.bundles.scan import DAYS
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept

# The fresher the purchase of the one, the sooner they hear of the other.
AUDIENCE = """WITH {refused},
bought AS (
    SELECT customer_key, count(DISTINCT product_id) AS products, max(ordered_on) AS last_on FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0
        AND customer_key IS NOT NULL AND ordered_on >= $since AND ordered_on < $end AND list_contains($pair, product_id)
    GROUP BY customer_key),
audience AS (
    SELECT customer_key, 1.0 - date_diff('day', last_on, $end) / {days}.0 AS priority FROM bought
    WHERE products = 1 AND customer_key NOT IN (SELECT customer_key FROM refused))"""

WANTED = """WITH wanted AS (
    SELECT product_id, max(product_name) AS product_name, count(DISTINCT coalesce(customer_key, order_key)) AS wanted,
        0 AS lookers, sum(CASE WHEN ordered_on >= $recent THEN quantity ELSE 0 END) AS units
    FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0
        AND ordered_on >= $since AND ordered_on < $end AND list_contains($pair, product_id)
    GROUP BY product_id)"""


def audience_of(situation: Situation, pair: list[str]) -> AudienceSql:
    """Customers who bought exactly one of the two, less those who refused."""
    params = {"since": situation.days_before(DAYS), "end": situation.end, "pair": pair}
    return AudienceSql(AUDIENCE.format(refused=REFUSED, days=DAYS), params)


def goods_of(situation: Situation, kept: Kept, pair: list[str]) -> Choice:
    """The two products, as far as they can be delivered."""
    params: dict[str, object] = {
        "since": situation.days_before(DAYS), "end": situation.end, "pair": pair, "recent": situation.days_before(SALES_DAYS),
    }  # fmt: skip
    return choose_goods(situation, kept, WANTED, params, by_conversion=False)
