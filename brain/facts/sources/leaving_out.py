"""Rows left out of an import: listed with what was read of them, and kept whole, sealed, so that they can be corrected."""

from __future__ import annotations

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.sources.base import Field
from brain.facts.sources.recognising import Choice
from brain.facts.sources.rows import RawRows

# Beyond this many a file is not corrected row by row but exported again; sealing each takes its time.
MOST_SEALED = 20_000


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
    all cells of the row sealed. Rows that could not be cut into cells have neither."""
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
    cursor.execute(
        f"""INSERT INTO quarantine (batch_id, shop_id, row_no, reason, raw, row_key)
            SELECT $batch, $shop, l.row_no, l.reason,
                   CASE WHEN n.row_no IS NULL THEN '{{}}' ELSE to_json(struct_pack({kept})) END, l.row_key
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
    rows = cursor.execute(
        f"""SELECT row_no + {offset}, {cells} FROM {table} WHERE row_no + {offset} IN (SELECT row_no FROM left_out)
            ORDER BY row_no LIMIT {MOST_SEALED}"""
    ).fetchall()
    if rows:
        tokens = [contacts.seal(dict(zip(raw.header, row[1:], strict=True))) for row in rows]
        cursor.execute(
            """UPDATE quarantine SET sealed = s.token
               FROM (SELECT unnest($rows) AS row_no, unnest(CAST($tokens AS BLOB[])) AS token) s
               WHERE shop_id = $shop AND batch_id = $batch AND quarantine.row_no = s.row_no""",
            {**names, "rows": [row[0] for row in rows], "tokens": tokens},
        )
