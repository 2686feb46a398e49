"""Rising category: interest and paid sales of a category climb over seven days against its past and the rest of the shop."""

from __future__ import annotations

from datetime import timedelta

from brain.analysis.rising import Judgement, rise_confidence
from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import AudienceSql, OrderValue, order_value, read_members
from brain.opportunities.base import Candidate, Detector, Finding, Member, Need, Situation
from brain.opportunities.expectation import effect_of_post, effect_on_channel
from brain.opportunities.goods import Choice
from brain.opportunities.keeping import Kept
from brain.opportunities.ranking import attention_cost
from brain.opportunities.rising import wording
from brain.opportunities.rising.audience import INTEREST_DAYS, JUST_BOUGHT_DAYS, audience_of, goods_of
from brain.opportunities.rising.causes import (
    Promotion,
    fresh_products,
    of_category,
    posts_about,
    promotions_now,
)
from brain.opportunities.rising.evidence import Evidence, read_evidence
from brain.opportunities.rising.scan import SCAN
from brain.opportunities.rising.weeks import Weeks, read_weeks
from brain.opportunities.timing import choose_timing, earlier_posts
from cards.model import Confidence, Effect, Explanation, Subject

NAME = "rising_category"
VALID_FOR = timedelta(days=2)


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Text:
    """The card of a category that rises, interest heard as well, or why there is none."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    fresh = fresh_products(situation, kept)
    weeks = read_weeks(situation, kept, without=fresh)
    category = candidate.key
    if weeks is None or category not in weeks.categories:
        return wording.too_short()
    verdict = weeks.verdicts[weeks.place(category)]
    if verdict.reason is not None:
        return wording.turned_down(weeks, verdict)
    own = of_category(promotions := promotions_now(situation, kept), category)
    if own and not _holds_without(situation, kept, category, own, fresh):
        return wording.promoted(category, own[0])
    goods = goods_of(situation, kept, category, looks=weeks.interest is not None)
    if not goods.shown:
        return Text(
            msg=N_("{category} rises, but none of its products that sell is in stock."),
            args={"category": category},
        )
    found = read_evidence(kept, weeks, category)
    shopwide = [promotion for promotion in promotions if not promotion.category and not promotion.product_id]
    doubt, doubts = wording.strongest_doubt(own, shopwide, posts_about(situation, kept, category), goods)
    explanation = _explained(situation, weeks, verdict, found, goods, doubt, doubts)
    return _assembled(situation, kept, category, found, goods, explanation)


def _holds_without(
    situation: Situation, kept: Kept, category: str, promotions: list[Promotion], fresh: tuple[str, ...]
) -> bool:
    """Whether the category still rises when its promoted products are left out of every week."""
    promoted = [promotion.product_id for promotion in promotions]
    products = [product for product in promoted if product is not None]
    if len(products) < len(promoted):
        return False
    rest = read_weeks(situation, kept, without=[*products, *fresh])
    if rest is None or category not in rest.categories:
        return False
    return rest.verdicts[rest.place(category)].reason is None


def _explained(
    situation: Situation,
    weeks: Weeks,
    verdict: Judgement,
    found: Evidence,
    goods: Choice,
    doubt: Text,
    doubts: int,
) -> Explanation:
    category = weeks.categories[verdict.item]
    signal = weeks.sales.signals[verdict.item]
    sure = rise_confidence(verdict.z, verdict.bar, signal.expected, doubts=doubts + (weeks.interest is None))
    tested = sum(one.reason != "thin" for one in weeks.verdicts)
    return Explanation(
        why_now=wording.why_now(found, looks_known=situation.facts.has("event")),
        evidence=wording.evidence_rows(category, found, goods),
        method=wording.method(weeks, tested),
        confidence=Confidence(
            value=round(sure, 2), rests_on=wording.rests_on(weeks, verdict.z, verdict.bar, signal)
        ),
        strongest_doubt=doubt,
        would_change=wording.would_change(found, weeks, category),
        rejected=tuple(wording.others_considered(weeks)),
    )


def _assembled(
    situation: Situation, kept: Kept, category: str, found: Evidence, goods: Choice, explanation: Explanation
) -> Finding:
    group = found.concentration.group if found.concentration else ""
    audience = audience_of(situation, category, group) if situation.facts.has("customer") else None
    members, name = _members(kept, audience, category, group)
    value = order_value(situation, kept, audience)
    timing = choose_timing(situation, kept, audience, group)
    subjects = [Subject(type="category", id=category, name=category)]
    if group:
        subjects.append(Subject(type="group", id=group, name=group))
    return Finding(
        detector=NAME,
        purpose="rising",
        subjects=tuple(subjects),
        headline=wording.headline(category, found),
        explanation=explanation,
        audience_name=name,
        audience_rule={
            "rule": NAME, "category": category, "group": group, "interest_days": INTEREST_DAYS,
            "without_bought_days": JUST_BOUGHT_DAYS, "end": situation.end.isoformat(),
        },
        members=members,
        goods=goods.shown,
        category=category,
        group=group,
        timing=timing,
        effect=_effect(situation, kept, members, value, found),
        attention=attention_cost(situation.treated(len(members)), value.mean),
        dedupe=f"{NAME}:{category}",
        valid_until=situation.now + VALID_FOR,
        receipts=kept.receipts,
    )  # fmt: skip


def _members(
    kept: Kept, audience: AudienceSql | None, category: str, group: str
) -> tuple[tuple[Member, ...], Text]:
    if audience is None:
        return (), Text(msg=N_("Everybody who reads the channel"))
    members, _ = read_members(kept, audience)
    if group:
        return members, Text(
            msg=N_("Customers interested in {category}, and {group}"),
            args={"category": category, "group": group},
        )
    return members, Text(msg=N_("Customers interested in {category}"), args={"category": category})


def _effect(
    situation: Situation, kept: Kept, members: tuple[Member, ...], value: OrderValue, found: Evidence
) -> Effect:
    if not members:
        return effect_on_channel(situation, float(found.net.claim(0, "net_now", "money").value))
    posts, _ = earlier_posts(situation, kept)
    return effect_of_post(situation, NAME, "rising", members=len(members), value=value, posts=posts)


rising_category = Detector(
    name=NAME,
    title=Text(msg=N_("Rising category")),
    needs=(
        Need(
            fact="category",
            file="products",
            hint=Text(
                msg=N_(
                    "To see which category rises, import a product file with a category column, or an order export that has one."
                )
            ),
        ),
    ),
    scan=SCAN,
    finish=finish,
)
