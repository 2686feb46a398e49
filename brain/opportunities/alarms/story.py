"""From what a detector has to say to an alarm: evidence rows from sentences, a range of money with its basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from brain.kernel.i18n import Text
from brain.opportunities.base import Alarm, Candidate, Situation
from brain.opportunities.keeping import Kept
from cards.model import Confidence, Effect, EvidenceRow, Explanation, Look, Subject


@dataclass(frozen=True)
class Story:
    """All sentences of one alarm, in the order in which a reader meets them."""

    headline: Text
    why_now: Text
    evidence: Sequence[Text]
    steps: tuple[Text, ...]
    method: Text
    rests_on: Text
    doubt: Text
    would_change: Text
    rejected: tuple[Text, ...] = ()
    look: Look | None = None


def alarm_of(
    situation: Situation,
    kept: Kept,
    candidate: Candidate,
    story: Story,
    effect: Effect,
    *,
    detector: str,
    subjects: tuple[Subject, ...],
    valid_for: timedelta = timedelta(days=7),
) -> Alarm:
    """The alarm about one candidate; it is as sure as the scan was."""
    explanation = Explanation(
        why_now=story.why_now,
        evidence=tuple(EvidenceRow(text=text, claims=tuple(text.claims())) for text in story.evidence),
        method=story.method,
        confidence=Confidence(value=round(candidate.sure, 2), rests_on=story.rests_on),
        strongest_doubt=story.doubt,
        would_change=story.would_change,
        rejected=story.rejected,
        look=story.look,
    )
    return Alarm(
        detector=detector,
        subjects=subjects,
        headline=story.headline,
        explanation=explanation,
        effect=effect,
        urgent=candidate.urgent,
        dedupe=f"{detector}:{candidate.key}",
        valid_until=situation.now + valid_for,
        receipts=kept.receipts,
        steps=story.steps,
    )


def range_of(situation: Situation, amounts: Iterable[float], days: int, basis: Text) -> Effect:
    """Low, middle and high in whole units of the shop's currency: cents would claim a precision that an expectation does not have."""
    low, mid, high = sorted(amounts)
    return Effect(
        currency=situation.facts.shop.currency,
        low=_whole(low),
        mid=_whole(mid),
        high=_whole(high),
        days=days,
        basis=basis,
    )


def _whole(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
