"""Repurchase due: regular buyers of a product whose own interval ends about now."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from brain.analysis.effect import RESPONSE_PRIORS
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Candidate, Detector, Finding, Member, Need, Scan, Situation
from brain.opportunities.customer_lines import audience_given
from brain.opportunities.goods import Choice
from brain.opportunities.keeping import Kept
from brain.opportunities.proposing import Post, propose
from brain.opportunities.repurchase import wording
from brain.opportunities.repurchase.chance import LEAST_BOUGHT, MOST_ANYWAY, chances_of, natural_of
from brain.opportunities.repurchase.due import LEAST_PACE, SCAN, goods_of, members_sql
from brain.opportunities.repurchase.judge import judge
from brain.opportunities.repurchase.wording import Told
from cards.model import Confidence, Explanation, Subject

NAME = "repurchase_due"
# The tolerance of the due day is over by then.
VALID_FOR = timedelta(days=3)
MOST_SURE_UNTRIED = 0.5


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The card about one product, or why there is none."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    product = candidate.key
    goods = goods_of(situation, kept, product)
    if not goods.shown:
        name = str(goods.result.rows[0][1]) if goods.result.rows else product
        return wording.not_in_stock(name)
    asked = members_sql(situation, product)
    read = kept.sql(asked.text, asked.params)
    chances = chances_of(situation, kept, product, read, situation.review_days)
    told = _told(situation, kept, candidate, result, goods)
    natural = told.natural
    if natural is not None and natural.rate < LEAST_BOUGHT:
        return wording.no_rhythm(told)
    members = _members(read, chances)
    return propose(
        situation,
        kept,
        Post(
            detector=NAME,
            key=product,
            purpose="plain",
            subjects=(Subject(type="product", id=product, name=told.product),),
            headline=wording.headline(told),
            explanation=_explained(told, candidate),
            audience_name=wording.audience_name(told.product),
            audience=audience_given(members),
            members=members,
            goods=goods.shown,
            rule={"product": product, "least_pace": LEAST_PACE},
            valid_for=VALID_FOR,
            response=RESPONSE_PRIORS["regular"],
            natural=min(natural.rate if natural else _kept_share(told), MOST_ANYWAY),
        ),
    )


def _told(situation: Situation, kept: Kept, candidate: Candidate, result: Result, goods: Choice) -> Told:
    pace = float(result.rows[candidate.row][result.columns.index("pace")])
    natural = natural_of(situation, kept, candidate.key, pace, situation.review_days)
    return Told(result, candidate.row, goods.shown[0].name, natural, situation.review_days, goods)


def _sure(told: Told, candidate: Candidate) -> float:
    """Pauses that agree are half of it; the other half is what became of customers at this point before."""
    if told.natural is None:
        return min(candidate.sure, MOST_SURE_UNTRIED)
    return (candidate.sure + min(told.natural.rate, MOST_ANYWAY)) / 2


def _members(read: Result, chances: NDArray[np.float64] | None) -> tuple[Member, ...]:
    """The due customers, the likeliest to buy first; without chances those of the longest habit."""
    ranked = chances if chances is not None else np.array([float(row[3]) for row in read.rows])
    members = [
        Member(customer_key=str(row[0]), priority=round(float(rank), 4))
        for row, rank in zip(read.rows, ranked, strict=True)
    ]
    return tuple(sorted(members, key=lambda one: (-one.priority, one.customer_key)))


def _kept_share(told: Told) -> float:
    """Who keeps time comes by themselves: the cautious guess where the past is too short for more."""
    return told.figure("kept") / told.figure("pauses")


def _explained(told: Told, candidate: Candidate) -> Explanation:
    return Explanation(
        why_now=wording.why_now(told),
        evidence=wording.evidence_rows(told),
        method=wording.method(),
        confidence=Confidence(value=round(_sure(told, candidate), 2), rests_on=wording.rests_on(told)),
        strongest_doubt=wording.strongest_doubt(told),
        would_change=wording.would_change(told),
    )


repurchase_due = Detector(
    name=NAME,
    title=Text(msg=N_("Due again")),
    needs=(
        Need(
            fact="customer",
            file="orders",
            hint=Text(
                msg=N_("To see who is due to buy again, import an order export that has a customer column.")
            ),
        ),
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see what is due to be bought again, import an order export that has product columns."
                )
            ),
        ),
    ),
    scan=Scan(sql=SCAN, judge=judge),
    finish=finish,
)
