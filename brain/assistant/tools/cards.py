"""Today's opportunity cards, for questions about what to do."""

from __future__ import annotations

from pydantic import Field

from brain.assistant.tools.base import Arguments, Bench, Stated, Tool, ToolResult, words_of
from brain.kernel.evidence import Claim, count_claim
from brain.kernel.i18n import N_, Text
from cards.alert.model import AlertCard
from cards.answer.model import AnswerCard
from cards.kinds import AnyCard
from cards.opportunity.model import OpportunityCard


class Cards(Arguments):
    """How many of today's cards to look at, best first."""

    limit: int = Field(default=3, ge=1, le=10)


def cards(bench: Bench, given: Cards) -> ToolResult:
    """The cards with headline, reasons, audience size and expected effect; what they state may be repeated."""
    shown = list(bench.open_cards())[: given.limit]
    said = Text(msg=N_("There is nothing to do today that the data would support."))
    if shown:
        said = Text(msg=N_("{count} cards are waiting."), args={"count": count_claim(len(shown), "cards")})
    return ToolResult(
        content={"cards": [_told(card, bench.lang) for card in shown]},
        guidance="Name the cards by their headline. An expected effect is a range with its basis, never a promise. "
        "To do what a card proposes, call propose_action with its id.",
        stated=tuple(one for card in shown for one in _stated(card)),
        names=tuple(name for card in shown for name in _names(card, bench.lang)),
        card=AnswerCard(status="answer", topic="todo", text=said, cards=tuple(card.id for card in shown)),
    )


def _told(card: AnyCard, lang: str) -> dict[str, object]:
    return {
        "id": card.id,
        "headline": words_of(card.headline, lang),
        "why": [words_of(card.explanation.why_now, lang)]
        + [words_of(row.text, lang) for row in card.explanation.evidence],
        **_what_to_do(card, lang),
        "expected": {
            "metric": card.effect.metric,
            "low": str(card.effect.low),
            "high": str(card.effect.high),
            "currency": card.effect.currency,
            "days": card.effect.days,
            "basis": words_of(card.effect.basis, lang),
        },
    }


def _what_to_do(card: AnyCard, lang: str) -> dict[str, object]:
    """How many people it goes to, or what the owner's own hands do."""
    if isinstance(card, OpportunityCard):
        return {"audience": card.proposal.audience.size}
    return {"steps": [words_of(step, lang) for step in card.steps]}


def _stated(card: AnyCard) -> list[Stated]:
    """Every claim of a card, its audience and its range."""
    texts = [card.headline, card.explanation.why_now, card.effect.basis]
    texts += [row.text for row in card.explanation.evidence]
    texts += card.steps if isinstance(card, AlertCard) else ()
    claims = [claim for text in texts for claim in text.claims()]
    claims += [claim for row in card.explanation.evidence for claim in row.claims]
    claims += [
        Claim(value=amount, unit="money", currency=card.effect.currency, receipt=card.id)
        for amount in (card.effect.low, card.effect.mid, card.effect.high)
    ]
    claims.append(count_claim(card.effect.days, card.id))
    if isinstance(card, OpportunityCard):
        claims.append(count_claim(card.proposal.audience.size, card.id))
    return [Stated(claim) for claim in claims]


def _names(card: AnyCard, lang: str) -> list[str]:
    """What a reply may call by name: subjects, the audience, the headline itself."""
    named = [*(subject.name for subject in card.subjects), words_of(card.headline, lang)]
    if isinstance(card, OpportunityCard):
        named += [subject.name for subject in card.proposal.subjects]
        named.append(words_of(card.proposal.audience.name, lang))
    return named


CARDS = Tool(
    name="cards",
    description={
        "zh": "查看今天的机会卡片（该做什么、为什么、预计效果）。店主问“该做什么”“有什么活动”时用。",
        "en": "Look at today's opportunity cards: what to do, why, and the expected effect. For questions about what to do.",
    },
    arguments=Cards,
    run=cards,
    step=N_("Looking at today's cards"),
)
