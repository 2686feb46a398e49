"""A fresh ledger for each test, on SQLite and, where its binaries are installed, on a real PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from brain.ledger.store import Ledger, sqlite_url

POSTGRES_USER = "postgres"


def postgres_folder() -> Path | None:
    """Where PostgreSQL's own programs are (Debian keeps them off the PATH)."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return next(
        (
            folder
            for folder in [*known, *([Path(found).parent] if found else [])]
            if (folder / "initdb").exists()
        ),
        None,
    )


def as_server(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs, which refuse to run as root, as the user that its package made."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", POSTGRES_USER, "--", *words]
    subprocess.run(words, check=True, capture_output=True, timeout=60, cwd="/")


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.URL]:
    """A PostgreSQL server of our own on a socket in a temporary folder, gone afterwards."""
    programs = postgres_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, POSTGRES_USER)
        as_server(programs / "initdb", "-D", folder / "data", "-U", POSTGRES_USER, "-A", "trust", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        as_server(
            programs / "pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start"
        )
        try:
            yield sa.URL.create(
                "postgresql+psycopg", POSTGRES_USER, database="postgres", query={"host": str(folder)}
            )
        finally:
            as_server(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "ledger.db")
    server: sa.URL = request.getfixturevalue("postgres")
    name = f"ledger_{secrets.token_hex(6)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger."""
    opened = Ledger(ledger_url)
    yield opened
    opened.close()
