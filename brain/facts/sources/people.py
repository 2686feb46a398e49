"""The customers of a file: hashed for the facts, sealed for the owner. Only distinct customers pass through Python."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.sources.judging import PERSONAL


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
    """Fill the temporary table `person`; returns customer_id -> customer_key."""
    rows = cursor.execute(
        "SELECT DISTINCT contact_customer_id FROM judged WHERE contact_customer_id IS NOT NULL"
    ).fetchall()
    own_ids = [row[0] for row in rows]
    keys = contacts.customer_keys(shop_id, own_ids)
    cursor.execute("DELETE FROM person")
    if own_ids:
        cursor.execute(
            "INSERT INTO person SELECT unnest($ids), unnest($keys)", {"ids": own_ids, "keys": keys}
        )
    return dict(zip(own_ids, keys, strict=True))


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
    ]
    return Sealed([people[row[0]] for row in rows], tokens)
