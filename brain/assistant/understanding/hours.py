"""Hours of the clock in a question: 晚上8点到10点, 上午10点, "between 2 and 4 pm", 下午三点以后, "before noon", 18:00到20:00.

Decided once, here: an hour is counted whole, so 10点到11点 is the hour from ten; without 上午 or 下午 the clock has 24
hours, in English an hour without am or pm counts only beside a part of the day ("from 8 to 10 last night"). "After 6 pm"
runs to midnight, "before 10 am" from midnight. Half hours and spans past midnight are not understood: the data is told by
whole hours of one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from brain.assistant.understanding.numerals import chinese_number
from brain.assistant.understanding.tokens import Kind, Token

Span = tuple[int, int]

_PART = "凌晨|清晨|早上|早晨|早间|上午|中午|下午|傍晚|晚上|晚间|夜里|半夜|深夜|午夜"
# 双十一零点, 双十二十点: the last numeral of the day is none of the hour.
_HOUR = r"(?:\d{1,2}|零|(?<!双十)二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九])"
_O_CLOCK = r"(?:点钟|点整|点|时|:00)(?![\d半刻来:]|[一二三四五六七八九十]+分|[一三]刻|[二三四五]十)"
_AFTER = r"以后|之后|过后|往后|开始|起|后(?![\d一二两三四五六七八九十几半台来])"
_BEFORE = r"以前|之前|前(?![\d一二两三四五六七八九十几半台])"
_CHINESE = re.compile(
    rf"(?<![\d.:])(?P<part>{_PART})?(?P<first>{_HOUR}){_O_CLOCK}"
    rf"(?:(?:到|至|~|-)(?P<part2>{_PART})?(?P<last>{_HOUR}){_O_CLOCK}(?P<past>多(?!少))?(?:之间)?|(?P<after>{_AFTER})|(?P<before>{_BEFORE}))?的?"
)
_CLOCK = r"\d{1,2}(?::00)?"
_NOON = r"(?:12 )?noon|midday"
_SINGLE = re.compile(rf"(?<![a-z\d:.])(?:at |around )?(?P<hour>{_CLOCK}) ?(?P<half>[ap])\.?m\.?(?![a-z])")
_SPAN = re.compile(
    rf"(?<![a-z\d:.])(?:between |from )?(?:(?P<noon>{_NOON})|(?P<first>{_CLOCK}) ?(?:(?P<half>[ap])\.?m\.?)?) ?"
    rf"(?:-|~|to|and|until|till) ?(?:(?P<noon2>{_NOON})(?![a-z])|(?P<last>{_CLOCK}) ?(?P<half2>[ap])\.?m\.?(?![a-z]))"
)
_DIGITAL = re.compile(
    r"(?<![a-z\d:.])(?:at |around |between |from )?(?P<first>\d{1,2}):00"
    r"(?: ?(?:-|~|to|and|until|till) ?(?P<last>\d{1,2}):00)?(?![\d:]| ?[ap]\.?m)"
)
_EDGE = re.compile(
    rf"(?<![a-z])(?P<edge>after|past|from|since|before|until|till|up to) "
    rf"(?:(?P<noon>{_NOON})(?![a-z])|(?P<clock>\d{{1,2}}):00(?![\d:]| ?[ap]\.?m)|(?P<hour>{_CLOCK}) ?(?P<half>[ap])\.?m\.?(?![a-z]))"
    r"(?P<on> on(?:wards?)?(?![a-z]))?"
)
_DAYPART = r"(?P<part>morning|afternoon|evening|night)s?(?![a-z])"
_BESIDE = re.compile(
    r"(?<![a-z\d:.])(?:(?:between |from )?(?P<first>\d{1,2}) ?(?:-|~|to|and|until|till) ?(?P<last>\d{1,2})(?: o'?clock)?"
    r"|at (?P<hour>\d{1,2})(?: o'?clock)?|(?P<hour2>\d{1,2}) o'?clock)"
    rf"(?= (?:(?:in the|on|this|last|yesterday|every|each) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day )?{_DAYPART})"
)
_BEHIND = re.compile(
    r"(?:(?<=morning )|(?<=afternoon )|(?<=evening )|(?<=night ))(?:between|from) (?P<first>\d{1,2}) (?:and|to|until|till) "
    r"(?P<last>\d{1,2})(?=$|[?.!,]| (?:on|last|yesterday|in|for|by|of)(?![a-z]))"
)
_ANY = re.compile(r"\d|[点时]|noon|midday|o'?clock")
AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚间"})
EVENING = frozenset({"晚上", "晚间", "傍晚"})
NIGHT = frozenset({"夜里", "半夜", "深夜", "午夜"})
EVENING_BEFORE = ("昨晚", "今晚", "前晚", "明晚", "昨夜", "今夜", "当晚", "每晚")
END = 23


def hour_tokens(text: str) -> Iterator[Token]:
    """One token for each stretch of hours; its value is the first and the last hour, both counted whole."""
    if not _ANY.search(text):
        return
    for match in _CHINESE.finditer(text):
        yield from _token(match, _chinese(match))
    for pattern, hours in ENGLISH:
        for match in pattern.finditer(text):
            yield from _token(match, hours(match))


def _token(match: re.Match[str], hours: Span | None) -> Iterator[Token]:
    if hours is not None and 0 <= hours[0] <= hours[1] <= END:
        yield Token(Kind.HOURS, hours, match.start(), match.end(), match[0])


def _chinese(match: re.Match[str]) -> Span | None:
    part = match["part"] or _part_before(match)
    first = _on_the_day(match["first"], part)
    if first is None:
        return None
    if match["before"]:
        return 0, first - 1
    if match["after"]:
        # From midnight on, 夜里十二点以后: until dawn, or all of the day?
        return (first, END) if part != "凌晨" and (first or part not in NIGHT) else None
    if match["last"] is None:
        return (first, first) if first < 24 else None
    last = _on_the_day(match["last"], match["part2"] or part)
    last = 24 if last == 0 and match["part2"] in NIGHT else last  # 晚上八点到半夜十二点
    if last is not None and last <= first and not match["part2"]:
        last += 12  # 上午10点到2点
    if last is not None and match["past"]:
        last += 1  # 到5点多: the hour after five is meant too
    return (first, last - 1) if last is not None and first < last <= 24 else None


def _part_before(match: re.Match[str]) -> str | None:
    """昨晚八点: the part of the day belongs to the day."""
    return "晚上" if match.string[: match.start()].removesuffix("的").endswith(EVENING_BEFORE) else None


def _on_the_day(written: str, part: str | None) -> int | None:
    hour = int(written) if written.isdigit() else chinese_number(written)
    if hour is None or hour > 24:
        return None
    if part in NIGHT:
        return hour + 12 if 6 <= hour < 12 else hour % 12 if hour == 12 else hour
    if part in EVENING and hour == 12:
        return 24  # midnight, not noon
    noon = part == "中午" and hour < 11
    if hour < 12 and (part in AFTERNOON or noon):
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def _single(match: re.Match[str]) -> Span | None:
    hour = _twelve(match["hour"], match["half"])
    return None if hour is None else (hour, hour)


def _span(match: re.Match[str]) -> Span | None:
    if match["noon"] is None and match["first"] is None:
        return None
    last = 12 if match["noon2"] else _twelve(match["last"], match["half2"])
    half = match["half"] or match["half2"] or "p"
    first = 12 if match["noon"] else _twelve(match["first"], half)
    if first is None or last is None:
        return None
    if match["half"] is None and not match["noon"] and first >= last:
        first -= 12  # 9 to 2 pm
    last = 24 if last == 0 else last
    return (first, last - 1) if 0 <= first < last else None


def _digital(match: re.Match[str]) -> Span | None:
    first = int(match["first"])
    last = int(match["last"]) if match["last"] else first + 1
    return (first, last - 1) if first < last <= 24 else None


def _edge(match: re.Match[str]) -> Span | None:
    """After 6 pm, before noon. "From 6 pm" alone may be the begin of a span that is not understood."""
    if match["clock"]:
        hour: int | None = int(match["clock"])
    else:
        hour = 12 if match["noon"] else _twelve(match["hour"], match["half"])
    if hour is None:
        return None
    if match["edge"] in ("before", "until", "till", "up to"):
        return (0, hour - 1) if not match["on"] else None
    return (hour, END) if match["on"] or match["edge"] in ("after", "past", "since") else None


def _beside(match: re.Match[str]) -> Span | None:
    """From 8 to 10 last night, at 3 o'clock in the afternoon: the part of the day says which half of the clock."""
    part = match["part"]
    single = match["hour"] or match["hour2"]
    first = _by_part(int(single or match["first"]), part)
    if single:
        return None if first is None else (first, first)
    last = _by_part(int(match["last"]), part)
    if part in ("evening", "night") and match["last"] == "12":
        last = 24
    return (first, last - 1) if first is not None and last is not None and first < last else None


def _behind(match: re.Match[str]) -> Span | None:
    """Yesterday evening between 6 and 8."""
    part = match.string[: match.start()].split()[-1]
    first, last = _by_part(int(match["first"]), part), _by_part(int(match["last"]), part)
    return (first, last - 1) if first is not None and last is not None and first < last else None


def _by_part(hour: int, part: str) -> int | None:
    allowed = {
        "morning": range(1, 13),
        "afternoon": (12, *range(1, 7)),
        "evening": range(4, 12),
        "night": range(6, 12),
    }
    if hour not in allowed[part]:
        return hour if 12 < hour <= 24 else None
    return hour if part == "morning" or hour == 12 else hour + 12


def _twelve(written: str, half: str) -> int | None:
    hour = int(written.removesuffix(":00"))
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half == "p" else 0)


ENGLISH = (
    (_SPAN, _span),
    (_SINGLE, _single),
    (_EDGE, _edge),
    (_DIGITAL, _digital),
    (_BESIDE, _beside),
    (_BEHIND, _behind),
)
