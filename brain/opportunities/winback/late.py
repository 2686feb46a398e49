"""Late customers in SQL: one rule, asked for today and for past days, so that the past answers what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from brain.analysis.rhythm import (
    LEAST_DAYS_AWAY,
    LEAST_HISTORY_DAYS,
    LEAST_ORDER_DAYS,
    LEAST_OVERDUE,
    LONGER_PAUSES_SHARE,
    MOST_OVERDUE,
    MOST_REFUNDED,
    RETURN_DAYS,
    SNAPSHOTS,
    ReturnRate,
    return_rate,
)
from brain.facts.reader import Result
from brain.opportunities.audience import REFUSED, AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept

HISTORY_DAYS = 730

# `seen_on` is the morning from which one looks back; nothing of that day or later is used to choose. The median pause is
# the mean of the middle one or two places.
LATE = """WITH {refused},
order_day AS (
    SELECT customer_key, ordered_on AS day, sum(paid_amount - refund_amount) AS net, sum(paid_amount) AS paid,
        sum(refund_amount) AS refunded
    FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded', 'return') AND customer_key IS NOT NULL
        AND ordered_on >= $first AND ordered_on < $end
    GROUP BY customer_key, ordered_on),
bought AS (
    SELECT customer_key, day, date_diff('day', lag(day) OVER (PARTITION BY customer_key ORDER BY day), day) AS pause
    FROM order_day WHERE paid > 0),
snapshot AS (SELECT unnest($snapshots) AS seen_on),
known AS (SELECT s.seen_on, b.customer_key, b.day, b.pause FROM snapshot AS s JOIN bought AS b ON b.day < s.seen_on),
presence AS (
    SELECT seen_on, customer_key, count(*) AS order_days, max(day) AS last_day, date_diff('day', max(day), seen_on) AS away
    FROM known GROUP BY seen_on, customer_key HAVING count(*) >= {order_days}),
placed AS (
    SELECT seen_on, customer_key, pause,
        row_number() OVER (PARTITION BY seen_on, customer_key ORDER BY pause) AS place,
        count(*) OVER (PARTITION BY seen_on, customer_key) AS pauses
    FROM known WHERE pause IS NOT NULL),
rhythm AS (
    SELECT p.seen_on, p.customer_key, max(p.pauses) AS pauses,
        avg(CASE WHEN p.place >= p.pauses / 2.0 AND p.place <= p.pauses / 2.0 + 1 THEN p.pause END) AS gap,
        sum(CASE WHEN p.pause >= e.away THEN 1 ELSE 0 END) AS longer
    FROM placed AS p JOIN presence AS e ON e.seen_on = p.seen_on AND e.customer_key = p.customer_key
    GROUP BY p.seen_on, p.customer_key),
worth AS (
    SELECT s.seen_on, d.customer_key, sum(d.net) AS value, sum(d.refunded) / NULLIF(sum(d.paid), 0) AS refunded
    FROM snapshot AS s JOIN order_day AS d ON d.day < s.seen_on AND d.day >= s.seen_on - 365
    GROUP BY s.seen_on, d.customer_key),
ranked AS (
    SELECT e.seen_on, e.customer_key, e.order_days, e.last_day, e.away, r.gap, r.pauses, r.longer, w.value, w.refunded
    FROM presence AS e JOIN rhythm AS r ON r.seen_on = e.seen_on AND r.customer_key = e.customer_key
        JOIN worth AS w ON w.seen_on = e.seen_on AND w.customer_key = e.customer_key),
late AS (
    SELECT * FROM ranked
    WHERE away >= {days_away} AND away >= {least_overdue} * gap AND away <= {most_overdue} * gap
        AND longer <= {longer_share} * pauses AND value > 0
        AND coalesce(refunded, 0) <= {refunded_share} AND customer_key NOT IN (SELECT customer_key FROM refused))"""

# The most valuable first, and of two equals the one whose chance is slipping away faster.
AUDIENCE = """{late},
audience AS (SELECT customer_key, CAST(value AS DOUBLE) * least(away / (2.0 * gap), 1.0) AS priority FROM late)"""

SUMMARY = """{late}
SELECT count(*) AS customers, sum(value) AS value, avg(value) AS value_each, sum(pauses) AS pauses,
    (SELECT avg(CASE WHEN place >= n / 2.0 AND place <= n / 2.0 + 1 THEN gap END) FROM (
        SELECT gap, row_number() OVER (ORDER BY gap) AS place, count(*) OVER () AS n FROM late) AS by_gap) AS gap,
    (SELECT avg(CASE WHEN place >= n / 2.0 AND place <= n / 2.0 + 1 THEN away END) FROM (
        SELECT away, row_number() OVER (ORDER BY away) AS place, count(*) OVER () AS n FROM late) AS by_away) AS away
