"""Review quality: several different customers complain of the same about one product."""

from __future__ import annotations

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.complaining import wording
from brain.opportunities.complaining.details import read_details
from brain.opportunities.complaining.scan import A_STAR, SALES_DAYS, SCAN, judge
from brain.opportunities.complaining.watch import WATCH
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from cards.model import Subject

NAME = "review_quality"


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm with the customers' own sentences."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_details(situation, kept, candidate, result)
    at_stake = candidate.told["stars"] * candidate.told["net"]
    effect = effect_between(
        situation, (share * at_stake for share in A_STAR), SALES_DAYS,
        Text(
            msg=N_("Without these reviews its mean rating would be {stars} stars higher; published: a star is worth 5 to 9 % of sales (restaurants, Luca 2016), taken as 3 to 15 % here. No history of such repairs in this shop yet."),
            args={"stars": result.claim_of(round(candidate.told["stars"], 1), "number")},
        ),
    )  # fmt: skip
    product, _, theme = candidate.key.partition(":")
    reviews = max(int(result.rows[candidate.row][result.columns.index("reviews")]), 1)
    usual = result.claim_of(round(candidate.told["expected"] / reviews, 4), "rate")
    warned = warn(situation, kept, WATCH, candidate.key, {"product": product, "theme": theme}, usual=usual)
    return alarm_of(
        situation, kept, candidate, wording.story(candidate, result, found), effect, detector=NAME, warned=warned,
        subjects=(Subject(type="product", id=product, name=found.name),),
    )  # fmt: skip


review_quality = Detector(
    name=NAME,
    title=Text(msg=N_("Shared complaints")),
    needs=(
        Need(
            fact="review",
            file="reviews",
            hint=Text(
                msg=N_(
                    "To see what customers complain of, import reviews with product, customer, rating and text."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
