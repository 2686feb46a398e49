"""The end of a task: a card that waits for the owner's yes. Nothing is executed here; deciding, sending and undoing it go the
same way as with any other card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import structlog

from brain.actions.links import link_of_card, link_url, make_link
from brain.assistant.specialists.audience import Whom, whom
from brain.assistant.specialists.base import (
    Analysis,
    Choice,
    Confirmed,
    Made,
    Proposed,
    Review,
    Room,
    Schedule,
    Specialist,
    Work,
    Writing,
)
from brain.assistant.specialists.writer import brief_of
from brain.content.drafting import LINK
from brain.content.posters import make_poster, poster_spec
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Filter, Period, Query
from brain.kernel.i18n import N_, Moment, Text
from brain.kernel.ids import new_id, stable_id
from brain.ledger.segments import split_arms
from brain.opportunities.audience import order_value
from brain.opportunities.base import Situation
from brain.opportunities.expectation import effect_of_post, effect_on_channel
from brain.opportunities.keeping import Kept
from brain.opportunities.ranking import attention_cost
from brain.opportunities.timing import earlier_posts
from cards.answer.model import AnswerCard
from cards.model import (
    Audience,
    Confidence,
    Effect,
    EvidenceRow,
    Explanation,
    Proposal,
    Subject,
    Variant,
)
from cards.opportunity.model import OpportunityCard

DETECTOR = "task"
OPEN_FOR = timedelta(hours=12)
"""How long after its time a card may still be said yes to."""
SURE = 0.5
"""A wish of the owner's is no finding: half sure, whatever it is about."""

log = structlog.get_logger(__name__)


def propose(room: Room, work: Work) -> Made:
    """The card: goods, audience with its control group, texts with posters, time, and what it is expected to bring."""
    kept = Kept(room.facts)
    situation = room.situation()
    choice, schedule = work.needed("chooser", Choice), work.needed("planner", Schedule)
    people = whom(room, choice, situation, kept)
    card_id = stable_id("card", work.task, str(work.state.cards_proposed))
    arms = split_arms(people.keys, room.settings.holdout_share, card_id)
    treated = sum(arm == "treated" for arm in arms.values())
    effect, attention = _effect(room, situation, kept, choice, people)
    code = _link(room, card_id)
    card = OpportunityCard(
        id=card_id,
        shop=room.facts.shop.id,
        detector=DETECTOR,
        subjects=_subjects(choice),
        headline=_headline(choice, schedule, room),
        made_at=room.now,
        valid_until=schedule.at + OPEN_FOR,
        rank=float(effect.mid * Decimal(str(SURE)) - attention),
        explanation=_explanation(work, choice, effect),
        effect=effect,
        proposal=Proposal(
            subjects=tuple(Subject(type="product", id=one.product_id, name=one.name) for one in choice.goods),
            audience=Audience(
                segment=new_id("seg", room.now) if arms else "",
                name=people.name,
                size=len(arms),
                treated=treated,
                holdout=len(arms) - treated,
            ),
            variants=_variants(room, work, choice, card_id, code),
            chosen=work.needed("writer", Writing).chosen,
            at=schedule.at,
            at_why=schedule.why,
            link=code,
        ),
    )
    said = Text(
        msg=N_("Ready: {headline} Nothing has been sent: it waits for your yes."),
        args={"headline": card.headline},
    )
    shown = AnswerCard(status="answer", topic="confirm", text=said, cards=(card_id,))
    proposed = Proposed(card, arms, people.rule, dedupe=f"{DETECTOR}:{work.task}")
    return Made(Confirmed(card=card_id), shown, kept.receipts, proposed)


def _subjects(choice: Choice) -> tuple[Subject, ...]:
    found = [Subject(type="product", id=one.product_id, name=one.name) for one in choice.goods]
    if choice.category:
        found = [Subject(type="category", id=choice.category, name=choice.category)]
    if choice.group:
        found.append(Subject(type="group", id=choice.group, name=choice.group))
    return tuple(found)


