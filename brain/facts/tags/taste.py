"""Taste: the category that most of a customer's recent orders hold.

Each order of the last 365 days counts once for each of its categories, an order 90 days back half as much as one of today.
The first category is a taste with at least two orders and 40 % of all weight (lines without a category included), and only
if it is ahead of the second.
"""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.kernel.i18n import N_

HALF_LIFE = 90
LEAST_ORDERS = 2
LEAST_SHARE = 0.4

_SQL = f"""
WITH held AS (
    SELECT shop_id, customer_key, category, order_key, max(day) AS day, power(0.5, min(age) / {HALF_LIFE}.0) AS weight
    FROM tag_line GROUP BY shop_id, customer_key, category, order_key),
summed AS (
    SELECT shop_id, customer_key, category, count(*) AS orders, max(day) AS last_day, sum(weight) AS weight
    FROM held GROUP BY shop_id, customer_key, category),
shared AS (
    SELECT *, weight / NULLIF(sum(weight) OVER (PARTITION BY shop_id, customer_key), 0) AS share FROM summed),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY shop_id, customer_key ORDER BY share DESC, category) AS place,
        lead(share) OVER (PARTITION BY shop_id, customer_key ORDER BY share DESC, category) AS second
    FROM shared WHERE category IS NOT NULL)
SELECT shop_id, customer_key, category AS value,
    CAST(json_object('orders', orders, 'share', round(CAST(share AS DOUBLE), 3),
        'second_share', round(CAST(coalesce(second, 0) AS DOUBLE), 3), 'last_day', last_day) AS VARCHAR) AS evidence
FROM placed
WHERE place = 1 AND orders >= {LEAST_ORDERS} AND share >= {LEAST_SHARE} AND share > coalesce(second, 0) + 0.000001"""

taste = TagRule(
    name="taste",
    rule="taste/1",
    label=N_("Taste"),
    sentence=N_("The category that most of a customer's recent orders hold."),
    because=N_(
        "{orders} orders hold it, the last on {last_day}; it has {share} of what was bought in 365 days, recent orders weighing more, the next category {second_share}."
    ),
    sql=_SQL,
)
