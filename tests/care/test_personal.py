"""The report on personal data: where it is, how much, how protected; and in free text, masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from brain.bootstrap import Brain
from brain.care.forget import forget_customer
from brain.care.personal import personal_data
from brain.kernel.errors import Refused
from brain.kernel.identity import Actor, Role, local_owner
from brain.ledger.erasures import begin_erasure
from tests.care.lane import ANNA, ANNAS, BOS, LANE, bring

OWNER = local_owner(LANE.id)


def test_every_place_is_counted(brain: Brain) -> None:
    """Customers, rows, protection, retention; two people in all places."""
    report = personal_data(brain.parts, LANE, OWNER)
    places = {f"{place.table}.{place.field}": place for place in report.places}
    contact = places["customer_contact.sealed"]
    assert (contact.people, contact.rows, contact.protection, contact.retention_days) == (
        2,
        10,
        "sealed",
        1095,
    )
    assert contact.since is not None
    assert places["order_line.customer_key"].people == 2
    assert (places["event.customer_key"].rows, places["customer.customer_key"].rows) == (2, 2)
    assert (places["quarantine.sealed"].rows, places["segment_member.customer_key"].people) == (2, 2)
    assert (places["chat_turn.question"].rows, places["chat_turn.question"].protection) == (5, "clear")
    forget_customer(brain.parts, LANE, OWNER, own_id=ANNA)
    after = personal_data(brain.parts, LANE, OWNER)
    assert {place.people for place in after.places if place.rows} <= {0, 1}
    assert after.forgotten == 1


def test_an_erasure_that_was_interrupted_is_not_counted(brain: Brain) -> None:
    """Whoever has no certificate yet is not forgotten."""
    with brain.parts.ledger.session() as session:
        begin_erasure(session, LANE.id, "somebody", "local", brain.parts.clock.now())
    assert personal_data(brain.parts, LANE, OWNER).forgotten == 0


def test_what_people_wrote_is_looked_through(brain: Brain, tmp_path: Path) -> None:
    """A phone in a review, in a question and in a product's name; order numbers are left out; nothing in the clear."""
    orders = "order_id,ordered_at,product_id,product_name,group,coupon,paid_amount\n4111111111111111,2026-11-10 10:00,P9,加微信13700001111,群主a@b.cn,13812345678,5\n"
    bring(brain, tmp_path, "orders", orders)
    report = personal_data(brain.parts, LANE, OWNER)
    found = {f"{text.table}.{text.field}": text for text in report.free_text}
    assert {name: text.found for name, text in found.items()} == {
        "order_line.product_name": {"phone": 1},
        "order_line.group_name": {"email": 1},
        "order_line.coupon": {"phone": 1},
        "review.text": {"phone": 1},
        "chat_turn.question": {"phone": 1},
        "chat_turn.answer": {"phone": 1},
    }
    assert found["order_line.product_name"].examples == ("13*******11",)
    assert report.scanned > 10
    written = report.model_dump_json()
    assert not any(piece in written for piece in (*ANNAS, *BOS, "13700001111", "a@b.cn"))


def test_only_the_owner_sees_it(brain: Brain) -> None:
    """Counts of people are the owner's business."""
    with pytest.raises(Refused):
        personal_data(brain.parts, LANE, Actor(user="u", role=Role.VIEWER, shop=LANE.id))
