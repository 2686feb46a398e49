"""Hands due executions to durable workflows: each is sent once, whatever is killed when."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import structlog
from sqlalchemy import select

from brain.actions.steps import SendSteps
from brain.actions.workflows import BACKOFF, send_post
from brain.kernel.clock import Clock
from brain.kernel.errors import Busy, DeveloperError
from brain.kernel.i18n import Text
from brain.kernel.settings import Settings
from brain.ledger.executions import get_execution
from brain.ledger.store import Ledger
from brain.ledger.tables import ExecutionRow
from cards.states import State

UNFINISHED = (State.ACCEPTED.value, State.SCHEDULED.value, State.RUNNING.value)
log = structlog.get_logger(__name__)


class Executor(Protocol):
    """Runs executions. Call from threads, not from an event loop: calls wait for a database."""

    def start(self) -> None:
        """Take up what was left unfinished. Raises Busy when another process does this already."""
        ...

    def stop(self) -> None:
        """Let go; unfinished work is taken up by the next start."""
        ...

    def ready(self) -> bool:
        """Whether work can be handed over now."""
        ...

    def submit(self, execution_id: str) -> bool:
        """Hand over an execution that is due; whether it was. The same one twice runs once."""
        ...

    def wait(self, execution_ids: Collection[str], timeout: float) -> bool:
        """Wait until all of them are out, failed or cancelled; False when `timeout` seconds pass first."""
        ...

    def heal(self) -> int:
        """Settle running executions that no workflow works on any more; how many."""
        ...


class DurableExecutor:
    """DBOS on a SQLite file in the home folder. One at a time in a process, one process at a time on a home."""

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        clock: Clock,
        zone_of: Callable[[str], str],
        backoff: Sequence[float] = BACKOFF,
    ) -> None:
        """`zone_of` gives a shop's IANA zone; `backoff` the seconds between tries. Nothing starts yet."""
        self._file = settings.home / "durable.db"
        self._lock_file = settings.home / "durable.lock"
        self._steps = SendSteps(ledger, settings, clock, zone_of)
        self._clock = clock
        self._backoff = backoff
        self._lock: int | None = None
        self._durable: ModuleType | None = None
        self._engine: Any = None

    def start(self) -> None:
        """Load DBOS (two to four seconds the first time), recover, and settle what cannot be recovered."""
        if self._durable is not None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _take_lock(self._lock_file)
        try:
            from brain.actions import durable

            self._engine = durable.launch(self._file, self._steps, self._backoff)
        except BaseException:
            self._release()
            raise
        self._durable = durable
        self.heal()

    def stop(self) -> None:
        """Stop DBOS and let another process have the home."""
        if self._durable is None:
            return
        self._durable.shut_down(self._engine)
        self._durable, self._engine = None, None
        self._release()

    def ready(self) -> bool:
        """Whether DBOS answers."""
        return self._durable is not None and self._durable.is_alive("nobody") is None

    def submit(self, execution_id: str) -> bool:
        """Start the workflow named after the execution and its round, which can exist only once."""
        with self._steps.ledger.session() as session:
            row = get_execution(session, execution_id)
            if (
                row.state not in (State.ACCEPTED.value, State.SCHEDULED.value)
                or row.due_at > self._clock.now()
            ):
                return False
            workflow_id, number = workflow_of(row), round_of(row)
        self._running().start(workflow_id, execution_id, number)
        return True

    def wait(self, execution_ids: Collection[str], timeout: float) -> bool:
        """Look into the ledger until they are settled."""
        return wait_settled(self._steps, execution_ids, timeout)

    def heal(self) -> int:
        """Start again what has no workflow (the file was lost); fail what has a dead one."""
        with self._steps.ledger.session() as session:
            rows = session.scalars(
                select(ExecutionRow).where(ExecutionRow.state == State.RUNNING.value)
            ).all()
            running = [(row.id, workflow_of(row), round_of(row)) for row in rows]
        healed = 0
        for execution_id, workflow_id, number in running:
            alive = self._running().is_alive(workflow_id)
            if alive:
                continue
            log.warning(
                "execution without a living workflow", execution=execution_id, known=alive is not None
            )
            if alive is None:
                self._running().start(workflow_id, execution_id, number)
            else:
                self._steps.settle_broken(execution_id)
            healed += 1
        return healed

    def _running(self) -> Any:
        if self._durable is None:
            raise DeveloperError("The executor was used before start() or after stop().")
        return self._durable

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


class InlineExecutor:
    """Runs an execution in the caller's thread, with nothing remembered between steps: for tests and dry places.

    The ledger still keeps it to one post; what is lost against `DurableExecutor` is going on after a crash.
    """

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        clock: Clock,
        zone_of: Callable[[str], str],
        backoff: Sequence[float] = (),
    ) -> None:
        self._steps = SendSteps(ledger, settings, clock, zone_of)
        self._backoff = backoff
        self._one = threading.Lock()

    def start(self) -> None:
        """Nothing to start; executions that a crash left running are settled."""
        self.heal()

    def stop(self) -> None:
        """Nothing to stop."""

    def ready(self) -> bool:
        """Always."""
        return True

    def submit(self, execution_id: str) -> bool:
        """Run it here and now."""
        with self._one:
            with self._steps.ledger.session() as session:
                row = get_execution(session, execution_id)
                if row.state not in (State.ACCEPTED.value, State.SCHEDULED.value):
                    return False
                number = round_of(row)
            send_post(self._steps, _run_plainly, time.sleep, execution_id, number, self._backoff)
        return True

    def wait(self, execution_ids: Collection[str], timeout: float) -> bool:
        """They are settled when `submit` returns."""
        return wait_settled(self._steps, execution_ids, timeout)

    def heal(self) -> int:
        """Without memory of steps, whatever is running between two calls was interrupted."""
        with self._one:
            with self._steps.ledger.session() as session:
                query = select(ExecutionRow.id).where(ExecutionRow.state == State.RUNNING.value)
                interrupted = list(session.scalars(query))
            for execution_id in interrupted:
                self._steps.settle_broken(execution_id)
        return len(interrupted)


def round_of(row: ExecutionRow) -> int:
    """Which round runs or is next: a repetition after a failure is a new round with a workflow of its own."""
    return row.attempts if row.state == State.RUNNING.value else row.attempts + 1


def workflow_of(row: ExecutionRow) -> str:
    """The workflow's id: a moved or repeated execution gets a new one, a double start the same."""
    return f"{row.id}.{round_of(row)}.{int(row.due_at.timestamp() * 1000)}"


def wait_settled(steps: SendSteps, execution_ids: Collection[str], timeout: float) -> bool:
    """Poll the ledger until none of the executions is on its way any more."""
    deadline = time.monotonic() + timeout
    while True:
        with steps.ledger.reading() as session:
            query = select(ExecutionRow.id).where(
                ExecutionRow.id.in_(execution_ids), ExecutionRow.state.in_(UNFINISHED)
            )
            open_ones = list(session.scalars(query)) if execution_ids else []
        if not open_ones:
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.05)


def _run_plainly(name: str, step: Any, *args: object) -> Any:
    return step(*args)


def _take_lock(file: Path) -> int:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Two processes recovering the same workflows would each send them; the kernel drops this lock with the process.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise Busy(
            "executor_busy",
            Text(msg="Posts are being sent by another program, most likely the running app."),
            Text(msg="Do this in the app, or close it and try again."),
        ) from error
    return descriptor
