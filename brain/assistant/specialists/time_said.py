"""A time to come in a person's words: 明天早上, 下周一上午10点, 后天晚上8点半, tomorrow 10:00, next Monday at 3 pm, on Friday evening.

Days are read by the grammar of time; the clock is read here, because a post goes out at a minute and figures are told by the
hour. A day without a year or week is the next one that comes. 早上 and "morning" are the whole morning, from six to noon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brain.assistant.understanding.narrowing import DAYPART_HOURS
from brain.assistant.understanding.numerals import NUMERALS, chinese_number
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.tokens import is_chinese
from brain.kernel.clock import shop_instant

_PART = "凌晨|清晨|早上|早晨|今早|明早|上午|中午|下午|傍晚|晚上|今晚|明晚|夜里"
_NUMBER = rf"\d{{1,2}}|[{NUMERALS}]{{1,3}}"
_CHINESE = re.compile(
    rf"(?P<part>{_PART})?的?\s*(?P<hour>{_NUMBER})\s*(?:点钟|点整|点|时(?!候|间|段))(?P<half>半|一刻|三刻|(?P<minute>{_NUMBER})分?)?"
)
_DIGITS = re.compile(
    rf"(?P<part>{_PART})?\s*(?<![\d:.])(?P<hour>\d{{1,2}})[:：](?P<minute>\d{{2}})(?![:\d])\s*(?P<half>[ap])?\.?(?:m\b\.?)?",
    re.IGNORECASE,
)
_TWELVE = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})\s?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE)
_AT = re.compile(r"\bat (?P<hour>\d{1,2})(?![\d:./]|\s?[ap]\.?m)", re.IGNORECASE)
_NOON = re.compile(r"\b(?:at )?noon\b|正午", re.IGNORECASE)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<at>\d{2}:\d{2})(?::\d{2})?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)
_LATE = re.compile("下午|傍晚|晚上|今晚|明晚|夜里")
_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
_COUNT = rf"(?:\d{{1,3}}|[{NUMERALS}]{{1,3}}|半)"
_LATER = re.compile(rf"(?P<count>{_COUNT})\s*个?(?P<unit>小时|钟头|天|日|周|星期|礼拜)(?:之后|以后|后)")
_IN = re.compile(
    rf"\bin (?P<count>\d{{1,3}}|{'|'.join(_WORDS)}) (?P<unit>hour|day|week)s?\b|\b(?P<count2>\d{{1,3}}|{'|'.join(_WORDS)}) (?P<unit2>hour|day|week)s? from now\b",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(rf"(?<![\d月.])(?P<day>\d{{1,2}}|[{NUMERALS}]{{1,3}})[号日](?!\d)")
_MONTH_DAY = re.compile(
    rf"(?P<month>\d{{1,2}}|[{NUMERALS}]{{1,3}})月(?P<day>\d{{1,2}}|[{NUMERALS}]{{1,3}})[日号]?(?!\d)"
)
_SLASHED = re.compile(r"(?<![\d/.])(?P<month>\d{1,2})[/](?P<day>\d{1,2})(?![\d/])")
_LEFT = re.compile(r"\d|[一二两三四五六七八九十]\s*(?:天|号|日|周|小时|点)|天后|之后|\bfrom now\b")
_AROUND = re.compile(
    r"\b(?:before|after)\b|[之以]?前(?:一|两|几|\d)?(?:天|日|夜|周)?|[之以]后|后(?:一|两|几|\d)(?:天|日|周)",
    re.IGNORECASE,
)
"""A day counted from another day: asked about, not guessed."""
HOURS = {
    "小时": 1,
    "钟头": 1,
    "hour": 1,
    "天": 24,
    "日": 24,
    "day": 24,
    "周": 168,
    "星期": 168,
    "礼拜": 168,
    "week": 168,
}
_GONE = re.compile(r"昨|前天|上周|上个|上一|去年|\blast\b|\byesterday\b|\bago\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"周[一二三四五六日天末]|星期|礼拜|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE
)
_DAYPARTS = re.compile(r"(?P<early>早上|早晨|清晨|今早|明早|上午|\bmorning\b)|(?P<noon>中午|\bmidday\b)|(?P<afternoon>下午|\bafternoon\b)|(?P<evening>傍晚|晚上|今晚|明晚|\b(?:evening|tonight)\b)", re.IGNORECASE)  # fmt: skip
_SPANS: dict[str, range] = {
    "early": range(6, 12),
    "noon": range(int(DAYPART_HOURS["noon"]), 14),
    "afternoon": range(int(DAYPART_HOURS["afternoon"]), 18),
    "evening": range(int(DAYPART_HOURS["evening"]), 24),
}


@dataclass(frozen=True)
class SaidTime:
    """What was said of a time: its day, its minute, the hours of a part of the day, or how long from now; at least one of
    them."""

    day: date | None = None
    clock: time | None = None
    hours: tuple[int, ...] = ()
    instant: datetime | None = None
    after: timedelta | None = None

    def exact(self, now: datetime, zone: str) -> datetime | None:
        """The instant (UTC), where a minute was named: without a day the next one that comes. None without a minute."""
        if self.instant is not None:
            return self.instant
        if self.after is not None:
            return now + self.after
        if self.clock is None:
            return None
        if self.day is not None:
            return shop_instant(self.day, self.clock, zone)
        today = now.astimezone(ZoneInfo(zone)).date()
        at = shop_instant(today, self.clock, zone)
        return at if at > now else shop_instant(today + timedelta(days=1), self.clock, zone)


def time_said(words: str, today: date) -> SaidTime | None:
    """The time in a few words, on the shop's calendar; None where there is none, or more than can be read for certain."""
    iso = _ISO.search(words.strip())
    if iso is not None:
        return _iso(iso)
    clock, rest = _clock(words)
    part = _DAYPARTS.search(words)
    hours = tuple(_SPANS[str(part.lastgroup)]) if part is not None and clock is None else ()
    numbered = _MONTH_DAY.search(rest)
    if numbered is not None and not re.search(r"年|\d{4}", rest):
        month, number = _number(numbered["month"]), _number(numbered["day"])
        day = _coming(today, month, number or 0)
        return SaidTime(day, clock, hours) if day is not None and month is not None else None
    counted, rest = _counted(rest, today)
    if isinstance(counted, timedelta):
        return SaidTime(after=counted) if clock is None and not hours else None
    day = counted or _day(rest, words, today)
    if day is None and (_LEFT.search(rest) or _AROUND.search(rest)):
        return None
    return SaidTime(day, clock, hours) if day or clock or hours else None


