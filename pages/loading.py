"""Files being loaded, beside the page: whoever reloads or opens another page finds the bar again, and hears the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from brain.desk import Desk
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.progress import Progress
from brain.facts.sources.intake.report import ImportReport
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text
from brain.photos.opening import holds_photos
from cards import notices
from cards.pieces import plain
from cards.reader import Reader
from cards.view import widget_key
from pages.jobs import Job, draw_waiting, jobs

WATCHED = "loads-watched"
LOADED = "loads-done"
NEWEST = "loads-newest"
PHOTOS = "photos"
REFUSED = "upload"
"""The place on the page where a load that failed is explained."""


@dataclass(frozen=True)
class Incoming:
    """A file to be loaded, and the second file of its export (in `options`). `id` names it for this visit."""

    id: str
    name: str
    path: Path
    options: Options


class _Load(NamedTuple):
    """The key of a load among the jobs: the file, the shop, and the folders that are read meanwhile."""

    file: str
    shop: str
    folders: tuple[Path, ...]


class _Ended(NamedTuple):
    """What came of a load; `photos` and `refused` are about photos that lay in the same zip as a table."""

    report: ImportReport
    photos: ImportReport | None = None
    refused: OwnerError | None = None


def begin(desk: Desk, file: Incoming, first: Callable[[], None]) -> None:
    """Load a file into a shop that exists, after `first`. Asked twice it loads once."""
    second = file.options.companion
    key = _Load(file.id, desk.shop.id, (file.path.parent, *([second.parent] if second else [])))

    def work(heard: Progress) -> _Ended:
        first()
        report = desk.load(file.path, file.name, file.options, heard)
        return _Ended(report, *_photos_beside(desk, file))

    jobs.start(key, "load", file.name, work)
    _watch(key)


def _photos_beside(desk: Desk, file: Incoming) -> tuple[ImportReport | None, OwnerError | None]:
    """Photos in the zip that a table came in. The table is loaded by now: what is wrong with them is only told."""
    if not holds_photos(file.path):
        return None, None
    try:
        return desk.photos.bring([(file.path, file.name)]), None
    except OwnerError as error:
        return None, error


def begin_photos(desk: Desk, group: str, files: Sequence[tuple[str, Path]]) -> None:
    """Keep photos (name, path) that lie in folders of uploads, as one import under the name of a group."""
    key = _Load(group, desk.shop.id, tuple(path.parent for _, path in files))

    def work(heard: Progress) -> _Ended:
        return _Ended(desk.photos.bring([(path, name) for name, path in files], progress=heard))

    jobs.start(key, "load", files[0][0], work)
    _watch(key)


def job_of(file: str) -> Job[_Ended] | None:
    """The load of the file with this id, while it goes on."""
    key = _watched().get(file)
    return jobs.find(key) if key else None


def is_loaded(file: str) -> bool:
    """Whether the file with this id was loaded during this visit."""
    return file in st.session_state.get(LOADED, ())


def busy_folders() -> set[Path]:
    """Folders that a load still reads: nobody may clear them away."""
    return {folder for key, _ in jobs.running() if isinstance(key, _Load) for folder in key.folders}


def newest() -> str:
    """The import that this visitor loaded last, empty when none."""
    return str(st.session_state.get(NEWEST, ""))


def tell_ended(on_failure: Callable[[], None]) -> None:
    """Leave a notice for each load that has ended since the last drawing."""
    said = []
    for file, key in _watched().items():
        job = jobs.find(key)
        if job is not None and not job.done:
            continue
        del st.session_state[WATCHED][file]
        if job is None:
            continue
        try:
            ended: _Ended = job.result()
        except OwnerError as error:
            notices.leave_refused(REFUSED, error)
            on_failure()
            continue
        finally:
            jobs.forget(key)
        # A folder is called by its file's id. Who began the load may be gone by a reload: nobody else clears up.
        st.session_state.setdefault(LOADED, set()).update(folder.name for folder in key.folders)
        for folder in key.folders:
            shutil.rmtree(folder, ignore_errors=True)
        if ended.report.kind != PHOTOS:
            st.session_state[NEWEST] = ended.report.batch
        said.append(_done_words(ended.report, job.name))
        if ended.photos is not None:
            said.append(_photo_words(ended.photos))
        if ended.refused is not None:
            notices.leave_refused(REFUSED, ended.refused)
    if said:
        notices.leave_done(_all(said))


def draw_others(reader: Reader, own: Collection[str]) -> None:
    """Bars of loads that go on without their file in the box: begun before a reload, or in another window."""
    for key, job in jobs.running():
        if isinstance(key, _Load) and key.file not in own:
            _watch(key)
            with st.container(border=True, key=widget_key("loading", key.file)):
                st.markdown(f"**{plain(job.name)}**")
                draw_waiting(job, reader, widget_key("loading-bar", key.file))


def counts(loaded: int, known: int, left: int) -> Text:
    """`800 rows loaded, 2 left out`: what is nought is not said."""
    parts = [
        Text(msg=msg, args={"count": count})
        for msg, count in (
            (N_("{count} rows loaded"), loaded),
            (N_("{count} known already"), known),
            (N_("{count} left out"), left),
        )
        if count
    ]
    return _joined(parts) if parts else Text(msg="nothing new")


def _done_words(report: ImportReport, name: str) -> Text:
    if report.kind == PHOTOS:
        return _photo_words(report)
    what = counts(report.loaded, report.duplicates, len(report.quarantined))
    return Text(msg="{file}: {what}.", args={"file": name, "what": what})


def _photo_words(report: ImportReport) -> Text:
    """Photos have no list of rows left out: the first reason is said here."""
    parts = [
        Text(msg=msg, args={"count": count})
        for msg, count in (
            (N_("{count} photos kept"), report.loaded),
            (N_("{count} known already"), report.duplicates),
            (N_("{count} left out"), len(report.quarantined)),
        )
        if count
    ]
    said = Text(msg="{what}.", args={"what": _joined(parts)})
    if not report.quarantined:
        return said
    return Text(msg="{one} {other}", args={"one": said, "other": report.quarantined[0].reason})


def _joined(parts: Sequence[Text]) -> Text:
    if len(parts) == 1:
        return parts[0]
    return Text(msg="{one}, {other}", args={"one": _joined(parts[:-1]), "other": parts[-1]})


def _all(said: Sequence[Text]) -> Text:
    if len(said) == 1:
        return said[0]
    return Text(msg="{one} {other}", args={"one": _all(said[:-1]), "other": said[-1]})


def _watch(key: _Load) -> None:
    st.session_state.setdefault(WATCHED, {})[key.file] = key


def _watched() -> dict[str, _Load]:
    return dict(st.session_state.get(WATCHED, {}))
