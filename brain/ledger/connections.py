"""Connected shop systems: where they are, their sealed secrets, how far they were read, and what went wrong last."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from brain.ledger.tables import ConnectionRow


def find_connection(session: Session, shop: str, source: str) -> ConnectionRow | None:
    """The shop's connection to this system."""
    return session.get(ConnectionRow, (shop, source))


def list_connections(session: Session, shop: str) -> list[ConnectionRow]:
    """All connections of a shop, by system."""
    query = select(ConnectionRow).where(ConnectionRow.shop == shop).order_by(ConnectionRow.source)
    return list(session.scalars(query))


def connections_at(session: Session, source: str, address: str) -> list[ConnectionRow]:
    """The connections to the system at this address, however it is written (with or without https:// and slash)."""
    wanted = site_of(address)
    rows = session.scalars(select(ConnectionRow).where(ConnectionRow.source == source))
    return [row for row in rows if wanted and site_of(row.address) == wanted]


def keep_connection(
    session: Session, shop: str, source: str, address: str, sealed: bytes, at: datetime
) -> ConnectionRow:
    """Store a connection. A known one at the same address keeps how far it was read; at another it begins anew."""
    row = find_connection(session, shop, source)
    if row is None:
        row = ConnectionRow(shop=shop, source=source, address=address, cursor={}, made_at=at)
        session.add(row)
    elif site_of(row.address) != site_of(address):
        row.cursor = {}
    row.address, row.sealed, row.state, row.error = address, sealed, "connected", None
    session.flush()
    return row


def keep_secrets(session: Session, shop: str, source: str, sealed: bytes) -> None:
    """Replace the sealed secrets; a connection that was taken away meanwhile stays away."""
    row = find_connection(session, shop, source)
    if row is not None:
        row.sealed = sealed


def keep_cursor(session: Session, shop: str, source: str, cursor: dict[str, Any]) -> None:
    """Remember how far the system was read."""
    row = find_connection(session, shop, source)
    if row is not None:
        row.cursor = cursor


def note_pull(
    session: Session, shop: str, source: str, at: datetime, error: dict[str, Any] | None = None
) -> None:
    """Remember when the system was last asked and, if it failed, with what."""
    row = find_connection(session, shop, source)
    if row is not None:
        row.pulled_at, row.error = at, error
        row.state = "failing" if error else "connected"


def note_failure(session: Session, shop: str, source: str, error: dict[str, Any]) -> None:
    """Remember that what the system sent could not be taken in, where it is connected."""
    row = find_connection(session, shop, source)
    if row is not None:
        row.state, row.error = "failing", error


def drop_connection(session: Session, shop: str, source: str) -> bool:
    """Forget a connection with its secrets; whether there was one."""
    row = find_connection(session, shop, source)
    if row is not None:
        session.delete(row)
        session.flush()
    return row is not None


def site_of(address: str) -> str:
    """Host, port and path in lower case without scheme and closing slash; empty when it cannot be read."""
    written = address.strip().lower()
    try:
        split = urlsplit(written if "//" in written else f"//{written}")
    except ValueError:
        return ""
    return f"{split.netloc}{split.path}".rstrip("/")
