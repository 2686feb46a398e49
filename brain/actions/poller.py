"""Calls something again and again from a thread of its own, for as long as the app runs."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


class Poller:
    """Calls `work` at once and then every `seconds`. An error is logged and the next turn comes all the same."""

    def __init__(self, work: Callable[[], object], seconds: float = 15.0) -> None:
        self._work = work
        self._seconds = seconds
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; a second start does nothing."""
        if self._thread is not None:
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="poller", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Let the current turn end (at most `timeout` seconds) and begin no other."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout)
            self._thread = None

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._work()
            except Exception:
                # Whatever fails now must not keep tomorrow's posts back.
                log.exception("a turn of the poller failed")
            self._stopping.wait(self._seconds)
