"""Second order: first-time buyers who are where those of this shop usually come again, and have not come yet."""

from __future__ import annotations

from datetime import timedelta

from brain.analysis.effect import RESPONSE_PRIORS
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import read_members
from brain.opportunities.base import Candidate, Detector, Finding, Need, Scan, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.proposing import Post, propose, segment
from brain.opportunities.second import wording
from brain.opportunities.second.judge import judge
from brain.opportunities.second.newcomers import SCAN, WINDOW_DAYS, audience_of, daily_of, goods_of
from brain.opportunities.second.wording import Told
from brain.opportunities.winback.goods import category_of
from cards.model import Confidence, Explanation

NAME = "second_order"
VALID_FOR = timedelta(days=3)
AUDIENCE = Text(msg=N_("First-time buyers who usually come again about now"))


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The card about the first-time buyers of one shop, or why there is none."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    goods = goods_of(situation, kept)
    if not goods.shown:
        return Text(
            msg=N_("First-time buyers are due a second order, but nothing that others took then is in stock.")
        )
    daily = daily_of(situation)
    told = Told(result, candidate.row, kept.sql(daily.text, daily.params), goods)
    audience = audience_of(situation)
    members, _ = read_members(kept, audience)
    return propose(
        situation,
        kept,
        Post(
            detector=NAME,
            key="",
            purpose="plain",
            subjects=(segment(situation, NAME, AUDIENCE),),
            headline=wording.headline(told),
            explanation=_explained(told, candidate),
            audience_name=AUDIENCE,
            audience=audience,
            members=members,
            goods=goods.shown,
            rule={"opens": int(told.figure("opens")), "days": WINDOW_DAYS},
            valid_for=VALID_FOR,
            category=category_of(situation, kept, goods),
            natural=told.chance,
            response=RESPONSE_PRIORS["second_order"],
        ),
    )


def _explained(told: Told, candidate: Candidate) -> Explanation:
    return Explanation(
        why_now=wording.why_now(told),
        evidence=wording.evidence_rows(told),
        method=wording.method(),
        confidence=Confidence(value=round(candidate.sure, 2), rests_on=wording.rests_on(told)),
        strongest_doubt=wording.strongest_doubt(told),
        would_change=wording.would_change(told),
        look=wording.look(told),
    )


second_order = Detector(
    name=NAME,
    title=Text(msg=N_("Second order")),
    needs=(
        Need(
            fact="customer",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see when first-time buyers return, import an order export that has a customer column."
                )
            ),
        ),
        Need(
            fact="product",
            file="orders",
            hint=Text(msg=N_("To know what to offer, import an order export that has product columns.")),
        ),
    ),
    scan=Scan(sql=SCAN, judge=judge),
    finish=finish,
)
