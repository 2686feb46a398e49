"""Tired content: posts about the same thing in the same group are clicked less each time."""

from __future__ import annotations

from brain.facts.reader import Result
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.posting import worn_wording
from brain.opportunities.posting.posts import AHEAD_DAYS, POST_DAYS, SPREAD
from brain.opportunities.posting.worn import SCAN, judge
from brain.opportunities.posting.worn_details import Series, read_series
from brain.opportunities.posting.worn_watch import WATCH
from cards.alert.model import Warned
from cards.model import Subject

NAME = "tired_content"


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm with each post's clicks."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_series(situation, kept, candidate, result)
    worth = candidate.told["worth"]
    effect = effect_between(
        situation, (worth / SPREAD, worth, worth * SPREAD), AHEAD_DAYS,
        Text(
            msg=N_("{clicks} clicks lost in {days} days against the first post, at what this shop's clicks bring; half of those orders are taken as extra. No history of fresh texts in this shop yet."),
            args={"clicks": result.claim_of(round(candidate.told["lost"]), "count"), "days": AHEAD_DAYS},
        ),
    )  # fmt: skip
    subjects = [Subject(type="group", id=found.group, name=found.group)]
    if not found.by_words:
        subjects.append(Subject(type="product", id=found.item, name=found.name))
    return alarm_of(
        situation, kept, candidate, worn_wording.story(candidate, result, found), effect, detector=NAME,
        subjects=tuple(subjects), warned=_warned(situation, kept, candidate, found),
    )  # fmt: skip


def _warned(situation: Situation, kept: Kept, candidate: Candidate, found: Series) -> Warned | None:
    """The posts about the product beside its first ones; where words were worn, all posts of the group beside its earlier ones."""
    about = {"group": found.group, "item": "" if found.by_words else found.item}
    late = situation.days_before(AHEAD_DAYS)
    before = WATCH.count(situation.facts, about, Period(start=situation.days_before(POST_DAYS), end=late))
    first, usual = found.half(1, 0), before.claim("rate")
    if not found.by_words and first is not None:
        usual = found.halves.claim(first, "rate", "rate")
        usual = found.halves.claim_of(round(usual.value, 4), "rate")
    if usual is None:
        return None
    kept.also(before.result.receipt)
    return warn(situation, kept, WATCH, candidate.key, about, usual=usual)


tired_content = Detector(
    name=NAME,
    title=Text(msg=N_("Tired content")),
    needs=(
        Need(
            fact="post",
            file="posts",
            hint=Text(
                msg=N_(
                    "To see which posts wear out, import your posts with group, readers reached and clicks."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
