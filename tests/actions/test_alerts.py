"""Alerts: nothing is sent; a yes says that the owner saw to it, once, and everything else is as with other cards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from brain.actions.commands import Accept, Cancel, Dismiss, EditText, Snooze
from brain.actions.decide import decide
from brain.actions.views import list_executions
from brain.kernel.clock import FixedClock
from brain.kernel.errors import NotFound, Refused
from brain.kernel.identity import Actor
from brain.kernel.settings import Settings
from brain.ledger.audit import broken_at
from brain.ledger.cards import add_card, get_card
from brain.ledger.store import Ledger
from cards.states import State
from tests.actions.sample_card import SHOP, TEN, ZONE
from tests.cards.made_up import made_up_alert


@pytest.fixture
def alert(ledger: Ledger) -> str:
    """An alert that waits."""
    card = made_up_alert(shop=SHOP, made_at=TEN, valid_until=TEN + timedelta(days=2))
    with ledger.session() as session:
        add_card(session, card, dedupe="stock_out_ahead:p1")
    return card.id


def state_of(ledger: Ledger, card: str) -> State:
    with ledger.reading() as session:
        return get_card(session, SHOP, card).state


def test_a_yes_is_done_and_sends_nothing(
    ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings, alert: str
) -> None:
    """Said twice it is one decision; there is no execution and no post."""
    for _ in range(2):
        assert decide(ledger, owner, Accept(alert), clock, settings, ZONE) is None
    assert state_of(ledger, alert) is State.DONE
    with ledger.reading() as session:
        assert list_executions(session, SHOP, settings) == []
        assert broken_at(session) is None


def test_later_and_no_work_as_with_every_card(
    ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings, alert: str
) -> None:
    """Put off, then refused; what is refused is not done afterwards."""
    decide(ledger, owner, Snooze(alert), clock, settings, ZONE)
    assert state_of(ledger, alert) is State.SNOOZED
    decide(ledger, owner, Dismiss(alert, reason="under way"), clock, settings, ZONE)
    assert state_of(ledger, alert) is State.DISMISSED
    with pytest.raises(Refused):
        decide(ledger, owner, Accept(alert), clock, settings, ZONE)


def test_it_has_no_words_to_edit_and_nothing_to_take_back(
    ledger: Ledger, owner: Actor, clock: FixedClock, settings: Settings, alert: str
) -> None:
    """Commands about a post name what is missing and change nothing."""
    with pytest.raises(NotFound, match="nothing to send"):
        decide(ledger, owner, EditText(alert, text="买"), clock, settings, ZONE)
    with pytest.raises((NotFound, Refused)):
        decide(ledger, owner, Cancel(alert), clock, settings, ZONE)
    assert state_of(ledger, alert) is State.PROPOSED


def test_one_that_is_over_is_not_done(ledger: Ledger, owner: Actor, settings: Settings, alert: str) -> None:
    """Its figures are old: today's cards say whether it still holds."""
    with pytest.raises(Refused, match="was good until"):
        decide(ledger, owner, Accept(alert), FixedClock(TEN + timedelta(days=3)), settings, ZONE)
