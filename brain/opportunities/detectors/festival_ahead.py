"""Festival ahead: a category that sold beyond its usual part of the shop before the same festival a year ago."""

from __future__ import annotations

from datetime import date

from brain.facts.reader import Result
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.festivals import wording
from brain.opportunities.festivals.details import Details, read_details
from brain.opportunities.festivals.scan import GAINED, SCAN, judge
from brain.opportunities.festivals.watch import WATCH
from brain.opportunities.keeping import Kept
from cards.alert.model import Warned
from cards.model import Subject

NAME = "festival_ahead"


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm with last year's goods, the stock and the days."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_details(situation, kept, candidate)
    extra = candidate.told["worth"]
    effect = effect_between(
        situation, (share * extra for share in GAINED), max((found.day - situation.end).days, 1),
        Text(
            msg=N_("Prior: being ready brings a twentieth to two fifths of last year's extra ({extra}, at this year's pace) on top of what comes anyway. No prepared festival in this shop yet."),
            args={"extra": result.claim_of(round(extra, 2), "money")},
        ),
    )  # fmt: skip
    return alarm_of(
        situation, kept, candidate, wording.story(situation, candidate, result, found), effect, detector=NAME,
        warned=_warned(situation, kept, candidate, found),
        subjects=(Subject(type="category", id=found.category, name=found.category),),
    )  # fmt: skip


def _warned(situation: Situation, kept: Kept, candidate: Candidate, found: Details) -> Warned | None:
    """Watched up to the festival, beside the same days before it last year."""
    first, end = (date.fromordinal(int(candidate.told[name])) for name in ("first_before", "end_before"))
    last_year = WATCH.count(
        situation.facts,
        {"category": found.category, "first": first.isoformat()},
        Period(start=first, end=end),
    )
    usual = last_year.claim("rate")
    if usual is None:
        return None
    kept.also(last_year.result.receipt)
    about = {"category": found.category, "first": date.fromordinal(int(candidate.told["first"])).isoformat()}
    return warn(situation, kept, WATCH, candidate.key, about, usual=usual, until=found.day)


festival_ahead = Detector(
    name=NAME,
    title=Text(msg=N_("Festival ahead")),
    needs=(
        Need(
            fact="category",
            file="products",
            hint=Text(
                msg=N_(
                    "To see what sells before a festival, import a year of orders, with a category column or a product file."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
