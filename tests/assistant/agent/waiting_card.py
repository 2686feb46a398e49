"""A card that waits to be confirmed."""

from __future__ import annotations

from decimal import Decimal

from brain.kernel.i18n import verbatim
from cards.model import Audience, Confidence, Effect, EvidenceRow, Explanation, Proposal, Subject, Variant
from cards.opportunity.model import OpportunityCard
from tests.assistant.workbench import Workbench, later, noon


def waiting_card(bench: Workbench) -> OpportunityCard:
    """An opportunity about rice cereal, proposed today."""
    subject = Subject(type="product", id="p1", name="有机米粉")
    return OpportunityCard(
        id="card_1",
        shop=bench.facts.shop.id,
        subjects=(subject,),
        headline=verbatim("有机米粉这周升温"),
        made_at=noon(),
        valid_until=later(24),
        explanation=Explanation(
            why_now=verbatim("看的人多了"),
            evidence=(EvidenceRow(text=verbatim("加购多了")),),
            method=verbatim("比较两周"),
            confidence=Confidence(value=0.7, rests_on=verbatim("两周数据")),
            strongest_doubt=verbatim("可能是偶然"),
            would_change=verbatim("下周回落"),
        ),
        proposal=Proposal(
            subjects=(subject,),
            audience=Audience(name=verbatim("买过辅食的人"), size=30, treated=24, holdout=6),
            variants=(Variant(voice="friend", text="看看"),),
            at=later(2),
            at_why=verbatim("这时人多"),
        ),
        effect=Effect(
            currency="CNY",
            low=Decimal(100),
            mid=Decimal(200),
            high=Decimal(300),
            days=7,
            basis=verbatim("三次推广"),
        ),
    )
