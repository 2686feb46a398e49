"""A file of whatever form as a table: its header found, its first rows at hand, the rest ready to be read into DuckDB."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.reading.decoding import PlainText, decoded
from brain.facts.sources.reading.json_lines import JsonTable, is_json
from brain.facts.sources.reading.layout import Layout, lay_out
from brain.facts.sources.reading.rows import RawRows, first_records, parse_into, read_rows
from brain.facts.sources.reading.spreadsheets import Sheet, Workbook
from brain.facts.sources.reading.unpacking import Limits, Staging, is_workbook, unpacked
from brain.kernel.i18n import Text

FIRST_ROWS = 200
Progress = Callable[[float], None]


class Understanding(Protocol):
    """What the reading of a file asks whoever knows the sources."""

    def recognised(self, header: Sequence[str]) -> bool:
        """Whether some source reads this header."""
        ...

    def without_header(self, rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
        """The columns of a file that begins with data, if its rows are those of such a source."""
        ...


@dataclass(frozen=True)
class Head:
    """The beginning of a table: its columns, its first rows, names that several columns had, sheets where it has any.

    `before`: records (in a sheet: lines) that stand before the first row of data.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    before: int
    repeated: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()


class Table(Protocol):
    """A file that was opened."""

    head: Head
    encoding: str

    def read(
        self,
        cursor: duckdb.DuckDBPyConnection,
        place: Staging,
        progress: Progress,
        table: str = "raw",
        *,
        may_be_cut: bool = False,
    ) -> RawRows:
        """Make the temporary table `table` of all rows; `may_be_cut`: a last row without its end does not matter."""
        ...

    def reading(self) -> dict[str, object]:
        """How it was read, for whoever later asks where a row stood: JSON-able."""
        ...

    def notes(self) -> tuple[Text, ...]:
        """What the owner should know about the file's form."""
        ...


def open_table(
    path: Path,
    place: Staging,
    limits: Limits,
    understanding: Understanding,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Progress = lambda share: None,
) -> Table:
    """Open a file, packed or not, text or workbook. Raises OwnerError when it cannot be used."""
    plain = unpacked(path, place, limits)
    if is_workbook(plain):
        return SheetTable(Workbook(plain), limits, understanding, sheet)
    text = decoded(plain, place, encoding, progress)
    return ObjectTable(text, limits) if is_json(text) else TextTable(text, limits, understanding)


class TextTable:
    """A table in a text file."""

    def __init__(self, text: PlainText, limits: Limits, understanding: Understanding) -> None:
        self._text, self._first = text, first_records(text)
        if not self._first.records:
            raise refusals.empty_file()
        layout = _laid_out(self._first.records, limits, understanding)
        # Cells, not records, are what a sample shows: shorter records are filled up.
        rows = self._first.records[layout.before :][:FIRST_ROWS]
        self.head = Head(layout.header, rows, layout.before, layout.repeated)
        self.encoding = text.encoding

    def read(
        self,
        cursor: duckdb.DuckDBPyConnection,
        place: Staging,
        progress: Progress,
        table: str = "raw",
        *,
        may_be_cut: bool = False,
    ) -> RawRows:
        """Make the temporary table `table` of all rows."""
        head = self.head
        return read_rows(
            cursor, self._text, self._first, head.header, head.before, place, table, may_be_cut=may_be_cut
        )

    def reading(self) -> dict[str, object]:
        """Encoding, delimiter and the header's place."""
        return {
            "encoding": self.encoding,
            "delimiter": self._first.delimiter,
            "header_row": self.head.before,
        }

    def notes(self) -> tuple[Text, ...]:
        """A missing last line break may mean that the file was cut."""
        if self._text.ends_with_newline:
            return ()
        return (Text(msg="The file does not end with a line break: check that its last row is whole."),)


class ObjectTable:
    """A table in a file of JSON objects."""

    def __init__(self, text: PlainText, limits: Limits) -> None:
        self._objects, self.encoding = JsonTable(text, limits), text.encoding
        self.head = Head(
            self._objects.header, self._objects.first_rows(FIRST_ROWS), 0, self._objects.repeated
        )

    def read(
        self,
        cursor: duckdb.DuckDBPyConnection,
        place: Staging,
        progress: Progress,
        table: str = "raw",
        *,
        may_be_cut: bool = False,
    ) -> RawRows:
        """Make the temporary table `table` of all objects."""
        return self._objects.read(cursor, place, progress, table)

    def reading(self) -> dict[str, object]:
        """Encoding and form."""
        return {"encoding": self.encoding, "form_of_file": "json", "header_row": 0}

    def notes(self) -> tuple[Text, ...]:
        """Nothing: an object that can be read is whole."""
        return ()


