"""Import batches: what was imported when, what each left out, and taking one back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict

from brain.facts.warehouse import versions
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.errors import NotFound
from brain.kernel.i18n import Text

KIND_TABLES: dict[str, str] = {
    "orders": "order_line",
    "products": "product",
    "customers": "customer",
    "events": "event",
    "stock": "stock",
    "reviews": "review",
    "promotions": "promotion",
    "prices": "market_price",
    "posts": "post",
}


# Field of `Batch` -> column of import_batch.
COLUMNS: dict[str, str] = {
    "id": "batch_id",
    "shop": "shop_id",
    **{
        name: name
        for name in (
            "kind", "source", "file_name", "file_sha256", "imported_at", "rows_read", "loaded", "duplicates",
            "quarantined", "from_on", "to_on", "mapping", "state", "undone_at", "reading",
        )
    },
}  # fmt: skip


class Batch(BaseModel):
    """One import. `from_on` and `to_on` are the first and last shop day it touches; `state` visible or undone; `reading`
    how the file was read (encoding, sheets, how many lines stand before its first row)."""

    model_config = ConfigDict(frozen=True)

    id: str
    shop: str
    kind: str
    source: str
    file_name: str
    file_sha256: str
    imported_at: datetime
    rows_read: int
    loaded: int
    duplicates: int
    quarantined: int
    from_on: date | None
    to_on: date | None
    mapping: dict[str, str]
    reading: dict[str, Any] = {}
    state: str = "visible"
    undone_at: datetime | None = None


class LeftOut(BaseModel):
    """A file row that was not loaded: its data row number (1-based), the reason's code, and what was read of it."""

    model_config = ConfigDict(frozen=True)

    row: int
    code: str
    raw: dict[str, str | None]


def record_batch(cursor: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Write the batch down and count the shop's data version up; within the transaction that adds its rows."""
    stored = batch.model_dump() | {
        "imported_at": _stored(batch.imported_at),
        "mapping": json.dumps(batch.mapping, ensure_ascii=False),
        "reading": json.dumps(batch.reading, ensure_ascii=False),
    }
    cursor.execute(
        f"INSERT INTO import_batch ({', '.join(COLUMNS.values())}) VALUES ({', '.join('?' * len(COLUMNS))})",
        [stored[name] for name in COLUMNS],
    )
    bump_version(cursor, batch.shop)


def keep_profile(cursor: duckdb.DuckDBPyConnection, batch_id: str, profile: BaseModel) -> None:
    """Store what a batch's file added up to, within its transaction. Not part of `Batch`: it is long, and lists are read often."""
    cursor.execute(
        "UPDATE import_batch SET profile = ? WHERE batch_id = ?", [profile.model_dump_json(), batch_id]
    )


def bump_version(cursor: duckdb.DuckDBPyConnection, shop_id: str) -> None:
    """The shop's data changed: whatever was cached for the version before is stale."""
    cursor.execute(
        "INSERT INTO data_version VALUES (?, 1) ON CONFLICT (shop_id) DO UPDATE SET version = data_version.version + 1",
        [shop_id],
    )


def list_batches(warehouse: Warehouse, shop_id: str) -> list[Batch]:
    """All imports of a shop, newest first, undone ones included."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            f"SELECT {', '.join(COLUMNS.values())} FROM import_batch WHERE shop_id = ? ORDER BY imported_at DESC, batch_id DESC",
            [shop_id],
        ).fetchall()
    return [_batch(row) for row in rows]


def quarantined_rows(warehouse: Warehouse, shop_id: str, batch_id: str) -> list[LeftOut]:
    """What a batch left out, in the file's order."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT row_no, reason, raw FROM quarantine WHERE shop_id = ? AND batch_id = ? ORDER BY row_no, reason",
            [shop_id, batch_id],
        ).fetchall()
    return [LeftOut(row=row[0], code=row[1], raw=json.loads(row[2])) for row in rows]


def list_batches_like(
    cursor: duckdb.DuckDBPyConnection, shop_id: str, sha256: str, mapping: dict[str, str]
) -> list[str]:
    """The ids of a shop's visible imports of the same file, read by the same mapping."""
    rows = cursor.execute(
        "SELECT batch_id, mapping FROM import_batch WHERE shop_id = ? AND file_sha256 = ? AND state = 'visible'",
        [shop_id, sha256],
    ).fetchall()
    return [row[0] for row in rows if json.loads(row[1]) == mapping]


def undo_batch(warehouse: Warehouse, shop_id: str, batch_id: str, now: datetime) -> int:
    """Take an import back, in any order; how many rows are gone.

    Rows that another file brought as well stay. The batch stays listed as undone at `now`. Raises NotFound when the
    shop has no such visible batch.
    """
    with warehouse.writing() as cursor:
        row = cursor.execute(
            "SELECT kind FROM import_batch WHERE shop_id = ? AND batch_id = ? AND state = 'visible'",
            [shop_id, batch_id],
        ).fetchone()
        if row is None:
            raise NotFound(
                "no_batch",
                Text(msg="There is no import {batch} to take back.", args={"batch": batch_id}),
                Text(msg="Look at the list of imports."),
            )
        gone = versions.take_back(cursor, shop_id, KIND_TABLES[row[0]], batch_id)
        for table in ("customer_contact", "quarantine"):
            cursor.execute(f"DELETE FROM {table} WHERE shop_id = ? AND batch_id = ?", [shop_id, batch_id])
        cursor.execute(
            "UPDATE import_batch SET state = 'undone', undone_at = ? WHERE batch_id = ?",
            [_stored(now), batch_id],
        )
        bump_version(cursor, shop_id)
    return gone


def _stored(instant: datetime) -> datetime:
    """The warehouse keeps UTC without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def _batch(row: tuple[Any, ...]) -> Batch:
    values = dict(zip(COLUMNS, row, strict=True))
    for name in ("imported_at", "undone_at"):
        values[name] = values[name].replace(tzinfo=UTC) if values[name] else None
    values["mapping"] = json.loads(values["mapping"])
    values["reading"] = json.loads(values["reading"] or "{}")
    return Batch.model_validate(values)
