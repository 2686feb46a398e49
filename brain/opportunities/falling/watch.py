"""A fallen category looked at again: the share of orders that hold it, beside the eight weeks before the fall."""

from __future__ import annotations

from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.falling.scan import DAYS

USUAL_DAYS = 56
# How far a category's share of the orders drifts from one fortnight to the next where nothing has happened. Our own guess.
WANDER = 0.15

# A share, because the whole shop may sell more or less meanwhile; of orders, because one order may hold many lines of it.
SQL = """WITH shelf AS (
    SELECT product_id, min(category) AS category FROM product WHERE shop_id = $shop AND category IS NOT NULL GROUP BY product_id),
line AS (
    SELECT l.order_key, coalesce(h.category, l.category, '') AS category
    FROM order_line AS l LEFT JOIN shelf AS h ON h.product_id = l.product_id
    WHERE l.shop_id = $shop AND l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0
        AND l.ordered_on >= $since AND l.ordered_on < $until)
SELECT CAST(count(DISTINCT CASE WHEN category = $category THEN order_key END) AS DOUBLE) / NULLIF(count(DISTINCT order_key), 0) AS figure,
    CAST(count(DISTINCT CASE WHEN category = $category THEN order_key END) AS DOUBLE) AS hits,
    CAST(count(DISTINCT order_key) AS DOUBLE) AS of
FROM line"""

WATCH = Watch(
    what=Text(msg=N_("Orders with this category")),
    unit="rate",
    aim="mend",
    file="orders",
    days=DAYS,
    usual_name=Text(msg=N_("Before the fall")),
    count=by_sql(SQL),
    judge=judge_rate(lower_is_better=False, wander=WANDER),
    say=say_rate,
)
