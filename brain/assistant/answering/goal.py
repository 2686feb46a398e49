"""The owner's goal of the month: set in one sentence, and how far it is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.assistant.answering.planned import asks_how_far, planned
from brain.assistant.coverage import missing_facts
from brain.assistant.host import CLEARS, Goal
from brain.assistant.understanding.clearing import Clearing
from brain.assistant.wording import MONTHS, figure_text
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim, Filter, Order, Period, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

ABOUT = ("category", "brand", "product")
"""What of the shop a goal may be about."""
FIGURES = frozenset({"net_sales", "gross_sales", "orders", "units", "buyers", "new_buyers"})


def goal(asking: Asking, asked: Asked) -> AnswerCard:
    """Set the goal when an amount is named, else tell how far it is."""
    metric = asked.intent.metrics[0] if asked.intent.metrics else "net_sales"
    month = (asked.intent.when.period.start if asked.intent.when else asking.today).replace(day=1)
    if asked.said.amounts and metric in FIGURES and asks_how_far(asked.said):
        return planned(asking, asked, metric)
    if asked.said.amounts and metric in FIGURES:
        about = [one for one in asked.intent.filters if one.dimension in ABOUT and one.op in ("=", "in")]
        dimension, values = (about[0].dimension, about[0].values) if about else ("", ())
        return _set(asking, Goal(month, metric, asked.said.amounts[0], dimension, values))
    return _progress(asking, month)


def set_clearing(asking: Asking, wanted: Clearing) -> AnswerCard:
    """Keep a goal to clear stock; what is not one of the shop's own names is asked back."""
    if not wanted.values:
        form = "本月清{}库存" if asking.zh else "this month: clear {} stock"
        choices = [form.format(name) for name in _best_selling(asking)]
        said = Text(
            msg=N_("{words} is no category, brand or product here. Whose stock is to be cleared?"),
            args={"words": wanted.words},
        )
        return ask_back(said, choices, topic="goal")
    return _set(asking, Goal(wanted.month, CLEARS, Decimal(0), wanted.dimension, wanted.values))


def _best_selling(asking: Asking) -> list[str]:
    """Three categories of the shop, those that sell best first; none where there are no categories."""
    span = asking.facts.span()
    if span is None or not asking.facts.has("category"):
        return []
    query = Query(
        metrics=("net_sales",), dimensions=("category",), period=span, order=Order(by="net_sales"), limit=3
    )
    return [str(row[0]) for row in asking.facts.ask(query).rows if row[0]]


def _set(asking: Asking, wanted: Goal) -> AnswerCard:
    if asking.host.set_goal is None:
        return decline(asking, Text(msg=N_("Goals are kept in the app.")), topic="goal")
    if wanted.month < asking.today.replace(day=1) or (wanted.amount <= 0 and not wanted.clears):
        return decline(
            asking, Text(msg=N_("A goal is an amount for this month or a later one.")), topic="goal"
        )
    asking.host.set_goal(wanted)
    if wanted.clears:
        said = Text(
            msg=N_(
                "Noted: in {month} the stock of {names} is to be cleared. Cards about it count more from now on, and say so."
            ),
            args={"month": _named(asking, wanted)["month"], "names": " / ".join(wanted.values)},
        )
        return AnswerCard(status="answer", text=said, topic="goal")
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
    return progress(asking, wanted)


def progress(asking: Asking, wanted: Goal) -> AnswerCard:
    """How far a goal is: what was reached of it, its share, whether that is ahead of an even pace, and what is left."""
    month = wanted.month
    end = month + timedelta(days=monthrange(month.year, month.month)[1])
    if wanted.clears:
        return _cleared(asking, wanted, Period(start=month, end=min(end, asking.today + timedelta(days=1))))
    query = Query(
        metrics=(wanted.metric,),
        filters=filters_of(wanted),
        period=Period(start=month, end=min(end, asking.today + timedelta(days=1))),
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


def filters_of(wanted: Goal) -> tuple[Filter, ...]:
    """What the goal is about, as a query filters by it."""
    return (Filter(dimension=wanted.dimension, op="in", values=wanted.values),) if wanted.dimension else ()


def _cleared(asking: Asking, wanted: Goal, period: Period) -> AnswerCard:
    """How many pieces of it were sold this month, and what is left where stock is counted."""
    query = Query(metrics=("units",), filters=filters_of(wanted), period=period)
    result = asking.facts.ask(query)
    names: dict[str, Claim | Text | str | int] = {"names": " / ".join(wanted.values)}
    said = Text(
        msg=N_("The stock of {names} is to be cleared in {month}: {units} pieces sold so far."),
        args={**names, "month": _named(asking, wanted)["month"], "units": result.claim(0, "units")},
    )
    if not missing_facts(asking.facts, (CLEARS,), (wanted.dimension,)):
        left = asking.facts.ask(query.model_copy(update={"metrics": (CLEARS,)}))
        note = Text(msg=N_("Left by the last count: {left}."), args={"left": left.claim(0, CLEARS)})
        said = Text(msg=N_("{said} {note}"), args={"said": said, "note": note})
    return AnswerCard(
        status="answer", text=said, topic="goal", value=Decimal(str(result.rows[0][0] or 0)), unit="count",
        columns=result.columns, query=query, receipt=result.receipt,
    )  # fmt: skip


def _named(asking: Asking, wanted: Goal) -> dict[str, Claim | Text | str | int]:
    unit = find_metric(wanted.metric).unit
    currency = asking.facts.shop.currency if unit == "money" else None
    amount = Claim(value=wanted.amount, unit=unit, currency=currency, receipt="")
    month = Text(msg=MONTHS[wanted.month.month - 1])
    return {
        "month": Text(msg=N_("{month} {year}"), args={"month": month, "year": str(wanted.month.year)}),
        "metric": _metric_named(wanted),
        "amount": figure_text(amount, asking.lang),
    }


def _metric_named(wanted: Goal) -> Text:
    """The figure, and what of the shop it is about."""
    metric = Text(msg=find_metric(wanted.metric).label)
    if not wanted.dimension:
        return metric
    return Text(msg=N_("{metric} ({names})"), args={"metric": metric, "names": " / ".join(wanted.values)})
