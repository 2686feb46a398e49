"""Price worth testing: a product whose own past prices say that another one earns more."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.pricing import trial_wording as wording
from brain.opportunities.pricing.trial_watch import WATCH
from brain.opportunities.pricing.trial_wording import Trial
from brain.opportunities.pricing.trials import SQL, judge
from cards.model import Effect, Subject

NAME = "price_worth_testing"
VALID_FOR = timedelta(days=14)
EFFECT_DAYS = 7


def finish(situation: Situation, candidate: Candidate, result: Result) -> Alarm:
    """The card of one product; everything it says stands on the scan's own rows."""
    name = str(result.rows[candidate.row][result.columns.index("name")] or candidate.key)
    trial = Trial(name, candidate.key, candidate.row, result, candidate.told, situation.facts.today)
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    story = Story(
        headline=wording.headline(trial),
        why_now=wording.why_now(trial),
        evidence=wording.evidence_of(trial),
        steps=wording.steps(trial),
        method=wording.method(),
        rests_on=wording.rests_on(trial),
        doubt=wording.strongest_doubt(trial),
        would_change=wording.would_change(trial),
        look=wording.look(trial),
    )
    about = {"product": candidate.key, "price": f"{candidate.told['test']:.4f}"}
    return alarm_of(
        situation, kept, candidate, story, _effect(situation, trial), detector=NAME, warned=warn(situation, kept, WATCH, candidate.key, about),
        subjects=(Subject(type="product", id=candidate.key, name=name),), valid_for=VALID_FOR,
    )  # fmt: skip


def _effect(situation: Situation, trial: Trial) -> Effect:
    """A week's gain over the range of the answer to price."""
    amounts = [trial.told[end] for end in ("low", "mid", "high")]
    return effect_between(situation, amounts, EFFECT_DAYS, wording.basis(trial))


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
    watch=WATCH,
)
