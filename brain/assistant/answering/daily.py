"""A figure day by day without gaps, for what looks along time: forecasts and unusual days. And the days that have a name."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from brain.analysis.seasonality import Floats
from brain.assistant.answering.base import Asking
from brain.assistant.coverage import data_span
from brain.facts.reader import Result
from brain.facts.semantic.festivals import even_windows
from brain.kernel.evidence import Filter, Period, Query

LOOKED_BACK = 730
ALONG_TIME = ("net_sales", "gross_sales", "orders", "units", "views")
"""The figures that are worth forecasting by day: they add up, and a day without rows is a nought."""


def daily(asking: Asking, metric: str, filters: tuple[Filter, ...]) -> tuple[Result, Floats, date] | None:
    """The figure of each day up to the last full day with data: the rows, the values, the first day. None without data.

    Today is not over, so it is left out.
    """
    span = data_span(asking.facts, (metric,))
    if span is None:
        return None
    end = min(span.end, asking.today)
    start = max(span.start, end - timedelta(days=LOOKED_BACK))
    if end <= start:
        return None
    query = Query(
        metrics=(metric,), dimensions=("day",), filters=filters, period=Period(start=start, end=end)
    )
    result = asking.facts.ask(query)
    values = np.zeros((end - start).days)
    for day, value in result.rows:
        values[(day - start).days] = float(value if value is not None else Decimal(0))
    return result, values, start


def marked_days(start: date, end: date) -> dict[date, str]:
    """The festival days of a stretch, each by a name that is the same every year: Singles' Day, National Day 3."""
    marks: dict[date, str] = {}
    for year in range(start.year, end.year + 1):
        for name, first, last in even_windows(year):
            day, number = first, 1
            while day <= last:
                marks[day] = name if first == last else f"{name} {number}"
                day, number = day + timedelta(days=1), number + 1
    return {day: name for day, name in marks.items() if start <= day < end}
