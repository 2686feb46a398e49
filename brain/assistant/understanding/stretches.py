"""Stretches that are counted from an edge: the quarter ended 30 June, the 12 months to October, week commencing 9 November,
今年头三个月, the last three days of September, 双十一前后各三天.

Decided once, here: a week that "commences" on a day are the seven days from it, one that "ended" on a day the seven days up
to it; "the week of" a day is the ISO week it lies in. A weekend belongs to the month of its Saturday. "Three days around" a
day counts only where it is said that they lie on each side: 前后三天 could be three days or seven.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from brain.assistant.understanding import periods as p
from brain.assistant.understanding import within
from brain.assistant.understanding.festivals import festival_of
from brain.assistant.understanding.numerals import NUMERALS, chinese_number
from brain.assistant.understanding.periods import DAY, When
from brain.assistant.understanding.relative import Found, Rule, relative_unit
from brain.assistant.understanding.tokens import Kind, Token
from brain.kernel.clock import iso_week
from brain.kernel.evidence import Period

Made = Callable[[re.Match[str]], tuple[Kind, Any] | None]
Shape = tuple[re.Pattern[str], Made]

COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DAYS = "mon|tue|wed|thu|fri|sat|sun"
_COUNT = rf"\d{{1,3}}|{'|'.join(COUNTS)}"
_NTH = rf"[{NUMERALS}]+|\d{{1,3}}"
UNITS_ZH = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month"}
UNITS_ZH |= {"季度": "quarter", "季": "quarter"}
_UNIT_ZH = "|".join(UNITS_ZH)
# A period stands behind these words, not goods: "last two weeks of apples" are the last two weeks.
_OF = (
    r"\s+(?:of|in)(?=\s+(?:(?:the )?(?:month|quarter|year)(?![a-z])|(?:the )?(?:this|last|previous|next) (?:month|quarter|year)"
    rf"|{MONTHS}|(?:19|20)\d\d|q[1-4](?!\d)))"
)
# What already says from where the days are counted, or by what they are split.
_COUNTED_ALREADY = re.compile(
    r"(?:this|last|past|previous|prior|next|coming|recent|trailing|rolling|by|per|each|every|from|first)\s+(?:the )?$"
)
_STATE_HOLIDAYS = (
    "国庆",
    "国庆节",
    "春节",
    "五一",
    "劳动节",
    "中秋",
    "中秋节",
    "端午",
    "端午节",
    "清明",
    "清明节",
    "元旦",
)


def counted(written: str | None) -> int:
    """A count as it is written, one where nothing is."""
    if not written:
        return 1
    if written.isdigit():
        return int(written)
    return COUNTS.index(written) + 1 if written in COUNTS else (chinese_number(written) or 0)


def _ended(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """ "The six months to September": not "the last six months to ...", where two ends are named."""
    if _COUNTED_ALREADY.search(match.string[: match.start()]):
        return None
    if match["unit"] == "day" and not match["count"]:
        return None
    return Kind.WEEKOF, ("to", counted(match["count"]), match["unit"])


def _week_from(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """ "By week starting 4 July" is cut by weeks, and starts then."""
    return (
        None if _COUNTED_ALREADY.search(match.string[: match.start()]) else (Kind.WEEKOF, ("from", 1, "week"))
    )


def _starting(match: re.Match[str]) -> tuple[Kind, Any] | None:
    before = match.string[: match.start()]
    if before.endswith(("week ", "wk ")) and not _COUNTED_ALREADY.search(before.rsplit("w", 1)[0]):
        return None
    return Kind.FROM, "since"


def _edge_of(match: re.Match[str]) -> tuple[Kind, Any] | None:
    edge = "first" if match["edge"] in ("first", "opening") else "last"
    if match["unit"] == "week" and not match["count"]:
        return Kind.NTHWEEK, 1 if edge == "first" else -1  # an ISO week
    if match["unit"] == "quarter" and not match["count"]:
        return Kind.QUARTER, 1 if edge == "first" else 4
    return Kind.PART, ("", (edge, counted(match["count"]), match["unit"]))


def _edge_zh(edge: str, unit: str = "") -> Made:
    def made(match: re.Match[str]) -> tuple[Kind, Any] | None:
        return Kind.PART, (unit, (edge, counted(match[1]), UNITS_ZH[match[2]]))

    return made


def _those_days(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """月初那几天 says no more than 月初; 国庆那几天 are its days off. 双十一那几天 only the owner knows."""
    before = match.string[: match.start()]
    if before.endswith(tuple("初底末旬")):
        return Kind.DURING, None
    return (Kind.DURING, None) if before.endswith(_STATE_HOLIDAYS) else (Kind.SOMETIME, "few")


def _years_and_a_half(match: re.Match[str]) -> tuple[Kind, Any]:
    return Kind.SPAN, (12 * counted(match[1]) + 6, "month")


def _this_long(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """这一年来, 这半年来: counted back from today, like 近一年."""
    if match["half"]:
        return Kind.RELUNIT, ("past", 6, "month")
    unit = {"年": "year", **UNITS_ZH}[match["unit"]]
    return Kind.RELUNIT, ("past", counted(match["count"]), unit)


STRETCH_SHAPES: tuple[Shape, ...] = (
    (
        re.compile(rf"(?<![a-z])weekend of(?=\s+(?:the )?(?:\d{{1,2}}|(?:{MONTHS})[a-z]*\.? \d))"),
        lambda m: (Kind.WEEKOF, ("weekend", 1, "day")),
    ),
    (
        re.compile(r"(?<![a-z])(?:the )?(?:first|1st) of (?:the|this) month(?![a-z])"),
        lambda m: (Kind.PART, ("month", ("first", 1))),
    ),
    (
        re.compile(rf"(?<![a-z])(?:the )?first of(?= (?:last month|(?:{MONTHS})))"),
        lambda m: (Kind.PART, ("", ("first", 1))),
    ),
    (
        re.compile(rf"这({_NTH})个?(月|周|星期|礼拜|季度|[天日年])(?![{NUMERALS}\d份半]|以?来)"),
        lambda m: (Kind.RELUNIT, ("these", counted(m[1]), {"年": "year", **UNITS_ZH}[m[2]])),
    ),
    (
        re.compile(r"(?<=[年月季度的])(?:全[年月季]度?|整个?(?:年|月|季度))(?!度)"),
        lambda m: (Kind.DURING, None),
    ),
    (
        re.compile(
            rf"(?<![a-z])(?:w/c|(?:week|wk) (?:starting|beginning|commencing|from))(?: on)?(?=\s+(?:the )?(?:\d|{MONTHS}|{DAYS}))"
        ),
        _week_from,
    ),
    (
        re.compile(
            rf"(?<![a-z])(?:starting|beginning|commencing|as of|as from)(?: on| from| in| with)?(?=\s+(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? |\d{{4}}-|{MONTHS}|{DAYS}|last |this |yesterday))"
        ),
        _starting,
    ),
    # The week 17 to 23 February: the days say which week.
    (
        re.compile(
            rf"(?<![a-z])(?:the )?(?:week|wk)(?: of| from)?(?=\s+(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: (?:{MONTHS})[a-z]*)? ?(?:-|~|to|until|till|through) ?(?:the )?\d{{1,2}})(?! \d{{1,2}} ?(?:-|~|to|until|till|through) ?\d{{1,2}}(?!\d|st|nd|rd|th| ?(?:of )?(?:{MONTHS})))"
        ),
        lambda m: (Kind.FILLER, None),
    ),
    (
        re.compile(
            rf"(?<![a-z\d])(?:the )?(?:(?P<count>{_COUNT}) )?(?P<unit>day|week|month|quarter|year)s? "
            r"(?:ended|ending|to the end of|up to the end of|up to and including|up to|to)(?: on)?"
            rf"(?=\s+(?:the )?(?:end of )?(?:\d{{1,2}}(?![\d:]| ?[ap]\.?m)|\d{{4}}-|{MONTHS}|{DAYS}|q[1-4](?!\d)))"
        ),
        _ended,
    ),
    (
        re.compile(
            rf"(?<![a-z\d])(?:the )?(?P<edge>first|last|final|opening|closing) (?:(?P<count>{_COUNT}) )?"
            rf"(?P<unit>day|week|month|quarter)s?{_OF}"
        ),
        _edge_of,
    ),
    (
        re.compile(rf"(?<![a-z])(?:the )?(first|second|third|fourth|last) weekend{_OF}"),
        lambda m: (
            Kind.NTHDAY,
            (
                -1 if m[1] == "last" else ("first", "second", "third", "fourth").index(m[1]) + 1,
                within.WEEKEND,
            ),
        ),
    ),
    (
        re.compile(rf"(?<![a-z\d])({_COUNT}) days? (?:on )?(?:either side|each side|both sides) of"),
        lambda m: (Kind.PART, ("", ("around", counted(m[1])))),
    ),
    (re.compile(r"(?<![a-z])(?:a |one )?year and a half"), lambda m: (Kind.SPAN, (18, "month"))),
    (re.compile(rf"(?<![a-z\d])({_COUNT}) and a half years"), _years_and_a_half),
    (re.compile(rf"({_NTH})年半"), _years_and_a_half),
    (
        re.compile(rf"这(?:(?P<half>半年)|(?P<count>{_NTH})个?(?P<unit>年|月|周|星期|天))以?来"),
        _this_long,
    ),
    (re.compile(rf"(?:最后|末|最末)({_NTH})个({_UNIT_ZH})(?!份?[一二三四五六日天末])"), _edge_zh("last")),
    (re.compile(rf"(?:头|开头|前)({_NTH})个(月|季度)(?!份)"), lambda m: _leading(m)),
    (re.compile(rf"前({_NTH})个?(季度|季)(?!节)"), lambda m: _leading(m)),
    (re.compile(r"(?:第一|头一)(天)(?![天])"), lambda m: (Kind.PART, ("", ("first", 1)))),
    (
        re.compile(rf"月[底末]的?(?:最后|末)({_NTH})([天日])"),
        _edge_zh("last", "month"),
    ),
    (
        re.compile(rf"月初的?(?:头|前|开头)({_NTH})([天日])"),
        _edge_zh("first", "month"),
    ),
    (re.compile(rf"前后各({_NTH})[天日]"), lambda m: (Kind.PART, ("", ("around", counted(m[1]))))),
    (re.compile(r"(?:那|这)几[天日]"), _those_days),
    (
        re.compile(r"(?<=[日号])(?:那|所在的?那?|当)一?个?(?:周|星期|礼拜)(?![一二三四五六日天末])"),
        lambda m: (Kind.WEEKOF, None),
    ),
    (
        re.compile(r"(?<=[一二18五诞秋午夕节天])那一?个?(?:周|星期|礼拜)(?![一二三四五六日天末])"),
        lambda m: (Kind.WEEKOF, None),
    ),
    (
        re.compile(r"(?:第([一二三四五两\d])个|(最后)一个)周末"),
        lambda m: (Kind.NTHDAY, (-1 if m[2] else counted(m[1]), within.WEEKEND)),
    ),
)


def _leading(match: re.Match[str]) -> tuple[Kind, Any] | None:
    """今年前三季度, 头三个月: the first ones of a year. 前三个月 alone counts back from today, and is read elsewhere."""
    before = match.string[: match.start()].rstrip(" 的")
    unit = UNITS_ZH[match[2]]
    count = counted(match[1])
    if unit == "month" and not before.endswith(("年", "年度", "季度", "季", "半年")):
        return None
    if unit == "quarter" and not 1 < count < 5:
        return None
    return Kind.PART, ("year" if unit == "quarter" else "", ("first", count, unit))


# --- the rules


def _counted_part(rel: Token | None, part: Token | None, today: date) -> When | None:
    """月底最后三天, 上月底最后三天, 前三季度."""
    assert part is not None
    unit, name = part.value
    if not unit or not isinstance(name, tuple):
        return None
    if rel is None:
        return within.recent_part(unit, name, today)
    return within.part_of(p.relative(unit, rel.value, today), name, today)


def _counted_part_of_unit(part: Token | None, unit: Token | None, today: date) -> When | None:
    """ "The first three months of the year"."""
    assert part is not None
    assert unit is not None
    if not isinstance(part.value[1], tuple) or unit.value not in ("month", "quarter", "year"):
        return None
    return within.recent_part(unit.value, part.value[1], today) if part.text.isascii() else None


def _around(time: Token | None, part: Token | None, today: date) -> When | None:
    assert time is not None
    assert part is not None
    name = part.value[1]
    when: When = time.value
    if not (isinstance(name, tuple) and name[0] == "around") or not (when.unit == "day" or when.anchor):
        return None
    days = timedelta(days=name[1])
    return p.cut(When(Period(start=when.period.start - days, end=when.period.end + days), "days"), today)


def _of_festival(time: Token | None, part: Token | None, today: date) -> When | None:
    """五一第一天, 国庆最后两天: of a festival of several days."""
    assert time is not None
    assert part is not None
    when: When = time.value
    name = part.value[1]
    days = when.period.days
    if when.anchor is None or not isinstance(name, tuple) or (len(name) > 2 and name[2] != "day"):
        return None
    edge, count = name[:2]
    if edge not in ("first", "last") or not 1 <= count < days:
        return None
    rest = timedelta(days=days - count)
    start, end = (
        (when.period.start, when.period.end - rest)
        if edge == "first"
        else (when.period.start + rest, when.period.end)
    )
    return p.cut(When(Period(start=start, end=end), "day" if count == 1 else "days"), today)


def _days_off(time: Token | None, count: Token | None, unit: Token | None) -> When | None:
    """清明三天: its days off, where there are as many."""
    assert time is not None
    assert count is not None
    assert unit is not None
    when: When = time.value
    if when.festival is None or when.anchor is None or unit.text != "天":
        return None
    off = festival_of(when.festival[0], when.anchor.year, "daysoff")
    return (
        off if off is not None and off.period.days == count.value and off.period.end > when.anchor else None
    )


def _half_of_unit(half: Token | None, unit: Token | None, today: date) -> When | None:
    """ "The first half of the year", "the second half of the month": the latest that has begun."""
    assert half is not None
    assert unit is not None
    if not unit.text.isascii() or unit.value not in ("month", "year"):
        return None
    if unit.value == "month":
        return within.recent_part("month", "firsthalf" if half.value == 1 else "secondhalf", today)
    halves = (p.half_of(today.year - back, int(half.value)) for back in (0, 1))
    return next((p.cut(when, today) for when in halves if when.period.start <= today), None)


def _from_edge(edge: Token | None, time: Token | None, today: date) -> When | None:
    assert edge is not None
    assert time is not None
    when: When = time.value
    if edge.value is None:
        return _week_with(when, today)
    side, count, unit = edge.value
    if side == "weekend":
        return _weekend_of(when, today)
    if side == "from":
        if when.unit != "day":
            return None
        start = when.period.start
        whole = When(Period(start=start, end=start + 7 * DAY), "week" if start.weekday() == 0 else "days")
        return p.cut(whole, today)
    return _up_to(when, count, unit, today)


def _weekend_of(when: When, today: date) -> When | None:
    """The weekend that a Saturday or Sunday is of, or that follows a Friday."""
    weekday = when.period.start.weekday()
    if when.unit != "day" or weekday < 4:
        return None
    saturday = when.period.start + timedelta(days=5 - weekday)
    return p.cut(When(Period(start=saturday, end=saturday + 2 * DAY), "days"), today)


def _week_with(when: When, today: date) -> When | None:
    return p.cut(When(iso_week(when.period.start), "week"), today) if when.unit == "day" else None


def _up_to(when: When, count: int, unit: str, today: date) -> When | None:
    """So many days, weeks, months up to the end of a day, a month, a quarter or a year."""
    whole = within.whole_of(when) if when.unit in within.LONG_UNITS else None
    if whole is None and when.unit != "day":
        return None
    end = (whole or when.period).end
    if unit in p.MONTHS:
        start = p.months_before(end, count * p.MONTHS[unit])
    else:
        start = end - timedelta(days=count * (7 if unit == "week" else 1))
    if start is None or not 1 <= count <= 400:
        return None
    return p.cut(When(Period(start=start, end=end), _unit_of(start, end, count, unit)), today)


def _unit_of(start: date, end: date, count: int, unit: str) -> str:
    """A calendar's own week, month, quarter or year keeps its name, so that the one before it is the calendar's too."""
    if count != 1:
        return "days"
    if unit == "week":
        return "week" if start.weekday() == 0 else "days"
    aligned = unit in p.MONTHS and start.day == 1 and end.day == 1 and (start.month - 1) % p.MONTHS[unit] == 0
    return unit if aligned else "days"


def _week_from_weekday(found: Found, today: date) -> When | None:
    """ "Week commencing Monday 9 November": the weekday must be the day's own."""
    edge, first, comma, second = found
    assert first is not None
    assert second is not None
    if comma is not None and comma.text != ",":
        return None
    named, dated = first.value, second.value
    if not (named.loose and len(named.weekdays) == 1 and dated.unit == "day" and not dated.weekdays):
        return None
    return _from_edge(edge, second, today) if dated.period.start.isoweekday() == named.weekdays[0] else None


