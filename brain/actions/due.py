"""What time brings: posts that are due, cards that wake up, cards that are over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.actions.executor import Executor
from brain.actions.quiet import QuietHours
from brain.actions.views import stored_error
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Moment, Text
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.cards import card_row, move_card, rows_to_expire, rows_to_wake
from brain.ledger.executions import due_executions
from brain.ledger.store import Ledger
from brain.ledger.tables import CardRow, ExecutionRow
from cards.states import State

WHO = "clock"
# A post that a closed laptop kept back for longer than this says things that no longer hold.
TOO_LATE = timedelta(hours=24)
log = structlog.get_logger(__name__)


class DueCounts(BaseModel):
    """What one run did. `due` = handed over; `resumed` = begun by a process that stopped, and waited for here; of both,
    `sent` and `failed` by the end of the wait; `held` waits for the end of the quiet hours; `missed` came up more than a
    day late and asks the owner; `woken` and `expired` are cards.
    """

    model_config = ConfigDict(frozen=True)

    due: int = 0
    resumed: int = 0
    sent: int = 0
    failed: int = 0
    held: int = 0
    missed: int = 0
    woken: int = 0
    expired: int = 0


def run_due(
    ledger: Ledger,
    executor: Executor,
    clock: Clock,
    settings: Settings,
    zone_of: Callable[[str], str],
    *,
    shop: str | None = None,
    wait_seconds: float = 0.0,
) -> DueCounts:
    """Hand over everything that is due (of one shop, or of all), and let cards wake and expire.

    With `wait_seconds` it waits that long for the posts to be out or failed; without, `sent` and `failed` count what is
    settled already. A post that a dead process had begun is waited for as well: a command that ended before it was out
    would interrupt it once more, every time. `zone_of` gives a shop's IANA zone. Safe to call at the same time from several threads.
    """
    now = clock.now().astimezone(UTC)
    begun = _begun(ledger, shop)
    healed = executor.heal()
    with ledger.session() as session:
        woken, expired = _cards(session, now, shop)
        ready, held, missed = _sort_out(session, now, settings, zone_of, shop)
    submitted = [execution for execution in ready if executor.submit(execution)]
    resumed = begun if wait_seconds > 0 else []
    executor.wait([*resumed, *submitted], wait_seconds)
    sent, failed = _settled(ledger, [*resumed, *submitted])
    counts = DueCounts(
        due=len(submitted), resumed=len(resumed), sent=sent, failed=failed,
        held=held, missed=missed, woken=woken, expired=expired,
    )  # fmt: skip
    if counts != DueCounts() or healed:
        log.info("ran what was due", healed=healed, **counts.model_dump())
    return counts


def _cards(session: Session, now: datetime, shop: str | None) -> tuple[int, int]:
    """Wake and expire cards; how many of each. What is over does not wake."""
    woken = expired = 0
    for name in _shops(session, shop):
        for row in rows_to_expire(session, name, now):
            move_card(session, row, State.EXPIRED, who=WHO, at=now)
            expired += 1
        session.flush()
        for row in rows_to_wake(session, name, now):
            move_card(session, row, State.PROPOSED, who=WHO, at=now)
            woken += 1
    return woken, expired


def _shops(session: Session, shop: str | None) -> list[str]:
    return [shop] if shop is not None else list(session.scalars(select(CardRow.shop).distinct()))


def _sort_out(
    session: Session, now: datetime, settings: Settings, zone_of: Callable[[str], str], shop: str | None
) -> tuple[list[str], int, int]:
    """The ids to hand over now; how many are held for the night; how many came too late."""
    ready: list[str] = []
    held = missed = 0
    for row in due_executions(session, now, shop):
        quiet = QuietHours.of(settings, zone_of(row.shop))
        if now - row.due_at > TOO_LATE:
            _miss(session, row, now, quiet)
            missed += 1
        elif quiet.covers(now):
            row.state, row.due_at = State.SCHEDULED.value, quiet.next_allowed(now)
            card = card_row(session, row.shop, row.card)
            move_card(session, card, State.SCHEDULED, who=WHO, at=now, why="quiet hours")
            held += 1
        else:
            ready.append(row.id)
    return ready, held, missed


def _miss(session: Session, row: ExecutionRow, now: datetime, quiet: QuietHours) -> None:
    error = OwnerError(
        "missed",
        Text(
            msg="Nothing was running at {time}, when this post was due, and it is now more than a day late.",
            args={"time": Moment(at=row.due_at, zone=quiet.zone)},
        ),
        Text(msg="Look at it again: send it now, pick another time, or give it up."),
    )
    row.state, row.error, row.finished_at = State.FAILED.value, stored_error(error), now
    audit.record(
        session,
        shop=row.shop,
        at=now,
        who=WHO,
        what="post.missed",
        subject=row.id,
        detail={"due": row.due_at.isoformat()},
    )
    card = card_row(session, row.shop, row.card)
    for state in (State.RUNNING, State.FAILED):
        move_card(session, card, state, who=WHO, at=now, why="missed")


def _begun(ledger: Ledger, shop: str | None) -> list[str]:
    """The executions that somebody has begun and not ended."""
    query = select(ExecutionRow.id).where(ExecutionRow.state == State.RUNNING.value)
    with ledger.reading() as session:
        return list(session.scalars(query if shop is None else query.where(ExecutionRow.shop == shop)))


def _settled(ledger: Ledger, execution_ids: list[str]) -> tuple[int, int]:
    with ledger.reading() as session:
        query = select(ExecutionRow.state).where(ExecutionRow.id.in_(execution_ids))
        states = list(session.scalars(query)) if execution_ids else []
    return states.count(State.DONE.value), states.count(State.FAILED.value)
