"""The imports so far, each with its file, its rows, what it left out, and its way back."""

from __future__ import annotations

import streamlit as st

from brain.facts.sources.intake.reasons import reason_text
from brain.facts.sources.intake.recognising import labels_of
from brain.facts.warehouse.batches import Batch, LeftOut
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_full_day
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import attempt, quiet, widget_key
from pages import loading, quality_view, reconciling
from pages.file_options import KINDS
from pages.session import Sitting

BATCHES_SHOWN = 5
MORE = "batches-shown"
ROWS_SHOWN = 200


def draw_batches(sitting: Sitting) -> None:
    """Newest first, a few at a time; an empty list says what will be here."""
    reader = sitting.reader
    st.markdown(f"#### {reader.say('Imports')}", anchors=False)
    found = sitting.desk.batches()
    if not found:
        st.markdown(reader.say("Files that you load are listed here, each with a way back."))
    shown = int(st.session_state.get(MORE, BATCHES_SHOWN))
    for batch in found[:shown]:
        _draw(batch, sitting)
    if len(found) > shown:
        st.button(
            reader.say("Show earlier imports ({count})", count=len(found) - shown),
            type="tertiary",
            key="batches-more",
            on_click=_show_more,
            args=(shown,),
        )


def _show_more(shown: int) -> None:
    """Four times as many: an owner with hundreds of imports gets there in a few touches."""
    st.session_state[MORE] = shown * 4


def _draw(batch: Batch, sitting: Sitting) -> None:
    reader = sitting.reader
    visible = batch.state == "visible"
    with st.container(border=True, gap="xsmall", key=f"batch-{batch.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{plain(batch.file_name)}**", width="content")
            if visible:
                st.space("stretch")
                _draw_undo(batch, sitting)
        facts = (reader.say(KINDS[batch.kind]), reader.when(batch.imported_at), _words(batch, reader))
        st.markdown(quiet(" · ".join(facts)))
        notices.say_refused(batch.id, reader)
        if visible:
            _draw_sums(batch, sitting)
            reconciling.draw_reconcile(sitting, batch)
        if visible and batch.quarantined:
            _draw_left_out(batch, sitting)


def _words(batch: Batch, reader: Reader) -> str:
    if batch.state != "visible":
        return reader.say("Taken back.")
    said = loading.counts(batch.loaded, batch.duplicates, batch.quarantined).render(reader.lang)
    if batch.from_on is None or batch.to_on is None:
        return said
    span = reader.say(
        "{start} to {end}",
        start=format_full_day(batch.from_on, reader.lang),
        end=format_full_day(batch.to_on, reader.lang),
    )
    if batch.from_on == batch.to_on:
        span = format_full_day(batch.to_on, reader.lang)
    return f"{said} · {span}"


def _draw_left_out(batch: Batch, sitting: Sitting) -> None:
    reader = sitting.reader
    label = (
        reader.say("One row left out, and why")
        if batch.quarantined == 1
        else reader.say("{count} rows left out, and why", count=batch.quarantined)
    )
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
        if len(rows) > ROWS_SHOWN:
            st.caption(reader.say("The first {count} are shown.", count=ROWS_SHOWN))
        _draw_correction(batch, sitting)


def _draw_sums(batch: Batch, sitting: Sitting) -> None:
    """What the file added up to and what stood out, drawn when it is opened."""
    reader = sitting.reader
    label = reader.say("What it adds up to, and what stands out")
    # What was loaded just now stands open: its sums are what an owner holds against the shop system.
    opened = st.expander(
        plain(label),
        expanded=batch.id == loading.newest(),
        type="compact",
        key=widget_key("sums", batch.id),
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        profile = attempt(lambda: sitting.desk.checking.profile(batch.id), reader.lang)
        if profile is None:
            st.markdown(reader.say("This was not kept for imports from before."))
        else:
            key = widget_key("profile", batch.id)
            quality_view.draw_profile(profile, reader, key)
            quality_view.draw_missing(profile, reader, key)


def _draw_correction(batch: Batch, sitting: Sitting) -> None:
    """The rows as they stood in the file: correct them in a spreadsheet and drop the file above."""
    reader = sitting.reader
    st.markdown(
        quiet(
            reader.say(
                "Download them as they stood in the file, correct them, and load that file: each row takes its place."
            )
        )
    )
    files = attempt(lambda: sitting.desk.files.to_correct(batch.id, reader.lang), reader.lang)
    for place, (name, sheet) in enumerate(files or ()):
        st.download_button(
            reader.say("Download to correct"),
            data=sheet,
            file_name=name,
            mime="text/csv",
            on_click="ignore",
            key=widget_key("left-out-csv", batch.id, place),
        )


def _reason(one: LeftOut, batch: Batch, reader: Reader) -> str:
    """The stored code as a sentence; fields are called as the batch's form calls them."""
    labels = labels_of(batch.source, batch.reading.get("form", batch.kind))
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
