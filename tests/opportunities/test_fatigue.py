"""Fatigue: who heard enough this week is left out, what is expected shrinks with the audience, nobody else is touched."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.i18n import Text
from brain.opportunities.fatigue import Heard, rested
from tests.opportunities.test_ranking import finding

counts = st.dictionaries(st.sampled_from([f"c{n}" for n in range(12)]), st.integers(1, 5))


@given(size=st.integers(0, 12), messages=counts, most=st.integers(0, 4))
def test_nobody_gets_more_than_they_may(size: int, messages: dict[str, int], most: int) -> None:
    """Each who stays got fewer than the most; each who goes got as many; both together are everybody."""
    everybody = tuple(f"c{n}" for n in range(size))
    fewer = rested(finding("x", 100, members=everybody), Heard(messages, most))
    staying = {key for key in everybody if not most or messages.get(key, 0) < most}
    if isinstance(fewer, Text):
        assert len(staying) < min(size, 2)
        return
    assert fewer.tired == size - len(staying)
    assert fewer.reached == staying
    assert fewer.lately == len(staying & set(messages))
    assert fewer.effect.low <= fewer.effect.mid <= fewer.effect.high
    if fewer.tired:
        assert abs(fewer.effect.mid - Decimal(100 * len(staying)) / size) <= Decimal("0.5")


def test_without_a_limit_nobody_is_left_out() -> None:
    """An owner may set none; how many heard lately is told all the same."""
    fewer = rested(finding("x", members=("a", "b")), Heard({"a": 9}, 0))
    assert not isinstance(fewer, Text)
    assert (len(fewer.members), fewer.tired, fewer.lately) == (2, 0, 1)
