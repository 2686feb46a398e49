"""A ledger with cards to decide about, a clock to move, and executors over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from brain.actions.channels.fake import FakeChannel
from brain.actions.executor import InlineExecutor
from brain.actions.steps import SendSteps
from brain.kernel.clock import FixedClock
from brain.kernel.identity import Actor, local_owner
from brain.kernel.settings import Settings
from brain.ledger.cards import add_card
from brain.ledger.store import Ledger, sqlite_url
from cards.opportunity.model import OpportunityCard
from tests.actions.sample_card import SHOP, TEN, ZONE, make_card


@pytest.fixture
def clock() -> FixedClock:
    """Friday, 10:00 in the shop."""
    return FixedClock(TEN)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of its own with a channel of each fake manner."""
    manners = {"ok": "fake://ok", "down": "fake://down", "reject": "fake://reject", "maybe": "fake://maybe"}
    return Settings(home=tmp_path, channels={**manners, "flaky": "fake://flaky/2"})


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger in a file."""
    ledger = Ledger(sqlite_url(tmp_path / "ledger.db"))
    yield ledger
    ledger.close()


@pytest.fixture
def owner() -> Actor:
    """The shop's owner at the machine."""
    return local_owner(SHOP)


@pytest.fixture
def put_card(ledger: Ledger) -> Callable[..., OpportunityCard]:
    """Stores a card and gives it back."""

    def put(card_id: str = "card_1", **changes: object) -> OpportunityCard:
        card = make_card(card_id, **changes)
        with ledger.session() as session:
            add_card(session, card, dedupe=card_id)
        return card

    return put


@pytest.fixture
def steps(ledger: Ledger, settings: Settings, clock: FixedClock) -> SendSteps:
    """The steps of sending over that ledger."""
    return SendSteps(ledger, settings, clock, lambda shop: ZONE)


@pytest.fixture
def inline(ledger: Ledger, settings: Settings, clock: FixedClock) -> InlineExecutor:
    """Runs executions at once, without pauses between tries."""
    FakeChannel.received.clear()
    FakeChannel.tries.clear()
    return InlineExecutor(ledger, settings, clock, lambda shop: ZONE, backoff=(0.0, 0.0, 0.0))
