"""Falling category: a category sells clearly less than before while the rest of the shop does not, and why."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Situation
from brain.opportunities.falling import wording
from brain.opportunities.falling.causes import find_cause
from brain.opportunities.falling.scan import SCAN
from brain.opportunities.falling.watch import USUAL_DAYS, WATCH
from brain.opportunities.keeping import Kept
from brain.opportunities.mending import effect_of_mending
from cards.alert.model import Warned
from cards.model import Subject

NAME = "falling_category"
VALID_FOR = timedelta(days=5)
# A cause that the data does not name makes the card less useful and the fall itself a little less sure.
LESS_SURE_UNEXPLAINED = 0.1


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm | Text:
    """The fall with its likeliest cause and what to do about it."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    category, told = candidate.key, wording.Told(result, candidate.told)
    cause = find_cause(situation, kept, category, candidate.told["expected"] - candidate.told["now"])
    sure = candidate.sure - (LESS_SURE_UNEXPLAINED if cause.kind in ("unknown", "offer") else 0.0)
    story = Story(
        headline=wording.headline(category, told, cause),
        why_now=wording.why_now(told),
        evidence=wording.evidence_of(category, told, cause),
        steps=wording.steps(category, cause),
        method=wording.method(told),
        rests_on=wording.rests_on(told),
        doubt=wording.doubt(cause),
        would_change=wording.would_change(told),
        rejected=wording.considered(cause),
        look=wording.look_of(situation, result, candidate.row, told),
    )
    effect = effect_of_mending(situation, candidate.told["missing_a_day"])
    return alarm_of(
        situation, kept, candidate, story, effect, detector=NAME, warned=_warned(situation, kept, category),
        subjects=(Subject(type="category", id=category, name=category),), valid_for=VALID_FOR, sure=max(sure, 0.0),
    )  # fmt: skip


def _warned(situation: Situation, kept: Kept, category: str) -> Warned | None:
    """Its share of the orders, beside that of the eight weeks before the fortnight of the fall."""
    fell = situation.days_before(WATCH.days)
    before = WATCH.count(
        situation.facts, {"category": category}, Period(start=fell - timedelta(days=USUAL_DAYS), end=fell)
    )
    usual = before.claim("rate")
    if usual is None:
        return None
    kept.also(before.result.receipt)
    return warn(situation, kept, WATCH, category, {"category": category}, usual=usual)


falling_category = Detector(
    name=NAME,
    title=Text(msg=N_("Falling category")),
    needs=(
        Need(
            fact="category",
            file="products",
            hint=Text(
                msg=N_(
                    "To see which category falls, import a product file with a category column, or an order export that has one."
                )
            ),
        ),
    ),
    scan=SCAN,
    finish=finish,
    watch=WATCH,
)
