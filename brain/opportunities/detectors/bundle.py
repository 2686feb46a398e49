"""Bundle: two products that are bought together far more often than chance, offered to those who have only one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import AudienceSql, order_value, read_members
from brain.opportunities.base import Candidate, Detector, Finding, Member, Need, Situation
from brain.opportunities.bundles import wording
from brain.opportunities.bundles.audience import audience_of, goods_of
from brain.opportunities.bundles.scan import DAYS, SCAN
from brain.opportunities.expectation import effect_of_post, effect_on_channel
from brain.opportunities.goods import Choice
from brain.opportunities.keeping import Kept
from brain.opportunities.ranking import attention_cost
from brain.opportunities.saying import evidence
from brain.opportunities.timing import choose_timing, earlier_posts
from brain.opportunities.winback.goods import category_of
from cards.model import Confidence, Effect, Explanation, Subject

NAME = "bundle"
VALID_FOR = timedelta(days=7)
# A handful is better told by hand, and no control group could be kept aside.
LEAST_CUSTOMERS = 10


@dataclass(frozen=True)
class Audience:
    """Who is written to: buyers of only one of the two, or (None) everybody who reads the channel."""

    sql: AudienceSql | None
    members: tuple[Member, ...]
    claim: Claim | None


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The pair, offered to buyers of one of the two, or why it is not."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    pair = wording.Pair(result, candidate.row, candidate.told)
    products = [pair.product("a"), pair.product("b")]
    goods = goods_of(situation, kept, products)
    if len(goods.shown) < len(products):
        return Text(
            msg=N_("{first} and {second} go together, but not both can be delivered."), args=pair.names
        )
    audience = _audience(situation, kept, products)
    if audience.sql is not None and len(audience.members) < LEAST_CUSTOMERS:
        return Text(
            msg=N_(
                "{first} and {second} go together, but too few customers have only one of them for a post."
            ),
            args=pair.names,
        )
    return _finding(situation, kept, candidate, pair, goods, audience)


def _audience(situation: Situation, kept: Kept, products: list[str]) -> Audience:
    if not situation.facts.has("customer"):
        return Audience(None, (), None)
    sql = audience_of(situation, products)
    members, read = read_members(kept, sql)
    return Audience(sql, members, read.claim_of(len(members), "count"))


def _finding(
    situation: Situation,
    kept: Kept,
    candidate: Candidate,
    pair: wording.Pair,
    goods: Choice,
    audience: Audience,
) -> Finding:
    products = [pair.product("a"), pair.product("b")]
    value = order_value(situation, kept, audience.sql)
    return Finding(
        detector=NAME,
        purpose="plain",
        subjects=tuple(
            Subject(type="product", id=pair.product(one), name=pair.name(one)) for one in ("a", "b")
        ),
        headline=wording.headline(pair, audience.claim),
        explanation=_explained(candidate, pair, goods, wording.evidence_of(pair, audience.claim)),
        audience_name=wording.audience_name(pair, known=audience.sql is not None),
        audience_rule={"rule": NAME, "products": products, "days": DAYS, "end": situation.end.isoformat()},
        members=audience.members,
        goods=goods.shown,
        category=category_of(situation, kept, goods),
        timing=choose_timing(situation, kept, audience.sql),
        effect=_effect(situation, kept, pair, audience),
        attention=attention_cost(situation.treated(len(audience.members)), value.mean),
        dedupe=f"{NAME}:{candidate.key}",
        valid_until=situation.now + VALID_FOR,
        receipts=kept.receipts,
    )


def _effect(situation: Situation, kept: Kept, pair: wording.Pair, audience: Audience) -> Effect:
    if audience.sql is None:
        return effect_on_channel(situation, pair.weekly_sales)
    value = order_value(situation, kept, audience.sql)
    posts, _ = earlier_posts(situation, kept)
    return effect_of_post(situation, NAME, "plain", members=len(audience.members), value=value, posts=posts)


def _explained(candidate: Candidate, pair: wording.Pair, goods: Choice, facts: list[Text]) -> Explanation:
    return Explanation(
        why_now=wording.why_now(pair),
        evidence=evidence(facts),
        method=wording.method(pair),
        confidence=Confidence(value=round(candidate.sure, 2), rests_on=wording.rests_on(pair)),
        strongest_doubt=wording.doubt(goods.stock_known),
        would_change=wording.would_change(pair),
    )


bundle = Detector(
    name=NAME,
    title=Text(msg=N_("Bundle")),
    needs=(
        Need(
            fact="product",
            file="orders",
            hint=Text(
                msg=N_("To see what is bought together, import an order export that has product columns.")
            ),
        ),
    ),
    scan=SCAN,
    finish=finish,
)
