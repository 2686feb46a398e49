"""Saying no, later, or no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from brain.actions.commands import Cancel, Dismiss, Snooze
from brain.actions.views import ExecutionView
from brain.actions.work import Work
from brain.kernel.errors import Refused
from brain.kernel.i18n import Moment, Text
from brain.ledger.executions import execution_of_card
from cards.model import CardBase
from cards.states import State


def dismiss(work: Work, command: Dismiss) -> ExecutionView | None:
    """No. The reason is kept for the review."""
    row, card = work.card(command.card)
    if State(row.state) is not State.DISMISSED:
        work.move(row, State.DISMISSED, command.reason)
        work.decided(card.id, "dismiss", reason=command.reason)
    return None


def snooze(work: Work, command: Snooze) -> ExecutionView | None:
    """Later: the card sleeps until then. Snoozing a sleeping card moves its waking."""
    row, card = work.card(command.card)
    until = _wake_time(work, command, card)
    if State(row.state) is State.SNOOZED and row.wake_at == until:
        return None
    if State(row.state) is not State.SNOOZED:
        work.move(row, State.SNOOZED, command.reason)
    row.wake_at = until
    work.decided(card.id, "snooze", {"until": until.isoformat()}, command.reason)
    return None


def cancel(work: Work, command: Cancel) -> ExecutionView | None:
    """Take back what has not gone out. Raises Refused once it runs or is out."""
    row, card = work.card(command.card)
    execution = execution_of_card(work.session, card.id)
    if State(row.state) is not State.CANCELLED:
        work.move(row, State.CANCELLED, command.reason)
        work.decided(card.id, "cancel", reason=command.reason)
        if execution is not None:
            execution.state = State.CANCELLED.value
            execution.finished_at = work.now
    return work.view(execution) if execution is not None else None


def _wake_time(work: Work, command: Snooze, card: CardBase) -> datetime:
    if command.until is None:
        tomorrow = work.quiet.next_allowed(work.now + timedelta(days=1))
        halfway = work.now + (card.valid_until - work.now) / 2
        return tomorrow if tomorrow < card.valid_until else max(halfway, work.now)
    until = command.until.astimezone(UTC)
    if until <= work.now:
        raise Refused(
            "time_past",
            Text(
                msg="{time} is already past.",
                args={"time": Moment(at=until, zone=work.quiet.zone, year=True)},
            ),
            Text(msg="Pick a later time."),
        )
    if until >= card.valid_until:
        raise Refused(
            "card_expired",
            Text(
                msg="This card is only good until {time}.",
                args={"time": Moment(at=card.valid_until, zone=work.quiet.zone)},
            ),
            Text(msg="Put it off for less long, or say no to it."),
        )
    return until
