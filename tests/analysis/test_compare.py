"""The plain breakdown: it adds up to the last digit and shows what moved most."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.compare import breakdown

AMOUNTS = st.dictionaries(
    st.one_of(st.none(), st.text(max_size=3)),
    st.tuples(
        st.decimals(-(10**6), 10**6, places=4, allow_nan=False),
        st.decimals(-(10**6), 10**6, places=4, allow_nan=False),
    ),
    max_size=12,
)


@given(AMOUNTS, st.integers(1, 8))
def test_parts_and_rest_are_the_whole(amounts: dict[str | None, tuple[Decimal, Decimal]], most: int) -> None:
    """Whatever is shown and whatever is summed up as the rest, nothing is lost."""
    result = breakdown(amounts, most)
    shown = [*result.parts, *([result.rest] if result.rest else [])]
    assert sum(part.change for part in shown) == result.whole.change
    assert sum(part.now for part in shown) == result.whole.now
    assert len(result.parts) + result.rest_count == len(amounts)


@given(AMOUNTS)
def test_the_largest_movement_comes_first(amounts: dict[str | None, tuple[Decimal, Decimal]]) -> None:
    """Up or down: the size of the change decides, and the rest holds no larger one."""
    sizes = [abs(part.change) for part in breakdown(amounts, 3).parts]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes == sorted((abs(now - before) for now, before in amounts.values()), reverse=True)[:3]


def test_a_share_is_of_the_change() -> None:
    """Two parts that fell by 30 and 10 made three quarters and one quarter of the fall."""
    result = breakdown({"a": (Decimal(70), Decimal(100)), "b": (Decimal(40), Decimal(50))})
    assert [part.share for part in result.parts] == [0.75, 0.25]
    assert result.parts[0].growth == -0.3


def test_no_change_has_no_shares_and_nothing_no_growth() -> None:
    """Dividing by zero is not a share."""
    result = breakdown({"a": (Decimal(5), Decimal(0)), "b": (Decimal(0), Decimal(5))})
    assert {part.share for part in result.parts} == {None}
    assert result.parts[0].growth is None


def test_at_least_one_part_is_shown() -> None:
    """A breakdown into nothing is a mistake of the caller."""
    with pytest.raises(ValueError, match="most == 0"):
        breakdown({}, 0)
