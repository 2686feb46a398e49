"""Price points: three digits, no cent below the floor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.price_points import price_point


@pytest.mark.parametrize(
    ("price", "written"),
    [(28.29, 28.3), (1234.4, 1230.0), (9.432, 9.43), (0.256, 0.26), (110.515, 111.0), (42.07, 42.1)],
)
def test_prices_are_written_with_three_digits(price: float, written: float) -> None:
    """And never finer than a cent."""
    assert price_point(price) == written


@given(price=st.floats(0.05, 1e5), least=st.floats(0, 1))
def test_a_price_stays_near_and_above_its_floor(price: float, least: float) -> None:
    """Within a percent or a cent of what was asked, and not below the least allowed, which lies at or below the price."""
    floor = price * least
    written = price_point(price, floor)
    assert abs(written - price) <= 0.011 * price + 0.0101
    assert written >= floor - 1e-9


def test_no_price_is_refused() -> None:
    """Free is not a price."""
    with pytest.raises(ValueError, match="price == 0"):
        price_point(0)
