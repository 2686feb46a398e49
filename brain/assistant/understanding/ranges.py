"""Two periods joined into one: from A to B, between A and B, since A, A to date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from brain.assistant.understanding import periods as p
from brain.assistant.understanding.patterns import match
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.evidence import Period

RANGE_PATTERNS = (
    "from? time conj|to time between",
    "from? num unit to num unit",
    "from? num conj|to time",
    "from? num to num unit",
    "from? num unit todate",
    "from time conj time",
    "from? time to time",
    "from? time to num unit?",
    "from? time todate",
    "todate time",
    "from time",
    "num unit",
)


ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


def join_ranges(tokens: Sequence[Token], today: date) -> list[Token]:
    """The tokens with every range reduced to one TIME token."""
    tokens = _ordinal_days(tokens, today)
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        joined = _joined(tokens, at, today)
        if joined is None:
            done.append(tokens[at])
            at += 1
        else:
            end, when = joined
            end += _said_again(tokens[end:], when)
            part = tokens[at:end]
            done.append(Token(Kind.TIME, when, part[0].start, part[-1].end, " ".join(t.text for t in part)))
            at = end
    return done


def _ordinal_days(tokens: Sequence[Token], today: date) -> list[Token]:
    """ "On the 5th": an English ordinal with nothing to count behind it is a day of the month."""
    done = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1].kind if at + 1 < len(tokens) else None
        counts = following in (Kind.UNIT, Kind.DIM, Kind.CLASSIFIER, Kind.METRIC, Kind.NAME)
        before = tokens[at - 1].kind if at else None
        ranks = before in (Kind.TOP, Kind.SUPER, Kind.BEST, Kind.TO, Kind.CONJ)
        ranges = following in (Kind.TO, Kind.CONJ)
        if token.kind == Kind.NUM and ORDINAL.fullmatch(token.text) and not (counts or ranks or ranges):
            when = _recent_day(int(token.value), today)
            token = Token(Kind.TIME, when, token.start, token.end, token.text) if when else token
        done.append(token)
    return done


def _joined(tokens: Sequence[Token], at: int, today: date) -> tuple[int, When] | None:
    for pattern in RANGE_PATTERNS:
        hit = match(pattern, tokens, at)
        if hit is None:
            continue
        when = _range(pattern, hit[1], today)
        if when is not None:
            return hit[0], when
    return None


def _said_again(tokens: Sequence[Token], when: When) -> int:
    """7月到9月这三个月: whether the next token only counts the range once more, and counts it right."""
    if not tokens or tokens[0].kind != Kind.TIME or not tokens[0].text.startswith("这 "):
        return 0
    counted: Period = tokens[0].value.period
    if "月" in tokens[0].text:
        same = _months_touched(counted) == _months_touched(when.period)
    else:
        same = counted.days == when.period.days
    return 1 if same else 0


def _months_touched(period: Period) -> int:
    last = period.end - timedelta(days=1)
    return (last.year - period.start.year) * 12 + last.month - period.start.month + 1


def _range(pattern: str, found: list[Token | None], today: date) -> When | None:
    if pattern == "num unit":
        return _day_of_month(found[0], found[1], today)
    if pattern == "from? num unit todate":
        day = _day_of_month(found[1], found[2], today)
        return _until_today(day, today) if day and found[3] and found[3].value is None else None
    if pattern == "from? num to num unit":
        start = _day_of_month(found[1], found[4], today)
        return _to_day_number(start, found[3], found[4]) if start else None
    if pattern == "from? num unit to num unit":
        start = _day_of_month(found[1], found[2], today)
        return _to_day_number(start, found[4], found[5]) if start else None
    if pattern == "from? num conj|to time":
        return _from_day_number(found)
    first = found[1].value if found[1] else None
    if first is None:
        return None
    if pattern == "todate time":
        # "so far this year": the period already ends with today.
        asks_nothing_else = found[0] is not None and found[0].value is None
        return first if asks_nothing_else and first.period.end == today + timedelta(days=1) else None
    if pattern == "from time":
        return _until_today(first, today) if found[0] and found[0].value == "since" else None
    if pattern == "from? time todate":
        return _until_today(first, today) if found[2] and found[2].value is None else None
    if pattern == "from? time to num unit?":
        return _to_day_number(first, found[3], found[4])
    if pattern == "from? time conj|to time between":
        return _span(first, found[3].value if found[3] else None, today)
    if pattern == "from time conj time" and (found[0] is None or found[0].text != "between"):
        return None
    return _span(first, found[3].value if found[3] else None, today)


def _until_today(when: When, today: date) -> When | None:
    start = when.period.start
    return When(Period(start=start, end=today + timedelta(days=1)), "days") if start <= today else None


def _day_of_month(number: Token | None, unit: Token | None, today: date) -> When | None:
    """15号: the most recent day of the month with that number."""
    if number is None or unit is None or unit.text not in ("号", "日"):
        return None
    return _recent_day(int(number.value), today)


def _recent_day(number: int, today: date) -> When | None:
    month = today
    for _ in range(3):
        when = p.day_of(month.year, month.month, number)
        if when is not None and when.period.start <= today:
            return replace(when, open_month=True)
        month = month.replace(day=1) - timedelta(days=1)
    return None


def _from_day_number(found: list[Token | None]) -> When | None:
    """ "Between the 10th and the 20th of May", 1到3月: the first one is of the second one's month or year."""
    start, number, joint, last = found
    if number is None or last is None or joint is None:
        return None
    if joint.kind == Kind.CONJ and (start is None or start.text != "between"):
        return None
    counted = start is not None or bool(ORDINAL.fullmatch(number.text)) or not last.text.isascii()
    end: When = last.value
    first = _like(end, int(number.value)) if counted else None
    if first is None or first.period.start >= end.period.start:
        return None
    return When(Period(start=first.period.start, end=end.period.end), "days")


