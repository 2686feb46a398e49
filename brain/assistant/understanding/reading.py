"""Tokens -> what was said, slot by slot. Whatever no slot accounts for is left over, and then nothing is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from brain.assistant.understanding.comparison import read_comparison
from brain.assistant.understanding.cuts import read_by, read_cuts
from brain.assistant.understanding.figures_said import (
    people_of_groups,
    products_listed,
    read_figures,
    read_groups,
)
from brain.assistant.understanding.guards import misfits
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.names_said import read_names
from brain.assistant.understanding.own_names import with_near_names
from brain.assistant.understanding.ranking import read_ranking, read_which
from brain.assistant.understanding.segment import segment
from brain.assistant.understanding.sentence import RANKING, Sentence
from brain.assistant.understanding.shapes import read_people, read_shapes
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.subjects import subjects
from brain.assistant.understanding.thresholds import bind_numbers, read_thresholds
from brain.assistant.understanding.time_slots import read_times
from brain.assistant.understanding.times import reduce_times
from brain.assistant.understanding.tokens import Kind, Token, normalise

# Words that change nothing by themselves once the sentence is otherwise understood.
SILENT = frozenset(
    {
        Kind.FILLER,
        Kind.FOLLOW,
        Kind.SELL,
        Kind.VAGUE,
        Kind.CONJ,
        Kind.CLASSIFIER,
        Kind.COMPARE,
        Kind.VS,
        Kind.MONEY,
    }
)
# "split that by week" says twice that it is cut.
TAKING_APART = frozenset(
    [
        "split",
        "breakdown",
        "broken down",
        "break down",
        "分布",
        "分布情况",
        "明细",
        "拆分",
        "拆开",
        "细分",
        "分开",
        "划分",
        "拆",
        "分",
    ]
)


def read(question: str, names: NameIndex | None, today: date) -> Reading:
    """What a question says, given the shop's names and the shop's day."""
    text = normalise(question)
    automaton = names.automaton if names else None
    spans = segment(text, automaton, names.figures if names else None)
    tokens, assumed = with_near_names(text, spans, names.near if names else None)
    named = subjects(question, tokens)
    tokens = [token for token in tokens if token.kind != Kind.FILLER]
    tokens = [_as_own_name(tokens, at, automaton) for at in range(len(tokens))]
    said = _slots(Sentence(text, reduce_times(bind_numbers(tokens), today)))
    said.assumed = assumed
    said.subjects = named
    return said


def _as_own_name(tokens: Sequence[Token], at: int, names: Any | None) -> Token:
    """A noun that is also one of the shop's own names (a channel called 社群) is the name, unless it is asked for."""
    token = tokens[at]
    if token.kind != Kind.DIM or names is None or token.text not in names:
        return token
    beside = {t.kind for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])}
    if beside & {Kind.BY, Kind.WHICH, Kind.NUM, Kind.CLASSIFIER, Kind.NAME, *RANKING}:
        return token
    return Token(Kind.NAME, names.get(token.text)[1], token.start, token.end, token.text)


def _slots(s: Sentence) -> Reading:
    """All slots, filled one after the other in the order in which they may claim tokens."""
    for fill in FILLED:
        fill(s)
    return s.said


def _outside(s: Sentence) -> None:
    for i in s.all(Kind.OUT):
        s.said.out = s.said.out or str(s.tokens[i].value)
        s.used.add(i)
    s.said.unknown = [s.tokens[i].text for i in s.all(Kind.UNKNOWN)]
    s.used.update(s.all(Kind.UNKNOWN))


def _conditions(s: Sentence) -> None:
    products_listed(s)
    read_shapes(s.tokens, s.used, s.said)
    read_people(s.tokens, s.used, s.said)
    read_thresholds(s.tokens, s.used, s.said)


def _whens(s: Sentence) -> None:
    read_times(s.tokens, s.used, s.said, s.places)


def _comparison(s: Sentence) -> None:
    read_comparison(s.tokens, s.used, s.said, s.places)


def _rest(s: Sentence) -> None:
    cut = s.said.dimensions or s.said.trend
    for i, token in enumerate(s.tokens):
        silent = token.kind in SILENT or (token.kind == Kind.BY and cut and token.text in TAKING_APART)
        this_one = token.kind == Kind.REL and token.value == 0 and s.kind(i + 1) in (Kind.DIM, Kind.NAME)
        if i not in s.used and not (silent or this_one):
            s.said.leftover.append(token.text)
    s.said.leftover += misfits(s.tokens, s.said)


FILLED: tuple[Callable[[Sentence], None], ...] = (
    _outside,
    read_names,
    _conditions,
    people_of_groups,
    read_groups,
    read_figures,
    read_ranking,
    read_which,
    read_cuts,
    read_by,
    _whens,
    _comparison,
    _rest,
)
