"""Breaks lines as a typesetter would: Chinese rules for punctuation, whole Latin words, no lonely last character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from brain.content.posters.fonts import Font, Style, Typeface

GOOD_BREAK = "\u200b"
# Of the type size: from the top of a block to its first baseline (accents on capitals fit), and a single line's whole height.
ABOVE, TALL = 1.02, 1.3
# GB/T 15834: these never begin a line, those never end one.
NEVER_FIRST = "，。、！？；：）》」』】〉”’…—～·%％,.!?;:)]}°"
NEVER_LAST = "（《「『【〈“‘¥￥$£€#([{"
_TOKEN = re.compile(r"\s+|[A-Za-z0-9À-ɏ¥$£€][^\s\u200b\u2e80-\u9fff\uff00-\uffef]*|.", re.DOTALL)
_LONELY = 1e6
_INSIDE = 0.04


@dataclass(frozen=True)
class Block:
    """Lines of one size, ready to draw. `width` and `height` bound the ink in pixels; `leading` is from line to line."""

    lines: tuple[str, ...]
    font: Font
    leading: int
    width: int
    height: int


def break_lines(
    text: str, width: float, measure: Callable[[str], float], *, at_most: int | None = None
) -> list[str]:
    """`text` in as few lines as fit `width`, evenly filled; `measure` gives a string's width.

    A zero-width space marks a place where a break reads well; breaks elsewhere inside Chinese cost a little. A word wider
    than the line is cut, since ink outside the paper is worse. Where more than `at_most` lines are needed, they are
    filled one after the other, for the caller to see that there are too many.
    """
    pieces = _pieces(text, width, measure)
    filled = _filled(pieces, width, measure)
    if len(filled) <= 1 or (at_most is not None and len(filled) > at_most):
        return filled
    return _most_even(pieces, len(filled), width, measure)


def fit(
    face: Typeface,
    text: str,
    *,
    style: Style,
    width: int,
    height: int,
    sizes: Sequence[int],
    lines: int,
    leading: float = 1.25,
) -> Block:
    """The largest of `sizes` (descending) at which `text` needs at most `lines` lines inside `width` x `height`.

    At the smallest size, what does not fit ends in an ellipsis: shortened, never clipped.
    """
    # No letter is narrower than a quarter of its size: what is beyond that need not be tried.
    words = face.drawable(text)[: round(lines * width / (0.25 * sizes[-1])) + 1]
    cut: Block | None = None
    for size in sizes:
        block = set_in(face, words, style=style, width=width, size=size, leading=leading, at_most=lines)
        if _fits(block, lines, height):
            if not _cuts_a_phrase(words, block):
                return block
            cut = cut or block
    if cut:
        return cut
    return _shortened(
        face, words, style=style, width=width, height=height, size=sizes[-1], lines=lines, leading=leading
    )


def _shortened(
    face: Typeface,
    words: str,
    *,
    style: Style,
    width: int,
    height: int,
    size: int,
    lines: int,
    leading: float,
) -> Block:
    """As much of `words` as fits, with an ellipsis."""

    def too_much(kept: int) -> bool:
        return not _fits(attempt(kept), lines, height)

    def attempt(kept: int) -> Block:
        text = words[:kept].rstrip(" …" + GOOD_BREAK) + "…"
        return set_in(face, text, style=style, width=width, size=size, leading=leading, at_most=lines)

    kept = bisect_left(range(1, len(words)), True, key=too_much)
    return attempt(kept)


def _fits(block: Block, lines: int, height: int) -> bool:
    return len(block.lines) <= lines and block.height <= height


def set_in(
    face: Typeface,
    words: str,
    *,
    style: Style,
    width: int,
    size: int,
    leading: float = 1.25,
    at_most: int | None = None,
) -> Block:
    """`words` at one size, in as many lines as they need (evened out only up to `at_most`)."""
    font = face.font(style, size)
    lines = break_lines(words, width, font.getlength, at_most=at_most)
    step = round(size * leading)
    widest = max((font.getlength(line) for line in lines), default=0)
    height = step * (len(lines) - 1) + round(size * TALL) if lines else 0
    return Block(tuple(lines), font, step, int(widest + 0.999), height)


def _cuts_a_phrase(words: str, block: Block) -> bool:
    """True when a marked phrase or a Latin word had to be cut: a smaller size may still hold it whole."""
    phrases = words.split(GOOD_BREAK) if GOOD_BREAK in words else [w for w in words.split() if w.isascii()]
    return any(not any(phrase.strip() in line for line in block.lines) for phrase in phrases)


def ladder(largest: int, smallest: int) -> tuple[int, ...]:
    """Type sizes from largest to smallest in steps of about a twelfth."""
    sizes = [largest]
    while sizes[-1] > smallest:
        sizes.append(max(smallest, min(sizes[-1] - 1, round(sizes[-1] * 0.92))))
    return tuple(sizes)


def _pieces(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Unbreakable runs. A phrase between two marks stays whole where it fits the line; else it falls into words."""
    phrases = [phrase for phrase in text.strip().split(GOOD_BREAK) if phrase.strip()]
    pieces: list[str] = []
    for phrase in phrases:
        if pieces:
            pieces.append(GOOD_BREAK)
        whole = len(phrases) > 1 and measure(phrase.strip()) <= width
        pieces += [phrase] if whole else _words(phrase, width, measure)
    return pieces


