"""A file of JSON objects as a table: one object a line, or an array of them. Its columns are all keys that occur.

Numbers stay as they are written, so that an order number of 18 digits keeps its end and 12.50 its cents.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TextIO

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.reading.decoding import PlainText
from brain.facts.sources.reading.rows import FIELD_LIMIT, RawRows, parse_into
from brain.facts.sources.reading.unpacking import BLOCK, Limits, Staging

# A table's name in curly brackets is no JSON; an object begins with a name or is empty.
OPENING = re.compile(r'\s*(\[\s*\{|\{\s*["}])')
BETWEEN = re.compile(r"[\s,]*")
LOOKED_AT = 1 << 16
STEP = 20_000
Record = Mapping[str, Any]
Progress = Callable[[float], None]
# Exactly as written: a double would round long numbers. NaN and Infinity are no values.
DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None)


def is_json(text: PlainText) -> bool:
    """Whether a text file begins like a JSON object or an array of them."""
    return OPENING.match(_beginning(text)) is not None


def records(text: PlainText) -> Iterator[Record | str]:
    """The file's objects in their order; a line that is no object as its text.

    Objects written over several lines, and arrays, are one stream, in which a slip cannot be passed over. Raises
    OwnerError for a last line without its end, or a stream that is damaged or cut.
    """
    first = _beginning(text).lstrip().partition("\n")[0]
    with text.path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from _by_line(file) if isinstance(_parsed(first), dict) else _stream(file)


def _by_line(file: TextIO) -> Iterator[Record | str]:
    while line := file.readline(FIELD_LIMIT):
        if not line.strip():
            continue
        found = _parsed(line)
        if found is None and not line.endswith("\n") and not file.read(1):
            raise refusals.file_cut()
        yield found if isinstance(found, dict) else line.strip()


def _stream(file: TextIO) -> Iterator[Record | str]:
    rest = file.read(BLOCK).lstrip()
    bracket, at = rest.startswith("["), int(rest.startswith("["))
    while True:
        start = at
        try:
            at = _after_blanks(rest, at)
            if bracket and rest.startswith("]", at):
                return
            found, at = DECODER.raw_decode(rest, at)
        except (ValueError, RecursionError) as error:
            more = file.read(BLOCK)
            if not more and at == len(rest) and not bracket:
                return
            if not more or len(rest) - start > FIELD_LIMIT:
                raise refusals.json_broken() from error
            rest, at = rest[start:] + more, 0
            continue
        yield found if isinstance(found, dict) else json.dumps(found, ensure_ascii=False)


class JsonTable:
    """A table in a file of JSON objects, with the rows numbered from 1."""

    def __init__(self, text: PlainText, limits: Limits) -> None:
        self._text, self.encoding = text, text.encoding
        names: dict[str, None] = {}
        for record in records(text):
            if isinstance(record, dict):
                names.update(dict.fromkeys(record))
            if len(names) > limits.max_columns:
                raise refusals.too_many_columns(len(names), limits.max_columns)
        if not names:
            raise refusals.empty_file()
        self.header = tuple(names)
        folded = Counter(name.strip().casefold() for name in names)
        self.repeated = tuple(name for name, count in folded.items() if count > 1)

    def first_rows(self, count: int) -> tuple[tuple[str, ...], ...]:
        """The first objects as cells, in the order of the columns."""
        found = (record for record in records(self._text) if isinstance(record, dict))
        return tuple(tuple(self._cells(record)) for record in islice(found, count))

    def read(
        self, cursor: duckdb.DuckDBPyConnection, place: Staging, progress: Progress, table: str
    ) -> RawRows:
        """Make the temporary table `table` of all objects; lines that are none are listed as broken."""
        target, number, width = place.new_file(), 0, len(self.header)
        broken: list[tuple[int, str, tuple[str, ...]]] = []
        read = 0
        with target.open("w", encoding="utf-8", newline="", errors="replace") as file:
            sound = csv.writer(file)
            sound.writerow(["row_no", *self.header])
            for number, record in enumerate(records(self._text), start=1):
                if isinstance(record, str):
                    # Behind the columns: the line belongs to none of them.
                    broken.append((number, "no_json_object", ("",) * width + (record,)))
                else:
                    cells = self._cells(record)
                    read += sum(map(len, cells))
                    sound.writerow([number, *cells])
                if number % STEP == 0:
                    progress(min(1.0, read / self._text.size))
        parse_into(cursor, table, target, ",", width, with_number=True)
        return RawRows(self.header, number, tuple(broken))

    def _cells(self, record: Record) -> Sequence[str]:
        return [_cell(record.get(name)) for name in self.header]


def _beginning(text: PlainText) -> str:
    with text.path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.read(LOOKED_AT)


def _parsed(line: str) -> Any:
    """The value that a line holds; None where it holds none."""
    try:
        return DECODER.decode(line.strip())
    except (ValueError, RecursionError):
        return None


def _after_blanks(rest: str, at: int) -> int:
    found = BETWEEN.match(rest, at)
    return found.end() if found else at


def _cell(value: Any) -> str:
    """A value as a plain file would spell it; what is nested stays JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value.replace("\0", "")
        case _:
            return json.dumps(value, ensure_ascii=False)
