"""Unknown words that name something: Narnia, 隔壁店. Without them another question would be answered, so they are never passed over.

Other unknown words (a verb, a mood, a slip) leave open what is asked; then it is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brain.assistant.understanding.tokens import Kind, Token, is_chinese

LEADS_TO_A_NAME = frozenset(
    {
        "in",
        "of",
        "from",
        "for",
        "on",
        "to",
        "at",
        "by",
        "with",
        "about",
        "with the",
        "in the",
        "of the",
        "for the",
        "than",
        "like",
        "via",
        "the",
        "a",
        "an",
        "our",
        "your",
        "their",
        "my",
    }
)
OF_SOMETHING = frozenset({Kind.METRIC, Kind.DIM, Kind.SELL, Kind.NOT, Kind.SHARE})
LEADING = frozenset({Kind.FROM, Kind.TO, Kind.NOT, Kind.BY, Kind.WHICH, Kind.HOWMANY})
LONGEST_MOOD = 1  # Han characters


def subjects(question: str, tokens: Sequence[Token]) -> list[str]:
    """The unknown words, of all tokens of a question with their filler, that seem to name something."""
    return [
        token.text
        for at, token in enumerate(tokens)
        if token.kind == Kind.UNKNOWN and _names(question, tokens, at)
    ]


def _names(question: str, tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].text
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if is_chinese(word):
        owned = behind is not None and (behind.text == "的" or behind.kind in OF_SOMETHING)
        return len(word) > LONGEST_MOOD or owned
    before = tokens[at - 1] if at else None
    led = before is not None and (before.text in LEADS_TO_A_NAME or before.kind in LEADING)
    owned = behind is not None and behind.kind in OF_SOMETHING
    # A flag or a sign stands for something too.
    return led or owned or not word.replace("'", "").replace("-", "").isalpha() or _capital(question, word)


def _capital(question: str, word: str) -> bool:
    """Whether a word is written with a capital inside a sentence."""
    written = re.compile(rf"(?<=[a-z0-9,] ){re.escape(word[:1].upper())}{re.escape(word[1:])}", re.IGNORECASE)
    return any(match[0][0].isupper() and match[0] != match[0].lower() for match in written.finditer(question))
