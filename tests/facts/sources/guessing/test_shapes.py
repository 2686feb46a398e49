"""What values look like, whatever stands above them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brain.facts.sources.guessing.shapes import bare, fits, number, shape_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", "12"), ("1,234.50", "1234.50"), ("￥9.90", "9.90"), ("NT$ 30", "30"), ("-5", "-5"), ("(5.00)", "-5"), ("1.2万", "12000"), ("15%", "0.15"), ("12,50", "12.50"), ("1.234,5", "1234.5"),
        ("3元", "3"), ("", None), ("abc", None), ("2026-11-20", None), ("-", None), ("1,2,3", None), ("¥", None),
    ],
)  # fmt: skip
def test_numbers(written: str, value: str | None) -> None:
    """Signs, thousands, brackets for a minus, 万 and per cent; nothing is made of what is no number."""
    assert number(written) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "written",
    ["2026-11-20", "2026/1/2 9:05", "2026.11.20", "2026年11月20日 10:05", "2026-11-20T10:00:00+08:00", "20/11/2026", "11/20/26 3:04 PM", "20 Nov 2026", "Nov 20, 2026", "2026-11-20 上午 9:05:01"],
)  # fmt: skip
def test_dates(written: str) -> None:
    """A column of these is one of times, and no amount."""
    shape = shape_of([written] * 5)
    assert fits("instant", "ordered_at", shape) == 1.0
    assert fits("amount", "paid_amount", shape) == -1.0


@pytest.mark.parametrize("written", ["20261120", "45981.5", "1795161600"])
def test_numbers_that_may_be_dates(written: str) -> None:
    """Packed dates, a spreadsheet's days and seconds since 1970 may be times, if the header says so."""
    assert fits("instant", "ordered_at", shape_of([written] * 5)) == 0.4


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("order_id", ["12.50", "9.90", "3.25"]), ("order_id", ["2026-11-20"] * 3), ("region", ["浙江省杭州市西湖区文三路100号"] * 3), ("product_name", ["1", "2", "3"]), ("phone", ["12", "13", "14"]), ("email", ["a", "b", "c"]),
    ],
)  # fmt: skip
def test_what_values_rule_out(field: str, cells: list[str]) -> None:
    """Prices are no order numbers, an address no region."""
    assert fits("text", field, shape_of(cells)) == -1.0


def test_what_spreadsheets_put_around_text() -> None:
    """="123" and '123 are 123."""
    assert (bare('="0123"'), bare("'0123\t"), bare("\u3000a ")) == ("0123", "0123", "a")
