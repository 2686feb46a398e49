"""The loop, whole: sample shop, cards, a decision, a sent post, a week later a battle report and a lesson."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from brain.bootstrap import open_brain
from brain.demo import refresh_demo
from brain.kernel.clock import FixedClock
from brain.ledger.audit import broken_at
from brain.ledger.lessons import lessons
from cards.opportunity.model import OpportunityCard
from cards.states import State

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai


@pytest.mark.xdist_group("loop")
def test_from_cards_to_a_lesson(tmp_path: Path) -> None:
    """A card is found, accepted and sent once; a week later its report is final, has a control and leaves a lesson."""
    clock = FixedClock(MORNING)
    brain = open_brain(tmp_path, clock)
    try:
        made = refresh_demo(brain)
        assert made.order_lines > 50_000
        desk = brain.desk("demo")
        found = {card.detector: card for card in desk.cards()}
        assert set(found) >= {"stock_out_ahead", "price_slip", "rising_category", "falling_category"}, (
            "what is planted"
        )
        card = found["rising_category"]
        assert card.effect.low <= card.effect.mid <= card.effect.high
        assert isinstance(card, OpportunityCard)
        for evidence in card.explanation.evidence:
            for claim in evidence.claims:
                assert desk.receipt(claim.receipt).sql

        clock.advance(timedelta(hours=1))
        execution = brain.desk("demo").decide(card.id, "accept")
        assert execution is not None
        again = brain.desk("demo").decide(card.id, "accept")
        assert again is not None
        assert again.id == execution.id
        brain.desk("demo").run_due()
        posts = brain.desk("demo").outbox()
        assert [post.execution for post in posts] == [execution.id]
        assert brain.desk("demo").card(card.id).state is State.DONE

        clock.advance(timedelta(days=9))
        refresh_demo(brain)
        brain.desk("demo").run_due()
        report = brain.desk("demo").reports()[0]
        assert report.final
        assert report.control == "holdout"
        assert report.uplift is not None
        assert report.uplift.low <= report.uplift.mid <= report.uplift.high
        assert brain.desk("demo").card(card.id).state is State.REVIEWED
        with brain.parts.ledger.session() as session:
            assert [lesson.execution for lesson in lessons(session, "demo")] == [execution.id]
            assert broken_at(session) is None
    finally:
        brain.close()
