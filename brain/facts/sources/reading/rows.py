"""From a UTF-8 file to the temporary table `raw`: row_no (1-based data row) and one text column per file column.

DuckDB's reader does the work. Where the file is not strictly regular (a row with too few columns, loose quotation
marks, mixed line ends) it either stops or, with an unclosed quotation mark at the end, silently drops rows: both are
noticed, and Python's reader then goes over the file row by row and says which rows are broken.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.reading.decoding import PlainText
from brain.facts.sources.reading.unpacking import Staging
from brain.facts.sources.values.cells import literal

DELIMITERS = ",\t;|"
HEAD_BYTES = 1 << 18
FIELD_LIMIT = 1 << 22
FIRST_RECORDS = 260
# How a line says that it adds up the others, in whichever cell has room for it.
TOTAL_WORDS = (
    r"(\S{0,12}\s?(合\s*计|总\s*计|小\s*计|累\s*计|共\s*计)|汇\s*总|((grand|page|daily|day|monthly|order)\s)?(sub-?\s?)?totals?|sum)"
    r"(金额|数量)?\s*[:：]?"
)


@dataclass(frozen=True)
class FirstRecords:
    """The beginning of a text file: its delimiter, its first records that are not blank, the line each ends on."""

    delimiter: str
    records: tuple[tuple[str, ...], ...]
    line_ends: tuple[int, ...]


@dataclass(frozen=True)
class RawRows:
    """What `raw` holds: its columns are c0, c1 ... for the header's names.

    `broken` rows are not in it: number, reason, cells (the whole line beyond the last where the quotation marks do not match).
    """

    header: tuple[str, ...]
    rows_read: int
    broken: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    wrapped: bool = True


def first_records(text: PlainText) -> FirstRecords:
    """The first records, cut by whichever delimiter makes the widest table of them."""
    with text.path.open("rb") as file:
        block = file.read(HEAD_BYTES)
    whole = len(block) == text.size
    start = block.decode("utf-8-sig", errors="ignore" if not whole else "strict")
    cut = {sign: list(islice(_lenient(start, sign), FIRST_RECORDS + 1)) for sign in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda sign: _usual_width([record for record, _ in cut[sign]]))
    found = cut[delimiter]
    if not whole and 1 < len(found) <= FIRST_RECORDS:
        # The block ends in the middle of a record.
        found = found[:-1]
    found = found[:FIRST_RECORDS]
    return FirstRecords(delimiter, tuple(record for record, _ in found), tuple(line for _, line in found))


def read_rows(
    cursor: duckdb.DuckDBPyConnection,
    text: PlainText,
    first: FirstRecords,
    header: tuple[str, ...],
    before: int,
    place: Staging,
    table: str = "raw",
    *,
    may_be_cut: bool = False,
) -> RawRows:
    """Make the temporary table `table` of what follows the first `before` records.

    `may_be_cut`: a last row without its end is left out instead of refusing the file. Raises OwnerError for a file without rows or cut off in the middle.
    """
    width, lines = len(header), first.line_ends[before - 1] if before else 0
    titles = first.line_ends[before - 2] if before > 1 else 0
    try:
        parse_into(cursor, table, text.path, first.delimiter, width, skip=titles, header=before > 0)
        found = _count(cursor, table)
        plain = text.lines == lines + found
        regular = plain or text.lines == lines + found + _line_feeds_inside(cursor, table, width)
    except duckdb.InvalidInputException:
        # Whatever DuckDB dislikes about the file, the row-by-row reader finds the row and names it.
        regular = False
    if regular:
        raw = RawRows(header, found, wrapped=text.wrapped or not plain)
    else:
        # Cells under a heading without a name are nobody's, but they do not make a row too long.
        nameless = max(0, len(first.records[before - 1]) - width) if before else 0
        raw = _row_by_row(cursor, text, first.delimiter, header, before, place, table, may_be_cut, nameless)
    if raw.rows_read == 0:
        raise refusals.header_only()
    return raw


def parse_into(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    path: Path,
    delimiter: str,
    width: int,
    *,
    skip: int = 0,
    header: bool = True,
    with_number: bool = False,
) -> None:
    """DuckDB's own reading of a regular file: `skip` lines, then a header if it has one, then rows of this width.

    `with_number`: its first column is the row's number.
    """
    names = [f"c{index}" for index in range(width)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in ([*["row_no"], *names] if with_number else names))
    number = "CAST(row_no AS BIGINT) AS row_no" if with_number else "row_number() OVER () AS row_no"
    # Not in parallel: rows keep the file's order, and line breaks inside quotation marks are read right.
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS SELECT {number}, {", ".join(names)}
            FROM read_csv({literal(path.as_posix())}, auto_detect = false, header = {str(header).lower()}, skip = {skip},
                          delim = {literal(delimiter)}, quote = '"', escape = '"', strict_mode = true, parallel = false,
                          max_line_size = {FIELD_LIMIT}, columns = {{{columns}}})"""
    )


