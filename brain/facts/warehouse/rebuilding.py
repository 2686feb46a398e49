"""A whole copy of a warehouse as one moment saw it, and swapping the file for such a copy."""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from brain.kernel.errors import Busy
from brain.kernel.i18n import Text

COPY = "second_floor_copy"
LET_GO_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.02


@contextmanager
def attached_copy(cursor: duckdb.DuckDBPyConnection, target: Path) -> Iterator[None]:
    """Attach the new, empty database file `target`; detached and, with everything in it, on the disk afterwards."""
    cursor.execute(f"ATTACH {_quoted(target)} AS {COPY}")
    try:
        yield
    finally:
        cursor.execute(f"DETACH {COPY}")
        _wait_until_let_go(target)


def _wait_until_let_go(file: Path) -> None:
    """Wait until no query of this process holds a detached database file any more.

    DETACH takes the name away; the file itself is closed, and its log written into it, by whoever was the last to look
    at it, which may be another thread's query that was just looking for its tables: some hundredths of a second. Read
    before that it may lack its newest rows. Raises what DuckDB says when it lasts longer than `LET_GO_SECONDS`.
    """
    until = time.monotonic() + LET_GO_SECONDS
    while file.exists():
        try:
            duckdb.connect(str(file), read_only=True).close()
            return
        except duckdb.Error:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK_AGAIN_SECONDS)


def copy_into_attached(cursor: duckdb.DuckDBPyConnection) -> None:
    """Copy every table, view and row that the cursor's transaction sees."""
    row = cursor.execute("SELECT current_database()").fetchone()
    name = str(row[0]) if row else ""
    cursor.execute(f'COPY FROM DATABASE "{name}" TO {COPY}')


def rebuilt_beside(connection: duckdb.DuckDBPyConnection, path: Path) -> Path:
    """A copy of the database next to it, holding nothing but what is there; a half-made earlier one goes first."""
    remove_half_built(path)
    fresh = path.with_name(f"{path.name}.rebuilt-{secrets.token_hex(4)}")
    cursor = connection.cursor()
    try:
        cursor.execute("CHECKPOINT")
        with attached_copy(cursor, fresh):
            copy_into_attached(cursor)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    finally:
        cursor.close()
    return fresh


def remove_half_built(path: Path) -> None:
    """Take away what a killed rebuild left beside the database."""
    for left in path.parent.glob(f"{path.name}.rebuilt-*"):
        left.unlink(missing_ok=True)


@contextmanager
def entrance(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Go through the door of a home: whoever opens the database waits here while another swaps its file (`alone`).

    Without it a process could open the old file, be scheduled away while it is replaced, and then lock and use a file
    that is nowhere any more, with a log that belongs to the new one. The kernel lets go with the process.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a database that nobody has open, as DuckDB itself would. Raises Busy when another process has it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(
                "warehouse_busy",
                Text(msg="The shop's data is open in another program, most likely the running app."),
                Text(msg="Do this in the app, or close it and try again."),
            ) from error
        yield
    finally:
        os.close(descriptor)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