def _words(phrase: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Latin words, single Chinese characters and spaces; punctuation is tied to its neighbour."""
    pieces: list[str] = []
    for token in _TOKEN.findall(phrase):
        word = " " if token.isspace() else token
        tied = pieces and pieces[-1] != " " and (word[0] in NEVER_FIRST or pieces[-1][-1] in NEVER_LAST)
        if not tied:
            pieces += _cut(word, width, measure)
        elif measure(pieces[-1] + word) <= width:
            pieces[-1] += word
        else:
            # Too wide together: the mark takes the character before it along to the next line.
            head, last = pieces[-1][:-1], pieces[-1][-1]
            pieces[-1:] = [*([head] if head else []), *_cut(last + word, width, measure)]
    return pieces


def _cut(token: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """`token` in parts no wider than the line, behind a hyphen where there is one."""
    parts = []
    while len(token) > 1 and measure(token) > width:
        size = next((n for n in range(len(token) - 1, 1, -1) if measure(token[:n]) <= width), 1)
        hyphen = token.rfind("-", 0, size) + 1
        size = hyphen if hyphen > size // 3 else size
        parts.append(token[:size])
        token = token[size:]
    return [*parts, token]


def _line(pieces: Sequence[str]) -> str:
    return "".join(pieces).replace(GOOD_BREAK, "").strip()


def _filled(pieces: Sequence[str], width: float, measure: Callable[[str], float]) -> list[str]:
    """Each line as full as it goes: the fewest lines there can be."""
    lines: list[str] = []
    start = 0
    for end in range(1, len(pieces) + 1):
        if end - start > 1 and measure(_line(pieces[start:end])) > width:
            lines.append(_line(pieces[start : end - 1]))
            start = end - 1
    lines.append(_line(pieces[start:]))
    return [line for line in lines if line]


def _most_even(pieces: Sequence[str], count: int, width: float, measure: Callable[[str], float]) -> list[str]:
    """The breaks into `count` lines that leave the least uneven slack (as TeX does), by dynamic programming."""

    @cache
    def cost_of(start: int, end: int) -> float | None:
        return _cost(pieces, start, end, width, measure)

    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for row in range(1, count + 1):
        for end in range(row, len(pieces) + 1):
            options: list[tuple[float, int]] = []
            for start in range(end - 1, row - 2, -1):
                cost = cost_of(start, end)
                if cost is None:
                    break  # a line that starts earlier is longer still
                if (row - 1, start) in best:
                    options.append((best[row - 1, start][0] + cost, start))
            if options:
                best[row, end] = min(options)
    lines: list[str] = []
    end = len(pieces)
    for row in range(count, 0, -1):
        start = best[row, end][1]
        lines.append(_line(pieces[start:end]))
        end = start
    return [line for line in reversed(lines) if line]


def _cost(
    pieces: Sequence[str], start: int, end: int, width: float, measure: Callable[[str], float]
) -> float | None:
    """Badness of one line, or None where it cannot be: squared slack, a lonely character, a break inside a phrase."""
    line = _line(pieces[start:end])
    length = measure(line)
    if length > width and end - start > 1:
        return None
    cost = ((width - min(length, width)) / width) ** 2
    if end == len(pieces):
        alone = sum(char not in NEVER_FIRST for char in line) <= 1 and start > 0
        return cost + (_LONELY if alone else 0)
    good = pieces[end - 1] in (" ", GOOD_BREAK) or pieces[end] in (" ", GOOD_BREAK)
    marks = pieces[end - 1][-1] in NEVER_FIRST
    return cost + (0 if good or marks else _INSIDE)
