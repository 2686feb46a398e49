"""Times that mean a part of, or the very, period that was spoken of before: 只算下半个月, 占当月的几成, 当天多少单."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brain.assistant.understanding import periods, within
from brain.assistant.understanding.conditions import Unclear
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.time_words_zh import TIME_WORDS_ZH
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.clock import iso_week

PARTS_ALONE = {
    word: value[1]
    for kind, value, words in TIME_WORDS_ZH
    if kind == Kind.PART and value[0] == "month"
    for word in words.split()
}
THAT = {"当天": "day", "当日": "day", "当周": "week", "当月": "month", "当季": "quarter", "当季度": "quarter", "当年": "year"}  # fmt: skip


def pointed_times(tokens: Sequence[Token]) -> tuple[str, str]:
    """The part of a month that is said without its month, and the unit of a 当月; "" where another time is said."""
    times = [token.text.replace(" ", "") for token in tokens if token.kind == Kind.TIME]
    alone = times[0] if len(times) == 1 else ""
    return PARTS_ALONE.get(alone, ""), THAT.get(alone, "")


def in_period_before(said: Reading, before: When | None, today: date) -> Reading:
    """The reading with such a time in the period of the question before. Raises Unclear where that has none."""
    if before is None or len(said.whens) != 1 or said.compare:
        return said
    if said.part_alone and before.unit != "month":
        lately = before.period.end > today.replace(day=1)  # then this month's part is the one that is near
        return said if lately else _unclear()
    if said.part_alone:
        when = within.part_of(before, said.part_alone, today)
    elif said.that_time == before.unit:
        return replace(said, whens=[])
    else:
        when = _around(before, said.that_time)
    return replace(said, whens=[when]) if when is not None else _unclear()


def _around(before: When, unit: str) -> When | None:
    """The week, month, quarter or year in which all of a shorter period lies."""
    first = before.period.start
    if unit == "year":
        when = periods.year_of(first.year)
    elif unit == "quarter":
        when = periods.quarter_of(first.year, (first.month - 1) // 3 + 1)
    elif unit == "month":
        when = periods.month_of(first.year, first.month)
    else:
        when = When(iso_week(first), "week") if unit == "week" else None
    return when if when is not None and before.period.end <= when.period.end else None


def _unclear() -> Reading:
    raise Unclear
