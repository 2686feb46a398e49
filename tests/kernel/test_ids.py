"""Names of things: sortable, stable, unguessable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.ids import ALPHABET, link_code, new_id, stable_id

INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2600, 1, 1), timezones=st.just(UTC))
PARTS = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f")), max_size=5)


@given(INSTANTS, st.timedeltas(timedelta(milliseconds=1), timedelta(days=4000)))
def test_names_sort_by_time(earlier: datetime, by: timedelta) -> None:
    """Whatever the century, an earlier name sorts before a later one, a millisecond being enough."""
    assert new_id("card", earlier) < new_id("card", earlier + by)


@given(INSTANTS)
def test_names_are_short_and_speak_no_foreign_letters(now: datetime) -> None:
    """A name fits the ledger's column and holds nothing that a shell, a URL or a person stumbles over."""
    prefix, when, luck = new_id("execution", now).split("_")
    assert (prefix, len(when), len(luck)) == ("execution", 9, 8)
    assert set(when.lstrip("0") + luck) <= set(ALPHABET)


def test_two_names_of_one_instant_differ() -> None:
    """The same millisecond does not make the same name."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert len({new_id("card", now) for _ in range(2000)}) == 2000


def test_time_before_1970_is_refused() -> None:
    """A negative count of milliseconds has no sortable form; it must not be counted for ever either."""
    with pytest.raises(ValueError, match="must be >= 1970"):
        new_id("card", datetime(1969, 12, 31, tzinfo=UTC))


@given(PARTS)
def test_a_stable_name_is_the_same_for_everyone(parts: list[str]) -> None:
    """The same parts make the same name, short and readable."""
    name = stable_id("rcpt", *parts)
    assert name == stable_id("rcpt", *list(parts))
    assert len(name) <= 40
    assert set(name.removeprefix("rcpt_")) <= set(ALPHABET)


@given(PARTS, PARTS)
def test_different_parts_make_different_names(one: list[str], other: list[str]) -> None:
    """Where one part ends and the next begins counts: ("ab", "c") is not ("a", "bc")."""
    if one != other and (one or [""]) != (other or [""]):
        assert stable_id("rcpt", *one) != stable_id("rcpt", *other)


def test_a_stable_name_does_not_change_between_releases() -> None:
    """Receipts stored last year must be found by the name that is computed today."""
    assert stable_id("rcpt", "shop", "SELECT 1", "3") == "rcpt_399j66xaxn96p2"


def test_link_codes_cannot_be_misread_or_guessed() -> None:
    """Eight letters without 0, 1, o, i and l, and no repeats in ten thousand."""
    codes = {link_code() for _ in range(10_000)}
    assert len(codes) == 10_000
    assert {len(code) for code in codes} == {8}
    assert not set("".join(codes)) & set("01oil")
