"""What a post is expected to bring: a range in money that starts from a stated prior and narrows with the shop's own lessons.

Prior. Postscript's "SMS Benchmarks 2020" (all industries) reports orders a message of 1.4 % for campaigns and 1.1 % for
customer win-back. Those count every order after a message, also those that would have come anyway; compared with
randomised experiments, counted conversions overstate the effect several times over (Gordon, Zettelmeyer, Bhargava and
Chapsky 2019, Marketing Science 38(2)). We count half of them as extra and keep the range wide.

Pooling is precision-weighted (normal-normal with a between-post variance, as in random-effects meta-analysis,
DerSimonian and Laird 1986): each lesson counts by 1 / (its variance + the variance between posts).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Standard deviations on each side of an 80 % range of a normal distribution.
EIGHTY = 1.2815515655446004
EXTRA_SHARE = 0.5
EXTRA_SHARE_SPREAD = 2.0
BETWEEN_POSTS = 0.5


@dataclass(frozen=True)
class ResponsePrior:
    """Log-normal belief about a chance (or a share): the 80 % range is median / spread to median * spread."""

    median: float
    spread: float

    def __post_init__(self) -> None:
        if self.median <= 0 or self.spread <= 1:
            raise ValueError(f"median == {self.median}, spread == {self.spread}, must be > 0 and > 1.")


# Chance that a member who gets the post places an order that would not have come without it, within the review days.
RESPONSE_PRIORS: dict[str, ResponsePrior] = {
    "rising": ResponsePrior(0.014 * EXTRA_SHARE, 4.0),
    "win_back": ResponsePrior(0.011 * EXTRA_SHARE, 4.0),
    # A post about goods without a claim of its own: a campaign like any other in the same report.
    "plain": ResponsePrior(0.014 * EXTRA_SHARE, 4.0),
    # The same source: loyalty offers 2.2 %, a welcome series 2.0 %, a left cart 9.1 %, where the message names the very thing.
    "regular": ResponsePrior(0.022 * EXTRA_SHARE, 4.0),
    "second_order": ResponsePrior(0.020 * EXTRA_SHARE, 4.0),
    "left_cart": ResponsePrior(0.091 * EXTRA_SHARE, 4.0),
}
# Where nobody is known by name: extra sales of what is shown, as a share of its usual sales. Our own cautious guess.
LIFT_PRIOR = ResponsePrior(0.05, 4.0)


@dataclass(frozen=True)
class LearnedEffect:
    """What one reviewed post taught: extra net sales a treated member, and its standard error."""

    per_member: float
    standard_error: float


@dataclass(frozen=True)
class EffectRange:
    """An 80 % range of extra net sales in the shop's currency; `mid` is its median."""

    low: float
    mid: float
    high: float


def learn_from_posts(prior: ResponsePrior, reached: int, orders: int) -> ResponsePrior:
    """The prior drawn towards what the owner's earlier posts were credited with, half of which counts as extra.

    On the logarithm of the chance: the posts' rate has the sampling error of its orders and the doubt about how many of
    them were extra, which never vanishes, however many posts there are.
    """
    if reached <= 0 or orders <= 0:
        return prior
    seen = math.log(orders / reached * EXTRA_SHARE)
    seen_variance = 1 / orders + (math.log(EXTRA_SHARE_SPREAD) / EIGHTY) ** 2
    prior_variance = (math.log(prior.spread) / EIGHTY) ** 2
    weight = prior_variance / (prior_variance + seen_variance)
    centre = (1 - weight) * math.log(prior.median) + weight * seen
    variance = prior_variance * seen_variance / (prior_variance + seen_variance)
    return ResponsePrior(min(math.exp(centre), 0.5), math.exp(EIGHTY * math.sqrt(variance)))


def expected_effect(
    prior: ResponsePrior,
    *,
    treated: int,
    order_value: float,
    order_spread: float = 1.0,
    lessons: Sequence[LearnedEffect] = (),
) -> EffectRange:
    """Extra net sales of a post to `treated` members whose orders are worth `order_value` on average.

    `order_spread` is the orders' standard deviation over their mean. The range covers three doubts: the response itself, how
    posts differ, and the luck of a few orders more or less. It falls below zero only when the lessons do.
    Raises ValueError for a negative number of members or order value.
    """
    if treated < 0 or order_value < 0:
        raise ValueError(f"treated == {treated}, order_value == {order_value}, must be >= 0.")
    if treated == 0 or order_value == 0:
        return EffectRange(0.0, 0.0, 0.0)
    mid, below, above = pooled(prior, order_value, lessons)
    luck = EIGHTY**2 * order_value * (1 + order_spread**2) * max(mid, 0.0) / treated
    low = mid - math.sqrt(below**2 + luck)
    high = mid + math.sqrt(above**2 + luck)
    if not _speak_of_loss(lessons):
        low, mid = max(low, 0.0), max(mid, 0.0)
    return EffectRange(low * treated, mid * treated, high * treated)


def pooled(
    prior: ResponsePrior, order_value: float, lessons: Sequence[LearnedEffect]
) -> tuple[float, float, float]:
    """Extra net sales a member: the middle, and how far an 80 % range reaches below and above it.

    The prior's lopsided shape is kept and shrinks with the pooled standard error, so each further lesson narrows it.
    """
    mid = prior.median * order_value
    below, above = mid - mid / prior.spread, mid * prior.spread - mid
    variance = ((below + above) / 2 / EIGHTY) ** 2
    between = variance * BETWEEN_POSTS**2
    precision = 1 / (variance - between)
    weighted = mid * precision
    for lesson in lessons:
        weight = 1 / (lesson.standard_error**2 + between)
        precision += weight
        weighted += weight * lesson.per_member
    shrink = math.sqrt((1 / precision + between) / variance)
    return weighted / precision, below * shrink, above * shrink


def expected_lift(sales: float, prior: ResponsePrior = LIFT_PRIOR) -> EffectRange:
    """Extra net sales where nobody is known by name: a share of what is usually sold in the review days."""
    usual = max(sales, 0.0)
    return EffectRange(
        usual * prior.median / prior.spread, usual * prior.median, usual * prior.median * prior.spread
    )


def _speak_of_loss(lessons: Sequence[LearnedEffect]) -> bool:
    """Whether the lessons, each by its precision, add up to a loss."""
    return sum(lesson.per_member / max(lesson.standard_error, 1e-9) ** 2 for lesson in lessons) < 0
