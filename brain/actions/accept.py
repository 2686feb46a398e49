"""Saying yes to a card: an execution is made, or the one that waits is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from brain.actions.channels import require_channel
from brain.actions.commands import Accept
from brain.actions.gate import final_text, require_sendable, subject_names
from brain.actions.links import link_of_card, link_url, make_link
from brain.actions.mend import refuse_uncertain
from brain.actions.send_time import SendTime, send_time
from brain.actions.views import ExecutionView
from brain.actions.work import Work
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import Moment, Text
from brain.kernel.ids import new_id
from brain.ledger.executions import add_execution, execution_of_card
from brain.ledger.photos import collage_at
from brain.ledger.tables import CardRow, ExecutionRow
from cards.alert.model import AlertCard
from cards.model import CardBase, Picture, Variant
from cards.opportunity.model import OpportunityCard
from cards.states import State, check_move


@dataclass(frozen=True)
class _Wish:
    """What is to be sent, after everything the owner did not say was filled in."""

    variant: Variant
    text: str
    channel: str
    when: SendTime
    edits: dict[str, Any]


def accept(work: Work, command: Accept) -> ExecutionView | None:
    """Make the card's execution, or bring the waiting one into line with what is wished now.

    An alert has nothing to send: yes means that the owner saw to it, and there is no execution (None).
    """
    row, found = work.card(command.card)
    if isinstance(found, AlertCard):
        _seen_to(work, command, row, found)
        return None
    card = found
    existing = execution_of_card(work.session, card.id)
    if existing is not None:
        return _again(work, command, row, card, existing)
    _require_open(work, row, card)
    return _first_time(work, command, row, card)


def _seen_to(work: Work, command: Accept, row: CardRow, card: AlertCard) -> None:
    """The owner's own hands did it. Said twice it is said once."""
    if State(row.state) is State.DONE:
        return
    _require_open(work, row, card)
    work.decided(card.id, "accept", reason=command.reason)
    for state in (State.ACCEPTED, State.RUNNING, State.DONE):
        work.move(row, state, command.reason)


def _require_open(work: Work, row: CardRow, card: CardBase) -> None:
    check_move(State(row.state), State.ACCEPTED)
    if card.valid_until <= work.now:
        raise Refused(
            "card_expired",
            Text(
                msg="This card was good until {time}.",
                args={"time": Moment(at=card.valid_until, zone=work.quiet.zone)},
            ),
            Text(msg="Look at today's cards: they rest on newer figures."),
        )


def _first_time(work: Work, command: Accept, row: CardRow, card: OpportunityCard) -> ExecutionView:
    code = link_of_card(work.session, card.id) or make_link(
        work.session, work.shop, card.id, card.proposal.link_target, work.now
    )
    wish = _wish(work, command, card, code)
    decision = work.decided(card.id, "accept", wish.edits, command.reason)
    state = State.ACCEPTED if wish.when.at_once else State.SCHEDULED
    execution = ExecutionRow(
        id=new_id("exe", work.now),
        card=card.id,
        decision=decision,
        shop=work.shop,
        state=state.value,
        due_at=wish.when.due_at,
        channel=wish.channel,
        voice=wish.variant.voice,
        text=wish.text,
        picture=wish.variant.picture,
        segment=card.proposal.audience.segment,
        link=code,
        attempts=0,
    )
    add_execution(work.session, execution)
    work.move(row, State.ACCEPTED, command.reason)
    if state is State.SCHEDULED:
        work.move(row, State.SCHEDULED)
    return work.view(execution, wish.when.note)


def _again(
    work: Work, command: Accept, row: CardRow, card: OpportunityCard, execution: ExecutionRow
) -> ExecutionView:
    """A second yes: the same changes nothing; another one changes what has not gone out yet."""
    if _says_nothing_new(work, command, card, execution):
        return work.view(execution)
    check_move(State(row.state), State.SCHEDULED)
    refuse_uncertain(execution)
    wish = _wish(work, command, card, execution.link, execution)
    work.decided(card.id, "change", wish.edits, command.reason)
    execution.state = State.SCHEDULED.value
    execution.due_at = wish.when.due_at
    execution.channel = wish.channel
    execution.voice = wish.variant.voice
    execution.text = wish.text
    execution.picture = wish.variant.picture
    execution.error = None
    work.move(row, State.SCHEDULED, command.reason)
    return work.view(execution, wish.when.note)


