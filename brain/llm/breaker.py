"""A circuit breaker: an endpoint that keeps failing is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class CircuitBreaker:
    """Opens after `failures` failures in a row; after `rest` seconds it lets one call through to try. Thread-safe.

    `monotonic` gives seconds that never run backwards.
    """

    def __init__(self, monotonic: Callable[[], float], *, failures: int = 3, rest: float = 60.0) -> None:
        self._monotonic = monotonic
        self._limit = failures
        self._rest = rest
        self._lock = threading.Lock()
        self._failed = 0
        self._resting_until: float | None = None

    def may_call(self) -> bool:
        """False while it rests. The first caller after the rest is the trial; others wait for its outcome."""
        with self._lock:
            if self._resting_until is None:
                return True
            if self._monotonic() < self._resting_until:
                return False
            # Until the trial reports, everybody else rests on: a slow endpoint is not stormed.
            self._resting_until = self._monotonic() + self._rest
            return True

    def succeeded(self) -> None:
        """A call came back well."""
        with self._lock:
            self._failed = 0
            self._resting_until = None

    def failed(self) -> None:
        """A call failed for good (its retry included)."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._limit:
                self._resting_until = self._monotonic() + self._rest
