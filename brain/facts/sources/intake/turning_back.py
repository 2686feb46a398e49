"""Files that come late: the very file that was loaded before, and an older export after a newer one."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from brain.facts.sources.base import Form
from brain.facts.warehouse.batches import list_batches_like
from brain.kernel.i18n import Text


def leave_known(
    cursor: duckdb.DuckDBPyConnection, shop_id: str, form: Form, sha256: str, mapping: Mapping[str, str]
) -> int:
    """Take from `judged` what this very file, read the same way, has brought before and a newer one has changed since.

    Loading a file again adds nothing: it must not undo what a newer export said. An order goes as a whole, so that none
    of its lines is taken for a missing one. Returns the file rows that brought nothing else. What was taken stays in the
    temporary table `outdated`, for `bear_witness`.
    """
    cursor.execute("CREATE OR REPLACE TEMP TABLE outdated (row_no BIGINT, part INTEGER, row_key VARCHAR)")
    earlier = list_batches_like(cursor, shop_id, sha256, dict(mapping))
    if not earlier:
        return 0
    brought = f"""SELECT * FROM {form.table}_version
        WHERE shop_id = $shop AND batch_id IN (SELECT unnest($earlier)) AND superseded_by IS NOT NULL"""
    if form.table == "order_line":
        gone = f"SELECT row_no, part, base_key FROM judged WHERE order_key IN (SELECT order_key FROM ({brought}))"
    else:
        gone = f"SELECT row_no, 0, row_key FROM incoming WHERE row_key IN (SELECT row_key FROM ({brought}))"
    cursor.execute(f"INSERT INTO outdated {gone}", {"shop": shop_id, "earlier": earlier})
    cursor.execute("DELETE FROM judged WHERE (row_no, part) IN (SELECT (row_no, part) FROM outdated)")
    row = cursor.execute(
        """SELECT count(DISTINCT row_no) FROM outdated WHERE row_no NOT IN (SELECT row_no FROM judged)
             AND row_no NOT IN (SELECT row_no FROM fate WHERE fate = 'duplicate')"""
    ).fetchone()
    return int(row[0]) if row else 0


def bear_witness(
    cursor: duckdb.DuckDBPyConnection, shop_id: str, table: str, batch_id: str, sha256: str
) -> None:
    """Note that the batch saw the versions in `outdated`, too: they outlive the undo of the import that brought them."""
    cursor.execute(
        f"""INSERT INTO row_witness
            SELECT $shop, '{table}', o.row_key, max(v.batch_id), $batch, min(o.row_no) FROM outdated o
            JOIN {table}_version v ON v.shop_id = $shop AND v.row_key = o.row_key
            LEFT JOIN row_witness w ON w.shop_id = $shop AND w.fact = '{table}' AND w.row_key = o.row_key AND w.seen_in = v.batch_id
            JOIN import_batch b ON b.batch_id IN (v.batch_id, w.batch_id) AND b.shop_id = $shop AND b.file_sha256 = $sha
            GROUP BY o.row_key""",
        {"shop": shop_id, "batch": batch_id, "sha": sha256},
    )


def turned_back(cursor: duckdb.DuckDBPyConnection, shop_id: str, form: Form) -> tuple[Text, ...]:
    """What is said when orders would lose a refund or a payment that is known: the file is likely an older one.

    `versions.compare` goes before. Orders do come back to life, so it is said and not refused.
    """
    if form.table != "order_line":
        return ()
    row = cursor.execute(
        """SELECT count(DISTINCT i.order_key) FROM incoming i
           JOIN known k ON k.row_key = i.row_key AND NOT k.same
           JOIN order_line_version v ON v.shop_id = $shop AND v.superseded_by IS NULL AND NOT v.retired AND v.row_key = i.row_key
           WHERE i.refund_amount < v.refund_amount OR (i.paid_amount = 0 AND v.paid_amount > 0)""",
        {"shop": shop_id},
    ).fetchone()
    if not row or not row[0]:
        return ()
    return (
        Text(
            msg="{count} orders lose a refund or payment that was known from an earlier import: this file is probably the older export. If so, take it back.",
            args={"count": int(row[0])},
        ),
    )
