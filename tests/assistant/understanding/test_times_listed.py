"""Long lists of what people say about time, each line with the days worked out apart from the grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from brain.assistant.understanding.reading import read
from brain.assistant.understanding.slots import Reading
from tests.assistant.understanding.expressions_en import EN
from tests.assistant.understanding.expressions_more import MORE
from tests.assistant.understanding.expressions_zh import ZH

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Line:
    """One line of a list: its words, then "ask", "no" or the first and last day with what else must hold."""

    words: str
    verdict: str
    first: date | None = None
    last: date | None = None
    marks: tuple[str, ...] = ()


def lines(written: str) -> Iterator[Line]:
    """The lines of a list."""
    for line in written.strip().splitlines():
        words, first, *rest = (part.strip() for part in line.split(";"))
        if first in ("ask", "no"):
            yield Line(words, first)
        else:
            marks = tuple(sorted(mark.strip() for mark in rest[1].split(","))) if len(rest) > 1 else ()
            yield Line(words, "days", day(first), day(rest[0] if rest else first), marks)


def day(written: str) -> date:
    """A day, of 2026 where no year is written."""
    return date.fromisoformat(written if len(written) > 5 else f"2026-{written}")


def verdict(said: Reading) -> str:
    """What became of the words: days, a question back, or a no."""
    elsewhere = said.out if said.out != "future" else None
    if said.unknown or said.leftover or elsewhere or len(said.whens) > 1:
        return "no"
    if said.sometime or not said.whens:
        return "ask"
    return "days"


def marks(said: Reading) -> tuple[str, ...]:
    """What narrows the period, and whether it lies ahead."""
    found = []
    if said.whens[0].future:
        found.append("future")
    if said.weekdays:
        found.append("weekdays " + " ".join(str(number) for number in said.weekdays))
    if said.dayparts:
        found.append("dayparts " + " ".join(sorted(said.dayparts)))
    if said.holidays:
        found.append(f"days {said.holidays}")
    return tuple(sorted(found))


LINES = [line for written in (ZH, EN, MORE) for line in lines(written)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.words)
def test_a_listed_expression_means_its_days(line: Line) -> None:
    """Exactly the days of the list, or the question back or refusal that it says; nothing is left over."""
    said = read(line.words, None, TODAY)
    assert verdict(said) == line.verdict
    if line.verdict == "days":
        period = said.whens[0].period
        assert (period.start, period.end - timedelta(days=1)) == (line.first, line.last)
        assert marks(said) == line.marks
        assert (said.out == "future") == said.whens[0].future


def test_the_lists_are_long_and_in_both_languages() -> None:
    """A list that shrinks would prove less without anybody noticing."""
    assert len({line.words for line in LINES}) > 500
    assert len(list(lines(ZH))) > 200
    assert len(list(lines(EN))) > 190


PAIRS = [
    ("上周", "last week"),
    ("上上周", "the week before last"),
    ("最近30天", "the last 30 days"),
    ("近半年", "the last half year"),
    ("最近三个月", "the last three months"),
    ("去年Q2", "q2 last year"),
    ("2025年下半年", "H2 2025"),
    ("10月上旬", "early October"),
    ("10月中旬", "mid-October"),
    ("上月底", "the end of last month"),
    ("10月第一周", "the first week of October"),
    ("10月最后一个周五", "the last Friday of October"),
    ("去年双十一", "Singles' Day last year"),
    ("双十一前3天", "3 days before Singles' Day"),
    ("圣诞前一周", "the week before Christmas"),
    ("春节", "Chinese New Year"),
    ("中秋", "Mid-Autumn"),
    ("黄金周", "Golden Week"),
    ("去年感恩节", "Thanksgiving last year"),
    ("2025年夏天", "summer 2025"),
    ("第46周", "week 46"),
    ("9月以来", "since September"),
    ("昨天下午", "yesterday afternoon"),
    ("昨晚", "last night"),
    ("上个月周末", "weekends last month"),
    ("10月的每个周一", "Mondays in October"),
    ("下周三", "next Wednesday"),
    ("下个月", "next month"),
    ("未来7天", "the next 7 days"),
    ("明天晚上", "tomorrow evening"),
    ("三天前", "3 days ago"),
    ("年初", "the beginning of the year"),
]


@pytest.mark.parametrize(("zh", "en"), PAIRS)
@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1)])
def test_both_languages_mean_the_same(zh: str, en: str, today: date) -> None:
    """The same words in Chinese and English are the same days, on odd days of the year too."""
    one, other = read(zh, None, today), read(en, None, today)
    assert verdict(one) == verdict(other) == "days"
    assert one.whens[0].period == other.whens[0].period
    assert marks(one) == marks(other)
