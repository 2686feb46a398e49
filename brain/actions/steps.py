"""The steps of sending a post. The durable engine may run any of them again after a crash, so each one first reads in
the ledger how far it got before; what it writes, it writes in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, TypedDict

import structlog
from sqlalchemy.orm import Session

from brain.actions.channels import Channel, Message, SendFailed, SendUncertain, open_channel
from brain.actions.gate import Blocked, require_sendable, subject_names
from brain.actions.links import link_url
from brain.actions.posting import record_sent
from brain.actions.quiet import QuietHours
from brain.actions.views import stored_error
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.attempts import finish_attempts, start_attempt, unfinished_attempt
from brain.ledger.cards import card_row, get_opportunity, move_card
from brain.ledger.executions import get_execution
from brain.ledger.photos import may_go
from brain.ledger.store import Ledger
from brain.ledger.tables import ExecutionRow
from cards.states import State

WHO = "executor"
log = structlog.get_logger(__name__)


class Delivery(TypedDict):
    """How one try ended: out; to be tried again (with the error so far); or settled otherwise."""

    outcome: Literal["sent", "again", "settled"]
    error: dict[str, Any] | None


class SendSteps:
    """The steps over one ledger. `zone_of` gives a shop's IANA zone."""

    def __init__(
        self, ledger: Ledger, settings: Settings, clock: Clock, zone_of: Callable[[str], str]
    ) -> None:
        self.ledger = ledger
        self._settings = settings
        self._clock = clock
        self._zone_of = zone_of

    def begin(self, execution_id: str, number: int) -> bool:
        """Mark the execution running in its `number`-th round and check its words again; whether to go on.

        Not, when it was cancelled or moved since it was handed over. Words that the gate blocks by now (the rules grow)
        fail it here.
        """
        with self.ledger.session() as session:
            row = get_execution(session, execution_id)
            if row.state == State.RUNNING.value:
                return row.attempts == number
            waiting = row.state in (State.ACCEPTED.value, State.SCHEDULED.value)
            if not waiting or row.due_at > self._clock.now() or row.attempts >= number:
                return False
            row.state, row.attempts, row.started_at = State.RUNNING.value, number, self._clock.now()
            self._move(session, row, State.RUNNING)
            return self._words_may_go(session, row)

    def deliver(self, execution_id: str) -> Delivery:
        """One try: written down, made, and its end written down with the post that it became."""
        with self.ledger.session() as session:
            row = get_execution(session, execution_id)
            if row.state != State.RUNNING.value:
                return Delivery(outcome="settled", error=None)
            prepared = self._prepare(session, row)
        if prepared is None:
            return Delivery(outcome="settled", error=None)
        channel, message = prepared
        try:
            sent = channel.send(message)
        except SendUncertain as error:
            return self._lost(execution_id, error)
        except SendFailed as error:
            return self._not_taken(execution_id, error)
        with self.ledger.session() as session:
            record_sent(
                session,
                get_execution(session, execution_id),
                self._settings,
                sent.reached,
                self._clock.now(),
                who=WHO,
            )
        return Delivery(outcome="sent", error=None)

    def give_up(self, execution_id: str, error: dict[str, Any]) -> None:
        """The tries are used up: the execution fails with the last error."""
        with self.ledger.session() as session:
            self._fail(session, get_execution(session, execution_id), error)

    def settle_broken(self, execution_id: str) -> None:
        """Fail a running execution whose workflow is gone: uncertain where a try was open, plainly failed elsewhere."""
        with self.ledger.session() as session:
            row = get_execution(session, execution_id)
            if row.state != State.RUNNING.value:
                return
            if unfinished_attempt(session, row.id) is not None:
                channel = open_channel(row.channel, self._settings, self.ledger, self._clock)
                if not channel.repeatable:
                    self._uncertain(session, row)
                    return
            self._fail(session, row, stored_error(_interrupted()))

    def _words_may_go(self, session: Session, row: ExecutionRow) -> bool:
        names = subject_names(get_opportunity(session, row.shop, row.card))
        try:
            require_sendable(row.text, names)
        except Blocked as blocked:
            self._fail(session, row, stored_error(blocked))
            return False
        return True

    def _prepare(self, session: Session, row: ExecutionRow) -> tuple[Channel, Message] | None:
        """Open the channel and the try; None when the execution was settled instead."""
        try:
            channel = open_channel(row.channel, self._settings, self.ledger, self._clock)
        except OwnerError as error:
            self._fail(session, row, stored_error(error))
            return None
        if unfinished_attempt(session, row.id) is None:
            if self._hold_for_the_night(session, row):
                return None
            start_attempt(session, row.id, row.channel, self._clock.now())
        elif not channel.repeatable:
            # A try was open when the process died: sending again could reach customers twice.
            self._uncertain(session, row)
            return None
        return channel, self._message(session, row)

    def _message(self, session: Session, row: ExecutionRow) -> Message:
        card = get_opportunity(session, row.shop, row.card)
        if not may_go(session, row.picture):
            # A customer took the consent back since the yes: the drawn poster goes instead.
            row.picture = next((v.picture for v in card.proposal.variants if v.voice == row.voice), "")
        picture = self._settings.home / row.picture if row.picture else None
        return Message(
            execution=row.id,
            text=row.text,
            picture=picture if picture and picture.is_file() else None,
            link=link_url(self._settings, row.link),
            recipients=card.proposal.audience.treated,
            idempotency_key=row.id,
        )

    def _hold_for_the_night(self, session: Session, row: ExecutionRow) -> bool:
        """A send that is taken up again in the quiet hours waits for their end."""
        quiet = QuietHours.of(self._settings, self._zone_of(row.shop))
        now = self._clock.now()
        if not quiet.covers(now):
            return False
        self._move(session, row, State.FAILED, "quiet hours")
        self._move(session, row, State.SCHEDULED, "quiet hours")
        row.state, row.due_at = State.SCHEDULED.value, quiet.next_allowed(now)
        return True

    def _lost(self, execution_id: str, error: SendUncertain) -> Delivery:
        with self.ledger.session() as session:
            row = get_execution(session, execution_id)
            self._fail(session, row, stored_error(error), attempt="uncertain")
        return Delivery(outcome="settled", error=None)

    def _not_taken(self, execution_id: str, error: SendFailed) -> Delivery:
        log.warning("send failed", execution=execution_id, code=error.code, transient=error.transient)
        with self.ledger.session() as session:
            row = get_execution(session, execution_id)
            finish_attempts(session, row.id, "failed", self._clock.now())
            if not error.transient:
                self._fail(session, row, stored_error(error))
                return Delivery(outcome="settled", error=None)
        return Delivery(outcome="again", error=stored_error(error))

    def _uncertain(self, session: Session, row: ExecutionRow) -> None:
        error = SendUncertain(
            "uncertain",
            Text(
                msg="The program stopped while this post was being sent through {channel}: it may have arrived or not.",
                args={"channel": row.channel},
            ),
            Text(msg="Look there and say whether it arrived. It is not sent again before that."),
        )
        self._fail(session, row, stored_error(error), attempt="uncertain")

    def _fail(
        self, session: Session, row: ExecutionRow, error: dict[str, Any], attempt: str = "failed"
    ) -> None:
        now: datetime = self._clock.now()
        finish_attempts(session, row.id, attempt, now)
        if row.state != State.RUNNING.value:
            return
        row.state, row.error, row.finished_at = State.FAILED.value, error, now
        audit.record(
            session,
            shop=row.shop,
            at=now,
            who=WHO,
            what="post.failed",
            subject=row.id,
            detail={"code": error["code"]},
        )
        self._move(session, row, State.FAILED, error["code"])

    def _move(self, session: Session, row: ExecutionRow, to: State, why: str = "") -> None:
        move_card(session, card_row(session, row.shop, row.card), to, who=WHO, at=self._clock.now(), why=why)


def _interrupted() -> OwnerError:
    return OwnerError(
        "interrupted",
        Text(msg="Sending was interrupted before anything went out."),
        Text(msg="Try again."),
    )
