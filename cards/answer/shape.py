"""Which picture an answer asks for, from its rows alone: every mark is a row of the table beside it, none is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from brain.facts.semantic.column_words import cell_words, column_name, dimension_words
from brain.facts.semantic.compile import unit_of
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import OTHERS, Period
from brain.kernel.formats import format_day, format_exact_money, format_money, format_number, format_rate
from brain.kernel.i18n import N_, t
from cards.answer.model import AnswerCard, Cell
from cards.charts import Mark, Spec, bars, funnel, line, waterfall
from cards.crossed import Crossed, groups, heat, lines

COURSES = ("day", "week", "month", "quarter", "year", "cohort", "hour", "months_since")
"""Dimensions whose values follow one another: a line may join them."""
MOST_BARS = 12
FEWEST_POINTS = 2
MOST_LINES = 3
MOST_GROUPED = 3
MOST_GROUPS = 8
OWN_HEADINGS = {"reason": N_("Reason"), "change": N_("Change"), "task": N_("Step")}
"""Columns that are neither a metric nor a dimension."""
HEAT_ROWS, HEAT_COLUMNS = 12, 5
LONG_COURSE = 8
WAN = 10_000


@dataclass(frozen=True)
class Shape:
    """A picture, the column that it draws, and how many of the answer's rows found room in it."""

    spec: Spec
    column: str
    shown: int


def shape_of(card: AnswerCard, lang: str) -> Shape | None:
    """The picture for this answer; None where one would say nothing or could not be honest."""
    if is_taken_apart(card):
        return _why(card, lang)
    dimensions = [column for column in card.columns if column in DIMENSION_BY_NAME]
    figures = [column for column in card.columns if column not in DIMENSION_BY_NAME]
    if not figures or not all(is_known(column) for column in figures):
        return None
    if card.topic == "funnel" and not dimensions and len(card.rows) == 1:
        return _funnel(card, figures, lang)
    if not dimensions:
        return _before_and_now(card, figures, lang)
    if len(card.rows) < FEWEST_POINTS:
        return None
    column = _drawn(card, figures)
    if len(dimensions) == 1:
        return _one_way(card, dimensions[0], column, lang)
    return _two_ways(card, dimensions, column, lang) if len(dimensions) == 2 else None


def is_taken_apart(card: AnswerCard) -> bool:
    """Whether the rows are reasons and what each added: a name and an amount, no columns of the house."""
    return card.topic == "why" and len(card.columns) == 2 and card.columns[0] not in DIMENSION_BY_NAME


def is_known(column: str) -> bool:
    """Whether a column is a metric of the house, so that its unit is known; a column of free SQL is not."""
    try:
        unit_of(column)
    except DeveloperError:
        return False
    return True


def heading(column: str, lang: str) -> str:
    """A column's name in words; columns of free SQL keep their own."""
    if column in OWN_HEADINGS:
        return t(lang, OWN_HEADINGS[column])
    try:
        return column_name(column, lang)
    except DeveloperError:
        return column


def words_of(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    """A cell in words; of a column that nobody knows the unit of, the cell as it stands."""
    if cell is not None and column not in DIMENSION_BY_NAME and not is_known(column):
        if is_taken_apart(card) and column == card.columns[1]:
            return signed_words(Decimal(str(cell)), card, lang)
        return str(cell)
    return cell_words(column, cell, card.currency, lang)


def _drawn(card: AnswerCard, figures: Sequence[str]) -> str:
    """What was asked for is drawn: the cumulated or the contributed, where that was asked, else the figure itself."""
    for ending in ("running", "contribution"):
        if f"{figures[0]}_{ending}" in figures:
            return f"{figures[0]}_{ending}"
    return figures[0]


def _one_way(card: AnswerCard, dimension: str, column: str, lang: str) -> Shape | None:
    name_at, value_at = card.columns.index(dimension), card.columns.index(column)
    rows = [row for row in card.rows if row[value_at] is not None]
    if not rows:
        return None
    if dimension in COURSES and _ascends([row[name_at] for row in rows]):
        marks = [
            Mark(
                short_name(dimension, row[name_at], card, lang),
                _number(row[value_at]),
                _short(column, row[value_at], card, lang),
            )
            for row in rows
        ]
        return Shape(line(marks, heading(column, lang)), column, len(rows))
    kept = _with_others_last(rows, name_at)
    marks = [
        Mark(
            short_name(dimension, row[name_at], card, lang),
            _number(row[value_at]),
            _label(card, column, row, lang),
            "rest" if row[name_at] == OTHERS else "",
        )
        for row in kept
    ]
    return Shape(bars(marks), column, len(kept))


def _with_others_last(rows: Sequence[tuple[Cell, ...]], name_at: int) -> list[tuple[Cell, ...]]:
    """As many rows as bars find room; the others keep their place at the end."""
    others = [row for row in rows if row[name_at] == OTHERS]
    named = [row for row in rows if row[name_at] != OTHERS]
    return [*named[: MOST_BARS - len(others)], *others]


def _label(card: AnswerCard, column: str, row: tuple[Cell, ...], lang: str) -> str:
    """A bar's number, with its share or its change where the answer has one."""
    said = _short(column, row[card.columns.index(column)], card, lang)
    for ending in ("share", "change"):
        more = f"{column}_{ending}"
        if more not in card.columns or row[card.columns.index(more)] is None:
            continue
        rate = Decimal(str(row[card.columns.index(more)]))
        sign = "" if ending == "share" else "↑" if rate > 0 else "↓" if rate < 0 else ""
        return f"{said} · {sign}{format_rate(abs(rate) if sign else rate, lang)}"
    return said


def _two_ways(card: AnswerCard, dimensions: Sequence[str], column: str, lang: str) -> Shape | None:
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
            return Shape(lines(kept, names, along, heading(column, lang)), column, len(kept))
    elif len(along) <= MOST_GROUPED and len(names) <= MOST_GROUPS:
        return Shape(groups(cells, names, along), column, len(cells))
    names, along = names[:HEAT_ROWS], along[-HEAT_COLUMNS:] if second in COURSES else along[:HEAT_COLUMNS]
    kept = [
        replace(cell, label=_bare(column, cell, lang))
        for cell in cells
        if cell.name in names and cell.other in along
    ]
    return Shape(heat(kept, names, along), column, len(kept))


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
            _number(row[places[2]]),
            _short(column, row[places[2]], card, lang),
        )
        for row in card.rows
        if row[places[2]] is not None
    ]


