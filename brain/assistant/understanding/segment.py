"""The best cover of a question by spans: as little unexplained as possible, then as few spans as possible.

The shortest path through the text, so one long reading (退款率) beats two short ones (退款 + 率), and a word that
nothing explains stays visible as an unknown token instead of being passed over.
"""

from __future__ import annotations

from typing import Any

from brain.assistant.understanding.lexicon import spans
from brain.assistant.understanding.tokens import Kind, Token

# A face or a flourish says nothing about figures; any other picture may (a flag, a fruit) and stays unknown.
BLANK = frozenset(" \ufe0f🎉✨🙏👋📊💪") | {chr(code) for code in range(0x1F600, 0x1F645)}
UNKNOWN_COST = 100.0
SPAN_COST = 1.0
# Between covers of equal length the words of the language win over a shop's own name of the same wording,
# and meaning wins over filler.
TIE = {Kind.AMOUNT: 0.005, Kind.NUM: 0.01, Kind.NAME: 0.02, Kind.FILLER: 0.03}


def segment(text: str, names: Any | None, figures: Any | None = None) -> list[Token]:
    """Tokens of a normalised text in order, unknown stretches included."""
    ending: dict[int, list[Token]] = {}
    for token in spans(text, names, figures):
        ending.setdefault(token.end, []).append(token)
    cost = [0.0] + [float("inf")] * len(text)
    chosen: list[Token | None] = [None] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        blank = text[end - 1] in BLANK
        cost[end] = cost[end - 1] + (0.0 if blank else UNKNOWN_COST)
        for token in ending.get(end, ()):
            total = cost[token.start] + SPAN_COST + TIE.get(token.kind, 0.0)
            if total < cost[end]:
                cost[end], chosen[end] = total, token
    return _joined(text, _walked_back(text, chosen))


def _walked_back(text: str, chosen: list[Token | None]) -> list[Token]:
    path: list[Token] = []
    end = len(text)
    while end > 0:
        token = chosen[end]
        if token is None:
            token = Token(Kind.UNKNOWN, text[end - 1], end - 1, end, text[end - 1])
        path.append(token)
        end = token.start
    return path[::-1]


def _joined(text: str, path: list[Token]) -> list[Token]:
    """Neighbouring unknown characters as one word; spaces between words dropped."""
    tokens: list[Token] = []
    for token in path:
        if token.kind == Kind.UNKNOWN and token.text in BLANK:
            continue
        last = tokens[-1] if tokens else None
        if last and last.kind == token.kind == Kind.UNKNOWN and last.end == token.start:
            whole = text[last.start : token.end]
            tokens[-1] = Token(Kind.UNKNOWN, whole, last.start, token.end, whole)
        else:
            tokens.append(token)
    return tokens
