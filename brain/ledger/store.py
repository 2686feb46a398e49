"""Opens the ledger and brings its tables up to date. A session is one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.ledger import photo_tables as photo_tables  # its tables are the ledger's, whoever opens it

MIGRATIONS = Path(__file__).parent / "migrations"
DAMAGED = ("file is not a database", "malformed")
"""What SQLite says of a file that is none, or no longer one."""
LOCK = 2022
"""The name of the ledger's turn among PostgreSQL's advisory locks."""


class Ledger:
    """What was decided and done, in SQLite (WAL) or PostgreSQL, whichever `url` names."""

    def __init__(self, url: str) -> None:
        """Open or make the database at `url` and run the migrations that it lacks. Raises OwnerError when it is damaged."""
        self.engine = make_engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        try:
            migrate(self.engine)
        except DatabaseError as error:
            self.engine.dispose()
            if not any(sign in str(error.orig) for sign in DAMAGED):
                raise
            raise OwnerError(
                "ledger_damaged",
                Text(msg="The ledger, which keeps what was decided and sent, is damaged."),
                Text(msg="Put ledger.db in the home folder back from a backup."),
            ) from error

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed whole when the block ends, rolled back whole when it raises."""
        with self._sessions() as session, session.begin():
            _wait_for_turn(session.connection())
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Look without waiting for whoever writes. Nothing may be written here: it would not be kept."""
        with self._sessions() as session:
            yield session

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def sqlite_url(path: Path) -> str:
    """The URL of a ledger file, whose folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written through URL, because a folder may be called `what?` or `100%`, which mean something in a URL.
    return URL.create("sqlite", database=str(path)).render_as_string()


def make_engine(url: str) -> Engine:
    """An engine with the habits that the ledger relies on."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing. Safe to call from several processes that start together."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        _wait_for_turn(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _wait_for_turn(connection: Connection) -> None:
    """Let one transaction at a time in, on both engines.

    SQLite: a deferred transaction that reads first and writes later fails at once with "database is locked" when
    another writer came between; taking the write lock first makes it wait its turn instead. PostgreSQL: two that read
    the same card or the same end of the audit chain would both act on it, and one would fail or be lost.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by `session` itself; the driver's own habit of beginning late would undo that.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
