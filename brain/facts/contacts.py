"""The owner's customers by name, kept apart from the facts.

Facts know a customer only by a keyed hash of the owner's own customer number. What leads back to a person is sealed
with keys that live in the home folder, and is opened only when the owner wants to reach their own customers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from brain.facts.keyring import first_key
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

KEY_FILE = "secret.key"
KEY_BYTES = 32


def load_or_make_key(home: Path) -> bytes:
    """The home folder's secret: 32 random bytes in `secret.key`, readable by its owner only.

    Made once; of two processes that make it at the same moment, both get the one that came first.
    Raises OwnerError when the file exists but was damaged: a new key would orphan every stored contact.
    """
    path = home / KEY_FILE
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = home / f".{KEY_FILE}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link, not a rename: it fails where a rename would overwrite the key another process just made.
            path.hardlink_to(fresh)
        except FileExistsError:
            return load_or_make_key(home)
        finally:
            fresh.unlink()
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise OwnerError(
            "secret_damaged",
            Text(msg="The file secret.key in the home folder is damaged."),
            Text(msg="Put it back from a backup; without it the stored customer contacts cannot be opened."),
        )
    return key


class ContactBook:
    """Names customers by keyed hash, seals what leads back to them, signs what we certify.

    Hashes and signatures are derived from the home's secret `key` and never change. Contacts are sealed with the first
    of `keyring` and opened with any of them; without a keyring with the one derived from the secret.
    """

    def __init__(self, key: bytes, keyring: Sequence[bytes] = ()) -> None:
        self._hash_key = hmac.digest(key, b"customer-key", "sha256")
        self._signing_key = hmac.digest(key, b"certificate", "sha256")
        self.use(keyring or [first_key(key)])

    def use(self, keyring: Sequence[bytes]) -> None:
        """Seal with the first of these keys (at least one) from now on, open with any of them."""
        self._newest = Fernet(keyring[0])
        self._fernet = MultiFernet([Fernet(key) for key in keyring])

    def customer_key(self, shop_id: str, own_id: str) -> str:
        """HMAC-SHA256 of the owner's customer number under the shop's own key, 128 bits in hex."""
        return hmac.digest(self._shop_key(shop_id), own_id.encode(), "sha256")[:16].hex()

    def customer_keys(self, shop_id: str, own_ids: Iterable[str]) -> list[str]:
        """`customer_key` of many."""
        shop_key = self._shop_key(shop_id)
        return [hmac.digest(shop_key, own_id.encode(), hashlib.sha256)[:16].hex() for own_id in own_ids]

    def signature(self, document: bytes) -> str:
        """HMAC-SHA256 in hex: proves that this home wrote the document and that nobody changed it."""
        return hmac.digest(self._signing_key, document, "sha256").hex()

    def seal(self, contact: Mapping[str, str | None]) -> bytes:
        """Personal data by name (id, name, phone, email; the cells of a row) as an encrypted token."""
        return self._fernet.encrypt(json.dumps(dict(contact), ensure_ascii=False).encode())

    def unseal(self, token: bytes) -> dict[str, str]:
        """What was sealed. Raises OwnerError when none of the home's keys is the one it was sealed with."""
        try:
            opened: dict[str, str] = json.loads(self._fernet.decrypt(token))
        except InvalidToken as error:
            raise _locked_otherwise() from error
        return opened

    def resealed(self, token: bytes) -> bytes | None:
        """The token under the newest key; None where it is so already. Raises OwnerError like `unseal`."""
        try:
            self._newest.decrypt(token)
        except InvalidToken:
            # Sealed with an older key: that is what is asked here.
            return self.seal(self.unseal(token))
        return None

    def contacts(self, warehouse: Warehouse, shop: Shop, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """The newest stored contact data of these customers, by key; customers without any are left out."""
        with warehouse.cursor() as cursor:
            rows = cursor.execute(
                """SELECT c.customer_key, arg_max(c.sealed, b.imported_at) FROM customer_contact c
                   JOIN import_batch b USING (batch_id)
                   WHERE c.shop_id = $shop AND list_contains($keys, c.customer_key) GROUP BY c.customer_key""",
                {"shop": shop.id, "keys": list(keys)},
            ).fetchall()
        return {row[0]: self.unseal(bytes(row[1])) for row in rows}

    def own_ids(self, warehouse: Warehouse, shop: Shop, keys: Iterable[str]) -> dict[str, str]:
        """The owner's own customer numbers of these keys."""
        return {key: contact["id"] for key, contact in self.contacts(warehouse, shop, keys).items()}

    def _shop_key(self, shop_id: str) -> bytes:
        return hmac.digest(self._hash_key, shop_id.encode(), "sha256")


def _locked_otherwise() -> OwnerError:
    return OwnerError(
        "secret_changed",
        Text(msg="The stored customer contacts were locked with another secret.key."),
        Text(msg="Put the old secret.key back into the home folder."),
    )
