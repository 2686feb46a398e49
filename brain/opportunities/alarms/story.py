"""From what a detector has to say to an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from brain.kernel.i18n import Text
from brain.opportunities.base import Alarm, Candidate, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.saying import evidence
from cards.alert.model import Warned
from cards.model import Confidence, Effect, Explanation, Look, Subject


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
    sure: float | None = None,
    key: str = "",
    warned: Warned | None = None,
) -> Alarm:
    """The alarm about one candidate: as `sure` as the scan was, unless a closer look says otherwise; named by its `key`.

    `warned` is what is looked at again after *Done*; its receipt must be among the kept ones.
    """
    explanation = Explanation(
        why_now=story.why_now,
        evidence=evidence(story.evidence),
        method=story.method,
        confidence=Confidence(
            value=round(candidate.sure if sure is None else sure, 2), rests_on=story.rests_on
        ),
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
        dedupe=f"{detector}:{key or candidate.key}",
        valid_until=situation.now + valid_for,
        receipts=kept.receipts,
        steps=story.steps,
        warned=warned,
    )