def _says_nothing_new(work: Work, command: Accept, card: OpportunityCard, execution: ExecutionRow) -> bool:
    if execution.state in (State.FAILED.value, State.CANCELLED.value):
        return False
    link = link_url(work.settings, execution.link)
    voice = None if command.variant is None else _variant(card, command.variant).voice
    asked = (
        (voice, execution.voice),
        (command.picture, _picture_of(work, execution)),
        (command.text and final_text(command.text, link), execution.text),
        (command.channel, execution.channel),
    )
    if any(wanted is not None and wanted != current for wanted, current in asked):
        return False
    if command.at is not None and not _same_time(command.at, execution):
        return False
    if execution.state != State.SCHEDULED.value or command.at is not None:
        return True
    # "Now" on something scheduled is new, unless now means the very morning that it waits for.
    return send_time(None, work.now, work.quiet).due_at == execution.due_at


def _same_time(at: datetime, execution: ExecutionRow) -> bool:
    if at.tzinfo is None:
        return False
    # A time that meant "now" was stored as the moment of the click, a little later than what was picked.
    sent_at_once = execution.state != State.SCHEDULED.value and at <= execution.due_at
    return at == execution.due_at or sent_at_once


def _wish(
    work: Work, command: Accept, card: OpportunityCard, code: str, before: ExecutionRow | None = None
) -> _Wish:
    """Fill in what was not said from the card, or from the execution that is being changed; check all of it."""
    keep = before if before is not None and command.variant is None else None
    variant = (
        Variant.model_validate({"voice": keep.voice, "text": keep.text, "picture": keep.picture})
        if keep
        else _variant(card, command.variant if command.variant is not None else card.proposal.chosen)
    )
    variant = _with_picture(work, command, card, variant, before)
    words = variant.text if command.text is None else command.text
    require_sendable(words, subject_names(card))
    channel = command.channel or (before.channel if before else card.proposal.channel)
    require_channel(channel, work.settings)
    when = send_time(command.at, work.now, work.quiet)
    edits: dict[str, Any] = {
        "variant": command.variant,
        "text": command.text,
        "at": command.at.isoformat() if command.at else None,
        "channel": command.channel,
        "picture": command.picture,
    }
    return _Wish(
        variant=variant,
        text=final_text(words, link_url(work.settings, code)),
        channel=channel,
        when=when,
        edits={name: value for name, value in edits.items() if value is not None},
    )


def _with_picture(
    work: Work, command: Accept, card: OpportunityCard, variant: Variant, before: ExecutionRow | None
) -> Variant:
    """The voice with the picture that is to go with it: as said now, else as before, else as the card has it."""
    if command.picture is None and before is not None and variant.voice == before.voice:
        return variant.model_copy(update={"picture": before.picture})
    wanted = command.picture or (_picture_of(work, before) if before else card.proposal.picture)
    mine = next((one for one in card.proposal.variants if one.voice == variant.voice), variant)
    if command.picture == "photos" and not mine.photos:
        raise OwnerError(
            "no_photos",
            Text(msg="This card has no picture of customers' photos."),
            Text(msg="Bring photos of its products under Data, with the customers' consent."),
        )
    picture = mine.photos if wanted == "photos" and mine.photos else mine.picture
    return variant.model_copy(update={"picture": picture})


def _picture_of(work: Work, execution: ExecutionRow) -> Picture:
    return "poster" if collage_at(work.session, execution.picture) is None else "photos"


def _variant(card: OpportunityCard, number: int) -> Variant:
    count = len(card.proposal.variants)
    if not 0 <= number < count:
        raise OwnerError(
            "no_variant",
            Text(msg="There is no version {number}.", args={"number": str(number)}),
            Text(msg="This card has versions 0 to {last}.", args={"last": str(count - 1)}),
        )
    return card.proposal.variants[number]
