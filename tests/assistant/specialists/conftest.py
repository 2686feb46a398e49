"""A room for specialists: the small shop, an empty ledger, a home of its own; and cards of the house where a test wants some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from brain.assistant.host import Goal, Host
from brain.assistant.specialists.base import Room
from brain.assistant.understanding.names import build_index
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger, sqlite_url
from cards.opportunity.model import OpportunityCard
from tests.assistant.workbench import Workbench

MakeRoom = Callable[..., Room]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger in a file."""
    ledger = Ledger(sqlite_url(tmp_path / "ledger.db"))
    yield ledger
    ledger.close()


@pytest.fixture
def make_room(bench: Workbench, ledger: Ledger, tmp_path: Path) -> MakeRoom:
    """A room with the cards, the goal and the language that a test names."""

    def make(cards: Sequence[OpportunityCard] = (), goal: Goal | None = None, lang: str = "en") -> Room:
        host = Host(cards=lambda: cards, goal=lambda month: goal)
        names = build_index(bench.facts)
        return Room(bench.facts, "zh" if lang == "zh" else "en", names, host, ledger, Settings(home=tmp_path))

    return make


@pytest.fixture
def room(make_room: MakeRoom) -> Room:
    """A room without cards and without a goal."""
    return make_room()
