"""Some of a period's time only: its evenings, its workdays, its Mondays to Fridays.

Decided once, here: 早上 is the early morning and 上午 the forenoon, while English "morning" is both; "night" is evening
and night, on a single day ("Friday night") the evening alone. Words that stand apart from their period are taken by
`reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brain.assistant.understanding.periods import When
from brain.assistant.understanding.tokens import Kind, Token

# Each with the hour that it begins with, which is its value in the dimension of that name.
DAYPART_HOURS = {"night": "0", "early": "6", "morning": "9", "noon": "12", "afternoon": "14", "evening": "18"}
NIGHT = ("night", "evening")
NARROWING = frozenset({Kind.DAYPART, Kind.DAYKIND})


def narrow(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with a part of the day or a kind of day taken into the period right beside it."""
    done: list[Token] = []
    for token in tokens:
        last = done[-1] if done else None
        joined = _joined(last, token) if last is not None else None
        if joined is None:
            done.append(token)
        else:
            done[-1] = joined
    return done


def _joined(left: Token, right: Token) -> Token | None:
    kinds = (left.kind, right.kind)
    if Kind.TIME not in kinds or not NARROWING & set(kinds):
        return None
    time, word = (left, right) if left.kind == Kind.TIME else (right, left)
    when = narrowed(time.value, word)
    if when is None:
        return None
    return Token(Kind.TIME, when, left.start, right.end, f"{left.text} {right.text}")


def narrowed(when: When, word: Token) -> When | None:
    """The period with only the time that the word names; None when it is narrowed already."""
    if word.kind == Kind.DAYPART:
        if when.dayparts:
            return None
        return replace(when, dayparts=parts_on(word.value, single_day=when.period.days == 1))
    if when.holidays or when.period.days == 1:
        return None
    return replace(when, holidays=str(word.value))


def parts_on(dayparts: tuple[str, ...], *, single_day: bool) -> tuple[str, ...]:
    """The parts of the day in their order; the night of one day is its evening."""
    meant = ("evening",) if single_day and dayparts == NIGHT else dayparts
    return tuple(part for part in DAYPART_HOURS if part in meant)
