"""Did a figure that stood out come back? A count over its exposure, then and since, beside what is usual.

Two questions, each a tail of the negative binomial (`brain.analysis.counted`): would chance make the new count so much better if nothing
had changed since the alarm, and would it make it so much worse if all were as usual? The rate behind the first count is itself only
known from that count (a gamma belief, as in `brain.analysis.refund_rate`), and true rates wander where nothing has happened.

What is looked at again was chosen because it stood out, so it comes back by itself more often than not (Galton 1886): no test of two
numbers can take that away, and whoever shows the verdict has to say so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from brain.analysis.counted import at_least

Verdict = Literal["mended", "not_mended", "cannot_tell"]

MOST_BY_CHANCE = 0.05
"""A count that chance makes so rarely is told from chance, each question by itself (one-sided)."""
LEAST_EVENTS = 5.0
"""So many events at the usual or at the alarm's rate, whichever is more: with fewer, even none at all would be no news."""
LEAST_MEAN = 1e-9
"""An expectation below this is none: the tail's arithmetic ends there in no number, which would pass for "not worse"."""
MOST_OF_THE_WAY = 0.75
"""What came back by less is better, not mended. Of shares (2,000 orders, wander .15) that truly came half of the way back 15 % are
"mended", at a bound of half of the way 44 % were; of those that came back whole 80 %, which were 93 %. For rates that wander by .4 it
changes nothing: there 11-16 % of rates that fell from five times the usual to two and a half are "mended" (`bench/mended.py`)."""


@dataclass(frozen=True)
class Counted:
    """`hits` within an exposure `of` (both >= 0, in the same unit then and since); one cause brings about `burst` hits at once."""

    hits: float
    of: float
    burst: float = 1.0


def mended(
    then: Counted, now: Counted, usual: float, *, lower_is_better: bool, wander: float = 0.0
) -> Verdict:
    """Whether the rate is back at `usual` (hits per exposure) since the alarm counted `then`.

    "mended": clearly better than then, three quarters of the way back, and not clearly worse than usual. "not_mended": clearly worse
    than usual. Else it cannot be told. `wander` is the relative spread of a true rate between two such stretches.
    """
    if then.of <= 0 or now.of <= 0 or usual < 0:
        return "cannot_tell"
    burst = max(then.burst, now.burst, 1.0)
    rate = (then.hits + 0.5 * burst) / then.of
    if now.of * max(rate, usual) / burst < LEAST_EVENTS:
        return "cannot_tell"
    unsure = burst / (then.hits + 0.5 * burst)
    better = _chance(now, rate, burst, unsure + wander**2, low=lower_is_better) <= MOST_BY_CHANCE
    worse = _chance(now, usual, burst, wander**2, low=not lower_is_better) <= MOST_BY_CHANCE
    if worse:
        return "not_mended"
    return "mended" if better and came_back(then, now, usual) >= MOST_OF_THE_WAY else "cannot_tell"


def came_back(then: Counted, now: Counted, usual: float) -> float:
    """How much of the way from then to usual was gone since; 1 where there was none to go."""
    before, since = then.hits / then.of, now.hits / now.of
    return (since - before) / (usual - before) if usual != before else 1.0


def _chance(now: Counted, rate: float, burst: float, relative_variance: float, *, low: bool) -> float:
    """Chance of so few hits or fewer (`low`), or of so many or more, at this rate; what is rounded is rounded against a verdict."""
    mean = now.of * rate / burst
    mean = mean if mean >= LEAST_MEAN else 0.0
    variance = mean + mean**2 * relative_variance
    if low:
        return 1.0 - float(at_least(math.ceil(now.hits / burst) + 1, mean, variance))
    return float(at_least(math.floor(now.hits / burst), mean, variance))
