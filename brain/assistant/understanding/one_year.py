"""A year that is said once for two periods side by side: 去年1月和2月, "January vs February 2025", 去年618和双十一.

Decided once, here: in a list or a comparison the year before the first period, or behind the last, is the year of both. Not
where they are the same month ("October vs October last year"), and not where the second one begins the next year (去年12月和1月).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from brain.assistant.understanding import periods as p
from brain.assistant.understanding.festivals import festival_of
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import Kind, Token

JOINTS = frozenset({Kind.CONJ, Kind.VS})
BETWEEN = JOINTS | {Kind.METRIC, Kind.SELL, Kind.COMPARE}
_YEAR = r"(?:19|20)\d\d|\b\d\d ?年|[今去前]年|(?:last|this|previous) year"
_LEADING = re.compile(rf"(?:{_YEAR})")
_TRAILING = re.compile(r"(?:(?:19|20)\d\d|(?:last|this|previous) year)$")
UNITS = {"month": 1, "quarter": 3, "half": 6}


def one_year(tokens: Sequence[Token], today: date) -> list[Token]:
    """The tokens with the year that was said once given to the period beside it."""
    done = list(tokens)
    pairs = _pairs(done)
    for at, beside in pairs:
        first, second = done[at], done[beside]
        if first.value.unit != "year" and _LEADING.match(first.text) and not first.value.open_year:
            moved = _in_year(second.value, first.value.period.start.year, today)
            if moved is not None and _follows(first.value, moved):
                done[beside] = replace(second, value=moved)
    for at, beside in reversed(pairs):
        first, second = done[at], done[beside]
        # "Singles' Day vs last year": a year by itself is a period of its own, not the year of the other.
        of_both = second.value.unit != "year" and _TRAILING.search(second.text)
        if of_both and not second.value.open_year:
            moved = _in_year(first.value, second.value.period.start.year, today)
            if moved is not None and moved.period.start != second.value.period.start:
                done[at] = replace(first, value=moved)
    return done


def _pairs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The places of periods that are listed or compared side by side: a figure may stand with each."""
    places = [at for at, token in enumerate(tokens) if token.kind == Kind.TIME]
    pairs = []
    for at, beside in pairwise(places):
        between = {token.kind for token in tokens[at + 1 : beside]}
        if between & JOINTS and between <= BETWEEN:
            pairs.append((at, beside))
    return pairs


def _follows(first: When, moved: When) -> bool:
    """去年12月和11月 are of one year; 去年12月和1月 hardly."""
    return moved.period.start > first.period.start or moved.period.end == first.period.start


def _in_year(when: When, year: int, today: date) -> When | None:
    """A period without its own year, in that year."""
    if not when.open_year:
        return None
    if when.festival is not None:
        moved = festival_of(when.festival[0], year, when.festival[1])
    elif when.unit in UNITS or when.unit == "day":
        moved = _of_calendar(when, year)
    else:
        moved = None
    return p.cut(moved, today) if moved is not None else None


def _of_calendar(when: When, year: int) -> When | None:
    start = when.period.start
    if when.unit == "day":
        return p.day_of(year, start.month, start.day)
    if when.unit == "month":
        return p.month_of(year, start.month)
    number = (start.month - 1) // UNITS[when.unit] + 1
    return p.half_of(year, number) if when.unit == "half" else p.quarter_of(year, number)
