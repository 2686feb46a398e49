"""Files on their way in: dropped, looked at, and only then loaded, each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from brain.desk import Desk
from brain.facts.sources.inspecting import Inspection
from brain.facts.sources.opening import Options
from brain.facts.sources.pairing import Paired, paired
from brain.facts.sources.report import ImportPreview, ImportReport
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards import notices
from cards.pieces import plain
from cards.view import Reader, attempt, draw_error, widget_key
from pages import columns, file_options, new_shop, quality_view, session, uploads
from pages.file_options import KINDS
from pages.house import brain_here
from pages.loading import load_with_progress
from pages.session import Sitting
from pages.uploads import Upload

SAMPLE_ROWS = 5
# What the owner can settle on the spot, by looking at the columns or at a date.
ABOUT_COLUMNS = ("unknown_columns", "ambiguous_kind", "unsure_columns", "duplicate_columns", "nothing_usable")
ABOUT_DATES = ("ambiguous_dates",)


@dataclass(frozen=True)
class _File:
    """A file to be loaded, and the second file of its export."""

    id: str
    name: str
    path: Path
    options: Options


@st.cache_data(ttl=900, max_entries=8, show_spinner=False)
def preview_of(
    _desk: Desk, shop: str, data_version: int, file: str, said: int, _file: _File, shown: str
) -> ImportPreview | OwnerError:
    """What a file would bring to this state of this shop's data, or why it cannot be read; `shown` spells its options."""
    try:
        return _desk.preview(_file.path, _file.name, _file.options)
    except OwnerError as error:
        return error


@st.cache_data(ttl=900, max_entries=8, show_spinner=False)
def columns_of(_desk: Desk, shop: str, file: str, said: int, _file: _File, shown: str) -> Inspection:
    """A file's columns as they are understood."""
    return _desk.files.inspect(_file.path, _file.options)


@st.cache_data(ttl=900, max_entries=8, show_spinner=False)
def pairs_of(_paths: Sequence[Path], files: tuple[str, ...], _options: Options) -> list[Paired]:
    """Which of the dropped files belong together."""
    return paired(_paths, brain_here().settings.home, _options)


def draw_bringing(sitting: Sitting) -> bool:
    """The box, and below it whatever the files turn out to be; whether there is any."""
    reader = sitting.reader
    uploaded = st.file_uploader(
        reader.say("Drop exports here: CSV, Excel, also zipped"),
        accept_multiple_files=True,
        key=f"upload-{session.upload_round()}",
        help=plain(
            reader.say(
                "Exports of the common shop systems are recognised; of any other table you say which column is which. A list of orders and the list of their goods go in together."
            )
        ),
    )
    notices.say_refused("upload", reader)
    if not uploaded:
        uploads.drop()
        return False
    kept = uploads.keep(uploaded)
    options = Options(limits=brain_here().parts.limits)
    with st.spinner(reader.say("Reading the file; nothing is loaded yet")):
        files = _files(kept, options)
    desk = new_shop.draw_target(sitting, files[0].path, files[0].options)
    if desk is not None:
        for file in files:
            _draw_file(sitting, desk, file)
    return True


def _files(kept: Sequence[Upload], options: Options) -> list[_File]:
    """The uploads, those that belong together as one."""
    by_path = {one.path: one for one in kept}
    pairs = pairs_of([one.path for one in kept], tuple(one.id for one in kept), options)
    found = []
    for pair in pairs:
        own, second = by_path[pair.path], by_path.get(pair.companion) if pair.companion else None
        name = own.name if second is None else f"{own.name} + {second.name}"
        chosen = file_options.chosen(replace(options, companion=pair.companion), own.id)
        found.append(_File(own.id, name, own.path, chosen))
    return found


def _draw_file(sitting: Sitting, desk: Desk, file: _File) -> None:
    """One file: what it is and would bring, how it is read, and the button that loads it."""
    reader, said, shown = sitting.reader, columns.said(file.id), repr(file.options)
    with st.container(border=True, key=widget_key("preview", file.id)):
        st.markdown(f"**{plain(file.name)}**")
        with st.spinner(reader.say("Reading the file; nothing is loaded yet")):
            seen = preview_of(desk, desk.shop.id, desk.data_version(), file.id, said, file, shown)
        if isinstance(seen, OwnerError):
            draw_error(seen, reader.lang)
            if seen.code in ABOUT_DATES:
                file_options.ask_dates(reader, file.id)
        else:
            draw_preview(seen, reader, file.id)
        if isinstance(seen, ImportPreview) or seen.code in (*ABOUT_COLUMNS, *ABOUT_DATES):
            _draw_reading(desk, file, seen, reader, said, shown)
        if isinstance(seen, ImportPreview):
            _draw_load(sitting, desk, file, seen)


