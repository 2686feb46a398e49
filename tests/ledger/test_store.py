"""A session is one transaction: whole or not at all, whoever else writes at the same time."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.orm import Session

from brain.kernel.errors import OwnerError
from brain.ledger import audit
from brain.ledger.cards import add_card, get_card
from brain.ledger.follow_ups import follow_ups
from brain.ledger.links import add_click, add_link, count_clicks
from brain.ledger.store import MIGRATIONS, Ledger, make_engine, sqlite_url
from brain.ledger.tables import AuditRow, Base, CardRow, LinkRow
from tests.cards.made_up import made_up_alert

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def write_line(ledger: Ledger, who: str) -> None:
    """One audit line in a transaction of its own."""
    with ledger.session() as session:
        audit.record(session, shop="s", at=NOW, who=who, what="x", subject="y")


def together(*works: object) -> list[BaseException]:
    """Start all at once; what they raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: object) -> None:
        gate.wait()
        try:
            work()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001  the test reports whatever a thread raised
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_what_a_session_wrote_is_there_afterwards(ledger: Ledger) -> None:
    """A block that ends is committed, and instants come back aware in UTC."""
    with ledger.session() as session:
        add_link(session, "abc", "s", "card", "", NOW)
    with ledger.session() as session:
        row = session.get(LinkRow, "abc")
        assert row is not None
        assert (row.made_at, row.made_at.tzinfo) == (NOW, UTC)


def test_a_session_that_raises_leaves_nothing(ledger: Ledger) -> None:
    """Neither rows nor audit lines of a failed block remain, and the next session works."""

    def fail_late() -> None:
        with ledger.session() as session:
            add_link(session, "abc", "s", "card", "", NOW)
            audit.record(session, shop="s", at=NOW, who="w", what="x", subject="y")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_late()
    with ledger.session() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(LinkRow)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(AuditRow)) == 0
    write_line(ledger, "next")


def test_a_refused_statement_leaves_nothing(ledger: Ledger) -> None:
    """A click on an unknown link breaks the foreign key; what was written before it goes too."""

    def click_nothing() -> None:
        with ledger.session() as session:
            add_link(session, "abc", "s", "card", "", NOW)
            add_click(session, "no such code", "visitor", NOW)

    with pytest.raises(sa.exc.IntegrityError):
        click_nothing()
    with ledger.session() as session:
        assert session.get(LinkRow, "abc") is None


def test_an_instant_without_a_zone_is_refused(ledger: Ledger) -> None:
    """A naive instant would be stored as another moment than was meant."""
    with pytest.raises(sa.exc.StatementError, match="must carry a time zone"), ledger.session() as session:
        add_link(session, "abc", "s", "card", "", datetime(2026, 11, 20))


def test_writers_at_once_lose_nothing(ledger: Ledger) -> None:
    """Four threads with thirty lines each: all lines are there, in one whole chain."""

    def thirty(who: str) -> None:
        for _ in range(30):
            write_line(ledger, who)

    assert together(*[lambda who=who: thirty(who) for who in "abcd"]) == []
    with ledger.session() as session:
        counted = session.execute(sa.select(AuditRow.who, sa.func.count()).group_by(AuditRow.who)).all()
        assert dict(counted) == dict.fromkeys("abcd", 30)
        assert audit.broken_at(session) is None


def test_reading_and_then_writing_never_overwrites_another(ledger: Ledger) -> None:
    """Two threads count up the same row by reading it first: no step is lost."""
    with ledger.session() as session:
        add_link(session, "abc", "s", "card", "0", NOW)

    def count_up() -> None:
        for _ in range(25):
            with ledger.session() as session:
                row = session.get(LinkRow, "abc")
                assert row is not None
                row.target = str(int(row.target) + 1)

    assert together(count_up, count_up) == []
    with ledger.session() as session:
        row = session.get(LinkRow, "abc")
        assert row is not None
        assert row.target == "50"


OPEN = "import sys; from brain.ledger.store import Ledger; Ledger(sys.argv[1]).close()"


def test_processes_may_start_together_on_an_empty_database(ledger_url: str) -> None:
    """Four processes open a ledger that does not exist yet: one makes the tables, the others find them."""
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, ledger_url], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    complaints = [process.communicate(timeout=90)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], complaints
    opened = Ledger(ledger_url)
    write_line(opened, "after")
    opened.close()


def test_migrations_and_models_say_the_same(ledger: Ledger) -> None:
    """Whoever adds a column to a model adds a migration: autogenerate finds no difference."""
    with ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_changes_nothing(ledger_url: str) -> None:
    """Rows survive a restart."""
    first = Ledger(ledger_url)
    write_line(first, "first")
    first.close()
    second = Ledger(ledger_url)
    with second.session() as session:
        assert session.scalar(sa.select(AuditRow.who)) == "first"
    second.close()


@pytest.mark.parametrize("name", ["what?", "100%25", "a b", "#1", "小鹿", "it's", "a@b:c"])
def test_a_home_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    """A folder's name is a name, also where its letters mean something in a URL."""
    path = tmp_path / name / "ledger.db"
    opened = Ledger(sqlite_url(path))
    write_line(opened, "x")
    opened.close()
    assert path.is_file()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_file_that_is_no_database_is_not_overwritten(tmp_path: Path) -> None:
    """Whatever lies there stays byte for byte, and the owner is told in a sentence."""
    path = tmp_path / "ledger.db"
    path.write_bytes(b"my shopping list, much longer than a header" * 100)
    before = path.read_bytes()
    with pytest.raises(OwnerError) as refused:
        Ledger(sqlite_url(path))
    assert refused.value.code == "ledger_damaged"
    assert path.read_bytes() == before


def test_clicks_are_counted_within_a_half_open_window(ledger: Ledger) -> None:
    """A click at the window's start counts and one at its end does not; a visitor counts once."""
    with ledger.session() as session:
        add_link(session, "abc", "s", "card", "", NOW)
        end = NOW.replace(hour=3)
        for visitor, at in (
            ("v", NOW),
            ("v", NOW.replace(minute=1)),
            ("w", NOW.replace(minute=2)),
            ("u", end),
        ):
            add_click(session, "abc", visitor, at)
        assert count_clicks(session, "abc", NOW, end) == (3, 2)
        assert count_clicks(session, "abc") == (4, 3)
        assert count_clicks(session, "other") == (0, 0)


def test_a_ledger_from_before_follow_ups_gets_their_table_and_keeps_its_cards(tmp_path: Path) -> None:
    """Brought up from the migration before, with an alert in it that knows nothing of being watched: it is still read."""
    url = sqlite_url(tmp_path / "old.db")
    engine = make_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
    alert = made_up_alert()
    with Session(engine) as session, session.begin():
        assert "follow_up" not in sa.inspect(session.connection()).get_table_names()
        add_card(session, alert, dedupe="old")
        row = session.get_one(CardRow, alert.id)
        row.payload = {name: value for name, value in row.payload.items() if name != "warned"}
    engine.dispose()
    opened = Ledger(url)
    with opened.session() as session:
        assert follow_ups(session, "shop") == []
        assert get_card(session, "shop", alert.id) == alert
    opened.close()
