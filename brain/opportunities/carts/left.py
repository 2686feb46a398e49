"""Interest without an order, in SQL: who left what in a cart, who looked at what again and again, and what became of such carts.

A wish is a customer and a product: put into the cart within three days, or looked at three times or more within a week, and not
ordered since, nor in the two weeks before (who has it at home looks at it for other reasons).
"""

from __future__ import annotations

from datetime import timedelta

from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.customer_lines import NAMED, PLACE, REFUSED_ANYWHERE, of_one_shop
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept

CART_DAYS, VIEW_DAYS, BOUGHT_DAYS = 3, 7, 14
LEAST_VIEWS = 3
# Three people are written to by hand.
LEAST_CUSTOMERS = 4

WISHES = f"""WITH {{scope}},
{PLACE},
{REFUSED_ANYWHERE},
interest AS (
    SELECT hash(e.shop_id, e.customer_key, e.product_id) AS pair, any_value(hash(e.shop_id, e.customer_key)) AS who,
        any_value(p.shop) AS shop, any_value(e.product_id) AS product_id,
        sum(CASE WHEN e.type = 'cart' AND e.happened_on >= p.till - {CART_DAYS} THEN 1 ELSE 0 END) AS carts,
        sum(CASE WHEN e.type = 'view' THEN 1 ELSE 0 END) AS views, min(date_diff('day', e.happened_on, p.till)) AS ago
    FROM event AS e JOIN place AS p ON p.shop_id = e.shop_id
    WHERE e.happened_on >= p.till - {VIEW_DAYS} AND e.happened_on < p.till AND e.type IN ('cart', 'view')
        AND e.customer_key IS NOT NULL AND e.product_id IS NOT NULL
    GROUP BY hash(e.shop_id, e.customer_key, e.product_id)),
lately AS MATERIALIZED (
    SELECT p.shop, hash(l.shop_id, l.customer_key, l.product_id) AS pair, l.order_key,
        CAST(l.paid_amount - l.refund_amount AS DOUBLE) AS net
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE l.ordered_on >= p.till - {BOUGHT_DAYS} AND l.ordered_on < p.till AND l.status IN ('paid', 'refunded', 'unpaid')),
wish AS MATERIALIZED (
    SELECT i.* FROM interest AS i ANTI JOIN lately AS b ON b.pair = i.pair ANTI JOIN refusal AS r ON r.who = i.who
    WHERE i.carts > 0 OR i.views >= {LEAST_VIEWS})"""

SCAN = f"""{WISHES},
spent AS (SELECT shop, sum(net) / count(DISTINCT order_key) AS order_value FROM lately GROUP BY shop)
SELECT p.shop_id, CAST(count(DISTINCT w.who) AS BIGINT) AS customers,
    CAST(count(DISTINCT CASE WHEN w.carts > 0 THEN w.who END) AS BIGINT) AS carts,
    CAST(count(DISTINCT CASE WHEN w.views >= {LEAST_VIEWS} THEN w.who END) AS BIGINT) AS viewers,
    CAST(count(DISTINCT w.product_id) AS BIGINT) AS products, CAST(max(s.order_value) AS DOUBLE) AS order_value
FROM wish AS w JOIN place AS p ON p.shop = w.shop LEFT JOIN spent AS s ON s.shop = w.shop
GROUP BY p.shop_id HAVING count(DISTINCT w.who) >= {LEAST_CUSTOMERS}
ORDER BY p.shop_id"""

PAIRS = f"""{WISHES}, {NAMED}
SELECT k.customer_key, w.product_id, CAST(w.carts AS BIGINT) AS carts, CAST(w.views AS BIGINT) AS views,
    CAST(w.ago AS BIGINT) AS ago
FROM wish AS w JOIN (
    SELECT * FROM known UNION SELECT DISTINCT customer_key, hash(shop_id, customer_key) FROM event
    WHERE shop_id = $shop AND customer_key IS NOT NULL) AS k ON k.who = w.who
ORDER BY k.customer_key, w.product_id"""

WANTED = f"""{WISHES},
wanted AS (
    SELECT w.product_id, CAST(NULL AS VARCHAR) AS product_name, count(DISTINCT w.who) AS wanted, 0 AS lookers,
        max(s.units) AS units
    FROM wish AS w LEFT JOIN (
        SELECT product_id, sum(quantity) AS units FROM order_line
        WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded')
            AND ordered_on >= $recent AND ordered_on < $scan_end
        GROUP BY product_id) AS s ON s.product_id = w.product_id
    GROUP BY w.product_id)"""

# Carts as they stood on earlier mornings, each morning by the same rule, and whether they were ordered within `$days`.
EARLIER = f"""WITH morning AS (SELECT unnest($mornings) AS seen_on),
cart AS (
    SELECT DISTINCT m.seen_on, e.customer_key, e.product_id FROM event AS e JOIN morning AS m
        ON e.happened_on < m.seen_on AND e.happened_on >= m.seen_on - {CART_DAYS}
    WHERE e.shop_id = $shop AND e.type = 'cart' AND e.customer_key IS NOT NULL AND e.product_id IS NOT NULL),
bought AS (
    SELECT DISTINCT customer_key, product_id, ordered_on FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND customer_key IS NOT NULL AND ordered_on >= $first
        AND ordered_on < $end),
left_then AS (
    SELECT c.* FROM cart AS c ANTI JOIN bought AS b ON b.customer_key = c.customer_key AND b.product_id = c.product_id
        AND b.ordered_on < c.seen_on AND b.ordered_on >= c.seen_on - {BOUGHT_DAYS})
SELECT CAST(count(*) AS BIGINT) AS carts, CAST(coalesce(sum(CASE WHEN came THEN 1 ELSE 0 END), 0) AS BIGINT) AS ordered
FROM (
    SELECT l.seen_on, l.customer_key, l.product_id, bool_or(b.ordered_on IS NOT NULL) AS came
    FROM left_then AS l LEFT JOIN bought AS b ON b.customer_key = l.customer_key AND b.product_id = l.product_id
        AND b.ordered_on >= l.seen_on AND date_diff('day', l.seen_on, b.ordered_on) < $days
    GROUP BY l.seen_on, l.customer_key, l.product_id) AS followed"""
MORNINGS = 6


def pairs_sql(situation: Situation) -> AudienceSql:
    """A statement of all wishes: customer_key, product_id, carts, views, days since the last sign of interest."""
    return of_one_shop(PAIRS, situation)


def goods_of(situation: Situation, kept: Kept) -> Choice:
    """What most of them wanted and can have, at most three."""
    read = of_one_shop(WANTED, situation)
    params = {**read.params, "recent": situation.days_before(SALES_DAYS)}
    return choose_goods(situation, kept, read.text, params, by_conversion=False, least_wanted=1)


def earlier_sql(situation: Situation) -> AudienceSql:
    """A statement of carts left in the last weeks and how many were ordered within the review days without a message."""
    days = situation.review_days
    mornings = [situation.end - timedelta(days=days + CART_DAYS * step) for step in range(MORNINGS)]
    first = mornings[-1] - timedelta(days=BOUGHT_DAYS)
    return AudienceSql(EARLIER, {"mornings": mornings, "first": first, "end": situation.end, "days": days})
