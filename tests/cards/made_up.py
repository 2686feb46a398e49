"""One whole card, made up, that tests change where they need to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from brain.kernel.evidence import count_claim
from brain.kernel.i18n import Text
from cards.alert.model import AlertCard
from cards.model import Audience, Confidence, Effect, EvidenceRow, Explanation, Proposal, Subject, Variant
from cards.opportunity.model import OpportunityCard

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def made_up_effect(**changed: Any) -> Effect:
    """320 to 900 yuan in seven days."""
    values = {"low": Decimal(320), "mid": Decimal(600), "high": Decimal(900)} | changed
    return Effect(currency="CNY", days=7, basis=Text(msg="prior"), **values)


def made_up_card(card_id: str = "card_1", **changed: Any) -> OpportunityCard:
    """A card about a rising category."""
    subject = Subject(type="category", id="有机辅食", name="有机辅食")
    said = Text(msg="{words}", args={"words": "007"})
    proposal = Proposal(
        subjects=(subject,),
        audience=Audience(name=said, size=10, treated=8, holdout=2),
        variants=(Variant(voice="professional", text="辅食到货"), Variant(voice="friend", text="姐妹们")),
        at=NOW,
        at_why=said,
    )
    explanation = Explanation(
        why_now=said,
        evidence=(EvidenceRow(text=said, claims=(count_claim(3, "rcpt_1"),)),),
        method=said,
        confidence=Confidence(value=0.7, rests_on=said),
        strongest_doubt=said,
        would_change=said,
    )
    values = {
        "id": card_id,
        "shop": "shop",
        "detector": "rising_category",
        "subjects": (subject,),
        "headline": said,
        "made_at": NOW,
        "valid_until": NOW + timedelta(days=2),
        "explanation": explanation,
        "proposal": proposal,
        "effect": made_up_effect(),
    }
    return OpportunityCard(**(values | changed))


def made_up_alert(card_id: str = "card_2", **changed: Any) -> AlertCard:
    """An alert about a product that runs out."""
    subject = Subject(type="product", id="p1", name="有机米粉")
    like = made_up_card(card_id)
    values = {
        "id": card_id,
        "shop": "shop",
        "detector": "stock_out_ahead",
        "subjects": (subject,),
        "headline": like.headline,
        "made_at": NOW,
        "valid_until": NOW + timedelta(days=2),
        "explanation": like.explanation,
        "effect": made_up_effect(),
        "steps": (
            Text(msg="{words}", args={"words": "下单 40 件"}),
            Text(msg="{words}", args={"words": "暂停推广"}),
        ),
    }
    return AlertCard(**(values | changed))
