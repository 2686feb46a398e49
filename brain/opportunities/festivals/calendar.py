"""Which festivals are ahead of a shop, and the days before them a year ago."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from brain.facts.semantic.festivals import CALENDAR, FIRST_YEAR, LAST_YEAR

AHEAD_DAYS = 45
# People shop for a festival in the fortnight before it, for the great ones from the fifth week on, for Singles' Day since its sale
# in advance opens in late October: days before the festival's own day, [from, to); the day after it is still its own. Each further
# window is one more chance to be fooled.
FORTNIGHT = ((14, -1),)
GREAT = {
    "spring_festival": ((35, 21), (21, 7)),
    "christmas": ((28, 14), (14, 0)),
    "double_11": ((24, 10), (14, -1)),
}
OF_CHINA = (
    "spring_festival", "valentine", "womens_day", "labour_day", "mothers_day", "may_20", "childrens_day", "june_18", "dragon_boat",
    "fathers_day", "qixi", "september_9", "mid_autumn", "national_day", "double_11", "double_12",
)  # fmt: skip
OF_THE_WEST = (
    "valentine", "easter", "mothers_day", "fathers_day", "back_to_school", "halloween", "black_friday", "christmas",
)  # fmt: skip


@dataclass(frozen=True)
class Season:
    """One window before one festival: last year's days [first, end), and the same days this year."""

    festival: str
    day: date
    day_before: date
    first_before: date
    end_before: date
    first: date
    end: date


@lru_cache(maxsize=256)
def seasons_ahead(language: str, end: date) -> tuple[Season, ...]:
    """Every window of every festival whose day is within `AHEAD_DAYS` of `end` and whose window is not over yet."""
    names = OF_CHINA if language == "zh" else OF_THE_WEST
    found = []
    for name in names:
        for year in (end.year, end.year + 1):
            if FIRST_YEAR + 1 < year <= LAST_YEAR:
                found += _windows(name, CALENDAR[name].day(year), CALENDAR[name].day(year - 1), end)
    return tuple(found)


def apart(seasons: Sequence[Season]) -> float:
    """To how many windows that share no day they come: what is seen in windows that overlap is seen once."""
    lengths = [(one.end_before - one.first_before).days for one in seasons]
    days = {
        one.first_before + timedelta(days=n)
        for one, many in zip(seasons, lengths, strict=True)
        for n in range(many)
    }
    return len(days) * len(lengths) / max(sum(lengths), 1)


def _windows(name: str, day: date, before: date, end: date) -> list[Season]:
    if not end <= day <= end + timedelta(days=AHEAD_DAYS):
        return []
    seasons = []
    for first, last in GREAT.get(name, FORTNIGHT):
        begins, ends = timedelta(days=first), timedelta(days=last)
        if day - ends > end:
            seasons.append(
                Season(name, day, before, before - begins, before - ends, day - begins, day - ends)
            )
    return seasons
