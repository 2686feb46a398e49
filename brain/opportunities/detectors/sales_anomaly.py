"""Sales anomaly: a channel, or the shop, sold far less on one of the last days than on such days before, and what was different."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.evidence import Period
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.mending import effect_of_mending
from brain.opportunities.oddity import wording
from brain.opportunities.oddity.causes import find_cause
from brain.opportunities.oddity.scan import SCAN
from brain.opportunities.oddity.watch import WATCH
from cards.model import Subject

NAME = "sales_anomaly"
VALID_FOR = timedelta(days=2)
LESS_SURE_UNEXPLAINED = 0.1


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm | Text:
    """The low day with what was different about it, and what to look at first."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    channel = candidate.key
    told = wording.Told(result, candidate.told, channel, situation.end)
    cause = find_cause(kept, channel, told.day, candidate.told["orders"])
    sure = candidate.sure - (LESS_SURE_UNEXPLAINED if cause.kind in ("unknown", "offer") else 0.0)
    story = Story(
        headline=wording.headline(told, cause),
        why_now=wording.why_now(told, cause),
        evidence=wording.evidence_of(told, cause),
        steps=wording.steps(told, cause),
        method=wording.method(),
        rests_on=wording.rests_on(told),
        doubt=wording.doubt(told, cause),
        would_change=wording.would_change(told),
        look=wording.look_of(told, result, candidate.row),
    )
    # A day that is over is lost once; one that may go on is lost every day.
    a_day = candidate.told["missing_net"] / (1 if candidate.urgent else 7)
    warned = warn(
        situation, kept, WATCH, candidate.key, {"channel": channel, "low": told.day.isoformat()},
        usual=result.claim_of(1, "rate"), period=Period(start=told.day, end=told.day + timedelta(days=1)),
    )  # fmt: skip
    return alarm_of(
        situation, kept, candidate, story, effect_of_mending(situation, a_day), detector=NAME, warned=warned,
        subjects=(Subject(type="channel", id=channel, name=channel),) if channel else (), valid_for=VALID_FOR,
        sure=max(sure, 0.0), key=f"{channel}:{told.day.isoformat()}",
    )  # fmt: skip


sales_anomaly = Detector(
    name=NAME,
    title=Text(msg=N_("Unusual day")),
    needs=(
        Need(
            fact="order",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see which day is out of the ordinary, import an order export of eleven weeks or more."
                )
            ),
        ),
    ),
    scan=SCAN,
    finish=finish,
    watch=WATCH,
)
