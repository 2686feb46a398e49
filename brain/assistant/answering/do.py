"""Something is to be done: the answer leads to a confirmation and never does it by itself."""

from __future__ import annotations

from brain.assistant.answering.advise import advise
from brain.assistant.answering.base import Asked, Asking, decline
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard
from cards.kinds import sendable


def propose(asking: Asking, asked: Asked) -> AnswerCard:
    """The card whose yes would do it. Nothing leaves the shop from a sentence in the conversation."""
    cards = sendable(asking.host.cards()) if asking.host.cards is not None else []
    if not cards:
        said = Text(
            msg=N_("There is no card that could be sent. Ask for a text first, or refresh today's cards.")
        )
        return decline(asking, said, topic="do")
    found = advise(asking, asked)
    said = Text(
        msg=N_("{cards} Nothing was sent: choose the time and say yes on the card, and it goes out."),
        args={"cards": found.text},
    )
    return found.model_copy(update={"text": said, "topic": "do"})
