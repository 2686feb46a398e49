"""Stretches of a question that only a shape tells to be times: 第46周, W46, 正月初五, the first Monday of October."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from brain.assistant.understanding.numerals import DIGITS, NUMERALS, chinese_number
from brain.assistant.understanding.tokens import Kind, Token

_DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINALS |= {"fifth": 5, "5th": 5, "last": -1}
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_HOLIDAYS = "black friday|cyber monday|christmas|thanksgiving|easter|singles|new year|valentine|mother|father|halloween"
# "Last week of apples" must stay last week: an ordinal is one of a month only where a month follows.
_OF = rf"\s+(?:of|in)(?=\s+(?:the month|(?:the )?(?:this|last|previous|next) month|{_MONTHS}))"
_ORD = "|".join(_ORDINALS)
_NTH = rf"[{NUMERALS}]+|\d{{1,2}}"
_LUNAR_DAY = (
    "初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十"
)
_LUNAR_MONTH = "正|冬|腊|十[一二]|[一二三四五六七八九十]"

Made = Callable[[re.Match[str]], tuple[Kind, Any] | None]


def _number(written: str) -> int:
    return int(written) if written.isdigit() else (chinese_number(written) or 0)


def _weekday(written: str) -> int:
    return DIGITS.get(written, 7)


def _one_unit(match: re.Match[str]) -> tuple[Kind, Any]:
    return Kind.SPAN, (1, {"月": "month", "季度": "quarter"}.get(match[1], "week"))


def _lunar(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """A day of the lunar calendar: marked so, or in a month or with a day that only that calendar has."""
    month, day = match["month"], match["day"]
    if not (match["mark"] or match["mark2"] or month in "正冬腊" or day.startswith(("初", "廿"))):
        return None
    number = {"正": 1, "冬": 11, "腊": 12}.get(month) or _number(month)
    written = day.removeprefix("初").replace("廿", "二十")
    year = int(match["year"]) if match["year"] else None
    return Kind.LUNAR, (year, number, _number(written))


def _european(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """13.5.2015: a day before its month only where it can be nothing else."""
    day, month = int(match[1]), int(match[3])
    return (Kind.DATE, (int(match[4]), month, day)) if day > 12 >= month else None


def _compact(match: re.Match[str]) -> tuple[Kind, Any]:
    return Kind.DATE, (int(match[1]), int(match[2]), int(match[3]))


SHAPES: tuple[tuple[re.Pattern[str], Made], ...] = (
    (
        re.compile(rf"第({_NTH})个?(?:周|星期|礼拜)(?![一二三四五六日天末])"),
        lambda m: (Kind.NTHWEEK, _number(m[1])),
    ),
    (re.compile(r"最后(?:一个?)?(?:周|星期|礼拜)(?![一二三四五六日天末])"), lambda m: (Kind.NTHWEEK, -1)),
    (
        re.compile(rf"第({_NTH})个(?:周|星期|礼拜)([一二三四五六日天])"),
        lambda m: (Kind.NTHDAY, (_number(m[1]), _weekday(m[2]))),
    ),
    (
        re.compile(r"最后一个(?:周|星期|礼拜)([一二三四五六日天])"),
        lambda m: (Kind.NTHDAY, (-1, _weekday(m[1]))),
    ),
    (re.compile(rf"(?:最后|末)({_NTH})[天日]"), lambda m: (Kind.PART, ("", ("last", _number(m[1]))))),
    (re.compile(rf"(?:头|开头)({_NTH})[天日]"), lambda m: (Kind.PART, ("", ("first", _number(m[1]))))),
    # 一个 alone is filler (做一个表); before a unit of time it counts.
    (re.compile(r"(?<![上下这每各本再那])一个(月|星期|礼拜|季度|周)(?![份一二三四五六日天末])"), _one_unit),
    (re.compile(r"(下下|下)个?(?=(?:周|星期|礼拜)[一二三四五六日天末])"), lambda m: (Kind.REL, len(m[1]))),
    (
        re.compile(
            r"(?:这|那|前|近|最近|过去|最近这|近这|上)?(?<=[这那前近去上])(?:几|数|若干)个?(?:天|日|周|星期|礼拜|月|年)"
        ),
        lambda m: (Kind.SOMETIME, "few"),
    ),
    (
        re.compile(
            rf"(?P<mark>农历|阴历)?(?:(?P<year>\d{{4}})年)?(?P<mark2>农历|阴历)?(?P<month>{_LUNAR_MONTH})月(?P<day>{_LUNAR_DAY})(?![日号])"
        ),
        _lunar,
    ),
    (re.compile(r"(?<=[日号月年天周初])(?:起|开始)"), lambda m: (Kind.TODATE, None)),
    (re.compile(r"(?<=[日号月年天周底初])之?间"), lambda m: (Kind.BETWEEN, None)),
    (
        re.compile(r"(?<!\d)((?:19|20)\d\d)[- ]?w(\d{1,2})(?!\d)"),
        lambda m: (Kind.WEEKNO, (int(m[1]), int(m[2]))),
    ),
    (
        re.compile(r"(?<![a-z\d])(?:w|week |week no\. ?)(\d{1,2})(?!\d)"),
        lambda m: (Kind.WEEKNO, (None, int(m[1]))),
    ),
    (
        re.compile(
            rf"(?<![a-z])(?:w/c|week (?:of|starting|beginning|commencing|from))(?=\s+(?:the )?(?:\d|{_MONTHS}|{_HOLIDAYS}))"
        ),
        lambda m: (Kind.WEEKOF, None),
    ),
    (re.compile(rf"(?<![a-z\d])(?:the )?({_ORD}) week{_OF}"), lambda m: (Kind.NTHWEEK, _ORDINALS[m[1]])),
    (
        re.compile(rf"(?<![a-z\d])(?:the )?({_ORD}) ({'|'.join(_DAYS_EN)}){_OF}"),
        lambda m: (Kind.NTHDAY, (_ORDINALS[m[1]], _DAYS_EN.index(m[2]) + 1)),
    ),
    (
        re.compile(rf"(?<![a-z\d])(?:the )?(first|last) (\d{{1,2}}|{'|'.join(_COUNTS)}) days?{_OF}"),
        lambda m: (Kind.PART, ("", (m[1], int(m[2]) if m[2].isdigit() else _COUNTS.index(m[2]) + 1))),
    ),
    (
        re.compile(
            r"(?<![a-z])(?:the )?(?:last|past|recent) (?:few|couple of|several) (?:days|weeks|months|years)"
        ),
        lambda m: (Kind.SOMETIME, "few"),
    ),
    (re.compile(r"(?<![a-z])fall(?= (?:20|19)\d\d)"), lambda m: (Kind.FESTIVAL, "autumn")),
    (re.compile(r"(?<![a-z])fy ?\d{2,4}(?!\d)"), lambda m: (Kind.OUT, "fiscal")),
    (re.compile(r"\d{2,4}年?财年"), lambda m: (Kind.OUT, "fiscal")),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"), _compact),
    (re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d./-]\d)"), _european),
)
# The second day of 2026.10.1-10.7.
_AFTER_A_DATE = re.compile(r"\d{4}([./])\d{1,2}\1\d{1,2}\s?[-~]\s?(\d{1,2})\1(\d{1,2})(?![\d./])")


def time_tokens(text: str) -> Iterator[Token]:
    """The tokens that shapes make, in a normalised text; they may overlap others."""
    for pattern, made in SHAPES:
        for match in pattern.finditer(text):
            meaning = made(match)
            if meaning is not None:
                yield Token(*meaning, match.start(), match.end(), match[0])
    for match in _AFTER_A_DATE.finditer(text):
        start = match.start(2)
        yield Token(
            Kind.DATE, (None, int(match[2]), int(match[3])), start, match.end(), text[start : match.end()]
        )
