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
    """Take from `judged` what this very file, read the same way, has said before and a newer one has changed since.

    Loading a file again adds nothing: it must not undo what a newer export said. It stands where it was first loaded
    (docs/decisions/0015). An order goes as a whole, so that none of its lines is taken for a missing one. Returns the
    file rows that brought nothing else. What was taken stays in the temporary tables `outdated` and `said_before`, for
    `bear_witness`.
    """
    cursor.execute("CREATE OR REPLACE TEMP TABLE outdated (row_no BIGINT, part INTEGER, row_key VARCHAR)")
    earlier = list_batches_like(cursor, shop_id, sha256, dict(mapping))
    _list_said_before(cursor, form, {"shop": shop_id, "earlier": earlier})
    if not earlier:
        return 0
    if form.table == "order_line":
        _forget_unchanged_orders(cursor, form, shop_id)
        gone = (
            "SELECT row_no, part, base_key FROM judged WHERE order_key IN (SELECT order_key FROM said_before)"
        )
    else:
        cursor.execute("DELETE FROM said_before WHERE superseded_by IS NULL")
        gone = "SELECT row_no, 0, row_key FROM incoming WHERE row_key IN (SELECT row_key FROM said_before)"
    cursor.execute(f"INSERT INTO outdated {gone}")
    cursor.execute("DELETE FROM judged WHERE (row_no, part) IN (SELECT (row_no, part) FROM outdated)")
    row = cursor.execute(
        """SELECT count(DISTINCT row_no) FROM outdated WHERE row_no NOT IN (SELECT row_no FROM judged)
             AND row_no NOT IN (SELECT row_no FROM fate WHERE fate = 'duplicate')"""
    ).fetchone()
    return int(row[0]) if row else 0


def _list_said_before(cursor: duckdb.DuckDBPyConnection, form: Form, names: dict[str, object]) -> None:
    """Make `said_before`: the versions that the earlier loads brought, or found there and bore witness to."""
    order = "v.order_key" if form.table == "order_line" else "NULL"
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE said_before AS
            SELECT v.row_key, {order} AS order_key, v.batch_id, v.row_no, v.superseded_by FROM {form.table}_version v
            WHERE v.shop_id = $shop AND (v.batch_id IN (SELECT unnest($earlier)) OR (v.row_key, v.batch_id) IN (
                SELECT (row_key, seen_in) FROM row_witness
                WHERE shop_id = $shop AND fact = '{form.table}' AND batch_id IN (SELECT unnest($earlier))))""",
        names,
    )


def _forget_unchanged_orders(cursor: duckdb.DuckDBPyConnection, form: Form, shop_id: str) -> None:
    """Keep in `said_before` only orders that a newer file has changed: a line of theirs, or a line added to them.

    An added line matters only where a file lists its orders whole: there its absence would end it.
    """
    added = """UNION SELECT v.order_key FROM order_line_version v
        WHERE v.shop_id = $shop AND v.superseded_by IS NULL AND v.order_key IN (SELECT order_key FROM said_before)
          AND (v.row_key, v.batch_id) NOT IN (SELECT (row_key, batch_id) FROM said_before)"""
    cursor.execute(
        f"""DELETE FROM said_before WHERE order_key NOT IN (
                SELECT order_key FROM said_before WHERE superseded_by IS NOT NULL {added if form.whole else ""})""",
        {"shop": shop_id} if form.whole else None,
    )


def bear_witness(cursor: duckdb.DuckDBPyConnection, shop_id: str, table: str, batch_id: str) -> None:
    """Note that the batch saw the versions in `said_before`, too: they outlive the undo of the import that brought them.

    A line that the earlier load ended has no row in the file; its witness names the row that the earlier load gave it.
    """
    cursor.execute(
        f"""INSERT INTO row_witness
            SELECT $shop, '{table}', s.row_key, max(s.batch_id), $batch, coalesce(min(o.row_no), min(s.row_no))
            FROM said_before s LEFT JOIN outdated o ON o.row_key = s.row_key
            GROUP BY s.row_key""",
        {"shop": shop_id, "batch": batch_id},
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