def _draw_reading(
    desk: Desk, file: _File, seen: ImportPreview | OwnerError, reader: Reader, said: int, shown: str
) -> None:
    """How the file is read: its columns, then its form."""
    found = attempt(lambda: columns_of(desk, desk.shop.id, file.id, said, file, shown), reader.lang)
    if found is None:
        return
    unsettled = (isinstance(seen, OwnerError) and seen.code in ABOUT_COLUMNS) or bool(found.doubts)
    columns.draw_columns(desk, found, reader, file.id, opened=unsettled)
    text = isinstance(seen, OwnerError) or seen.encoding != "workbook"
    with st.expander(
        reader.say("How the file is read"), type="compact", expanded=False, key=widget_key("form", file.id)
    ):
        file_options.draw_form(reader, file.id, found.sheets, text=text)


def draw_preview(seen: ImportPreview, reader: Reader, file: str = "file") -> None:
    """What it is, what it adds up to, what stays out and why."""
    lang = reader.lang
    st.markdown(
        f"#### {plain(seen.source_label.render(lang))} · {plain(reader.say(KINDS[seen.kind]))}", anchors=False
    )
    for doubt in seen.doubts:
        st.warning(plain(doubt.render(lang)))
    st.markdown(
        plain(
            reader.say(
                "{rows} rows: {loadable} to load, {duplicates} known already, {left} left out.",
                rows=seen.rows_read,
                loadable=seen.loadable,
                duplicates=seen.duplicates,
                left=sum(one.rows for one in seen.left_out),
            )
        )
    )
    if seen.profile is not None:
        in_its_money = replace(reader, currency=seen.currency)
        quality_view.draw_profile(seen.profile, in_its_money, widget_key("profile", file))
    st.caption(
        plain(reader.say("Time zone {zone}, currency {currency}", zone=seen.zone, currency=seen.currency))
    )
    for note in seen.notes:
        st.caption(plain(note.render(lang)))
    left_out = [
        f"- {plain(reader.say('{rows} rows left out: {reason}', rows=one.rows, reason=one.reason))}"
        for one in seen.left_out
    ]
    if left_out:
        st.markdown("\n".join(left_out))
    with st.expander(
        reader.say("The first rows of the file"), type="compact", key=widget_key("sample", file)
    ):
        st.dataframe(_sample_table(seen), hide_index=True)


def _sample_table(seen: ImportPreview) -> dict[str, list[str]]:
    """Cells by heading; a heading that comes twice keeps both columns apart."""
    rows = seen.sample[:SAMPLE_ROWS]
    table: dict[str, list[str]] = {}
    for place, heading in enumerate(seen.sample_header):
        name = heading if heading not in table else f"{heading} ({place + 1})"
        table[name] = [row[place] if place < len(row) else "" for row in rows]
    return table


def _draw_load(sitting: Sitting, desk: Desk, file: _File, seen: ImportPreview) -> None:
    reader = sitting.reader
    pressed = st.button(
        reader.say("Load {count} rows", count=seen.loadable),
        type="primary",
        disabled=not seen.loadable or bool(seen.doubts),
        help=reader.say("Say first which column is which.") if seen.doubts else None,
        key=widget_key("load", file.id),
    )
    if pressed:
        _load(sitting, desk, file)


def _load(sitting: Sitting, desk: Desk, file: _File) -> None:
    """Load with a bar that moves; then a sentence, and the file is out of the box."""
    reader = sitting.reader
    try:
        real = new_shop.settle(desk)
        report = load_with_progress(real, file.path, file.name, file.options, reader)
    except OwnerError as error:
        draw_error(error, reader.lang)
        return
    notices.leave_done(_done(report, file.name))
    uploads.drop()
    session.choose_shop(real.shop.id)
    session.next_upload_round()
    st.rerun()


def _done(report: ImportReport, name: str) -> Text:
    return Text(
        msg="{file}: {loaded} rows loaded, {duplicates} already known, {left} left out.",
        args={
            "file": name,
            "loaded": report.loaded,
            "duplicates": report.duplicates,
            "left": len(report.quarantined),
        },
    )
