"""Small corrections of what is known already: an order was deleted or partly refunded, a customer's record removed.

Such a message carries an id and perhaps an amount, never the rows. The newest version of each row concerned is taken,
changed and stored as a batch of its own, so it is listed, counted and taken back like an import.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import duckdb

from brain.facts.sources.spreading import shared
from brain.facts.warehouse import versions
from brain.facts.warehouse.batches import Batch, record_batch
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock
from brain.kernel.ids import new_id

# A batch that a message brought is called after it; every other batch came from a file.
BY_MESSAGE = ("webhook ", "pull ")
# The lines of one order of one system. Keys begin with the system's name, so equal numbers of another stay apart.
ORDER_LINES = """
    SELECT * FROM order_line WHERE shop_id = $shop AND order_id = $called AND starts_with(row_key, $family || chr(31))"""
# An order that never was: neither its sales nor a refund of them may count, but its lines stay to be seen.
CANCELLED = """
    SELECT row_number() OVER (ORDER BY row_key) AS line, *
           REPLACE ('cancelled' AS status, 0 AS paid_amount, 0 AS refund_amount) FROM known_rows"""
# The refunds of an order are spread over its lines by what was paid for each, as its form does with a file's.
WEIGHED = """
    SELECT *, sum(paid_amount) OVER () AS charged,
           least(sum(refund_amount) OVER () + CAST($amount AS DECIMAL(18,4)), sum(paid_amount) OVER ()) AS given_back
    FROM known_rows"""
SPREAD = shared(
    f"({WEIGHED})",
    "line_refund",
    "round(given_back * 100)",
    "paid_amount",
    order="PARTITION BY order_id",
    ties="line_no NULLS LAST, row_key",
)
REFUNDED = f"""
    SELECT row_number() OVER (ORDER BY row_key) AS line, * EXCLUDE (charged, given_back, line_refund)
           REPLACE (CAST(line_refund AS DECIMAL(18,4)) AS refund_amount,
                    CASE WHEN charged > 0 AND given_back >= charged THEN 'refunded' ELSE status END AS status)
    FROM ({SPREAD})"""


@dataclass(frozen=True)
class Message:
    """Whose message it was: the system (what keys begin with), what the batch is called after, and what it is about.

    Two messages with one `about` (one refund told twice) have one fingerprint.
    """

    source: str
    name: str
    about: str = ""

    @property
    def fingerprint(self) -> str:
        """What stands where a file's hash would."""
        return hashlib.sha256(f"{self.source} {self.about or self.name}".encode()).hexdigest()


@dataclass(frozen=True)
class Amended:
    """The batch that an amendment made: the rows looked at, those changed, and those that were so already."""

    batch: str
    rows_read: int
    loaded: int
    duplicates: int


def cancel_order(
    warehouse: Warehouse, shop: Shop, called: str, message: Message, clock: Clock
) -> Amended | None:
    """Every line of an order becomes cancelled, with nothing paid and nothing given back. None for an unknown order."""
    with _known(warehouse, shop, ORDER_LINES, {"called": called, "family": message.source}) as cursor:
        return _store(warehouse, cursor, shop, "orders", "order_line", CANCELLED, {}, message, clock)


def refund_order(
    warehouse: Warehouse,
    shop: Shop,
    called: str,
    amount: Decimal,
    at: datetime,
    message: Message,
    clock: Clock,
) -> Amended | None:
    """`amount` more was given back for an order at `at`; never more than was paid for it.

    None for an unknown order, and for one that a file brought after `at`: that file may have the refund in it already.
    A refund that was stored just before the program died is found by its fingerprint, not added again.
    """
    place = {"called": called, "family": message.source}
    with _known(warehouse, shop, ORDER_LINES, place) as cursor:
        stored = _stored(cursor, shop, message)
        if stored is not None:
            return stored
        if _newer_file(cursor, at):
            return None
        return _store(
            warehouse, cursor, shop, "orders", "order_line", REFUNDED, {"amount": amount}, message, clock
        )


def withdraw_consent(
    warehouse: Warehouse, shop: Shop, customer_key: str, message: Message, clock: Clock
) -> Amended | None:
    """A customer whose record is gone may not be written to. None where nothing is known of them."""
    rows = "SELECT * FROM customer WHERE shop_id = $shop AND customer_key = $key"
    changed = (
        "SELECT row_number() OVER (ORDER BY row_key) AS line, * REPLACE (false AS consent) FROM known_rows"
    )
    with _known(warehouse, shop, rows, {"key": customer_key}) as cursor:
        return _store(warehouse, cursor, shop, "customers", "customer", changed, {}, message, clock)


@contextmanager
def _known(
    warehouse: Warehouse, shop: Shop, rows: str, names: Mapping[str, str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor with the temporary table `known_rows`."""
    with warehouse.cursor() as cursor:
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE known_rows AS {rows}", {"shop": shop.id, **names})
        yield cursor


def _stored(cursor: duckdb.DuckDBPyConnection, shop: Shop, message: Message) -> Amended | None:
    row = cursor.execute(
        """SELECT batch_id, rows_read, loaded, duplicates FROM import_batch
           WHERE shop_id = $shop AND file_sha256 = $sha AND state = 'visible' LIMIT 1""",
        {"shop": shop.id, "sha": message.fingerprint},
    ).fetchone()
    return Amended(*row) if row else None


def _newer_file(cursor: duckdb.DuckDBPyConnection, at: datetime) -> bool:
    by_message = " OR ".join(f"starts_with(file_name, '{word}')" for word in BY_MESSAGE)
    row = cursor.execute(
        f"""SELECT count(*) FROM import_batch WHERE batch_id IN (SELECT batch_id FROM known_rows)
            AND imported_at > $at AND NOT ({by_message})""",
        {"at": at.astimezone(UTC).replace(tzinfo=None)},
    ).fetchone()
    return bool(row and row[0])


def _store(
    warehouse: Warehouse,
    cursor: duckdb.DuckDBPyConnection,
    shop: Shop,
    kind: str,
    table: str,
    changed: str,
    names: Mapping[str, Decimal],
    message: Message,
    clock: Clock,
) -> Amended | None:
    """Store the changed rows as one batch, whole; None when there are none."""
    columns = ", ".join(versions.fact_columns(cursor, table))
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE amended AS SELECT line AS row_no, row_key, {columns} FROM ({changed})",
        dict(names) or None,
    )
    count = cursor.execute("SELECT count(*) FROM amended").fetchone()
    if not count or not count[0]:
        return None
    now = clock.now()
    with warehouse.writing(cursor):
        batch_id = new_id("batch", now)
        versions.compare(cursor, shop.id, table, "amended")
        added = versions.add(cursor, shop.id, table, batch_id, "amended", None)
        days = _days(cursor, table)
        batch = Batch(
            id=batch_id,
            shop=shop.id,
            kind=kind,
            source=message.source,
            file_name=message.name,
            file_sha256=message.fingerprint,
            imported_at=now,
            rows_read=int(count[0]),
            loaded=added.loaded,
            duplicates=added.known,
            quarantined=0,
            from_on=days[0],
            to_on=days[1],
            mapping={},
        )
        record_batch(cursor, batch)
    return Amended(batch.id, batch.rows_read, batch.loaded, batch.duplicates)


def _days(cursor: duckdb.DuckDBPyConnection, table: str) -> tuple[object, object]:
    day = "ordered_on" if table == "order_line" else "CAST(NULL AS DATE)"
    row = cursor.execute(f"SELECT min({day}), max({day}) FROM amended").fetchone()
    return (row[0], row[1]) if row else (None, None)