def _headline(choice: Choice, schedule: Schedule, room: Room) -> Text:
    return Text(
        msg=N_("Promote {goods}, {time}."),
        args={
            "goods": " / ".join(one.name for one in choice.goods) or choice.category,
            "time": Moment(at=schedule.at, zone=room.facts.shop.zone),
        },
    )


def _explanation(work: Work, choice: Choice, effect: Effect) -> Explanation:
    review = work.needed("reviewer", Review)
    warned = [one.text for one in review.checks if one.verdict == "warn"]
    asked = EvidenceRow(text=Text(msg=N_("You asked: {words}"), args={"words": work.message}))
    analysed = [
        EvidenceRow(text=step.card.text, claims=tuple(step.card.text.claims()))
        for step in work.state.steps
        if step.job == "analyst" and step.card is not None and work.found("analyst", Analysis) is not None
    ]
    checked = [EvidenceRow(text=one.text, claims=tuple(one.text.claims())) for one in review.checks]
    doubt = Text(
        msg=N_("Part of the orders that it brings would have come anyway; the control group will tell.")
    )
    return Explanation(
        why_now=choice.why,
        evidence=(asked, *analysed, *checked),
        method=Text(
            msg=N_(
                "Your task, step by step: figures, choice, texts, time, checks. Each step can be looked at and changed."
            )
        ),
        confidence=Confidence(value=SURE, rests_on=effect.basis),
        strongest_doubt=warned[0] if warned else doubt,
        would_change=Text(
            msg=N_("Stock that runs out, or another message to the same customers, would change it.")
        ),
    )


def _effect(
    room: Room, situation: Situation, kept: Kept, choice: Choice, people: Whom
) -> tuple[Effect, Decimal]:
    """What a post to these people is expected to bring, and what it costs in goodwill."""
    if not people.keys:
        return effect_on_channel(situation, _weekly(room, choice, situation)), Decimal(0)
    value = order_value(situation, kept, people.sql)
    posts, _ = earlier_posts(situation, kept)
    effect = effect_of_post(situation, DETECTOR, "rising", members=len(people.keys), value=value, posts=posts)
    return effect, attention_cost(situation.treated(len(people.keys)), value.mean)


def _weekly(room: Room, choice: Choice, situation: Situation) -> float:
    """Net sales of what is promoted in the last seven days, in the shop's currency."""
    given = (
        Filter(dimension="category", values=(choice.category,))
        if choice.category
        else Filter(dimension="product", op="in", values=tuple(one.name for one in choice.goods))
    )
    week = Period(start=situation.days_before(7), end=situation.end)
    found = room.facts.ask(Query(metrics=("net_sales",), filters=(given,), period=week)).rows[0][0]
    return max(float(found or 0), 0.0)


def _link(room: Room, card_id: str) -> str:
    with room.ledger.session() as session:
        return link_of_card(session, card_id) or make_link(session, room.facts.shop.id, card_id, "", room.now)


def _variants(room: Room, work: Work, choice: Choice, card_id: str, code: str) -> tuple[Variant, ...]:
    url = link_url(room.settings, code)
    writing = work.needed("writer", Writing)
    pictures = dict(_posters(room, choice, writing, card_id, url))
    return tuple(
        Variant(voice=one.voice, text=one.text.replace(LINK, url), picture=pictures.get(one.voice, ""))
        for one in writing.texts
    )


def _posters(
    room: Room, choice: Choice, writing: Writing, card_id: str, url: str
) -> Iterator[tuple[str, str]]:
    """A poster a voice; one that cannot be drawn (no font here) is left out, the words still go."""
    brief = brief_of(room, choice)
    for one in writing.texts:
        relative = Path("posters") / room.facts.shop.id / f"{card_id}-{one.voice}.png"
        try:
            make_poster(poster_spec(brief, one.voice, url, seed=writing.seed), room.settings.home / relative)
        except OwnerError as error:
            log.warning("poster not drawn", card=card_id, code=error.code)
            return
        yield one.voice, relative.as_posix()


CONFIRMATION = Specialist(
    job="confirmation",
    does=N_("you say yes, change it, or drop it; nothing is sent before"),
    run=propose,
)
