"""Group: where a customer's orders come from. The group with the most orders of 365 days; of two, the one of the later
order; of two on one day, the first by name.
"""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.kernel.i18n import N_

_SQL = """
WITH counted AS (
    SELECT shop_id, customer_key, group_name, count(DISTINCT order_key) AS orders, max(day) AS last_day
    FROM tag_line WHERE group_name IS NOT NULL GROUP BY shop_id, customer_key, group_name),
placed AS (
    SELECT *, sum(orders) OVER (PARTITION BY shop_id, customer_key) AS all_orders,
        row_number() OVER (PARTITION BY shop_id, customer_key ORDER BY orders DESC, last_day DESC, group_name) AS place
    FROM counted)
SELECT shop_id, customer_key, group_name AS value,
    CAST(json_object('orders', orders, 'all_orders', CAST(all_orders AS BIGINT), 'last_day', last_day) AS VARCHAR) AS evidence
FROM placed WHERE place = 1"""

group = TagRule(
    name="group",
    rule="group/1",
    label=N_("Group"),
    sentence=N_("The group that most of a customer's orders come from; of two, the one of the later order."),
    because=N_("{orders} of {all_orders} orders through a group came from it, the last on {last_day}."),
    sql=_SQL,
)
