"""What an owner types is read as meant, or refused with a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.quality.stated import days_of, parse_figure
from brain.kernel.errors import OwnerError


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8420.50", "8420.50"),
        ("¥8,420.5", "8420.5"),
        (" ￥ 8420 ", "8420"),
        ("1.2万", "12000"),
        ("８４２０．５元", "8420.5"),
        ("-30", "-30"),
        ("USD 1,234,567.89", "1234567.89"),
    ],
)
def test_amounts_as_people_paste_them(typed: str, value: str) -> None:
    """Signs, thousands, full-width digits, 万 and 元."""
    assert parse_figure("paid", typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12,50", "1.2.3", "8420.5 or so", "1e9", "99999999999999", "12,345,6"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    """A decimal comma is not guessed at: twelve and a half could become twelve hundred and fifty."""
    with pytest.raises(OwnerError) as refused:
        parse_figure("paid", typed)
    assert refused.value.code == "figure"


@pytest.mark.parametrize("typed", ["12.5", "-1"])
def test_orders_are_whole(typed: str) -> None:
    """Nobody has half an order."""
    with pytest.raises(OwnerError):
        parse_figure("orders", typed)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_is_shown_can_be_typed(value: Decimal) -> None:
    """Copying a figure from this page into the box gives the same figure."""
    assert parse_figure("paid", f"¥{value:,.2f}") == value


def test_a_scope_is_a_month_or_a_day() -> None:
    """Both ends inclusive, leap years known; anything else is refused."""
    assert (days_of("2024-02").first, days_of("2024-02").last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (days_of("2026-11-20").first, days_of("2026-11-20").last) == (
        date(2026, 11, 20),
        date(2026, 11, 20),
    )
    assert days_of("").first is None
    for wrong in ("2026", "2026-13", "2026-02-30", "November"):
        with pytest.raises(OwnerError):
            days_of(wrong)
