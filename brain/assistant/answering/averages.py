"""A day, a week, a month, a quarter or a year on average: of figures that add up, over the whole days or months that have data.

A week is seven days: all days of the period that are over count, so nothing of it is left out, and of whole weeks it is their
plain mean. Months, quarters and years are of unlike length: only whole ones count, and the answer says which.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, decline, joined
from brain.assistant.answering.figure import no_data, notes_on, readings_of
from brain.assistant.answering.rows import card_of, full_days
from brain.assistant.coverage import data_span, has_rows, missing_facts, missing_text, used_dimensions
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.marks import OPEN_DAY
from brain.assistant.understanding.periods import MONTHS, When, months_before
from brain.assistant.understanding.picking import ANY_ORDER
from brain.assistant.wording import dates_text, figure_text, in_scope, listed
from brain.facts.reader import Result
from brain.facts.semantic.compile import can_share, find_metric
from brain.facts.semantic.formula_words import how_counted
from brain.kernel.evidence import Claim, Period, Unit
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

WEEK = 7
BY_DAYS = frozenset({"day", OPEN_DAY, "week"})
ON_AVERAGE = {
    "day": N_("{figures} a day on average"),
    OPEN_DAY: N_("{figures} a day with orders on average"),
    "week": N_("{figures} a week on average"),
    "month": N_("{figures} a month on average"),
    "quarter": N_("{figures} a quarter on average"),
    "year": N_("{figures} a year on average"),
}
OVER = {
    "day": N_("That is {total} over {count} days ({dates})."),
    OPEN_DAY: N_("That is {total} over the {count} days that had orders ({dates})."),
    "week": N_("That is {total} over {count} whole weeks ({dates})."),
    "month": N_("That is {total} over {count} whole months ({dates})."),
    "quarter": N_("That is {total} over {count} whole quarters ({dates})."),
    "year": N_("That is {total} over {count} whole years ({dates})."),
}
OVER_DAYS = N_("That is {total} over {count} days ({dates}), told per seven days.")
NO_WHOLE = {
    "day": N_("There is no full day with data in {period}, so no day can be averaged."),
    OPEN_DAY: N_("There is no day with an order in {period}, so none can be averaged."),
    "week": N_("There are not seven full days with data in {period}, so no week can be averaged."),
    "month": N_("There is no whole month with data in {period}, so none can be averaged."),
    "quarter": N_("There is no whole quarter with data in {period}, so none can be averaged."),
    "year": N_("There is no whole year with data in {period}, so none can be averaged."),
}


def averages(asking: Asking, asked: Asked) -> AnswerCard:
    """The average of a unit of the period, or why it cannot be told."""
    intent = asked.intent
    assert intent.when is not None
    query = intent.query()
    lacking = missing_facts(asking.facts, query.metrics, used_dimensions(query))
    if lacking:
        return decline(asking, missing_text(lacking[0]))
    for metric in intent.metrics:
        if not can_share(metric, ("day" if intent.per == OPEN_DAY else intent.per,)):
            return _no_sum(asking, intent, metric)
    span = data_span(asking.facts, intent.metrics)
    if span is None or not has_rows(asking.facts, intent.metrics, query.period):
        return no_data(asking, intent)
    days = full_days(asking, query.period, span)
    counted = _open_days(asking, intent, days) if intent.per == OPEN_DAY else _counted(days, intent.per)
    if counted is None:
        period = dates_text(query.period, asking.today)
        return decline(asking, Text(msg=NO_WHOLE[intent.per], args={"period": period}))
    return _card(asking, asked, counted)


def _no_sum(asking: Asking, intent: Intent, metric: str) -> AnswerCard:
    """A rate of weeks has no sum to be divided; the weeks themselves can be listed."""
    said = Text(
        msg=N_("{metric} does not add up over time, so an average of it would mislead."),
        args={"metric": Text(msg=find_metric(metric).label)},
    )
    plain = replace(intent, per="", metrics=(metric,))
    each = [replace(plain, dimensions=(intent.per,)), plain]
    return decline(asking, said, questions.proven(asking.facts, each, asking.lang, asking.names))


def _open_days(asking: Asking, intent: Intent, days: Period | None) -> tuple[Period, Decimal] | None:
    """The same days, and on how many of them what is named was ordered."""
    if days is None:
        return None
    query = replace(intent, metrics=("orders",), dimensions=("day",), having=(ANY_ORDER,)).query()
    opened = asking.facts.ask(query.model_copy(update={"period": days})).rows
    return (days, Decimal(len(opened))) if opened else None


def _counted(days: Period | None, per: str) -> tuple[Period, Decimal] | None:
    """The days that are averaged over, and how many of the unit they are; None for fewer than one."""
    if days is None:
        return None
    if per == "day":
        return days, Decimal(days.days)
    if per == "week":
        return (days, Decimal(days.days) / WEEK) if days.days >= WEEK else None
    start, end = _begins(days.start, per, later=True), _begins(days.end, per, later=False)
    months = (end.year - start.year) * 12 + end.month - start.month
    return (Period(start=start, end=end), Decimal(months // MONTHS[per])) if months > 0 else None


def _begins(day: date, per: str, *, later: bool) -> date:
    """The first day of the unit that a day lies in, or of the next one where it is not that day itself."""
    size = MONTHS[per]
    first = day.replace(month=(day.month - 1) // size * size + 1, day=1)
    if later and first < day:
        return months_before(first, -size) or first
    return first


def _card(asking: Asking, asked: Asked, counted: tuple[Period, Decimal]) -> AnswerCard:
    intent = asked.intent
    period, number = counted
    when = When(period, "days")
    query = intent.query().model_copy(update={"period": period})
    result = asking.facts.ask(query)
    means = [Decimal(str(value or 0)) / number for value in result.rows[0]]
    figures = [
        _named(result, metric, mean, asking.lang) for metric, mean in zip(intent.metrics, means, strict=True)
    ]
    said = in_scope(
        Text(msg=ON_AVERAGE[intent.per], args={"figures": listed(figures)}),
        query.filters,
        intent.when or when,
        asking.today,
    )
    notes = [_over(asking, intent, result, period, number), *readings_of(asked.said)]
    notes += how_counted(intent.metrics)
    outer = intent.query().period
    if (outer.start, outer.end) != (period.start, period.end) and intent.per not in BY_DAYS:
        notes.append(Text(msg=N_("Days outside of these are left out.")))
    notes += [
        note
        for note in notes_on(asking, intent, None, asked.said)
        if note not in notes and intent.per in BY_DAYS
    ]
    unit = _unit(intent.metrics[0])
    return card_of(asking, intent, query, result, joined(said, *notes), _rounded(means[0], unit), unit)


def _named(result: Result, metric: str, mean: Decimal, lang: str) -> Text:
    figure = figure_text(result.claim_of(_rounded(mean, _unit(metric)), _unit(metric)), lang)
    return Text(
        msg=N_("{metric} {figure}"), args={"metric": Text(msg=find_metric(metric).label), "figure": figure}
    )


def _unit(metric: str) -> Unit:
    """Half an order is none: the mean of a count is a number."""
    return "money" if find_metric(metric).unit == "money" else "number"


def _rounded(mean: Decimal, unit: str) -> Decimal:
    return mean.quantize(
        Decimal("0.01") if unit == "money" else Decimal("0.000001"), rounding="ROUND_HALF_UP"
    )


def _over(asking: Asking, intent: Intent, result: Result, period: Period, number: Decimal) -> Text:
    """The sum that was divided, and over what."""
    metric = intent.metrics[0]
    weeks = number == number.to_integral_value() and period.start.weekday() == 0
    by_days = intent.per == "week" and not weeks
    count = period.days if by_days else int(number)
    return Text(
        msg=OVER_DAYS if by_days else OVER[intent.per],
        args={
            "total": figure_text(result.claim(0, metric), asking.lang),
            "count": Claim(value=Decimal(count), unit="count", receipt=result.receipt.id),
            "dates": dates_text(period, asking.today),
        },
    )
