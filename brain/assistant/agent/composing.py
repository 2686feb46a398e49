"""The answer card of a turn: made of the model's checked words, or of the embedded brain's answer when it came to that."""

from __future__ import annotations

from collections.abc import Sequence

from brain.assistant.agent.grounding import Reply
from brain.assistant.agent.turn import Turn
from brain.assistant.tools.base import Bench
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_CLAIMS = 40
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
    cards = turn.answers()
    figures = [card for card in cards if card.receipt is not None]
    base = (figures or cards or [AnswerCard(status="decline", text=said)])[-1]
    return base.model_copy(
        update={
            "text": said,
            "engine": model,
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
        card = found[-1]
    why = Text(msg=WHY.get(code, UNREACHED))
    said = Text(msg=N_("{why} {said}"), args={"why": why, "said": card.text})
    return card.model_copy(update={"text": said, "engine": "embedded"})


def stopped(model: str) -> AnswerCard:
    """What is left of a turn that was stopped."""
    return AnswerCard(status="decline", topic="stopped", text=Text(msg=N_("Stopped.")), engine=model)
