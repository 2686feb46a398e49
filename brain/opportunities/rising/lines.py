"""Sold lines and looks by category and week: the tables everything else about a rising category is read from.

Weeks are counted backwards in whole weeks from the last full day: `weeks_ago` 0 is the last seven days, so every week
holds each weekday once.
"""

from __future__ import annotations

# A product file may hold a row a variant; one category a product keeps joins from multiplying lines.
SHELF = """shelf AS (
    SELECT product_id, min(category) AS category FROM product
    WHERE shop_id = $shop AND category IS NOT NULL GROUP BY product_id)"""

LINE = """line AS (
    SELECT coalesce(s.category, l.category, '') AS category, l.product_id, l.order_key, l.customer_key, l.group_name,
        l.ordered_on AS day, l.quantity, l.paid_amount - l.refund_amount AS net,
        CAST(floor(date_diff('day', l.ordered_on, $last) / 7) AS INTEGER) AS weeks_ago
    FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
    WHERE l.shop_id = $shop AND l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0
        AND l.ordered_on >= $start AND l.ordered_on <= $last{without})"""

LOOK = """look AS (
    SELECT coalesce(s.category, e.category, '') AS category, e.product_id, e.event_id, e.customer_key, e.group_name,
        e.happened_on AS day, CAST(floor(date_diff('day', e.happened_on, $last) / 7) AS INTEGER) AS weeks_ago
    FROM event AS e LEFT JOIN shelf AS s ON s.product_id = e.product_id
    WHERE e.shop_id = $shop AND e.type IN ('view', 'cart')
        AND e.happened_on >= $start AND e.happened_on <= $last{without})"""

WITHOUT_LINES = " AND (l.product_id IS NULL OR NOT list_contains($without, l.product_id))"
WITHOUT_LOOKS = " AND (e.product_id IS NULL OR NOT list_contains($without, e.product_id))"


def lines_and_looks(*, without: bool = False) -> str:
    """`WITH shelf, line, look`; parameters $shop, $start, $last, and $without (product ids) when asked for."""
    line = LINE.format(without=WITHOUT_LINES if without else "")
    look = LOOK.format(without=WITHOUT_LOOKS if without else "")
    return f"WITH {SHELF},\n{line},\n{look}"
