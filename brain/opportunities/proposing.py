"""A post for an audience: what every finding of this kind is put together from, once words and goods are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from brain.analysis.effect import ResponsePrior
from brain.kernel.i18n import Text
from brain.opportunities.audience import AudienceSql, OrderValue, order_value
from brain.opportunities.base import Finding, Goods, Member, Purpose, Situation
from brain.opportunities.expectation import effect_of_post
from brain.opportunities.keeping import Kept
from brain.opportunities.ranking import attention_cost
from brain.opportunities.timing import choose_timing, earlier_posts
from cards.model import Explanation, Subject


@dataclass(frozen=True)
class Post:
    """What is said to whom. `natural` is the share of the audience that is expected to come without being asked.

    `response` is the chance that a post brings one of the others, where it is not the purpose's own, and `value` what one of
    them then brings, where it is not a whole order; `rule` says in plain values how the members were chosen.
    """

    detector: str
    key: str
    purpose: Purpose
    subjects: tuple[Subject, ...]
    headline: Text
    explanation: Explanation
    audience_name: Text
    audience: AudienceSql
    members: tuple[Member, ...]
    goods: tuple[Goods, ...]
    rule: Mapping[str, Any]
    valid_for: timedelta
    category: str = ""
    natural: float = 0.0
    response: ResponsePrior | None = None
    value: OrderValue | None = None


def segment(situation: Situation, name: str, called: Text) -> Subject:
    """The subject of a card that is about customers rather than goods, called in the shop's own language."""
    return Subject(
        type="segment", id=name, name=called.render("zh" if situation.facts.shop.language == "zh" else "en")
    )


def propose(situation: Situation, kept: Kept, post: Post) -> Finding:
    """The finding, with the audience's own order value, best hour and expected effect."""
    value = post.value or order_value(situation, kept, post.audience)
    posts, _ = earlier_posts(situation, kept)
    timing = choose_timing(situation, kept, post.audience)
    effect = effect_of_post(
        situation, post.detector, post.purpose, members=len(post.members), value=value, posts=posts,
        natural_return=post.natural, response=post.response,
    )  # fmt: skip
    return Finding(
        detector=post.detector,
        purpose=post.purpose,
        subjects=post.subjects,
        headline=post.headline,
        explanation=post.explanation,
        audience_name=post.audience_name,
        audience_rule={"rule": post.detector, "end": situation.end.isoformat(), **post.rule},
        members=post.members,
        goods=post.goods,
        category=post.category,
        timing=timing,
        effect=effect,
        attention=attention_cost(situation.treated(len(post.members)), value.mean),
        dedupe=f"{post.detector}:{post.key}" if post.key else post.detector,
        valid_until=situation.now + post.valid_for,
        receipts=kept.receipts,
    )
