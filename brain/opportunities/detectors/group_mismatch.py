"""Group mismatch: a category posted to a group that does not want it, or a product looked at in a channel that does not sell it."""

from __future__ import annotations

from datetime import timedelta

from brain.facts.reader import Result
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.story import Story, alarm_of
from brain.opportunities.alarms.warning import warn
from brain.opportunities.audience import AudienceSql, order_value, read_members
from brain.opportunities.base import Alarm, Candidate, Detector, Finding, Member, Need, Situation
from brain.opportunities.expectation import effect_of_post, effect_on_channel
from brain.opportunities.goods import Choice
from brain.opportunities.keeping import Kept
from brain.opportunities.mending import effect_of_mending
from brain.opportunities.misplaced import wording
from brain.opportunities.misplaced.audience import audience_of
from brain.opportunities.misplaced.scan import LOOK_DAYS, SCAN
from brain.opportunities.misplaced.watch import WATCH
from brain.opportunities.ranking import attention_cost
from brain.opportunities.rising.audience import goods_of
from brain.opportunities.saying import evidence
from brain.opportunities.timing import choose_timing, earlier_posts
from cards.model import Confidence, Effect, Explanation, Subject

NAME = "group_mismatch"
VALID_FOR = timedelta(days=7)

# The product's name, and what a line of it brings.
PRODUCT = """SELECT max(coalesce(p.name, l.product_name, l.product_id)) AS name, avg(l.paid_amount - l.refund_amount) AS net
FROM order_line AS l LEFT JOIN product AS p ON p.shop_id = l.shop_id AND p.product_id = l.product_id
WHERE l.shop_id = $shop AND l.product_id = $product AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0
    AND l.ordered_on >= $since AND l.ordered_on < $end"""

SALES = """WITH shelf AS (
    SELECT product_id, min(category) AS category FROM product WHERE shop_id = $shop GROUP BY product_id)
SELECT coalesce(sum(l.paid_amount - l.refund_amount), 0) AS net
FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
WHERE l.shop_id = $shop AND coalesce(s.category, l.category) = $category AND l.status IN ('paid', 'refunded')
    AND l.ordered_on >= $since AND l.ordered_on < $end"""


def finish(situation: Situation, candidate: Candidate, result: Result) -> Finding | Alarm | Text:
    """A post for the group that wants the category, or a look at the page that does not sell."""
    kept = Kept(situation.facts)
    kept.also(result.receipt)
    placed = wording.Placed(result, candidate.row, candidate.told)
    if candidate.key.startswith("channel:"):
        return _page(situation, kept, candidate, placed)
    goods = goods_of(situation, kept, placed.item, looks=situation.facts.has("event"))
    if not goods.shown:
        return Text(
            msg=N_("{category} is wanted in {group}, but none of its products that sell is in stock."),
            args={"category": placed.item, "group": placed.good},
        )
    return _post(situation, kept, candidate, placed, goods)


def _post(
    situation: Situation, kept: Kept, candidate: Candidate, placed: wording.Placed, goods: Choice
) -> Finding:
    category, group = placed.item, placed.good
    audience = audience_of(situation, group, category) if situation.facts.has("customer") else None
    members = read_members(kept, audience)[0] if audience is not None else ()
    value = order_value(situation, kept, audience if members else None)
    return Finding(
        detector=NAME,
        purpose="plain",
        subjects=(
            Subject(type="category", id=category, name=category),
            Subject(type="group", id=group, name=group),
        ),
        headline=wording.group_headline(placed),
        explanation=Explanation(
            why_now=wording.group_why(placed),
            evidence=evidence(wording.group_evidence(placed)),
            method=wording.group_method(placed),
            confidence=Confidence(value=round(candidate.sure, 2), rests_on=wording.rests_on(placed)),
            strongest_doubt=wording.group_doubt(),
            would_change=wording.group_would_change(placed),
        ),
        audience_name=wording.group_audience(placed),
        audience_rule={"rule": NAME, "group": group, "category": category, "end": situation.end.isoformat()},
        members=members,
        goods=goods.shown,
        category=category,
        group=group,
        timing=choose_timing(situation, kept, audience if members else None, group),
        effect=_effect(situation, kept, category, members, audience),
        attention=attention_cost(situation.treated(len(members)), value.mean),
        dedupe=f"{NAME}:{category}:{group}",
        valid_until=situation.now + VALID_FOR,
        receipts=kept.receipts,
    )


def _effect(
    situation: Situation, kept: Kept, category: str, members: tuple[Member, ...], audience: AudienceSql | None
) -> Effect:
    if not members:
        week = {"since": situation.days_before(7), "end": situation.end, "category": category}
        return effect_on_channel(situation, float(kept.sql(SALES, week).rows[0][0]))
    value = order_value(situation, kept, audience)
    posts, _ = earlier_posts(situation, kept)
    return effect_of_post(situation, NAME, "plain", members=len(members), value=value, posts=posts)


def _page(situation: Situation, kept: Kept, candidate: Candidate, placed: wording.Placed) -> Alarm:
    days = {"product": placed.item, "since": situation.days_before(LOOK_DAYS), "end": situation.end}
    found_name, net = kept.sql(PRODUCT, days).rows[0]
    name = str(found_name or placed.item)
    missing = candidate.told["expected_bad"] - candidate.told["hits_bad"]
    story = Story(
        headline=wording.channel_headline(placed, name),
        why_now=wording.channel_why(placed),
        evidence=wording.channel_evidence(placed, name),
        steps=wording.channel_steps(placed, name),
        method=wording.channel_method(placed),
        rests_on=wording.rests_on(placed),
        doubt=wording.channel_doubt(),
        would_change=wording.channel_would_change(placed),
    )
    usual = placed.result.claim_of(
        round(candidate.told["expected_bad"] / max(candidate.told["trials_bad"], 1.0), 4), "rate"
    )
    about = {"product": placed.item, "channel": placed.bad}
    return alarm_of(
        situation, kept, candidate, story, effect_of_mending(situation, missing * float(net or 0) / LOOK_DAYS),
        detector=NAME, valid_for=VALID_FOR, warned=warn(situation, kept, WATCH, candidate.key, about, usual=usual),
        subjects=(
            Subject(type="product", id=placed.item, name=name),
            Subject(type="channel", id=placed.good, name=placed.good),
        ),
    )  # fmt: skip


group_mismatch = Detector(
    name=NAME,
    title=Text(msg=N_("Shown in the wrong place")),
    needs=(
        Need(
            fact="order",
            file="orders",
            hint=Text(
                msg=N_(
                    "To see what is shown in the wrong place, import your posts with group, readers and clicks, or looks with their channel."
                )
            ),
        ),
    ),
    scan=SCAN,
    finish=finish,
    watch=WATCH,
)
