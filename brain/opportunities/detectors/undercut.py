"""Undercut: a competitor who went well below our price for something that sells here."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.base import Alarm, Candidate, Detector, Need, Scan, Situation
from brain.opportunities.expectation import effect_between
from brain.opportunities.keeping import Kept
from brain.opportunities.pricing import rival_wording as wording
from brain.opportunities.pricing.rival_watch import WATCH
from brain.opportunities.pricing.rival_wording import Rival
from brain.opportunities.pricing.rivals import CROSS_HIGH, CROSS_LOW, CROSS_MID, HABIT_DAYS, SQL, judge
from cards.model import Effect, Subject

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
    story = Story(
        headline=wording.headline(rival),
        why_now=wording.why_now(rival),
        evidence=wording.evidence_of(rival),
        steps=wording.steps(rival),
        method=wording.method(),
        rests_on=wording.rests_on(rival),
        doubt=wording.strongest_doubt(rival),
        would_change=wording.would_change(rival),
        look=wording.look(rival),
    )
    warned = warn(
        situation,
        kept,
        WATCH,
        candidate.key,
        {"product": candidate.key, "seller": _seller(candidate, result)},
    )
    return alarm_of(
        situation, kept, candidate, story, _effect(situation, rival), detector=NAME, warned=warned,
        subjects=(Subject(type="product", id=candidate.key, name=rival.name),), valid_for=VALID_FOR, key=f"{candidate.key}:{rival.seller}",
    )  # fmt: skip


def _seller(candidate: Candidate, result: Result) -> str:
    return str(result.rows[candidate.row][result.columns.index("seller")])


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


def _effect(situation: Situation, rival: Rival) -> Effect:
    """A week's sales that such a gap is expected to cost, and so the most that an answer can keep."""
    weekly = rival.told["weekly"] * rival.told["gap"]
    amounts = [weekly * cross for cross in (CROSS_LOW, CROSS_MID, CROSS_HIGH)]
    return effect_between(situation, amounts, EFFECT_DAYS, wording.basis())


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
    watch=WATCH,
)
