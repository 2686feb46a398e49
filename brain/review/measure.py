"""What happened to the people who got a post, and to those held out: the numbers behind a battle report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from brain.analysis.uplift import Estimate, before_after_effect, holdout_effect
from brain.facts.reader import Facts, Result

COVARIATE_DAYS = 28
WINDOWS_BEFORE = 8

MEMBERS_SQL = """
WITH member AS (
    SELECT unnest($treated::VARCHAR[]) AS customer_key, TRUE AS treated
    UNION ALL SELECT unnest($held_out::VARCHAR[]), FALSE),
spend AS (
    SELECT customer_key,
        sum(CASE WHEN ordered_at >= $start THEN paid_amount - refund_amount ELSE 0 END) AS spent,
        sum(CASE WHEN ordered_at < $start THEN paid_amount - refund_amount ELSE 0 END) AS spent_before,
        count(DISTINCT CASE WHEN ordered_at >= $start AND paid_amount > 0 THEN order_key END) AS orders
    FROM order_line
    WHERE shop_id = $shop AND ordered_at >= $before AND ordered_at < $end
      AND status IN ('paid', 'refunded', 'return')
    GROUP BY customer_key)
SELECT treated, coalesce(spent, 0) AS spent, coalesce(spent_before, 0) AS spent_before, coalesce(orders, 0) AS orders
FROM member LEFT JOIN spend USING (customer_key)
ORDER BY treated DESC, spent DESC, spent_before DESC
"""

WINDOWS_SQL = """
WITH known AS (
    SELECT product_id, min(category) AS category FROM product WHERE shop_id = $shop GROUP BY product_id),
line AS (
    SELECT l.order_key, l.paid_amount, l.paid_amount - l.refund_amount AS net,
        coalesce(p.category, l.category) AS category,
        CAST(floor(date_diff('microsecond', $start, l.ordered_at) / (1e6 * $seconds)) AS INTEGER) AS place
    FROM order_line l LEFT JOIN known p ON p.product_id = l.product_id
    WHERE l.shop_id = $shop AND l.ordered_at >= $before AND l.ordered_at < $end
      AND l.status IN ('paid', 'refunded', 'return'))
SELECT place,
    coalesce(sum(net) FILTER (WHERE category = $category OR $category = ''), 0) AS target,
    coalesce(sum(net) FILTER (WHERE category IS DISTINCT FROM $category AND $category <> ''), 0) AS rest,
    count(DISTINCT order_key) FILTER (WHERE paid_amount > 0 AND (category = $category OR $category = '')) AS orders
FROM line GROUP BY place ORDER BY place
"""


@dataclass(frozen=True)
class Measured:
    """Orders and net sales of those reached, the estimated extra net sales in total, and where it was read.

    `per_member` is the estimate for one treated customer, None where no control of customers exists; `windows` counts
    the earlier windows that were compared with.
    """

    orders: int
    net_sales: Decimal
    control_net_sales: Decimal
    treated: int
    held_out: int
    total: Estimate | None
    per_member: Estimate | None
    result: Result
    windows: int = 0


def measure_holdout(
    facts: Facts, treated: list[str], held_out: list[str], start: datetime, end: datetime
) -> Measured:
    """Compare spend in [start, end) of treated customers with that of the held-out ones."""
    result = facts.sql(
        MEMBERS_SQL,
        {
            "treated": treated,
            "held_out": held_out,
            "start": _stored(start),
            "end": _stored(end),
            "before": _stored(start - timedelta(days=COVARIATE_DAYS)),
        },
    )
    frame = result.frame()
    on = frame[frame["treated"]]
    off = frame[~frame["treated"].astype(bool)]
    per_member = holdout_effect(
        *(
            np.asarray(side[column], dtype=np.float64)
            for column in ("spent", "spent_before")
            for side in (on, off)
        )
    )
    return Measured(
        orders=int(on["orders"].sum()),
        net_sales=sum((row[1] for row in result.rows if row[0]), Decimal(0)),
        control_net_sales=sum((row[1] for row in result.rows if not row[0]), Decimal(0)),
        treated=len(treated),
        held_out=len(held_out),
        total=per_member.times(len(treated)) if per_member else None,
        per_member=per_member,
        result=result,
    )


def measure_before_after(facts: Facts, category: str, start: datetime, end: datetime) -> Measured:
    """Compare the category's sales in [start, end) with its usual relation to the rest of the shop.

    Without a category the whole shop was addressed and there is nothing left to compare with: no estimate.
    """
    length = end - start
    result = facts.sql(
        WINDOWS_SQL,
        {
            "start": _stored(start),
            "end": _stored(end),
            "before": _stored(start - WINDOWS_BEFORE * length),
            "seconds": length.total_seconds(),
            "category": category,
        },
    )
    windows = {row[0]: row for row in result.rows}
    now = windows.get(0, (0, Decimal(0), Decimal(0), 0))
    # A shop whose data begins five windows ago is compared with these five: emptiness before is no fact about sales.
    reach = -min(windows, default=0)
    before = [windows.get(-place, (0, Decimal(0), Decimal(0), 0)) for place in range(1, reach + 1)]
    estimate = None
    if category:
        estimate = before_after_effect(
            np.array([float(row[1]) for row in before]),
            np.array([float(row[2]) for row in before]),
            float(now[1]),
            float(now[2]),
        )
    return Measured(
        orders=int(now[3]),
        net_sales=now[1],
        control_net_sales=now[2],
        treated=0,
        held_out=0,
        total=estimate,
        per_member=None,
        result=result,
        windows=len(before),
    )


def _stored(instant: datetime) -> datetime:
    """The warehouse keeps UTC instants without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)
