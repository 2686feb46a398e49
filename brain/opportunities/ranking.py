"""Which findings become today's cards: expected value times confidence, less cost and attention; few and different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.kernel.money import cents
from brain.opportunities.base import Finding

MOST_CARDS = 5
MOST_OF_A_DETECTOR = 3
# People who hear about a better card on the same day are worth less a second time.
OVERLAP_PENALTY = 0.7
# A message nobody answers still costs goodwill: one two-thousandth of an order, for each person who gets it.
ATTENTION_PER_MESSAGE = 0.0005


@dataclass(frozen=True)
class Ranked:
    """A finding with its score in the shop's currency and the arithmetic behind it."""

    finding: Finding
    score: Decimal
    why: Text


def attention_cost(treated: int, order_value: float) -> Decimal:
    """What messages to `treated` people cost in goodwill, in the currency of `order_value`."""
    return cents(Decimal(str(treated * order_value * ATTENTION_PER_MESSAGE)))


def score(finding: Finding) -> Decimal:
    """Expected value times confidence, less cost and attention, in the shop's currency."""
    sure = Decimal(str(finding.explanation.confidence.value))
    return cents(finding.value * sure - finding.cost - finding.attention)


def rank_findings(findings: Sequence[Finding], most: int = MOST_CARDS) -> tuple[list[Ranked], list[Text]]:
    """At most `most` findings, best first, and why others were dropped.

    Chosen one after the other: each time the best of those left, once people already reached by a better one are
    discounted. Not worth the attention (score <= 0), a fourth of one detector, or a second about the same subject: dropped.
    """
    left = sorted(findings, key=lambda finding: (-score(finding), finding.dedupe))
    chosen: list[Ranked] = []
    dropped: list[Text] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda finding: _discounted(finding, chosen))
        left.remove(best)
        worth = _discounted(best, chosen)
        reason = _reason_to_drop(best, worth, chosen)
        if reason is None:
            chosen.append(Ranked(best, worth, _arithmetic(best, worth)))
        else:
            dropped.append(reason)
    dropped += [
        Text(msg=N_("{headline} Left out: {most} cards a day are enough."), args=_named(f, most))
        for f in left
    ]
    return chosen, dropped


def _discounted(finding: Finding, chosen: Sequence[Ranked]) -> Decimal:
    worth = score(finding)
    if worth <= 0 or not finding.members:
        return worth
    reached = {member.customer_key for ranked in chosen for member in ranked.finding.members}
    shared = sum(member.customer_key in reached for member in finding.members) / len(finding.members)
    return cents(worth * Decimal(str(1 - OVERLAP_PENALTY * shared)))


def _reason_to_drop(finding: Finding, worth: Decimal, chosen: Sequence[Ranked]) -> Text | None:
    headline: dict[str, Claim | Text | int | str] = {"headline": finding.headline}
    if worth <= 0:
        return Text(
            msg=N_("{headline} Left out: it would bring less than the messages cost in goodwill."),
            args=headline,
        )
    if sum(ranked.finding.detector == finding.detector for ranked in chosen) >= MOST_OF_A_DETECTOR:
        return Text(msg=N_("{headline} Left out: there are enough cards of this kind today."), args=headline)
    subjects = {(subject.type, subject.id) for ranked in chosen for subject in ranked.finding.subjects}
    if finding.subjects and all((subject.type, subject.id) in subjects for subject in finding.subjects):
        return Text(msg=N_("{headline} Left out: a better card is about the same."), args=headline)
    return None


def _named(finding: Finding, most: int) -> dict[str, Claim | Text | int | str]:
    return {"headline": finding.headline, "most": most}


def _arithmetic(finding: Finding, worth: Decimal) -> Text:
    """The score in words; its amounts rest on the finding's first receipt."""
    receipt = finding.receipts[0].id

    def money(amount: Decimal) -> Claim:
        return Claim(value=amount, unit="money", currency=finding.effect.currency, receipt=receipt)

    sure = Claim(value=Decimal(str(finding.explanation.confidence.value)), unit="rate", receipt=receipt)
    return Text(
        msg=N_(
            "Expected {value} at {confidence} confidence, less {cost} for cost and attention and what better cards already reach: {score}."
        ),
        args={
            "value": money(finding.value),
            "confidence": sure,
            "cost": money(finding.cost + finding.attention),
            "score": money(worth),
        },
    )
