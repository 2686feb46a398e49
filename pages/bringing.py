"""Files on their way in: dropped, looked at, and only then loaded, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from brain.demo import DEMO_SHOP
from brain.desk import Desk
from brain.facts.quality.compare import Against
from brain.facts.sources.intake.inspecting import Inspection
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.pairing import Paired, paired
from brain.facts.sources.intake.progress import Progress
from brain.facts.sources.intake.report import ImportPreview
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import draw_error, quiet, widget_key
from pages import (
    album,
    columns,
    file_options,
    loading,
    new_shop,
    preview_view,
    quality_view,
    session,
    uploads,
)
from pages.house import brain_here
from pages.jobs import draw_waiting, ended, jobs
from pages.loading import Incoming
from pages.session import Sitting
from pages.uploads import Upload

# What the owner can settle on the spot: which column is which, and how a date is written.
ABOUT_COLUMNS = ("unknown_columns", "unsure_columns", "duplicate_columns", "nothing_usable")
ABOUT_DATES = "ambiguous_dates"
ABOUT_KIND = "ambiguous_kind"
ABOUT_FORM = (ABOUT_KIND, "undecodable", "no_sheet")
# Nothing that the owner could say here makes a table of these.
HOPELESS = (
    "not_csv", "not_text", "file_empty", "no_rows", "file_cut", "workbook_locked", "workbook_broken", "archive_broken",
    "archive_locked", "archive_members", "zip_bomb", "too_large", "too_many_columns",
)  # fmt: skip
WHAT_FITS = N_(
    "Exports of the common shop systems are recognised; of any other table you say which column is which. A list of orders and the list of their goods go in together."
)


@dataclass(frozen=True)
class _Look:
    """A file as it was looked at: what it would bring or why it cannot be read, and its columns where it has some."""

    seen: ImportPreview | OwnerError
    columns: Inspection | None = None
    against: Against | None = None

    @property
    def unsettled(self) -> bool:
        """Whether the owner has to say which column is which."""
        if isinstance(self.seen, OwnerError):
            return self.seen.code in ABOUT_COLUMNS
        return bool(self.seen.doubts)

    @property
    def loadable(self) -> bool:
        """Whether a button may load it."""
        return isinstance(self.seen, ImportPreview) and not self.seen.doubts and self.seen.loadable > 0


@st.cache_data(ttl=900, max_entries=8, show_spinner=False)
def pairs_of(_paths: Sequence[Path], files: tuple[str, ...], _options: Options) -> list[Paired]:
    """Which of the dropped files belong together."""
    return paired(_paths, brain_here().settings.home, _options)


def draw_bringing(sitting: Sitting) -> bool:
    """The box, and below it whatever the files turn out to be; whether there is one to be done with."""
    reader = sitting.reader
    box = st.session_state.get(_box()) or ()
    if box and all(loading.is_loaded(str(one.file_id)) for one in box):
        session.next_upload_round()
    uploaded = st.file_uploader(
        reader.say("Drop exports or customers' photos here, or choose them: CSV, Excel, JPEG, also zipped"),
        accept_multiple_files=True,
        key=_box(),
        label_visibility="collapsed",
    )
    notices.say_refused(loading.REFUSED, reader)
    if not uploaded:
        uploads.drop()
        if sitting.desk.shop.id == DEMO_SHOP:
            st.markdown(quiet(reader.say(WHAT_FITS)))
        loading.draw_others(reader, ())
        return False
    kept = uploads.keep([one for one in uploaded if not _settled(str(one.file_id))])
    _draw_settled(reader, uploaded)
    tables = album.draw_photos_brought(sitting, kept)
    files = _files(tables)
    loading.draw_others(reader, [one.id for one in files])
    waiting = [one for one in files if loading.job_of(one.id) is None]
    _draw_loads(reader, [one for one in files if one not in waiting])
    desk = new_shop.draw_target(sitting, waiting) if waiting else None
    if desk is not None:
        ready = [file for file in waiting if _draw_file(sitting.reader, desk, file, alone=len(waiting) == 1)]
        _draw_load_all(reader, desk, ready)
    return bool(kept)


def _settled(upload: str) -> bool:
    """Whether nothing is left to do about a file in the box: it is loaded, or can never be."""
    return loading.is_loaded(upload) or uploads.refusal(upload) is not None


def _draw_settled(reader: Reader, uploaded: Sequence[Any]) -> None:
    """What became of the files in the box that are done with."""
    loaded = [one.name for one in uploaded if loading.is_loaded(str(one.file_id))]
    if loaded:
        st.markdown(quiet(reader.say("Loaded: {names}", names=reader.say(", ").join(loaded))))
    for one in uploaded:
        error = uploads.refusal(str(one.file_id))
        if error is not None:
            with st.container(border=True, key=widget_key("refused", one.file_id)):
                st.markdown(f"**{plain(one.name)}**")
                draw_error(error, reader.lang)


def _box() -> str:
    """The key of the upload box; a new one is empty."""
    return f"upload-{session.upload_round()}"


def _files(kept: Sequence[Upload]) -> list[Incoming]:
    """The uploads, those that belong together as one."""
    options = Options(limits=brain_here().parts.limits)
    by_path = {one.path: one for one in kept}
    pairs = pairs_of([one.path for one in kept], tuple(one.id for one in kept), options)
    found = []
    for pair in pairs:
        own, second = by_path[pair.path], by_path.get(pair.companion) if pair.companion else None
        name = own.name if second is None else f"{own.name} + {second.name}"
        chosen = file_options.chosen(replace(options, companion=pair.companion), own.id)
        found.append(Incoming(own.id, name, own.path, chosen))
    return found


def _draw_loads(reader: Reader, files: Sequence[Incoming]) -> None:
    """The files that are being loaded, each with its bar."""
    for file in files:
        job = loading.job_of(file.id)
        if job is not None:
            with st.container(border=True, key=widget_key("loading", file.id)):
                st.markdown(f"**{plain(file.name)}**")
                draw_waiting(job, reader, widget_key("loading-bar", file.id))


def _draw_file(reader: Reader, desk: Desk, file: Incoming, *, alone: bool) -> bool:
    """One file: what it is and would bring, the button that loads it, and how it is read; whether it can be loaded."""
    said = columns.said(file.id)
    shop = desk.shop
    key = ("look", shop.id, shop.zone, shop.currency, desk.data_version(), file.id, said, repr(file.options))
    look = jobs.start(key, "look", file.name, lambda heard: _look(desk, file, heard))
    with st.container(border=True, key=widget_key("preview", file.id)):
        st.markdown(f"**{plain(file.name)}**")
        if not ended(look):
            draw_waiting(look, reader, widget_key("preview-bar", file.id))
            st.markdown(quiet(reader.say("Reading the file; nothing is loaded yet")))
            return False
        found = look.result()
        if isinstance(found.seen, OwnerError):
            _draw_refused(found.seen, reader, file.id)
            if found.seen.code in HOPELESS:
                uploads.refuse(file.id, file.path, found.seen)
                st.rerun()
        elif found.columns is not None:
            preview_view.draw_kind(reader, found.seen, found.columns)
            for doubt in found.seen.doubts:
                st.warning(plain(doubt.render(reader.lang)))
        if file_options.dates_chosen(file.id) or _is(found, ABOUT_DATES):
            file_options.ask_dates(reader, file.id)
        if found.unsettled:
            _draw_columns(desk, found, reader, file.id)
        if isinstance(found.seen, ImportPreview):
            preview_view.draw_sums(reader, found.seen, found.against, file.id)
            _draw_load(reader, desk, file, found.seen, alone=alone)
        _draw_reading(desk, found, reader, file.id)
    return found.loadable


def _look(desk: Desk, file: Incoming, heard: Progress) -> _Look:
    """Everything about a file that takes time."""
    try:
        seen: ImportPreview | OwnerError = desk.preview(file.path, file.name, file.options, heard)
    except OwnerError as error:
        seen = error
    if isinstance(seen, OwnerError) and seen.code not in (*ABOUT_COLUMNS, ABOUT_DATES, ABOUT_KIND):
        return _Look(seen)
    try:
        found = desk.files.inspect(file.path, file.options)
    except OwnerError as error:
        return _Look(error)
    against = None
    if isinstance(seen, ImportPreview) and seen.profile is not None and desk.shop.id != new_shop.TRIAL:
        against = desk.checking.against_shop(seen.profile)
    return _Look(seen, found, against)


def _draw_refused(error: OwnerError, reader: Reader, file: str) -> None:
    """What the owner can settle here is a question; anything else is said with what to do about the file."""
    if error.code == ABOUT_DATES:
        st.warning(plain(error.message.render(reader.lang)))
    elif error.code in (*ABOUT_COLUMNS, ABOUT_KIND):
        ask = (
            reader.say("Say below which it is.")
            if error.code == ABOUT_KIND
            else reader.say("Say below which column is which.")
        )
        st.warning(f"{plain(error.message.render(reader.lang))}\n\n{plain(ask)}")
    else:
        draw_error(error, reader.lang)


def _is(found: _Look, *codes: str) -> bool:
    """Whether the file was refused for one of these reasons."""
    return isinstance(found.seen, OwnerError) and found.seen.code in codes


def _draw_columns(desk: Desk, found: _Look, reader: Reader, file: str) -> None:
    if found.columns is not None:
        columns.draw_columns(desk, found.columns, reader, file, opened=found.unsettled)


def _draw_reading(desk: Desk, found: _Look, reader: Reader, file: str) -> None:
    """Folded away: what is missing, the first rows, the columns, and the form of the file."""
    if isinstance(found.seen, ImportPreview):
        if found.seen.profile is not None:
            quality_view.draw_missing(found.seen.profile, reader, widget_key("profile", file))
        preview_view.draw_sample(reader, found.seen, file)
    if not found.unsettled:
        _draw_columns(desk, found, reader, file)
    asked = _is(found, *ABOUT_FORM)
    if found.columns is None and not asked and not file_options.anything_chosen(file):
        return
    text = isinstance(found.seen, OwnerError) or found.seen.encoding != "workbook"
    title = reader.say("How the file is read")
    with st.expander(title, expanded=asked, type="compact", key=widget_key("form", file)):
        file_options.draw_form(reader, file, found.columns.sheets if found.columns else (), text=text)


def _draw_load(reader: Reader, desk: Desk, file: Incoming, seen: ImportPreview, *, alone: bool) -> None:
    """The button, and in words why it cannot be pressed."""
    if not seen.loadable:
        st.markdown(f"**{plain(reader.say('There is nothing new in it.'))}**")
        return
    st.button(
        reader.say("Load {count} rows", count=seen.loadable),
        type="primary" if alone else "secondary",
        disabled=bool(seen.doubts),
        key=widget_key("load", file.id),
        on_click=_begin,
        args=(desk, [file]),
    )
    if seen.doubts:
        st.markdown(quiet(reader.say("First say which column is which.")))


def _draw_load_all(reader: Reader, desk: Desk, files: Sequence[Incoming]) -> None:
    """Several files: one button for all that can be loaded."""
    if len(files) > 1:
        st.button(
            reader.say("Load all {count} files", count=len(files)),
            type="primary",
            key="load-all",
            on_click=_begin,
            args=(desk, files),
        )


def _begin(desk: Desk, files: Sequence[Incoming]) -> None:
    """Begin the loads, one after another; the page draws their bars."""
    real = new_shop.settle(desk)
    for file in files:
        loading.begin(real, file, _first(desk, real, file))


def _first(desk: Desk, real: Desk, file: Incoming) -> Callable[[], None]:
    return lambda: new_shop.hand_over(desk, real, file) if desk.shop.id == new_shop.TRIAL else None
