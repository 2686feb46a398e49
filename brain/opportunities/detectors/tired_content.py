"""Tired content: posts about the same thing in the same group are clicked less each time."""

from __future__ import annotations

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.posting import worn_wording
from brain.opportunities.posting.posts import AHEAD_DAYS, SPREAD
from brain.opportunities.posting.worn import SCAN, judge
from brain.opportunities.posting.worn_details import read_series
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
        subjects=tuple(subjects),
    )  # fmt: skip


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
)
