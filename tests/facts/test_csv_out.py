"""CSV for spreadsheets: what comes out is what went in, and no cell is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.facts.csv_out import FORMULA_STARTS, safe_cell, safe_csv

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "-1+1", "+1-2", "＝1+1", "-", "=", "-1,2"]
)
def test_a_formula_stays_words(cell: str) -> None:
    """Whatever a spreadsheet would run is shown with an apostrophe before it."""
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-1", "+1.50", "-0.35", "-12%", "-1e5", "1=1", "a@b", ""])
def test_plain_numbers_and_words_stay(cell: str) -> None:
    """A negative amount is a number and must still add up in the spreadsheet."""
    assert safe_cell(cell) == cell


def test_values_are_written_plainly() -> None:
    """Money without exponent, days and instants as ISO 8601, nothing for NULL."""
    row = [
        None,
        Decimal("1E+3"),
        Decimal("-2.50"),
        date(2026, 11, 20),
        datetime(2026, 11, 20, 4, 5),
        True,
        -3,
    ]
    assert read(safe_csv(["a"] * len(row), [row]))[1] == [
        "", "1000", "-2.50", "2026-11-20", "2026-11-20 04:05:00", "true", "-3",
    ]  # fmt: skip


@given(st.lists(st.lists(words, min_size=2, max_size=2), max_size=5))
def test_every_cell_survives(rows: list[list[str]]) -> None:
    """Reading the file gives the cells back, but for the apostrophe, and none begins like a formula."""
    text = safe_csv(["one", "two"], rows)
    assert text.startswith("\ufeff")
    back = read(text)
    assert len(back) == len(rows) + 1
    for given_row, read_row in zip(rows, back[1:], strict=True):
        for cell, shown in zip(given_row, read_row, strict=True):
            assert shown in (cell, "'" + cell)
            assert not (shown.startswith(FORMULA_STARTS) and not shown.lstrip("+-")[:1].isdigit())
