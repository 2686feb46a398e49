"""Audiences: who gets a post and who is held out, by lot and once for all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.ledger.segments import add_segment, arm_sizes, members, split_arms
from brain.ledger.store import Ledger

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
KEYS = st.lists(st.text("0123456789abcdef", min_size=1, max_size=8), max_size=60)
SHARES = st.floats(0.01, 0.89)
SALTS = st.text(max_size=8)


def held(arms: dict[str, str]) -> set[str]:
    """Who is left out."""
    return {member for member, arm in arms.items() if arm == "holdout"}


@given(KEYS, SHARES, SALTS)
def test_the_lot_keeps_its_promises(keys: list[str], share: float, salt: str) -> None:
    """Everyone is on exactly one side, the share is kept to within one, and both sides exist from two members on."""
    arms = split_arms(keys, share, salt)
    distinct = len(set(keys))
    assert set(arms) == set(keys)
    if distinct < 2:
        assert not held(arms)
    else:
        assert 1 <= len(held(arms)) <= distinct - 1
        assert abs(len(held(arms)) - distinct * share) <= 1


@given(KEYS, SHARES, SALTS, st.randoms())
def test_the_lot_does_not_depend_on_order_or_repeats(
    keys: list[str], share: float, salt: str, chance: object
) -> None:
    """The same members make the same sides, however they are listed."""
    again = [*keys, *keys[: len(keys) // 2]]
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert split_arms(again, share, salt) == split_arms(keys, share, salt)


def test_another_salt_draws_another_lot() -> None:
    """Whoever was held out once is not held out for ever: two draws overlap by about the share."""
    keys = [f"customer{number}" for number in range(2000)]
    one, other = held(split_arms(keys, 0.2, "card_1")), held(split_arms(keys, 0.2, "card_2"))
    assert len(one) == len(other) == 400
    assert 45 <= len(one & other) <= 115


def test_the_lot_is_fair_to_everyone() -> None:
    """Over many cards each customer is held out about as often as the share says, and no kind of name more often."""
    keys = [f"{number:03d}" for number in range(100)]
    times = dict.fromkeys(keys, 0)
    for draw in range(500):
        for member in held(split_arms(keys, 0.3, f"card_{draw}")):
            times[member] += 1
    assert sum(times.values()) == 500 * 30
    assert all(90 <= count <= 210 for count in times.values())
    early = sum(times[key] for key in keys[:50])
    assert abs(early - 7500) < 350


def test_a_stored_audience_stays_what_it_was(ledger: Ledger) -> None:
    """Members and arms come back, and an audience of nobody is an audience."""
    arms = split_arms([f"c{number}" for number in range(10)], 0.2, "salt")
    with ledger.session() as session:
        add_segment(session, "seg", "shop", {"detector": "win_back"}, arms, NOW)
        add_segment(session, "none", "shop", {}, {}, NOW)
    with ledger.session() as session:
        assert set(members(session, "seg", "holdout")) == held(arms)
        assert members(session, "seg") == sorted(arms)
        assert arm_sizes(session, "seg") == {"treated": 8, "holdout": 2}
        assert arm_sizes(session, "none") == arm_sizes(session, "unknown") == {"treated": 0, "holdout": 0}


@pytest.mark.parametrize("size", [0, 1])
def test_a_single_customer_is_never_held_out(size: int) -> None:
    """A control without anyone treated would say nothing."""
    assert set(split_arms(["only"][:size], 0.5, "s").values()) <= {"treated"}
