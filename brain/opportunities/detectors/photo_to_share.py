"""Photo to share: pictures that happy customers sent and let the shop show, of products that sell."""

from __future__ import annotations

from brain.analysis.effect import expected_lift
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.photos.scan import SCAN, judge
from brain.opportunities.photos.watch import WATCH
from brain.opportunities.photos.wording import read_pictures, story
from brain.opportunities.timing import choose_timing
from cards.model import Subject

NAME = "photo_to_share"
DAYS = 7


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm with the pictures' places and the best hour."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_pictures(situation, kept, candidate, result)
    if not found.result.rows:
        return Text(
            msg=N_("A picture of {product} is there, but its review is not clearly happy."),
            args={"product": found.name},
        )
    lift = expected_lift(candidate.told["weekly"])
    effect = effect_between(
        situation, (lift.low, lift.mid, lift.high), DAYS,
        Text(msg=N_("Prior: a post adds a twentieth of the usual sales of what it shows, a quarter of that to four times as much. No history of customers' pictures in this shop yet.")),
    )  # fmt: skip
    timing = choose_timing(situation, kept, None)
    return alarm_of(
        situation, kept, candidate, story(situation, candidate, result, found, timing), effect, detector=NAME,
        warned=warn(situation, kept, WATCH, candidate.key, {"product": candidate.key}),
        subjects=(Subject(type="product", id=candidate.key, name=found.name),),
    )  # fmt: skip


photo_to_share = Detector(
    name=NAME,
    title=Text(msg=N_("Customer's picture")),
    needs=(
        Need(
            fact="picture",
            file="reviews",
            hint=Text(
                msg=N_(
                    "To see which customers' pictures you may show, import reviews with picture and picture_consent."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