def _by_time(card: AnswerCard, dimension: str, lang: str) -> list[str]:
    at = card.columns.index(dimension)
    met: dict[Cell, None] = dict.fromkeys(row[at] for row in card.rows)
    known = sorted((cell for cell in met if cell is not None), key=_sortable)
    return [short_name(dimension, cell, card, lang) for cell in [*known, *([None] if None in met else [])]]


def _before_and_now(card: AnswerCard, figures: Sequence[str], lang: str) -> Shape | None:
    """A figure beside the one that it is compared with: two bars with their days."""
    metric = figures[0]
    query = card.query
    if len(card.rows) != 1 or query is None or query.compare is None or f"{metric}_before" not in figures:
        return None
    pairs = (
        (_days(query.compare, lang), card.rows[0][figures.index(f"{metric}_before")]),
        (_days(query.period, lang), card.rows[0][0]),
    )
    if any(cell is None for _, cell in pairs):
        return None
    marks = [
        Mark(name, _number(cell), _short(metric, cell, card, lang), "rest" if place == 0 else "")
        for place, (name, cell) in enumerate(pairs)
    ]
    return Shape(bars(marks), metric, 1)


def _funnel(card: AnswerCard, figures: Sequence[str], lang: str) -> Shape:
    marks = [
        Mark(heading(column, lang), _number(cell), _short(column, cell, card, lang))
        for column, cell in zip(figures, card.rows[0], strict=True)
    ]
    told = []
    for place, mark in enumerate(marks):
        before = marks[place - 1].value if place else 0
        share = (
            t(lang, "{share} of the step before", share=format_rate(mark.value / before, lang))
            if before
            else ""
        )
        told.append(Mark(mark.name, mark.value, f"{mark.label} · {share}" if share else mark.label))
    return Shape(funnel(told), figures[0], 1)


def _why(card: AnswerCard, lang: str) -> Shape | None:
    """The reasons as steps that lead to the whole change; what nothing explains is grey. Named in the rows themselves."""
    rows = [row for row in card.rows if row[1] is not None]
    if len(rows) < FEWEST_POINTS:
        return None
    amounts = [Decimal(str(row[1])) for row in rows]
    unknown = t(lang, "unexplained")
    marks = [
        Mark(
            str(row[0]),
            float(amount),
            signed_words(amount, card, lang, short=True),
            "rest" if str(row[0]) == unknown else "",
        )
        for row, amount in zip(rows, amounts, strict=True)
    ]
    total = sum(amounts, Decimal(0))
    if card.value is None or total != card.value.quantize(total):
        return Shape(bars(marks), card.columns[1], len(rows))
    whole = Mark(t(lang, "Whole change"), float(total), signed_words(total, card, lang, short=True), "total")
    return Shape(waterfall([*marks, whole]), card.columns[1], len(rows))


def signed_words(amount: Decimal, card: AnswerCard, lang: str, *, short: bool = False) -> str:
    """A change with its sign: money to the cent (or `short`), counts as they are."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    if card.unit != "money":
        return sign + format_number(abs(amount), lang, 2)
    currency = card.currency or "CNY"
    if short:
        return sign + format_money(abs(amount), currency, lang, short=True)
    return sign + format_exact_money(abs(amount), currency, lang)


def short_name(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    """A mark's name: days without their year, which the sentence above has said."""
    if column in ("day", "week") and cell is not None and cell != OTHERS:
        return format_day(date.fromisoformat(str(cell)[:10]), lang)
    if cell is None:
        return cell_words(column, cell, card.currency, lang)
    return dimension_words(column, cell, lang)


def _short(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    if cell is not None and unit_of(column) == "money":
        return format_money(Decimal(str(cell)), card.currency or "CNY", lang, short=True)
    return cell_words(column, cell, card.currency, lang)


def _days(period: Period, lang: str) -> str:
    first, last = period.start, period.end - timedelta(days=1)
    if first == last:
        return format_day(first, lang)
    return t(lang, "{low} to {high}", low=format_day(first, lang), high=format_day(last, lang))


def _ascends(cells: Sequence[Cell]) -> bool:
    known = [_sortable(cell) for cell in cells if cell is not None]
    return len(known) == len(cells) and all(a <= b for a, b in pairwise(known))


def _sortable(cell: Cell) -> tuple[int, float, str]:
    """Numbers among numbers, dates (as they are written) among dates."""
    if isinstance(cell, int | float | Decimal):
        return (0, float(cell), "")
    return (1, 0.0, str(cell))


def _in_order(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _number(cell: Cell) -> float:
    """A metric's cell; an answer read back from the conversation carries its decimals as text."""
    return 0.0 if cell is None else float(cell)
