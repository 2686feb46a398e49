"""The durable executor on a real DBOS with a real file."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from brain.actions.channels.fake import FakeChannel
from brain.actions.commands import Accept, Retry
from brain.actions.decide import decide
from brain.actions.due import DueCounts, run_due
from brain.actions.executor import DurableExecutor
from brain.actions.steps import SendSteps
from brain.kernel.clock import FixedClock
from brain.kernel.errors import DeveloperError
from brain.kernel.identity import Actor
from brain.kernel.settings import Settings
from brain.ledger.attempts import attempts_of, start_attempt
from brain.ledger.executions import get_execution
from brain.ledger.store import Ledger
from brain.ledger.tables import ExecutionRow, PostRow
from tests.actions.sample_card import TEN, ZONE


@pytest.fixture
def executor(ledger: Ledger, settings: Settings, clock: FixedClock) -> Iterator[DurableExecutor]:
    """Started, with short pauses between tries."""
    FakeChannel.tries.clear()
    executor = DurableExecutor(ledger, settings, clock, lambda shop: ZONE, backoff=(0.05, 0.05, 0.05))
    executor.start()
    yield executor
    executor.stop()


@pytest.fixture
def yes(
    ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings, put_card: Callable[..., object]
) -> Callable[..., str]:
    """Accepts a new card; returns the execution's id."""

    def accept(card: str, **wish: object) -> str:
        put_card(card)
        view = decide(ledger, owner, Accept(card, **wish), clock, settings, ZONE)  # type: ignore[arg-type]
        assert view is not None
        return view.id

    return accept


def state_of(ledger: Ledger, execution_id: str) -> tuple[str, str]:
    """State and error code."""
    with ledger.reading() as session:
        row = get_execution(session, execution_id)
        return row.state, (row.error or {}).get("code", "")


def test_twenty_posts_from_five_threads_go_out_once_each(
    executor: DurableExecutor, yes: Callable[..., str], ledger: Ledger
) -> None:
    """Everything is handed over five times at once: one post each, flaky channels included, and one round each."""
    ids = [yes(f"c{n}", channel=("outbox", "flaky")[n % 2]) for n in range(20)]
    threads = [threading.Thread(target=lambda: [executor.submit(one) for one in ids]) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert executor.wait(ids, 30)
    with ledger.reading() as session:
        assert session.scalar(select(func.count()).select_from(PostRow)) == 20
        assert set(session.scalars(select(ExecutionRow.attempts))) == {1}
        assert {len(attempts_of(session, one)) for one in ids[1::2]} == {3}


def test_what_is_not_due_is_not_taken(
    executor: DurableExecutor, yes: Callable[..., str], ledger: Ledger
) -> None:
    """A future execution is left alone, and wait says that it is not settled."""
    later = yes("c1", at=TEN.replace(hour=6))
    assert not executor.submit(later)
    assert not executor.wait([later], 0)
    assert state_of(ledger, later) == ("scheduled", "")


def test_a_failed_one_can_be_run_again_in_the_same_second(
    executor: DurableExecutor,
    yes: Callable[..., str],
    ledger: Ledger,
    owner: Actor,
    clock: FixedClock,
    settings: Settings,
) -> None:
    """A second round is a workflow of its own, also when no time has passed."""
    one = yes("c1", channel="down")
    executor.submit(one)
    assert executor.wait([one], 10)
    assert state_of(ledger, one) == ("failed", "channel_down")
    settings.channels["down"] = "fake://ok"
    decide(ledger, owner, Retry(one), clock, settings, ZONE)
    assert run_due(ledger, executor, clock, settings, lambda shop: ZONE, wait_seconds=10) == DueCounts(
        due=1, sent=1
    )


def test_a_lost_durable_file_loses_no_post(
    yes: Callable[..., str], ledger: Ledger, settings: Settings, clock: FixedClock
) -> None:
    """Running executions whose workflow is unknown are started again, and end with their post."""
    one = yes("c1")
    assert SendSteps(ledger, settings, clock, lambda shop: ZONE).begin(one, 1)
    executor = DurableExecutor(ledger, settings, clock, lambda shop: ZONE)
    executor.start()
    try:
        assert executor.wait([one], 10)
        assert state_of(ledger, one) == ("done", "")
    finally:
        executor.stop()


def test_a_dead_workflow_is_settled_not_forgotten(
    executor: DurableExecutor, yes: Callable[..., str], ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workflow that broke leaves no card running for ever: open tries become doubt, the rest a plain failure."""

    def broken(self: SendSteps, execution_id: str) -> None:
        with self.ledger.session() as session:
            if get_execution(session, execution_id).channel == "ok":
                start_attempt(session, execution_id, "ok", TEN)
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(SendSteps, "deliver", broken)
    ids = [yes("c1"), yes("c2", channel="ok")]
    for one in ids:
        executor.submit(one)
    assert not executor.wait(ids, 1)
    assert executor.heal() == 2
    assert [state_of(ledger, one) for one in ids] == [("failed", "interrupted"), ("failed", "uncertain")]


def test_one_process_at_a_time(executor: DurableExecutor, settings: Settings) -> None:
    """A second process on the same home is told so instead of sending everything twice."""
    code = (
        "import sys; from pathlib import Path; from brain.actions.executor import _take_lock\n"
        "_take_lock(Path(sys.argv[1]) / 'durable.lock')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(settings.home)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 1
    assert "Busy" in done.stderr
    assert executor.ready()


def test_it_starts_stops_and_starts_again(ledger: Ledger, settings: Settings, clock: FixedClock) -> None:
    """Starting twice and stopping twice is harmless; nothing listens; use outside is a broken contract."""
    executor = DurableExecutor(ledger, settings, clock, lambda shop: ZONE)
    assert not executor.ready()
    with pytest.raises(DeveloperError):
        executor._running()
    for _ in range(2):
        executor.start()
        executor.start()
        assert executor.ready()
        assert not _listening()
        executor.stop()
        executor.stop()
        assert not executor.ready()
    assert (settings.home / "durable.db").is_file()


def test_importing_the_actions_does_not_load_dbos() -> None:
    """DBOS takes seconds to load: only starting an executor may do it."""
    code = "import sys, brain.actions.executor, brain.actions.decide, brain.actions.due; print('dbos' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def _listening() -> list[str]:
    """Sockets of this process that listen for connections."""
    inodes = {
        target[8:-1]
        for entry in Path("/proc/self/fd").iterdir()
        if (target := _target(entry)).startswith("socket:[")
    }
    lines = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return [fields[1] for fields in lines if fields[3] == "0A" and fields[9] in inodes]


def _target(entry: Path) -> str:
    try:
        return str(entry.readlink())
    except OSError:
        return ""
