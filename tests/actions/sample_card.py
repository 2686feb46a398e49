"""A card that can be accepted, and the shop that it belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from brain.kernel.i18n import verbatim
from cards.model import Audience, Confidence, Effect, Explanation, Proposal, Subject, Variant
from cards.opportunity.model import OpportunityCard

SHOP = "deer"
ZONE = "Asia/Shanghai"
# A Friday, 10:00 in Shanghai.
TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TEXT = "小鹿家的米粉到货了，周五下午可以来看看。 {link}"


def make_card(card_id: str = "card_1", *, now: datetime = TEN, **changes: object) -> OpportunityCard:
    """A card that can be accepted at `now`."""
    subject = Subject(type="product", id="p1", name="小鹿米粉")
    card = OpportunityCard(
        id=card_id,
        shop=SHOP,
        detector="rising_category",
        subjects=(subject,),
        headline=verbatim("米粉升温"),
        made_at=now,
        valid_until=now + timedelta(days=3),
        explanation=Explanation(
            why_now=verbatim("w"),
            evidence=(),
            method=verbatim("m"),
            confidence=Confidence(value=0.8, rests_on=verbatim("r")),
            strongest_doubt=verbatim("d"),
            would_change=verbatim("c"),
        ),
        effect=Effect(
            currency="CNY", low=Decimal(1), mid=Decimal(2), high=Decimal(3), days=7, basis=verbatim("b")
        ),
        proposal=Proposal(
            subjects=(subject,),
            audience=Audience(name=verbatim("宝妈"), size=100, treated=80, holdout=20),
            variants=(
                Variant(voice="professional", text=TEXT),
                Variant(voice="friend", text="姐妹们，米粉来啦 {link}"),
            ),
            at=now,
            at_why=verbatim("a"),
        ),
    )
    return card.model_copy(update=changes)
