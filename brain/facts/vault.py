"""Secrets of other systems (tokens, signing keys), sealed with a key that lives in the home folder.

The key is derived apart from the one for customers' contacts: what opens the one does not open the other.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from brain.facts.contacts import load_or_make_key
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text


class Vault:
    """Seals small sets of named secrets. `place` (shop and system) is sealed in: a set fits nowhere else."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(hmac.digest(key, b"connection-secrets", "sha256")))

    def seal(self, place: str, secrets: Mapping[str, str]) -> bytes:
        """The secrets as an encrypted token."""
        inside = {"place": place, "secrets": dict(secrets)}
        return self._fernet.encrypt(json.dumps(inside, ensure_ascii=False).encode())

    def open(self, place: str, token: bytes) -> dict[str, str]:
        """The secrets of a token. Raises OwnerError when it was sealed with another key or for another place."""
        try:
            inside = json.loads(self._fernet.decrypt(token))
        except InvalidToken as error:
            raise _locked() from error
        if inside["place"] != place:
            raise _locked()
        secrets: dict[str, str] = inside["secrets"]
        return secrets


def vault_of(home: Path) -> Vault:
    """The vault of a home folder; its `secret.key` is made if there is none yet."""
    return Vault(load_or_make_key(home))


def _locked() -> OwnerError:
    return OwnerError(
        "vault_locked",
        Text(msg="The stored access to the shop system was locked with another secret.key."),
        Text(msg="Put the old secret.key back into the home folder, or connect the shop system again."),
    )
