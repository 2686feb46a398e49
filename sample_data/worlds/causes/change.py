"""How a part of the sales changed against its own past and the rest of the shop: the measure that several families share."""

import numpy as np

from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Bools
from sample_data.worlds.truth import Measured, half_of_plan


def change(
    sales: Settled, part: Bools, now: tuple[int, int], before: tuple[int, int]
) -> tuple[float, int, float]:
    """Relative change of a part's lines, the lines of both windows, and its size in standard errors.

    Expected are the part's lines before, times what the rest of the shop did. The error is that of orders counted on both sides: the lines
    of one order come together, and taken one by one they made chance look like a cause in shops with large baskets.
    """
    inside, past = sales.within(*now), sales.within(*before)
    seen, was = int((inside & part).sum()), int((past & part).sum())
    rest_now, rest_was = int((inside & ~part).sum()), int((past & ~part).sum())
    growth = rest_now / rest_was if rest_was and rest_now else (now[1] - now[0]) / (before[1] - before[0])
    expected = was * growth
    if expected <= 0:
        return 0.0, seen + was, 0.0
    lines = np.unique(sales.order[(inside | past) & part], return_counts=True)[1]
    together = (lines**2).sum() / lines.sum()
    error = np.sqrt(together * (expected + expected**2 / was) + expected**2 / max(rest_now, 1))
    return seen / expected - 1, seen + was, float((seen - expected) / error)


def measured_change(found: tuple[float, int, float], planned: float, least_lines: int, what: str) -> Measured:
    """A change that holds when half of what was planned came out on at least so many lines."""
    realised, support, sigma = found
    holds = half_of_plan(realised, planned) and support >= least_lines
    return Measured(
        realised,
        support,
        sigma,
        holds,
        f"{what}: {realised:+.0%} against its own past and the rest of the shop, {support} lines",
    )
