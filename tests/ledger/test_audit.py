"""The audit chain: whatever is changed later shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brain.ledger import audit
from brain.ledger.store import Ledger
from brain.ledger.tables import AuditRow

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LINES = 6
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab小", max_size=3), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def write_lines(ledger: Ledger, lines: int = LINES) -> None:
    """A chain of so many lines, each with a different everything."""
    with ledger.session() as session:
        for number in range(lines):
            audit.record(
                session,
                shop=f"shop{number}",
                at=NOW + timedelta(minutes=number),
                who=f"who{number}",
                what=f"what{number}",
                subject=f"subject{number}",
                detail={"n": number, "text": "小鹿"},
            )


def broken_at(ledger: Ledger) -> int | None:
    """What a check in a new session finds."""
    with ledger.session() as session:
        return audit.broken_at(session)


def execute(ledger: Ledger, sql: str, **values: Any) -> None:
    """Change the database behind the ledger's back."""
    with ledger.session() as session:
        session.execute(sa.text(sql), values)


def test_an_untouched_chain_is_whole(ledger: Ledger) -> None:
    """An empty one too."""
    assert broken_at(ledger) is None
    write_lines(ledger)
    assert broken_at(ledger) is None
    with ledger.session() as session:
        assert list(session.scalars(sa.select(AuditRow.seq).order_by(AuditRow.seq))) == [1, 2, 3, 4, 5, 6]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.dictionaries(st.text("abc", max_size=3), JSON_VALUES, max_size=4), st.integers(-14, 14))
def test_whatever_is_recorded_does_not_break_the_chain(
    ledger: Ledger, detail: dict[str, Any], hours: int
) -> None:
    """Any detail and any time zone comes back from storage with the hash it went in with."""
    at = datetime(2026, 11, 20, 2, 3, 4, 567890, tzinfo=timezone(timedelta(hours=hours)))
    with ledger.session() as session:
        audit.record(session, shop="s", at=at, who="w", what="x", subject="y", detail=detail)
    assert broken_at(ledger) is None


COLUMNS = [column.name for column in AuditRow.__table__.columns]


def tampered(column: str, row: int) -> Any:
    """Another value of the right type."""
    if column == "seq":
        return row + 1000
    if column == "at":
        return "2026-11-20 02:00:00.000001"
    if column == "detail":
        return '{"n": 1, "text": "小鹿 "}'
    return "0" * 63 + str(row) if column in ("previous", "hash") else "somebody else"


@pytest.mark.parametrize("row", [1, 3, LINES])
@pytest.mark.parametrize("column", COLUMNS)
def test_any_change_of_any_column_of_any_line_shows(ledger: Ledger, column: str, row: int) -> None:
    """First, middle and last line, every column, the line's own number included."""
    write_lines(ledger)
    cast = {"at": "CAST(:value AS TIMESTAMP WITH TIME ZONE)", "detail": "CAST(:value AS JSON)"}
    new = cast.get(column, ":value") if ledger.engine.dialect.name == "postgresql" else ":value"
    execute(
        ledger, f"UPDATE audit SET {column} = {new} WHERE seq = :row", value=tampered(column, row), row=row
    )
    found = broken_at(ledger)
    assert found is not None
    assert found <= (row + 1000 if column == "seq" else row)


@pytest.mark.parametrize(("column", "value"), [("detail", "{broken"), ("at", "last Tuesday")])
def test_an_unreadable_line_shows_instead_of_failing(ledger: Ledger, column: str, value: str) -> None:
    """The check names the line; it does not fall over it."""
    if ledger.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL itself refuses what is no JSON or no time")
    write_lines(ledger)
    execute(ledger, f"UPDATE audit SET {column} = :value WHERE seq = 3", value=value)
    assert broken_at(ledger) == 3


@pytest.mark.parametrize("row", [1, 3, LINES - 1])
def test_a_line_taken_out_shows(ledger: Ledger, row: int) -> None:
    """The line after the gap does not fit."""
    write_lines(ledger)
    execute(ledger, "DELETE FROM audit WHERE seq = :row", row=row)
    assert broken_at(ledger) == row + 1


def test_two_lines_that_changed_places_show(ledger: Ledger) -> None:
    """The order in which things happened is part of what is kept."""
    write_lines(ledger)
    for old, new in ((2, 99), (3, 2), (99, 3)):
        execute(ledger, "UPDATE audit SET seq = :new WHERE seq = :old", old=old, new=new)
    assert broken_at(ledger) == 2


def test_a_line_put_in_between_shows(ledger: Ledger) -> None:
    """A forged line with a right hash has no place: the one after it names another predecessor."""
    write_lines(ledger, 3)
    execute(ledger, "UPDATE audit SET seq = 4 WHERE seq = 3")
    with ledger.session() as session:
        second = session.get(AuditRow, 2)
        assert second is not None
        forged = AuditRow(
            seq=3, shop="s", at=NOW, who="x", what="x", subject="x", detail={}, previous="f" * 64
        )
        forged.hash = audit._hash(forged)
        session.add(forged)
    assert broken_at(ledger) == 3


def test_the_chain_goes_on_after_its_last_line_was_cut_off(ledger: Ledger) -> None:
    """Cutting the end off leaves a whole, shorter chain (a backup shows it); new lines continue it."""
    write_lines(ledger)
    execute(ledger, "DELETE FROM audit WHERE seq = :row", row=LINES)
    assert broken_at(ledger) is None
    with ledger.session() as session:
        audit.record(session, shop="s", at=NOW, who="w", what="x", subject="y")
    assert broken_at(ledger) is None
