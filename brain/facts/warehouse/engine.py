"""The DuckDB file: opened by one process, read through a cursor per call, written by one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb

from brain.facts.warehouse.schema import MIGRATIONS
from brain.kernel.errors import Busy, OwnerError
from brain.kernel.i18n import Text


class Warehouse:
    """Owns the connection. `cursor()` for reading from any thread, `writing()` for a transaction."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at `path` and bring its schema up to date.

        Raises Busy when another process has it open.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._connection = _connect(path)
        self._writer = threading.RLock()
        self._migrate()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one reader: DuckDB connections are not thread-safe, cursors of one are."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self, own: duckdb.DuckDBPyConnection | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction: committed whole when the block ends, rolled back whole when it raises.

        `own` is a cursor whose temporary tables the transaction needs; without it a new one is made.
        """
        with self._writer, nullcontext(own) if own is not None else self.cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def close(self) -> None:
        """Write everything to the file and let other processes have it."""
        self._connection.close()

    def _migrate(self) -> None:
        with self.writing() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS migration (name VARCHAR PRIMARY KEY)")
            done = {row[0] for row in cursor.execute("SELECT name FROM migration").fetchall()}
            for name, statements in MIGRATIONS:
                if name not in done:
                    cursor.execute(statements)
                    cursor.execute("INSERT INTO migration VALUES (?)", [name])


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        # Nothing may be fetched at run time: a missing extension is an error here, not a download.
        connection = duckdb.connect(
            str(path),
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
        )
    except duckdb.IOException as error:
        if "not a valid duckdb" in str(error).lower():
            raise OwnerError(
                "data_damaged",
                Text(msg="The file {file} in the home folder is damaged.", args={"file": path.name}),
                Text(msg="Put it back from a backup; or move it away and import your exports again."),
            ) from error
        if "lock" not in str(error).lower():
            raise
        raise Busy(
            "warehouse_busy",
            Text(msg="The shop's data is open in another program, most likely the running app."),
            Text(msg="Do this in the app, or close it and try again."),
        ) from error
    # Not a connect() option (it belongs to the bundled icu extension); GLOBAL, so that every cursor has it too.
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection
