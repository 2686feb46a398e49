"""The rules for times that count from today: yesterday, 上周三, the last 30 days, 3天前, 未来7天."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from brain.assistant.understanding import periods as p
from brain.assistant.understanding import within
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.same_days import same_unit
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.evidence import Period

Found = list[Token | None]
Rule = tuple[str, Callable[[Found, date], When | None]]
CALENDAR_UNITS = ("day", "week", "month", "quarter", "year")


def number_of(token: Token | None) -> int:
    """The number that a token stands for."""
    assert token is not None
    return int(token.value)


def relative_unit(rel: Token | None, unit: Token | None, today: date) -> When | None:
    """上个月, "this week"; a day only as today, and a year is named elsewhere."""
    assert rel is not None
    assert unit is not None
    if unit.value in ("week", "month", "quarter") or (unit.value == "day" and rel.value == 0):
        return p.relative(unit.value, rel.value, today)
    return None


def _named_relative(word: Token | None, today: date) -> When | None:
    assert word is not None
    if word.value[0] == "past":
        return p.last(word.value[1], word.value[2], today)
    if word.value[0] == "these":
        return _these(word.value[1], word.value[2], today)
    if word.value[0] == "same":
        _, name, of = word.value
        when = same_unit(name, of, today)
        return replace(when, same=(name, of)) if when else None
    steps, unit = word.value
    if unit == "weekend":
        return replace(_weekend(replace(word, value=steps), today), loose=False)
    return p.relative(unit, steps, today)


def _relative_count(found: Found, today: date) -> When | None:
    """ "last 7 days" counts back from today; 上一周 (one) is the calendar's last week; 上两周 is not sure enough.

    这两个月 are this month so far and the one before it; "the next 7 days" begin with tomorrow.
    """
    rel, count, _, unit = found
    assert rel is not None
    assert unit is not None
    if unit.value not in CALENDAR_UNITS or unit.text in ("号", "日"):
        return None
    number = number_of(count)
    if rel.value == 0:
        return _these(number, unit.value, today) if not rel.text.isascii() else None
    if rel.text.isascii() and rel.value in (-1, 1):
        return (p.last if rel.value == -1 else p.coming)(number, unit.value, today)
    return relative_unit(rel, unit, today) if number == 1 else None


def _these(count: int, unit: str, today: date) -> When | None:
    if not 2 <= count <= 400:
        return None
    start = p.relative(unit, 1 - count, today).period.start
    return When(Period(start=start, end=today + p.DAY), "days")


def _past(found: Found, today: date) -> When | None:
    word, count, _, unit = found
    assert unit is not None
    if unit.value not in CALENDAR_UNITS:
        return None
    ahead = word is not None and word.kind == Kind.NEXT
    return (p.coming if ahead else p.last)(number_of(count) if count else 1, unit.value, today)


def _span_of(found: Found, today: date) -> When | None:
    """近半年, "the last half year", 接下来半个月."""
    word, length = found
    assert word is not None
    assert length is not None
    count, unit = length.value
    if word.kind == Kind.NEXT or (word.kind == Kind.REL and word.value == 1):
        return p.coming(count, unit, today)
    if word.kind == Kind.PAST or word.text == "前" or (word.text.isascii() and word.value == -1):
        return p.last(count, unit, today)
    return None


def _first_days(found: Found, today: date) -> When | None:
    """前7天, 前3个月: the full days before today; 后7天 those after it. A unit of time must follow, else it is a rank."""
    top, count, classifier, unit = found
    if (
        top is None
        or top.text not in ("前", "后")
        or unit is None
        or unit.value not in ("day", "week", "month", "year")
        or unit.text in ("号", "日")
    ):
        return None
    if top.text == "后":
        return p.coming(number_of(count), unit.value, today)
    return _past([None, count, classifier, unit], today)


def _weekday(rel: Token | None, weekday: Token | None, today: date) -> When:
    assert weekday is not None
    day = _one_weekday(rel, weekday, today)
    return replace(day, weekdays=(int(weekday.value),), loose=rel is None)


def _one_weekday(rel: Token | None, weekday: Token, today: date) -> When:
    """上周三 and "next Friday" are of the calendar's week; a bare weekday, or "last Friday", is the most recent one."""
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=weekday.value - 1)
    if rel is not None and (rel.value > 0 or not weekday.text.isascii()):
        return p.single(day + timedelta(days=7 * rel.value))
    if rel is not None and rel.value == 0:
        return p.single(day)
    latest = today - timedelta(days=1) if rel is not None else today
    return p.single(latest - timedelta(days=(latest.weekday() - weekday.value + 1) % 7))


