"""Changing the words of a card, and of the execution that waits with them."""

from __future__ import annotations

from brain.actions.commands import EditText
from brain.actions.gate import final_text, require_sendable, subject_names
from brain.actions.links import link_url
from brain.actions.views import ExecutionView
from brain.actions.work import Work
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import Text
from brain.ledger.cards import replace_card
from brain.ledger.executions import execution_of_card
from brain.ledger.tables import ExecutionRow
from cards.opportunity.model import OpportunityCard
from cards.states import STATE_WORDS, State

EDITABLE = frozenset({State.PROPOSED, State.SNOOZED, State.ACCEPTED, State.SCHEDULED, State.FAILED})


def edit_text(work: Work, command: EditText) -> ExecutionView | None:
    """Replace one version's words on the card; a waiting execution in the same voice takes them too."""
    row, card = work.opportunity(command.card)
    state = State(row.state)
    if state not in EDITABLE:
        raise Refused(
            "too_late",
            Text(
                msg="This card is {old}: its text can no longer be changed.",
                args={"old": Text(msg=STATE_WORDS[state])},
            ),
            Text(msg="Open the card again to see what can be done with it now."),
        )
    number = card.proposal.chosen if command.variant is None else command.variant
    require_sendable(command.text, subject_names(card))
    edited = _with_text(card, number, command.text)
    replace_card(work.session, edited)
    work.decided(card.id, "edit", {"variant": number, "text": command.text})
    work.note("card.edited", card.id, {"variant": number, "text": command.text})
    execution = execution_of_card(work.session, card.id)
    if execution is None:
        return None
    _take_over(work, execution, edited, number)
    return work.view(execution)


def _with_text(card: OpportunityCard, number: int, text: str) -> OpportunityCard:
    variants = list(card.proposal.variants)
    if not 0 <= number < len(variants):
        raise OwnerError(
            "no_variant",
            Text(msg="There is no version {number}.", args={"number": str(number)}),
            Text(msg="This card has versions 0 to {last}.", args={"last": str(len(variants) - 1)}),
        )
    variants[number] = variants[number].model_copy(update={"text": text})
    proposal = card.proposal.model_copy(update={"variants": tuple(variants), "chosen": number})
    return card.model_copy(update={"proposal": proposal})


def _take_over(work: Work, execution: ExecutionRow, card: OpportunityCard, number: int) -> None:
    variant = card.proposal.variants[number]
    if execution.voice == variant.voice:
        execution.text = final_text(variant.text, link_url(work.settings, execution.link))
