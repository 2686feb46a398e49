"""What the routes need of a running brain. `brain.bootstrap` hands one over that fits; nothing here opens anything."""

from __future__ import annotations

from typing import Protocol

from brain.actions.executor import Executor
from brain.facts.contacts import ContactBook
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.clock import Clock
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger


class ServedParts(Protocol):
    """The open parts of one home folder."""

    settings: Settings
    clock: Clock
    warehouse: Warehouse
    ledger: Ledger
    contacts: ContactBook
    webhook_secret: str

    @property
    def executor(self) -> Executor | None:
        """None until the executor is started."""
        ...


class Served(Protocol):
    """A brain. Read at each request, never when routes are made: an app has its routes before its brain is open."""

    @property
    def parts(self) -> ServedParts:
        """The open parts."""
        ...
