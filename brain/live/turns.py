"""Whose turn it is: what is about one shop and one system happens one after the other within the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from brain.facts.warehouse.engine import Warehouse


class Turns:
    """Locks by name, made when first asked for. The warehouse is open in one process only, so they suffice."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakKeyDictionary[Warehouse, dict[str, threading.Lock]] = WeakKeyDictionary()

    @contextmanager
    def turn(self, warehouse: Warehouse, name: str) -> Iterator[None]:
        """Wait for the turn of this name in this warehouse, and hold it while the block lasts."""
        with self._lock(warehouse, name):
            yield

    @contextmanager
    def turn_if_free(self, warehouse: Warehouse, name: str) -> Iterator[bool]:
        """Hold the turn if nobody else does; whether that was so."""
        lock = self._lock(warehouse, name)
        free = lock.acquire(blocking=False)
        try:
            yield free
        finally:
            if free:
                lock.release()

    def _lock(self, warehouse: Warehouse, name: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(warehouse, {}).setdefault(name, threading.Lock())


TURNS = Turns()
