"""Drawing an answer: the figure large, the chart that its shape asks for, the same rows as a table, and the receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import streamlit as st

from brain.facts.csv_out import safe_csv
from brain.facts.semantic.column_words import cell_words, column_name
from brain.facts.semantic.compile import unit_of
from brain.facts.semantic.dimensions import DIMENSION_BY_NAME
from brain.kernel.evidence import Claim
from brain.kernel.formats import (
    format_claim,
    format_day,
    format_exact_money,
    format_money,
)
from cards.answer.model import AnswerCard, Cell
from cards.charts import Mark, Spec, bars, line
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_chart, draw_receipt, widget_key

TIME_COLUMNS = ("day", "week", "month", "hour", "weekday")
MOST_BARS = 12
FEWEST_POINTS = 2


def draw_answer(card: AnswerCard, reader: Reader, key: str, ask: Callable[[str], None]) -> None:
    """One reply. `ask` is called with a question when the reader picks a choice or a follow-up."""
    if card.value is not None and card.unit is not None:
        st.markdown(f"## {plain(_figure(card, reader.lang))}", anchors=False)
    st.markdown(plain(card.text.render(reader.lang)))
    spec = chart_of(card, reader.lang)
    if spec is not None:
        title = _with_unit(_metrics(card)[0], card, reader)
        draw_chart(spec, title, reader, key, alt=card.text.render(reader.lang))
    if len(card.rows) > 1:
        _draw_table(card, reader, key)
    _draw_source(card, reader, key)
    more = card.choices or card.follow_ups
    if more:
        with st.container(horizontal=True, gap="small", key=widget_key("more", key)):
            for place, question in enumerate(more[:3]):
                st.button(plain(question), key=widget_key("ask", key, place), on_click=ask, args=(question,))


def chart_of(card: AnswerCard, lang: str) -> Spec | None:
    """A line for times, bars for names, nothing for a single figure or for rows that one chart cannot hold."""
    dimensions = [column for column in card.columns if column in DIMENSION_BY_NAME]
    metrics = _metrics(card)
    if len(dimensions) != 1 or not metrics or len(card.rows) < FEWEST_POINTS:
        return None
    name_at, value_at = card.columns.index(dimensions[0]), card.columns.index(metrics[0])
    title = column_name(metrics[0], lang)
    marks = [
        Mark(
            _short_name(dimensions[0], row[name_at], card, lang),
            _number(row[value_at]),
            _short(metrics[0], row[value_at], card, lang),
        )
        for row in card.rows
        if row[value_at] is not None
    ]
    if dimensions[0] in TIME_COLUMNS:
        return line(marks, title)
    return bars(marks[:MOST_BARS])


def _metrics(card: AnswerCard) -> list[str]:
    return [column for column in card.columns if column not in DIMENSION_BY_NAME]


def _with_unit(column: str, card: AnswerCard, reader: Reader) -> str:
    name = column_name(column, reader.lang)
    if unit_of(column) == "money":
        return reader.say("{name} ({currency})", name=name, currency=card.currency or reader.currency)
    return name


def as_csv(card: AnswerCard, lang: str) -> str:
    """The table for a spreadsheet: headings in words, numbers bare, with the mark that Excel needs for UTF-8."""
    return safe_csv([column_name(column, lang) for column in card.columns], card.rows)


def _draw_table(card: AnswerCard, reader: Reader, key: str) -> None:
    opened = st.expander(reader.say("Table"), key=widget_key("table", key), on_change="rerun", type="compact")
    if not opened.open:
        return
    with opened:
        headings = [column_name(column, reader.lang) for column in card.columns]
        columns = {
            heading: [cell_words(column, row[place], card.currency, reader.lang) for row in card.rows]
            for place, (heading, column) in enumerate(zip(headings, card.columns, strict=True))
        }
        st.dataframe(columns, hide_index=True, key=widget_key("rows", key))
        st.download_button(
            reader.say("Download the table"),
            data=as_csv(card, reader.lang),
            file_name="answer.csv",
            mime="text/csv",
            on_click="ignore",
            key=widget_key("download", key),
        )


def _draw_source(card: AnswerCard, reader: Reader, key: str) -> None:
    if card.receipt is None:
        return
    opened = st.popover(
        reader.say("Source"), type="tertiary", key=widget_key("source", key), on_change="rerun"
    )
    if opened.open:
        with opened:
            draw_receipt(card.receipt, reader, key)


def _figure(card: AnswerCard, lang: str) -> str:
    value = card.value if card.value is not None else Decimal(0)
    if card.unit == "money":
        return format_exact_money(value, card.currency or "CNY", lang)
    return format_claim(Claim(value=value, unit=card.unit or "number", receipt=""), lang)


def _short(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    if cell is not None and unit_of(column) == "money":
        return format_money(Decimal(str(cell)), card.currency or "CNY", lang, short=True)
    return cell_words(column, cell, card.currency, lang)


def _short_name(column: str, cell: Cell, card: AnswerCard, lang: str) -> str:
    """A mark's name: days without their year, which the sentence above has said."""
    if column in ("day", "week") and cell is not None:
        return format_day(date.fromisoformat(str(cell)[:10]), lang)
    return cell_words(column, cell, card.currency, lang)


def _number(cell: Cell) -> float:
    """A metric's cell; an answer read back from the conversation carries its decimals as text."""
    return 0.0 if cell is None else float(cell)
