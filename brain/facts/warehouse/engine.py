"""The DuckDB file: opened by one process, read through a cursor per call, written by one writer at a time."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb

from brain.facts.warehouse.rebuilding import entrance, rebuilt_beside, remove_half_built
from brain.facts.warehouse.schema import MIGRATIONS
from brain.kernel.errors import Busy, DeveloperError, OwnerError
from brain.kernel.i18n import Text

MEMORY_LIMIT = "800MB"
"""What DuckDB may hold; beyond it an import's tables go to disk, so that a large file does not take the machine's memory."""


class Warehouse:
    """Owns the connection. `cursor()` for reading from any thread, `writing()` for a transaction."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at `path` and bring its schema up to date.

        Raises Busy when another process has it open.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with entrance(path.parent):
            self._connection = _connect(path)
        remove_half_built(path)
        self._writer = threading.RLock()
        self._gate = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._alone: int | None = None
        self._migrate()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one reader: DuckDB connections are not thread-safe, cursors of one are."""
        thread = self._come_in()
        try:
            cursor = self._connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()
        finally:
            self._go_out(thread)

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

    @contextmanager
    def alone(self, patience: float = 60.0) -> Iterator[None]:
        """Nobody else reads or writes while the block lasts; whoever comes meanwhile waits at the gate.

        Raises Busy when others have not finished within `patience` seconds, DeveloperError with a cursor in hand.
        """
        me = threading.get_ident()
        with self._gate:
            if self._inside[me]:
                raise DeveloperError("alone() was asked for with a cursor open: it would wait for itself.")
            free = self._gate.wait_for(lambda: self._alone is None, patience)
            if free:
                self._alone = me
                free = self._gate.wait_for(lambda: not +self._inside, patience)
            if not free:
                self._let_in(me)
                raise Busy(
                    "warehouse_in_use",
                    Text(msg="The shop's data is in use by a long import or question."),
                    Text(msg="Try again when it is finished."),
                )
        try:
            yield
        finally:
            with self._gate:
                self._let_in(me)

    def rebuild(self, patience: float = 60.0) -> None:
        """Write the file anew, so that what was deleted is nowhere in it: DuckDB only marks freed blocks as free.

        Takes as long as copying the file and as much room on the disk. Killed at any moment, either the old or the new
        file is there, each whole. Raises Busy like `alone`.
        """
        with self.alone(patience):
            fresh = rebuilt_beside(self._connection, self.path)
            with entrance(self.path.parent, alone=True):
                self._connection.close()
                try:
                    self.path.with_name(self.path.name + ".wal").unlink(missing_ok=True)
                    fresh.replace(self.path)
                finally:
                    self._connection = _connect(self.path)
                    fresh.unlink(missing_ok=True)

    def close(self) -> None:
        """Write everything to the file and let other processes have it."""
        self._connection.close()

    def _come_in(self) -> int:
        me = threading.get_ident()
        with self._gate:
            # A thread that is inside already must not wait: the one at the gate waits for it.
            self._gate.wait_for(lambda: self._alone in (None, me) or self._inside[me] > 0)
            self._inside[me] += 1
        return me

    def _go_out(self, thread: int) -> None:
        with self._gate:
            self._inside[thread] -= 1
            if not self._inside[thread]:
                del self._inside[thread]
            self._gate.notify_all()

    def _let_in(self, me: int) -> None:
        if self._alone == me:
            self._alone = None
        self._gate.notify_all()

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
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": MEMORY_LIMIT,
            },
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
