"""Amounts as they are written in a sentence: 1.5万, ¥1,200, 2k, 30%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from brain.assistant.understanding.numerals import NUMERALS, chinese_number
from brain.assistant.understanding.tokens import Kind, Token

SCALES = {"万": 10_000, "w": 10_000, "亿": 100_000_000, "千": 1000, "k": 1000, "百": 100, "m": 1_000_000}
SIGNS = "¥$£€"
_AMOUNT = re.compile(
    rf"(?P<sign>[{SIGNS}] ?)?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?: ?(?P<scale>[万亿千百](?![\d年月日号])|[kwm](?![a-z])))?(?P<rate> ?%| ?per ?cent\b)?"
)
_SPELLED = re.compile(
    rf"(?<![\d.,])(?P<number>[{NUMERALS}]+|\d{{1,4}})(?P<scale>[万亿千百])(?P<rest>[{NUMERALS}]+|\d{{1,4}})?(?![\d{NUMERALS}万])"
)
# 过万, 破千: the number is only said by its size.
_BARE_SCALE = re.compile(r"(?<=[过破超])(?P<scale>[万千百])")


@dataclass(frozen=True)
class Amount:
    """A number with what its writing says of its unit: "money", "rate" (then a fraction), or nothing."""

    value: Decimal
    unit: str = ""


def amounts(text: str) -> Iterator[Token]:
    """Every stretch of a normalised text that is more than a bare whole number."""
    for match in _AMOUNT.finditer(text):
        plain = not (match["sign"] or match["scale"] or match["rate"] or re.search(r"[.,]", match["number"]))
        if plain or _inside_a_word(text, match):
            continue
        value = Decimal(match["number"].replace(",", "")) * SCALES.get(match["scale"] or "", 1)
        unit = "rate" if match["rate"] else "money" if match["sign"] else ""
        amount = Amount(value / 100 if match["rate"] else value, unit)
        yield Token(Kind.AMOUNT, amount, match.start(), match.end(), match[0])
    for match in _SPELLED.finditer(text):
        spelled = _spelled(match["number"], match["scale"], match["rest"] or "")
        if spelled is not None and (match["scale"] in "万亿" or match["rest"]):
            yield Token(Kind.AMOUNT, Amount(Decimal(spelled)), match.start(), match.end(), match[0])
    for match in _BARE_SCALE.finditer(text):
        yield Token(
            Kind.AMOUNT, Amount(Decimal(SCALES[match["scale"]])), match.start(), match.end(), match[0]
        )


def _spelled(number: str, scale: str, rest: str) -> int | None:
    """两万三 is 23,000 and 三千五 is 3,500: a last digit alone is of the next lower place."""
    head = int(number) if number.isdigit() else chinese_number(number)
    tail = (int(rest) if rest.isdigit() else chinese_number(rest)) if rest else 0
    if head is None or tail is None:
        return None
    if rest and len(rest) == 1 and 0 < tail < 10:
        tail *= SCALES[scale] // 10
    return head * SCALES[scale] + tail if tail < SCALES[scale] else None


def _inside_a_word(text: str, match: re.Match[str]) -> bool:
    """v2.5k is a name, and 11.11 a date unless money is named: only a number that stands by itself is an amount."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    bare = not (match["sign"] or match["scale"] or match["rate"])
    as_date = bare and re.fullmatch(r"\d{1,2}\.\d{1,2}", match["number"]) is not None
    dated = as_date and after not in "元块" and int(match["number"].split(".")[0]) <= 12
    glued_before = before.isascii() and (before.isalnum() or before in "./-")
    return dated or glued_before or (after.isascii() and after.isalnum())
