"""The contract of a tag, and the relations that every tag's statement may read.

A tag's statement selects `shop_id, customer_key, value, evidence` (evidence as JSON text: what the rule looked at) and
gives a customer at most one row. It goes over all shops at once and looks at nothing after each shop's own `today`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DAYS = 365
"""How far back spend, taste, prices and groups are looked at; older orders only say that a customer exists."""


@dataclass(frozen=True)
class TagRule:
    """How a tag is found. `rule` is its name with a version: the version counts up when the statement changes.

    `label` and `sentence` (msgids) say what it is; `values` names each value by msgid, empty where values are the shop's own
    names; `because` (msgid) is filled with the evidence's fields and answers why.
    """

    name: str
    rule: str
    label: str
    sentence: str
    because: str
    sql: str
    values: Mapping[str, str] = field(default_factory=dict)


# The relations, made in this order as temporary tables beside `tag_shop` (shop_id, today).
PREPARED: tuple[tuple[str, str], ...] = (
    # Paid product lines of known customers: day, category and price. One category a product keeps joins from multiplying.
    (
        "tag_line",
        f"""
        WITH shelf AS (
            SELECT p.shop_id, p.product_id, max(p.category) AS category FROM product AS p
            JOIN tag_shop AS s ON s.shop_id = p.shop_id
            WHERE p.category IS NOT NULL GROUP BY p.shop_id, p.product_id)
        SELECT l.shop_id, l.customer_key, l.order_key, l.ordered_on AS day, l.group_name,
            date_diff('day', l.ordered_on, s.today) AS age, coalesce(h.category, l.category) AS category,
            coalesce(l.unit_price, l.paid_amount / NULLIF(l.quantity, 0)) AS price
        FROM order_line AS l JOIN tag_shop AS s ON s.shop_id = l.shop_id
            LEFT JOIN shelf AS h ON h.shop_id = l.shop_id AND h.product_id = l.product_id
        WHERE l.customer_key IS NOT NULL AND l.status IN ('paid', 'refunded') AND l.line_type = 'product'
            AND l.paid_amount > 0 AND l.ordered_on <= s.today AND date_diff('day', l.ordered_on, s.today) < {DAYS}""",
    ),
    # A customer's days: how many orders were paid for on it, and what stayed of their money.
    (
        "tag_day",
        """
        SELECT l.shop_id, l.customer_key, l.ordered_on AS day,
            count(DISTINCT CASE WHEN l.paid_amount > 0 AND l.status IN ('paid', 'refunded') THEN l.order_key END) AS orders,
            sum(l.paid_amount - l.refund_amount) AS net
        FROM order_line AS l JOIN tag_shop AS s ON s.shop_id = l.shop_id
        WHERE l.customer_key IS NOT NULL AND l.status IN ('paid', 'refunded', 'return') AND l.ordered_on <= s.today
        GROUP BY l.shop_id, l.customer_key, l.ordered_on""",
    ),
    # Pauses between a customer's order days, each with its place among them from the shortest on.
    (
        "tag_pause",
        """
        WITH pause AS (
            SELECT shop_id, customer_key,
                date_diff('day', lag(day) OVER (PARTITION BY shop_id, customer_key ORDER BY day), day) AS days
            FROM tag_day WHERE orders > 0)
        SELECT shop_id, customer_key, days, row_number() OVER (PARTITION BY shop_id, customer_key ORDER BY days) AS place,
            count(*) OVER (PARTITION BY shop_id, customer_key) AS pauses
        FROM pause WHERE days IS NOT NULL""",
    ),
    # The median pause: the middle place, or the mean of the two in the middle.
    (
        "tag_pace",
        """
        SELECT shop_id, customer_key, max(pauses) AS pauses,
            avg(CASE WHEN place >= pauses / 2.0 AND place <= pauses / 2.0 + 1 THEN days END) AS gap
        FROM tag_pause GROUP BY shop_id, customer_key""",
    ),
    # One row a customer with a paid order. A customer who got more back than was paid spent nothing, not less.
    (
        "tag_buyer",
        f"""
        SELECT d.shop_id, d.customer_key, s.today,
            CAST(sum(CASE WHEN d.orders > 0 THEN 1 ELSE 0 END) AS BIGINT) AS order_days,
            CAST(sum(d.orders) AS BIGINT) AS orders,
            min(CASE WHEN d.orders > 0 THEN d.day END) AS first_day, max(CASE WHEN d.orders > 0 THEN d.day END) AS last_day,
            CAST(sum(CASE WHEN date_diff('day', d.day, s.today) < {DAYS} THEN d.orders ELSE 0 END) AS BIGINT)
                AS orders_in_year,
            greatest(sum(CASE WHEN date_diff('day', d.day, s.today) < {DAYS} THEN d.net ELSE 0 END), 0) AS spent_in_year,
            date_diff('day', max(CASE WHEN d.orders > 0 THEN d.day END), s.today) AS away
        FROM tag_day AS d JOIN tag_shop AS s ON s.shop_id = d.shop_id
        GROUP BY d.shop_id, d.customer_key, s.today HAVING sum(d.orders) > 0""",
    ),
)
