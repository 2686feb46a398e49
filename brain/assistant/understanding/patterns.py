"""A pattern language over tokens: `rel cls? unit` matches by kind, `?` may be absent, `a|b` is a choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from brain.assistant.understanding.tokens import Kind, Token

Element = tuple[frozenset[Kind], bool]


@lru_cache(maxsize=256)
def compiled(pattern: str) -> tuple[Element, ...]:
    """The elements of a pattern: the kinds allowed at each place, and whether the place may stay empty."""
    elements = []
    for word in pattern.split():
        kinds = frozenset(Kind(kind) for kind in word.rstrip("?").split("|"))
        elements.append((kinds, word.endswith("?")))
    return tuple(elements)


def match(pattern: str, tokens: Sequence[Token], at: int) -> tuple[int, list[Token | None]] | None:
    """Where a match from token `at` ends, and the token at each place (None where it stayed empty).

    Optional places are greedy and never given back: kinds are distinct enough that this loses nothing.
    """
    found: list[Token | None] = []
    for kinds, optional in compiled(pattern):
        if at < len(tokens) and tokens[at].kind in kinds:
            found.append(tokens[at])
            at += 1
        elif optional:
            found.append(None)
        else:
            return None
    return at, found
