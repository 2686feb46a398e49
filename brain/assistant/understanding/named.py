"""The rules for times with a name: 2025年3月, Q2 last year, 11月11日, 春节, week 46, the first half of October."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from brain.assistant.understanding import periods as p
from brain.assistant.understanding import within
from brain.assistant.understanding.festivals import festival_of, lunar_day
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.relative import Found, Rule, number_of, relative_unit
from brain.assistant.understanding.tokens import Kind, Token

LONGEST_WAIT = 8  # years from one 29 February to the next, around 1900 and 2100
SAME_DAY = ("当天", "当日")
THAT_DAY = ("那天", "那一天", "这天", "那日")


def _recent(build: Callable[[int], When | None], today: date) -> When | None:
    """The most recent one, of those each year has, that has begun."""
    for year in range(today.year, today.year - LONGEST_WAIT - 1, -1):
        when = build(year)
        if when is not None and when.period.start <= today:
            return _open(when, today)
    return None


def _open(when: When, today: date) -> When:
    return p.cut(replace(when, open_year=True), today)


def _of_year(build: Callable[[int], When | None], year: Token | None, today: date) -> When | None:
    if year is None:
        return _recent(build, today)
    when = build(year.value)
    return p.cut(when, today) if when is not None else None


def _date(found: Found, today: date) -> When | None:
    assert found[0] is not None
    year, month, day = found[0].value
    if year is None:
        return _recent(lambda y: p.day_of(y, month, day), today)
    when = p.month_of(year, month) if day is None else p.day_of(year, month, day)
    return p.cut(when, today) if when is not None else None


def _month_day(year: Token | None, month: Token | None, day: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.day_of(y, number_of(month), number_of(day)), year, today)


def _zh_month_day(found: Found, today: date) -> When | None:
    year, month, day, unit = found
    if unit is None or unit.text not in ("号", "日"):
        return None
    return _month_day(year, month, day, today)


def _en_month_day(month: Token | None, day: Token | None, year: Token | None, today: date) -> When | None:
    if month is None or not month.text.isascii() or " " in month.text:
        return None
    if day is not None and not day.text[:1].isdigit():
        return None  # only one in July: spelled out, a number counts
    return _month_day(year, month, day, today)


def _month(year: Token | None, month: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.month_of(y, number_of(month)), year, today)


def _quarter(year: Token | None, quarter: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.quarter_of(y, number_of(quarter)), year, today)


def _half(year: Token | None, half: Token | None, today: date) -> When | None:
    return _of_year(lambda y: p.half_of(y, number_of(half)), year, today)


def _festival(year: Token | None, festival: Token | None, said: str, today: date) -> When | None:
    assert festival is not None
    return _of_year(lambda y: festival_of(festival.value, y, said), year, today)


def _festival_with(found: Found, today: date) -> When | None:
    """国庆期间, 国庆假期, 国庆节当天."""
    year, festival, word = found
    assert word is not None
    if word.kind == Kind.DURING:
        return _festival(year, festival, str(word.value or "during"), today)
    return _festival(year, festival, "day", today) if word.text in (*SAME_DAY, *THAT_DAY) else None


def _relative_festival(found: Found, today: date) -> When | None:
    """This year's; with "last" the latest that is over, with "next" the first that begins after today."""
    rel, festival = found
    assert rel is not None
    assert festival is not None
    if rel.value == 0:
        return _festival(replace(rel, value=today.year), festival, "", today)
    years = (
        range(today.year + 1, today.year - 3, -1) if rel.value == -1 else range(today.year, today.year + 3)
    )
    for year in years if rel.value in (1, -1) else ():
        when = festival_of(festival.value, year)
        if when is None:
            continue
        if when.period.end <= today if rel.value == -1 else when.period.start > today:
            return when
    return None


def _lunar(year: Token | None, lunar: Token | None, today: date) -> When | None:
    assert lunar is not None
    said_year, month, day = lunar.value

    def of_year(number: int) -> When | None:
        # 腊月 and 冬月 without a lunar year are those before the Spring Festival of that year.
        found = lunar_day(number, month, day)
        return p.single(found) if found else None

    if said_year is not None or year is not None:
        return of_year(said_year if said_year is not None else number_of(year))
    candidates = [when for number in range(today.year - 3, today.year + 1) if (when := of_year(number))]
    begun = [when for when in candidates if when.period.start <= today]
    return replace(begun[-1], open_year=True) if begun else None


def _year(found: Found, today: date) -> When | None:
    year = number_of(found[0])
    if year in (today.year, today.year - 1):
        return p.relative("year", year - today.year, today)
    return p.year_of(year)


