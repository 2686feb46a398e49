"""The owner's goal of the month: set in one sentence, and how far it is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.assistant.host import Goal
from brain.assistant.wording import MONTHS, figure_text
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim, Period, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

FIGURES = frozenset({"net_sales", "gross_sales", "orders", "units", "buyers", "new_buyers"})


def goal(asking: Asking, asked: Asked) -> AnswerCard:
    """Set the goal when an amount is named, else tell how far it is."""
    metric = asked.intent.metrics[0] if asked.intent.metrics else "net_sales"
    month = (asked.intent.when.period.start if asked.intent.when else asking.today).replace(day=1)
    if asked.said.amounts and metric in FIGURES:
        return _set(asking, Goal(month, metric, asked.said.amounts[0]))
    return _progress(asking, month)


def _set(asking: Asking, wanted: Goal) -> AnswerCard:
    if asking.host.set_goal is None:
        return decline(asking, Text(msg=N_("Goals are kept in the app.")), topic="goal")
    if wanted.month < asking.today.replace(day=1) or wanted.amount <= 0:
        return decline(
            asking, Text(msg=N_("A goal is an amount for this month or a later one.")), topic="goal"
        )
    asking.host.set_goal(wanted)
    said = Text(
        msg=N_("Noted: the goal of {month} is {metric} {amount}. Say another amount to change it."),
        args=_named(asking, wanted),
    )
    return AnswerCard(
        status="answer", text=said, topic="goal", value=wanted.amount, unit=find_metric(wanted.metric).unit
    )


def _progress(asking: Asking, month: date) -> AnswerCard:
    wanted = asking.host.goal(month) if asking.host.goal is not None else None
    if wanted is None:
        example = "这个月目标是净销售额10万" if asking.zh else "the goal of this month is net sales 100,000"
        return ask_back(
            Text(msg=N_("No goal is set for that month. Say it in one sentence.")), [example], topic="goal"
        )
    end = month + timedelta(days=monthrange(month.year, month.month)[1])
    query = Query(
        metrics=(wanted.metric,), period=Period(start=month, end=min(end, asking.today + timedelta(days=1)))
    )
    result = asking.facts.ask(query)
    reached = Decimal(str(result.rows[0][0] or 0))
    elapsed = Decimal(query.period.days) / Decimal((end - month).days)
    pace = N_("ahead of an even pace") if reached >= wanted.amount * elapsed else N_("behind an even pace")
    said = Text(
        msg=N_("{reached} of {amount} {metric} in {month}: {share}, {pace}; {left} to go in {days} days."),
        args={
            **_named(asking, wanted),
            "reached": figure_text(result.claim_of(reached, find_metric(wanted.metric).unit), asking.lang),
            "share": result.claim_of(reached / wanted.amount, "rate"),
            "pace": Text(msg=pace),
            "left": figure_text(
                result.claim_of(max(wanted.amount - reached, Decimal(0)), find_metric(wanted.metric).unit),
                asking.lang,
            ),
            "days": max((end - asking.today).days - 1, 0),
        },
    )
    return AnswerCard(
        status="answer",
        text=said,
        topic="goal",
        value=reached,
        unit=find_metric(wanted.metric).unit,
        currency=asking.facts.shop.currency,
        columns=result.columns,
        query=query,
        receipt=result.receipt,
    )


def _named(asking: Asking, wanted: Goal) -> dict[str, Claim | Text | str | int]:
    unit = find_metric(wanted.metric).unit
    currency = asking.facts.shop.currency if unit == "money" else None
    amount = Claim(value=wanted.amount, unit=unit, currency=currency, receipt="")
    month = Text(msg=MONTHS[wanted.month.month - 1])
    return {
        "month": Text(msg=N_("{month} {year}"), args={"month": month, "year": str(wanted.month.year)}),
        "metric": Text(msg=find_metric(wanted.metric).label),
        "amount": figure_text(amount, asking.lang),
    }
