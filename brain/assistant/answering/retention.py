"""What became of the customers who came first in a month: how many of them bought again in a later one.

A rate is always of one group of people: those whose first order was in a month, and the same people in the later month. "In
July" asks who came back in July, so it is told of June's new customers; where two months are named, of the first one's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.assistant.answering.chips import chips_of
from brain.assistant.answering.figure import no_data
from brain.assistant.coverage import has_rows, missing_facts, missing_text
from brain.assistant.speaking import spoken_period
from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.wording import cell, period_text
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_dimension
from brain.kernel.evidence import Filter, Period
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

MOST_MONTHS = 2  # of a range that names the month of the first order and the month of the return
OWN_CUTS = frozenset({"cohort", "month", "months_since"})
_OF_DAYS = re.compile(r"\d(?!.*月)|\b(?:day|week|month|year)s?\b|天|周|日")


@dataclass(frozen=True)
class _Returns:
    """The month of the first orders, the one in which the same people are looked for, and how many months lie between."""

    first: When
    again: When

    @property
    def apart(self) -> int:
        """Whole months from the one to the other."""
        one, other = self.first.period.start, self.again.period.start
        return (other.year - one.year) * 12 + other.month - one.month


def cohort(asking: Asking, asked: Asked) -> AnswerCard:
    """Of the customers whose first order was in a month, how many bought again in a later month."""
    span = asking.facts.span()
    if span is None or missing_facts(asking.facts, ("buyers",), ()):
        return decline(asking, missing_text("customer"), topic="cohort")
    if _asks_more(asked.said, asked.intent):
        return _which_month(asking)
    when = asked.intent.when or When(span, "days")
    if "month" in asked.said.dimensions and when.unit == "month":
        return _month_by_month(asking, asked.intent, when, span)
    named = _named(asked.said, when)
    if named is not None:
        return _of_one(asking, asked.intent, named)
    if when.period.days <= periods.LONGEST_MONTH or (asked.said.compare and len(asked.said.whens) > 1):
        return _which_month(asking)
    return _of_several(asking, replace(asked.intent, when=when), span)


def _asks_more(said: Reading, intent: Intent) -> bool:
    """A number of days (30-day retention), a ranking, a list by something else: retention by months would be another answer."""
    numbered = any(_OF_DAYS.search(word) for word in said.leftover)
    other_cuts = set(intent.dimensions) - OWN_CUTS
    # Who bought milk powder in one month and who did in the next are not the same people.
    of_orders = any("customer" not in find_dimension(one.dimension).fixed_for for one in intent.filters)
    return bool(numbered or other_cuts or of_orders or intent.ranked or intent.holidays)


def _named(said: Reading, when: When) -> _Returns | None:
    """The two months that the question names or, of one month, the one before it and itself."""
    ends = list(when.ends or ())
    if ends and when.period.days > MOST_MONTHS * periods.LONGEST_MONTH:
        return None  # from January to July: a range of months
    pair = sorted(said.whens if len(said.whens) > 1 else ends, key=lambda one: one.period.start)
    if len(pair) == MOST_MONTHS and all(one.unit == "month" for one in pair):
        compared = said.main_first or said.growth
        return None if compared and not ends else _Returns(pair[0], _next_such(*pair))
    return _Returns(periods.preceding_month(when), when) if when.unit == "month" and not pair else None


def _next_such(first: When, again: When) -> When:
    """2025年9月新客10月留存: a month without its year is the next one of that name."""
    if not again.open_year or first.open_year:
        return again
    start, number = first.period.start, again.period.start.month
    return periods.month_of(start.year + (number <= start.month), number) or again


def _of_one(asking: Asking, intent: Intent, months: _Returns) -> AnswerCard:
    """The people of one month, and who of them bought in another."""
    if not has_rows(asking.facts, ("buyers",), months.again.period):
        return no_data(asking, replace(intent, metrics=("buyers",), filters=(), when=months.again))
    both = Period(start=months.first.period.start, end=months.again.period.end)
    month = Filter(dimension="cohort", op="=", values=(months.first.period.start.isoformat(),))
    told = _by_month(intent, When(both, "days"), (*intent.filters, month))
    result = asking.facts.ask(told.query())
    first = sum(row[2] for row in result.rows if row[1] == 0)
    if not first:
        return no_data(asking, replace(told, when=months.first))
    second = sum(row[2] for row in result.rows if row[1] == months.apart)
    said = Text(
        msg=N_("Of {first} customers whose first order was in {month}, {second} bought in {later} ({rate})"),
        args={
            "first": result.claim_of(first, "count"),
            "month": period_text(months.first, asking.today),
            "second": result.claim_of(second, "count"),
            "later": period_text(months.again, asking.today),
            "rate": result.claim_of(Decimal(second) / Decimal(first), "rate"),
        },
    )
    card = _card(asking, told, result, said)
    return card.model_copy(update={"value": Decimal(second) / Decimal(first), "unit": "rate"})


def _month_by_month(asking: Asking, intent: Intent, first: When, span: Period) -> AnswerCard:
    """The people of one month, and how many of them bought in each month since."""
    since = When(Period(start=first.period.start, end=max(span.end, first.period.end)), "days")
    month = Filter(dimension="cohort", op="=", values=(first.period.start.isoformat(),))
    told = Intent(
        metrics=("buyers",), dimensions=("months_since",), filters=(*intent.filters, month), when=since
    )
    result = asking.facts.ask(told.query())
    found = {row[0]: row[1] for row in result.rows if row[0] is not None}
    if not found.get(0):
        return no_data(asking, replace(intent, metrics=("buyers",), filters=(), when=first))
    later = [int(found.get(step, 0)) for step in range(1, max(found) + 1)]
    said = Text(
        msg=N_(
            "{first} customers whose first order was in {month}; in the months after {later} of them bought"
        ),
        args={
            "first": result.claim_of(found[0], "count"),
            "month": period_text(first, asking.today),
            "later": " / ".join(str(count) for count in later) or "0",
        },
    )
    card = _card(asking, told, result, said)
    return card.model_copy(update={"value": Decimal(int(found[0])), "unit": "count"})


def _of_several(asking: Asking, intent: Intent, span: Period) -> AnswerCard:
    """Every month's new customers and those of them who bought in the month after, where that month is over."""
    assert intent.when is not None
    told = _by_month(intent, intent.when, intent.filters)
    result = asking.facts.ask(told.query())
    over = min(intent.when.period.end, span.end)
    months = [month for month in _cohorts(result, intent.when.period) if _after(month, 2) <= over]
    first = _people(result, months, 0)
    if not first:
        return _which_month(asking)
    second = _people(result, months, 1)
    whole = When(Period(start=months[0], end=_after(months[-1], 1)), "days")
    said = Text(
        msg=N_(
            "{months} months of first orders, {first} customers; {second} of them bought again in the month after ({rate}) · {period}"
        ),
        args={
            "months": len(months),
            "first": result.claim_of(first, "count"),
            "second": result.claim_of(second, "count"),
            "rate": result.claim_of(Decimal(second) / Decimal(first), "rate"),
            "period": period_text(whole, asking.today),
        },
    )
    return _card(asking, told, result, said)


