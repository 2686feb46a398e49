"""What time brings, with the clock moved by hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from datetime import timedelta

import pytest
import structlog

from brain.actions.commands import Accept, Retry, Snooze
from brain.actions.decide import decide
from brain.actions.due import DueCounts, run_due
from brain.actions.executor import InlineExecutor
from brain.actions.poller import Poller
from brain.actions.views import ExecutionView, execution_view
from brain.kernel.clock import FixedClock
from brain.kernel.identity import Actor
from brain.kernel.settings import Settings
from brain.ledger.executions import get_execution
from brain.ledger.store import Ledger
from brain.ledger.tables import CardRow
from tests.actions.sample_card import TEN, ZONE


@pytest.fixture
def tick(
    ledger: Ledger, inline: InlineExecutor, clock: FixedClock, settings: Settings
) -> Callable[[], DueCounts]:
    """One run of the clockwork."""
    return lambda: run_due(ledger, inline, clock, settings, lambda shop: ZONE, wait_seconds=1)


@pytest.fixture
def yes(ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings) -> Callable[..., ExecutionView]:
    """Accepts a card."""

    def accept(card: str, **wish: object) -> ExecutionView:
        view = decide(ledger, owner, Accept(card, **wish), clock, settings, ZONE)  # type: ignore[arg-type]
        assert view is not None
        return view

    return accept


def stored(ledger: Ledger, settings: Settings, execution_id: str) -> ExecutionView:
    """The execution as it stands."""
    with ledger.reading() as session:
        return execution_view(session, get_execution(session, execution_id), settings)


def test_what_is_due_goes_out_and_what_is_not_waits(
    put_card: Callable[..., object],
    yes: Callable[..., ExecutionView],
    tick: Callable[[], DueCounts],
    clock: FixedClock,
) -> None:
    """Two are due, one is refused by its channel, one waits for its time; a second run finds nothing."""
    for card in ("a", "b", "c"):
        put_card(card)
    yes("a")
    yes("b", channel="reject")
    yes("c", at=TEN + timedelta(hours=2))
    assert tick() == DueCounts(due=2, sent=1, failed=1)
    assert tick() == DueCounts()
    clock.advance(timedelta(hours=2))
    assert tick() == DueCounts(due=1, sent=1)


def test_cards_wake_and_expire(
    put_card: Callable[..., object],
    ledger: Ledger,
    owner: Actor,
    clock: FixedClock,
    settings: Settings,
    tick: Callable[[], DueCounts],
) -> None:
    """A snoozed card is proposed again at its time; cards past their validity expire and do not wake."""
    put_card("a")
    put_card("b")
    put_card("short", valid_until=TEN + timedelta(hours=30))
    decide(ledger, owner, Snooze("a"), clock, settings, ZONE)
    decide(ledger, owner, Snooze("short"), clock, settings, ZONE)
    clock.advance(timedelta(hours=31))
    assert tick() == DueCounts(woken=1, expired=1)
    clock.advance(timedelta(days=3))
    assert tick() == DueCounts(expired=2)
    with ledger.reading() as session:
        assert {row: session.get_one(CardRow, row).state for row in ("a", "b", "short")} == dict.fromkeys(
            ("a", "b", "short"), "expired"
        )


def test_what_comes_up_at_night_is_held_until_morning(
    put_card: Callable[..., object],
    yes: Callable[..., ExecutionView],
    tick: Callable[[], DueCounts],
    clock: FixedClock,
    ledger: Ledger,
    settings: Settings,
) -> None:
    """A machine that wakes at 23:00 does not send what was due at 21:00 before 08:00."""
    put_card("a")
    view = yes("a", at=TEN + timedelta(hours=11))
    clock.advance(timedelta(hours=13))
    assert tick() == DueCounts(held=1)
    assert tick() == DueCounts()
    assert stored(ledger, settings, view.id).due_at == TEN + timedelta(hours=22)
    clock.advance(timedelta(hours=9))
    assert tick() == DueCounts(due=1, sent=1)


def test_what_is_a_day_late_asks_instead_of_going_out(
    put_card: Callable[..., object],
    yes: Callable[..., ExecutionView],
    tick: Callable[[], DueCounts],
    clock: FixedClock,
    ledger: Ledger,
    settings: Settings,
    owner: Actor,
) -> None:
    """After a weekend with the machine off, Friday's post is failed with a sentence and can still be sent by hand."""
    put_card("a")
    view = yes("a", at=TEN + timedelta(hours=1))
    clock.advance(timedelta(days=2))
    assert tick() == DueCounts(missed=1)
    failed = stored(ledger, settings, view.id)
    assert (failed.state, failed.error_code) == ("failed", "missed")
    assert failed.error is not None
    assert "11月20日 11:00" in failed.error.render("zh")
    decide(ledger, owner, Retry(view.id), clock, settings, ZONE)
    assert tick() == DueCounts(due=1, sent=1)


def test_only_the_named_shop_is_run(
    put_card: Callable[..., object],
    yes: Callable[..., ExecutionView],
    ledger: Ledger,
    inline: InlineExecutor,
    clock: FixedClock,
    settings: Settings,
) -> None:
    """Another shop's posts stay where they are."""
    put_card("a")
    yes("a")
    assert run_due(ledger, inline, clock, settings, lambda shop: ZONE, shop="other") == DueCounts()


def test_many_runs_at_once_send_once(
    put_card: Callable[..., object], yes: Callable[..., ExecutionView], tick: Callable[[], DueCounts]
) -> None:
    """The poller, a page and the command line may run at the same moment: their counts add up to one post each."""
    for number in range(5):
        put_card(f"c{number}")
        yes(f"c{number}")
    counts: list[DueCounts] = []
    threads = [threading.Thread(target=lambda: counts.append(tick())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.due for one in counts) == 5


class _Recovering(InlineExecutor):
    """An executor that took up a dead process's post by itself, and is done with it while somebody waits."""

    def heal(self) -> int:
        """Its workflow lives."""
        return 0

    def wait(self, execution_ids: Collection[str], timeout: float) -> bool:
        """The post goes out meanwhile."""
        for one in execution_ids:
            self._steps.deliver(one)
        return super().wait(execution_ids, timeout)


def test_what_a_dead_process_had_begun_is_waited_for(
    put_card: Callable[..., object],
    yes: Callable[..., ExecutionView],
    ledger: Ledger,
    settings: Settings,
    clock: FixedClock,
) -> None:
    """A command that ended at once would interrupt the recovered post again, and leave it running for ever."""
    put_card("a")
    begun = yes("a").id
    recovering = _Recovering(ledger, settings, clock, lambda shop: ZONE)
    assert recovering._steps.begin(begun, 1)
    counts = run_due(ledger, recovering, clock, settings, lambda shop: ZONE, wait_seconds=1)
    assert counts == DueCounts(resumed=1, sent=1)
    assert stored(ledger, settings, begun).state == "done"


def test_the_poller_survives_errors_and_stops() -> None:
    """A turn that raises is logged and followed by the next one; stop ends the thread."""
    turns: list[int] = []

    def work() -> None:
        turns.append(1)
        raise RuntimeError("今天不行")

    poller = Poller(work, seconds=0.01)
    with structlog.testing.capture_logs() as logs:
        poller.start()
        poller.start()
        deadline = time.monotonic() + 5
        while len(turns) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        poller.stop()
    seen = len(turns)
    assert seen >= 3
    assert logs[0]["event"] == "a turn of the poller failed"
    time.sleep(0.05)
    assert len(turns) == seen
    assert not [thread for thread in threading.enumerate() if thread.name == "poller"]
