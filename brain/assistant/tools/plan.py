"""A plan for a day that is coming: tasks counted back from it, and what it brought the last time, for a model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from brain.assistant.answering.base import Asked, Asking
from brain.assistant.answering.plan import plan as count_back
from brain.assistant.tools.base import ROWS, Arguments, Bench, Stated, Tool, ToolRefused, ToolResult
from brain.assistant.tools.retelling import retold
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.kernel.evidence import Period, count_claim
from brain.kernel.i18n import N_

FARTHEST = timedelta(days=730)


class Plan(Arguments):
    """The day that is planned for (YYYY-MM-DD), today or later."""

    day: date


def plan(bench: Bench, given: Plan) -> ToolResult:
    """The tasks with their days. Raises ToolRefused for a day that is over or years away."""
    today = bench.facts.today
    if not today <= given.day <= today + FARTHEST:
        raise ToolRefused(f"day == {given.day}, must be from {today} to {today + FARTHEST}.")
    period = Period(start=given.day, end=given.day + timedelta(days=1))
    intent = Intent(when=When(period, "day", future=given.day > today))
    card = count_back(Asking(bench.facts, bench.lang, None), Asked("", Reading(), intent))
    last_time = [card.query.period] if card.query is not None else []
    told = retold(
        card,
        bench.lang,
        metric="net_sales",
        periods=(period, *last_time),
        guidance="The steps are shown beside your reply: name the first two or three with their days, and what the day brought "
        "last time where it is told. Nothing of it is scheduled.",
    )
    steps = Stated(count_claim(len(card.rows), card.receipt.id if card.receipt else "plan"), ROWS)
    return replace(told, stated=(*told.stated, steps))


PLAN = Tool(
    name="plan",
    description={
        "zh": "为某一天的活动倒排计划：每一步哪天做，并给出去年同一天的成绩。",
        "en": "Plan for a day that is coming: steps counted back from it, and what the same day brought a year ago.",
    },
    arguments=Plan,
    run=plan,
    step=N_("Planning backwards from the day"),
)
