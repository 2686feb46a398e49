"""Which picture an answer asks for, from its rows alone: every mark is a row of the table beside it, none is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.kernel.evidence import OTHERS, Period
from brain.kernel.formats import format_day, format_full_day, format_rate
from brain.kernel.i18n import t
from cards.answer.model import AnswerCard, Cell
from cards.answer.two_ways import COURSES, FEWEST_POINTS, crossed_spec, sortable
from cards.answer.words import (
    heading,
    is_known,
    is_taken_apart,
    number_of,
    range_words,
    short_name,
    short_words,
    signed_words,
)
from cards.charts import NAMES_WIDTH, Mark, Spec, bars, funnel, line, waterfall
from cards.ranges import Ranged, band, outliers

MOST_BARS = 12
FEWEST_COLUMNS = 4
"""A day, its figure, and the two ends of a range."""
DATED_NAMES_WIDTH = 190
"""Pixels for two days of which the first has its year."""


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
    if card.topic in ("forecast", "anomaly"):
        return _ranges(card, lang)
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
    if len(dimensions) > 2:
        return None
    spec, shown = crossed_spec(card, dimensions, column, lang)
    return Shape(spec, column, shown)


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
                number_of(row[value_at]),
                short_words(column, row[value_at], card, lang),
            )
            for row in rows
        ]
        return Shape(line(marks, heading(column, lang)), column, len(rows))
    kept = _with_others_last(rows, name_at)
    if dimension == "customer" and len({row[value_at] for row in rows}) == 1:
        return None  # those who bought twice: bars of one length tell nothing
    marks = [
        Mark(
            short_name(dimension, row[name_at], card, lang),
            number_of(row[value_at]),
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
    said = short_words(column, row[card.columns.index(column)], card, lang)
    for ending in ("share", "change"):
        more = f"{column}_{ending}"
        if more not in card.columns or row[card.columns.index(more)] is None:
            continue
        rate = Decimal(str(row[card.columns.index(more)]))
        sign = "" if ending == "share" else "↑" if rate > 0 else "↓" if rate < 0 else ""
        return f"{said} · {sign}{format_rate(abs(rate) if sign else rate, lang)}"
    return said


def _before_and_now(card: AnswerCard, figures: Sequence[str], lang: str) -> Shape | None:
    """A figure beside the one that it is compared with: two bars with their days."""
    metric = figures[0]
    query = card.query
    if len(card.rows) != 1 or query is None or query.compare is None or f"{metric}_before" not in figures:
        return None
    # The same days of two years would be one name, and one bar over the other.
    years = query.compare.start.year != query.period.start.year
    pairs = (
        (_days(query.compare, lang, years=years), card.rows[0][figures.index(f"{metric}_before")]),
        (_days(query.period, lang, years=years), card.rows[0][0]),
    )
    if any(cell is None for _, cell in pairs):
        return None
    marks = [
        Mark(name, number_of(cell), short_words(metric, cell, card, lang), "rest" if place == 0 else "")
        for place, (name, cell) in enumerate(pairs)
    ]
    return Shape(bars(marks, DATED_NAMES_WIDTH if years else NAMES_WIDTH), metric, 1)


def _funnel(card: AnswerCard, figures: Sequence[str], lang: str) -> Shape:
    marks = [
        Mark(heading(column, lang), number_of(cell), short_words(column, cell, card, lang))
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


def _ranges(card: AnswerCard, lang: str) -> Shape | None:
    """Coming days with their range, or odd days beside the range that was usual."""
    if not card.rows or len(card.columns) < FEWEST_COLUMNS:
        return None
    middle = "mid" if card.topic == "forecast" else card.columns[1]
    wanted = ("day", "low", middle, "high")
    if not set(wanted) <= set(card.columns):
        return None
    places = [card.columns.index(column) for column in wanted]
    rows = []
    for day, low, value, high in ([row[place] for place in places] for row in card.rows):
        if low is None or value is None or high is None:
            continue
        label = range_words(value, card, lang, short=True)
        name = short_name("day", day, card, lang)
        rows.append(Ranged(name, number_of(low), number_of(value), number_of(high), label))
    if len(rows) < (FEWEST_POINTS if card.topic == "forecast" else 1):
        return None
    spec = band(rows, heading(middle, lang)) if card.topic == "forecast" else outliers(rows)
    return Shape(spec, middle, len(rows))


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


def _days(period: Period, lang: str, *, years: bool = False) -> str:
    """First and last day; with `years` the year is said, once where both are of the same."""
    first, last = period.start, period.end - timedelta(days=1)
    low = (format_full_day if years else format_day)(first, lang)
    if first == last:
        return low
    high = (format_full_day if years and first.year != last.year else format_day)(last, lang)
    return t(lang, "{low} to {high}", low=low, high=high)


def _ascends(cells: Sequence[Cell]) -> bool:
    known = [sortable(cell) for cell in cells if cell is not None]
    return len(known) == len(cells) and all(a <= b for a, b in pairwise(known))
