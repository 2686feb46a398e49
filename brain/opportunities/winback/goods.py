"""What late customers used to buy most and can have today."""

from __future__ import annotations

from brain.opportunities.base import Situation
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept
from brain.opportunities.winback.late import HISTORY_DAYS, late_sql, today

# Wanted is how many of the late customers ever bought it within the history; units are everybody's, for the days of cover.
WANTED = """{late},
sold AS (
    SELECT product_id, max(product_name) AS product_name, sum(CASE WHEN ordered_on >= $recent THEN quantity ELSE 0 END) AS units
    FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND product_id IS NOT NULL
        AND ordered_on >= $first AND ordered_on < $end
    GROUP BY product_id),
theirs AS (
    SELECT product_id, count(DISTINCT customer_key) AS wanted FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND product_id IS NOT NULL
        AND ordered_on >= $first AND ordered_on < $end AND customer_key IN (SELECT customer_key FROM late)
    GROUP BY product_id),
wanted AS (
    SELECT t.product_id, s.product_name, t.wanted, 0 AS lookers, s.units
    FROM theirs AS t JOIN sold AS s ON s.product_id = t.product_id)"""

# The one category of all shown products, or none: a text about one category must not stand over goods of another.
CATEGORY = """WITH shelf AS (
    SELECT product_id, min(category) AS category FROM product
    WHERE shop_id = $shop AND category IS NOT NULL GROUP BY product_id)
SELECT CASE WHEN min(coalesce(s.category, l.category, '')) = max(coalesce(s.category, l.category, ''))
    THEN min(coalesce(s.category, l.category, '')) ELSE '' END AS category
FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
WHERE l.shop_id = $shop AND list_contains($products, l.product_id) AND l.ordered_on >= $first AND l.ordered_on < $end"""


def goods_of(situation: Situation, kept: Kept) -> Choice:
    """The products that most of the late customers bought, in stock, at most three."""
    params = {**today(situation), "recent": situation.days_before(SALES_DAYS)}
    return choose_goods(situation, kept, WANTED.format(late=late_sql()), params, by_conversion=False)


def category_of(situation: Situation, kept: Kept, choice: Choice) -> str:
    """The category that all shown products share; empty when they differ or the data has none."""
    if not choice.shown or not situation.facts.has("category"):
        return ""
    products = [goods.product_id for goods in choice.shown]
    window = {"first": situation.days_before(HISTORY_DAYS), "end": situation.end}
    return str(kept.sql(CATEGORY, {"products": products, **window}).rows[0][0] or "")
