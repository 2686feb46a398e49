"""The keys that contacts are sealed with: `contacts.keys` in the home folder, one a line, the newest first.

A home without that file has one key, derived from its secret. The file appears with the first change of keys.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

KEYRING_FILE = "contacts.keys"


def first_key(secret: bytes) -> bytes:
    """The key of a home that never changed it, in Fernet's form."""
    return base64.urlsafe_b64encode(hmac.digest(secret, b"contact-data", "sha256"))


def new_key() -> bytes:
    """A random key in Fernet's form."""
    return Fernet.generate_key()


def load_keyring(home: Path, secret: bytes) -> list[bytes]:
    """The home's keys, newest first. Raises OwnerError when the file is damaged: a guess would orphan contacts."""
    path = home / KEYRING_FILE
    if not path.exists():
        return [first_key(secret)]
    lines = path.read_bytes().split()
    if not lines or not all(_is_key(line) for line in lines):
        raise OwnerError(
            "keyring_damaged",
            Text(msg="The file contacts.keys in the home folder is damaged."),
            Text(msg="Put it back from a backup; without it the stored customer contacts cannot be opened."),
        )
    return lines


def save_keyring(home: Path, keys: Sequence[bytes]) -> None:
    """Replace the file by these keys, newest first, whole or not at all, readable by its owner only."""
    fresh = home / f".{KEYRING_FILE}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"".join(key + b"\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(home / KEYRING_FILE)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(home)


def sync_folder(folder: Path) -> None:
    """Have the folder's entries on the disk: a renamed file may otherwise come back under its old name."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_key(line: bytes) -> bool:
    try:
        return len(base64.urlsafe_b64decode(line)) == 32
    except (binascii.Error, ValueError):
        return False
