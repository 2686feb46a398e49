"""Workbooks made for the tests: sheets of rows, as XLSX or XLS, with what spreadsheets do to them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msoffcrypto
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

Rows = Sequence[Sequence[Any]]
HEADER = ["order_id", "line_no", "ordered_at", "paid_amount", "product_name"]
DATE_FORMAT = "yyyy-mm-dd hh:mm:ss"


def xlsx(
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    merged: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
) -> bytes:
    """An XLSX file. `hidden` names sheets that cannot be seen; `merged` cells by sheet: first row and column, last ones."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    dated = book.add_format({"num_format": DATE_FORMAT})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, dated)
                elif cell is not None:
                    sheet.write(place, column, cell)
        for top, left, bottom, right in (merged or {}).get(name, ()):
            sheet.merge_range(top, left, bottom, right, rows[top][left])
        if name in hidden:
            sheet.hide()
    book.close()
    return packed.getvalue()


def xls(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> bytes:
    """An XLS file as spreadsheets wrote it until 2007."""
    book = xlwt.Workbook()
    dated = xlwt.easyxf(num_format_str=DATE_FORMAT)
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write(place, column, cell, dated)
                elif cell is not None:
                    sheet.write(place, column, cell)
        if name in hidden:
            sheet.visibility = 1
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def locked(book: bytes) -> bytes:
    """The XLSX file with a password."""
    packed = io.BytesIO()
    OOXMLFile(io.BytesIO(book)).encrypt("secret", packed)
    assert msoffcrypto.OfficeFile(io.BytesIO(packed.getvalue())).is_encrypted()
    return packed.getvalue()
