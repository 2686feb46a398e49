"""Cart left: customers with something in the cart, or looking at it again and again, and no order."""

from __future__ import annotations

from datetime import timedelta

from brain.analysis.effect import RESPONSE_PRIORS, ResponsePrior
from brain.analysis.rhythm import return_rate
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Candidate, Detector, Finding, Member, Need, Scan, Situation
from brain.opportunities.carts import wording
from brain.opportunities.carts.judge import judge
from brain.opportunities.carts.left import LEAST_CUSTOMERS, SCAN, VIEW_DAYS, earlier_sql, goods_of, pairs_sql
from brain.opportunities.carts.wording import Told
from brain.opportunities.customer_lines import audience_given
from brain.opportunities.goods import Choice, deliverable
from brain.opportunities.keeping import Kept
from brain.opportunities.proposing import Post, propose, segment
from brain.opportunities.winback.goods import category_of
from cards.model import Confidence, Explanation

NAME = "cart_left"
# Tomorrow there are new carts, and these are colder.
VALID_FOR = timedelta(days=1)
AUDIENCE = Text(msg=N_("Customers who want something and have not ordered it"))


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The card about the wishes of one shop, or why there is none."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    goods = goods_of(situation, kept)
    told = _told(situation, kept, goods)
    if not goods.shown or told.reached < LEAST_CUSTOMERS:
        return Text(msg=N_("Customers left carts, but too few of these products can be delivered."))
    members = _members(told, deliverable(goods))
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
            audience=audience_given(members),
            members=members,
            goods=goods.shown,
            rule={"days": VIEW_DAYS},
            valid_for=VALID_FOR,
            category=category_of(situation, kept, goods),
            natural=told.rate.rate if told.by_themselves is not None else 0.0,
            response=_response(told),
        ),
    )


def _told(situation: Situation, kept: Kept, goods: Choice) -> Told:
    pairs = pairs_sql(situation)
    read = kept.sql(pairs.text, pairs.params)
    earlier = earlier_sql(situation)
    past = kept.sql(earlier.text, earlier.params)
    there, shown = deliverable(goods), {one.product_id for one in goods.shown}
    wishes = [row for row in read.rows if row[1] in there]
    return Told(
        pairs=read,
        reached=len({row[0] for row in wishes}),
        carts=len({row[0] for row in wishes if row[2]}),
        shown=len({row[0] for row in wishes if row[1] in shown}),
        earlier=past,
        rate=return_rate(int(past.rows[0][1]), int(past.rows[0][0])),
        days=situation.review_days,
        goods=goods,
    )


def _members(told: Told, there: frozenset[str]) -> tuple[Member, ...]:
    """Carts ahead of looks, and the later interest ahead of the earlier."""
    best: dict[str, float] = {}
    for customer, product, carts, _, ago in told.pairs.rows:
        if product in there:
            priority = (1.0 if carts else 0.0) + 1.0 / (1.0 + float(ago))
            best[customer] = max(best.get(customer, 0.0), round(priority, 4))
    members = (Member(customer_key=key, priority=priority) for key, priority in best.items())
    return tuple(sorted(members, key=lambda one: (-one.priority, one.customer_key)))


def _response(told: Told) -> ResponsePrior:
    """Published answers to a left cart hold for those whose own product is shown; for the others the post is any post."""
    own, other = RESPONSE_PRIORS["left_cart"], RESPONSE_PRIORS["plain"]
    share = told.shown / told.reached
    return ResponsePrior(share * own.median + (1 - share) * other.median, max(own.spread, other.spread))


def _explained(told: Told, candidate: Candidate) -> Explanation:
    return Explanation(
        why_now=wording.why_now(told),
        evidence=wording.evidence_rows(told),
        method=wording.method(),
        confidence=Confidence(value=candidate.sure, rests_on=wording.rests_on(told)),
        strongest_doubt=wording.strongest_doubt(told),
        would_change=wording.would_change(told),
    )


cart_left = Detector(
    name=NAME,
    title=Text(msg=N_("Cart left")),
    needs=(
        Need(
            fact="interest",
            file="events",
            hint=Text(
                msg=N_(
                    "To see left carts and repeated looks, import the visits of your shop with a customer and a product column."
                )
            ),
        ),
        Need(
            fact="customer",
            file="orders",
            hint=Text(
                msg=N_(
                    "To know who has ordered after all, import an order export that has a customer column."
                )
            ),
        ),
    ),
    scan=Scan(sql=SCAN, judge=judge),
    finish=finish,
)
