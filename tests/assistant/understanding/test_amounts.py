"""Amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.assistant.understanding.amounts import Amount, amounts
from brain.assistant.understanding.tokens import normalise


def read(text: str) -> list[Amount]:
    return [token.value for token in amounts(normalise(text))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("销售额超过1.5万", "15000", ""),
        ("超过¥1,200", "1200", "money"),
        ("over £2,000 in June", "2000", "money"),
        ("at least 2k orders", "2000", ""),
        ("毛利率低于35%", "0.35", "rate"),
        ("三十万", "300000", ""),
        ("销售额过万", "10000", ""),
        ("19.9元以上", "19.9", ""),
    ],
)
def test_an_amount_has_its_value_and_unit(text: str, value: str, unit: str) -> None:
    """万 and k scale, a sign says money, a percent sign a fraction."""
    assert read(text) == [Amount(Decimal(value), unit)]


@pytest.mark.parametrize("text", ["11.11卖了多少", "2026年", "v2.5k", "50件", "3.5号店铺a5k"])
def test_what_is_no_amount(text: str) -> None:
    """A day of the year, a plain count and a number inside a name are none."""
    assert [one for one in read(text) if one.unit or one.value > 100] == []


@given(st.integers(1, 10**7))
def test_thousands_are_read_back(number: int) -> None:
    """Whatever is written with separators has its own value."""
    found = read(f"more than ${number:,}")
    assert found == [Amount(Decimal(number), "money")]
