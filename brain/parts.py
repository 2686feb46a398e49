"""What a running brain consists of: made once in `bootstrap`, handed to desks and routes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from brain.actions.executor import DurableExecutor, Executor
from brain.assistant.understanding.names import NameCache
from brain.facts.contacts import ContactBook
from brain.facts.sources.reading.unpacking import Limits
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import find_shop
from brain.kernel.clock import Clock
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger
from brain.llm.gateway import ModelGateway


@dataclass
class Parts:
    """The open parts of one home folder."""

    settings: Settings
    clock: Clock
    warehouse: Warehouse
    ledger: Ledger
    contacts: ContactBook
    webhook_secret: str
    gateway: ModelGateway | None = None
    executor: Executor | None = None
    names: NameCache = field(default_factory=NameCache)
    limits: Limits = field(default_factory=Limits)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def zone_of(self, shop: str) -> str:
        """The IANA zone of a shop. Raises NotFound."""
        return find_shop(self.warehouse, shop).zone

    def started_executor(self) -> Executor:
        """The durable executor, started now unless it runs: loading it takes seconds, so only what sends waits for it."""
        with self.lock:
            if self.executor is None:
                executor = DurableExecutor(self.ledger, self.settings, self.clock, self.zone_of)
                executor.start()
                self.executor = executor
            return self.executor
