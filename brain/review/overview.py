"""The first look of the day: one sentence and four figures, each a claim."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from brain.facts.reader import Facts, Result
from brain.kernel.clock import iso_week, last_days
from brain.kernel.evidence import Claim, Period, Query, Receipt
from brain.kernel.i18n import N_, Day, Text
from brain.opportunities.find import MOST_DAYS_BEHIND

SPARKLINE_DAYS = 28
SPARKLINE_WEEKS = 8
WEEKLY = frozenset({"repeat_rate"})
FIGURE_DAYS = 7


class KeyFigure(BaseModel):
    """A figure of the last seven full days, its change against the seven before (a fraction), and its course.

    The course is daily, but weekly (by Monday) for a rate of people, which means little within a day.
    """

    model_config = ConfigDict(frozen=True)

    metric: str
    name: Text
    claim: Claim
    change: Claim | None
    series: tuple[tuple[date, Decimal], ...]


class Overview(BaseModel):
    """What the home page opens with. `reference_day` is the last full day that has data."""

    model_config = ConfigDict(frozen=True)

    greeting: Text
    reference_day: date | None
    figures: tuple[KeyFigure, ...]
    receipts: tuple[Receipt, ...]


FIGURES: tuple[tuple[str, str, str], ...] = (
    ("net_sales", N_("Net sales"), "order"),
    ("orders", N_("Orders"), "order"),
    ("average_order_value", N_("Average order value"), "order"),
    ("repeat_rate", N_("Repeat rate"), "customer"),
    ("refund_rate", N_("Refund rate"), "order"),
)


def overview(facts: Facts, opportunities: int) -> Overview:
    """The greeting and the key figures as of the last full day with data, whichever day that is."""
    span = facts.span()
    if span is None:
        nothing = Text(msg="There is no data yet. Bring an order export to begin.")
        return Overview(greeting=nothing, reference_day=None, figures=(), receipts=())
    day = min(facts.today, span.end) - timedelta(days=1)
    if day < span.start:
        day = span.start
    week = last_days(day + timedelta(days=1), FIGURE_DAYS)
    chosen = [figure for figure in FIGURES if facts.has(figure[2])][:4]
    metrics = tuple(metric for metric, _, _ in chosen)
    totals = facts.ask(Query(metrics=metrics, period=week, compare=week.before()))
    daily = facts.ask(Query(metrics=metrics, dimensions=("day",), period=last_days(week.end, SPARKLINE_DAYS)))
    weekly = facts.ask(Query(metrics=metrics, dimensions=("week",), period=_full_weeks(week.end)))
    greeting, receipts = _greeting(facts, day, opportunities)
    return Overview(
        greeting=greeting,
        reference_day=day,
        figures=tuple(
            _figure(totals, weekly if metric in WEEKLY else daily, metric, name) for metric, name, _ in chosen
        ),
        receipts=(totals.receipt, daily.receipt, weekly.receipt, *receipts),
    )


def _full_weeks(end: date) -> Period:
    """The eight full weeks, Monday to Sunday, that ended last."""
    monday = iso_week(end).start
    return Period(start=monday - timedelta(weeks=SPARKLINE_WEEKS), end=monday)


def _figure(totals: Result, course: Result, metric: str, name: str) -> KeyFigure:
    change = totals.rows[0][totals.columns.index(f"{metric}_change")]
    place = course.columns.index(metric)
    return KeyFigure(
        metric=metric,
        name=Text(msg=name),
        claim=totals.claim(0, metric),
        change=totals.claim_of(change, "rate") if change is not None else None,
        series=tuple((row[0], Decimal(str(row[place] or 0))) for row in course.rows),
    )


def _greeting(facts: Facts, day: date, opportunities: int) -> tuple[Text, list[Receipt]]:
    """Yesterday against the same weekday a week before; a day without sales is said to be one."""
    one_day = Period(start=day, end=day + timedelta(days=1))
    result = facts.ask(Query(metrics=("net_sales",), period=one_day, compare=one_day.shifted(-7)))
    sales = result.claim(0, "net_sales")
    change = result.rows[0][result.columns.index("net_sales_change")]
    head = _sales_sentence(facts, day, sales, result, change)
    if opportunities == 0 and (facts.today - day).days > MOST_DAYS_BEHIND:
        tail = Text(msg="Import newer orders to see what is worth doing today.")
    elif opportunities == 0:
        tail = Text(msg="Nothing is worth doing today that was not done.")
    elif opportunities == 1:
        tail = Text(msg="One thing is worth doing.")
    else:
        tail = Text(msg="{count} things are worth doing.", args={"count": opportunities})
    return Text(msg="{sales} {proposals}", args={"sales": head, "proposals": tail}), [result.receipt]


def _sales_sentence(facts: Facts, day: date, sales: Claim, result: Result, change: Decimal | None) -> Text:
    args: dict[str, Claim | Text | Day] = {
        "sales": sales,
        "day": Day(day=day, year=day.year != facts.today.year),
    }
    yesterday = day == facts.today - timedelta(days=1)
    if change is None:
        return Text(
            msg="Yesterday: {sales}." if yesterday else "Data ends on {day}: {sales} that day.", args=args
        )
    args["change"] = result.claim_of(abs(change), "rate")
    return Text(msg=_CHANGES[(yesterday, change >= 0)], args=args)


_CHANGES = {
    (True, True): N_("Yesterday: {sales}, {change} above the same weekday last week."),
    (True, False): N_("Yesterday: {sales}, {change} below the same weekday last week."),
    (False, True): N_("Data ends on {day}: {sales} that day, {change} above the same weekday a week before."),
    (False, False): N_(
        "Data ends on {day}: {sales} that day, {change} below the same weekday a week before."
    ),
}
N_("Yesterday: {sales}.")
N_("Data ends on {day}: {sales} that day.")
