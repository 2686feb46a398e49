"""Product for whom: something new that few have bought yet, shown to those who would want it."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import AudienceSql, order_value, read_members
from brain.opportunities.base import Candidate, Detector, Finding, Need, Situation
from brain.opportunities.expectation import effect_of_post
from brain.opportunities.goods import Choice
from brain.opportunities.keeping import Kept
from brain.opportunities.newness import wording
from brain.opportunities.newness.people import LEAST_MEMBERS, Chosen, choose_people, goods_of
from brain.opportunities.newness.scan import SCAN
from brain.opportunities.ranking import attention_cost
from brain.opportunities.saying import evidence
from brain.opportunities.timing import choose_timing, earlier_posts
from cards.model import Confidence, Explanation, Subject

NAME = "product_for_whom"
VALID_FOR = timedelta(days=7)


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The new product with its people, or why there is no card."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    new = wording.New(result, candidate.row, candidate.told)
    goods = goods_of(situation, kept, new.product, new.open_fans)
    if not goods.shown:
        return wording.no_stock(new)
    chosen = choose_people(situation, kept, new.product, max(new.open_fans, LEAST_MEMBERS))
    if chosen.audience is None:
        return wording.too_few(new)
    return _finding(situation, kept, candidate, new, goods, chosen, chosen.audience)


def _finding(
    situation: Situation, kept: Kept, candidate: Candidate, new: wording.New, goods: Choice, chosen: Chosen, audience: AudienceSql
) -> Finding:  # fmt: skip
    members, read = read_members(kept, audience)
    value = order_value(situation, kept, audience)
    posts, _ = earlier_posts(situation, kept)
    many = read.claim_of(len(members), "count")
    return Finding(
        detector=NAME,
        purpose="plain",
        subjects=(Subject(type="product", id=new.product, name=new.name),),
        headline=wording.headline(new, many),
        explanation=_explained(candidate, new, goods, chosen, many),
        audience_name=Text(msg=N_("Customers who would want {product}"), args={"product": new.name}),
        audience_rule={
            "rule": NAME,
            "product": new.product,
            "most": len(members),
            "end": situation.end.isoformat(),
        },
        members=members,
        goods=goods.shown,
        category=new.category,
        timing=choose_timing(situation, kept, audience),
        effect=effect_of_post(situation, NAME, "plain", members=len(members), value=value, posts=posts),
        attention=attention_cost(situation.treated(len(members)), value.mean),
        dedupe=f"{NAME}:{new.product}",
        valid_until=situation.now + VALID_FOR,
        receipts=kept.receipts,
    )


def _explained(
    candidate: Candidate, new: wording.New, goods: Choice, chosen: Chosen, members: Claim
) -> Explanation:
    return Explanation(
        why_now=wording.why_now(new),
        evidence=evidence(wording.evidence_of(new, chosen, members)),
        method=wording.method(),
        confidence=Confidence(value=round(candidate.sure, 2), rests_on=wording.rests_on(new)),
        strongest_doubt=wording.doubt(new, stock_known=goods.stock_known),
        would_change=wording.would_change(new),
    )


product_for_whom = Detector(
    name=NAME,
    title=Text(msg=N_("New product, and for whom")),
    needs=(
        Need(
            fact="customer",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see who would want a new product, import an order export that has a customer column."
                )
            ),
        ),
        Need(
            fact="category",
            file="products",
            hint=Text(
                msg=N_(
                    "To see what is new, import a product file with the day each product was listed and its category."
                )
            ),
        ),
    ),
    scan=SCAN,
    finish=finish,
)
