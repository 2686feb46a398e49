"""Branches that go by a bare number: "every branch other than 330", "330's share".

A bare number is a name only where the shop has a branch of that number and the sentence says no count could stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brain.assistant.understanding.tokens import Kind, Token

STORES = frozenset({"store", "channel"})
SHORTEST = 2  # digits; "5" counts something
SET_APART = frozenset({Kind.NOT, Kind.VS})
COUNTS = frozenset({Kind.UNIT, Kind.METRIC, Kind.CLASSIFIER, Kind.MONEY, Kind.THRESHOLD, Kind.DIM, Kind.TIME})


def branches_by_number(tokens: Sequence[Token], text: str, names: Any | None) -> list[Token]:
    """The tokens with the bare numbers that can only be branches of the shop as their names."""
    if names is None:
        return list(tokens)
    stores = any(token.kind == Kind.DIM and token.value in STORES for token in tokens)
    return [_named(tokens, at, text, names, stores=stores) for at in range(len(tokens))]


def _named(tokens: Sequence[Token], at: int, text: str, names: Any, *, stores: bool) -> Token:
    token = tokens[at]
    called = f"branch {token.text}"
    if token.kind != Kind.NUM or len(token.text) < SHORTEST or called not in names:
        return token
    owns = text[token.end : token.end + 2] == "'s"
    left_out = stores and at > 0 and tokens[at - 1].kind in SET_APART
    counts = at + 1 < len(tokens) and tokens[at + 1].kind in COUNTS and text[token.end : token.end + 1] == " "
    if not (owns or (left_out and not counts)):
        return token
    return Token(Kind.NAME, names.get(called)[1], token.start, token.end, token.text)