def _last_named_month(found: Found, today: date) -> When | None:
    """ "Last November" began before this month; "next March" begins after today."""
    rel, month = found
    if rel is not None and rel.value == 1 and month is not None and month.text.isascii():
        coming = (p.month_of(today.year + n, number_of(month)) for n in (0, 1))
        return next((when for when in coming if when and when.period.start > today), None)
    if rel is not None and rel.value == 0:
        return _of_year(lambda y: p.month_of(y, number_of(month)), replace(rel, value=today.year), today)
    if rel is None or rel.value != -1:
        return None
    begun = _month(None, month, today.replace(day=1) - p.DAY)
    return p.month_of(begun.period.start.year, begun.period.start.month) if begun else None


def _half_of_month(half: Token | None, month: When | None, today: date) -> When | None:
    """ "The first half of October"."""
    if month is None or half is None or month.unit != "month":
        return None
    return within.part_of(month, "firsthalf" if half.value == 1 else "secondhalf", today)


def _part_alone(found: Found, today: date) -> When | None:
    """月初, 上月底, "the end of the month" without a month's name."""
    rel, part = found
    assert part is not None
    unit, name = part.value
    if not unit or not isinstance(name, str) or part.text.isascii() or part.text[0] in "前后":
        return None  # 前半个月 alone: of this month, or the last fifteen days?
    if rel is None:
        return within.recent_part(unit, name, today)
    return within.part_of(p.relative(unit, rel.value, today), name, today)


def _part_of_unit(found: Found, today: date) -> When | None:
    """ "Beginning of the year": the unit's own current or latest one."""
    part, unit = found
    assert part is not None
    assert unit is not None
    if unit.value not in ("month", "quarter", "year") or not part.text.isascii() or part.value[0]:
        return None
    return within.recent_part(unit.value, str(part.value[1]), today)


def _week_number(weekno: Token | None, year: Token | None, today: date) -> When | None:
    assert weekno is not None
    said_year, number = weekno.value
    if said_year is not None or year is not None:
        return within.week_of_year(said_year or number_of(year), number, today)
    return within.recent_week(number, today)


def _nth_week_alone(found: Found, today: date) -> When | None:
    """第46周 is of the year. 第一周 alone could be of a month, and stays open."""
    assert found[0] is not None
    return within.recent_week(found[0].value, today) if found[0].value > 5 else None


def _same_time_of_year(found: Found, today: date) -> When | None:
    """去年今天, 去年本月: this day or month, in another year."""
    year, word, unit = found
    assert word is not None
    if word.value != 0:
        return None
    if word.kind == Kind.DAYWORD:
        return p.day_of(number_of(year), today.month, today.day)
    return p.month_of(number_of(year), today.month) if unit is not None and unit.value == "month" else None


def _comma(token: Token | None) -> bool:
    """ "March, 2011" is one time; "10月和去年10月" are two."""
    return token is None or token.text == ","


NAMED_RULES: tuple[Rule, ...] = (
    ("date", _date),
    ("yearno dayword", lambda f, today: _same_time_of_year([*f, None], today)),
    ("yearno rel cls? unit", lambda f, today: _same_time_of_year([f[0], f[1], f[3]], today)),
    ("yearno? lunar", lambda f, today: _lunar(f[0], f[1], today)),
    ("weekno yearno?", lambda f, today: _week_number(f[0], f[1], today)),
    ("yearno weekno", lambda f, today: _week_number(f[1], f[0], today)),
    ("nthweek", _nth_week_alone),
    ("rel? part", _part_alone),
    ("part unit", _part_of_unit),
    ("half rel cls? unit", lambda f, today: _half_of_month(f[0], relative_unit(f[1], f[3], today), today)),
    ("half monthname yearno?", lambda f, today: _half_of_month(f[0], _month(f[2], f[1], today), today)),
    ("yearno? monthname num unit", _zh_month_day),
    (
        "monthname num conj? yearno",
        lambda f, today: _en_month_day(f[0], f[1], f[3], today) if _comma(f[2]) else None,
    ),
    ("monthname num", lambda f, today: _en_month_day(f[0], f[1], None, today)),
    ("num monthname yearno?", lambda f, today: _en_month_day(f[1], f[0], f[2], today)),
    ("yearno? monthname", lambda f, today: _month(f[0], f[1], today)),
    ("monthname conj? yearno", lambda f, today: _month(f[2], f[0], today) if _comma(f[1]) else None),
    ("yearno? quarter", lambda f, today: _quarter(f[0], f[1], today)),
    ("quarter yearno", lambda f, today: _quarter(f[1], f[0], today)),
    ("yearno? half", lambda f, today: _half(f[0], f[1], today)),
    ("half yearno", lambda f, today: _half(f[1], f[0], today)),
    ("yearno? festival", lambda f, today: _festival(f[0], f[1], "", today)),
    ("festival conj? yearno", lambda f, today: _festival(f[2], f[0], "", today) if _comma(f[1]) else None),
    ("yearno? festival during|dayword|thatday", _festival_with),
    ("festival during yearno", lambda f, today: _festival_with([f[2], f[0], f[1]], today)),
    ("rel festival", _relative_festival),
    ("yearno", _year),
    ("rel monthname", _last_named_month),
)
