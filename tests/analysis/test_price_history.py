"""Prices in force: crates and second channels are no change of price, real changes are seen, silence is not forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.price_history import LONGEST_SILENCE, PriceHistory, prices_in_force


def read(lines: list[tuple[int, int, float, float]], items: int = 1, days: int = 70) -> PriceHistory:
    """Lines of (item, day, unit price, quantity)."""
    item, day, price, quantity = (np.array(column) for column in zip(*lines, strict=True))
    return prices_in_force(
        item.astype(np.int64), day.astype(np.int64), price.astype(float), quantity.astype(float), items=items, days=days
    )  # fmt: skip


def test_a_price_for_a_dozen_is_no_change() -> None:
    """Every day a few at ten and a crate at eight: the price is ten throughout, the crates are not its units."""
    lines = [(0, day, 10.0, 1) for day in range(70) for _ in range(3)]
    lines += [(0, day, 8.0, 12) for day in range(70)]
    history = read(lines)
    assert (history.price == 10).all()
    assert history.units.sum() == 210


def test_a_real_change_is_seen_and_a_single_slip_is_not() -> None:
    """Nine from the sixth week on; one line at a tenth of the price changes nothing."""
    lines = [(0, day, 10.0 if day < 35 else 9.0, 1) for day in range(70)] + [(0, 50, 1.0, 1)]
    price = read(lines).price[0]
    assert (price[:35] == 10).all()
    assert (price[35:] == 9).all()


def test_silence_keeps_the_price_for_four_weeks() -> None:
    """After that nobody knows it, nor before the first sale."""
    price = read([(0, 8, 5.0, 1), (0, 9, 5.0, 1)]).price[0]
    assert np.isnan(price[:7]).all()
    assert (price[7 : 14 + LONGEST_SILENCE] == 5).all()
    assert np.isnan(price[14 + LONGEST_SILENCE :]).all()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 69), st.sampled_from([4.0, 5.0, 6.5]), st.integers(1, 30)
        ),
        min_size=1,
        max_size=60,
    )
)
def test_prices_are_ones_that_were_paid(lines: list[tuple[int, int, float, float]]) -> None:
    """No mean of two prices that nobody paid; never more units than were sold; products do not mix."""
    history = read(lines, items=3)
    for item in range(3):
        paid = {price for one, _, price, _ in lines if one == item}
        assert set(history.price[item][~np.isnan(history.price[item])].tolist()) <= paid
        assert history.units[item].sum() <= sum(pieces for one, _, _, pieces in lines if one == item)


def test_lines_outside_are_refused() -> None:
    """A day that is not there would be read as another product's."""
    with pytest.raises(ValueError, match="must lie within"):
        read([(0, 70, 1.0, 1)])
