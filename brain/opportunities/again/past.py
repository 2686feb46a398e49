"""What became of habits that had stopped a month ago: whether such habits stay stopped in this shop, or only rest.

The model of `brain.analysis.dropped` takes customers to have one rate each. Where they have seasons it is too sure: on Online
Retail, on four days, habits that it called ended with 96 % were taken up again within 60 days in 40 to 56 % of all cases.
"""

from __future__ import annotations

from dataclasses import dataclass

from brain.facts.reader import Result
from brain.opportunities.again.judge import MOST_SURE, stopped
from brain.opportunities.again.missing import earlier_sql
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept

LEAST_CASES = 10
# Where nothing is on record: half of what rested a month came back within two, in the shop that could be looked at.
USUALLY_TAKEN_UP = 0.1
MOST_KNOWN_SURE = 0.9


@dataclass(frozen=True)
class Past:
    """Of `cases` habits that had stopped a month ago, the shares taken up again by themselves within the month and within `days`."""

    cases: int
    within_month: float
    within_days: float
    result: Result

    @property
    def known(self) -> bool:
        """Whether there were enough to say anything."""
        return self.cases >= LEAST_CASES

    def sure(self, expected: float) -> float:
        """How sure that a habit has ended: no more than the share that stayed stopped; without a past, no more than usual."""
        return (
            min(expected, 1 - self.within_month, MOST_KNOWN_SURE) if self.known else min(expected, MOST_SURE)
        )

    @property
    def natural(self) -> float:
        """The share expected to take it up within the days by themselves."""
        return self.within_days if self.known else USUALLY_TAKEN_UP


def read_past(situation: Situation, kept: Kept) -> Past:
    """Follows the habits that the same rule would have found a month ago."""
    read = earlier_sql(situation)
    result = kept.sql(read.text, read.params)
    if not result.rows:
        return Past(0, 0.0, 0.0, result)
    then = stopped(result.frame())
    cases = len(then)
    if not cases:
        return Past(0, 0.0, 0.0, result)
    days = then["days"].astype(float)
    return Past(cases, float(days.notna().mean()), float((days < situation.review_days).mean()), result)
