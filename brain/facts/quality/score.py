"""How good a shop's data is, as a number whose parts can be read: 100 less what each defect costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pydantic import BaseModel, ConfigDict

from brain.facts.quality.freshness import Freshness, freshness
from brain.facts.quality.measuring import Defect, measure
from brain.facts.reader import Facts
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import N_, Text


@dataclass(frozen=True)
class Weight:
    """What a kind of defect may cost. All `points` are lost at the share `full_at` of what it is measured against.

    `label` names the check, `why` says what the defect spoils, `next` what to do (all msgids).
    """

    name: str
    points: int
    full_at: float
    label: str
    why: str
    next: str


# The points add up to 100. What makes every figure wrong costs most, what only keeps something switched off costs least.
WEIGHTS: tuple[Weight, ...] = (
    Weight(
        "stale",
        14,
        1.0,
        N_("Up to date"),
        N_("What to do today cannot be told from old orders."),
        N_("Export the newest orders and load them."),
    ),
    Weight(
        "doubled",
        14,
        0.1,
        N_("No order twice"),
        N_("Orders that come from two systems count twice in every figure."),
        N_("Take one of the two imports back."),
    ),
    Weight(
        "left_out",
        12,
        0.1,
        N_("No sales left out"),
        N_("Sales of rows that could not be read are in no figure."),
        N_("Look at the reasons beside the import, correct the rows and load the file again."),
    ),
    Weight(
        "customer",
        9,
        1.0,
        N_("Orders have a customer"),
        N_("Repeat buyers and win-back cards rest on the known ones only."),
        N_("Choose an export with the buyer's name or number."),
    ),
    Weight(
        "gaps",
        8,
        0.2,
        N_("No days missing"),
        N_("Comparisons over a gap show a fall that never was."),
        N_("Export the missing days and load them."),
    ),
    Weight(
        "product",
        8,
        1.0,
        N_("Lines have a product"),
        N_("Best sellers, baskets and stock rest on the known ones only."),
        N_("Choose the export with one row for each product of an order."),
    ),
    Weight(
        "unreconciled",
        7,
        1.0,
        N_("Compared with the back office"),
        N_("Whether an export is complete only the shop system knows."),
        N_("Type the totals of the back office beside the import."),
    ),
    Weight(
        "absurd",
        6,
        0.02,
        N_("No impossible values"),
        N_("One price in the wrong unit can outweigh a whole month."),
        N_("Look at these rows in the export and correct them at their source."),
    ),
    Weight(
        "category",
        5,
        1.0,
        N_("Products have a category"),
        N_("Rising categories cannot be seen."),
        N_("Load your product list with a category for each product."),
    ),
    Weight(
        "cost",
        5,
        1.0,
        N_("Products have a cost"),
        N_("Gross margin cannot be told, and cards on clearance and prices stay off."),
        N_("Load your product list with what each product costs you."),
    ),
    Weight(
        "future",
        4,
        0.02,
        N_("No dates in the future"),
        N_("Such orders are missing on the day on which they were placed."),
        N_("Check the clock of the till and how the file writes its dates."),
    ),
    Weight(
        "unlisted",
        4,
        1.0,
        N_("Products are in the product list"),
        N_("Price, brand and cost of what is not listed are not known."),
        N_("Load a newer product list."),
    ),
    Weight(
        "alike",
        4,
        0.5,
        N_("No look-alike orders"),
        N_("Two systems may have booked the same sale under two numbers."),
        N_("Compare a few of them in both systems; if they are the same, take one import back."),
    ),
)
WHOLE = 100


class Reason(BaseModel):
    """One defect: what was found (with counts), how many of the check's points it costs, and what to do next."""

    model_config = ConfigDict(frozen=True)

    name: str
    points: int
    of: int
    text: Text
    why: Text
    next: Text


class Quality(BaseModel):
    """The score 0..100 and its reasons, the costliest first; `score` == 100 - the reasons' points, always.

    `score` is None for a shop without orders: then `text` says what will be here. `passed` are the checks without a defect.
    """

    model_config = ConfigDict(frozen=True)

    score: int | None
    text: Text
    reasons: tuple[Reason, ...] = ()
    passed: tuple[Text, ...] = ()
    freshness: Freshness
    receipts: tuple[Receipt, ...] = ()


def quality(facts: Facts) -> Quality:
    """Look at all of a shop's facts as they are today."""
    fresh = freshness(facts)
    measured = measure(facts, fresh)
    if measured is None:
        return Quality(
            score=None,
            text=Text(
                msg="Once you have loaded orders, this says how far they can be relied on, and what to do about the rest."
            ),
            freshness=fresh,
        )
    reasons = scored(measured)
    receipts = {one.receipt.id: one.receipt for one in measured}
    if fresh.receipt:
        receipts[fresh.receipt.id] = fresh.receipt
    checked = {one.name for one in measured if one.checked and not one.share}
    total = WHOLE - sum(one.points for one in reasons)
    return Quality(
        score=total,
        text=_words(len(reasons)),
        reasons=reasons,
        passed=tuple(Text(msg=one.label) for one in WEIGHTS if one.name in checked),
        freshness=fresh,
        receipts=tuple(receipts.values()),
    )


def scored(defects: Sequence[Defect]) -> tuple[Reason, ...]:
    """What each defect costs, the costliest first; defects of share 0 cost nothing and are no reasons."""
    by_name = {one.name: one for one in defects if one.share > 0}
    found = [
        Reason(
            name=weight.name,
            points=points_lost(weight, by_name[weight.name].share),
            of=weight.points,
            text=by_name[weight.name].text,
            why=Text(msg=weight.why),
            next=Text(msg=weight.next),
        )
        for weight in WEIGHTS
        if weight.name in by_name
    ]
    return tuple(sorted(found, key=lambda one: -one.points))


def points_lost(weight: Weight, share: float) -> int:
    """Whole points: at least one for any defect, all of them from `full_at` on; never fewer for a larger share."""
    if share <= 0:
        return 0
    return min(weight.points, max(1, ceil(weight.points * share / weight.full_at)))


def _words(reasons: int) -> Text:
    if not reasons:
        return Text(msg="Nothing stands against these data.")
    if reasons == 1:
        return Text(msg="One thing stands against these data.")
    return Text(msg="{count} things stand against these data.", args={"count": reasons})
