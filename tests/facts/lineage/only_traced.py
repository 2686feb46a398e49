"""A second warehouse that holds nothing but the traced rows: a figure must come out of it as it was."""

from __future__ import annotations

from typing import Any

from brain.facts.lineage.readings import Role, readings_of
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.schema import FACT_TABLES

Key = tuple[str, int, str]
NOTHING = "SELECT '' AS batch_id, 0 AS row_no, '' AS row_key WHERE false"


def traced(warehouse: Warehouse, sql: str, *roles: Role) -> dict[str, set[Key]]:
    """The (batch, row, key) of every row that a statement reads, by table; of certain roles when named."""
    found: dict[str, set[Key]] = {}
    with warehouse.cursor() as cursor:
        for reading in readings_of(sql):
            if not roles or reading.role in roles:
                found.setdefault(reading.table, set()).update(cursor.execute(reading.sql).fetchall())
    return found


def run(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    """The statement's result on all rows."""
    with warehouse.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def run_on_traced(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    """The statement's result when every row that was not traced is gone."""
    readings = readings_of(sql)
    with warehouse.cursor() as cursor:
        cursor.execute("ATTACH ':memory:' AS traced_only")
        try:
            for table in FACT_TABLES:
                listings = [f"({one.sql})" for one in readings if one.table == table]
                kept = " UNION ".join(listings) or NOTHING
                cursor.execute(
                    f"CREATE TABLE traced_only.{table} AS SELECT f.* FROM {table} AS f SEMI JOIN ({kept}) AS k"
                    " ON k.batch_id = f.batch_id AND k.row_no = f.row_no AND k.row_key = f.row_key"
                )
            # No rows of a file: tags are found from the facts and carry their own evidence, a shop is what the owner said of it.
            for table in ("customer_tag", "shop"):
                cursor.execute(f"CREATE TABLE traced_only.{table} AS SELECT * FROM {table}")
            return _elsewhere(warehouse, sql)
        finally:
            cursor.execute("DETACH traced_only")


def _elsewhere(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    """Run by a cursor that sees the traced rows only, and is gone afterwards: what it uses cannot be detached."""
    with warehouse.cursor() as cursor:
        cursor.execute("USE traced_only")
        return cursor.execute(sql).fetchall()
