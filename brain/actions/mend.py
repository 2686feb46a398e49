"""After a failure: try again, or answer whether it arrived."""

from __future__ import annotations

from brain.actions.commands import ResolveUncertain, Retry
from brain.actions.gate import require_sendable, subject_names
from brain.actions.posting import record_sent
from brain.actions.send_time import SendTime, send_time
from brain.actions.views import ExecutionView
from brain.actions.work import Work
from brain.kernel.errors import Refused
from brain.kernel.i18n import Text
from brain.ledger.tables import ExecutionRow
from cards.states import State, check_move

UNCERTAIN = "uncertain"


def is_uncertain(execution: ExecutionRow) -> bool:
    """Whether nobody knows if this post arrived."""
    return execution.state == State.FAILED.value and (execution.error or {}).get("code") == UNCERTAIN


def refuse_uncertain(execution: ExecutionRow) -> None:
    """Raise Refused while it is open whether the post arrived: sending again could reach customers twice."""
    if is_uncertain(execution):
        raise Refused(
            UNCERTAIN,
            Text(msg="It is not known whether this post arrived."),
            Text(msg="Look in the channel first, then say whether it arrived."),
        )


def retry(work: Work, command: Retry) -> ExecutionView:
    """Send a failed execution again, now or when the quiet hours end."""
    execution = work.execution(command.execution)
    if State(execution.state) in (State.ACCEPTED, State.SCHEDULED, State.RUNNING, State.DONE):
        return work.view(execution)
    refuse_uncertain(execution)
    return _send_again(work, execution, "retry")


def resolve_uncertain(work: Work, command: ResolveUncertain) -> ExecutionView:
    """It arrived: the post is recorded and the card is done. It did not: it is sent again."""
    execution = work.execution(command.execution)
    if not is_uncertain(execution):
        already = State(execution.state) in (
            (State.DONE, State.REVIEWED) if command.arrived else (State.SCHEDULED, State.RUNNING)
        )
        if already:
            return work.view(execution)
        raise Refused(
            "not_uncertain",
            Text(msg="Nothing is open about this post."),
            Text(msg="Open the card again to see what can be done with it now."),
        )
    if not command.arrived:
        return _send_again(work, execution, "resend")
    _, card = work.opportunity(execution.card)
    work.decided(card.id, "arrived")
    record_sent(
        work.session, execution, work.settings, card.proposal.audience.treated, work.now, who=work.who
    )
    return work.view(execution)


def _send_again(work: Work, execution: ExecutionRow, what: str) -> ExecutionView:
    row, card = work.opportunity(execution.card)
    check_move(State(row.state), State.SCHEDULED)
    require_sendable(execution.text, subject_names(card))
    when: SendTime = send_time(None, work.now, work.quiet)
    work.decided(card.id, what)
    execution.state = State.SCHEDULED.value
    execution.due_at = when.due_at
    execution.error = None
    execution.finished_at = None
    work.move(row, State.SCHEDULED, what)
    return work.view(execution, when.note)
