"""The rows behind a figure: how many of which file, their numbers in it, and the first of them as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from brain.facts.csv_out import safe_csv
from brain.facts.lineage.base import FileRows, Lineage, TracedRow
from brain.facts.lineage.words import COLUMN_WORDS, TABLE_WORDS, place_words, shown_columns, value_words
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import t
from cards.pieces import plain
from cards.reader import Reader

ROWS_SHOWN = 100
FILES_SHOWN = 6
NUMBERS_SHOWN = 120
"""Characters of row numbers in one line; the command line has them all."""


def draw_rows_behind(receipt_id: str, reader: Reader, key: str) -> None:
    """A fold that reads the rows behind a receipt when it is opened, and not before."""
    opened = st.expander(reader.say("The rows behind it"), type="compact", key=key, on_change="rerun")
    if not opened.open:
        return
    with opened:
        try:
            lineage = reader.sources.lineage(receipt_id, ROWS_SHOWN)
        except OwnerError as error:
            hint = f"\n\n{plain(error.hint.render(reader.lang))}" if error.hint else ""
            st.error(plain(error.message.render(reader.lang)) + hint)
            return
        _draw(lineage, reader, key)


def _draw(lineage: Lineage, reader: Reader, key: str) -> None:
    for note in lineage.notes:
        st.caption(plain(note.render(reader.lang)))
    lines = [file_words(one, reader.lang) for one in lineage.files[:FILES_SHOWN]]
    if len(lineage.files) > FILES_SHOWN:
        lines.append(reader.say("and {count} more files", count=len(lineage.files) - FILES_SHOWN))
    if not lines:
        lines = [reader.say("No row of the files is behind this figure.")]
    st.markdown("\n".join(f"- {plain(words)}" for words in lines))
    for table, role in dict.fromkeys((row.table, row.role) for row in lineage.sample):
        rows = [row for row in lineage.sample if (row.table, row.role) == (table, role)]
        _draw_table(table, role, rows, reader, f"{key}-{table}-{role}")


def file_words(one: FileRows, lang: str) -> str:
    """One file in a sentence: what it holds, how many of its rows, which, and that it only adds something."""
    numbers, more = one.row_numbers, one.more_ranges > 0
    if len(numbers) > NUMBERS_SHOWN:
        numbers, more = numbers[:NUMBERS_SHOWN].rpartition(",")[0], True
    said = t(
        lang,
        "{file}, {what}: {rows} rows, row numbers {numbers}",
        file=one.file,
        what=t(lang, TABLE_WORDS[one.table]),
        rows=one.rows,
        numbers=numbers + (" …" if more else ""),
    )
    if one.role == "consulted":
        said += t(lang, " (looked up, not counted)")
    return said


def table_of(rows: Sequence[TracedRow], reader: Reader) -> tuple[list[str], list[list[Any]]]:
    """Headings in words and the rows' cells as they are stored: place in the file, what stands there, the file."""
    names = shown_columns(list(rows))
    header = [reader.say("Place"), *(reader.say(COLUMN_WORDS[name]) for name in names), reader.say("File")]
    cells = [
        [place_words(row.place, reader.lang), *(row.values.get(name) for name in names), row.file]
        for row in rows
    ]
    return header, cells


def _draw_table(table: str, role: str, rows: Sequence[TracedRow], reader: Reader, key: str) -> None:
    names = ["", *shown_columns(list(rows)), ""]
    header, cells = table_of(rows, reader)
    title = reader.say(TABLE_WORDS[table])
    if role == "consulted":
        title += reader.say(" (looked up, not counted)")
    st.markdown(f"**{plain(title)}**")
    # Two columns may read the same in words; a dataframe would keep only one of them.
    columns = {
        heading if header.index(heading) == place else f"{heading} {place}": [
            value_words(names[place], row[place], reader.currency, reader.lang) for row in cells
        ]
        for place, heading in enumerate(header)
    }
    st.dataframe(columns, hide_index=True, key=f"rows-{key}")
    st.download_button(
        reader.say("Download these rows"),
        data=safe_csv(header, cells),
        file_name="rows.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{key}",
    )
