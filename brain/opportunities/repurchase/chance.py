"""How likely the due are to buy within some days without being asked: all of them by the product's past, each by the shop's.

Who comes anyway cannot be won, and where hardly anybody comes there is no rhythm to remind of. Both are read from what became of
customers at the same point on earlier mornings; their own pauses would promise too much, for a wait that never ended is none of
them (on Online Retail 48 % of earlier waits as long as now ended within seven days, and 11 % of those of the day did). Which of
them are likelier than others is read from waits for all products of the shop: see `brain.analysis.buying_again`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from brain.analysis.buying_again import Bought, bought, chance_within, learn_waiting, product_habits
from brain.facts.reader import Result
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.repurchase.due import earlier_sql

LEARN_FROM_DAYS = 60
HISTORY_DAYS = 460

# Each customer and product as they stood `LEARN_FROM_DAYS` ago, and how long they waited from there until they bought again.
WAITS = """WITH visit AS (
    SELECT DISTINCT hash(customer_key, product_id) AS pair, product_id, ordered_on AS day FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0
        AND customer_key IS NOT NULL AND product_id IS NOT NULL AND ordered_on >= $first AND ordered_on < $end),
before AS (
    SELECT pair, product_id, day, date_diff('day', lag(day) OVER (PARTITION BY pair ORDER BY day), day) AS pause
    FROM visit WHERE day < $seen_on),
placed AS (
    SELECT pair, pause, row_number() OVER (PARTITION BY pair ORDER BY pause) AS place,
        count(*) OVER (PARTITION BY pair) AS n
    FROM before WHERE pause IS NOT NULL),
middle AS (
    SELECT pair, avg(CASE WHEN place >= n / 2.0 AND place <= n / 2.0 + 1 THEN pause END) AS pause
    FROM placed GROUP BY pair),
stood AS (
    SELECT pair, min(product_id) AS product_id, count(*) AS order_days,
        date_diff('day', min(day), $seen_on) AS life, date_diff('day', max(day), $seen_on) AS away
    FROM before GROUP BY pair HAVING count(*) > 1),
after AS (SELECT pair, min(day) AS day FROM visit WHERE day >= $seen_on GROUP BY pair)
SELECT s.product_id, s.order_days, s.life, s.away, CAST(m.pause AS DOUBLE) AS pause,
    date_diff('day', $seen_on, coalesce(a.day, $end)) AS waited, a.day IS NOT NULL AS came
FROM stood AS s JOIN middle AS m ON m.pair = s.pair LEFT JOIN after AS a ON a.pair = s.pair"""


LEAST_CASES = 5
# Fewer than a quarter of those at this point bought: the pauses agree by luck, or the customers are leaving.
LEAST_BOUGHT = 0.25
# Clockwork drifts: at most nine in ten are taken to come anyway, however well they kept time.
MOST_ANYWAY = 0.9


@dataclass(frozen=True)
class Natural:
    """Of `cases` customers at the same point on earlier mornings, `rate` bought within the days asked for by themselves."""

    rate: float
    cases: int
    result: Result


def natural_of(situation: Situation, kept: Kept, product: str, pace: float, days: int) -> Natural | None:
    """None with fewer than `LEAST_CASES` cases. Messages of then are part of that past, so the true rate may be lower."""
    read = earlier_sql(situation, product, pace, days)
    result = kept.sql(read.text, read.params)
    cases, bought_then = (int(value or 0) for value in result.rows[0])
    return Natural(bought_then / cases, cases, result) if cases >= LEAST_CASES else None


def chances_of(
    situation: Situation, kept: Kept, product: str, members: Result, days: float
) -> NDArray[np.float64] | None:
    """For each due customer the chance of a purchase within `days`; None where the past holds too few returns."""
    seen_on = situation.days_before(LEARN_FROM_DAYS)
    window = {"first": situation.days_before(HISTORY_DAYS), "end": situation.end, "seen_on": seen_on}
    result = kept.sql(WAITS, window)
    past = result.frame()
    if not len(past) or product not in set(past["product_id"]):
        return None
    codes = {name: code for code, name in enumerate(sorted(set(past["product_id"])))}
    frame = bought(
        past["product_id"].map(codes), past["order_days"], past["life"], past["away"], past["pause"]
    )
    habits = product_habits(frame, len(codes))
    waiting = learn_waiting(frame, habits, past["waited"], past["came"])
    if waiting is None:
        return None
    return chance_within(_today(members, codes[product]), habits, waiting, days)


def _today(members: Result, code: int) -> Bought:
    """The due customers as they stand today."""
    rows = members.frame()
    life = rows["pauses"] * rows["pace"] + rows["away"]
    return bought(np.full(len(rows), code), rows["pauses"] + 1, life, rows["away"], rows["pace"])
