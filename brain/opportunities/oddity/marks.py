"""Days that are like no others: festivals, each by a name that is the same every year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from brain.facts.semantic.festivals import FESTIVALS, even_windows

# On these people are with their families or away; on the others more is bought, and a low day is low all the same.
SLOW = frozenset(
    {"spring_festival", "national_day", "labour_day", "new_year", "mid_autumn", "dragon_boat", "christmas"}
)
OF_THE_WEST = frozenset({"new_year", "valentine", "black_friday", "christmas"})
OF_CHINA = frozenset(FESTIVALS) - {"black_friday"}
# Days before and after a festival's own that are as unlike others: parcels stop before the new year, Black Friday lasts to Monday.
AROUND = {"spring_festival": (2, 2), "christmas": (1, 3), "black_friday": (0, 3)}


@lru_cache(maxsize=64)
def festival_days(start: date, end: date, language: str) -> dict[date, bool]:
    """The festival days in [start, end) that a shop of this language knows, and whether little may be sold on them."""
    known = OF_CHINA if language == "zh" else OF_THE_WEST
    days: dict[date, bool] = {}
    for year in range(start.year, end.year + 1):
        for name, first, last in even_windows(year):
            before, after = AROUND.get(name, (0, 0))
            for number in range(-before, (last - first).days + after + 1) if name in known else ():
                day = first + timedelta(days=number)
                days[day] = days.get(day, False) or name in SLOW
    return {day: slow for day, slow in days.items() if start <= day < end}


@lru_cache(maxsize=64)
def marked_days(start: date, end: date) -> dict[date, str]:
    """The festival days in [start, end): Singles' Day, National Day 3."""
    marks: dict[date, str] = {}
    for year in range(start.year, end.year + 1):
        for name, first, last in even_windows(year):
            for number in range((last - first).days + 1):
                marks[first + timedelta(days=number)] = name if first == last else f"{name} {number + 1}"
    return {day: name for day, name in marks.items() if start <= day < end}
