"""What a home folder consists of, and writing into it so that nothing is ever half there."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlalchemy.exc import DBAPIError

from brain.facts.contacts import KEY_FILE
from brain.facts.keyring import KEYRING_FILE, sync_folder
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

WAREHOUSE_FILE = "warehouse.duckdb"
LEDGER_FILE = "ledger.db"
DURABLE_FILE = "durable.db"
SETTINGS_FILE = "settings.toml"
POSTERS = "posters"
PHOTOS = "photos"
PICTURES = (POSTERS, PHOTOS)
"""Folders of pictures: in a backup as they are."""
REQUESTS = "requests"
DATABASES = (WAREHOUSE_FILE, LEDGER_FILE, DURABLE_FILE)
KEYS = (KEY_FILE, KEYRING_FILE)
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
NO_ROOM = ("no space left", "file too large", "disk quota", "disk is full")
FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


def backups_folder(home: Path) -> Path:
    """Where backups go that were given no name: beside the home, so that they outlive it."""
    return home.with_name(f"{home.name}-backups")


@contextmanager
def workplace(parent: Path, name: str) -> Iterator[Path]:
    """A private empty folder in `parent`, for as long as the block lasts. A dead process' folder goes first."""
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(f".{name}-*"):
        with _locked(left) as free:
            if free:
                remove_tree(left)
    folder = parent / f".{name}-{secrets.token_hex(4)}"
    folder.mkdir(mode=PRIVATE_FOLDER)
    try:
        with _locked(folder):
            yield folder
    finally:
        remove_tree(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether nobody else holds the folder; it is held while the block lasts. The kernel lets go with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


def require_writable(folder: Path) -> None:
    """Raise OwnerError unless a file can be made in the folder, or the folder itself where it is not there yet."""
    there = folder
    while not there.exists():
        there = there.parent
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise OwnerError(
            "not_writable",
            Text(msg="The folder {folder} cannot be written to.", args={"folder": str(folder)}),
            Text(msg="Choose another place."),
        )


def remove_tree(folder: Path) -> None:
    """Remove a folder and everything in it; links are removed, not followed. Nothing there is fine."""
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    for entry in folder.iterdir():
        remove_tree(entry)
    folder.rmdir()


def put(path: Path, content: bytes) -> None:
    """A private file with this content, whole or not at all."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def room_on_disk() -> Iterator[None]:
    """Say in one sentence that the disk is full, whichever library noticed it. Raises OwnerError for that alone."""
    try:
        yield
    except (OSError, sqlite3.Error, DBAPIError, duckdb.Error) as error:
        full = getattr(error, "errno", None) in FULL or any(sign in str(error).lower() for sign in NO_ROOM)
        if not full:
            raise
        raise OwnerError(
            "disk_full",
            Text(msg="There is not enough room on the disk."),
            Text(msg="Free some space or choose another disk, then do the same again."),
        ) from error
