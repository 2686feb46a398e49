"""Workbooks: XLSX and XLS, read by calamine and written row by row into staging as plain text.

A cell arrives as what it holds, not as what it shows: a whole number without `.0`, a date in ISO form, whatever the
workbook's formats say.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from brain.facts.sources import refusals
from brain.facts.sources.reading.failed_formulas import failed_cells

# A double holds fifteen digits; a longer order number stored as a number has lost its end.
EXACT = 1e15
HEAD_ROWS = 260
STEP = 20_000
CELL_START = "\x1f"
# A cell that begins so keeps a long number from a spreadsheet's hands: ="123", '123.
WRAPPED = (f"{CELL_START}=", f"{CELL_START}'", "\ufeff")
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name and its first rows as text, blank rows kept."""

    name: str
    first: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Written:
    """How many rows were written, the number of the last line, and whether any cell is wrapped against spreadsheets."""

    rows: int
    last: int
    wrapped: bool


class Workbook:
    """An open workbook. Raises OwnerError when it has a password or cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._book = CalamineWorkbook.from_path(str(path))
            self.names = [meta.name for meta in self._book.sheets_metadata if _is_table(meta)]
        except PasswordError as error:
            raise refusals.workbook_locked() from error
        except (CalamineError, OSError, ValueError) as error:
            raise _unreadable(path) from error
        self._open: dict[str, CalamineSheet] = {}

    def sheet(self, name: str) -> Sheet:
        """A sheet with its first rows."""
        opened = self._sheet(name)
        rows = []
        for row in opened.iter_rows():
            rows.append(tuple(_text(cell) for cell in row))
            if len(rows) == HEAD_ROWS:
                break
        return Sheet(name, tuple(rows))

    def write_rows(
        self, name: str, before: int, width: int, target: Path, offset: int, progress: Progress
    ) -> Written:
        """Append a sheet's rows after the first `before` to a CSV file, each with its number; blank ones are passed over.

        Numbers count from `offset` + 1 on, blank rows included, so that a number leads back to its line in the sheet.
        """
        opened, spell = self._sheet(name), SPELLINGS.get
        rows, number, height, wrapped = 0, offset, _height(opened), False
        failed, left = failed_cells(self.path, name), opened.start[1] if opened.start else 0
        with target.open("a", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            for place, row in enumerate(islice(opened.iter_rows(), before, None), start=before):
                number += 1
                # Most cells are texts, and a call costs more than a question: 200,000 rows come through here.
                cells = [
                    cell.strip() if type(cell) is str else spell(type(cell), str)(cell)
                    for cell in row[:width]
                ]
                for column, value in failed.get(place, {}).items():
                    if 0 <= column - left < len(cells):
                        cells[column - left] = value
                if any(cells):
                    line = CELL_START + CELL_START.join(cells)
                    if "\0" in line:
                        cells = [cell.replace("\0", "") for cell in cells]
                    wrapped = wrapped or any(sign in line for sign in WRAPPED)
                    out.writerow([number, *cells, *[""] * (width - len(cells))])
                    rows += 1
                if place % STEP == 0:
                    progress(place / height)
        return Written(rows, number, wrapped)

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._open:
            try:
                self._open[name] = self._book.get_sheet_by_name(name)
            except CalamineError as error:
                raise _unreadable(self.path) from error
        return self._open[name]


def _height(sheet: CalamineSheet) -> int:
    return int(sheet.end[0]) + 1 if sheet.end else 1


def _is_table(meta: Any) -> bool:
    return bool(meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible)


def _unreadable(path: Path) -> Exception:
    """A locked workbook is packed into another container, whose directory names it in UTF-16."""
    with path.open("rb") as file:
        locked = "EncryptedPackage".encode("utf-16-le") in file.read(1 << 20)
    return refusals.workbook_locked() if locked else refusals.workbook_broken()


def _text(cell: Any) -> str:
    """A cell as a plain file would spell it."""
    spell = SPELLINGS.get(type(cell))
    return spell(cell) if spell else str(cell)


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)


# By type, and not by a chain of questions: this runs once a cell.
SPELLINGS: dict[type, Callable[[Any], str]] = {
    str: lambda cell: cell.replace("\0", ""),
    float: _number,
    int: str,
    bool: lambda cell: "yes" if cell else "no",
    datetime: lambda cell: cell.isoformat(sep=" "),
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
    type(None): lambda _: "",
}
