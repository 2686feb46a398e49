"""From a receipt to the rows of the files behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb

from brain.facts.lineage.base import FileRows, Lineage, TracedRow
from brain.facts.lineage.places import place_in_file
from brain.facts.lineage.readings import Reading, readings_of
from brain.facts.reader import Facts
from brain.facts.semantic.formula_words import how_counted
from brain.facts.warehouse.versions import fact_columns
from brain.kernel.evidence import Receipt
from brain.kernel.i18n import Text

MOST_RANGES = 1_000
"""Ranges of row numbers written out for a file; a figure over scattered rows of a large file has many."""
CUT_SHORT = "more, as stored with the card's audience */"

# One row a fact; a fact that one part counts and another consults is counted.
_GATHER = """CREATE OR REPLACE TEMP TABLE traced AS
SELECT fact, min(consulted) AS consulted, batch_id, row_no, row_key FROM ({readings}) AS reading
GROUP BY fact, batch_id, row_no, row_key"""

# Consecutive numbers keep the same distance to their place in line: that distance names their range.
_FILES = """WITH numbered AS (
    SELECT fact, consulted, batch_id, row_no, count(*) AS facts FROM traced GROUP BY fact, consulted, batch_id, row_no),
placed AS (
    SELECT *, row_no - row_number() OVER (PARTITION BY fact, consulted, batch_id ORDER BY row_no) AS run FROM numbered),
stretch AS (
    SELECT fact, consulted, batch_id, min(row_no) AS first_row, max(row_no) AS last_row, sum(facts) AS facts
    FROM placed GROUP BY fact, consulted, batch_id, run),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY fact, consulted, batch_id ORDER BY first_row) AS place FROM stretch),
summed AS (
    SELECT fact, consulted, batch_id, CAST(sum(facts) AS BIGINT) AS facts, count(*) AS ranges,
        string_agg(CASE WHEN place > $most THEN NULL WHEN first_row = last_row THEN CAST(first_row AS VARCHAR)
            ELSE concat(first_row, '-', last_row) END, ',' ORDER BY first_row) AS numbers
    FROM ranked GROUP BY fact, consulted, batch_id)
SELECT s.fact, s.consulted, s.batch_id, s.facts, s.numbers, greatest(s.ranges - $most, 0),
    b.file_name, b.source, b.imported_at, b.state
FROM summed AS s LEFT JOIN import_batch AS b ON b.batch_id = s.batch_id AND b.shop_id = $shop
ORDER BY s.consulted, s.facts DESC, b.imported_at DESC, s.batch_id, s.fact"""

_SAMPLE = """WITH chosen AS (
    SELECT t.batch_id, t.row_no, t.row_key, t.consulted, b.file_name, b.reading, b.imported_at
    FROM traced AS t LEFT JOIN import_batch AS b ON b.batch_id = t.batch_id AND b.shop_id = $shop
    WHERE t.fact = $fact AND t.consulted = $consulted
    ORDER BY b.imported_at DESC, t.batch_id, t.row_no, t.row_key LIMIT $limit)
