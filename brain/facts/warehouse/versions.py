"""Versions of fact rows: how a batch adds them, and how undoing it leaves the shop as if it had never come.

For each key the newest version counts. A batch that brings a row unchanged leaves a witness instead of a version.
Undoing a batch takes its versions away, except those with a witness, which become the witness's own; whatever had
been replaced by a version that is gone is then replaced by what replaced that, or counts again.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from brain.facts.warehouse.schema import FACT_TABLES
from brain.kernel.errors import DeveloperError

BOOKKEEPING_COLUMNS = frozenset({"shop_id", "row_key", "batch_id", "row_no", "superseded_by", "retired"})
RETIRING = frozenset({"order_line"})
"""Tables whose rows may end without a newer version: a line taken out of its order."""


@dataclass(frozen=True)
class Added:
    """File rows that a batch brought something new with, and those that were all known already."""

    loaded: int
    known: int


def fact_columns(cursor: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The columns of a fact table without the bookkeeping, in order, each with its SQL type."""
    if table not in FACT_TABLES:
        raise DeveloperError(f"table == {table!r}, must be one of {', '.join(FACT_TABLES)}.")
    described = cursor.execute(f"DESCRIBE {table}_version").fetchall()
    return {row[0]: row[1] for row in described if row[0] not in BOOKKEEPING_COLUMNS}


def compare(
    cursor: duckdb.DuckDBPyConnection, shop_id: str, table: str, incoming: str, *, ignore: str | None = None
) -> None:
    """Make the temporary table `known`: row_no, row_key, same (boolean), seen_in of each row whose key exists.

    `incoming` names a relation of row_no, row_key and the fact's columns; `ignore` a column that may differ.
    """
    names = [name for name in fact_columns(cursor, table) if name != ignore]
    same = " AND ".join(f"i.{name} IS NOT DISTINCT FROM v.{name}" for name in names)
    if table in RETIRING:
        same += " AND NOT v.retired"
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE known AS
            SELECT i.row_no, i.row_key, {same} AS same, v.batch_id AS seen_in FROM {incoming} i
            JOIN (SELECT * FROM {table}_version WHERE shop_id = $shop AND superseded_by IS NULL) v USING (row_key)""",
        {"shop": shop_id},
    )


def add(
    cursor: duckdb.DuckDBPyConnection,
    shop_id: str,
    table: str,
    batch_id: str,
    incoming: str,
    order_by: str | None,
) -> Added:
    """Store the incoming rows that are new or changed, note witnesses for the rest. `compare` goes before.

    `order_by` sorts them; None when they are in order already.
    """
    names = {"shop": shop_id, "batch": batch_id}
    columns = ", ".join(fact_columns(cursor, table))
    known = _any(cursor, "known")
    fresh = "WHERE row_key NOT IN (SELECT row_key FROM known WHERE same)" if known else ""
    sorting = f"ORDER BY {order_by}" if order_by else ""
    cursor.execute(
        f"""UPDATE {table}_version SET superseded_by = $batch FROM known k
            WHERE shop_id = $shop AND superseded_by IS NULL AND {table}_version.row_key = k.row_key AND NOT k.same""",
        names,
    )
    cursor.execute(
        f"""INSERT INTO {table}_version (shop_id, row_key, batch_id, row_no, {columns})
            SELECT $shop, row_key, $batch, row_no, {columns} FROM {incoming} {fresh} {sorting}""",
        names,
    )
    cursor.execute(
        f"""INSERT INTO row_witness SELECT $shop, '{table}', row_key, seen_in, $batch, row_no FROM known WHERE same""",
        names,
    )
    return count_added(cursor, incoming)


def retire_missing(
    cursor: duckdb.DuckDBPyConnection, shop_id: str, table: str, batch_id: str, incoming: str
) -> int:
    """End the lines of the incoming orders that the batch does not have, within the system that it comes from.

    A line that ended is a version too (`retired`), so that undoing the batch brings it back; one that had ended already
    gets a witness. Returns how many ended. `add` goes before.
    """
    names = {"shop": shop_id, "batch": batch_id}
    columns = ", ".join(fact_columns(cursor, table))
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE missing AS
            SELECT v.row_key, v.retired, v.batch_id AS seen_in, min(i.row_no) AS row_no FROM {table}_version v
            JOIN {incoming} i ON i.order_key = v.order_key
            WHERE v.shop_id = $shop AND v.superseded_by IS NULL AND v.row_key NOT IN (SELECT row_key FROM {incoming})
            GROUP BY ALL""",
        {"shop": shop_id},
    )
    cursor.execute(
        f"""INSERT INTO {table}_version (shop_id, row_key, batch_id, row_no, retired, {columns})
            SELECT $shop, v.row_key, $batch, m.row_no, true, {columns.replace("order_key", "v.order_key")}
            FROM {table}_version v JOIN missing m USING (row_key)
            WHERE v.shop_id = $shop AND v.superseded_by IS NULL AND NOT m.retired""",
        names,
    )
    cursor.execute(
        f"""UPDATE {table}_version SET superseded_by = $batch FROM missing m
            WHERE shop_id = $shop AND superseded_by IS NULL AND {table}_version.row_key = m.row_key
              AND NOT m.retired AND batch_id <> $batch""",
        names,
    )
    cursor.execute(
        f"INSERT INTO row_witness SELECT $shop, '{table}', row_key, seen_in, $batch, row_no FROM missing WHERE retired",
        names,
    )
    row = cursor.execute("SELECT count(*) FILTER (NOT retired) FROM missing").fetchone()
    return int(row[0]) if row else 0


