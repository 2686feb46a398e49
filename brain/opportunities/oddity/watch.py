"""A low day looked at again: the week after *Done* against the four weeks before the low day, weekday by weekday."""

from __future__ import annotations

from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import judge_rate, say_rate
from brain.opportunities.alarms.watch import Watch, by_sql
from brain.opportunities.oddity.scan import NO_CHANNEL

WATCH_DAYS, USUAL_WEEKS = 7, 4
# How far a week's sales miss those of the weeks before where nothing has happened. Our own guess.
WANDER = 0.2

# Lines are counted for each place in the week, counted from the low day; what a day of the period should bring is a fourth of
# what its place brought in four weeks.
SQL = f"""WITH line AS (
    SELECT ordered_on, date_diff('day', CAST($low AS DATE), ordered_on) AS away FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND line_type = 'product' AND paid_amount > 0
        AND ($channel = '{NO_CHANNEL}' OR channel = $channel)),
sold AS (SELECT count(*) AS lines FROM line WHERE ordered_on >= $since AND ordered_on < $until),
usual AS (
    SELECT (away + {7 * USUAL_WEEKS} - date_diff('day', CAST($low AS DATE), CAST($since AS DATE)) + 70000) % 7 AS place, count(*) AS lines FROM line
    WHERE away < 0 AND away >= -{7 * USUAL_WEEKS} GROUP BY place),
due AS (
    SELECT sum(lines / {USUAL_WEEKS}.0 * greatest(floor((date_diff('day', CAST($since AS DATE), CAST($until AS DATE)) - 1 - place) / 7.0) + 1, 0)) AS lines
    FROM usual)
SELECT CAST(s.lines AS DOUBLE) / NULLIF(d.lines, 0) AS figure, CAST(s.lines AS DOUBLE) AS hits, CAST(coalesce(d.lines, 0) AS DOUBLE) AS of
FROM sold AS s CROSS JOIN due AS d"""

WATCH = Watch(
    what=Text(msg=N_("Sales, of what such days bring")),
    unit="rate",
    aim="mend",
    file="orders",
    days=WATCH_DAYS,
    usual_name=Text(msg=N_("As usual")),
    count=by_sql(SQL),
    judge=judge_rate(lower_is_better=False, wander=WANDER),
    say=say_rate,
)
