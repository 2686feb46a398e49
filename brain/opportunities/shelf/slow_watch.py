"""Stock that lay too long looked at again: does it sell as fast as it must to be gone in time?"""

from __future__ import annotations

from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.shelf.sales import TAKEN
from brain.opportunities.shelf.slow import SPELL

# How far the pace of a slow mover wanders from one month to the next where nothing has happened. Our own guess.
WANDER = 0.3

# A line of many pieces is one decision: the mean of pieces, weighed by pieces, says how many come at once.
SQL = f"""SELECT 7 * CAST(coalesce(sum(l.quantity), 0) AS DOUBLE) / NULLIF(date_diff('day', CAST($since AS DATE), CAST($until AS DATE)), 0) AS figure,
    CAST(coalesce(sum(l.quantity), 0) AS DOUBLE) AS hits, date_diff('day', CAST($since AS DATE), CAST($until AS DATE)) / 7.0 AS of,
    coalesce(CAST(sum(l.quantity * l.quantity) AS DOUBLE) / NULLIF(sum(l.quantity), 0), 1.0) AS burst
FROM order_line AS l
WHERE l.shop_id = $shop AND l.product_id = $product AND l.ordered_on >= $since AND l.ordered_on < $until AND {TAKEN}"""

WATCH = Watch(
    what=Text(msg=N_("Pieces sold a week")),
    unit="number",
    aim="reach",
    file="orders",
    days=SPELL,
    usual_name=Text(msg=N_("Gone in time at")),
    count=by_sql(SQL),
    judge=judge_rate(lower_is_better=False, wander=WANDER),
    say=say_rate,
)
