"""Hours of the clock in a question: 晚上8点到10点, 上午10点, "between 2 and 4 pm".

Decided once, here: an hour is counted whole, so 10点到11点 is the hour from ten; without 上午 or 下午 the clock has 24
hours. Half hours and spans past midnight are not understood: the data is told by whole hours of one day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from brain.assistant.understanding.numerals import NUMERALS, chinese_number
from brain.assistant.understanding.tokens import Kind, Token

_PART = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里"
_HOUR = rf"(?:\d{{1,2}}|[{NUMERALS}]+)"
_O_CLOCK = r"(?:点钟|点整|点|时)(?![\d半一二三四五刻])"
_CHINESE = re.compile(
    rf"(?<![\d.])(?P<part>{_PART})?(?P<first>{_HOUR}){_O_CLOCK}"
    rf"(?:(?:到|至|~|-)(?P<part2>{_PART})?(?P<last>{_HOUR}){_O_CLOCK}(?:之间)?)?"
)
_SINGLE = re.compile(r"(?<![a-z\d:.])(?:at |around )?(?P<hour>\d{1,2}) ?(?P<half>[ap])\.?m\.?(?![a-z])")
_SPAN = re.compile(
    r"(?<![a-z\d:.])(?:between |from )?(?P<first>\d{1,2}) ?(?:(?P<half>[ap])\.?m\.?)? ?(?:-|~|to|and|until|till) ?"
    r"(?P<last>\d{1,2}) ?(?P<half2>[ap])\.?m\.?(?![a-z])"
)
AFTERNOON = frozenset({"下午", "傍晚", "晚上"})


def hour_tokens(text: str) -> Iterator[Token]:
    """One token for each stretch of hours; its value is the first and the last hour, both counted whole."""
    for match in _CHINESE.finditer(text):
        yield from _token(match, _chinese(match))
    for match in _SPAN.finditer(text):
        yield from _token(match, _english(match))
    for match in _SINGLE.finditer(text):
        hour = _twelve(int(match["hour"]), match["half"])
        yield from _token(match, None if hour is None else (hour, hour))


def _token(match: re.Match[str], hours: tuple[int, int] | None) -> Iterator[Token]:
    if hours is not None and 0 <= hours[0] <= hours[1] <= 23:
        yield Token(Kind.HOURS, hours, match.start(), match.end(), match[0])


def _chinese(match: re.Match[str]) -> tuple[int, int] | None:
    first = _on_the_day(match["first"], match["part"])
    if first is None or match["last"] is None:
        return None if first is None else (first, first)
    last = _on_the_day(match["last"], match["part2"] or match["part"])
    if last is not None and last <= first and not match["part2"]:
        last += 12  # 上午10点到2点
    return (first, last - 1) if last is not None and first < last <= 24 else None


def _on_the_day(written: str, part: str | None) -> int | None:
    hour = int(written) if written.isdigit() else chinese_number(written)
    if hour is None or hour > 24:
        return None
    noon = part == "中午" and hour < 11
    if hour < 12 and (part in AFTERNOON or noon):
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def _english(match: re.Match[str]) -> tuple[int, int] | None:
    last = _twelve(int(match["last"]), match["half2"])
    first = _twelve(int(match["first"]), match["half"] or match["half2"])
    if first is None or last is None:
        return None
    if match["half"] is None and first >= last:
        first -= 12  # 9 to 2 pm
    last = 24 if last == 0 else last
    return (first, last - 1) if 0 <= first < last else None


def _twelve(hour: int, half: str) -> int | None:
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half == "p" else 0)
