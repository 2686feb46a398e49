"""A festival looked at again: the category's share of the orders up to it, beside last year's before the same festival."""

from __future__ import annotations

from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.festivals.scan import NOW_DAYS

# How far a category's share differs from one year to the next where nothing has happened. Our own guess.
WANDER = 0.2
DAYS = 14

# The category as the scan reads it, from the orders; once the days before the festival have begun, these alone.
SQL = """SELECT CAST(count(DISTINCT CASE WHEN category = $category THEN order_key END) AS DOUBLE) / NULLIF(count(DISTINCT order_key), 0) AS figure,
    CAST(count(DISTINCT CASE WHEN category = $category THEN order_key END) AS DOUBLE) AS hits, CAST(count(DISTINCT order_key) AS DOUBLE) AS of
FROM order_line
WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0
    AND ordered_on < $until
    AND ordered_on >= CASE WHEN CAST($until AS DATE) <= CAST($first AS DATE) THEN CAST($since AS DATE)
        ELSE greatest(CAST($since AS DATE), CAST($first AS DATE)) END"""

WATCH = Watch(
    what=Text(msg=N_("Orders with this category")),
    unit="rate",
    aim="reach",
    file="orders",
    days=DAYS,
    usual_name=Text(msg=N_("Before it last year")),
    count=by_sql(SQL),
    judge=judge_rate(lower_is_better=False, wander=WANDER),
    say=say_rate,
    then_days=NOW_DAYS,
)
