"""Cards in the ledger: found, moved along the table, and each move in the audit chain."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from brain.kernel.errors import NotFound, Refused
from brain.ledger import audit
from brain.ledger.cards import (
    add_card,
    card_row,
    cards_in,
    get_card,
    move_card,
    recent_by_dedupe,
    replace_card,
    rows_to_expire,
    rows_to_wake,
)
from brain.ledger.store import Ledger
from brain.ledger.tables import AuditRow
from cards.states import State
from tests.cards.made_up import NOW, made_up_card


def store(ledger: Ledger, card_id: str = "card_1", **changed: object) -> None:
    """Keep one made-up card."""
    with ledger.session() as session:
        add_card(session, made_up_card(card_id, **changed), dedupe="rising:辅食")


def test_a_card_comes_back_as_it_was_made(ledger: Ledger) -> None:
    """All of it, through JSON and back."""
    store(ledger, rank=2.5)
    with ledger.session() as session:
        assert get_card(session, "shop", "card_1") == made_up_card(rank=2.5)


@pytest.mark.parametrize(("shop", "card_id"), [("shop", "card_9"), ("other", "card_1"), ("", "card_1")])
def test_another_shops_card_does_not_exist(ledger: Ledger, shop: str, card_id: str) -> None:
    """Knowing a card's name is not enough: it must be this shop's."""
    store(ledger)
    with pytest.raises(NotFound, match=card_id), ledger.session() as session:
        get_card(session, shop, card_id)


def test_each_move_is_an_audit_line_and_a_refused_one_is_none(ledger: Ledger) -> None:
    """The chain tells the card's life, and nothing that did not happen."""
    store(ledger)
    with ledger.session() as session:
        move_card(
            session, card_row(session, "shop", "card_1"), State.ACCEPTED, who="local", at=NOW, why="yes"
        )
    with pytest.raises(Refused), ledger.session() as session:
        move_card(session, card_row(session, "shop", "card_1"), State.REVIEWED, who="local", at=NOW)
    with ledger.session() as session:
        assert get_card(session, "shop", "card_1").state is State.ACCEPTED
        told = session.execute(sa.select(AuditRow.what, AuditRow.who).order_by(AuditRow.seq)).all()
        assert [tuple(line) for line in told] == [("card.proposed", "brain"), ("card.accepted", "local")]
        assert audit.broken_at(session) is None


def test_two_yeses_at_once_are_one(ledger: Ledger) -> None:
    """A double click from two tabs: one accepts, the other is refused, the post goes out once."""
    store(ledger)
    gate, refused, accepted = threading.Barrier(2), [], []

    def accept(who: str) -> None:
        gate.wait()
        try:
            with ledger.session() as session:
                move_card(session, card_row(session, "shop", "card_1"), State.ACCEPTED, who=who, at=NOW)
            accepted.append(who)
        except Refused:
            refused.append(who)

    threads = [threading.Thread(target=accept, args=(who,)) for who in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(accepted), len(refused)) == (1, 1)


def test_an_edit_keeps_the_state_and_is_found_by_its_new_rank(ledger: Ledger) -> None:
    """Content, rank and validity follow the edit; the state only follows moves."""
    store(ledger)
    edited = made_up_card(rank=9.0, valid_until=NOW + timedelta(hours=1), state=State.DONE)
    with ledger.session() as session:
        replace_card(session, edited)
    with ledger.session() as session:
        kept = get_card(session, "shop", "card_1")
        assert (kept.rank, kept.valid_until, kept.state) == (9.0, edited.valid_until, State.PROPOSED)
        assert [row.id for row in rows_to_expire(session, "shop", NOW + timedelta(hours=1))] == ["card_1"]


def test_the_feed_is_best_first_and_of_one_shop(ledger: Ledger) -> None:
    """Rank, then the newer one; other shops and other states stay out."""
    store(ledger, "card_1", rank=1.0)
    store(ledger, "card_2", rank=3.0)
    store(ledger, "card_3", rank=3.0, made_at=NOW + timedelta(minutes=1))
    store(ledger, "card_4", rank=9.0, shop="other")
    store(ledger, "card_5", rank=9.0, state=State.EXPIRED)
    with ledger.session() as session:
        assert [card.id for card in cards_in(session, "shop", {State.PROPOSED})] == [
            "card_3",
            "card_2",
            "card_1",
        ]
        assert [card.id for card in cards_in(session, "shop", {State.PROPOSED}, limit=1)] == ["card_3"]


def test_cards_wake_and_expire_on_the_minute(ledger: Ledger) -> None:
    """Not a microsecond before their time; a moved card forgets its alarm."""
    store(ledger)
    wake, late = NOW + timedelta(hours=1), NOW + timedelta(days=2)
    instant = timedelta(microseconds=1)
    with ledger.session() as session:
        row = card_row(session, "shop", "card_1")
        move_card(session, row, State.SNOOZED, who="local", at=NOW)
        row.wake_at = wake
    with ledger.session() as session:
        assert not rows_to_wake(session, "shop", wake - instant)
        assert [row.id for row in rows_to_wake(session, "shop", wake)] == ["card_1"]
        assert not rows_to_expire(session, "shop", late - instant)
        assert [row.id for row in rows_to_expire(session, "shop", late)] == ["card_1"]
        move_card(session, card_row(session, "shop", "card_1"), State.PROPOSED, who="brain", at=wake)
        assert card_row(session, "shop", "card_1").wake_at is None


def test_what_was_proposed_lately_is_remembered(ledger: Ledger) -> None:
    """In any state, of the same shop, from then on: so the same thing is not proposed twice."""
    store(ledger)
    with ledger.session() as session:
        assert recent_by_dedupe(session, "shop", "rising:辅食", NOW) is not None
        assert recent_by_dedupe(session, "shop", "rising:辅食", NOW + timedelta(seconds=1)) is None
        assert recent_by_dedupe(session, "other", "rising:辅食", NOW) is None
        assert recent_by_dedupe(session, "shop", "rising:米粉", NOW) is None
