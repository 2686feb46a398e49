"""Fatigue: who heard enough this week is left out, what is expected shrinks with the audience, nobody else is touched."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brain.opportunities.fatigue import rested
from tests.opportunities.test_ranking import finding

counts = st.dictionaries(st.sampled_from([f"c{n}" for n in range(12)]), st.integers(1, 5))


@given(size=st.integers(0, 12), messages=counts, most=st.integers(0, 4))
def test_nobody_gets_more_than_they_may(size: int, messages: dict[str, int], most: int) -> None:
    """Each who stays got fewer than the most; each who goes got as many; both together are everybody."""
    everybody = tuple(f"c{n}" for n in range(size))
    fewer, tired, lately = rested(finding("x", 100, members=everybody), messages, most)
    staying = {key for key in everybody if not most or messages.get(key, 0) < most}
    assert tired == size - len(staying)
    if fewer is None:
        assert len(staying) < 2
        return
    assert fewer.reached == staying
    assert lately == len(staying & set(messages))
    assert fewer.effect.low <= fewer.effect.mid <= fewer.effect.high
    if tired:
        assert abs(fewer.effect.mid - Decimal(100 * len(staying)) / size) <= Decimal("0.5")


def test_without_a_limit_nobody_is_left_out() -> None:
    """An owner may set none; how many heard lately is told all the same."""
    fewer, tired, lately = rested(finding("x", members=("a", "b")), {"a": 9}, 0)
    assert fewer is not None
    assert (len(fewer.members), tired, lately) == (2, 0, 1)
