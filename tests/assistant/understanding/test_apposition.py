"""What listed names are, said once more behind them, is no further name."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.apposition import without_apposition
from brain.assistant.understanding.slots import Assumed
from brain.assistant.understanding.tokens import Kind, NameHit, Token


def tokens_of(counted: int, described: str) -> tuple[list[Token], list[Assumed]]:
    """青岛、百威 as cans of beer, then 这N种 and the words that describe them."""
    hits = {word: (NameHit("product", (f"{word}啤酒罐装",)),) for word in ("青岛", "百威")}
    many = tuple(NameHit("product", (one,)) for one in ("青岛啤酒罐装", "百威啤酒罐装"))
    written: list[tuple[Kind, object, str]] = [
        (Kind.NAME, hits["青岛"], "青岛"),
        (Kind.CONJ, None, ","),
        (Kind.NAME, hits["百威"], "百威"),
        (Kind.REL, 0, "这"),
        (Kind.NUM, counted, str(counted)),
        (Kind.CLASSIFIER, None, "种"),
        (Kind.NAME, many, described),
    ]
    tokens = [Token(kind, value, at, at + 1, text) for at, (kind, value, text) in enumerate(written)]
    return tokens, [Assumed(described, many, sure=False)]


def test_cans_of_beer_are_passed_over() -> None:
    """Both are cans of beer, and two are counted."""
    tokens, assumed = without_apposition(*tokens_of(2, "罐装啤酒"))
    assert [one.text for one in tokens if one.kind == Kind.NAME] == ["青岛", "百威"]
    assert assumed == []


@pytest.mark.parametrize(("counted", "described"), [(3, "罐装啤酒"), (2, "瓶装啤酒")])
def test_another_count_or_kind_is_another_name(counted: int, described: str) -> None:
    """Three are not two, and bottles are not cans: then it is asked which are meant."""
    tokens, assumed = tokens_of(counted, described)
    assert without_apposition(tokens, assumed) == (tokens, assumed)
