"""Stretches of a question that only a shape tells to be times: 第46周, W46, 正月初五, the first Monday of October."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from brain.assistant.understanding.numerals import DIGITS, NUMERALS, chinese_number
from brain.assistant.understanding.same_days import SAME_SHAPES
from brain.assistant.understanding.stretches import MONTHS, STRETCH_SHAPES, Shape
from brain.assistant.understanding.tokens import Kind, Token, is_chinese

_DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINALS |= {"fifth": 5, "5th": 5, "last": -1}
_MONTHS = MONTHS
_HOLIDAYS = "black friday|cyber monday|christmas|thanksgiving|easter|singles|new year|valentine|mother|father|halloween"
# "Last week of apples" must stay last week: an ordinal is one of a month only where a month follows.
_OF = rf"\s+(?:of|in)(?=\s+(?:the month|(?:the )?(?:this|last|previous|next) month|{_MONTHS}))"
_ORD = "|".join(_ORDINALS)
_NTH = rf"[{NUMERALS}]+|\d{{1,2}}"
_QUARTERS = re.compile(r"(?<![a-z])(?:q[1-4](?!\d)|quarter)")
_HALVES = re.compile(r"(?<![a-z])(?:h[12](?!\d)|half)")
FESTIVE: tuple[str, ...] = (
    "双十一",
    "双11",
    "双十二",
    "双12",
    "618",
    "六一八",
    "国庆",
    "国庆节",
    "春节",
    "元旦",
    "中秋",
    "中秋节",
    "五一",
    "端午",
)
FESTIVE += ("清明", "七夕", "元宵", "黑五", "圣诞", "圣诞节", "平安夜", "除夕", "情人节", "妇女节", "儿童节")
_LUNAR_DAY = (
    "初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十"
)
_LUNAR_MONTH = "正|冬|腊|十[一二]|[一二三四五六七八九十]"


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


def _onwards(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """9月起, 周一开始, 从国庆开始; 一起 is none."""
    before = match.string[: match.start()]
    named = before.endswith((*"日号月份年天周初底", *FESTIVE)) or re.search(
        r"(?:周|星期|礼拜)[一二三四五六日天]$", before
    )
    return (Kind.TODATE, None) if named else None


def _between(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """10月到11月间, 双11到双12之间; 100到200之间 is no time."""
    before = match.string[: match.start()]
    return (Kind.BETWEEN, None) if before.endswith((*"日号月年天周底初", *FESTIVE)) else None


def _ordinal_again(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """ "The second quarter against the first": which one the ordinal counts was said before it."""
    before = match.string[: match.start()]
    halves, quarters = _HALVES.search(before), _QUARTERS.search(before)
    number = _ORDINALS[match[1]]
    if bool(halves) == bool(quarters) or number < 1:
        return None
    return (Kind.HALF if halves else Kind.QUARTER, number) if number <= (2 if halves else 4) else None


SHAPES: tuple[Shape, ...] = (
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
    *STRETCH_SHAPES,
    *SAME_SHAPES,
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
    (re.compile(r"(?:起|开始)(?:一直)?(?:到|至)(?:现在|今天|今日|目前|今)"), lambda m: (Kind.TODATE, None)),
    (re.compile(r"(?:起|开始)"), _onwards),
    (re.compile(r"之?间"), _between),
    (re.compile(r"(?:周|星期|礼拜)六日(?!均|销)"), lambda m: (Kind.WEEKEND, None)),
    (
        re.compile(r"(?<!\d)((?:19|20)\d\d)[- ]?w(\d{1,2})(?!\d)"),
        lambda m: (Kind.WEEKNO, (int(m[1]), int(m[2]))),
    ),
    (
        # The week 17 to 23 February is no 17th week.
        re.compile(
            r"(?<![a-z\d])(?:w|week |wk |week no\. ?)(\d{1,2})(?!\d|st|nd|rd|th)"
            rf"(?! ?(?:(?:-|~|to|until|till|and|through) ?\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?(?:{_MONTHS}))"
        ),
        lambda m: (Kind.WEEKNO, (None, int(m[1]))),
    ),
    (
        re.compile(rf"(?<![a-z])(?:week|wk) of(?=\s+(?:the )?(?:\d|{_MONTHS}|{_HOLIDAYS}))"),
        lambda m: (Kind.WEEKOF, None),
    ),
    (re.compile(rf"(?<![a-z\d])(?:the )?({_ORD}) week{_OF}"), lambda m: (Kind.NTHWEEK, _ORDINALS[m[1]])),
    (
        re.compile(rf"(?<![a-z\d])(?:the )?({_ORD}) ({'|'.join(_DAYS_EN)}){_OF}"),
        lambda m: (Kind.NTHDAY, (_ORDINALS[m[1]], _DAYS_EN.index(m[2]) + 1)),
    ),
    (
        re.compile(
            r"(?<![a-z])(?:the )?(?:last|past|recent) (?:few|couple of|several) (?:days|weeks|months|years)"
        ),
        lambda m: (Kind.SOMETIME, "few"),
    ),
    (
        re.compile(
            rf"(?:(?<=vs )|(?<=vs\. )|(?<=st )|(?<=us )|(?<=th )|(?<=to )|(?<=an )|(?<=nd ))(?:the )?({_ORD})(?= ?(?:$|[?.!,]))"
        ),
        _ordinal_again,
    ),
    # A number, and then in June, is not the day of June.
    (re.compile(rf"(?<=\d )in(?= (?:{_MONTHS}))"), lambda m: (Kind.CONJ, None)),
    (re.compile(r"(?<![a-z])(?:the )?year(?= (?:19|20)\d\d(?!\d))"), lambda m: (Kind.FILLER, None)),
    (
        re.compile(r"(?<![a-z])weekday(?= (?:morning|afternoon|evening|night)s?(?![a-z]))"),
        lambda m: (Kind.WEEKDAYS, (1, 2, 3, 4, 5)),
    ),
    # 6-12月龄 is an age.
    (re.compile(r"\d{1,2}(?: ?[-~到至] ?\d{1,2})?个?月龄"), lambda m: (Kind.UNKNOWN, m[0])),
    (re.compile(r"(?<![a-z])fall(?= (?:20|19)\d\d)"), lambda m: (Kind.FESTIVAL, "autumn")),
    (re.compile(r"(?<![a-z])fy ?\d{2,4}(?!\d)"), lambda m: (Kind.OUT, "fiscal")),
    (re.compile(r"\d{2,4}年?财年"), lambda m: (Kind.OUT, "fiscal")),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"), _compact),
    (re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d./-]\d)"), _european),
)
# 8.15-8.20: two days of the year, where neither money nor a measure is named beside them.
_TWO_DAYS = re.compile(
    r"(?<![\d./-])(\d{1,2})([./])(\d{1,2}) ?[-~到至] ?(\d{1,2})\2(\d{1,2})(?![\d./-]| ?(?:[%元块角折倍分斤克米度码寸kglmc$€£]))"
)
_PRICED = re.compile(r"(?:价格?|金额|评分|分数|[在¥$€£])\s*$")
# The second day of 2026.10.1-10.7.
_AFTER_A_DATE = re.compile(r"\d{4}([./])\d{1,2}\1\d{1,2}\s?[-~]\s?(\d{1,2})\1(\d{1,2})(?![\d./])")


def time_tokens(text: str) -> Iterator[Token]:
    """The tokens that shapes make, in a normalised text; they may overlap others."""
    for pattern, made in SHAPES:
        for match in pattern.finditer(text):
            meaning = made(match)
            if meaning is not None:
                yield Token(*meaning, match.start(), match.end(), match[0])
    yield from _two_days(text)
    for match in _AFTER_A_DATE.finditer(text):
        start = match.start(2)
        yield Token(
            Kind.DATE, (None, int(match[2]), int(match[3])), start, match.end(), text[start : match.end()]
        )


def _two_days(text: str) -> Iterator[Token]:
    """Month before day in Chinese, and where these words are all that was said; in English nobody can tell."""
    for match in _TWO_DAYS.finditer(text):
        days = [(int(match[1]), int(match[3])), (int(match[4]), int(match[5]))]
        sure = is_chinese(text) or match[0] == text
        if (
            not sure
            or _PRICED.search(text[: match.start()])
            or not all(map(_is_day, days))
            or days[0] > days[1]
        ):
            continue
        for at, (first, last) in zip(days, ((1, 3), (4, 5)), strict=True):
            start, end = match.start(first), match.end(last)
            yield Token(Kind.DATE, (None, *at), start, end, text[start:end])


def _is_day(month_day: tuple[int, int]) -> bool:
    month, day = month_day
    return 1 <= month <= 12 and 1 <= day <= 31
