"""After a restore: posts that were on their way when the backup was made may have gone out since."""

from __future__ import annotations

from sqlalchemy import select

from brain.actions.mend import UNCERTAIN
from brain.actions.views import stored_error
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.ledger.attempts import finish_attempts
from brain.ledger.cards import card_row, move_card
from brain.ledger.tables import ExecutionRow
from brain.parts import Parts
from cards.states import State

WAITING = (State.ACCEPTED.value, State.SCHEDULED.value)
WHO = "restore"


def hold_posts(parts: Parts) -> int:
    """Ask about every post that was due between the backup and now, instead of sending it a second time; how many."""
    now = parts.clock.now()
    with parts.ledger.session() as session:
        rows = session.scalars(
            select(ExecutionRow).where(
                (ExecutionRow.state == State.RUNNING.value)
                | (ExecutionRow.state.in_(WAITING) & (ExecutionRow.due_at <= now))
            )
        ).all()
        for row in rows:
            card = card_row(session, row.shop, row.card)
            if row.state != State.RUNNING.value:
                move_card(session, card, State.RUNNING, who=WHO, at=now, why="restored")
            finish_attempts(session, row.id, UNCERTAIN, now)
            row.state, row.error, row.finished_at = State.FAILED.value, stored_error(_maybe_out()), now
            move_card(session, card, State.FAILED, who=WHO, at=now, why=UNCERTAIN)
        return len(rows)


def _maybe_out() -> OwnerError:
    return OwnerError(
        UNCERTAIN,
        Text(msg="The data was restored from a backup: this post may have gone out since then."),
        Text(msg="Look there and say whether it arrived. It is not sent again before that."),
    )
