"""The weekly counts of all categories, as the matrices that the analysis compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from brain.analysis.rising import Floats, Judgement, Series, judge, weekly_series
from brain.facts.reader import Result
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.moving.counts import LEAST_LOOK_PERIODS
from brain.opportunities.rising.lines import lines_and_looks

MOST_WEEKS = 26

FIRST_DAYS = """SELECT
    (SELECT min(ordered_on) FROM order_line WHERE shop_id = $shop AND ordered_on >= $start AND ordered_on <= $last) AS first_order,
    (SELECT min(happened_on) FROM event WHERE shop_id = $shop AND happened_on >= $start AND happened_on <= $last) AS first_look,
    (SELECT max(happened_on) FROM event WHERE shop_id = $shop AND happened_on >= $start AND happened_on <= $last) AS last_look"""

# Counts that one customer brings together are one decision, not several: squares measure how bunched they are.
COUNTED = """{tables}
SELECT category, weeks_ago, sum(n) AS counted, sum(n * n) AS squares FROM (
    SELECT category, weeks_ago, coalesce(customer_key, {alone}) AS who, count(*) AS n FROM {rows} GROUP BY ALL
) AS of_customer
GROUP BY category, weeks_ago ORDER BY category, weeks_ago"""


@dataclass(frozen=True)
class Weeks:
    """Every category's sales and, where looks reach up to the last day, its interest; one place a category in both.

    The products `without` are left out of all of it.
    """

    categories: tuple[str, ...]
    sales: Series
    interest: Series | None
    verdicts: list[Judgement]
    start: date
    last: date
    result: Result
    without: tuple[str, ...] = ()

    def place(self, category: str) -> int:
        """Where a category stands in the series."""
        return self.categories.index(category)


def read_weeks(situation: Situation, kept: Kept, without: Sequence[str] = ()) -> Weeks | None:
    """Up to 26 whole weeks by category, leaving out the products `without`; None when the past is too short to judge."""
    last = situation.days_before(1)
    start = situation.days_before(7 * MOST_WEEKS)
    first_order, first_look, last_look = kept.sql(FIRST_DAYS, {"start": start, "last": last}).rows[0]
    if first_order is None:
        return None
    lines = _counted(kept, "line", start, last, without)
    categories = tuple(sorted({row[0] for row in lines.rows}))
    sales = weekly_series(*_matrix(lines, categories, _whole_weeks(first_order, last)))
    if sales is None:
        return None
    interest = None
    # Looks that end earlier than the orders would read as a fall; then sales speak alone.
    enough = first_look is not None and _whole_weeks(first_look, last) >= LEAST_LOOK_PERIODS
    if enough and last_look >= last - timedelta(days=1):
        looks = _counted(kept, "look", start, last, without)
        interest = weekly_series(*_matrix(looks, categories, _whole_weeks(first_look, last)))
    return Weeks(categories, sales, interest, judge(sales, interest), start, last, lines, tuple(without))


def _counted(kept: Kept, rows: str, start: date, last: date, without: Sequence[str]) -> Result:
    alone = {"line": "order_key", "look": "event_id"}[rows]
    text = COUNTED.format(tables=lines_and_looks(without=bool(without)), rows=rows, alone=alone)
    params = {"start": start, "last": last}
    return kept.sql(text, {**params, "without": list(without)} if without else params)


def _whole_weeks(first: date, last: date) -> int:
    return min(((last - first).days + 1) // 7, MOST_WEEKS)


def _matrix(result: Result, categories: Sequence[str], weeks: int) -> tuple[Floats, Floats]:
    """Counts of shape (categories, weeks), oldest first, and how bunched the last week's are."""
    place = {category: row for row, category in enumerate(categories)}
    counts = np.zeros((len(categories), max(weeks, 1)))
    burst = np.ones(len(categories))
    for category, weeks_ago, counted, squares in result.rows:
        if category in place and weeks_ago < weeks:
            counts[place[category], weeks - 1 - weeks_ago] = float(counted)
            if weeks_ago == 0:
                burst[place[category]] = float(squares) / float(counted)
    return counts, burst
