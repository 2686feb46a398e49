"""A page that does not sell looked at again: order lines for each look at it, in the channel that was named."""

from __future__ import annotations

from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.misplaced.scan import LOOK_DAYS, LUCK

WATCH_DAYS = 28

SQL = """WITH looked AS (
    SELECT count(*) AS looks FROM event
    WHERE shop_id = $shop AND type = 'view' AND product_id = $product AND channel = $channel AND happened_on >= $since AND happened_on < $until),
sold AS (
    SELECT count(*) AS lines FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND line_type = 'product' AND paid_amount > 0 AND product_id = $product
        AND channel = $channel AND ordered_on >= $since AND ordered_on < $until)
SELECT CAST(s.lines AS DOUBLE) / NULLIF(k.looks, 0) AS figure, CAST(s.lines AS DOUBLE) AS hits, CAST(k.looks AS DOUBLE) AS of
FROM sold AS s CROSS JOIN looked AS k"""

WATCH = Watch(
    what=Text(msg=N_("Sales for each look")),
    unit="rate",
    aim="mend",
    file="events",
    days=WATCH_DAYS,
    usual_name=Text(msg=N_("As this channel sells other things")),
    count=by_sql(SQL),
    judge=judge_rate(lower_is_better=False, wander=LUCK["channel"]),
    say=say_rate,
    then_days=LOOK_DAYS,
)
