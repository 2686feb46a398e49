"""Refunds looked at again: the same share of sales that came back, of those made after *Done*."""

from __future__ import annotations

from brain.analysis.refund_rate import WANDER
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.refunding.scan import CHANNEL, PRODUCT, RECENT_DAYS, SHOP

# The lines of the scan. The last days' orders had as little time to come back then as they have now, so the two can be compared.
SQL = f"""WITH line AS (
    SELECT CASE WHEN status = 'return' THEN 0 ELSE 1 END AS bought,
        CASE WHEN status IN ('refunded', 'return') OR refund_amount > 0 THEN 1 ELSE 0 END AS back,
        CASE WHEN status IN ('refunded', 'return') OR refund_amount > 0 THEN coalesce(customer_key, order_key) END AS person
    FROM order_line
    WHERE shop_id = $shop AND ordered_on >= $since AND ordered_on < $until AND line_type = 'product'
        AND ((status IN ('paid', 'refunded') AND paid_amount > 0) OR status = 'return')
        AND ($kind = '{SHOP}' OR ($kind = '{PRODUCT}' AND product_id = $item) OR ($kind = '{CHANNEL}' AND channel = $item)))
SELECT CAST(sum(back) AS DOUBLE) / NULLIF(sum(bought), 0) AS figure, CAST(coalesce(sum(back), 0) AS DOUBLE) AS hits,
    CAST(coalesce(sum(bought), 0) AS DOUBLE) AS of, coalesce(CAST(sum(back) AS DOUBLE) / NULLIF(count(DISTINCT person), 0), 1.0) AS burst
FROM line"""

WATCH = Watch(
    what=Text(msg=N_("Sent back, of sales")),
    unit="rate",
    aim="mend",
    file="orders",
    days=RECENT_DAYS,
    usual_name=Text(msg=N_("Usual before")),
    count=by_sql(SQL),
    judge=judge_rate(lower_is_better=True, wander=WANDER),
    say=say_rate,
)
