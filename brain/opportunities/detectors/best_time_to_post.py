"""Best time to post: a group whose posts mostly go out at hours that are clicked clearly less than its best one."""

from __future__ import annotations

import math

from brain.analysis.posting_time import allowed_hours
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.posting import hours_wording
from brain.opportunities.posting.hours import SCAN, judge
from brain.opportunities.posting.hours_details import read_hours
from brain.opportunities.posting.hours_watch import WATCH
from brain.opportunities.posting.posts import AHEAD_DAYS, SPREAD
from cards.model import Subject

NAME = "best_time_to_post"
# Where posts bring enough orders, these decide: clicks that end in nothing are no better hour.
EXPLAINED = {
    "clicks": N_("{group} clicked most at {hour}, but the voice used then explains it."),
    "orders": N_("{group} clicked most at {hour}, but ordered no more after it than at other hours."),
}


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm with the group's hours; none for an hour in which nothing may be sent or that a voice explains."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_hours(situation, kept, candidate)
    args: dict[str, str] = {"group": found.group, "hour": hours_wording.clock(found.hour)}
    if found.hour not in allowed_hours(situation.quiet_from, situation.quiet_until):
        return Text(
            msg=N_("{group} clicks most at {hour}, but nothing is sent in the quiet hours."), args={**args}
        )
    if found.fit is not None and found.hour in found.fit.hours and found.fit.hours[found.hour].value <= 1:
        return Text(msg=EXPLAINED[found.fit.measure], args={**args})
    worth = candidate.told["worth"]
    effect = effect_between(
        situation, (worth / SPREAD, worth, worth * SPREAD), AHEAD_DAYS,
        Text(
            msg=N_("{clicks} more clicks in {days} days if as many posts go out at {hour}, at what this shop's clicks bring; half of those orders are taken as extra. No history of moved posts in this shop yet."),
            args={**args, "clicks": result.claim_of(round(candidate.told["gained"]), "count"), "days": AHEAD_DAYS},
        ),
    )  # fmt: skip
    best = result.claim_of(round(math.exp(candidate.told["elsewhere"]) * candidate.told["ratio"], 4), "rate")
    about = {"group": found.group, "hour": str(found.hour)}
    return alarm_of(
        situation, kept, candidate, hours_wording.story(candidate, result, found), effect, detector=NAME,
        warned=warn(situation, kept, WATCH, candidate.key, about, usual=best),
        subjects=(Subject(type="group", id=found.group, name=found.group),),
    )  # fmt: skip


best_time_to_post = Detector(
    name=NAME,
    title=Text(msg=N_("Best time to post")),
    needs=(
        Need(
            fact="post",
            file="posts",
            hint=Text(
                msg=N_(
                    "To see when a group reads, import your posts with group, time, readers reached and clicks."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
