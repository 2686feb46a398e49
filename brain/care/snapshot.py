"""One moment of a home, copied while others go on reading and writing.

Both databases keep versions: a transaction that has read once sees the same for as long as it lasts. So writers are
held back only while three such transactions begin, not while gigabytes are copied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from brain.care.places import DURABLE_FILE, KEYS, LEDGER_FILE, SETTINGS_FILE, WAREHOUSE_FILE, put
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.rebuilding import attached_copy, copy_into_attached
from brain.ledger.store import Ledger

BUSY_SECONDS = 30.0


def copy_moment(home: Path, warehouse: Warehouse, ledger: Ledger, folder: Path) -> None:
    """Warehouse, ledger, durable work, keys and settings as they were at one moment, as files in `folder`.

    The durable work's moment is the earliest: what it has not noted yet is done again and finds the ledger ahead; the
    other way round a post would count as sent that the ledger knows nothing of.
    """
    with ExitStack() as open_until_the_end:
        cursor = open_until_the_end.enter_context(warehouse.cursor())
        open_until_the_end.enter_context(attached_copy(cursor, folder / WAREHOUSE_FILE))
        durable = (
            open_until_the_end.enter_context(_pinned(home / DURABLE_FILE))
            if (home / DURABLE_FILE).exists()
            else None
        )
        with warehouse.writing(), ledger.session():
            cursor.execute("BEGIN TRANSACTION")
            cursor.execute("SELECT count(*) FROM migration").fetchall()
            decided = open_until_the_end.enter_context(_pinned(home / LEDGER_FILE))
        # Keys change only while nobody holds a cursor, so these are the ones that the copied contacts are sealed with.
        for name in (*KEYS, SETTINGS_FILE):
            if (home / name).is_file():
                put(folder / name, (home / name).read_bytes())
        try:
            copy_into_attached(cursor)
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")
        _copy(decided, folder / LEDGER_FILE)
        if durable is not None:
            _copy(durable, folder / DURABLE_FILE)


@contextmanager
def _pinned(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees the database as it is now until the block ends."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection
        connection.execute("ROLLBACK")


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """The pinned state as a file of its own, without a log beside it and without what was deleted."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("VACUUM")
