"""The rules for a period and a word that says which part of it: 10月上旬, "the end of last month", 双十一前3天."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from brain.assistant.understanding import periods as p
from brain.assistant.understanding import within
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period

Found = list[Token | None]
Rule = tuple[str, Callable[[Found, date], When | None]]
DAY_NUMBER = ("号", "日")
EDGES = {"前": "before", "后": "after"}


@lru_cache(maxsize=1)
def part_rules() -> tuple[Rule, ...]:
    """The rules, applied after plain periods are found and twice over (the first Monday of the week before ...)."""
    return (
        ("time part", lambda f, today: _part(f[0], f[1], today)),
        ("part time", lambda f, today: _part(f[1], f[0], today)),
        ("time top num cls? unit", _edge_zh),
        ("time top span", lambda f, today: _span_beside(f[0], f[1], f[2], today)),
        ("span edge time", lambda f, today: _span_beside(f[2], f[1], f[0], today)),
        ("time before", _unit_before),
        ("before time", lambda f, today: _unit_before([f[1], f[0]], today)),
        ("num? cls? unit edge time", _edge_en),
        ("time nthweek", lambda f, today: _nth_week(f[0], f[1], today)),
        ("nthweek time", lambda f, today: _nth_week(f[1], f[0], today)),
        ("time nthday", lambda f, today: _nth_day(f[0], f[1])),
        ("nthday time", lambda f, today: _nth_day(f[1], f[0])),
        ("weekof time", lambda f, today: _week_of(f[1], today)),
        ("time num cls? unit", lambda f, today: _numbered_day(f[0], f[1], f[3])),
        ("time edge time", _up_to),
        ("edge time", lambda f, today: _after_the_day(f[0], f[1], today)),
        ("time conj? time", _with_its_weekday),
        ("time dayword", lambda f, today: _that_same_day(f[0], f[1])),
        ("time during", lambda f, today: _plain(f[0], f[1])),
    )


def _when(token: Token | None) -> When:
    assert token is not None
    when: When = token.value
    return when


def _part(time: Token | None, part: Token | None, today: date) -> When | None:
    """ "Early 2025" is not sure enough; "the beginning of the year" and 年初 are."""
    assert part is not None
    unit, name = part.value
    when = _when(time)
    if part.text[0] in EDGES and (when.unit == "day" or when.anchor is not None):
        return within.beside(when, EDGES[part.text[0]], 15, "day", today)  # 春节前半个月
    if unit and unit != when.unit:
        return None
    return within.part_of(when, name, today)


def _edge_zh(found: Found, today: date) -> When | None:
    """双十一前3天 and 双十一后3天; 上个月前10天 are its first ten. 10月后3天 could be either, and stays open."""
    time, edge, count, _, unit = found
    assert edge is not None
    assert count is not None
    assert unit is not None
    if edge.text not in EDGES or unit.text in DAY_NUMBER:
        return None
    when = _when(time)
    number = int(count.value)
    around = within.beside(when, EDGES[edge.text], number, unit.value, today)
    if around is not None or edge.text == "后" or unit.value not in ("day", "week"):
        return around
    return within.part_of(when, ("first", number * (7 if unit.value == "week" else 1)), today)


def _span_beside(time: Token | None, edge: Token | None, span: Token | None, today: date) -> When | None:
    """春节前半个月, "half a month before Christmas"."""
    assert edge is not None
    assert span is not None
    side = EDGES.get(edge.text, edge.value)
    count, unit = span.value
    return within.beside(_when(time), side, count, unit, today) if side in ("before", "after") else None


def _unit_before(found: Found, today: date) -> When | None:
    """春节前一周, "the week before Christmas"."""
    time, before = found
    assert before is not None
    if before.value != "unit":
        return None
    words = {
        "week": "week",
        "周": "week",
        "month": "month",
        "月": "month",
        "day": "day",
        "天": "day",
        "日": "day",
    }
    unit = next((unit for word, unit in words.items() if word in before.text), "")
    return within.beside(_when(time), "before", 1, unit, today)


def _edge_en(found: Found, today: date) -> When | None:
    """ "3 days before Christmas", "the week after Christmas"."""
    count, _, unit, edge, time = found
    assert unit is not None
    assert edge is not None
    return within.beside(_when(time), edge.value, int(count.value) if count else 1, unit.value, today)


def _nth_week(time: Token | None, nth: Token | None, today: date) -> When | None:
    assert nth is not None
    when = _when(time)
    if when.unit == "year" and nth.value > 0:
        return within.week_of_year(when.period.start.year, nth.value, today)
    return within.nth_week(when, nth.value, today)


def _nth_day(time: Token | None, nth: Token | None) -> When | None:
    assert nth is not None
    return within.nth_weekday(_when(time), *nth.value)


def _up_to(found: Found, today: date) -> When | None:
    """ "December before Christmas", "October after the 7th": the part of a period on one side of a day inside it."""
    whole, edge, inner = found
    assert edge is not None
    period, day = _when(whole).period, _when(inner).period
    if _when(whole).unit not in within.LONG_UNITS or not (period.start < day.start and day.end < period.end):
        return None
    start, end = (period.start, day.start) if edge.value == "before" else (day.end, period.end)
    return p.cut(When(Period(start=start, end=end), "days"), today)


def _after_the_day(edge: Token | None, time: Token | None, today: date) -> When | None:
    """ "After the 20th of February": from the day behind it to today. What lies before a day has no beginning, and stays open."""
    assert edge is not None
    when = _when(time)
    plain = when.unit == "day" and when.anchor is None and not (when.weekdays or when.dayparts)
    if edge.value != "after" or not plain or when.period.end > today:
        return None
    return When(Period(start=when.period.end, end=today + p.DAY), "days", to_date=True)


def _with_its_weekday(found: Found, today: date) -> When | None:
    """11月9日周一, "Monday, Nov 9": the weekday adds nothing, if it is the right one."""
    first, comma, second = found
    pair = (_when(first), _when(second))
    if comma is not None and comma.text != ",":
        return None
    loose = [when for when in pair if when.loose and len(when.weekdays) == 1]
    plain = [when for when in pair if when.unit == "day" and not when.weekdays]
    if len(loose) != 1 or len(plain) != 1:
        return None
    return plain[0] if plain[0].period.start.isoweekday() == loose[0].weekdays[0] else None


def _week_of(time: Token | None, today: date) -> When | None:
    when = _when(time)
    return p.cut(When(iso_week(when.period.start), "week"), today) if when.unit == "day" else None


def _numbered_day(time: Token | None, number: Token | None, unit: Token | None) -> When | None:
    """上个月5号; 国庆七天 says no more than 国庆 where it has seven days."""
    if number is None or unit is None:
        return None
    when = _when(time)
    if unit.text not in DAY_NUMBER:
        same = when.anchor is not None and unit.value == "day" and when.period.days == number.value
        return when if same else None
    return within.day_of_month(_when(time), int(number.value))


def _that_same_day(time: Token | None, word: Token | None) -> When | None:
    """10月1日当天."""
    assert word is not None
    when = _when(time)
    return when if when.unit == "day" and word.text in ("当天", "当日") else None


def _plain(time: Token | None, during: Token | None) -> When | None:
    """9月期间 is September."""
    assert during is not None
    return _when(time) if during.kind == Kind.DURING and during.value is None else None
