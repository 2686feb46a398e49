"""Overstock clearance: stock for months, and prices above cost that would bring its money back."""

from __future__ import annotations

from datetime import timedelta

from brain.analysis.clearance import Ladder, NotCleared, clearance_ladder
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.shelf import slow_wording as wording
from brain.opportunities.shelf.slow import COST_SHARE, LEAST_COVER, SQL, WEEKS, judge, weekly
from brain.opportunities.shelf.slow_watch import WATCH
from brain.opportunities.shelf.slow_wording import Slow
from cards.model import Effect, Subject

NAME = "overstock_clearance"
VALID_FOR = timedelta(days=7)
# What a piece left over still brings, as a part of its cost: what buyers of remainders pay. Our own guess; no source was at hand.
LEFT_OVER_WORTH = 0.3
# Money and space for stock cost about a quarter of its value a year (Silver, Pyke and Thomas 2017, ch. 1, name 20 to 40 %).
HOLDING_A_YEAR = 0.25


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm:
    """The card of one product; everything it says stands on the scan's own rows."""
    slow = _slow(situation, candidate, result)
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    story = Story(
        headline=wording.headline(slow),
        why_now=wording.why_now(slow),
        evidence=wording.evidence_of(slow),
        steps=wording.steps(slow),
        method=wording.method(),
        rests_on=wording.rests_on(slow),
        doubt=wording.strongest_doubt(slow),
        would_change=wording.would_change(slow),
        rejected=wording.rejected(slow),
        look=wording.look(slow),
    )
    # Pieces a week at which the pile would no longer be one.
    needed = result.claim_of(round(7 * slow.told["pieces"] / LEAST_COVER, 1), "number")
    warned = warn(situation, kept, WATCH, candidate.key, {"product": candidate.key}, usual=needed)
    return alarm_of(
        situation, kept, candidate, story, _effect(situation, slow), detector=NAME, warned=warned,
        subjects=(Subject(type="product", id=candidate.key, name=slow.name),), valid_for=VALID_FOR, sure=_sure(slow, candidate),
    )  # fmt: skip


def _slow(situation: Situation, candidate: Candidate, result: Result) -> Slow:
    row = dict(zip(result.columns, result.rows[candidate.row], strict=True))
    name = str(row["name"] or candidate.key)
    ladder = _ladder(candidate, row["price"], row["cost"])
    return Slow(name, candidate.row, result, candidate.told, situation.facts.today, situation.end, ladder)


def _ladder(candidate: Candidate, price: float | None, cost: float | None) -> Ladder | NotCleared:
    if not cost or not price:
        return "no_cost"
    found = clearance_ladder(
        stock=candidate.told["pieces"], pace=weekly(candidate.told), price=float(price), cost=float(cost), weeks=WEEKS,
        salvage=LEFT_OVER_WORTH * float(cost),
    )  # fmt: skip
    return found if isinstance(found, Ladder) else found.reason


def _sure(slow: Slow, candidate: Candidate) -> float:
    """That there is too much, and where prices are proposed no surer than that they bring more."""
    return min(candidate.sure, slow.ladder.chance) if isinstance(slow.ladder, Ladder) else candidate.sure


def _effect(situation: Situation, slow: Slow) -> Effect:
    """A week's share, to stand beside cards of a week: of what the prices bring more than the present one, or of what holding costs."""
    if isinstance(slow.ladder, Ladder):
        gain = slow.ladder.gain
        low, mid, high = sorted((gain.low, gain.mid, gain.high))
    else:
        cost = slow.cell("cost") or COST_SHARE * slow.cell("price")
        mid = slow.told["left"] * cost * HOLDING_A_YEAR * WEEKS / 52
        low, high = 0.0, 2 * mid
    weekly_amounts = [amount / WEEKS for amount in (low, mid, high)]
    return effect_between(situation, weekly_amounts, 7, wording.basis(slow, low, high))


overstock_clearance = Detector(
    name=NAME,
    title=Text(msg=N_("Stock that lies too long")),
    needs=(
        Need(
            fact="stock",
            file="stock",
            hint=Text(
                msg=N_(
                    "To see what lies too long, import a stock file with pieces on hand; costs in the product file add prices."
                )
            ),
        ),
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_("To know how fast things sell, import an order export that has product columns.")
            ),
        ),
    ),
    scan=Scan(SQL, judge),
    finish=finish,
    watch=WATCH,
)
