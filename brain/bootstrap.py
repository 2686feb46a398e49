"""The composition root: the only place where a home folder becomes a running brain."""

from __future__ import annotations

import hashlib
from pathlib import Path

from brain.care.places import LEDGER_FILE, WAREHOUSE_FILE
from brain.desk import Desk
from brain.facts.contacts import ContactBook, load_or_make_key
from brain.facts.keyring import load_keyring
from brain.facts.sources.reading.unpacking import Limits
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, find_shop, list_shops
from brain.kernel.clock import Clock, SystemClock
from brain.kernel.identity import local_owner
from brain.kernel.log import configure_logging
from brain.kernel.settings import Settings, load_settings
from brain.ledger.store import Ledger, sqlite_url
from brain.llm.gateway import open_gateway
from brain.parts import Parts


class Brain:
    """Everything that is open for one home folder. Close it to let other processes have the warehouse."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    @property
    def settings(self) -> Settings:
        """The settings of this home."""
        return self.parts.settings

    def shops(self) -> list[Shop]:
        """All shops of this home, oldest first."""
        return list_shops(self.parts.warehouse)

    def desk(self, shop_id: str, user: str = "local") -> Desk:
        """What one person can do in one shop. Raises NotFound for an unknown shop."""
        shop = find_shop(self.parts.warehouse, shop_id)
        actor = local_owner(shop.id).model_copy(update={"user": user})
        return Desk(self.parts, shop, actor)

    def close(self) -> None:
        """Stop the executor first: it writes to the ledger until it stops."""
        if self.parts.executor is not None:
            self.parts.executor.stop()
        if self.parts.gateway is not None:
            self.parts.gateway.close()
        self.parts.ledger.close()
        self.parts.warehouse.close()


def open_brain(home: Path | None = None, clock: Clock | None = None, *, with_executor: bool = False) -> Brain:
    """Open (or make) a home folder.

    `with_executor` starts the durable executor at once (the app); otherwise it starts when it is first needed.
    Raises Busy when another process holds the warehouse.
    """
    settings = load_settings(home)
    configure_logging(settings.log_level)
    settings.home.mkdir(parents=True, exist_ok=True)
    warehouse = Warehouse(settings.home / WAREHOUSE_FILE)
    ledger = Ledger(sqlite_url(settings.home / LEDGER_FILE))
    key = load_or_make_key(settings.home)
    parts = Parts(
        settings=settings,
        clock=clock or SystemClock(),
        warehouse=warehouse,
        ledger=ledger,
        contacts=ContactBook(key, load_keyring(settings.home, key)),
        webhook_secret=_webhook_secret(settings, key),
        gateway=open_gateway(settings),
        limits=Limits(max_file_mb=settings.max_file_mb),
    )
    if with_executor:
        parts.started_executor()
    return Brain(parts)


def _webhook_secret(settings: Settings, key: bytes) -> str:
    """The set secret, else one derived from the home's key, so that a webhook is never open."""
    given = settings.webhook_secret.get_secret_value()
    return given or hashlib.sha256(b"webhook" + key).hexdigest()
