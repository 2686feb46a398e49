"""Where in a sheet the table begins: after titles and blank lines, under a header of one line or two.

Systems and people put report names, periods and merged group headings above a table. The header is the first line that
a source understands; where none does, the first that reads like names over the table's full width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LOOKED_AT = 60
DEEPEST = 40
LONGEST_LABEL = 60
FULL_WIDTH = 0.6
VALUE = re.compile(
    r"[-+¥￥$£€(]*\s*\d[\d,.\s]*[%元万)]*|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?.*|\d{1,2}:\d\d.*|\d+|true|false|yes|no|是|否",
    re.IGNORECASE,
)
Record = Sequence[str]
Recognised = Callable[[Record], bool]
"""Whether a source understands a header."""


@dataclass(frozen=True)
class Layout:
    """A table's columns, and how many of the file's records stand before its first row of data.

    `repeated`: names that more than one column has; the later ones carry a number.
    """

    header: tuple[str, ...]
    before: int
    repeated: tuple[str, ...] = ()


def lay_out(
    records: Sequence[Record], recognised: Recognised, without_header: Sequence[str] | None = None
) -> Layout:
    """Find the header among the first records (at least one). `without_header` names the columns of a file that has none."""
    if without_header is not None:
        return Layout(tuple(without_header), 0)
    near = records[:DEEPEST]
    for place, record in enumerate(near):
        if recognised(_trimmed(record)):
            return _layout(_trimmed(record), place + 1)
    for place, (upper, lower) in enumerate(pairwise(near)):
        merged = merge(upper, lower)
        if merged and recognised(merged):
            return _layout(merged, place + 2)
    return _by_looks(records)


def merge(upper: Record, lower: Record) -> list[str] | None:
    """Two header lines as one, where the upper one holds headings over groups of columns; None when they do not fit.

    A merged heading stands in the first of its columns only: the blanks to its right belong to it.
    """
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    filled = sum(bool(cell.strip()) for cell in above)
    gaps = [place for place, cell in enumerate(above) if not cell.strip()]
    if not filled or not any(below[place].strip() for place in gaps):
        return None
    if any(cell.strip() and not _is_label(cell) for cell in (*above, *below)):
        return None
    names, group = [], ""
    for top, bottom in zip(above, below, strict=True):
        group = top.strip() or (group if bottom.strip() else "")
        names.append(bottom.strip() or top.strip())
    return _told_apart(names, above)


def _told_apart(names: list[str], above: Record) -> list[str]:
    """Equal names under different headings carry their heading."""
    counted, group, apart = Counter(names), "", []
    for name, top in zip(names, above, strict=True):
        group = top.strip() or group
        apart.append(f"{group} {name}" if name and counted[name] > 1 and group != name else name)
    return apart


def _by_looks(records: Sequence[Record]) -> Layout:
    """The first line of names as wide as the table; the very first line where none is."""
    widths = Counter(_filled(record) for record in records[:LOOKED_AT] if _filled(record) > 1)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 1
    for place, record in enumerate(records[:DEEPEST]):
        cells = _trimmed(record)
        if _filled(cells) >= max(2, FULL_WIDTH * usual) and all(
            _is_label(cell) for cell in cells if cell.strip()
        ):
            below = records[place + 1] if place + 1 < len(records) else []
            merged = merge(cells, below) if "" in [cell.strip() for cell in cells] else None
            return _layout(merged, place + 2) if merged else _layout(cells, place + 1)
    first = next((place for place, record in enumerate(records) if _filled(record)), 0)
    return _layout(_trimmed(records[first]), first + 1)


def _layout(header: Record, before: int) -> Layout:
    seen: Counter[str] = Counter()
    names, repeated = [], []
    for name in (name.replace("\ufeff", "") for name in header):
        key = name.strip().casefold()
        seen[key] += 1
        if key and seen[key] > 1:
            repeated.append(key)
            name = f"{name.strip()} ({seen[key]})"
        names.append(name)
    return Layout(tuple(names), before, tuple(dict.fromkeys(repeated)))


def _trimmed(record: Record) -> list[str]:
    """Without the blank cells at the end."""
    cells = list(record)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record)


def _is_label(cell: str) -> bool:
    """Whether a cell reads like a column's name rather than a value. A blank is no objection."""
    text = cell.strip()
    return not text or (len(text) <= LONGEST_LABEL and not VALUE.fullmatch(text))
