"""Uploaded files on their way in. A file lies in the home folder only while its owner looks at what it would bring."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import streamlit as st

from brain.kernel.errors import OwnerError
from pages import loading
from pages.house import brain_here

FOLDER = "uploads"
HELD = "uploads-held"
REFUSED = "uploads-refused"
BLOCK = 1 << 22
OLD = timedelta(hours=1)
"""Longer than anybody looks at a file before it is loaded or taken out of the box."""


@dataclass(frozen=True)
class Upload:
    """A file that somebody dropped: its id for this visit, what it was called, where it lies."""

    id: str
    name: str
    path: Path


def keep(uploaded: Sequence[Any]) -> list[Upload]:
    """The uploads as files, each written once however often the page is drawn; those no longer in the box are removed."""
    home = brain_here().settings.home / FOLDER
    kept = [_kept(home / str(one.file_id), one) for one in uploaded]
    _clear_but({one.path.parent for one in kept})
    return kept


def drop() -> None:
    """Remove this visitor's files: loaded, refused, or taken out of the box."""
    _clear_but(set())


def refuse(upload: str, path: Path, error: OwnerError) -> None:
    """Remove a file that no answer of its owner's could make readable; what was said of it stays with the box."""
    st.session_state.setdefault(REFUSED, {})[upload] = error
    shutil.rmtree(path.parent, ignore_errors=True)


def refusal(upload: str) -> OwnerError | None:
    """Why a file in the box was refused for good."""
    found: OwnerError | None = st.session_state.get(REFUSED, {}).get(upload)
    return found


def sweep(home: Path) -> None:
    """Remove what visits before this start left behind: whoever closes the page mid-way says no goodbye."""
    shutil.rmtree(home / FOLDER, ignore_errors=True)


def sweep_old(home: Path, now: datetime) -> int:
    """Remove what visits that ended without goodbye left behind while the app runs; how many folders.

    Only what lies longer than an hour and is not being loaded. A visitor who still has such a file in the box loses
    nothing: it is written again at the next drawing.
    """
    folders = [one for one in (home / FOLDER).glob("*") if one.is_dir()] if (home / FOLDER).is_dir() else []
    old = [
        one
        for one in folders
        if now.timestamp() - one.stat().st_mtime > OLD.total_seconds() and one not in loading.busy_folders()
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _kept(folder: Path, uploaded: Any) -> Upload:
    path = folder / ("upload" + "".join(Path(uploaded.name).suffixes[-2:]))
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / "half"
        uploaded.seek(0)
        with half.open("wb") as file:
            shutil.copyfileobj(uploaded, file, BLOCK)
        half.replace(path)
    return Upload(str(uploaded.file_id), uploaded.name, path)


def _clear_but(kept: set[Path]) -> None:
    """Remove what this visitor no longer has in the box; what is being loaded goes at a later drawing."""
    spared = kept | (_held() & loading.busy_folders())
    for folder in _held() - spared:
        shutil.rmtree(folder, ignore_errors=True)
    st.session_state[HELD] = spared


def _held() -> set[Path]:
    return set(st.session_state.get(HELD, ()))
