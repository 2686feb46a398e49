"""From a row of a file to the facts that came from it, or to the reason why there are none."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import duckdb

from brain.facts.lineage.base import FactOfRow, FactState, FileRow, RowFate
from brain.facts.lineage.places import place_in_file
from brain.facts.sources.intake.reasons import reason_text
from brain.facts.warehouse.batches import KIND_TABLES
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.versions import fact_columns
from brain.kernel.errors import NotFound
from brain.kernel.i18n import N_, Text

# The newest version of a key is the one that nothing replaced; the row that replaced one stands in the batch it names.
_BROUGHT = """SELECT v.row_key, v.superseded_by, {retired} AS no_longer, n.row_no AS new_row, b.file_name AS new_file,
    {columns}
FROM {table}_version AS v
LEFT JOIN {table}_version AS n ON n.shop_id = v.shop_id AND n.row_key = v.row_key AND n.batch_id = v.superseded_by
LEFT JOIN import_batch AS b ON b.batch_id = v.superseded_by
WHERE v.shop_id = $shop AND v.batch_id = $batch AND v.row_no = $row
ORDER BY v.row_key"""
# Only orders know lines that are gone: their newest version says that there is none.
NO_LONGER = {"order_line": "coalesce(n.retired, false)"}

_REPEATED = """SELECT w.row_key, v.batch_id, v.row_no, b.file_name, {columns}
FROM row_witness AS w
JOIN {table}_version AS v ON v.shop_id = w.shop_id AND v.row_key = w.row_key AND v.batch_id = w.seen_in
LEFT JOIN import_batch AS b ON b.batch_id = v.batch_id
WHERE w.shop_id = $shop AND w.fact = $fact AND w.batch_id = $batch AND w.row_no = $row
ORDER BY w.row_key"""

SAID: dict[FactState, str] = {
    "current": N_("It counts."),
    "replaced": N_("A later row replaced it."),
    "no_longer": N_("A later file has its order without this line."),
    "already_known": N_("It says the same as a row that was loaded before, so it is counted once, there."),
}


def fate_of_row(warehouse: Warehouse, shop_id: str, batch_id: str, row_no: int) -> RowFate:
    """What became of a data row (1-based) of an import. Raises NotFound for an unknown batch or a row it does not have."""
    with warehouse.cursor() as cursor:
        batch = cursor.execute(
            """SELECT kind, file_name, source, imported_at, state, rows_read, reading FROM import_batch
               WHERE shop_id = $shop AND batch_id = $batch""",
            {"shop": shop_id, "batch": batch_id},
        ).fetchone()
        if batch is None:
            raise NotFound(
                "no_batch",
                Text(msg="There is no import {batch}.", args={"batch": batch_id}),
                Text(msg="Look at the list of imports."),
            )
        given = {"shop": shop_id, "batch": batch_id, "row": row_no}
        table = KIND_TABLES[batch[0]]
        facts = _brought(cursor, table, given) + _repeated(cursor, table, given)
        kept = cursor.execute(
            "SELECT reason, raw FROM quarantine WHERE shop_id = $shop AND batch_id = $batch AND row_no = $row ORDER BY 1",
            given,
        ).fetchall()
    place = place_in_file(batch[6], row_no)
    # Blank lines of a sheet are numbered too, so its numbers go beyond the rows read.
    if not facts and not kept and place.sheet is None and not 1 <= row_no <= batch[5]:
        raise NotFound(
            "no_row",
            Text(msg="{file} has no row {row}.", args={"file": batch[1], "row": str(row_no)}),
            Text(msg="Its rows are 1 to {rows}, the header not counted.", args={"rows": str(batch[5])}),
        )
    return RowFate(
        batch=batch_id,
        file=batch[1],
        source=batch[2],
        imported_at=batch[3].replace(tzinfo=UTC),
        state=batch[4],
        row=row_no,
        place=place,
        facts=tuple(facts),
        left_out=tuple(row[0] for row in kept),
        raw=json.loads(kept[0][1]) if kept else None,
        said=_said(batch[4], facts, kept[0][0] if kept else None),
    )


def _said(state: str, facts: list[FactOfRow], reason: str | None) -> Text:
    """The row's story in one sentence."""
    if state == "undone":
        return Text(msg="The import was taken back, so none of its rows count.")
    if reason is not None:
        return Text(msg="It was left out: {reason}", args={"reason": reason_text(reason)})
    if not facts:
        return Text(
            msg="It is empty, or another row of the same file says the same and is counted once, there."
        )
    states = {fact.state for fact in facts}
    if len(states) > 1:
        return Text(msg="It brought several facts, which differ in what became of them.")
    return Text(msg=SAID[facts[0].state])


def _brought(cursor: duckdb.DuckDBPyConnection, table: str, given: dict[str, Any]) -> list[FactOfRow]:
    names = list(fact_columns(cursor, table))
    columns = ", ".join(f"v.{name}" for name in names)
    sql = _BROUGHT.format(table=table, retired=NO_LONGER.get(table, "false"), columns=columns)
    found = []
    for key, newer, gone, new_row, new_file, *values in cursor.execute(sql, given).fetchall():
        state: FactState = "current"
        if newer is not None:
            state = "no_longer" if gone else "replaced"
        other = FileRow(batch=newer, file=new_file or newer, row=None if gone else new_row) if newer else None
        found.append(
            FactOfRow(
                table=table,
                row_key=key,
                state=state,
                other=other,
                values=dict(zip(names, values, strict=True)),
            )
        )
    return found


def _repeated(cursor: duckdb.DuckDBPyConnection, table: str, given: dict[str, Any]) -> list[FactOfRow]:
    names = list(fact_columns(cursor, table))
    sql = _REPEATED.format(table=table, columns=", ".join(f"v.{name}" for name in names))
    return [
        FactOfRow(
            table=table,
            row_key=row[0],
            state="already_known",
            other=FileRow(batch=row[1], file=row[3] or row[1], row=row[2]),
            values=dict(zip(names, row[4:], strict=True)),
        )
        for row in cursor.execute(sql, {**given, "fact": table}).fetchall()
    ]
