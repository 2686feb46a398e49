"""Names of things: short, sortable by time where that helps, and stable where one thing must not be made twice."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id(prefix: str, now: datetime) -> str:
    """A new name that sorts by time to the millisecond: `card_02h2k4x1_7fq2mz4k`.

    Raises ValueError before 1970, where counting milliseconds upwards ends.
    """
    if now < EPOCH:
        raise ValueError(f"now == {now.isoformat()}, must be >= 1970-01-01.")
    # Whole milliseconds by integer division: a float's would now and then round the later of two instants down.
    return f"{prefix}_{_encode((now - EPOCH) // timedelta(milliseconds=1)):0>9}_{_random(8)}"


def stable_id(prefix: str, *parts: str) -> str:
    """The same name for the same parts, whoever computes it."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return f"{prefix}_{_encode(int.from_bytes(digest[:10], 'big'))[:14]}"


def link_code() -> str:
    """An unguessable code for a tracked link, without letters that are misread on a poster."""
    return _random(8)


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _encode(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    return digits or ALPHABET[0]
