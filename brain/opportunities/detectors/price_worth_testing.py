"""Price worth testing: a product whose own past prices say that another one earns more."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.pricing import trial_wording as wording
from brain.opportunities.pricing.trial_wording import Trial
from brain.opportunities.pricing.trials import SQL, judge
from cards.model import Confidence, Effect, Explanation, Subject

NAME = "price_worth_testing"
VALID_FOR = timedelta(days=14)
EFFECT_DAYS = 7


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm:
    """The card of one product; everything it says stands on the scan's own rows."""
    name = str(result.rows[candidate.row][result.columns.index("name")] or candidate.key)
    trial = Trial(name, candidate.key, candidate.row, result, candidate.told, situation.facts.today)
    return Alarm(
        detector=NAME,
        subjects=(Subject(type="product", id=candidate.key, name=name),),
        headline=wording.headline(trial),
        explanation=_explained(trial, candidate),
        effect=_effect(situation, trial),
        urgent=False,
        dedupe=f"{NAME}:{candidate.key}",
        valid_until=situation.now + VALID_FOR,
        receipts=(result.receipt,),
        steps=wording.steps(trial),
    )


def _explained(trial: Trial, candidate: Candidate) -> Explanation:
    return Explanation(
        why_now=wording.why_now(trial),
        evidence=wording.evidence_rows(trial),
        method=wording.method(),
        confidence=Confidence(value=round(candidate.sure, 2), rests_on=wording.rests_on(trial)),
        strongest_doubt=wording.strongest_doubt(trial),
        would_change=wording.would_change(trial),
        look=wording.look(trial),
    )


def _effect(situation: Situation, trial: Trial) -> Effect:
    """A week's gain over the range of the answer to price."""
    low, mid, high = (Decimal(round(trial.told[end])) for end in ("low", "mid", "high"))
    return Effect(
        currency=situation.facts.shop.currency,
        low=low,
        mid=mid,
        high=high,
        days=EFFECT_DAYS,
        basis=wording.basis(trial),
    )


price_worth_testing = Detector(
    name=NAME,
    title=Text(msg=N_("Price worth a test")),
    needs=(
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see which price is worth a test, import a year of orders with product and unit price columns."
                )
            ),
        ),
    ),
    scan=Scan(SQL, judge),
    finish=finish,
)
