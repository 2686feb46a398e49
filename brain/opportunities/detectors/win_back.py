"""Win back: regular customers who have stayed away longer than their own rhythm explains."""

from __future__ import annotations

from datetime import timedelta

from brain.analysis.rhythm import lateness_confidence, return_rate
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import read_members
from brain.opportunities.base import Candidate, Detector, Finding, Need, Scan, Situation
from brain.opportunities.goods import Choice
from brain.opportunities.keeping import Kept
from brain.opportunities.proposing import Post, propose
from brain.opportunities.winback import wording
from brain.opportunities.winback.goods import category_of, goods_of
from brain.opportunities.winback.late import Late, audience_of, natural_return, read_late, read_passed_over
from brain.opportunities.winback.scan import SCAN, judge
from cards.model import Confidence, Explanation, Subject

NAME = "win_back"
VALID_FOR = timedelta(days=7)


def finish(situation: Situation, _candidate: Candidate, result: Result) -> Finding | Text:
    """The card about all late customers of one shop, or why there is none."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    goods = goods_of(situation, kept)
    if not goods.shown:
        return Text(msg=N_("Regular customers are late, but nothing that they used to buy is in stock."))
    return _finding(situation, kept, read_late(situation, kept), goods)


def _explained(
    situation: Situation, kept: Kept, late: Late, goods: Choice, natural: wording.Natural
) -> Explanation:
    rate = natural[0] if natural else return_rate(0, 0)
    sure = lateness_confidence(late.pauses_each, rate.seen, rate)
    return Explanation(
        why_now=wording.why_now(late, natural),
        evidence=wording.evidence_rows(late, natural, goods),
        method=wording.method(),
        confidence=Confidence(value=round(sure, 2), rests_on=wording.rests_on(late, natural)),
        strongest_doubt=wording.strongest_doubt(natural, goods),
        would_change=wording.would_change(late, natural),
        rejected=wording.passed_over(read_passed_over(situation, kept)),
    )


def _finding(situation: Situation, kept: Kept, late: Late, goods: Choice) -> Finding:
    audience = audience_of(situation)
    members, _ = read_members(kept, audience)
    natural = natural_return(situation, kept)
    return propose(
        situation,
        kept,
        Post(
            detector=NAME,
            key="",
            purpose="win_back",
            subjects=tuple(Subject(type="product", id=one.product_id, name=one.name) for one in goods.shown),
            headline=wording.headline(late),
            explanation=_explained(situation, kept, late, goods, natural),
            audience_name=Text(msg=N_("Regular customers who are later than their own rhythm")),
            audience=audience,
            members=members,
            goods=goods.shown,
            rule={},
            valid_for=VALID_FOR,
            category=category_of(situation, kept, goods),
            natural=natural[0].rate if natural else 0.0,
        ),
    )


win_back = Detector(
    name=NAME,
    title=Text(msg=N_("Win back")),
    needs=(
        Need(
            fact="customer",
            file="orders",
            hint=Text(msg=N_("To see who stays away, import an order export that has a customer column.")),
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
