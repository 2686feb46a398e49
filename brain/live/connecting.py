"""Connections of a shop to its shop systems: made, seen and taken away. Secrets are sealed and never shown again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ConfigDict

from brain.facts.connectors import CONNECTORS
from brain.facts.connectors.base import Connector, MakeConnector, Secrets, ShopSystem
from brain.facts.vault import Vault, vault_of
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock
from brain.kernel.errors import NotFound, OwnerError
from brain.kernel.i18n import Text
from brain.kernel.settings import Settings
from brain.ledger import audit
from brain.ledger.connections import (
    drop_connection,
    find_connection,
    keep_connection,
    keep_secrets,
    list_connections,
)
from brain.ledger.store import Ledger
from brain.ledger.tables import ConnectionRow


class ConnectionView(BaseModel):
    """A connection as it may be shown. `state` is connected or failing, then `error` and `hint` say why.

    `read_until`: changes up to then are loaded (UTC); None before the first page and for a system that only sends.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    address: str
    state: str
    pulls: bool
    made_at: datetime
    pulled_at: datetime | None = None
    read_until: datetime | None = None
    error_code: str = ""
    error: Text | None = None
    hint: Text | None = None


def maker_of(source: str, makers: Mapping[str, MakeConnector] = CONNECTORS) -> MakeConnector:
    """What makes connections to this system. Raises NotFound, naming the nearest."""
    if source in makers:
        return makers[source]
    near = get_close_matches(source, makers, n=1)
    raise NotFound(
        "no_connector",
        Text(msg="There is no connection to {source}.", args={"source": source[:40]}),
        Text(msg="Did you mean {name}?", args={"name": near[0]})
        if near
        else Text(msg="There are: {sources}.", args={"sources": ", ".join(makers)}),
    )


class Connections:
    """The connections of one home folder's shops."""

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        clock: Clock,
        makers: Mapping[str, MakeConnector] = CONNECTORS,
    ) -> None:
        self._makers = makers
        self._ledger = ledger
        self._settings = settings
        self._clock = clock

    @property
    def _vault(self) -> Vault:
        return vault_of(self._settings.home)

    def look(self, source: str, address: str, secrets: Secrets) -> tuple[str, Secrets, ShopSystem | None]:
        """Ask a system who it is, before anything is stored: its address, its secrets as they now are, its answer.

        The answer is None for a system that only sends. Raises OwnerError when it cannot be connected like this.
        """
        maker = maker_of(source, self._makers)
        checked = maker.check(address, secrets)
        held = dict(secrets)
        if not maker.pulls:
            return checked, held, None
        connector = maker.open(checked, held, held.update, self._clock)
        try:
            return checked, held, connector.about()
        finally:
            connector.close()

    def keep(self, shop: Shop, source: str, address: str, secrets: Secrets, who: str) -> ConnectionView:
        """Store a connection that was looked at; it replaces one to the same system."""
        now = self._clock.now()
        with self._ledger.session() as session:
            sealed = self._vault.seal(f"{shop.id}/{source}", secrets)
            row = keep_connection(session, shop.id, source, address, sealed, now)
            audit.record(
                session,
                shop=shop.id,
                at=now,
                who=who,
                what="connection.made",
                subject=source,
                detail={"address": address},
            )
            return view_of(row)

    def list(self, shop: Shop) -> list[ConnectionView]:
        """All connections of a shop, by system."""
        with self._ledger.reading() as session:
            return [view_of(row) for row in list_connections(session, shop.id)]

    def drop(self, shop: Shop, source: str, who: str) -> None:
        """Forget a connection with its secrets; what was loaded stays. Raises NotFound."""
        now = self._clock.now()
        with self._ledger.session() as session:
            if not drop_connection(session, shop.id, source):
                raise not_connected(source)
            audit.record(session, shop=shop.id, at=now, who=who, what="connection.dropped", subject=source)

    def open(self, shop: Shop, source: str) -> tuple[Connector, Mapping[str, Any]]:
        """A stored connection's connector, and how far it was read. Raises NotFound, OwnerError for a locked vault."""
        with self._ledger.reading() as session:
            row = find_connection(session, shop.id, source)
        if row is None:
            raise not_connected(source)
        place = f"{shop.id}/{source}"

        def keep(secrets: Secrets) -> None:
            with self._ledger.session() as session:
                keep_secrets(session, shop.id, source, self._vault.seal(place, secrets))

        secrets = self._vault.open(place, row.sealed)
        return maker_of(source, self._makers).open(row.address, secrets, keep, self._clock), row.cursor


def view_of(row: ConnectionRow) -> ConnectionView:
    """A stored connection without its secrets."""
    since = row.cursor.get("since")
    error = row.error or {}
    return ConnectionView(
        source=row.source,
        address=row.address,
        state=row.state,
        pulls=row.source in CONNECTORS and CONNECTORS[row.source].pulls,
        made_at=row.made_at,
        pulled_at=row.pulled_at,
        read_until=datetime.fromisoformat(since) if since else None,
        error_code=str(error.get("code", "")),
        error=Text.model_validate(error["message"]) if error.get("message") else None,
        hint=Text.model_validate(error["hint"]) if error.get("hint") else None,
    )


def told(error: OwnerError) -> dict[str, Any]:
    """An error as it is stored with a connection, to be said later in the reader's language."""
    hint = error.hint.model_dump(mode="json") if error.hint else None
    return {"code": error.code, "message": error.message.model_dump(mode="json"), "hint": hint}


def not_connected(source: str) -> NotFound:
    """The shop has no such connection."""
    return NotFound(
        "not_connected",
        Text(msg="{source} is not connected.", args={"source": source[:40]}),
        Text(msg="Connect it first: python -m brain connect {source}", args={"source": source[:40]}),
    )
