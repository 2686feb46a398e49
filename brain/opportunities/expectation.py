"""The expected effect of a finding as the card shows it: a range in money and the words for what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from brain.analysis.effect import (
    RESPONSE_PRIORS,
    EffectRange,
    LearnedEffect,
    ResponsePrior,
    expected_effect,
    expected_lift,
    learn_from_posts,
)
from brain.analysis.posting_time import PastPost
from brain.kernel.i18n import N_, Text
from brain.ledger.tables import LessonRow
from brain.opportunities.audience import OrderValue
from brain.opportunities.base import Purpose, Situation
from cards.model import Effect

LEAST_POST_ORDERS = 10
# Where every case of the past came back by itself, a post still brings a little: no past is proof.
LEAST_WON = 0.02


def effect_of_post(
    situation: Situation,
    detector: str,
    purpose: Purpose,
    *,
    members: int,
    value: OrderValue,
    posts: Sequence[PastPost],
    natural_return: float = 0.0,
    response: ResponsePrior | None = None,
) -> Effect:
    """Extra net sales of a post to `members`, less the control group, over the review days.

    `natural_return` is the chance to come back without a post: only the others can be won. `response` is the published belief
    where it is not the purpose's own.
    """
    lessons = [lesson for lesson in situation.lessons if lesson.detector == detector and lesson.treated > 0]
    prior, from_posts = _prior(response or RESPONSE_PRIORS[purpose], posts)
    prior = ResponsePrior(prior.median * max(1 - natural_return, LEAST_WON), prior.spread)
    found = expected_effect(
        prior,
        treated=situation.treated(members),
        order_value=value.mean,
        order_spread=value.spread,
        lessons=[LearnedEffect(lesson.effect_per_member, lesson.standard_error) for lesson in lessons],
    )
    return _as_effect(situation, found, _basis(lessons, from_posts))


def effect_on_channel(situation: Situation, weekly_sales: float) -> Effect:
    """Extra net sales where no customer is known by name: a cautious share of what is sold anyway."""
    basis = Text(
        msg=N_(
            "A cautious guess from what is sold anyway: this shop's data names no customers, so no audience can be counted."
        )
    )
    return _as_effect(situation, expected_lift(weekly_sales * situation.review_days / 7), basis)


def _prior(prior: ResponsePrior, posts: Sequence[PastPost]) -> tuple[ResponsePrior, int]:
    """The published prior, or what the owner's own posts make of it, and how many of those counted."""
    counted = [post for post in posts if post.reached > 0]
    orders = sum(post.orders for post in counted)
    if orders < LEAST_POST_ORDERS:
        return prior, 0
    learned = learn_from_posts(RESPONSE_PRIORS["rising"], sum(post.reached for post in counted), orders)
    # Posts mostly go to those who still come; the published rates say how much less those answer who stayed away.
    return ResponsePrior(
        learned.median * prior.median / RESPONSE_PRIORS["rising"].median, learned.spread
    ), len(counted)


def _basis(lessons: Sequence[LessonRow], posts: int) -> Text:
    if lessons:
        return Text(
            msg=N_("{n} reviewed posts of this kind in this shop, with control groups."),
            args={"n": len(lessons)},
        )
    if posts:
        return Text(
            msg=N_(
                "{n} earlier posts in this shop without a control group; half of their orders are taken as extra."
            ),
            args={"n": posts},
        )
    return Text(
        msg=N_("Prior: published results of other shops. This shop has no history of such posts yet.")
    )


def _as_effect(situation: Situation, found: EffectRange, basis: Text) -> Effect:
    return effect_between(situation, (found.low, found.mid, found.high), situation.review_days, basis)


def effect_between(situation: Situation, amounts: Iterable[float], days: int, basis: Text) -> Effect:
    """Three amounts of the shop's currency, in any order, as a range over some days."""
    low, mid, high = (whole(amount) for amount in sorted(amounts))
    return Effect(currency=situation.facts.shop.currency, low=low, mid=mid, high=high, days=days, basis=basis)


def whole(amount: float | Decimal) -> Decimal:
    """Whole units of the currency: cents would claim a precision that an expectation does not have."""
    return Decimal(str(amount)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
