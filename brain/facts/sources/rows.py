"""From a UTF-8 file to the temporary table `raw`: row_no (1-based data row) and one text column per file column.

DuckDB's reader does the work. Where the file is not strictly regular (a row with too few columns, loose quotation
marks, mixed line ends) it either stops or, with an unclosed quotation mark at the end, silently drops rows: both are
noticed, and Python's reader then goes over the file row by row and says which rows are broken.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.base import folded
from brain.facts.sources.cells import literal
from brain.facts.sources.decoding import PlainText
from brain.facts.sources.unpacking import Limits, Staging

DELIMITERS = ",\t;"
HEAD_BYTES = 1 << 18
FIELD_LIMIT = 1 << 22
FIRST_ROWS = 200


@dataclass(frozen=True)
class Head:
    """The first rows of a file: how it is written and what its columns are called."""

    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class RawRows:
    """What `raw` holds: its columns are c0, c1 ... for the header's names; `broken` rows are not in it."""

    header: tuple[str, ...]
    rows_read: int
    broken: tuple[tuple[int, str], ...] = ()
    odd_blanks: bool = True


def read_head(text: PlainText, limits: Limits) -> Head:
    """Delimiter, header and first rows. Raises OwnerError for a header that cannot be used."""
    with text.path.open("rb") as file:
        block = file.read(HEAD_BYTES)
    whole = len(block) == text.size
    start = block.decode("utf-8-sig", errors="ignore" if not whole else "strict")
    first = {sign: _first_record(start, sign) for sign in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda sign: len(first[sign]))
    header = first[delimiter]
    while header and not header[-1].strip():
        header = header[:-1]
    if len(header) > limits.max_columns:
        raise refusals.too_many_columns(len(header), limits.max_columns)
    repeated = [
        name for name, count in Counter(folded(name) for name in header if name.strip()).items() if count > 1
    ]
    if repeated:
        raise refusals.duplicate_columns(repeated)
    records = list(islice(_lenient(start, delimiter), 1, FIRST_ROWS + 2))
    rows = records if whole else records[:-1]
    return Head(delimiter, tuple(header), tuple(tuple(row) for row in rows[:FIRST_ROWS]))


def read_rows(cursor: duckdb.DuckDBPyConnection, text: PlainText, head: Head, place: Staging) -> RawRows:
    """Make the temporary table `raw`. Raises OwnerError for a file without rows or cut off in the middle."""
    width = len(head.header)
    try:
        _parse(cursor, text.path.as_posix(), head.delimiter, width, with_number=False)
        found = _count(cursor)
        plain = text.lines == 1 + found
        regular = plain or text.lines == 1 + found + _line_feeds_inside(cursor, width)
    except duckdb.InvalidInputException:
        # Whatever DuckDB dislikes about the file, the row-by-row reader finds the row and names it.
        regular = False
    if regular:
        raw = RawRows(head.header, found, odd_blanks=text.odd_blanks or not plain)
    else:
        raw = _row_by_row(cursor, text, head, place)
    if raw.rows_read == 0:
        raise refusals.header_only()
    return raw


def _parse(
    cursor: duckdb.DuckDBPyConnection, path: str, delimiter: str, width: int, *, with_number: bool
) -> None:
    names = [f"c{index}" for index in range(width)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in ([*["row_no"], *names] if with_number else names))
    number = "CAST(row_no AS BIGINT) AS row_no" if with_number else "row_number() OVER () AS row_no"
    # Not in parallel: rows keep the file's order, and line breaks inside quotation marks are read right.
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE raw AS SELECT {number}, {", ".join(names)}
            FROM read_csv({literal(path)}, auto_detect = false, header = true, delim = {literal(delimiter)}, quote = '"',
                          escape = '"', strict_mode = true, parallel = false, max_line_size = {FIELD_LIMIT},
                          columns = {{{columns}}})"""
    )


def _count(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT count(*) FROM raw").fetchone()
    return int(row[0]) if row else 0


def _line_feeds_inside(cursor: duckdb.DuckDBPyConnection, width: int) -> int:
    """Line feeds inside cells: together with the rows they must account for every line of the file."""
    each = " + ".join(f"coalesce(length(c{i}) - length(replace(c{i}, chr(10), '')), 0)" for i in range(width))
    row = cursor.execute(f"SELECT coalesce(sum({each}), 0) FROM raw").fetchone()
    return int(row[0]) if row else 0


def _row_by_row(cursor: duckdb.DuckDBPyConnection, text: PlainText, head: Head, place: Staging) -> RawRows:
    """Write the sound rows with their numbers into staging, and parse those; list the others."""
    width, broken, number, complete = len(head.header), [], 0, True
    target = place.new_file()
    with target.open("w", encoding="utf-8", newline="") as file:
        sound = csv.writer(file)
        sound.writerow(["row_no", *head.header])
        for number, row in enumerate(islice(_records(text, head.delimiter), 1, None), start=1):
            complete = row is not None and len(row) >= width
            if row is None:
                broken.append((number, "bad_quotes"))
            elif len(row) != width and (len(row) < width or any(cell.strip() for cell in row[width:])):
                broken.append((number, "field_count"))
            else:
                sound.writerow([number, *row[:width]])
    if not complete and not text.ends_with_newline:
        raise refusals.file_cut()
    _parse(cursor, target.as_posix(), ",", width, with_number=True)
    return RawRows(head.header, number, tuple(broken))


def _records(text: PlainText, delimiter: str) -> Iterator[list[str] | None]:
    """Every record that is not blank; None for one whose quotation marks do not match."""
    csv.field_size_limit(FIELD_LIMIT)
    with text.path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    raise refusals.file_cut() from error
                yield None
                continue
            if not _blank(row):
                yield row


def _first_record(start: str, delimiter: str) -> list[str]:
    return next(_lenient(start, delimiter), [])


def _lenient(start: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(FIELD_LIMIT)
    return (row for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter) if not _blank(row))


def _blank(row: list[str]) -> bool:
    """An empty line is no row; a line of delimiters is one (of empty cells)."""
    return not row or (len(row) == 1 and not row[0].strip())
