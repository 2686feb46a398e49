"""Which findings become today's cards: expected value times confidence, less cost and attention; few and different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.kernel.money import cents
from brain.opportunities.base import Found
from cards.model import EvidenceRow

MOST_CARDS = 5
MOST_OF_A_DETECTOR = 3
ENOUGH = N_("{headline} Left out: {most} cards a day are enough.")
"""Why something that is worth a card is none today."""
# People who hear about a better card on the same day are worth less a second time.
OVERLAP_PENALTY = 0.7
# A message nobody answers still costs goodwill: one two-thousandth of an order, for each person who gets it.
ATTENTION_PER_MESSAGE = 0.0005
# What serves the month's goal counts this much more: enough to decide between near equals, too little to push aside a
# card that is worth clearly more.
GOAL_SHARE = Decimal("0.25")


@dataclass(frozen=True)
class Steer:
    """The month's goal as ranking goes by it: the names of what it is about, and how it is called."""

    names: frozenset[str]
    title: Text

    def serves(self, finding: Found) -> bool:
        """Whether a finding is about what the goal is about."""
        return bool(finding.about & self.names)


@dataclass(frozen=True)
class Ranked:
    """A finding with its score in the shop's currency and the arithmetic behind it."""

    finding: Found
    score: Decimal
    why: Text


def attention_cost(treated: int, order_value: float) -> Decimal:
    """What messages to `treated` people cost in goodwill, in the currency of `order_value`."""
    return cents(Decimal(str(treated * order_value * ATTENTION_PER_MESSAGE)))


def score(finding: Found) -> Decimal:
    """Expected value times confidence, less cost and attention, in the shop's currency."""
    sure = Decimal(str(finding.explanation.confidence.value))
    return cents(finding.value * sure - finding.cost - finding.attention)


def rank_findings(
    findings: Sequence[Found], most: int = MOST_CARDS, steer: Steer | None = None
) -> tuple[list[Ranked], list[Text]]:
    """At most `most` findings, the urgent ones ahead, then best first, and why others were dropped.

    Chosen one after the other: each time the best of those left, once people already reached by a better one are
    discounted. Not worth the attention (score <= 0), a fourth of one detector, or a second about the same subject: dropped.
    With a `steer` what serves the month's goal counts a quarter more; its evidence says so, by how much, and from which
    place to which that moved it.
    """
    chosen, dropped = _chosen(findings, most, steer)
    if steer is None or not any(steer.serves(finding) for finding in findings):
        return chosen, dropped
    before = [ranked.finding.dedupe for ranked in _chosen(findings, most, None)[0]]
    return [_told(ranked, place, before, steer) for place, ranked in enumerate(chosen, start=1)], dropped


def _chosen(findings: Sequence[Found], most: int, steer: Steer | None) -> tuple[list[Ranked], list[Text]]:
    left = sorted(findings, key=lambda finding: (-score(finding), finding.dedupe))
    chosen: list[Ranked] = []
    dropped: list[Text] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda finding: (finding.urgent, _worth(finding, chosen, steer)))
        left.remove(best)
        worth = _worth(best, chosen, steer)
        reason = _reason_to_drop(best, worth, chosen)
        if reason is None:
            chosen.append(Ranked(best, worth, _arithmetic(best, worth - _more(best, chosen, steer))))
        else:
            dropped.append(reason)
    dropped += [Text(msg=ENOUGH, args=_named(finding, most)) for finding in left]
    return chosen, dropped


def _worth(finding: Found, chosen: Sequence[Ranked], steer: Steer | None) -> Decimal:
    return _discounted(finding, chosen) + _more(finding, chosen, steer)


def _more(finding: Found, chosen: Sequence[Ranked], steer: Steer | None) -> Decimal:
    """What the goal adds. Nothing to what is not worth its messages: a goal is no reason to tire people."""
    worth = _discounted(finding, chosen)
    if steer is None or worth <= 0 or not steer.serves(finding):
        return Decimal(0)
    return cents(worth * GOAL_SHARE)


def _told(ranked: Ranked, place: int, before: Sequence[str], steer: Steer) -> Ranked:
    """The finding with the goal's part in its rank among its evidence; unchanged where it does not serve the goal."""
    finding = ranked.finding
    if not steer.serves(finding):
        return ranked
    plain = cents(ranked.score / (1 + GOAL_SHARE))
    receipt = finding.receipts[0].id
    more = Claim(value=ranked.score - plain, unit="money", currency=finding.effect.currency, receipt=receipt)
    earlier = before.index(finding.dedupe) + 1 if finding.dedupe in before else 0
    args: dict[str, Claim | Text | int | str] = {"goal": steer.title, "more": more, "place": str(place)}
    if earlier == place:
        msg = N_(
            "Serves this month's goal ({goal}): counted {more} higher, which leaves it in place {place}."
        )
    elif earlier:
        msg = N_(
            "Serves this month's goal ({goal}): counted {more} higher, which moved it from place {earlier} to {place}."
        )
        args["earlier"] = str(earlier)
    else:
        msg = N_(
            "Serves this month's goal ({goal}): counted {more} higher, which brought it among today's cards, in place {place}."
        )
    row = EvidenceRow(text=Text(msg=msg, args=args), claims=(more,))
    explanation = finding.explanation.model_copy(update={"evidence": (*finding.explanation.evidence, row)})
    return replace(ranked, finding=finding.model_copy(update={"explanation": explanation}))


def _discounted(finding: Found, chosen: Sequence[Ranked]) -> Decimal:
    worth = score(finding)
    reached = finding.reached
    if worth <= 0 or not reached:
        return worth
    before = frozenset().union(*(ranked.finding.reached for ranked in chosen))
    shared = len(reached & before) / len(reached)
    return cents(worth * Decimal(str(1 - OVERLAP_PENALTY * shared)))


def _reason_to_drop(finding: Found, worth: Decimal, chosen: Sequence[Ranked]) -> Text | None:
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


def _named(finding: Found, most: int) -> dict[str, Claim | Text | int | str]:
    return {"headline": finding.headline, "most": most}


def _arithmetic(finding: Found, worth: Decimal) -> Text:
    """The score in words; its amounts rest on the finding's first receipt."""
    receipt = finding.receipts[0].id

    def money(amount: Decimal) -> Claim:
        return Claim(value=amount, unit="money", currency=finding.effect.currency, receipt=receipt)

    sure = Claim(value=Decimal(str(finding.explanation.confidence.value)), unit="rate", receipt=receipt)
    msg = N_(
        "Urgent, so it stands ahead of what can wait. Expected {value} at {confidence} confidence, less {cost} for cost and attention and what better cards already reach: {score}."
    )
    return Text(
        msg=msg
        if finding.urgent
        else N_(
            "Expected {value} at {confidence} confidence, less {cost} for cost and attention and what better cards already reach: {score}."
        ),
        args={
            "value": money(finding.value),
            "confidence": sure,
            "cost": money(finding.cost + finding.attention),
            "score": money(worth),
        },
    )
