"""Uploaded files on their way in. A file lies in the home folder only while its owner looks at what it would bring."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import streamlit as st

from pages.house import brain_here

FOLDER = "uploads"
HELD = "upload-held"


def keep(uploaded: Any) -> Path:
    """The upload as a file, written once however often the page is drawn; the one it replaces is removed."""
    folder = brain_here().settings.home / FOLDER / str(uploaded.file_id)
    if _held() != folder:
        drop()
    st.session_state[HELD] = folder
    path = folder / ("upload" + "".join(Path(uploaded.name).suffixes[-2:]))
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / "half"
        half.write_bytes(uploaded.getbuffer())
        half.replace(path)
    return path


def drop() -> None:
    """Remove this visitor's file, if there is one: loaded, refused, replaced or taken out of the box."""
    folder = _held()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        del st.session_state[HELD]


def sweep(home: Path) -> None:
    """Remove what visits before this start left behind: whoever closes the page mid-way says no goodbye."""
    shutil.rmtree(home / FOLDER, ignore_errors=True)


def _held() -> Path | None:
    held = st.session_state.get(HELD)
    return held if isinstance(held, Path) else None
