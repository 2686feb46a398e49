"""Buy again: regulars who still come but have stopped taking what they used to buy."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.again import wording
from brain.opportunities.again.judge import LEAST_OF_LINE, judge, stopped
from brain.opportunities.again.missing import HISTORY_DAYS, SCAN, goods_of, pairs_sql
from brain.opportunities.again.past import read_past
from brain.opportunities.again.wording import Told
from brain.opportunities.audience import OrderValue
from brain.opportunities.base import Candidate, Detector, Finding, Member, Need, Scan, Situation
from brain.opportunities.customer_lines import audience_given
from brain.opportunities.goods import deliverable
from brain.opportunities.keeping import Kept
from brain.opportunities.proposing import Post, propose, segment
from cards.model import Confidence, Explanation, Subject

NAME = "buy_again"
VALID_FOR = timedelta(days=5)
MOST_OTHERS = 2


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The card about one product line, or about all that regulars leave out, or why there is none."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    asked = pairs_sql(situation)
    read = kept.sql(asked.text, asked.params)
    habits = stopped(read.frame())
    others = _other_lines(habits, read, candidate.key)
    if candidate.key:
        habits = habits[habits["category"] == candidate.key]
    goods = goods_of(situation, kept, _missed(habits))
    habits = habits[habits["product_id"].isin(deliverable(goods))]
    if not goods.shown or habits["customer_key"].nunique() < LEAST_OF_LINE:
        return Text(
            msg=N_("Regulars leave out what they used to take, but too little of it can be delivered.")
        )
    past = read_past(situation, kept)
    told = Told(habits, read, candidate.key, goods, past, situation.review_days)
    members = _members(habits)
    return propose(
        situation,
        kept,
        Post(
            detector=NAME,
            key=candidate.key,
            purpose="plain",
            subjects=_subjects(situation, told),
            headline=wording.headline(told),
            explanation=_explained(told, others),
            audience_name=wording.audience_name(candidate.key),
            audience=audience_given(members),
            members=members,
            goods=goods.shown,
            rule={"line": candidate.key, "days": HISTORY_DAYS},
            valid_for=VALID_FOR,
            response=RESPONSE_PRIORS["regular"],
            category=candidate.key,
            natural=past.natural,
            value=_purchase(habits, read),
        ),
    )


def _missed(habits: pd.DataFrame) -> dict[str, int]:
    """How many customers miss each product."""
    many = habits.groupby("product_id")["customer_key"].nunique()
    return {str(product): int(count) for product, count in many.items()}


def _members(habits: pd.DataFrame) -> tuple[Member, ...]:
    """Each customer once, those with the most expected of them first."""
    worth = (habits["gone"] * habits["purchase"]).groupby(habits["customer_key"]).max()
    members = (Member(customer_key=str(key), priority=round(float(value), 2)) for key, value in worth.items())
    return tuple(sorted(members, key=lambda one: (-one.priority, one.customer_key)))


def _purchase(habits: pd.DataFrame, read: Result) -> OrderValue:
    """They come anyway: what can be won is the product itself, not a whole order."""
    mean, spread = float(habits["purchase"].mean()), float(habits["purchase"].std(ddof=0))
    return OrderValue(max(mean, 0.0), spread / mean if mean > 0 else 0.0, int(habits["taken"].sum()), read)


def _other_lines(habits: pd.DataFrame, read: Result, line: str) -> tuple[Text, ...]:
    """What else is left out, by fewer customers."""
    if not line:
        return ()
    many = habits[habits["category"] != ""].groupby("category")["customer_key"].nunique().sort_values()
    few = many[(many < LEAST_OF_LINE) & (many.index != line)][::-1][:MOST_OTHERS]
    return wording.considered(
        [(str(name), read.claim_of(int(count), "count")) for name, count in few.items()]
    )


def _subjects(situation: Situation, told: Told) -> tuple[Subject, ...]:
    if told.line:
        return (Subject(type="category", id=told.line, name=told.line),)
    return (segment(situation, NAME, wording.audience_name("")),)


def _explained(told: Told, others: tuple[Text, ...]) -> Explanation:
    shown = {one.product_id for one in told.goods.shown}
    reached = told.habits[told.habits["product_id"].isin(shown)]["customer_key"].nunique()
    return Explanation(
        why_now=wording.why_now(told),
        evidence=wording.evidence_rows(told),
        method=wording.method(),
        confidence=Confidence(
            value=round(told.past.sure(float(told.habits["gone"].mean())), 2), rests_on=wording.rests_on(told)
        ),
        strongest_doubt=wording.strongest_doubt(told, reached),
        would_change=wording.would_change(),
        rejected=others,
    )


buy_again = Detector(
    name=NAME,
    title=Text(msg=N_("Buy again")),
    needs=(
        Need(
            fact="customer",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see what regulars no longer take, import an order export that has a customer column."
                )
            ),
        ),
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see what regulars no longer take, import an order export that has product columns."
                )
            ),
        ),
    ),
    scan=Scan(sql=SCAN, judge=judge),
    finish=finish,
)
