"""Posts as both scans read them: readers and clicks of a group, and what a click is worth in a shop."""

from __future__ import annotations

from brain.analysis.post_rates import LUCK

POST_DAYS = 84
VALUE_DAYS = 90
# A click leads to an order once in twenty times until the shop's own posts say otherwise.
IMAGINED_CLICKS, IMAGINED_ORDERS = 100.0, 5.0
# Orders after a click that would have come anyway, as in `brain.analysis.effect`.
EXTRA_SHARE = 0.5
# An 80 % range of what a click is worth around its middle, both ways: half as much to twice as much. Our own guess.
SPREAD = 2.0
AHEAD_DAYS = 28

# One row a post of a group: when (on the shop's clock), the logarithm of its click rate and its weight.
POSTS = f"""post_row AS (
    SELECT p.shop_id, p.group_name, p.product_id, p.text, p.voice, p.posted_at, s."end",
        CAST(p.posted_at AT TIME ZONE 'UTC' AT TIME ZONE z.zone AS DATE) AS day,
        CAST(date_part('hour', p.posted_at AT TIME ZONE 'UTC' AT TIME ZONE z.zone) AS BIGINT) AS hour,
        CAST(p.reached AS DOUBLE) AS reached, CAST(p.clicks AS DOUBLE) AS clicks, CAST(coalesce(p.orders, 0) AS DOUBLE) AS orders,
        ln((p.clicks + 0.5) / (p.reached + 1.0)) AS y, 1.0 / (1.0 / (p.clicks + 0.5) + {LUCK**2}) AS w
    FROM post AS p JOIN scope AS s ON s.shop_id = p.shop_id JOIN shop AS z ON z.shop_id = p.shop_id
    WHERE p.posted_on >= s."end" - {POST_DAYS} AND p.posted_on < s."end" AND p.group_name IS NOT NULL
        AND p.reached > 0 AND p.clicks IS NOT NULL)"""

# Of the shops in `{of}`: orders for each click of the posts, and the mean order net of refunds.
CLICK_VALUE = f"""click AS (
    SELECT shop_id, (sum(orders) + {IMAGINED_ORDERS}) / (sum(clicks) + {IMAGINED_CLICKS}) AS orders_a_click
    FROM post_row GROUP BY shop_id),
money AS (
    SELECT l.shop_id, CAST(sum(l.paid_amount - l.refund_amount) AS DOUBLE) / NULLIF(count(DISTINCT l.order_key), 0) AS order_value
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {VALUE_DAYS} AND l.ordered_on < s."end" AND l.status IN ('paid', 'refunded')
        AND l.shop_id IN (SELECT shop_id FROM {{of}})
    GROUP BY l.shop_id)"""
