"""Festivals as times of a question: the days that `brain.facts.semantic.festivals` gives them, with the words for an answer."""

from __future__ import annotations

from brain.assistant.understanding.periods import When, day_of, month_of, quarter_of, year_before
from brain.facts.semantic.festivals import CALENDAR, lunar_day, window
from brain.facts.semantic.holidays import DAY_KINDS, days_of, days_off_around, is_announced, is_known
from brain.kernel.i18n import N_, Text

FESTIVALS = CALENDAR
__all__ = [
    "DAY_KINDS",
    "ELSEWHERE",
    "FESTIVALS",
    "days_of",
    "days_off_around",
    "festival_of",
    "is_announced",
    "is_known",
    "lunar_day",
    "year_earlier",
    "year_later",
]


def festival_of(name: str, year: int, said: str = "") -> When | None:
    """A festival of a year. `said` is "" (the name alone), "day", "daysoff" or "during"; None where that means nothing."""
    found = window(name, year, said)
    if found is None:
        return None
    label = Text(msg=CALENDAR[name].label)
    if found.alone:
        label = Text(msg=N_("{festival} alone, its days off are not known"), args={"festival": label})
    elif found.off:
        label = Text(msg=N_("{festival}, the days off"), args={"festival": label})
    unit = "day" if found.period.days == 1 and not found.off else "days"
    return When(found.period, unit, label, anchor=found.own, festival=(name, said))


# What a festival is in the country of a currency, where its day is another there: in Britain Mother's Day is in Lent.
ELSEWHERE: dict[tuple[str, str], str] = {("mothers_day", "GBP"): "mothering_sunday"}


def year_later(when: When) -> When | None:
    """The same festival, day, month or quarter a year later; None for a stretch without a name in the calendar."""
    if when.festival is not None and when.anchor is not None:
        return festival_of(when.festival[0], when.anchor.year + 1, when.festival[1])
    start = when.period.start
    if when.unit == "day":
        return day_of(start.year + 1, start.month, start.day)
    if when.unit == "month" and not when.to_date:
        return month_of(start.year + 1, start.month)
    if when.unit == "quarter" and not when.to_date:
        return quarter_of(start.year + 1, (start.month + 2) // 3)
    return None


def year_earlier(when: When) -> When:
    """The same stretch of the calendar a year earlier; of a festival the one before, for the moon keeps no dates."""
    if when.festival is None or when.anchor is None or when.to_date:
        return year_before(when)
    return festival_of(when.festival[0], when.anchor.year - 1, when.festival[1]) or year_before(when)
