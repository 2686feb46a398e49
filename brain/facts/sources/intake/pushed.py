"""Records that were pushed to us, as the temporary table `raw` that a file would have made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb

from brain.facts.sources import refusals
from brain.facts.sources.reading.rows import RawRows


def raw_from_records(cursor: duckdb.DuckDBPyConnection, records: Sequence[Mapping[str, Any]]) -> RawRows:
    """Make `raw`; its columns are all the fields that occur. Raises OwnerError for a record that is not flat."""
    for number, record in enumerate(records, start=1):
        if not isinstance(record, Mapping) or not all(isinstance(name, str) for name in record):
            raise refusals.record_form(number)
    names = tuple(dict.fromkeys(name for record in records for name in record))
    columns = {
        f"c{index}": [_cell(record.get(name), number) for number, record in enumerate(records, start=1)]
        for index, name in enumerate(names)
    }
    if not columns:
        raise refusals.record_form(1)
    unnested = ", ".join(f"unnest(CAST(${column} AS VARCHAR[])) AS {column}" for column in columns)
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () AS row_no, * FROM (SELECT {unnested})",
        columns,
    )
    return RawRows(names, len(records))


def _cell(value: Any, number: int) -> str | None:
    """A plain value as a file would spell it."""
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case str():
            return value.replace("\0", "")
        case Decimal():
            return format(value, "f")
        case int() | float():
            return str(value)
        case _:
            raise refusals.record_form(number)
