"""Drawn: what a file is and would bring, before anything is loaded."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from brain.facts.quality.compare import Against
from brain.facts.sources.intake.inspecting import Inspection
from brain.facts.sources.intake.report import ImportPreview
from cards.pieces import plain
from cards.reader import Reader
from cards.view import quiet, widget_key
from pages import quality_view
from pages.file_options import KINDS

SAMPLE_ROWS = 5


def draw_kind(reader: Reader, seen: ImportPreview, columns: Inspection) -> None:
    """Which system's export it is, or by what else its columns were understood; and what it holds."""
    kind = reader.say(KINDS[seen.kind])
    if columns.remembered:
        source = reader.say("read like the earlier file with these columns")
    elif columns.source is None:
        source = reader.say("no known export: read by its columns")
    else:
        source = seen.source_label.render(reader.lang)
    st.markdown(quiet(f"{kind} · {source[:1].upper()}{source[1:]}"))


def draw_sums(reader: Reader, seen: ImportPreview, against: Against | None, file: str) -> None:
    """How many rows load, what they add up to, what stands out, and what stays out and why."""
    st.markdown(plain(_row_words(seen, reader)))
    if seen.profile is not None:
        in_its_money = replace(reader, currency=seen.currency)
        quality_view.draw_profile(seen.profile, in_its_money, widget_key("profile", file))
        if against is not None:
            quality_view.draw_against(against, in_its_money, widget_key("against", file))
    if seen.left_out:
        lines = [
            f"- {plain(reader.say('{reason} ({rows})', reason=one.reason, rows=one.rows))}"
            for one in seen.left_out
        ]
        st.markdown(f"**{plain(reader.say('Rows that stay out, and why'))}**\n" + "\n".join(lines))
    for note in seen.notes:
        st.markdown(quiet(note.render(reader.lang)))


def draw_sample(reader: Reader, seen: ImportPreview, file: str) -> None:
    """The file's first rows as they stand in it, folded away."""
    with st.expander(
        reader.say("The first rows of the file"), type="compact", key=widget_key("sample", file)
    ):
        st.dataframe(_sample_table(seen), hide_index=True)


def _row_words(seen: ImportPreview, reader: Reader) -> str:
    """`802 rows in the file · 800 to load · 2 left out`; what is nought is not said."""
    left = sum(one.rows for one in seen.left_out)
    parts = [reader.say("{count} rows in the file", count=seen.rows_read)]
    if seen.loadable == seen.rows_read:
        return " · ".join([*parts, reader.say("all of them load")])
    if seen.loadable:
        parts.append(reader.say("{count} to load", count=seen.loadable))
    if seen.duplicates:
        parts.append(reader.say("{count} known already", count=seen.duplicates))
    if left:
        parts.append(reader.say("{count} left out", count=left))
    return " · ".join(parts)


def _sample_table(seen: ImportPreview) -> dict[str, list[str]]:
    """Cells by heading; a heading that comes twice keeps both columns apart."""
    rows = seen.sample[:SAMPLE_ROWS]
    table: dict[str, list[str]] = {}
    for place, heading in enumerate(seen.sample_header):
        name = heading if heading not in table else f"{heading} ({place + 1})"
        table[name] = [row[place] if place < len(row) else "" for row in rows]
    return table
