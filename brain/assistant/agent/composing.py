"""The answer card of a turn: made of the model's checked words, or of the embedded brain's answer when it came to that."""

from __future__ import annotations

from collections.abc import Sequence

from brain.assistant.agent.grounding import Reply
from brain.assistant.agent.turn import Turn
from brain.assistant.answering.base import Asking
from brain.assistant.answering.in_force import chips_in_force
from brain.assistant.tools.base import Bench
from brain.kernel.evidence import Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_CLAIMS = 40
ASKED = frozenset({"figure", "why"})
"""Kinds of looked-up answers whose query is what was asked."""
WHY: dict[str, str] = {
    "capped": N_("Today's limit for the language model is reached, so this was worked out without it."),
    "ungrounded": N_(
        "What the language model wrote did not agree with the data, so this was worked out without it."
    ),
    "broken": N_("The language model could not use the shop's tools, so this was worked out without it."),
    "steps": N_("The language model did not come to an end, so this was worked out without it."),
    "timeout": N_("The language model took too long, so this was worked out without it."),
}
UNREACHED = N_("The language model did not answer, so this was worked out without it.")


def answered(turn: Turn, reply: Reply, model: str) -> AnswerCard:
    """The model's words with the claims that they rest on, and the table of the last figures behind them."""
    claims = [one.claim for one in reply.used()][:MOST_CLAIMS]
    said = Text(
        msg="{words}",
        args={"words": reply.text, **{f"claim{number}": claim for number, claim in enumerate(claims)}},
    )
    cards = [_with_chips(turn, card) for card in turn.answers()]
    figures = [card for card in cards if card.receipt is not None]
    base = (figures or cards or [AnswerCard(status="decline", text=said)])[-1]
    return base.model_copy(
        update={
            "text": said,
            "engine": model,
            "chips": chips_in_force(
                _asking(turn), [query for query in map(_query_of, figures) if query is not None]
            ),
            # Several lookups stand behind the words: each keeps its own table and receipt.
            "parts": tuple(figures) if len(figures) > 1 else (),
            "cards": tuple(dict.fromkeys(card_id for card in cards for card_id in card.cards)),
            "drafts": tuple(dict.fromkeys(draft for card in cards for draft in card.drafts)),
        }
    )


def without_model(bench: Bench, turn: Turn, question: str, context: Sequence[str], code: str) -> AnswerCard:
    """The embedded brain's answer, or, where it has none, the figures that were looked up; and why it is not the model's."""
    card = bench.embedded(question, context)
    found = [one for one in turn.answers() if one.receipt is not None]
    if card.status != "answer" and found:
        card = _with_chips(turn, found[-1])
    why = Text(msg=WHY.get(code, UNREACHED))
    said = Text(msg=N_("{why} {said}"), args={"why": why, "said": card.text})
    return card.model_copy(update={"text": said, "engine": "embedded"})


def _with_chips(turn: Turn, card: AnswerCard) -> AnswerCard:
    """A looked-up card with the parts of its own query."""
    query = _query_of(card)
    return card.model_copy(update={"chips": chips_in_force(_asking(turn), [query])}) if query else card


def _query_of(card: AnswerCard) -> Query | None:
    """The query that a question could have asked; a forecast's is about the past that it was made from."""
    return card.query if card.topic in ASKED else None


def _asking(turn: Turn) -> Asking:
    return Asking(turn.bench.facts, turn.lang, turn.bench.names)


def stopped(model: str) -> AnswerCard:
    """What is left of a turn that was stopped."""
    return AnswerCard(status="decline", topic="stopped", text=Text(msg=N_("Stopped.")), engine=model)
