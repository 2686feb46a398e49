"""The rows of an answer as a table, page by page, and as a file for a spreadsheet."""

from __future__ import annotations

import streamlit as st

from brain.facts.csv_out import safe_csv
from brain.kernel.evidence import OTHERS
from brain.kernel.i18n import t
from cards.answer.model import AnswerCard
from cards.answer.words import heading, words_of
from cards.reader import Reader
from cards.view import widget_key

PAGE = 50
"""Rows of one page: what a thumb scrolls through in a moment."""


def as_csv(card: AnswerCard, lang: str) -> str:
    """The whole table for a spreadsheet: headings in words, numbers bare, with the mark that Excel needs for UTF-8."""
    rows = [[t(lang, "All others") if cell == OTHERS else cell for cell in row] for row in card.rows]
    return safe_csv([heading(column, lang) for column in card.columns], rows)


def page_of(card: AnswerCard, number: int, lang: str) -> dict[str, list[str]]:
    """The page (from 1) as columns of words; two columns of one name stay two."""
    rows = card.rows[(number - 1) * PAGE : number * PAGE]
    columns: dict[str, list[str]] = {}
    for place, column in enumerate(card.columns):
        name = heading(column, lang)
        words = [words_of(column, row[place], card, lang) for row in rows]
        columns[name if name not in columns else f"{name} {place + 1}"] = words
    return columns


def draw_table(card: AnswerCard, reader: Reader, key: str) -> None:
    """A fold with the rows; nothing is written into the page before it is opened."""
    opened = st.expander(
        reader.say("Table · {count} rows", count=len(card.rows)),
        key=widget_key("table", key),
        on_change="rerun",
        type="compact",
    )
    if opened.open:
        with opened:
            _draw_pages(card, reader, key)


@st.fragment
def _draw_pages(card: AnswerCard, reader: Reader, key: str) -> None:
    """A fragment: the next page is drawn without the rest of the floor."""
    pages = -(-len(card.rows) // PAGE)
    number = 1
    if pages > 1:
        number = st.pagination(pages, key=widget_key("page", key))
    st.dataframe(page_of(card, number, reader.lang), hide_index=True, key=widget_key("rows", key))
    st.download_button(
        reader.say("Download the table"),
        data=as_csv(card, reader.lang),
        file_name="answer.csv",
        mime="text/csv",
        on_click="ignore",
        key=widget_key("download", key),
    )