def _weekend(rel: Token | None, today: date) -> When:
    """Saturday and Sunday of the week named; without a name the most recent one that has begun."""
    monday = today - timedelta(days=today.weekday())
    steps = rel.value if rel is not None else (0 if today.weekday() >= 5 else -1)
    saturday = monday + timedelta(days=7 * steps + 5)
    two_days = Period(start=saturday, end=saturday + timedelta(days=2))
    whole = When(two_days, "days", weekdays=(6, 7), loose=rel is None)
    return p.cut(whole, today)


def _ago(found: Found, today: date) -> When | None:
    """The day that lies so far back: 3天前, "two weeks ago", 半个月前."""
    count, _, unit, ago = found
    if not _means_ago(ago) or unit is None:
        return None
    if unit.kind == Kind.SPAN:
        number, name = unit.value
    else:
        number, name = (number_of(count) if count else 1), unit.value
        if count is None and not unit.text.isascii():
            return None
    back = p.last(number, name, today) if name in CALENDAR_UNITS and unit.text not in ("号", "日") else None
    return p.single(back.period.start) if back else None


def _means_ago(ago: Token | None) -> bool:
    return ago is not None and (ago.kind == Kind.AGO or (ago.kind == Kind.TOP and ago.text == "前"))


def _to_date(found: Found, today: date) -> When | None:
    assert found[0] is not None
    return p.relative(found[0].value, 0, today) if found[0].value else None


def _day_of_relative_month(found: Found, today: date) -> When | None:
    rel, _, unit, day, _ = found
    month = relative_unit(rel, unit, today) if unit is not None and unit.value == "month" else None
    if month is None or found[4] is None or found[4].text not in ("号", "日"):
        return None
    return p.day_of(month.period.start.year, month.period.start.month, number_of(day))


def _rest_of_relative_month(found: Found, today: date) -> When | None:
    """上个月15号之后: what is left of that month after the day."""
    day = _day_of_relative_month(found[:5], today)
    edge = found[5]
    if day is None or edge is None or edge.value != "after" or edge.text.isascii():
        return None
    month = p.month_of(day.period.start.year, day.period.start.month)
    if month is None or day.period.end >= month.period.end:
        return None
    return p.cut(When(Period(start=day.period.end, end=month.period.end), "days"), today)


def _weekday_in_week(found: Found, today: date) -> When | None:
    """上周周三."""
    rel, _, unit, weekday = found
    week = relative_unit(rel, unit, today) if unit is not None and unit.value == "week" else None
    return within.weekday_of(week, number_of(weekday)) if week else None


def _moment(found: Found, today: date) -> When | None:
    assert found[0] is not None
    steps, dayparts = found[0].value
    return replace(p.relative("day", steps, today), dayparts=dayparts)


RELATIVE_RULES: tuple[Rule, ...] = (
    ("dayword", lambda f, today: p.relative("day", number_of(f[0]), today)),
    ("relunit", lambda f, today: _named_relative(f[0], today)),
    ("moment", _moment),
    ("rel cls? unit weekday", _weekday_in_week),
    ("rel cls? unit", lambda f, today: relative_unit(f[0], f[2], today)),
    ("rel num cls? unit", _relative_count),
    ("past|next num? cls? unit", _past),
    ("past|next|rel|top span", _span_of),
    ("top num cls? unit", _first_days),
    ("rel cls? unit num unit", _day_of_relative_month),
    ("rel cls? unit num unit edge", _rest_of_relative_month),
    ("rel? weekday", lambda f, today: _weekday(f[0], f[1], today)),
    ("rel? weekend", lambda f, today: _weekend(f[0], today)),
    ("num? cls? unit|span ago|top", _ago),
    ("todate", _to_date),
)
