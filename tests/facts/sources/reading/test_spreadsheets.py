"""Workbooks read as plain text: what each kind of cell becomes, which sheets count, where a row stood."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from brain.facts.sources.reading.spreadsheets import Workbook, _text
from brain.kernel.errors import OwnerError
from tests.facts.sources.books import locked, xls, xlsx

SHEETS = {"A": [["a", "b"], ["1", "2"]], "B": [["c"]], "C": [["d"]]}


def opened(folder: Path, content: bytes) -> Workbook:
    path = folder / "book"
    path.write_bytes(content)
    return Workbook(path)


def rows_of(book: Workbook, name: str, folder: Path, *, before: int = 0, width: int = 3) -> list[list[str]]:
    target = folder / "rows.csv"
    target.write_text("")
    book.write_rows(name, before, width, target, 0, lambda share: None)
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    ("cell", "spelled"),
    [
        (12.0, "12"),
        (10.5, "10.5"),
        (-0.1, "-0.1"),
        (123456789012345.0, "123456789012345"),
        (True, "yes"),
        (False, "no"),
        (datetime(2026, 11, 1, 10, 30), "2026-11-01 10:30:00"),
        (date(2026, 11, 1), "2026-11-01"),
        (time(10, 30), "10:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (None, ""),
        ("a\0b", "ab"),
    ],
)
def test_a_cell_is_what_it_holds(cell: object, spelled: str) -> None:
    """Whole numbers without a fraction, dates in ISO form, whatever the workbook shows."""
    assert _text(cell) == spelled


def test_a_number_longer_than_a_double_is_seen_to_be_cut() -> None:
    """It is not written out with invented digits: seventeen digits that look right would pass for an order number."""
    assert "e+" in _text(1.2345678901234568e18)


@pytest.mark.parametrize("make", [xlsx, xls], ids=["xlsx", "xls"])
def test_hidden_sheets_are_not_read(tmp_path: Path, make: Callable[..., bytes]) -> None:
    """What the owner cannot see in the workbook must not be counted."""
    assert opened(tmp_path, make(SHEETS, hidden=("B",))).names == ["A", "C"]


@pytest.mark.parametrize("make", [xlsx, xls], ids=["xlsx", "xls"])
def test_dates_and_numbers_survive(tmp_path: Path, make: Callable[..., bytes]) -> None:
    """Both formats give the same text for the same cells."""
    rows = [["x", datetime(2026, 11, 1, 10, 30, 5), 10.5], ["y", datetime(2026, 11, 2), 3]]
    book = opened(tmp_path, make({"A": rows}))
    assert rows_of(book, "A", tmp_path) == [
        ["1", "x", "2026-11-01 10:30:05", "10.5"],
        ["2", "y", "2026-11-02", "3"],
    ]


def test_rows_are_numbered_as_they_stand(tmp_path: Path) -> None:
    """Blank lines are passed over but counted, so that a number leads back to its line; short rows are filled up."""
    book = opened(tmp_path, xlsx({"A": [["title"], ["a", "b", "c"], ["1"], [], ["2", None, "x", "beyond"]]}))
    assert rows_of(book, "A", tmp_path, before=2) == [["1", "1", "", ""], ["3", "2", "", "x"]]


def test_nul_characters_of_old_workbooks_are_dropped(tmp_path: Path) -> None:
    """XLS can hold them, and DuckDB would cut or keep them differently from a spreadsheet."""
    book = opened(tmp_path, xls({"A": [["a\0b", "c", "d"]]}))
    assert rows_of(book, "A", tmp_path) == [["1", "ab", "c", "d"]]


def test_progress_moves_within_a_long_sheet(tmp_path: Path) -> None:
    """Shares grow from 0 towards 1."""
    book, told = opened(tmp_path, xlsx({"A": [[str(number)] for number in range(45_000)]})), []
    book.write_rows("A", 0, 1, tmp_path / "rows.csv", 0, told.append)
    assert told == sorted(told)
    assert len(told) == 3
    assert told[-1] <= 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (locked(xlsx(SHEETS)), "workbook_locked"),
        (xls(SHEETS)[:3000], "workbook_broken"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 2000, "workbook_broken"),
    ],
    ids=["a password", "cut off", "only the beginning of one"],
)
def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    """A password is told from damage."""
    with pytest.raises(OwnerError) as refused:
        opened(tmp_path, content)
    assert refused.value.code == code
