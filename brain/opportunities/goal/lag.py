"""Where a month that falls behind loses most: the category that sells less than on the same days of the month before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from brain.facts.reader import Result
from brain.opportunities.base import Situation
from brain.opportunities.goal.pace import Pace
from brain.opportunities.keeping import Kept

# A category is named when it makes this share of what the shop lost against the month before.
LEAST_SHARE = 0.25

BY_CATEGORY = """WITH shelf AS (
    SELECT product_id, min(category) AS category FROM product WHERE shop_id = $shop GROUP BY product_id)
SELECT coalesce(s.category, l.category, '') AS category,
    sum(CASE WHEN l.ordered_on >= $month THEN l.paid_amount - l.refund_amount ELSE 0 END) AS now,
    sum(CASE WHEN l.ordered_on < $month THEN l.paid_amount - l.refund_amount ELSE 0 END) AS then_net
FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
WHERE l.shop_id = $shop AND l.status IN ('paid', 'refunded') AND l.line_type = 'product'
    AND ((l.ordered_on >= $month AND l.ordered_on < $end) OR (l.ordered_on >= $before AND l.ordered_on < $before_end))
GROUP BY coalesce(s.category, l.category, '')
ORDER BY sum(CASE WHEN l.ordered_on >= $month THEN l.paid_amount - l.refund_amount ELSE l.refund_amount - l.paid_amount END), category"""


@dataclass(frozen=True)
class Lag:
    """The category that lost most, and the rows of all of them. `share` is its part of what was lost in all."""

    category: str
    share: float
    result: Result


def read_lag(situation: Situation, kept: Kept, pace: Pace) -> Lag | None:
    """None where no category stands out, or the month before has no such days."""
    before = (pace.month - timedelta(days=1)).replace(day=1)
    days = {
        "month": pace.month, "end": situation.end, "before": before,
        "before_end": min(before + timedelta(days=pace.days_in), pace.month),
    }  # fmt: skip
    result = kept.sql(BY_CATEGORY, days)
    lost = [(str(name), float(then) - float(now)) for name, now, then in result.rows]
    missing = sum(one for _, one in lost if one > 0)
    if not lost or missing <= 0 or not lost[0][0] or lost[0][1] < LEAST_SHARE * missing:
        return None
    return Lag(lost[0][0], lost[0][1] / missing, result)
