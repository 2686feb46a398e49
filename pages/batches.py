"""The imports so far, each with its file, its rows, what it left out, and its way back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import streamlit as st

from brain.facts.sources.reasons import reason_text
from brain.facts.sources.registry import SOURCES
from brain.facts.warehouse.batches import Batch, LeftOut
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_full_day
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.view import Reader, attempt, quiet
from pages.bringing import KINDS
from pages.session import Sitting

BATCHES_SHOWN = 30
ROWS_SHOWN = 200


def draw_batches(sitting: Sitting) -> None:
    """Newest first; an empty list says what will be here."""
    reader = sitting.reader
    st.markdown(f"#### {reader.say('Imports')}", anchors=False)
    found = sitting.desk.batches()[:BATCHES_SHOWN]
    if not found:
        st.markdown(reader.say("Files that you load are listed here, each with a way back."))
    for batch in found:
        _draw(batch, sitting)


def _draw(batch: Batch, sitting: Sitting) -> None:
    reader = sitting.reader
    visible = batch.state == "visible"
    with st.container(border=True, gap=None, key=f"batch-{batch.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(batch.file_name)}**", width="content")
            if visible:
                st.space("stretch")
                _draw_undo(batch, sitting)
        facts = (reader.say(KINDS[batch.kind]), reader.when(batch.imported_at), _words(batch, reader))
        st.markdown(quiet(" · ".join(facts)))
        notices.say_refused(batch.id, reader)
        if visible and batch.quarantined:
            _draw_left_out(batch, sitting)


def _words(batch: Batch, reader: Reader) -> str:
    if batch.state != "visible":
        return reader.say("Taken back.")
    said = reader.say(
        "{loaded} rows loaded, {duplicates} known already, {left} left out.",
        loaded=batch.loaded,
        duplicates=batch.duplicates,
        left=batch.quarantined,
    )
    if batch.from_on is None or batch.to_on is None:
        return said
    span = reader.say(
        "{start} to {end}",
        start=format_full_day(batch.from_on, reader.lang),
        end=format_full_day(batch.to_on, reader.lang),
    )
    return f"{said} {span}"


def _draw_left_out(batch: Batch, sitting: Sitting) -> None:
    reader = sitting.reader
    label = reader.say("{count} rows left out, and why", count=batch.quarantined)
    opened = st.expander(plain(label), type="compact", key=f"left-out-{batch.id}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        rows = attempt(lambda: sitting.desk.quarantined(batch.id), reader.lang)
        if not rows:
            return
        shown = rows[:ROWS_SHOWN]
        st.dataframe(
            {
                reader.say("Row"): [one.row for one in shown],
                reader.say("Reason"): [_reason(one, batch, reader) for one in shown],
                reader.say("What was in it"): [_content(one) for one in shown],
            },
            hide_index=True,
        )
        st.download_button(
            reader.say("Download the list"),
            data=left_out_csv(rows, batch, reader),
            file_name=f"left-out-{batch.id}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"left-out-csv-{batch.id}",
        )


def left_out_csv(rows: Sequence[LeftOut], batch: Batch, reader: Reader) -> str:
    """Every row that was left out, with its reason in words; a quote keeps a spreadsheet from reading it as a formula."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow([reader.say("Row"), reader.say("Reason"), reader.say("What was in it")])
    writer.writerows([[one.row, _reason(one, batch, reader), f"'{_content(one)}"] for one in rows])
    return "\ufeff" + sheet.getvalue()


def _reason(one: LeftOut, batch: Batch, reader: Reader) -> str:
    """The stored code as a sentence; fields are called as the batch's form calls them."""
    form = next((source.forms.get(batch.kind) for source in SOURCES if source.name == batch.source), None)
    labels = {field.name: field.label for field in form.fields} if form else {}
    return reason_text(one.code, labels).render(reader.lang)


def _content(one: LeftOut) -> str:
    """The row's cells in one line."""
    return " | ".join(value for value in one.raw.values() if value)


def _draw_undo(batch: Batch, sitting: Sitting) -> None:
    reader = sitting.reader
    opened = st.popover(reader.say("Take back"), type="tertiary", key=f"undo-{batch.id}", on_change="rerun")
    if opened.open:
        with opened:
            st.markdown(
                reader.say(
                    "Its rows go; rows that another file brought as well stay. You can load the file again at any time."
                )
            )
            st.button(
                reader.say("Take back"), key=f"undo-now-{batch.id}", on_click=_undo, args=(sitting, batch)
            )


def _undo(sitting: Sitting, batch: Batch) -> None:
    try:
        rows = sitting.desk.undo_batch(batch.id)
    except OwnerError as error:
        notices.leave_refused(batch.id, error)
        return
    notices.leave_done(
        Text(msg="{file} was taken back: {rows} rows are gone.", args={"file": batch.file_name, "rows": rows})
    )