def _count(cursor: duckdb.DuckDBPyConnection, table: str) -> int:
    row = cursor.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _line_feeds_inside(cursor: duckdb.DuckDBPyConnection, table: str, width: int) -> int:
    """Line feeds inside cells: together with the rows they must account for every line of the file."""
    each = " + ".join(f"coalesce(length(c{i}) - length(replace(c{i}, chr(10), '')), 0)" for i in range(width))
    row = cursor.execute(f"SELECT coalesce(sum({each}), 0) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _row_by_row(
    cursor: duckdb.DuckDBPyConnection,
    text: PlainText,
    delimiter: str,
    header: tuple[str, ...],
    before: int,
    place: Staging,
    table: str,
    may_be_cut: bool,
    nameless: int,
) -> RawRows:
    """Write the sound rows with their numbers into staging, and parse those; list the others."""
    width, number, complete = len(header), 0, True
    broken: list[tuple[int, str, tuple[str, ...]]] = []
    target = place.new_file()
    with target.open("w", encoding="utf-8", newline="") as file:
        sound = csv.writer(file)
        sound.writerow(["row_no", *header])
        for number, row in enumerate(islice(_records(text, delimiter), before, None), start=1):
            complete = not isinstance(row, str) and len(row) >= width
            if isinstance(row, str):
                # The line stands whole beyond the last column: where its cells end, nobody can say.
                broken.append((number, "bad_quotes", ("",) * width + (row,)))
            elif len(row) != width and (
                len(row) < width or any(cell.strip() for cell in row[width + nameless :])
            ):
                broken.append((number, "total_row" if is_total(row) else "field_count", tuple(row)))
            else:
                sound.writerow([number, *row[:width]])
    if not complete and not text.ends_with_newline and not may_be_cut:
        raise refusals.file_cut()
    parse_into(cursor, table, target, ",", width, with_number=True)
    return RawRows(header, number, tuple(broken))


def _records(text: PlainText, delimiter: str) -> Iterator[list[str] | str]:
    """Every record that is not blank; as it stands, where its quotation marks do not match."""
    csv.field_size_limit(FIELD_LIMIT)
    taken: list[str] = []

    def remembered(lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    with text.path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(remembered(file), delimiter=delimiter, strict=True)
        while True:
            taken.clear()
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    raise refusals.file_cut() from error
                yield "".join(taken).rstrip("\r\n")
                continue
            if not blank(row):
                yield row


def is_total(row: list[str]) -> bool:
    """Whether a row adds up the others: it says so in one of its cells."""
    return any(re.fullmatch(TOTAL_WORDS, cell.strip().casefold()) for cell in row)


def _usual_width(records: list[tuple[str, ...]]) -> tuple[int, int]:
    """How wide most records are, and how many of them: a title above the table must not decide."""
    widths = Counter(len(record) for record in records)
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
    return width, count


def _lenient(start: str, delimiter: str) -> Iterator[tuple[tuple[str, ...], int]]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    return ((tuple(row), reader.line_num) for row in reader if not blank(row))


def blank(row: list[str]) -> bool:
    """An empty line is no row; a line of delimiters is one (of empty cells)."""
    return not row or (len(row) == 1 and not row[0].strip())