def looks_timed(words: str) -> bool:
    """Whether a number or a day in the words may mean a time, though it could not be read."""
    return bool(re.search(rf"\d|[{NUMERALS}]\s*(?:天|号|日|点|小时)|\bnext\b|下周|下个月|月底", words))


def _counted(rest: str, today: date) -> tuple[date | timedelta | None, str]:
    """A day that is counted or numbered: 三天后, in three days, 30号, 11/30."""
    found = _LATER.search(rest) or _IN.search(rest)
    if found is not None:
        named = found.groupdict()
        unit = str(named.get("unit") or named.get("unit2")).lower()
        count = _number(named.get("count") or named.get("count2"))
        left = rest[: found.start()] + " " + rest[found.end() :]
        if count is None:
            return None, rest
        hours = count * HOURS[unit]
        return (timedelta(hours=hours) if HOURS[unit] == 1 else today + timedelta(hours=hours)), left
    found = _SLASHED.search(rest) or _DAY_OF_MONTH.search(rest)
    if found is None or re.search(r"月", rest):
        return None, rest
    month, day = _number(found.groupdict().get("month")), _number(found["day"])
    if month is not None and (day or 0) <= 12 and not is_chinese(rest):
        return None, rest  # 3/4 is March in one country and April in another
    return _coming(today, month, day or 0), rest[: found.start()] + " " + rest[found.end() :]


def _coming(today: date, month: int | None, day: int) -> date | None:
    """The next day of this number, in this month or any; None for a day that no month has."""
    for ahead in range(24):
        index = today.year * 12 + today.month - 1 + ahead
        year, at = index // 12, index % 12 + 1
        if month is not None and at != month:
            continue
        try:
            found = date(year, at, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _iso(found: re.Match[str]) -> SaidTime | None:
    try:
        if found["at"] and found["zone"]:
            return SaidTime(instant=datetime.fromisoformat(found[0].replace("Z", "+00:00")).astimezone(UTC))
        clock = time.fromisoformat(found["at"]) if found["at"] else None
        return SaidTime(date.fromisoformat(found["day"]), clock)
    except ValueError:
        return None


def _clock(words: str) -> tuple[time | None, str]:
    """The minute of the day, and the words without it (a part of the day stays: it says which day 今晚 is)."""
    for pattern in (_DIGITS, _CHINESE, _TWELVE, _AT):
        found = pattern.search(words)
        if found is None:
            continue
        named = found.groupdict()
        if pattern is _AT and re.search(r"tonight|evening|afternoon", words, re.IGNORECASE):
            named["part"] = "晚上"
        at = _minute(named)
        if at is not None:
            return (
                at,
                f"{words[: found.start()]} {found.groupdict().get('part') or ''} {words[found.end() :]}",
            )
    found = _NOON.search(words)
    return (time(12), words[: found.start()] + " " + words[found.end() :]) if found else (None, words)


def _minute(found: dict[str, str | None]) -> time | None:
    hour, minute = _number(found["hour"]), 0
    half = (found.get("half") or "").lower()
    if found.get("minute"):
        said = _number(found["minute"])
        minute = 60 if said is None else said
    elif half in ("半", "一刻", "三刻"):
        minute = {"半": 30, "一刻": 15, "三刻": 45}[half]
    if hour is None or hour > 24 or minute > 59:
        return None
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif found.get("part"):
        hour = _by_part(hour, str(found["part"]))
    return time(hour % 24, minute)


def _by_part(hour: int, part: str) -> int:
    if hour < 12 and (_LATE.search(part) or (part == "中午" and hour < 11)):
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def _number(written: str | None) -> int | None:
    if not written:
        return None
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    return int(written) if written.isdigit() else chinese_number(written)


def _day(rest: str, words: str, today: date) -> date | None:
    whens = [] if _AROUND.search(rest) else read(rest, None, today).whens
    if not whens:
        return _by_name(words, today)
    ahead = [when for when in whens if when.period.end > today]
    if ahead:
        return max(ahead[0].period.start, today)
    return whens[0].period.start if _GONE.search(words) else _next(rest, whens[0], words, today)


def _by_name(words: str, today: date) -> date | None:
    if re.search(r"明[早晚]", words):
        return today + timedelta(days=1)
    return today if re.search(r"今[早晚]|\btonight\b", words, re.IGNORECASE) else None


def _next(rest: str, when: When, words: str, today: date) -> date | None:
    """A day that the grammar of figures read as the last of its name, as the next of its name: a year from now it will be
    the last one again."""
    if _WEEKDAY.search(words) and when.festival is None:
        day = when.period.start
        return day + timedelta(days=-(-(today - day).days // 7) * 7)
    whens = read(rest, None, today + timedelta(days=364)).whens
    day = whens[0].period.start if whens else today - timedelta(days=1)
    return day if day >= today else None