def _by_month(intent: Intent, when: When, filters: tuple[Filter, ...]) -> Intent:
    return Intent(metrics=("buyers",), dimensions=("cohort", "months_since"), filters=filters, when=when)


def _cohorts(result: Result, period: Period) -> list[date]:
    """The months of first orders that lie in the period with their first day: of others only a part is there."""
    found = {row[0] for row in result.rows if row[0] is not None}
    return sorted(month for month in found if month >= period.start)


def _people(result: Result, months: Sequence[date], later: int) -> int:
    return sum(row[2] for row in result.rows if row[0] in months and row[1] == later)


def _after(month: date, count: int) -> date:
    """The first day of the month that many months later."""
    later = periods.months_before(month, -count)
    assert later is not None
    return later


def _card(asking: Asking, intent: Intent, result: Result, said: Text) -> AnswerCard:
    rows = tuple(
        tuple(cell(value, column) for value, column in zip(row, result.columns, strict=True))
        for row in result.rows
    )
    return AnswerCard(
        status="answer",
        text=said,
        topic="cohort",
        columns=result.columns,
        rows=rows,
        query=intent.query(),
        receipt=result.receipt,
        chips=chips_of(asking, intent),
    )


def _which_month(asking: Asking) -> AnswerCard:
    """Retention is told by months only; a week's or a number of days' would be another figure."""
    said = Text(
        msg=N_(
            "I tell retention by months: of the customers who first bought in one month, how many bought in a later one. Which month?"
        )
    )
    form = "{}的留存率" if asking.zh else "retention in {}"
    final = asking.today.replace(day=1) - timedelta(days=1)
    whens = [
        one for one in questions.periods_with_data(asking.facts) if one.unit == "month" and not one.to_date
    ]
    told = [one for one in whens if one.period.start <= final]
    return ask_back(said, [form.format(spoken_period(one, asking.lang)) for one in told], topic="cohort")
