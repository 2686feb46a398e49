"""The reviewer: law, stock, people who were written to lately, other cards about the same, the month's goal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from brain.assistant.specialists.audience import Whom, whom
from brain.assistant.specialists.base import (
    Check,
    Choice,
    Made,
    Review,
    Room,
    Schedule,
    Specialist,
    Work,
    Writing,
)
from brain.assistant.specialists.steering import categories_of_goal
from brain.assistant.specialists.writer import brief_of
from brain.content.compliance import check, explain
from brain.kernel.errors import Refused
from brain.kernel.evidence import count_claim
from brain.kernel.i18n import N_, Text
from brain.ledger.tables import ExecutionRow, SegmentMemberRow
from brain.opportunities.base import Situation
from brain.opportunities.goods import LEAST_COVER_DAYS, SALES_DAYS, STOCK_IS_FRESH_DAYS
from brain.opportunities.keeping import Kept
from cards.answer.model import AnswerCard
from cards.states import State

REST_DAYS = 3
"""A customer who gets two messages within so many days is tired by the second."""
MUCH = 0.2
ON_ITS_WAY = (State.ACCEPTED, State.SCHEDULED, State.RUNNING, State.DONE, State.REVIEWED)

STOCK = """
WITH latest AS (
    SELECT product_id, coalesce(sku, '') AS sku, max(snapshot_on) AS snapshot_on FROM stock
    WHERE shop_id = $shop AND snapshot_on > $stock_after AND snapshot_on <= $last AND list_contains($goods, product_id)
    GROUP BY product_id, coalesce(sku, '')),
counted AS (
    SELECT s.product_id, sum(s.on_hand) AS on_hand FROM stock AS s JOIN latest AS n
        ON n.product_id = s.product_id AND n.sku = coalesce(s.sku, '') AND n.snapshot_on = s.snapshot_on
    WHERE s.shop_id = $shop GROUP BY s.product_id),
sold AS (
    SELECT product_id, sum(quantity) AS units FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status = 'paid' AND ordered_on >= $since AND ordered_on <= $last
    GROUP BY product_id)