def _any(cursor: duckdb.DuckDBPyConnection, relation: str) -> bool:
    return cursor.execute(f"SELECT 1 FROM {relation} LIMIT 1").fetchone() is not None


def count_added(cursor: duckdb.DuckDBPyConnection, incoming: str) -> Added:
    """A file row with several facts counts as loaded when any of them is new."""
    if not _any(cursor, "known"):
        alone = cursor.execute(f"SELECT count(DISTINCT row_no) FROM {incoming}").fetchone()
        return Added(int(alone[0]) if alone else 0, 0)
    row = cursor.execute(
        f"""SELECT count(*) FILTER (fresh), count(*) FILTER (NOT fresh) FROM (
                SELECT i.row_no, bool_or(coalesce(NOT k.same, true)) AS fresh FROM {incoming} i
                LEFT JOIN known k USING (row_no, row_key) GROUP BY i.row_no)"""
    ).fetchone()
    return Added(*(row or (0, 0)))


def take_back(cursor: duckdb.DuckDBPyConnection, shop_id: str, table: str, batch_id: str) -> int:
    """Undo what a batch did to one fact table; how many of its versions are gone."""
    names = {"shop": shop_id, "batch": batch_id}
    version = f"{table}_version"
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE heir AS
            SELECT w.row_key, arg_min(w.batch_id, b.imported_at) AS batch_id, arg_min(w.row_no, b.imported_at) AS row_no
            FROM row_witness w JOIN import_batch b USING (batch_id)
            WHERE w.shop_id = $shop AND w.fact = '{table}' AND w.seen_in = $batch GROUP BY w.row_key""",
        names,
    )
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE gone AS
            SELECT row_key, superseded_by FROM {version}
            WHERE shop_id = $shop AND batch_id = $batch AND row_key NOT IN (SELECT row_key FROM heir)""",
        names,
    )
    cursor.execute(
        f"DELETE FROM {version} WHERE shop_id = $shop AND batch_id = $batch AND row_key IN (SELECT row_key FROM gone)",
        names,
    )
    for replaced_by, relation in (("gone.superseded_by", "gone"), ("heir.batch_id", "heir")):
        cursor.execute(
            f"""UPDATE {version} SET superseded_by = {replaced_by} FROM {relation}
                WHERE shop_id = $shop AND {version}.superseded_by = $batch AND {version}.row_key = {relation}.row_key""",
            names,
        )
    _hand_over(cursor, table, names)
    row = cursor.execute("SELECT count(*) FROM gone").fetchone()
    return int(row[0]) if row else 0


def _hand_over(cursor: duckdb.DuckDBPyConnection, table: str, names: dict[str, str]) -> None:
    """The versions that a witness also saw become its own, and the witnesses left point to it."""
    cursor.execute(
        f"""UPDATE {table}_version SET batch_id = heir.batch_id, row_no = heir.row_no FROM heir
            WHERE shop_id = $shop AND {table}_version.batch_id = $batch AND {table}_version.row_key = heir.row_key""",
        names,
    )
    cursor.execute(
        f"""DELETE FROM row_witness USING heir WHERE shop_id = $shop AND fact = '{table}' AND seen_in = $batch
            AND row_witness.row_key = heir.row_key AND row_witness.batch_id = heir.batch_id""",
        names,
    )
    cursor.execute(
        f"""UPDATE row_witness SET seen_in = heir.batch_id FROM heir
            WHERE shop_id = $shop AND fact = '{table}' AND seen_in = $batch AND row_witness.row_key = heir.row_key""",
        names,
    )
    cursor.execute(
        f"DELETE FROM row_witness WHERE shop_id = $shop AND fact = '{table}' AND batch_id = $batch", names
    )
