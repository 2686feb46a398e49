"""Look with every detector, rank what they found, and say which could not look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from brain.facts.reader import Facts
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import N_, Text
from brain.ledger.tables import GoalRow, LessonRow
from brain.opportunities.base import Detected, Detector, Finding, Found, Need, Situation, SwitchedOff
from brain.opportunities.detectors import DETECTORS
from brain.opportunities.fatigue import Heard, rested
from brain.opportunities.ranking import MOST_CARDS, Ranked, Steer, rank_findings
from brain.opportunities.scanning import look_at

# Suggestions are about what to do today; with older data they would be about a day that is gone.
MOST_DAYS_BEHIND = 3

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class FeedResult:
    """Findings best first with the reasons of their rank, detectors that could not look, and what was turned down.

    `failed` names the detectors that broke while they looked; they stand among `switched_off` too.

    `receipts` are those of the claims in `considered_and_rejected`; each finding carries its own.
    """

    findings: tuple[Ranked, ...]
    switched_off: tuple[SwitchedOff, ...]
    considered_and_rejected: tuple[Text, ...]
    receipts: tuple[Receipt, ...] = ()
    failed: tuple[str, ...] = ()


def find_opportunities(
    facts: Facts,
    lessons: Sequence[LessonRow],
    *,
    holdout_share: float,
    review_days: int,
    quiet_from: int,
    quiet_until: int,
    most: int = MOST_CARDS,
    detectors: Sequence[Detector] = DETECTORS,
    steer: Steer | None = None,
    seeded: frozenset[str] | None = None,
    goal: GoalRow | None = None,
    heard: Heard = Heard(),
) -> FeedResult:
    """Everything worth proposing on the facts' today, at most `most` findings.

    `seeded` are the detectors that a nightly pass over this very data found something with: of those that scan, only these
    are asked then. `goal` is the month's goal, `steer` what it favours where it is about something of the shop. `heard` says
    who got how many messages lately: who heard enough is in no audience, and ranking goes by those who are left. A detector
    that breaks costs its own cards, not the others'; when all break, the last error is raised. `quiet_from` and `quiet_until`
    are hours of the shop's day. Reads only; needs no network.
    """
    end = data_end(facts)
    if end is None or (facts.today - end).days >= MOST_DAYS_BEHIND:
        return FeedResult((), tuple(_all_off(detectors, facts, end)), ())
    situation = Situation(
        facts, lessons, facts.clock.now(), end, holdout_share, review_days, quiet_from, quiet_until, goal
    )
    off = [_off(detector, missing) for detector in detectors if (missing := missing_needs(detector, facts))]
    asked = [one for one in detectors if seeded is None or one.scan is None or one.name in seeded]
    detected, broken = _look([one for one in asked if not missing_needs(one, facts)], situation)
    rejected = [text for one in detected for text in one.rejected]
    findings: list[Found] = []
    for finding in (finding for one in detected for finding in one.findings):
        left = rested(finding, heard) if isinstance(finding, Finding) else finding
        if isinstance(left, Found):
            findings.append(left)
        else:
            rejected.append(left)
    ranked, dropped = rank_findings(findings, most, steer)
    receipts = {receipt.id: receipt for one in detected for receipt in one.receipts}
    # What was turned down about a finding names its figures, whose receipts the finding carried.
    receipts |= {
        receipt.id: receipt for one in detected for found in one.findings for receipt in found.receipts
    }
    return FeedResult(
        tuple(ranked),
        (*off, *(_broken(one) for one in broken)),
        (*rejected, *dropped),
        tuple(receipts.values()),
        tuple(one.name for one in broken),
    )


def _look(detectors: Sequence[Detector], situation: Situation) -> tuple[list[Detected], list[Detector]]:
    """What each found, and those that broke."""
    detected: list[Detected] = []
    broken: list[Detector] = []
    for detector in detectors:
        try:
            detected.append(look_at(situation, detector))
        except Exception:
            log.exception("a detector broke", detector=detector.name, shop=situation.facts.shop.id)
            broken.append(detector)
            if len(broken) == len(detectors):
                raise
    return detected, broken


def missing_needs(detector: Detector, facts: Facts) -> list[Need]:
    """The needs of a detector that the shop's data does not meet."""
    return [need for need in detector.needs if not facts.has(need.fact)]


def data_end(facts: Facts) -> date | None:
    """The day after the last full day with orders: never later than today, whatever later rows a file holds."""
    result = facts.sql(
        "SELECT max(ordered_on) AS last_day FROM order_line WHERE shop_id = $shop AND ordered_on < $today",
        {"today": facts.today},
    )
    last: date | None = result.rows[0][0]
    return last + timedelta(days=1) if last else None


def _broken(detector: Detector) -> SwitchedOff:
    hint = Text(
        msg=N_(
            "Today this could not be looked at, because of an error in the program. It is written down in the log; the other cards are not touched by it."
        )
    )
    return SwitchedOff(detector=detector.name, title=detector.title, missing=(), hint=hint)


def _off(detector: Detector, missing: Sequence[Need]) -> SwitchedOff:
    names = tuple(need.fact for need in missing)
    return SwitchedOff(detector=detector.name, title=detector.title, missing=names, hint=missing[0].hint)


def _all_off(detectors: Sequence[Detector], facts: Facts, end: date | None) -> list[SwitchedOff]:
    if end is None:
        hint = Text(msg=N_("There are no orders before today yet. Import an order export."))
    else:
        last_day = (end - timedelta(days=1)).isoformat()
        hint = Text(
            msg=N_(
                "The data ends on {day}, and today is {today}. Import newer orders to get suggestions for today."
            ),
            args={"day": last_day, "today": facts.today.isoformat()},
        )
    return [
        SwitchedOff(detector=d.name, title=d.title, missing=("fresh orders",), hint=hint) for d in detectors
    ]
