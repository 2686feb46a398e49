"""Unused promotion: a platform's offer that products of the shop fit and have not joined."""

from __future__ import annotations

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Candidate, Detector, Found, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.offers import wording
from brain.opportunities.offers.details import MOST_NAMED, Details, read_details
from brain.opportunities.offers.scan import SCAN, judge
from brain.opportunities.offers.watch import WATCH
from cards.model import Subject

NAME = "unused_promotion"


def finish(situation: Situation, candidate: Candidate, result: Result) -> Found | Text:
    """The alarm with what joining would cost and bring."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    found = read_details(situation, kept, candidate, result)
    if not found.products.rows:
        return Text(
            msg=N_("{offer} is open, but nothing that fits it is on sale at a price above cost."),
            args={"offer": found.name},
        )
    offer = found.offer
    effect = effect_between(
        situation, (offer.low, offer.mid, offer.high), max(int(candidate.told["days"]), 1),
        Text(
            msg=N_("Prior: published answers to price (elasticity around -2, wide), less the discount itself; being seen on the platform's page is not counted. No joined offers in this shop yet.")
        ),
    )  # fmt: skip
    return alarm_of(
        situation, kept, candidate, wording.story(candidate, result, found), effect, detector=NAME,
        subjects=_subjects(found), warned=warn(situation, kept, WATCH, candidate.key, {"promotion": found.promotion}),
    )  # fmt: skip


def _subjects(found: Details) -> tuple[Subject, ...]:
    if found.category:
        return (Subject(type="category", id=found.category, name=found.category),)
    return tuple(
        Subject(type="product", id=str(row[0]), name=str(row[1])) for row in found.products.rows[:MOST_NAMED]
    )


unused_promotion = Detector(
    name=NAME,
    title=Text(msg=N_("Unused promotion")),
    needs=(
        Need(
            fact="product",
            file="orders",
            hint=Text(msg=N_("To see which offers fit, import an order export that has product columns.")),
        ),
        Need(
            fact="offer",
            file="promotions",
            hint=Text(
                msg=N_(
                    "To see offers you have not joined, import the platform's promotions: kind “platform”, without a product for the offer itself, with a product for each that has joined."
                )
            ),
        ),
    ),
    scan=Scan(SCAN, judge),
    finish=finish,
    watch=WATCH,
)
