"""Formulas that failed: an amount that could not be reckoned is no blank, a name that was not found is none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from brain.facts.sources.reading.failed_formulas import failed_cells
from tests.facts.counter import Counter
from tests.facts.sources.books import xls

HEADER = ["order_id", "ordered_at", "product_name", "quantity", "unit_price", "paid_amount"]


def book(down: int = 0, right: int = 0) -> bytes:
    """Three orders; one amount and one name failed. The table begins so many cells down and to the right."""
    packed = io.BytesIO()
    made = xlsxwriter.Workbook(packed, {"in_memory": True})
    made.add_worksheet("空的")
    sheet = made.add_worksheet("订单 1")
    for place, row in enumerate([HEADER, *([f"N{i}", "2026-11-01", "米粉", 1, 10, 9] for i in range(3))]):
        for column, cell in enumerate(row):
            sheet.write(place + down, column + right, cell)
    sheet.write_formula(2 + down, 5 + right, "=1/0", None, "#DIV/0!")
    sheet.write_formula(3 + down, 2 + right, "=NA()", None, "#N/A")
    made.close()
    return packed.getvalue()


@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, 2)])
def test_failed_formulas_of_a_workbook(counter: Counter, down: int, right: int) -> None:
    """Quantity and price do not stand in for an amount that failed, wherever the table begins."""
    report = counter.load(book(down, right))
    assert [one.code for one in report.quarantined] == ["bad_number:paid_amount"]
    assert counter.rows("SELECT order_id, product_name, paid_amount FROM order_line ORDER BY 1") == [
        ("N0", "米粉", 9), ("N2", None, 9),
    ]  # fmt: skip


def test_the_same_in_a_text_file(counter: Counter) -> None:
    """A CSV that a spreadsheet saved has the words."""
    rows = "N0,2026-11-01,#N/A,1,10,9\nN1,2026-11-01,米粉,1,10,#value!\nN2,#REF!,米粉,1,10,9\nN3,2026-11-01,#1 号米粉,1,10,9\n"
    report = counter.load(",".join(HEADER) + "\n" + rows)
    assert [one.code for one in report.quarantined] == ["bad_number:paid_amount", "bad_time:ordered_at"]
    assert counter.rows("SELECT product_name FROM order_line ORDER BY order_id") == [(None,), ("#1 号米粉",)]


def test_where_they_stand(tmp_path: Path) -> None:
    """Rows and columns count from 0 in the sheet; what is no XLSX has none."""
    path = tmp_path / "book"
    path.write_bytes(book(3, 2))
    assert failed_cells(path, "订单 1") == {5: {7: "#DIV/0!"}, 6: {4: "#N/A"}}
    assert failed_cells(path, "空的") == failed_cells(path, "none") == {}
    path.write_bytes(xls({"S": [HEADER]}))
    assert failed_cells(path, "S") == {}
