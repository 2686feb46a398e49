"""Puts a card in front of the owner to be confirmed. It never executes anything: only the owner's own click does."""

from __future__ import annotations

from pydantic import Field

from brain.assistant.tools.base import Arguments, Bench, Stated, Tool, ToolResult, nearest
from brain.kernel.evidence import count_claim
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard
from cards.kinds import sendable


class ProposeAction(Arguments):
    """The id of one of today's open cards."""

    card: str = Field(min_length=1, max_length=80)


def propose_action(bench: Bench, given: ProposeAction) -> ToolResult:
    """The card to confirm; the turn ends with it. Nothing is written, scheduled or sent here."""
    known = {card.id: card for card in sendable(bench.open_cards())}
    if given.card not in known:
        raise nearest("card", given.card, list(known))
    card = known[given.card]
    said = Text(
        msg=N_("{headline}: ready to be confirmed on its card. Nothing has been sent or scheduled."),
        args={"headline": card.headline},
    )
    shown = AnswerCard(status="answer", topic="execute", text=said, cards=(card.id,))
    return ToolResult(
        content={"awaiting_confirmation": card.id},
        guidance="Say that nothing has been done yet: the owner confirms on the card.",
        stated=(Stated(count_claim(card.proposal.audience.size, card.id)),),
        names=tuple(subject.name for subject in card.subjects),
        card=shown,
        ends=True,
    )


PROPOSE_ACTION = Tool(
    name="propose_action",
    description={
        "zh": "店主想执行某张卡片时，把它摆出来等店主点确认。这一步不会执行、不会发送。",
        "en": "When the owner wants a card done, put it forward to be confirmed. This never executes or sends anything.",
    },
    arguments=ProposeAction,
    run=propose_action,
    step=N_("Preparing the card to confirm"),
)
