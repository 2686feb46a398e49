"""青岛、哈尔滨、百威、蓝带这四种罐装啤酒: what the listed names are, said once more behind them.

Such words are no further name, where as many names are listed as are counted and each of them holds every sign of the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from brain.assistant.understanding.slots import Assumed
from brain.assistant.understanding.tokens import Kind, Token

FEWEST = 2  # names


def without_apposition(
    tokens: Sequence[Token], assumed: Sequence[Assumed]
) -> tuple[list[Token], list[Assumed]]:
    """The tokens and what was assumed of them, without the words that only say what the names before them are."""
    doubtful = {one.word for one in assumed if not one.sure}
    for at, token in enumerate(tokens):
        if token.kind != Kind.NAME or token.text not in doubtful:
            continue
        counted = [one for one in tokens[:at] if one.kind not in (Kind.FILLER, Kind.CLASSIFIER)][-2:]
        kinds = [one.kind for one in counted]
        listed = [one for one in tokens[:at] if one.kind == Kind.NAME]
        if kinds != [Kind.REL, Kind.NUM] or counted[0].value != 0 or len(listed) < FEWEST:
            continue
        if int(counted[1].value) == len(listed) and all(_holds(one, token.text) for one in listed):
            rest = [one for one in tokens if one is not token]
            return rest, [one for one in assumed if one.word != token.text]
    return list(tokens), list(assumed)


def _holds(name: Token, words: str) -> bool:
    """Whether all that a name may stand for has every sign of the words in it."""
    values = [value for hit in name.value for value in hit.values]
    return bool(values) and all(set(words) <= set(value.casefold()) for value in values)
