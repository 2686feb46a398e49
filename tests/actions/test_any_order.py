"""Whatever is decided in whatever order: the books stay straight."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from brain.actions.commands import Accept, Cancel, Command, Dismiss, EditText, ResolveUncertain, Retry, Snooze
from brain.actions.decide import decide
from brain.actions.due import run_due
from brain.actions.executor import InlineExecutor
from brain.kernel.clock import FixedClock
from brain.kernel.errors import OwnerError
from brain.kernel.identity import local_owner
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.cards import add_card
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import AuditRow, CardRow, ExecutionRow, PostRow, SendAttemptRow
from cards.states import MOVES, State
from tests.actions.sample_card import SHOP, TEN, ZONE, make_card

CHANNELS = {"ok": "fake://ok", "reject": "fake://reject", "maybe": "fake://maybe", "flaky": "fake://flaky/1"}

hours = st.sampled_from([None, -1, 0, 1, 5, 13, 25, 100])
acts = st.one_of(
    st.tuples(st.just("accept"), hours, st.sampled_from([None, "outbox", *CHANNELS, "nowhere"])),
    st.tuples(
        st.sampled_from(["edit", "block", "dismiss", "snooze", "cancel", "retry", "arrived", "not arrived"])
    ),
    st.tuples(st.just("tick")),
    st.tuples(st.just("pass"), st.sampled_from([1, 12, 30])),
)


@cache
def empty_ledger() -> Path:
    """A migrated ledger file to copy: running the migrations for every example would take most of the time."""
    file = Path(tempfile.mkdtemp()) / "empty.db"
    ledger = Ledger(sqlite_url(file))
    with ledger.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.close()
    return file


class House:
    """One card, its clock, and everything that can happen to it."""

    def __init__(self, home: Path) -> None:
        shutil.copy(empty_ledger(), home / "ledger.db")
        self.settings = Settings(home=home, channels=CHANNELS)
        self.clock = FixedClock(TEN)
        self.refused: list[str] = []
        self.ledger = Ledger(sqlite_url(home / "ledger.db"))
        self.executor = InlineExecutor(
            self.ledger, self.settings, self.clock, lambda shop: ZONE, backoff=(0.0,)
        )
        with self.ledger.session() as session:
            add_card(session, make_card(), dedupe="x")

    def act(self, act: tuple[object, ...]) -> None:
        """Do one thing; a refusal is fine, any other error is not."""
        if act[0] == "tick":
            run_due(self.ledger, self.executor, self.clock, self.settings, lambda shop: ZONE)
        elif act[0] == "pass":
            self.clock.advance(timedelta(hours=int(str(act[1]))))
        else:
            try:
                decide(self.ledger, local_owner(SHOP), self.command(act), self.clock, self.settings, ZONE)
            except OwnerError as error:
                self.refused.append(error.code)

    def command(self, act: tuple[object, ...]) -> Command:
        """The command behind an act."""
        with self.ledger.reading() as session:
            execution = session.scalar(select(ExecutionRow.id)) or "exe_none"
        if act[0] == "accept":
            at = None if act[1] is None else self.clock.now() + timedelta(hours=int(str(act[1])))
            return Accept("card_1", at=at, channel=None if act[2] is None else str(act[2]))
        simple: dict[object, Callable[[], Command]] = {
            "edit": lambda: EditText("card_1", "换一句"),
            "block": lambda: EditText("card_1", "全网最低价"),
            "dismiss": lambda: Dismiss("card_1"),
            "snooze": lambda: Snooze("card_1"),
            "cancel": lambda: Cancel("card_1"),
            "retry": lambda: Retry(execution),
            "arrived": lambda: ResolveUncertain(execution, arrived=True),
            "not arrived": lambda: ResolveUncertain(execution, arrived=False),
        }
        return simple[act[0]]()

    def check(self) -> None:
        """What must hold at any moment."""
        with self.ledger.reading() as session:
            card = session.get_one(CardRow, "card_1")
            executions = session.scalars(select(ExecutionRow)).all()
            posts = session.scalars(select(PostRow)).all()
            moves = [
                (row.detail["from"], row.what.removeprefix("card."))
                for row in session.scalars(select(AuditRow).order_by(AuditRow.seq))
                if row.what.startswith("card.") and "from" in row.detail
            ]
            tries = session.scalars(select(SendAttemptRow.outcome)).all()
            assert audit.broken_at(session) is None
        assert len(executions) <= 1
        assert len(posts) == (1 if card.state == "done" else 0)
        if executions:
            assert executions[0].state == card.state
            assert (executions[0].error is not None) == (card.state == "failed") or card.state == "cancelled"
        assert "" not in tries
        assert tries.count("sent") <= 1
        state = State.PROPOSED
        for old, new in moves:
            assert old == state.value
            assert State(new) in MOVES[state]
            state = State(new)
        assert state.value == card.state


@settings(max_examples=40, deadline=None)
@given(st.lists(acts, min_size=1, max_size=14))
def test_any_order_of_decisions_leaves_the_books_straight(order: list[tuple[object, ...]]) -> None:
    """One execution at most, its state the card's, a post exactly when done, every move allowed and on the chain."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        try:
            for act in order:
                house.act(act)
                house.check()
        finally:
            house.ledger.close()
