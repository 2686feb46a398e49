"""Erasures: one row goes on until it is finished, counts only grow, the newest comes first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brain.ledger.erasures import (
    begin_erasure,
    erasures_of,
    finish_erasure,
    is_finished,
    newest_erasure,
    note_found,
)
from brain.ledger.store import Ledger

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
KEY = "0" * 32


def test_an_unfinished_one_is_gone_on_with(ledger: Ledger) -> None:
    """Begun twice it is one row; finished, the next time is another; other shops and customers are others."""
    with ledger.session() as session:
        first = begin_erasure(session, "lane", KEY, "u", NOON)
        assert begin_erasure(session, "lane", KEY, "v", NOON + timedelta(hours=1)).id == first.id
        assert begin_erasure(session, "other", KEY, "u", NOON).id != first.id
        assert not is_finished(first)
        finish_erasure(session, first.id, {"signed": True}, NOON + timedelta(hours=2))
    with ledger.session() as session:
        done = newest_erasure(session, "lane", KEY)
        assert done is not None
        assert (is_finished(done), done.at, done.who) == (True, NOON + timedelta(hours=2), "u")
        second = begin_erasure(session, "lane", KEY, "u", NOON + timedelta(days=1))
        assert second.id != first.id
        assert [row.id for row in erasures_of(session, "lane")] == [second.id, first.id]
        assert newest_erasure(session, "lane", "1" * 32) is None


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["order_line", "card"]), st.integers(0, 99)), max_size=8))
def test_counts_never_shrink(ledger: Ledger, notes: list[tuple[str, int]]) -> None:
    """A second run counts what the first left; the certificate tells of both."""
    with ledger.session() as session:
        row = begin_erasure(session, "lane", KEY, "u", NOON)
        for what, count in notes:
            note_found(session, row.id, what, count)
        session.flush()
        found = row.certificate["found"]
        assert found == {what: max(n for w, n in notes if w == what) for what, _ in notes}
        session.delete(row)
