"""The customers of a file: hashed for the facts, sealed for the owner. Only distinct customers pass through Python."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake.judging import PERSONAL


@dataclass(frozen=True)
class Sealed:
    """Sealed contact data by customer key."""

    keys: list[str]
    tokens: list[bytes]

    def keep(self, cursor: duckdb.DuckDBPyConnection, shop_id: str, batch_id: str) -> None:
        """Store them with the batch, within its transaction."""
        if self.keys:
            cursor.execute(
                "INSERT INTO customer_contact SELECT $shop, unnest($keys), $batch, unnest(CAST($tokens AS BLOB[]))",
                {"shop": shop_id, "batch": batch_id, "keys": self.keys, "tokens": self.tokens},
            )


def name_people(cursor: duckdb.DuckDBPyConnection, contacts: ContactBook, shop_id: str) -> dict[str, str]:
    """Fill the temporary table `person`; returns customer_id -> customer_key.

    Customers who were forgotten get no key and no contact is kept of them: their orders are nobody's, and their own
    records (a file of customers) are left out. Makes `forgotten_row`: the rows that are theirs, used or not.
    """
    rows = cursor.execute(
        """SELECT contact_customer_id FROM judged WHERE contact_customer_id IS NOT NULL
           UNION SELECT customer_id FROM whose"""
    ).fetchall()
    own_ids = [row[0] for row in rows]
    keys = contacts.customer_keys(shop_id, own_ids)
    forgotten = _forgotten(cursor, shop_id)
    cursor.execute("DELETE FROM person")
    if own_ids:
        cursor.execute(
            "INSERT INTO person SELECT unnest($ids), unnest($keys), unnest($gone)",
            {
                "ids": own_ids,
                "keys": [None if key in forgotten else key for key in keys],
                "gone": [key in forgotten for key in keys],
            },
        )
    _leave_out_forgotten(cursor)
    return {own_id: key for own_id, key in zip(own_ids, keys, strict=True) if key not in forgotten}


def _forgotten(cursor: duckdb.DuckDBPyConnection, shop_id: str) -> set[str]:
    rows = cursor.execute("SELECT customer_key FROM forgotten_customer WHERE shop_id = ?", [shop_id])
    return {row[0] for row in rows.fetchall()}


def _leave_out_forgotten(cursor: duckdb.DuckDBPyConnection) -> None:
    theirs = "IN (SELECT customer_id FROM person WHERE forgotten)"
    own_records = cursor.execute("SELECT fact FROM read_as").fetchone() == ("customer",)
    if own_records:
        cursor.execute(
            f"""INSERT INTO left_out (row_no, reason) SELECT DISTINCT row_no, 'forgotten' FROM judged
                WHERE contact_customer_id {theirs}"""
        )
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE forgotten_row AS
            SELECT row_no FROM whose WHERE customer_id {theirs}
            UNION SELECT row_no FROM judged WHERE contact_customer_id {theirs}"""
    )
    if own_records:
        cursor.execute(f"DELETE FROM judged WHERE contact_customer_id {theirs}")


def file_contacts(cursor: duckdb.DuckDBPyConnection, contacts: ContactBook, people: dict[str, str]) -> Sealed:
    """Each customer's contact data, the last that the file gives of each piece, sealed."""
    if not people:
        return Sealed([], [])
    pieces = [name for name in PERSONAL if name != "customer_id"]
    last = ", ".join(
        f"arg_max(contact_{name}, row_no) FILTER (contact_{name} IS NOT NULL)" for name in pieces
    )
    rows = cursor.execute(
        f"SELECT contact_customer_id, {last} FROM judged WHERE contact_customer_id IS NOT NULL GROUP BY 1"
    ).fetchall()
    tokens = [
        contacts.seal(
            {"id": row[0], **{name: cell for name, cell in zip(pieces, row[1:], strict=True) if cell}}
        )
        for row in rows
        if row[0] in people
    ]
    return Sealed([people[row[0]] for row in rows if row[0] in people], tokens)
