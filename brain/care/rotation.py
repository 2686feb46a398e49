"""`rotate-key`: everything that leads to a customer is locked with a new key, and the old one is thrown away.

At every moment all that is stored can be opened with the keyring that is on the disk: the new key is added before
anything is locked with it, the old ones go when nothing is locked with them any more.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from brain.care.places import room_on_disk
from brain.care.scrubbing import scrub
from brain.facts.contacts import ContactBook, load_or_make_key
from brain.facts.keyring import load_keyring, new_key, save_keyring
from brain.facts.vault import Vault, vault_of
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import DeveloperError
from brain.kernel.identity import Actor, require
from brain.ledger import audit
from brain.ledger.store import Ledger
from brain.ledger.tables import ConnectionRow
from brain.parts import Parts

ROTATED = "key.rotated"
SEALED_TABLES = ("customer_contact", "quarantine")
"""Warehouse tables with a column `sealed` that the contact book locks."""
CONNECTIONS = "connection"
"""The ledger's table of connected shop systems, whose secrets the vault locks."""
ONE_TURN = 5000


class Rotated(BaseModel):
    """What was locked anew, by table, and how many old keys are gone."""

    model_config = ConfigDict(frozen=True)

    resealed: dict[str, int]
    dropped_keys: int


def rotate_key(parts: Parts, shop: Shop | None, actor: Actor) -> Rotated:
    """Change the key of contacts and of connections, for all shops of the home. Customers' hashes stay as they are.

    Nobody imports meanwhile: what was sealed before and stored after would be locked with a key that is gone. Raises
    Busy when somebody does for longer than a minute, OwnerError when something cannot be opened or the disk is full.
    """
    require(actor, "care", shop.id if shop else actor.shop)
    home = parts.settings.home
    old = load_keyring(home, load_or_make_key(home))
    fresh = new_key()
    with room_on_disk():
        with parts.warehouse.alone():
            save_keyring(home, [fresh, *old])
            parts.contacts.use([fresh, *old])
            resealed = {table: reseal(parts.warehouse, parts.contacts, table) for table in SEALED_TABLES}
            resealed[CONNECTIONS] = reseal_connections(parts.ledger, vault_of(home))
            save_keyring(home, [fresh])
            parts.contacts.use([fresh])
        # The old tokens still lie in free pages of the files, where the old key would open them.
        scrub(parts.warehouse, parts.ledger)
    _note(parts, actor, resealed)
    return Rotated(resealed=resealed, dropped_keys=len(old))


def reseal(warehouse: Warehouse, contacts: ContactBook, table: str) -> int:
    """Lock every token of a table with the newest key, in one transaction; how many were locked with another."""
    with warehouse.writing() as cursor:
        rows = cursor.execute(f"SELECT rowid, sealed FROM {table} WHERE sealed IS NOT NULL").fetchall()
        changed = [(row[0], token) for row in rows if (token := contacts.resealed(bytes(row[1]))) is not None]
        for start in range(0, len(changed), ONE_TURN):
            turn = changed[start : start + ONE_TURN]
            cursor.execute(
                f"""UPDATE {table} SET sealed = n.token FROM
                    (SELECT unnest($rows) AS row_id, unnest(CAST($tokens AS BLOB[])) AS token) n
                    WHERE {table}.rowid = n.row_id""",
                {"rows": [row for row, _ in turn], "tokens": [token for _, token in turn]},
            )
        _check_all_open(contacts, [bytes(row[0]) for row in cursor.execute(
            f"SELECT sealed FROM {table} WHERE sealed IS NOT NULL"
        ).fetchall()])  # fmt: skip
    return len(changed)


def reseal_connections(ledger: Ledger, vault: Vault) -> int:
    """Lock the secrets of every connected shop system with the vault's newest key, in one transaction; how many.

    A pull that renews its secrets meanwhile waits for this transaction and then seals with the newest key on the disk, or
    had its turn before and is among these. Raises OwnerError, changing nothing, for secrets that no key opens.
    """
    with ledger.session() as session:
        changed = 0
        for row in session.scalars(select(ConnectionRow)):
            token = vault.resealed(row.sealed)
            if token is not None:
                row.sealed, changed = token, changed + 1
        return changed


def _check_all_open(contacts: ContactBook, tokens: list[bytes]) -> None:
    """The old key is thrown away after this: nothing may be left that needs it."""
    left = sum(contacts.resealed(token) is not None for token in tokens)
    if left:
        raise DeveloperError(f"{left} tokens are still sealed with an older key.")


def _note(parts: Parts, actor: Actor, resealed: dict[str, int]) -> None:
    with parts.ledger.session() as session:
        audit.record(
            session,
            shop=actor.shop,
            at=parts.clock.now(),
            who=actor.user,
            what=ROTATED,
            subject="contacts.keys",
            detail=dict(resealed),
        )