@dataclass(frozen=True)
class _Part:
    """A sheet that belongs to the table."""

    sheet: Sheet
    layout: Layout


class SheetTable:
    """A table in a workbook: one sheet, or several with the same columns, one after another."""

    encoding = "workbook"

    def __init__(
        self, book: Workbook, limits: Limits, understanding: Understanding, wanted: str | None
    ) -> None:
        if wanted is not None and wanted not in book.names:
            raise refusals.no_sheet(wanted, book.names)
        self._book = book
        sheets = [book.sheet(name) for name in ([wanted] if wanted else book.names)]
        parts = [
            _Part(sheet, _laid_out(sheet.first, limits, understanding))
            for sheet in sheets
            if any(any(row) for row in sheet.first)
        ]
        if not parts:
            raise refusals.empty_file()
        main = next((part for part in parts if understanding.recognised(part.layout.header)), _widest(parts))
        self._parts = [part for part in parts if part.layout.header == main.layout.header]
        used = tuple(part.sheet.name for part in self._parts)
        self.head = Head(
            main.layout.header,
            tuple(row for row in main.sheet.first[main.layout.before :] if any(row))[:FIRST_ROWS],
            main.layout.before,
            main.layout.repeated,
            used,
            tuple(part.sheet.name for part in parts if part.sheet.name not in used),
        )
        self._placed: list[dict[str, object]] = []

    def read(
        self,
        cursor: duckdb.DuckDBPyConnection,
        place: Staging,
        progress: Progress,
        table: str = "raw",
        *,
        may_be_cut: bool = False,
    ) -> RawRows:
        """Make the temporary table `table` of all rows of all its sheets, numbered through."""
        target, width, read, offset, wrapped = place.new_file(), len(self.head.header), 0, 0, False
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(["row_no", *self.head.header])
        for number, part in enumerate(self._parts):
            written = self._book.write_rows(
                part.sheet.name,
                part.layout.before,
                width,
                target,
                offset,
                _within(progress, number, len(self._parts)),
            )
            self._placed.append(
                {
                    "name": part.sheet.name,
                    "first_row": offset + 1,
                    "last_row": written.last,
                    "before": part.layout.before,
                }
            )
            read, offset, wrapped = read + written.rows, written.last, wrapped or written.wrapped
        if read == 0:
            raise refusals.header_only()
        parse_into(cursor, table, target, ",", width, with_number=True)
        return RawRows(self.head.header, read, wrapped=wrapped)

    def reading(self) -> dict[str, object]:
        """The sheets with their first and last row numbers, and how many lines stand before the first row of each."""
        return {"encoding": self.encoding, "header_row": self.head.before, "sheets": self._placed}

    def notes(self) -> tuple[Text, ...]:
        """Which sheets were left out, and which were joined."""
        said = []
        if len(self.head.sheets) > 1:
            said.append(
                Text(
                    msg="Sheets read one after another: {names}.", args={"names": ", ".join(self.head.sheets)}
                )
            )
        if self.head.other_sheets:
            said.append(
                Text(
                    msg="Sheets with other columns were not read: {names}. Load each of them by itself.",
                    args={"names": ", ".join(self.head.other_sheets)},
                )
            )
        return tuple(said)


def _within(progress: Progress, done: int, parts: int) -> Progress:
    """The progress of the whole while one of its parts goes on."""
    return lambda share: progress((done + share) / parts)


def _widest(parts: Sequence[_Part]) -> _Part:
    """The sheet with most columns, the first of equals: cover sheets and notes are narrow."""
    return max(parts, key=lambda part: len(part.layout.header))


def _laid_out(records: Sequence[Sequence[str]], limits: Limits, understanding: Understanding) -> Layout:
    widest = max(len(record) for record in records[:FIRST_ROWS])
    if widest > limits.max_columns and sum(bool(cell.strip()) for cell in records[0]) > limits.max_columns:
        raise refusals.too_many_columns(widest, limits.max_columns)
    layout = lay_out(records, understanding.recognised, understanding.without_header(records))
    if len(layout.header) > limits.max_columns:
        raise refusals.too_many_columns(len(layout.header), limits.max_columns)
    return layout
