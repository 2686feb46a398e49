"""The same stretch somewhere else: the same week last year, 去年同月, the same days of last month, 上月同期.

Decided once, here: it is the same stretch as the period named beside it, and without one as the day, week, month or quarter
that today lies in. "The same days" and 同期 of a month, week or quarter are as many days of it as have passed in the current
one; beside another period nobody could tell, and it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from brain.assistant.understanding import periods as p
from brain.assistant.understanding.numerals import DIGITS
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period

ZH = {"周": "week", "星期": "week", "礼拜": "week", "月": "month", "月份": "month", "天": "day", "日": "day"}
ZH |= {"季度": "quarter", "季": "quarter"}
_UNIT = "|".join(sorted(ZH, key=len, reverse=True))


def _last_year_zh(match: re.Match[str]) -> tuple[Kind, Any]:
    return Kind.RELUNIT, ("same", ZH[match[1]], "year")


def _english(match: re.Match[str]) -> tuple[Kind, Any] | None:
    unit, of = match["unit"].rstrip("s"), match["of"] or "year"
    unit = "days" if match["unit"] in ("days", "dates", "period") else unit.replace("date", "day")
    if unit == "days" and of == "year":
        return None  # "the same period last year" goes with the period in force
    return (Kind.RELUNIT, ("same", unit, of)) if unit != of else None


SAME_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[Kind, Any] | None]], ...] = (
    (re.compile(rf"(?:去年|上年)的?同(?:一|一个|个)?({_UNIT})(?![期均])"), _last_year_zh),
    (
        re.compile(r"上一?个?(周|星期|礼拜|月|季度|季)的?同期"),
        lambda m: (Kind.RELUNIT, ("same", "days", ZH[m[1]])),
    ),
    (
        re.compile(r"上个?(周|星期|礼拜|月)的?(?:同一[天日]|同日|今天|今日)"),
        lambda m: (Kind.RELUNIT, ("same", "day", ZH[m[1]])),
    ),
    (
        re.compile(r"(?<!上)前一?个(?:周|星期|礼拜)([一二三四五六日天])(?![到至])"),
        lambda m: (Kind.RELUNIT, ("same", f"weekday {DIGITS.get(m[1], 7)}", "week")),
    ),
    (
        re.compile(
            r"(?<![a-z])(?:the )?same (?P<unit>days?|dates?|week|month|quarter|period)(?: of| in| from| the)*"
            r" (?:(?:last|previous|prior) (?P<of>year|month|week|quarter)|a year (?:ago|earlier|before))"
        ),
        _english,
    ),
)


def same_unit(unit: str, of: str, today: date) -> When | None:
    """The same stretch as the one that today lies in."""
    weekday = unit.startswith("weekday")
    here = p.relative(of if unit == "days" else "day" if weekday else unit, 0, today)
    return _moved(here, unit, of, today)


def same_as_named(tokens: Sequence[Token], today: date) -> list[Token]:
    """The tokens with "the same week last year" taken from the period that is named beside it."""
    times = [token for token in tokens if token.kind == Kind.TIME]
    compared = any(token.kind in (Kind.VS, Kind.COMPARE, Kind.GROWTH, Kind.FOLLOW) for token in tokens)
    compared = compared or (bool(tokens) and tokens[0].kind == Kind.CONJ)  # and the same month last year?
    return [_beside(token, times, today, compared=compared) for token in tokens]


def _beside(token: Token, times: Sequence[Token], today: date, *, compared: bool) -> Token:
    if token.kind != Kind.TIME or token.value.same is None:
        return token
    unit, of = token.value.same
    others = [time.value for time in times if time is not token and time.value.same is None]
    if not others and compared and of == "year":  # 再跟去年同月比: of the period in force
        return Token(Kind.YEARAGO, None, token.start, token.end, token.text)
    if not others and compared and unit == "days":
        return Token(Kind.BEFORE, None, token.start, token.end, token.text)
    if not others:
        return token
    when = _moved(others[-1], unit, of, today) if len(others) == 1 else None
    if when is None:
        return Token(Kind.UNKNOWN, token.text, token.start, token.end, token.text)
    return replace(token, value=when)


def _moved(when: When, unit: str, of: str, today: date) -> When | None:
    if unit == "days":
        current = p.relative(of, 0, today)
        inside = current.period.start <= when.period.start and when.period.end <= current.period.end
        return _days_earlier(when, of) if inside else None
    if unit.startswith("weekday"):
        return _weekday_before(when, int(unit.split()[1]))
    if when.unit != unit:
        return None
    start = when.period.start
    if of == "year" and unit == "week":
        return _week_of_last_year(start)
    if unit == "day":
        return _days_earlier(when, of)
    earlier = p.months_before(start, 12)
    if earlier is None:
        return None
    if unit == "month":
        return p.month_of(earlier.year, earlier.month)
    return p.quarter_of(earlier.year, (earlier.month - 1) // 3 + 1) if unit == "quarter" else None


def _weekday_before(when: When, weekday: int) -> When | None:
    """前一个礼拜二, beside a day: the last such day ahead of it."""
    if when.unit != "day":
        return None
    back = (when.period.start.isoweekday() - weekday) % 7 or 7
    return When(when.period.shifted(-back), "day")


def _days_earlier(when: When, of: str) -> When | None:
    period = when.period
    if of == "week":
        return When(period.shifted(-7), "day" if period.days == 1 else "days")
    months = p.MONTHS[of]
    start, last = p.months_before(period.start, months), p.months_before(period.end - p.DAY, months)
    if start is None or last is None:
        return None
    return When(Period(start=start, end=last + p.DAY), "day" if period.days == 1 else "days")


def _week_of_last_year(start: date) -> When:
    """The ISO week of the same number; a 53rd that the year before does not have is its last."""
    year, number, _ = (start + timedelta(days=3)).isocalendar()
    try:
        monday = date.fromisocalendar(year - 1, number, 1)
    except ValueError:
        monday = date.fromisocalendar(year - 1, number - 1, 1)
    return When(iso_week(monday), "week")
