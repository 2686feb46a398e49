"""Who should hear about a rising category, and which of its products to show."""

from __future__ import annotations

from brain.opportunities.audience import REFUSED, AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept
from brain.opportunities.rising.lines import lines_and_looks

INTEREST_DAYS = 60
JUST_BOUGHT_DAYS = 3

# Interest fades from priority 1 today to 0 after two months; members of the group without interest of their own come last.
AUDIENCE = """{tables},
{refused},
interested AS (
    SELECT customer_key, max(day) AS last_day FROM (
        SELECT customer_key, day FROM line WHERE category = $category
        UNION ALL SELECT customer_key, day FROM look WHERE category = $category) AS either
    WHERE customer_key IS NOT NULL GROUP BY customer_key),
just_bought AS (
    SELECT DISTINCT customer_key FROM line
    WHERE category = $category AND day >= $bought_since AND customer_key IS NOT NULL),
audience AS (
    SELECT customer_key, max(priority) AS priority FROM (
        SELECT customer_key, 1.0 - date_diff('day', last_day, $last) / {days}.0 AS priority FROM interested{group}) AS everyone
    WHERE customer_key NOT IN (SELECT customer_key FROM just_bought)
        AND customer_key NOT IN (SELECT customer_key FROM refused)
    GROUP BY customer_key)"""

OF_GROUP = """
        UNION ALL SELECT customer_key, 0.0 AS priority FROM customer WHERE shop_id = $shop AND group_name = $group"""

WANTED = """{tables},
looker AS (
    SELECT product_id, count(DISTINCT coalesce(customer_key, event_id)) AS lookers FROM look
    WHERE category = $category GROUP BY product_id),
bought AS (
    SELECT l.product_id, count(DISTINCT coalesce(l.customer_key, l.order_key)) AS wanted, sum(l.quantity) AS units
    FROM line AS l WHERE l.category = $category AND l.product_id IS NOT NULL GROUP BY l.product_id),
wanted AS (
    SELECT b.product_id, CAST(NULL AS VARCHAR) AS product_name, b.wanted, coalesce(k.lookers, 0) AS lookers, b.units
    FROM bought AS b LEFT JOIN looker AS k ON k.product_id = b.product_id)"""


def audience_of(situation: Situation, category: str, group: str) -> AudienceSql:
    """Customers who looked at or bought from the category in 60 days, and the group's members; not those who just bought
    or said no."""
    text = AUDIENCE.format(
        tables=lines_and_looks(), refused=REFUSED, days=INTEREST_DAYS, group=OF_GROUP if group else ""
    )
    params = {
        "start": situation.days_before(INTEREST_DAYS),
        "last": situation.days_before(1),
        "category": category,
        "bought_since": situation.days_before(JUST_BOUGHT_DAYS),
    }
    return AudienceSql(text, {**params, "group": group} if group else params)


def goods_of(situation: Situation, kept: Kept, category: str, *, looks: bool) -> Choice:
    """The category's best converting products in stock; without looks, the best selling ones."""
    params: dict[str, object] = {
        "start": situation.days_before(SALES_DAYS),
        "last": situation.days_before(1),
        "category": category,
    }
    return choose_goods(situation, kept, WANTED.format(tables=lines_and_looks()), params, by_conversion=looks)