SELECT c.batch_id, c.row_no, c.row_key, c.file_name, c.reading, {columns}
FROM chosen AS c JOIN {fact} AS f ON f.batch_id = c.batch_id AND f.row_no = c.row_no AND f.row_key = c.row_key
WHERE f.shop_id = $shop
ORDER BY c.imported_at DESC, c.batch_id, c.row_no, c.row_key"""


def trace(facts: Facts, receipt: Receipt, limit: int = 100, question: str | None = None) -> Lineage:
    """The rows behind a receipt of this shop as the data stands now, the first `limit` of each table with their values."""
    sql = receipt.whole_sql or receipt.sql
    readings = readings_of(sql)
    with facts.warehouse.cursor() as cursor:
        _gather(cursor, readings)
        files = _files(cursor, facts.shop.id)
        tables = dict.fromkeys((one.table, one.role) for one in files)
        sample = [row for table, role in tables for row in _sample(cursor, facts.shop.id, table, role, limit)]
        notes = _notes(cursor, facts, receipt)
    return Lineage(
        receipt=receipt.id,
        question=question,
        sql=receipt.sql,
        query=receipt.query,
        data_version=receipt.data_version,
        current_version=facts.version(),
        rows=sum(one.rows for one in files if one.role == "counted"),
        files=tuple(files),
        sample=tuple(sample),
        counted_as=tuple(how_counted(receipt.query.metrics)) if receipt.query is not None else (),
        notes=tuple(notes),
    )


def _gather(cursor: duckdb.DuckDBPyConnection, readings: tuple[Reading, ...]) -> None:
    """Make the temporary table `traced`: fact, consulted (0 or 1), batch_id, row_no, row_key."""
    parts = [
        f"SELECT '{one.table}' AS fact, {int(one.role == 'consulted')} AS consulted, batch_id, row_no, row_key"
        f" FROM ({one.sql}) AS r{place}"
        for place, one in enumerate(readings)
    ]
    nothing = "SELECT '' AS fact, 0 AS consulted, '' AS batch_id, 0 AS row_no, '' AS row_key WHERE false"
    cursor.execute(_GATHER.format(readings=" UNION ALL ".join(parts or [nothing])))


def _files(cursor: duckdb.DuckDBPyConnection, shop_id: str) -> list[FileRows]:
    rows = cursor.execute(_FILES, {"most": MOST_RANGES, "shop": shop_id}).fetchall()
    return [
        FileRows(
            batch=row[2],
            file=row[6] or row[2],
            source=row[7] or "",
            imported_at=_instant(row[8]),
            state=row[9] or "",
            table=row[0],
            role="consulted" if row[1] else "counted",
            rows=row[3],
            row_numbers=row[4] or "",
            more_ranges=row[5],
        )
        for row in rows
    ]


def _sample(
    cursor: duckdb.DuckDBPyConnection, shop_id: str, table: str, role: Any, limit: int
) -> list[TracedRow]:
    names = list(fact_columns(cursor, table))
    sql = _SAMPLE.format(fact=table, columns=", ".join(f"f.{name}" for name in names))
    given = {"shop": shop_id, "fact": table, "consulted": int(role == "consulted"), "limit": limit}
    return [
        TracedRow(
            table=table,
            role=role,
            file=row[3] or row[0],
            batch=row[0],
            row=row[1],
            place=place_in_file(row[4], row[1]),
            row_key=row[2],
            values=dict(zip(names, row[5:], strict=True)),
        )
        for row in cursor.execute(sql, given).fetchall()
    ]


def _notes(cursor: duckdb.DuckDBPyConnection, facts: Facts, receipt: Receipt) -> list[Text]:
    """Why the rows of today may not be those that were counted then."""
    notes = []
    version = facts.version()
    if version != receipt.data_version:
        notes.append(
            Text(
                msg="The data changed since this was counted (version {then}, now {now}): these are the rows as they are now.",
                args={"then": receipt.data_version, "now": version},
            )
        )
        notes += _what_changed(cursor, facts.shop.id, receipt)
    if receipt.whole_sql is None and CUT_SHORT in receipt.sql:
        notes.append(
            Text(msg="This older receipt kept only the beginning of a long list: rows may be missing.")
        )
    return notes


def _what_changed(cursor: duckdb.DuckDBPyConnection, shop_id: str, receipt: Receipt) -> list[Text]:
    """Files taken back since, and rows that came after the figure was counted."""
    made_at = receipt.made_at.astimezone(UTC).replace(tzinfo=None)
    notes = []
    gone = cursor.execute(
        "SELECT file_name FROM import_batch WHERE shop_id = $shop AND undone_at > $made ORDER BY undone_at LIMIT 5",
        {"shop": shop_id, "made": made_at},
    ).fetchall()
    notes += [
        Text(msg="{file} was taken back since: its rows no longer count.", args={"file": row[0]})
        for row in gone
    ]
    newer = cursor.execute(
        """SELECT count(*) FROM traced AS t JOIN import_batch AS b ON b.batch_id = t.batch_id
           WHERE b.shop_id = $shop AND b.imported_at > $made AND t.consulted = 0""",
        {"shop": shop_id, "made": made_at},
    ).fetchone()
    if newer and newer[0]:
        notes.append(
            Text(msg="{count} of these rows were loaded after it was counted.", args={"count": int(newer[0])})
        )
    return notes


def _instant(stored: datetime | None) -> datetime | None:
    return stored.replace(tzinfo=UTC) if stored else None
