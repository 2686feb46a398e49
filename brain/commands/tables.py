"""Tables for a terminal: columns stand under one another, Chinese characters counted as the two places that they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "
LONGEST = 40
"""Characters of a cell: longer names would push the figures off the screen."""


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Heading, a rule and the rows, one a line; the columns at the places `right` are figures and end flush."""
    cells = [[_fitting(cell) for cell in row] for row in (header, *rows)]
    widths = [max(width_of(row[place]) for row in cells) for place in range(len(header))]
    lines = [
        GAP.join(_padded(cell, widths[place], place in right) for place, cell in enumerate(row)).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], GAP.join("-" * width for width in widths), *lines[1:]])


def width_of(words: str) -> int:
    """How many places a terminal gives these words."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in words
    )


def _padded(cell: str, width: int, right: bool) -> str:
    blanks = " " * (width - width_of(cell))
    return blanks + cell if right else cell + blanks


def _fitting(cell: str) -> str:
    """On one line, without control characters that would move the cursor."""
    words = "".join(" " if unicodedata.category(char) == "Cc" else char for char in cell)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
