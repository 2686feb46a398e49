"""Finds the numbers that a text states, in digits or in Chinese and English words, with the precision they are written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["plain", "rate", "money", "price_share"]


@dataclass(frozen=True)
class Mention:
    """A number at characters [start, end): `value` in units of a claim (35% is 0.35), right to within half a `step`.

    `value` is None where words or digits state something that no single claim can be (10:00, 三五百).
    `price_share` is what remains of a price: 八折 and "half price". `sign` is -1 or 1 where written, else 0.
    """

    start: int
    end: int
    kind: Kind
    value: Decimal | None
    step: Decimal = Decimal(1)
    sign: int = 0


def plain_form(text: str) -> str:
    """`text` of the same length with digits of any script, full-width marks and letters as plain ASCII."""
    return "".join(map(_plain_char, text))


def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    decimal = unicodedata.decimal(char, None)
    if decimal is not None:
        return str(decimal)
    if "\uff01" <= char <= "\uff5e":
        # A full-width comma is Chinese punctuation, never a thousands mark.
        return char if char == "，" else chr(ord(char) - 0xFEE0)
    return {"￥": "¥", "￡": "£", "﹪": "%", "٪": "%", "−": "-", "\u00a0": " ", "\u3000": " "}.get(char, char)


_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "k": 1000,
    "万": 10_000,
    "w": 10_000,
    "m": 1_000_000,
    "亿": 100_000_000,
    "million": 1_000_000,
    "thousand": 1000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
}
_DIGITS = re.compile(
    r"(?P<time>\d{1,2}:\d{2}(?!\d))|"
    r"(?P<money>(?:CN¥|US\$|[¥$£€])\s?(?P<inner>[-+])?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s?(?:(?P<scale>[十百千]?万|亿|[百千](?![克米升卡])|[kw](?![a-z])|(?(money)m(?![a-z])|(?!))|million\b|thousand\b)\s?)?"
    r"(?:(?P<rate>%|percent\b|per cent\b|个百分点)|(?P<permille>‰)|(?P<fold>折(?![叠腾痕返]))|(?P<tenths>成(?![为都员人熟长功分本就立套品交果份绩双不型衣]))|"
    r"(?P<yuan>元|块钱?|yuan\b|rmb\b|dollars?\b|pounds?\b|euros?\b))?",
    re.IGNORECASE,
)


def mentions(plain: str) -> list[Mention]:
    """Every number stated in `plain` (a `plain_form`), in order."""
    found = [_from_digits(plain, match) for match in _DIGITS.finditer(plain)]
    found += _single_signs(plain)
    found += _chinese(plain)
    found += _english(plain)
    return sorted(found, key=lambda mention: mention.start)


def _from_digits(plain: str, match: re.Match[str]) -> Mention:
    if match["time"]:
        return Mention(match.start(), match.end(), "plain", None)
    digits = match["number"].replace(",", "")
    scale = Decimal(_SCALES[match["scale"].lower()]) if match["scale"] else Decimal(1)
    kind: Kind = "money" if match["money"] or match["yuan"] else "plain"
    if match["rate"] or match["permille"]:
        kind, scale = "rate", scale / (100 if match["rate"] else 1000)
    elif match["fold"]:
        # 85折 and 8.5折 are the same share.
        kind, scale = "price_share", scale / (10 if "." in digits or len(digits) == 1 else 100)
    elif match["tenths"]:
        kind, scale = "rate", scale / 10
    sign, start = _sign(plain, match)
    step = scale.scaleb(-len(digits.partition(".")[2]))
    end = match.start() + len(match[0].rstrip())
    return Mention(start, end, kind, Decimal(digits) * scale, step, sign)


def _sign(plain: str, match: re.Match[str]) -> tuple[int, int]:
    """The written sign and where the mention starts; a dash after a word or number (3-5, A-2) is none."""
    if match["inner"]:
        return (-1 if match["inner"] == "-" else 1), match.start()
    before = plain[: match.start()]
    if before.endswith(("-", "+")) and not before[-2:-1].isalnum():
        return (-1 if before[-1] == "-" else 1), match.start() - 1
    return 0, match.start()


def _single_signs(plain: str) -> Iterator[Mention]:
    """① and ½ are numbers too; ideographs are read as words."""
    for position, char in enumerate(plain):
        if unicodedata.category(char) in ("No", "Nl") and not "\u3000" <= char <= "\u3007":
            value = Decimal(str(unicodedata.numeric(char)))
            yield Mention(position, position + 1, "plain", value, Decimal(1).scaleb(-2))


_ONES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = "零〇一二两三四五六七八九十百千万亿"
_COUNTED = r"(?:多|余|几)?(?:个(?!性)|人|位|名|件|单|份|次|家|盒|包|瓶|袋|罐|箱|条|款|套|片|支|岁|斤|公斤|克|米|平|块)"
_SPAN = r"(?:多|余)?(?:天|日|小时|分钟|个月|周(?!边|岁|到)|年(?!级|糕|轮))"
_CHINESE = re.compile(
    rf"(?P<percent>百分(?:之(?P<hundredths>[{_HAN}点]+)|百))|"
    rf"(?<![第{_HAN}周期\d])(?<!\d\s)(?P<number>[{_HAN}]+(?:点[{_HAN}]+)?)"
    rf"(?:(?P<fold>折(?![叠腾痕返]))|(?P<tenths>成(?:半)?(?![为都员人熟长功分本就立套品交果份绩双不型衣]))|(?P<times>倍)|"
    rf"(?P<yuan>元(?!宵|旦|素|气)|块钱)|(?P<span>{_SPAN})|(?P<counted>{_COUNTED}))|"
    r"(?P<half>半价|一半|翻倍|翻番)"
)


def _chinese(plain: str) -> Iterator[Mention]:
    for match in _CHINESE.finditer(plain):
        read = _read_chinese(match)
        if read is not None:
            kind, value, step = read
            yield Mention(match.start(), match.end(), kind, value, step)


def _read_chinese(match: re.Match[str]) -> tuple[Kind, Decimal | None, Decimal] | None:
    if match["half"]:
        kind: Kind = "price_share" if match["half"] == "半价" else "rate"
        return kind, Decimal(1 if "翻" in match["half"] else "0.5"), Decimal("0.02")
    if match["percent"]:
        return "rate", _hundredth(chinese_number(match["hundredths"] or "一百")), Decimal("0.01")
    value = chinese_number(match["number"])
    if match["fold"]:
        return _fold(match["number"])
    if match["tenths"]:
        half = Decimal("0.05") if "半" in match["tenths"] else Decimal(0)
        return (
            "rate",
            None if value is None else value / 10 + half,
            Decimal("0.1") if not half else Decimal("0.05"),
        )
    if match["yuan"]:
        return "money", value, Decimal(1)
    if match["times"]:
        return "plain", value, Decimal(1)
    small = value is not None and value < (3 if match["span"] else 10)
    return None if small else ("plain", value, Decimal(1))


def _fold(words: str) -> tuple[Kind, Decimal | None, Decimal]:
    """八折 is 0.8, 八五折 and 八点五折 are 0.85."""
    digits = [_ONES.get(char) for char in words.replace("点", "")]
    if None in digits or len(digits) > 2:
        return "price_share", None, Decimal(1)
    share = Decimal("".join(map(str, digits))).scaleb(-len(digits))
    return "price_share", share, Decimal(1).scaleb(-len(digits))


def _hundredth(value: Decimal | None) -> Decimal | None:
    return None if value is None else value / 100


def chinese_number(words: str) -> Decimal | None:
    """The value of Chinese number words (三百二, 一万二千, 二点五), or None where they are no single number (三五, 两三百)."""
    whole, _, fraction = words.partition("点")
    value = _chinese_whole(whole)
    if value is None or any(char not in _ONES for char in fraction):
        return None
    return value + (
        Decimal("0." + "".join(str(_ONES[char]) for char in fraction)) if fraction else Decimal(0)
    )


def _chinese_whole(words: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last = 1
    for char in words:
        if char in _ONES:
            if digit:
                return None
            digit = _ONES[char]
            last = 1 if digit == 0 else last
        elif char in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[char]
            digit, last = None, _UNITS[char]
        else:
            scale = _SCALES[char]
            total = (
                (total + section + (digit or 0)) * scale
                if char == "亿"
                else total + (section + (digit or 0)) * scale
            )
            section, digit, last = 0, None, scale
    # 三百二 is 320, 一万二 is 12,000; 十二 and 三百零二 end in plain ones.
    tail = (digit or 0) * (last // 10 if last >= 100 else 1)
    return Decimal(total + section + tail)


_ENGLISH_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = {word: value for value, word in enumerate(_ENGLISH_ONES)} | {
    word: 10 * value for value, word in enumerate(_ENGLISH_TENS, start=2)
}
ENGLISH_WORD = "|".join([*sorted(_ENGLISH, key=len, reverse=True), "hundred", "thousand"])
_ENGLISH_AMOUNT = re.compile(
    rf"\b(?P<words>(?:a\s+(?=hundred|thousand))?(?:{ENGLISH_WORD})(?:[\s-]+(?:and\s+)?(?:{ENGLISH_WORD}))*)[\s-]+"
    r"(?:(?P<rate>percent|per cent)|(?P<money>dollars?|pounds?|euros?|yuan|bucks)|(?P<counted>people|customers|orders|days|hours|weeks|months|years|items|units))\b|"
    r"\b(?P<half>half[\s-](?:price|off)|double|twice|triple)\b",
    re.IGNORECASE,
)
_HALVES = {"double": Decimal(2), "twice": Decimal(2), "triple": Decimal(3)}


def _english(plain: str) -> Iterator[Mention]:
    for match in _ENGLISH_AMOUNT.finditer(plain):
        if match["half"]:
            value = _HALVES.get(match["half"].lower())
            half: Kind = "plain" if value else "price_share"
            yield Mention(match.start(), match.end(), half, value or Decimal("0.5"), Decimal("0.02"))
            continue
        value = Decimal(english_number(match["words"]))
        if match["counted"] and value < 3:
            continue
        kind: Kind = "rate" if match["rate"] else "money" if match["money"] else "plain"
        divisor = 100 if kind == "rate" else 1
        yield Mention(match.start(), match.end(), kind, value / divisor, Decimal(1) / divisor)


def english_number(words: str) -> int:
    """The value of English number words (a hundred, twenty-five thousand), each of which is an `ENGLISH_WORD`, "a" or "and"."""
    total = section = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            section = max(section, 1) * 100
        elif word == "thousand":
            total, section = total + max(section, 1) * 1000, 0
        elif word not in ("a", "and"):
            section += _ENGLISH[word]
    return total + section