def _like(when: When, number: int) -> When | None:
    """The day, month or quarter of that number around a period of the same unit."""
    start = when.period.start
    if when.unit == "day":
        return p.day_of(start.year, start.month, number)
    build = {"month": p.month_of, "quarter": p.quarter_of}.get(when.unit)
    return build(start.year, number) if build else None


def _to_day_number(first: When, number: Token | None, unit: Token | None) -> When | None:
    """3月1日到15日: the second day belongs to the first one's month."""
    if number is None or first.unit != "day" or (unit is not None and unit.value != "day"):
        return None
    start = first.period.start
    last = p.day_of(start.year, start.month, int(number.value))
    if last is None or last.period.end <= start:
        return None
    return When(Period(start=start, end=last.period.end), "days")


def _span(first: When, second: When | None, today: date) -> When | None:
    if second is None:
        return None
    if first.weekdays and second.weekdays and second.loose:
        return _to_weekday(first, second, today)
    start, end = first.period.start, second.period.end
    if second.open_year:
        # The second takes the first one's year: 去年3月到5月, March to May 2011 as much as 11月到1月.
        end = _in_year_of(second, start.year)
        if end <= start:
            end = _in_year_of(second, start.year + 1)
        while first.open_year and end > today + timedelta(days=1) and not second.to_date:
            earlier_start = p.months_before(start, 12)
            earlier_end = p.months_before(end, 12)
            if earlier_start is None or earlier_end is None:
                return None
            start, end = earlier_start, earlier_end
    elif first.open_year:
        start = start.replace(year=end.year, day=1) if first.unit != "day" else _same_day(start, end.year)
        if start >= end:
            start = p.months_before(start, 12) or start
    if start >= end:
        return None
    return When(Period(start=start, end=end), "days", ends=(first, second))


def _to_weekday(first: When, second: When, today: date) -> When:
    """上周一到周三: the second weekday is the next one after the first, not the most recent one."""
    start = first.period.start
    days = (second.weekdays[-1] - first.weekdays[0]) % 7 + 1
    over = start + timedelta(days=days) > today + timedelta(days=1)
    if first.loose and over:
        # Without a week named it is the latest such stretch that is over; within this week, as far as it got.
        if second.weekdays[-1] < first.weekdays[0]:
            start -= timedelta(days=7)
        else:
            days = (today - start).days + 1
    period = Period(start=start, end=start + timedelta(days=days))
    return When(period, "days", weekdays=_weekdays_of(period), loose=first.loose)


def _weekdays_of(period: Period) -> tuple[int, ...]:
    """周一到周五: the days by which the range was named, for a longer period that is narrowed to them."""
    return tuple((period.start + timedelta(days=n)).isoweekday() for n in range(min(7, period.days)))


def _in_year_of(when: When, year: int) -> date:
    """The end of an open period, moved to end in the year in which it would start in `year`."""
    months = (when.period.start.year - year) * 12
    return p.months_before(when.period.end, months) or when.period.end


def _same_day(day: date, year: int) -> date:
    return p.months_before(day, (day.year - year) * 12) or day
