"""Refund spike: a product, a channel or the shop is sent back more than its own past explains, with the one cause where there is one."""

from __future__ import annotations

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.refunding import wording
from brain.opportunities.refunding.details import Details, read_details
from brain.opportunities.refunding.scan import AVOIDED, CHANNEL, PRODUCT, RECENT_DAYS, SCAN, judge
from brain.opportunities.refunding.watch import WATCH
from cards.model import Subject

NAME = "refund_spike"


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm, with the part that explains it where there is one."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_details(situation, kept, candidate)
    extra = candidate.told["extra"]
    effect = effect_between(
        situation, (share * extra for share in AVOIDED), RECENT_DAYS,
        Text(
            msg=N_("Prior: half of the refunds beyond the usual are avoided in the next {days} days, a fifth to nine tenths. No history of such repairs in this shop yet."),
            args={"days": RECENT_DAYS},
        ),
    )  # fmt: skip
    story = wording.story(situation, candidate, result, found)
    kind, _, item = candidate.key.partition(":")
    usual = result.claim_of(round(candidate.told["usual"], 4), "rate")
    warned = warn(situation, kept, WATCH, candidate.key, {"kind": kind, "item": item}, usual=usual)
    return alarm_of(
        situation, kept, candidate, story, effect, detector=NAME, subjects=_subjects(candidate, found), warned=warned,
    )  # fmt: skip


def _subjects(candidate: Candidate, found: Details) -> tuple[Subject, ...]:
    kind, _, item = candidate.key.partition(":")
    subjects: list[Subject] = []
    if kind == PRODUCT:
        subjects.append(Subject(type="product", id=item, name=found.name))
    if kind == CHANNEL:
        subjects.append(Subject(type="channel", id=item, name=item))
    if found.cause is not None and found.cause.dimension == "sku":
        subjects.append(Subject(type="sku", id=found.cause.value, name=found.cause.value))
    if found.cause is not None and found.cause.dimension == "channel":
        subjects.append(Subject(type="channel", id=found.cause.value, name=found.cause.value))
    return tuple(subjects)


refund_spike = Detector(
    name=NAME,
    title=Text(msg=N_("Refund spike")),
    needs=(
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see what is sent back too often, import an order export with product and refund columns."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
