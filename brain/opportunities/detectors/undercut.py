"""Undercut: a competitor who went well below our price for something that sells here."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.pricing import rival_wording as wording
from brain.opportunities.pricing.rival_wording import Rival
from brain.opportunities.pricing.rivals import CROSS_HIGH, CROSS_LOW, CROSS_MID, HABIT_DAYS, SQL, judge
from cards.model import Confidence, Effect, Explanation, Subject

NAME = "undercut"
VALID_FOR = timedelta(days=3)
EFFECT_DAYS = 7

SEEN = """SELECT CAST(observed_at AS DATE) AS day, min(price) AS price FROM market_price
WHERE shop_id = $shop AND product_id = $product AND coalesce(seller, '') = $seller AND observed_at >= $since AND observed_at < $until
GROUP BY CAST(observed_at AS DATE) ORDER BY day"""


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm:
    """The card of one product, with what that seller asked before."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    rival = _rival(situation, kept, candidate, result)
    return Alarm(
        detector=NAME,
        subjects=(Subject(type="product", id=candidate.key, name=rival.name),),
        headline=wording.headline(rival),
        explanation=_explained(rival, candidate),
        effect=_effect(situation, rival),
        urgent=False,
        dedupe=f"{NAME}:{candidate.key}:{rival.seller}",
        valid_until=situation.now + VALID_FOR,
        receipts=kept.receipts,
        steps=wording.steps(rival),
    )


def _rival(situation: Situation, kept: Kept, candidate: Candidate, result: Result) -> Rival:
    row = dict(zip(result.columns, result.rows[candidate.row], strict=True))
    seen = kept.sql(
        SEEN,
        {
            "product": candidate.key, "seller": row["seller"], "since": situation.days_before(HABIT_DAYS), "until": situation.end,
        },
    )  # fmt: skip
    name = str(row["name"] or candidate.key)
    return Rival(name, candidate.row, result, candidate.told, seen, situation.facts.today)


def _explained(rival: Rival, candidate: Candidate) -> Explanation:
    return Explanation(
        why_now=wording.why_now(rival),
        evidence=wording.evidence_rows(rival),
        method=wording.method(),
        confidence=Confidence(value=round(candidate.sure, 2), rests_on=wording.rests_on(rival)),
        strongest_doubt=wording.strongest_doubt(rival),
        would_change=wording.would_change(rival),
        look=wording.look(rival),
    )


def _effect(situation: Situation, rival: Rival) -> Effect:
    """A week's sales that such a gap is expected to cost, and so the most that an answer can keep."""
    low, mid, high = (
        Decimal(round(rival.told["weekly"] * rival.told["gap"] * cross))
        for cross in (CROSS_LOW, CROSS_MID, CROSS_HIGH)
    )
    return Effect(
        currency=situation.facts.shop.currency,
        low=low,
        mid=mid,
        high=high,
        days=EFFECT_DAYS,
        basis=wording.basis(),
    )


undercut = Detector(
    name=NAME,
    title=Text(msg=N_("Competitor below your price")),
    needs=(
        Need(
            fact="market_price",
            file="prices",
            hint=Text(msg=N_("To see who undercuts you, import a prices file: day, product, seller, price.")),
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
)