SELECT c.product_id, c.on_hand, s.units FROM counted AS c LEFT JOIN sold AS s ON s.product_id = c.product_id
ORDER BY c.product_id"""
"""What is left of the goods, and what was sold of them."""


def review(room: Room, work: Work) -> Made:
    """Every check with its verdict. Raises Refused when one of them goes no further; warnings are told and go on."""
    kept = Kept(room.facts)
    choice, writing = work.needed("chooser", Choice), work.needed("writer", Writing)
    schedule = work.needed("planner", Schedule)
    situation = room.situation()
    people = whom(room, choice, situation, kept)
    checks = (
        _law(room, choice, writing),
        _stock(situation, kept, choice),
        *_fatigue(room, people, schedule),
        *_same(room, choice),
        *_goal(room, choice),
    )
    blocked = [one for one in checks if one.verdict == "block"]
    if blocked:
        raise Refused(
            "review",
            blocked[0].text,
            Text(msg=N_("Change the text, the product or the time, and it goes on from there.")),
        )
    said = checks[0].text
    for one in checks[1:]:
        said = Text(msg="{said} {more}", args={"said": said, "more": one.text})
    return Made(Review(checks=checks), AnswerCard(status="answer", topic="review", text=said), kept.receipts)


def _law(room: Room, choice: Choice, writing: Writing) -> Check:
    """The words as they stand now: a person may have changed them since they were written."""
    names = brief_of(room, choice).names()
    verdicts = [check(one.text, subject_names=names) for one in writing.texts]
    blocked = [verdict for verdict in verdicts if verdict.verdict == "block"]
    if blocked:
        return Check(name="law", verdict="block", text=explain(blocked[0])[-1])
    warned = [verdict for verdict in verdicts if verdict.verdict == "warn"]
    if warned:
        return Check(name="law", verdict="warn", text=explain(warned[0])[-1])
    return Check(name="law", verdict="ok", text=Text(msg=N_("Advertising law: nothing found.")))


def _stock(situation: Situation, kept: Kept, choice: Choice) -> Check:
    """How long the goods last at the pace of the last four weeks, by the newest count that is at most two weeks old."""
    params = {
        "goods": [one.product_id for one in choice.goods],
        "since": situation.days_before(SALES_DAYS),
        "last": situation.days_before(1),
        "stock_after": situation.days_before(STOCK_IS_FRESH_DAYS + 1),
    }
    result = kept.sql(STOCK, params)
    counted = {str(row[0]): (float(row[1]), float(row[2] or 0) / SALES_DAYS) for row in result.rows}
    names = {one.product_id: one.name for one in choice.goods}
    unknown = " / ".join(name for product, name in names.items() if product not in counted)
    short = [names[product] for product, (left, pace) in counted.items() if left <= pace * LEAST_COVER_DAYS]
    if short:
        msg = N_("Stock: {goods} would be sold out within a week at today's pace.")
        return Check(name="stock", verdict="warn", text=Text(msg=msg, args={"goods": " / ".join(short)}))
    if unknown:
        said = Text(msg=N_("Stock: no count of the last two weeks for {goods}."), args={"goods": unknown})
        return Check(name="stock", verdict="warn", text=said)
    return Check(name="stock", verdict="ok", text=Text(msg=N_("Stock: enough for a week and more.")))


def _fatigue(room: Room, people: Whom, schedule: Schedule) -> Iterator[Check]:
    """How many of the audience get, or got, another message within three days of this one."""
    if not people.keys:
        return
    near = (schedule.at - timedelta(days=REST_DAYS), schedule.at + timedelta(days=REST_DAYS))
    query = (
        select(SegmentMemberRow.customer_key)
        .join(ExecutionRow, ExecutionRow.segment == SegmentMemberRow.segment)
        .where(
            ExecutionRow.shop == room.facts.shop.id,
            ExecutionRow.state.in_([state.value for state in ON_ITS_WAY]),
            ExecutionRow.due_at >= near[0],
            ExecutionRow.due_at <= near[1],
            SegmentMemberRow.arm == "treated",
        )
    )
    with room.ledger.reading() as session:
        reached = set(session.scalars(query)) & set(people.keys)
    if not reached:
        said = Text(
            msg=N_("Recent messages: none of these customers gets another within {days} days."),
            args={"days": REST_DAYS},
        )
        yield Check(name="fatigue", verdict="ok", text=said)
        return
    said = Text(
        msg=N_("Recent messages: {count} of {all} customers get another one within {days} days."),
        args={
            "count": count_claim(len(reached), "task"),
            "all": count_claim(len(people.keys), "task"),
            "days": REST_DAYS,
        },
    )
    yield Check(name="fatigue", verdict="warn" if len(reached) > MUCH * len(people.keys) else "ok", text=said)


def _same(room: Room, choice: Choice) -> Iterator[Check]:
    """Open cards about the same goods: whoever says yes to both writes to the same people twice."""
    ids = {one.product_id for one in choice.goods}
    for card in room.cards():
        if card.id == choice.base or ids & {subject.id for subject in card.proposal.subjects}:
            said = Text(
                msg=N_("Another open card is about the same: {headline} Say yes to one of the two."),
                args={"headline": card.headline},
            )
            yield Check(name="same", verdict="warn", text=said)
            return


def _goal(room: Room, choice: Choice) -> Iterator[Check]:
    goal = room.goal
    if goal is None:
        return
    if not goal.dimension:
        yield Check(
            name="goal",
            verdict="ok",
            text=Text(msg=N_("This month's goal: it serves it, as every sale does.")),
        )
        return
    named = " / ".join(goal.values)
    about = choice.category in categories_of_goal(goal, room) or bool(
        {one.name for one in choice.goods} & set(goal.values)
    )
    msg = (
        N_("This month's goal ({goal}): it serves it.")
        if about
        else N_("This month's goal ({goal}): it does not serve it.")
    )
    yield Check(name="goal", verdict="ok" if about else "warn", text=Text(msg=msg, args={"goal": named}))


REVIEWER = Specialist(
    job="reviewer",
    does=N_("checks law, stock, recent messages, other cards and your goal"),
    run=review,
    brief={
        "zh": "你是审核。只根据给出的检查结果，用两句话告诉店主最要紧的提醒。不要自己加检查项，也不要放行被拦下的内容。",
        "en": "You are the reviewer. From the checks given, tell the owner the most important warning in two sentences. Add no check of your own.",
    },
    role="fast",
)
