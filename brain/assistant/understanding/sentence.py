"""A sentence while it is read: its tokens, which of them have been used, and the slots that they have filled so far."""

from __future__ import annotations

from collections.abc import Sequence

from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import Kind, Token

RANKING = frozenset({Kind.TOP, Kind.SUPER, Kind.BEST, Kind.FAST})
CUTS = frozenset({Kind.DIM, Kind.UNIT})


class Sentence:
    """What the rooms of the reading share: each claims tokens by marking them as used."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.used: set[int] = set()
        self.places: list[int] = []
        self.said = Reading()

    def all(self, *kinds: Kind) -> list[int]:
        """The places of unused tokens of these kinds."""
        return [i for i, token in enumerate(self.tokens) if token.kind in kinds and i not in self.used]

    def kind(self, at: int) -> Kind | None:
        """The kind at a place, None beyond the ends."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else None

    def beside(self, at: int, step: int) -> int:
        """The next place in a direction, stepping over 个 and its like."""
        at += step
        while self.kind(at) == Kind.CLASSIFIER:
            at += step
        return at

    def take_limit(self, at: int) -> None:
        """Take a number as how many rows are wanted, unless there is one."""
        if self.kind(at) == Kind.NUM and at not in self.used and self.said.limit is None:
            self.said.limit = int(self.tokens[at].value)
            self.used.add(at)
