"""Having the disk forget too: databases only mark deleted rows as free room, their bytes stay readable."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from brain.care.places import room_on_disk
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.errors import Busy
from brain.kernel.i18n import Text
from brain.ledger.store import Ledger

PATIENCE = 60.0
PAUSE = 0.1


def scrub(warehouse: Warehouse, ledger: Ledger) -> None:
    """Write both databases anew, so that no byte of what was deleted is left in their files or logs.

    Raises Busy when somebody does not let go of one of them for a minute, OwnerError when the disk is full.
    """
    with room_on_disk():
        warehouse.rebuild(PATIENCE)
        scrub_ledger(ledger)


def scrub_ledger(ledger: Ledger) -> None:
    """SQLite: every page is written anew and the log emptied. PostgreSQL does that by itself, in its own time."""
    if ledger.engine.dialect.name != "sqlite" or not ledger.engine.url.database:
        return
    path = Path(ledger.engine.url.database)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        deadline = time.monotonic() + PATIENCE
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() >= deadline:
                raise Busy(
                    "ledger_in_use",
                    Text(msg="The ledger is in use and could not be cleaned."),
                    Text(msg="Do the same again in a minute; what was done already stays done."),
                )
            time.sleep(PAUSE)