FROM late"""

CAME_BACK = """{late}
SELECT count(*) AS at_stage, sum(CASE WHEN back THEN 1 ELSE 0 END) AS came_back FROM (
    SELECT l.seen_on, l.customer_key, EXISTS (
        SELECT 1 FROM bought AS b WHERE b.customer_key = l.customer_key AND b.day >= l.seen_on
            AND b.day < l.seen_on + {return_days}) AS back
    FROM late AS l) AS stage"""

# Each late customer outside the audience once, under the first reason that holds.
PASSED_OVER = """{late}
SELECT count(*) AS all_late,
    sum(CASE WHEN reason = 'refused' THEN 1 ELSE 0 END) AS refused,
    sum(CASE WHEN reason = 'returned' THEN 1 ELSE 0 END) AS returned
FROM (
    SELECT CASE WHEN customer_key IN (SELECT customer_key FROM refused) THEN 'refused'
        WHEN value <= 0 OR coalesce(refunded, 0) > {refunded_share} THEN 'returned' ELSE 'none' END AS reason
    FROM ranked WHERE away >= {days_away} AND away >= {least_overdue} * gap AND away <= {most_overdue} * gap
        AND longer <= {longer_share} * pauses) AS reasoned"""

RULE: dict[str, float | int] = {
    "order_days": LEAST_ORDER_DAYS,
    "days_away": LEAST_DAYS_AWAY,
    "least_overdue": LEAST_OVERDUE,
    "most_overdue": MOST_OVERDUE,
    "longer_share": LONGER_PAUSES_SHARE,
    "refunded_share": MOST_REFUNDED,
}


@dataclass(frozen=True)
class Late:
    """Late customers of today in figures. `result` has one row: customers, value, value_each, pauses, gap, away."""

    customers: int
    pauses_each: float
    result: Result


def late_sql() -> str:
    """`WITH ... late`; parameters $shop, $first, $end and $snapshots (days)."""
    return LATE.format(refused=REFUSED, **RULE)


def today(situation: Situation) -> dict[str, object]:
    """The parameters that look back from the situation's end."""
    return {"first": situation.days_before(HISTORY_DAYS), "end": situation.end, "snapshots": [situation.end]}


def audience_of(situation: Situation) -> AudienceSql:
    """Today's late customers."""
    return AudienceSql(AUDIENCE.format(late=late_sql()), today(situation))


def read_late(situation: Situation, kept: Kept) -> Late:
    """How many are late today, what they were worth in a year, and the medians of their rhythm and of the time since."""
    result = kept.sql(SUMMARY.format(late=late_sql()), today(situation))
    customers, pauses = int(result.rows[0][0]), float(result.rows[0][3] or 0)
    return Late(customers, pauses / customers if customers else 0.0, result)


def read_passed_over(situation: Situation, kept: Kept) -> Result:
    """Late customers that are not in the audience, by reason: one row, `all_late`, `refused`, `returned`."""
    return kept.sql(PASSED_OVER.format(late=late_sql(), **RULE), today(situation))


def natural_return(situation: Situation, kept: Kept) -> tuple[ReturnRate, Result] | None:
    """How many customers at this stage came back within `RETURN_DAYS` in the shop's past, without a message of ours.

    Looks at up to twelve mornings, `RETURN_DAYS` apart, that had at least `LEAST_HISTORY_DAYS` of orders before them and
    whose `RETURN_DAYS` are over. None when there is no such morning.
    """
    span = situation.facts.span()
    if span is None:
        return None
    days = _mornings(span.start, situation.end)
    if not days:
        return None
    text = CAME_BACK.format(late=late_sql(), return_days=RETURN_DAYS)
    result = kept.sql(
        text, {"first": situation.days_before(HISTORY_DAYS), "end": situation.end, "snapshots": days}
    )
    at_stage, came_back = (int(value or 0) for value in result.rows[0])
    return return_rate(came_back, at_stage), result


def _mornings(first: date, end: date) -> list[date]:
    days = [end - timedelta(days=RETURN_DAYS * back) for back in range(1, SNAPSHOTS + 1)]
    return [day for day in days if (day - first).days >= LEAST_HISTORY_DAYS]