def _festival_week(time: Token | None, unit: Token | None, today: date) -> When | None:
    """ "Christmas week" is the week that Christmas lies in. Easter week is the one before Easter to some, after it to others."""
    assert time is not None
    assert unit is not None
    when: When = time.value
    if when.festival is None or unit.text != "week" or "easter" in when.festival[0]:
        return None
    return _week_with(when, today)


def _leading_of_period(found: Found, today: date) -> When | None:
    """今年前10个月, 2025年前三个月: of a year these are its first, of a day the ones before it."""
    time, edge, count, _, unit = found
    assert time is not None
    assert edge is not None
    assert count is not None
    assert unit is not None
    when: When = time.value
    if edge.text != "前" or unit.value not in ("month", "quarter") or when.anchor is not None:
        return None
    return within.part_of(when, ("first", int(count.value), unit.value), today)


def _ordinal_of_month(number: Token | None, time: Token | None) -> When | None:
    """ "On the 15th of last month"."""
    assert number is not None
    assert time is not None
    if not re.fullmatch(r"\d+(?:st|nd|rd|th)", number.text):
        return None
    return within.day_of_month(time.value, int(number.value))


STRETCH_NAMED: tuple[Rule, ...] = (
    ("rel? part", lambda f, today: _counted_part(f[0], f[1], today)),
    ("part unit", lambda f, today: _counted_part_of_unit(f[0], f[1], today)),
    ("half unit", lambda f, today: _half_of_unit(f[0], f[1], today)),
    (
        "part rel cls? unit",
        lambda f, today: _part_of_relative(f[0], relative_unit(f[1], f[3], today), today),
    ),
)


def _part_of_relative(part: Token | None, when: When | None, today: date) -> When | None:
    """ "The last day of last month": the unit is the month's, not what comes before it."""
    assert part is not None
    if when is None or not isinstance(part.value[1], tuple) or not part.text.isascii():
        return None
    return within.part_of(when, part.value[1], today)


STRETCH_PARTS: tuple[Rule, ...] = (
    ("time part", lambda f, today: _around(f[0], f[1], today) or _of_festival(f[0], f[1], today)),
    ("time num cls? unit", lambda f, today: _days_off(f[0], f[1], f[3])),
    ("part time", lambda f, today: _around(f[1], f[0], today)),
    ("weekof time", lambda f, today: _from_edge(f[0], f[1], today)),
    ("time weekof", lambda f, today: _from_edge(f[1], f[0], today) if f[1] and not f[1].value else None),
    ("weekof time conj? time", _week_from_weekday),
    ("time unit", lambda f, today: _festival_week(f[0], f[1], today)),
    ("time top num cls? unit", _leading_of_period),
    ("num time", lambda f, today: _ordinal_of_month(f[0], f[1])),
)
