"""Results as a model reads them and as the owner is told them, made of claims."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from brain.assistant.tools.base import Stated
from brain.facts.reader import Result
from brain.facts.semantic.compile import find_dimension, find_metric, unit_of
from brain.kernel.evidence import OTHERS, Claim, Period, Query
from brain.kernel.formats import format_claim, format_exact_money
from brain.kernel.i18n import N_, Day, Text, verbatim

DAY = timedelta(days=1)
SUFFIXES = ("before", "change", "share", "running", "contribution")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
NAMED_ROWS = 3
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def metric_of(column: str) -> tuple[str, str]:
    """The metric that a column tells of, and what of it ("" the metric itself, "before", "change" ...)."""
    name, _, suffix = column.rpartition("_")
    return (name, suffix) if suffix in SUFFIXES and name else (column, "")


def figure_words(value: Any, column: str, currency: str, lang: str) -> str:
    """A figure as the reader writes it, money to the cent; "-" where there is none."""
    if value is None:
        return "-"
    unit, exact = unit_of(column), Decimal(str(value))
    if unit == "money":
        return format_exact_money(exact, currency, lang)
    return format_claim(Claim(value=exact, unit=unit, currency=currency, receipt=""), lang)


def plain_cell(value: Any) -> str | int | float | Decimal | None:
    """A cell of a table: ISO days and instants, names, numbers as they are."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    return str(value)


def exact_cell(value: Any, column: str, dimensions: Sequence[str]) -> str | int | float | Decimal | None:
    """A cell of the owner's table: money to the cent, whole counts, rates to six places."""
    plain = plain_cell(value)
    if column in dimensions or plain is None or isinstance(plain, str):
        return plain
    exact = Decimal(str(plain))
    unit = unit_of(column)
    if unit == "money":
        return exact.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    return int(exact) if unit == "count" and exact == exact.to_integral_value() else round(exact, 6)


def stated_in(result: Result, query: Query) -> Iterator[Stated]:
    """Every figure of a result, bound to its metric, its days and the names of its row."""
    split = len(query.dimensions)
    within = tuple(value for one in query.filters if one.op in ("=", "in") for value in one.values)
    for row in range(len(result.rows)):
        cells = dict(zip(query.dimensions, result.rows[row], strict=False))
        of = tuple(
            str(cell)
            for name, cell in cells.items()
            if cell is not None and find_dimension(name).value == "text"
        )
        days = [bucket(cell, name) for name, cell in cells.items() if isinstance(cell, date)]
        for column in result.columns[split:]:
            if result.rows[row][result.columns.index(column)] is None:
                continue
            metric, suffix = metric_of(column)
            period = query.compare if suffix == "before" else (days[0] if days else query.period)
            yield Stated(
                result.claim(row, column),
                metric,
                of,
                change=suffix in ("change", "contribution"),
                within=within,
                # The days of a compared row are not told by the row: only the whole period is known.
                period=None if suffix == "before" and days else period,
            )


def names_in(result: Result, query: Query) -> list[str]:
    """Every name that stands in the rows or in the filters."""
    names = [
        str(row[at])
        for at, name in enumerate(query.dimensions)
        if find_dimension(name).value == "text"
        for row in result.rows
        if row[at] is not None and row[at] != OTHERS
    ]
    spoken = [
        words
        for at, name in enumerate(query.dimensions)
        if name in _SPOKEN
        for row in result.rows
        if isinstance(row[at], int)
        for words in _SPOKEN[name](row[at])
    ]
    return list(dict.fromkeys([*names, *spoken, *(value for f in query.filters for value in f.values)]))


def _weekday_words(number: int) -> tuple[str, ...]:
    han, english = "一二三四五六日"[number - 1], WEEKDAYS[number - 1]
    return f"周{han}", f"星期{han}", english, f"{english}s", english[:3]


def _hour_words(hour: int) -> tuple[str, ...]:
    return f"{hour:02d}:00", f"{hour}:00", f"{hour}点", f"{hour} 点", f"{hour}时"


_SPOKEN: dict[str, Callable[[int], tuple[str, ...]]] = {"weekday": _weekday_words, "hour": _hour_words}


def periods_in(result: Result, query: Query) -> list[Period]:
    """The period, what it is compared with, and every day, week, month ... that heads a row."""
    found = [query.period] + ([query.compare] if query.compare else [])
    for at, name in enumerate(query.dimensions):
        for row in result.rows:
            if isinstance(row[at], date):
                found.append(bucket(row[at], name))
    return list(dict.fromkeys(found))


def bucket(first: date, dimension: str) -> Period:
    """The days that a row of a time dimension stands for, by its first day."""
    first = first.date() if isinstance(first, datetime) else first
    if dimension == "week":
        return Period(start=first, end=first + 7 * DAY)
    months = MONTHS.get(dimension)
    if months is None:
        return Period(start=first, end=first + DAY)
    return Period(start=first, end=months_later(first, months))


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the month's last where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def period_words(period: Period) -> Text:
    """A period by its first and last day, with the year."""
    last = period.end - DAY
    if period.days <= 1:
        return Text(msg=N_("{day}"), args={"day": Day(day=period.start, year=True)})
    return Text(
        msg=N_("{first} to {last}"),
        args={"first": Day(day=period.start, year=True), "last": Day(day=last, year=True)},
    )


def told(result: Result, query: Query, lang: str) -> Text:
    """A result in one sentence made of claims: the figures, or the first rows of a table."""
    figures: list[Text] = []
    for row in range(min(len(result.rows), NAMED_ROWS if query.dimensions else 1)):
        names = [value_words(result.rows[row][at], name) for at, name in enumerate(query.dimensions)]
        for column in [
            c for c in result.columns[len(query.dimensions) :] if metric_of(c)[1] in ("", "before")
        ]:
            figures.append(_figure(result, row, column, names, lang))
    if not figures:
        return Text(msg=N_("No rows for {period}."), args={"period": period_words(query.period)})
    return Text(
        msg=N_("{period}: {figures}."),
        args={"period": period_words(query.period), "figures": listed(figures)},
    )


def _figure(result: Result, row: int, column: str, names: Sequence[Text], lang: str) -> Text:
    metric, suffix = metric_of(column)
    value = result.rows[row][result.columns.index(column)]
    what = Text(msg=find_metric(metric).label)
    if suffix == "before":
        what = Text(msg=N_("{metric} before"), args={"metric": what})
    if names:
        what = Text(msg=N_("{name}, {metric}"), args={"name": listed(names), "metric": what})
    words = figure_words(value, column, result.currency, lang)
    figure = verbatim(words)
    if value is not None:
        figure = Text(msg="{words}", args={"words": words, "figure": result.claim(row, column)})
    return Text(msg=N_("{what} {figure}"), args={"what": what, "figure": figure})


def listed(parts: Sequence[Text]) -> Text:
    """Several texts as one list."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Text(msg=N_("{first}; {second}"), args={"first": whole, "second": part})
    return whole


def value_words(value: Any, dimension: str) -> Text:
    """A dimension's value as a reader says it."""
    if value is None:
        return Text(msg=N_("not stated"))
    if isinstance(value, date):
        return (
            period_words(bucket(value, dimension))
            if dimension != "day"
            else period_words(bucket(value, "day"))
        )
    return verbatim(str(value))
