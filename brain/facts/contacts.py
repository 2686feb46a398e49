"""The owner's customers by name, kept apart from the facts.

Facts know a customer only by a keyed hash of the owner's own customer number. What leads back to a person is sealed
with a key that lives in the home folder, and is opened only when the owner wants to reach their own customers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

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
    """Names customers by keyed hash and seals what leads back to them, with keys derived from the home's secret."""

    def __init__(self, key: bytes) -> None:
        self._hash_key = hmac.digest(key, b"customer-key", "sha256")
        self._fernet = Fernet(base64.urlsafe_b64encode(hmac.digest(key, b"contact-data", "sha256")))

    def customer_key(self, shop_id: str, own_id: str) -> str:
        """HMAC-SHA256 of the owner's customer number under the shop's own key, 128 bits in hex."""
        return hmac.digest(self._shop_key(shop_id), own_id.encode(), "sha256")[:16].hex()

    def customer_keys(self, shop_id: str, own_ids: Iterable[str]) -> list[str]:
        """`customer_key` of many."""
        shop_key = self._shop_key(shop_id)
        return [hmac.digest(shop_key, own_id.encode(), hashlib.sha256)[:16].hex() for own_id in own_ids]

    def seal(self, contact: Mapping[str, str]) -> bytes:
        """Contact data (id, name, phone, email) as an encrypted token."""
        return self._fernet.encrypt(json.dumps(dict(contact), ensure_ascii=False).encode())

    def unseal(self, token: bytes) -> dict[str, str]:
        """The contact data of a token. Raises OwnerError when the home's secret is not the one it was sealed with."""
        try:
            opened: dict[str, str] = json.loads(self._fernet.decrypt(token))
        except InvalidToken as error:
            raise OwnerError(
                "secret_changed",
                Text(msg="The stored customer contacts were locked with another secret.key."),
                Text(msg="Put the old secret.key back into the home folder."),
            ) from error
        return opened

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
