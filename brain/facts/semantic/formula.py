"""The owner's arithmetic: names, numbers, + - * / and brackets, read into a tree and written as a formula over measures.

Nothing else is a formula. What an owner types is taken apart here sign by sign, so no word of it can become SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text

LONGEST = 400
DEEPEST = 30
_SIGNS = {
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "（": "(",
    "）": ")",
    "＋": "+",
    "／": "/",
    "＊": "*",
    "－": "-",
}
_PIECE = re.compile(
    r"\s*(?:(?P<number>\d{1,12}(?:\.\d{1,6})?)(?P<percent>%)?(?![\w.])|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/()]))"
)


@dataclass(frozen=True)
class Number:
    """A number as it was typed, in plain digits."""

    digits: str


@dataclass(frozen=True)
class Name:
    """A metric, or a measure."""

    name: str


@dataclass(frozen=True)
class Operation:
    """Two sides and what is done with them."""

    sign: str
    left: Node
    right: Node


Node = Number | Name | Operation


def read_formula(text: str) -> Node:
    """The tree of a formula. Raises OwnerError where it is none: an unknown sign, a missing bracket, too long, too deep."""
    if len(text) > LONGEST:
        raise _unreadable(text[:40] + "…")
    reader = _Reader(text, list(_pieces(text)))
    tree = reader.sum(0)
    if reader.at < len(reader.pieces):
        raise _unreadable(reader.pieces[reader.at])
    return tree


def names_in(tree: Node) -> Iterator[str]:
    """The names of a formula, in order, repeated ones too."""
    if isinstance(tree, Name):
        yield tree.name
    elif isinstance(tree, Operation):
        yield from names_in(tree.left)
        yield from names_in(tree.right)


def written(tree: Node, formula_of: Callable[[str], str]) -> str:
    """The tree as SQL arithmetic, each name by what `formula_of` gives for it; nothing is divided by zero."""
    if isinstance(tree, Number):
        return tree.digits
    if isinstance(tree, Name):
        return f"({formula_of(tree.name)})"
    left, right = written(tree.left, formula_of), written(tree.right, formula_of)
    return f"({left} / NULLIF({right}, 0))" if tree.sign == "/" else f"({left} {tree.sign} {right})"


def _pieces(text: str) -> Iterator[str]:
    plain = "".join(_SIGNS.get(char, char) for char in text).rstrip()
    at = 0
    while at < len(plain):
        match = _PIECE.match(plain, at)
        if match is None:
            raise _unreadable(plain[at:].split()[0][:40])
        if match["percent"]:
            yield from ("(", match["number"], "/", "100", ")")
        else:
            yield match["number"] or match["name"] or match["sign"]
        at = match.end()


class _Reader:
    """Sums of products of factors, from the left; a minus before a factor takes it from zero."""

    def __init__(self, text: str, pieces: list[str]) -> None:
        self.text = text
        self.pieces = pieces
        self.at = 0

    def sum(self, depth: int) -> Node:
        tree = self._product(depth)
        while (sign := self._take("+", "-")) is not None:
            tree = Operation(sign, tree, self._product(depth))
        return tree

    def _product(self, depth: int) -> Node:
        tree = self._factor(depth)
        while (sign := self._take("*", "/")) is not None:
            tree = Operation(sign, tree, self._factor(depth))
        return tree

    def _factor(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _unreadable("((…")
        if self._take("-") is not None:
            return Operation("-", Number("0"), self._factor(depth + 1))
        if self._take("(") is not None:
            inner = self.sum(depth + 1)
            if self._take(")") is None:
                raise _unreadable("(")
            return inner
        if self.at == len(self.pieces) or self.pieces[self.at] in "+*/)":
            raise _unreadable(self.pieces[self.at] if self.at < len(self.pieces) else self.text.strip()[-12:])
        piece = self.pieces[self.at]
        self.at += 1
        return Number(piece) if piece[0].isdigit() and piece[0].isascii() else Name(piece)

    def _take(self, *signs: str) -> str | None:
        if self.at < len(self.pieces) and self.pieces[self.at] in signs:
            self.at += 1
            return self.pieces[self.at - 1]
        return None


def _unreadable(piece: str) -> OwnerError:
    return OwnerError(
        "formula_unreadable",
        Text(msg=N_("The formula cannot be read at “{piece}”."), args={"piece": piece}),
        Text(
            msg=N_(
                "Write names of figures, numbers, brackets and the signs + - * /, for example (net_sales - cost) / orders."
            )
        ),
    )
