"""How a month stands against its goal: what was reached, what is to be expected by its end as a range, and how likely the goal is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np

from brain.analysis.forecast import LEVEL, Forecast, forecast
from brain.analysis.seasonality import Floats
from brain.facts.reader import Result
from brain.kernel.evidence import Filter, Period, Query
from brain.ledger.tables import GoalRow
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.oddity.marks import marked_days

ADDED_UP = ("net_sales", "gross_sales", "orders", "units")
"""The figures whose days add up to the month's."""
HISTORY_DAYS = 400
# Before a week of the month is over its forecast is the last month's, which the owner knows.
LEAST_DAYS_IN = 7
# With a day or two left nothing that is done still counts.
LEAST_DAYS_LEFT = 3
EIGHTY = NormalDist().inv_cdf(0.5 + LEVEL / 2)


@dataclass(frozen=True)
class Pace:
    """A month so far and to its end, in the goal's unit. `chance` is that of reaching the goal; `expected` the middle of the range."""

    goal: float
    so_far: float
    low: float
    expected: float
    high: float
    chance: float
    days_in: int
    days_left: int
    month: date
    daily: Result
    values: Floats
    ahead: Forecast

    @property
    def gap(self) -> float:
        """What is likely to be missing at the end; below zero when the goal is likely to be passed."""
        return self.goal - self.expected


def read_pace(situation: Situation, kept: Kept, goal: GoalRow) -> Pace | None:
    """None where the goal does not add up day by day, is not of this month, or too little of the month or the past is known."""
    month, after = goal.month, next_month(goal.month)
    days_in, days_left = (situation.end - month).days, (after - situation.end).days
    amount = float(goal.amount)
    if goal.metric not in ADDED_UP or amount <= 0 or days_in < LEAST_DAYS_IN or days_left < LEAST_DAYS_LEFT:
        return None
    found = _daily(situation, kept, goal)
    if found is None:
        return None
    daily, values, first = found
    marks = marked_days(first, after)
    ahead = forecast(values[None, :], first, days_left, marks)
    if not isinstance(ahead, Forecast):
        return None
    so_far = float(values[-days_in:].sum())
    low, mid, high = (
        so_far + float(side[0]) for side in (ahead.total_low, ahead.total_mid, ahead.total_high)
    )
    # The range need not be even: below the middle its lower half counts, above the upper one.
    side = (high - mid) if amount > mid else (mid - low)
    chance = 1 - NormalDist(mid, max(side / EIGHTY, 1e-9)).cdf(amount)
    return Pace(amount, so_far, low, mid, high, chance, days_in, days_left, month, daily, values, ahead)


def _daily(situation: Situation, kept: Kept, goal: GoalRow) -> tuple[Result, Floats, date] | None:
    """The goal's figure of each day up to the last full one, without gaps, and the first of these days."""
    span = situation.facts.span()
    if span is None:
        return None
    first = max(span.start, situation.days_before(HISTORY_DAYS))
    filters = (
        (Filter(dimension=goal.dimension, op="in", values=tuple(goal.subjects)),) if goal.dimension else ()
    )
    period = Period(start=first, end=situation.end)
    result = situation.facts.ask(
        Query(metrics=(goal.metric,), dimensions=("day",), filters=filters, period=period)
    )
    kept.also(result.receipt)
    values = np.zeros(period.days)
    for day, value in result.rows:
        values[(day - first).days] = float(value or 0)
    return result, values, first


def next_month(month: date) -> date:
    """The first of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
