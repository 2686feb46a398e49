"""What is kept for later: receipts, the conversation, webhook events, outcomes and lessons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from brain.kernel.errors import NotFound
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import verbatim
from brain.ledger.chat import add_turn, turns
from brain.ledger.receipts import find_receipt, keep_receipts
from brain.ledger.store import Ledger
from brain.ledger.tables import ReceiptRow
from brain.ledger.webhooks import add_event, find_event
from cards.answer.model import AnswerCard

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def receipt(receipt_id: str = "rcpt_1", sql: str = "SELECT 1") -> Receipt:
    """A receipt of one row."""
    return Receipt(id=receipt_id, shop="shop", sql=sql, row_count=1, data_version=1, made_at=NOW)


def test_a_receipt_is_kept_once_and_only_for_its_shop(ledger: Ledger) -> None:
    """The first one with an id stays; another shop cannot open it."""
    with ledger.session() as session:
        keep_receipts(session, [receipt(), receipt()])
        keep_receipts(session, [receipt(sql="SELECT 2")])
    with ledger.session() as session:
        assert find_receipt(session, "shop", "rcpt_1") == receipt()
        assert session.scalar(sa.select(sa.func.count()).select_from(ReceiptRow)) == 1
        with pytest.raises(NotFound):
            find_receipt(session, "other", "rcpt_1")
        with pytest.raises(NotFound):
            find_receipt(session, "shop", "rcpt_2")


def test_the_conversation_comes_back_in_order_and_is_personal(ledger: Ledger) -> None:
    """The newest turns, oldest first, of one person in one shop."""
    answer = AnswerCard(status="decline", text=verbatim("007"))
    with ledger.session() as session:
        for number in range(5):
            add_turn(
                session, f"t{number}", "shop", "ann", f"q{number}", answer, NOW + timedelta(seconds=number)
            )
        add_turn(session, "t9", "shop", "bob", "secret", answer, NOW)
    with ledger.session() as session:
        newest = turns(session, "shop", "ann", limit=3)
        assert [row.question for row in newest] == ["q2", "q3", "q4"]
        assert AnswerCard.model_validate(newest[0].answer) == answer
        assert turns(session, "other", "ann", limit=3) == []


def test_an_event_is_taken_in_once(ledger: Ledger) -> None:
    """The same id from the same source is a replay; from another source or shop it is another event."""

    def claim(shop: str, source: str) -> None:
        with ledger.session() as session:
            add_event(session, shop, source, "e1", NOW)

    claim("shop", "orders")
    claim("shop", "bean")
    claim("other", "orders")
    with pytest.raises(sa.exc.IntegrityError):
        claim("shop", "orders")
    with ledger.session() as session:
        seen = find_event(session, "shop", "orders", "e1")
        assert seen is not None
        assert (seen.received_at, seen.batch) == (NOW, "")
        assert find_event(session, "shop", "orders", "e2") is None
