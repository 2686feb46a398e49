"""Who belongs to a group: by the customer file, or by having ordered in it."""

from __future__ import annotations

from brain.opportunities.audience import REFUSED, AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.rising.lines import SHELF

DAYS = 180

# Members who bought from the category come first; the others are those to whom it has hardly been shown.
AUDIENCE = f"""WITH {{refused}},
{SHELF},
bought AS (
    SELECT l.customer_key, max(CASE WHEN coalesce(s.category, l.category, '') = $category THEN 1.0 ELSE 0.0 END) AS priority,
        max(CASE WHEN l.group_name = $group THEN 1 ELSE 0 END) AS here
    FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
    WHERE l.shop_id = $shop AND l.status IN ('paid', 'refunded') AND l.customer_key IS NOT NULL
        AND l.ordered_on >= $since AND l.ordered_on < $end
    GROUP BY l.customer_key),
member AS (
    SELECT customer_key FROM customer WHERE shop_id = $shop AND group_name = $group
    UNION SELECT customer_key FROM bought WHERE here = 1),
audience AS (
    SELECT m.customer_key, coalesce(b.priority, 0.0) AS priority
    FROM member AS m LEFT JOIN bought AS b ON b.customer_key = m.customer_key
    WHERE m.customer_key NOT IN (SELECT customer_key FROM refused))"""


def audience_of(situation: Situation, group: str, category: str) -> AudienceSql:
    """The members of a group who have not refused messages."""
    params = {
        "group": group,
        "category": category,
        "since": situation.days_before(DAYS),
        "end": situation.end,
    }
    return AudienceSql(AUDIENCE.format(refused=REFUSED), params)
