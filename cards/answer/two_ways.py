"""Figures under two names at once: lines, groups of bars or a shaded table, whichever their number allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from brain.facts.semantic.compile import unit_of
from brain.kernel.formats import format_number
from cards.answer.model import AnswerCard, Cell
from cards.answer.words import heading, number_of, short_name, short_words
from cards.charts import Spec
from cards.crossed import Crossed, groups, heat, lines

COURSES = ("day", "week", "month", "quarter", "year", "cohort", "hour", "months_since")
"""Dimensions whose values follow one another: a line may join them."""
FEWEST_POINTS = 2
MOST_LINES = 3
MOST_GROUPED = 3
MOST_GROUPS = 8
HEAT_ROWS, HEAT_COLUMNS = 12, 5
LONG_COURSE = 8
WAN = 10_000


def crossed_spec(card: AnswerCard, dimensions: Sequence[str], column: str, lang: str) -> tuple[Spec, int]:
    """Few names over time are lines, few beside few are groups of bars, all else is a table whose cells are shaded."""
    first, second = dimensions
    if first in COURSES and second not in COURSES:
        first, second = second, first
    cells = _crossed(card, first, second, column, lang)
    names, along = _in_order(cell.name for cell in cells), _in_order(cell.other for cell in cells)
    if second in COURSES:
        along = _by_time(card, second, lang)
        cells = sorted(cells, key=lambda cell: along.index(cell.other))
        few = len(names) <= MOST_LINES and len(along) > FEWEST_POINTS
        if first not in COURSES and (few or len(along) >= LONG_COURSE):
            names = names[:MOST_LINES]
            kept = [cell for cell in cells if cell.name in names]
            return lines(kept, names, along, heading(column, lang)), len(kept)
    elif len(along) <= MOST_GROUPED and len(names) <= MOST_GROUPS:
        return groups(cells, names, along), len(cells)
    names, along = names[:HEAT_ROWS], along[-HEAT_COLUMNS:] if second in COURSES else along[:HEAT_COLUMNS]
    kept = [
        replace(cell, label=_bare(column, cell, lang))
        for cell in cells
        if cell.name in names and cell.other in along
    ]
    return heat(kept, names, along), len(kept)


def _bare(column: str, cell: Crossed, lang: str) -> str:
    """A number without its currency, which the title has: a cell is narrow."""
    if unit_of(column) != "money":
        return cell.label
    if lang == "zh" and abs(cell.value) >= WAN:
        return format_number(Decimal(str(cell.value)) / WAN, lang, 1) + "万"
    return format_number(Decimal(str(cell.value)), lang)


def _crossed(card: AnswerCard, first: str, second: str, column: str, lang: str) -> list[Crossed]:
    places = [card.columns.index(name) for name in (first, second, column)]
    return [
        Crossed(
            short_name(first, row[places[0]], card, lang),
            short_name(second, row[places[1]], card, lang),
            number_of(row[places[2]]),
            short_words(column, row[places[2]], card, lang),
        )
        for row in card.rows
        if row[places[2]] is not None
    ]


def _by_time(card: AnswerCard, dimension: str, lang: str) -> list[str]:
    at = card.columns.index(dimension)
    met: dict[Cell, None] = dict.fromkeys(row[at] for row in card.rows)
    known = sorted((cell for cell in met if cell is not None), key=sortable)
    return [short_name(dimension, cell, card, lang) for cell in [*known, *([None] if None in met else [])]]


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def sortable(cell: Cell) -> tuple[int, float, str]:
    """Numbers among numbers, dates (as they are written) among dates."""
    if isinstance(cell, int | float | Decimal):
        return (0, float(cell), "")
    return (1, 0.0, str(cell))
