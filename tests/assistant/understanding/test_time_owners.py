"""Long lists of time as owners type it, whole sentences and figures that are no time among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from brain.assistant.understanding.reading import read
from brain.assistant.understanding.slots import Reading
from tests.assistant.understanding.time_owners_en import OWNERS_EN
from tests.assistant.understanding.time_owners_zh import OWNERS_ZH

TODAY = date(2026, 11, 20)
Days = tuple[date, date]
MARKS = re.compile(r"(?:hours|weekdays|dayparts|days) [a-z\d -]+?(?= (?:hours|weekdays|dayparts|days) |$)")


@dataclass(frozen=True)
class Line:
    """One line of a list: `days` are the periods (first and last day), `whole` whether all its words are to be understood."""

    words: str
    verdict: str
    days: tuple[Days, ...]
    marks: frozenset[str]
    whole: bool


def lines(written: str) -> list[Line]:
    """The lines of a list."""
    return [_line(*map(str.strip, line.split("|"))) for line in written.strip().splitlines()]


def _line(words: str, meant: str) -> Line:
    whole, meant = not meant.endswith("~"), meant.removesuffix("~").strip()
    if meant in ("open", "none"):
        return Line(words, meant, (), frozenset(), whole)
    marks = frozenset(MARKS.findall(meant))
    said = re.split(r" (?=hours|weekdays|dayparts|days)", meant)[0]
    days = () if said == "-" else tuple(_days(part) for part in said.split(" vs "))
    return Line(words, "days" if days else "undated", days, marks, whole)


def _days(written: str) -> Days:
    first, last = (written.split("..") * 2)[:2]
    return _day(first), _day(last)


def _day(written: str) -> date:
    return date.fromisoformat(written if len(written) > 5 else f"2026-{written}")


def days(said: Reading) -> tuple[Days, ...]:
    """The periods that were read, by first and last day."""
    return tuple((when.period.start, when.period.end - timedelta(days=1)) for when in said.whens)


def marks(said: Reading) -> frozenset[str]:
    """What narrows the periods."""
    found = []
    if said.hours:
        found.append(f"hours {said.hours[0]}-{said.hours[1]}")
    if said.weekdays:
        found.append("weekdays " + " ".join(map(str, said.weekdays)))
    if said.dayparts:
        found.append("dayparts " + " ".join(sorted(said.dayparts)))
    if said.holidays:
        found.append(f"days {said.holidays}")
    return frozenset(found)


def understood(said: Reading) -> bool:
    """Whether no word was left over."""
    return not (said.unknown or said.leftover or said.sometime or said.out not in (None, "future"))


LINES = [*lines(OWNERS_EN), *lines(OWNERS_ZH)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.words)
def test_what_owners_say_of_time_is_what_is_read(line: Line) -> None:
    """Exactly the days and hours of the list; what is open is never read; figures that are no time stay figures."""
    said = read(line.words, None, TODAY)
    if line.verdict == "open":
        assert not ((days(said) or marks(said)) and understood(said))
        return
    assert days(said) == line.days
    assert marks(said) == line.marks
    assert understood(said) or not line.whole


def test_the_lists_are_long_and_in_both_languages() -> None:
    """A list that shrinks would prove less without anybody noticing."""
    assert len({line.words for line in lines(OWNERS_EN)}) >= 200
    assert len({line.words for line in lines(OWNERS_ZH)}) >= 200
