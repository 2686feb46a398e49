"""Secrets of other systems (tokens, signing keys), sealed with keys that live in the home folder.

The key is derived apart from the one for customers' contacts: what opens the one does not open the other.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from brain.facts.contacts import load_or_make_key
from brain.facts.keyring import first_key, load_keyring
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text


class Vault:
    """Seals small sets of named secrets. `place` (shop and system) is sealed in: a set fits nowhere else.

    Made of the home's secret `key` and the `keyring` that contacts are sealed with: it seals with a key derived from the
    first of them and opens with any, so that changing the keyring changes this key too.
    """

    def __init__(self, key: bytes, keyring: Sequence[bytes] = ()) -> None:
        first = first_key(key)
        # A home that never changed its keys seals as it always did: with a key derived from its secret.
        own = [_derived(key if one == first else one) for one in keyring or [first]]
        self._newest = Fernet(own[0])
        # Homes whose keys were changed before connections took part in it still have secrets under that first key.
        self._fernet = MultiFernet([Fernet(one) for one in dict.fromkeys([*own, _derived(key)])])

    def seal(self, place: str, secrets: Mapping[str, str]) -> bytes:
        """The secrets as an encrypted token."""
        inside = {"place": place, "secrets": dict(secrets)}
        return self._newest.encrypt(json.dumps(inside, ensure_ascii=False).encode())

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

    def resealed(self, token: bytes) -> bytes | None:
        """The token under the newest key; None where it is so already. Raises OwnerError when no key opens it."""
        try:
            self._newest.decrypt(token)
        except InvalidToken:
            # Sealed with an older key: that is what is asked here.
            try:
                return self._newest.encrypt(self._fernet.decrypt(token))
            except InvalidToken as error:
                raise _locked() from error
        return None


def vault_of(home: Path) -> Vault:
    """The vault of a home folder; its `secret.key` is made if there is none yet."""
    key = load_or_make_key(home)
    return Vault(key, load_keyring(home, key))


def _derived(key: bytes) -> bytes:
    """The vault's own key of a secret or of a key of the keyring, in Fernet's form."""
    return base64.urlsafe_b64encode(hmac.digest(key, b"connection-secrets", "sha256"))


def _locked() -> OwnerError:
    return OwnerError(
        "vault_locked",
        Text(msg="The stored access to the shop system was locked with another secret.key."),
        Text(msg="Put the old secret.key back into the home folder, or connect the shop system again."),
    )
