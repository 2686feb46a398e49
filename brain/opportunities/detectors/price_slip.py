"""Price slip: a product that costs far less than it did, all by itself and without a promotion."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.pricing import slip_wording as wording
from brain.opportunities.pricing.slip_watch import WATCH
from brain.opportunities.pricing.slip_wording import Slip
from brain.opportunities.pricing.slips import HISTORY_DAYS, NEW_DAYS, SQL, judge
from cards.alert.model import Warned
from cards.model import Effect, Subject

NAME = "price_slip"
VALID_FOR = timedelta(days=1)
EFFECT_DAYS = 7
# Some would not have bought at the right price; but not so few.
LEAST_PART = 0.5

DAYS = """SELECT ordered_on AS day, max(unit_price) AS price FROM order_line
WHERE shop_id = $shop AND product_id = $product AND ordered_on >= $since AND ordered_on < $until AND line_type = 'product'
    AND status IN ('paid', 'refunded') AND paid_amount > 0 AND unit_price > 0 AND promotion_id IS NULL AND coupon IS NULL
GROUP BY ordered_on ORDER BY ordered_on"""

RIVAL = """SELECT min(price) AS theirs FROM (
    SELECT price, row_number() OVER (PARTITION BY seller ORDER BY observed_at DESC) AS place FROM market_price
    WHERE shop_id = $shop AND product_id = $product AND observed_at >= $since AND observed_at < $until) AS last_seen
WHERE place = 1 HAVING min(price) IS NOT NULL"""


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm:
    """The card of one product, with its days and the cheapest competitor."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    slip = _slip(situation, kept, candidate, result)
    story = Story(
        headline=wording.headline(slip),
        why_now=wording.why_now(slip),
        evidence=wording.evidence_of(slip),
        steps=wording.steps(slip),
        method=wording.method(),
        rests_on=wording.rests_on(slip),
        doubt=wording.strongest_doubt(slip),
        would_change=wording.would_change(slip),
        look=wording.look(slip),
    )
    return alarm_of(
        situation, kept, candidate, story, _effect(situation, slip), detector=NAME, warned=_warned(situation, kept, candidate, result),
        subjects=(Subject(type="product", id=candidate.key, name=slip.name),), valid_for=VALID_FOR, key=f"{candidate.key}:{slip.told['price']:.2f}",
    )  # fmt: skip


def _slip(situation: Situation, kept: Kept, candidate: Candidate, result: Result) -> Slip:
    params = {"product": candidate.key, "since": situation.days_before(HISTORY_DAYS), "until": situation.end}
    days = kept.sql(DAYS, params)
    rival = kept.sql(RIVAL, {**params, "since": situation.days_before(2 * NEW_DAYS)})
    name = str(result.rows[candidate.row][result.columns.index("name")] or candidate.key)
    return Slip(name, candidate.row, result, candidate.told, days, rival if rival.rows else None)


def _warned(situation: Situation, kept: Kept, candidate: Candidate, result: Result) -> Warned | None:
    """Where the slip was seen it is looked at again: in what was sold, or else in the product file."""
    by_file = not candidate.told["sold"]
    return warn(
        situation, kept, WATCH, candidate.key, {"product": candidate.key, "by": "listed" if by_file else "sold"},
        usual=result.claim_of(round(candidate.told["expected"], 2), "money"), told={"by_file": float(by_file)}, file="products" if by_file else "orders",
    )  # fmt: skip


def _effect(situation: Situation, slip: Slip) -> Effect:
    """What a week at the low price gives away: at the usual pace, half of it, or the pace at which the low price sells."""
    each = slip.told["expected"] - slip.told["price"]
    usual = slip.told["pace"] * EFFECT_DAYS
    low = slip.cell("now_units") / NEW_DAYS * EFFECT_DAYS
    amounts = (each * usual * LEAST_PART, each * usual, each * max(usual, low))
    return effect_between(situation, amounts, EFFECT_DAYS, wording.basis(slip))


price_slip = Detector(
    name=NAME,
    title=Text(msg=N_("Price slip")),
    needs=(
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see when a price slips, import an order export with product and unit price columns."
                )
            ),
        ),
    ),
    scan=Scan(SQL, judge),
    finish=finish,
    watch=WATCH,
)
