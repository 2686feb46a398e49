"""Rows left out of an import: listed with what was read of them, and kept whole, sealed, so that they can be corrected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.csv_out import safe_csv
from brain.facts.sources import refusals
from brain.facts.sources.base import Field
from brain.facts.sources.intake.reasons import reason_text
from brain.facts.sources.intake.recognising import Choice, labels_of
from brain.facts.sources.reading.rows import RawRows
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.i18n import N_, t

# Beyond this many a file is not corrected row by row but exported again; sealing each takes its time.
MOST_SEALED = 20_000
# Imported again, a row that a later one replaced would replace that one in its turn; a total is no entry at all.
NOT_TO_CORRECT = ("replaced_in_file", "total_row")


def keep(
    cursor: duckdb.DuckDBPyConnection,
    choice: Choice,
    raw: RawRows,
    companion: RawRows | None,
    shop_id: str,
    batch_id: str,
    contacts: ContactBook,
) -> None:
    """Store `left_out` within the batch's transaction: reason, key, the cells that we read but for personal ones, and
    all cells of the row sealed. A row that could not be cut into cells is sealed as the line that it is; of a forgotten
    customer's row nothing but its number and reason is kept."""
    names = {"shop": shop_id, "batch": batch_id}
    _list(cursor, "named", choice.form.fields, names, "l.row_no <= $last", raw.rows_read)
    _seal(cursor, "raw", raw, 0, names, contacts)
    if companion and choice.form.companion:
        _list(
            cursor, "named_companion", choice.form.companion.fields, names, "l.row_no > $last", raw.rows_read
        )
        _seal(cursor, "raw_companion", companion, raw.rows_read, names, contacts)


def _list(
    cursor: duckdb.DuckDBPyConnection,
    named: str,
    fields: tuple[Field, ...],
    names: dict[str, str],
    which: str,
    last: int,
) -> None:
    kept = ", ".join(f"{one.name} := n.{one.name}" for one in fields if not one.personal)
    forgotten = "l.row_no IN (SELECT row_no FROM forgotten_row)"
    # The key of a customer's own record is the customer's number, which must not stand in the clear.
    nameless = f"{forgotten} OR (SELECT fact FROM read_as) = 'customer'"
    cursor.execute(
        f"""INSERT INTO quarantine (batch_id, shop_id, row_no, reason, raw, row_key)
            SELECT $batch, $shop, l.row_no, l.reason,
                   CASE WHEN n.row_no IS NULL OR {forgotten} THEN '{{}}' ELSE to_json(struct_pack({kept})) END,
                   CASE WHEN {nameless} THEN NULL ELSE l.row_key END
            FROM left_out l LEFT JOIN {named} n USING (row_no) WHERE {which}""",
        {**names, "last": last},
    )


def _seal(
    cursor: duckdb.DuckDBPyConnection,
    table: str,
    raw: RawRows,
    offset: int,
    names: dict[str, str],
    contacts: ContactBook,
) -> None:
    cells = ", ".join(f"c{place}" for place in range(len(raw.header)))
    rows: list[tuple[Any, ...]] = cursor.execute(
        f"""SELECT row_no + {offset}, {cells} FROM {table} WHERE row_no + {offset} IN (SELECT row_no FROM left_out)
            ORDER BY row_no LIMIT {MOST_SEALED}"""
    ).fetchall()
    rows += [(number + offset, *cut) for number, _, cut in raw.broken[:MOST_SEALED] if cut]
    if rows:
        tokens = [contacts.seal(_named(raw.header, row[1:])) for row in rows]
        cursor.execute(
            """UPDATE quarantine SET sealed = s.token
               FROM (SELECT unnest($rows) AS row_no, unnest(CAST($tokens AS BLOB[])) AS token) s
               WHERE shop_id = $shop AND batch_id = $batch AND quarantine.row_no = s.row_no""",
            {**names, "rows": [row[0] for row in rows], "tokens": tokens},
        )


def _named(header: Sequence[str], cells: Sequence[str | None]) -> dict[str, str | None]:
    """Cells by column; those beyond the last column by their place, so that nothing of a broken row is lost."""
    more = [f"+{place}" for place in range(1, len(cells) - len(header) + 1)]
    return dict(zip([*header, *more], cells, strict=False))


def rows_to_correct(
    warehouse: Warehouse, contacts: ContactBook, shop_id: str, batch_id: str, lang: str
) -> list[tuple[str, str]]:
    """(file name, CSV) of the rows that an import left out, as they stood in the file, each with its reason.

    Two where the import had two files. The files have the columns of the original, so that they can be corrected and
    imported like it. Rows that must not come back are not among them. Raises OwnerError when none is left to correct,
    or the originals are no longer kept.
    """
    with warehouse.cursor() as cursor:
        kept = cursor.execute(
            """SELECT row_no, reason, sealed FROM quarantine WHERE shop_id = ? AND batch_id = ? AND sealed IS NOT NULL
               ORDER BY row_no""",
            [shop_id, batch_id],
        ).fetchall()
        batch = cursor.execute(
            "SELECT source, reading FROM import_batch WHERE shop_id = ? AND batch_id = ?", [shop_id, batch_id]
        ).fetchone()
    if not kept or batch is None:
        raise refusals.originals_gone()
    rows = [row for row in kept if row[1] not in NOT_TO_CORRECT]
    if not rows:
        raise refusals.nothing_to_correct()
    reading = json.loads(batch[1] or "{}")
    second = reading.get("companion", {}).get("first_row")
    labels = labels_of(batch[0], reading.get("form", ""))
    parts = [
        [row for row in rows if second is None or row[0] < second],
        [row for row in rows if second is not None and row[0] >= second],
    ]
    return [
        (f"left-out-{batch_id}{'-2' if number else ''}.csv", _to_correct(part, contacts, labels, lang))
        for number, part in enumerate(parts)
        if part
    ]


def _to_correct(
    rows: Sequence[tuple[int, str, bytes]], contacts: ContactBook, labels: dict[str, str], lang: str
) -> str:
    opened = [(number, code, contacts.unseal(bytes(sealed))) for number, code, sealed in rows]
    header = list(dict.fromkeys(name for _, _, cells in opened for name in cells))
    own = [t(lang, N_("Row in the file")), t(lang, N_("Why it was left out"))]
    return safe_csv(
        [*header, *own],
        [
            [*[cells.get(name) for name in header], number, reason_text(code, labels).render(lang)]
            for number, code, cells in opened
        ],
    )
