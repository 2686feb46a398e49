"""Days that are like no others: festivals, each by a name that is the same every year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from brain.facts.semantic.festivals import even_windows


@lru_cache(maxsize=64)
def marked_days(start: date, end: date) -> dict[date, str]:
    """The festival days in [start, end): Singles' Day, National Day 3."""
    marks: dict[date, str] = {}
    for year in range(start.year, end.year + 1):
        for name, first, last in even_windows(year):
            for number in range((last - first).days + 1):
                marks[first + timedelta(days=number)] = name if first == last else f"{name} {number + 1}"
    return {day: name for day, name in marks.items() if start <= day < end}
