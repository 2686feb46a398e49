"""A stream that can be left at any moment: the HTTP exchange runs in a thread of its own, the reader never waits for it."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import structlog

from brain.llm.failures import ModelStopped, ModelUnavailable, failures

log = structlog.get_logger(__name__)
GLANCE = 0.05
"""Seconds between two looks at the stop button while nothing comes."""
_END = object()


def chunks(open_stream: Callable[[], Any], stop: threading.Event | None, until: float) -> Iterator[Any]:
    """The chunks of the stream that `open_stream` opens, as they come.

    `until` is a `time.monotonic()` instant. Raises ModelStopped once `stop` is set, ModelUnavailable("timeout") when
    time is up, and whatever the exchange raised. However it ends, the connection is closed.
    """
    exchange = _Exchange(open_stream)
    exchange.start()
    try:
        while True:
            if stop is not None and stop.is_set():
                raise ModelStopped("stopped")
            if time.monotonic() > until:
                raise ModelUnavailable("timeout")
            try:
                item = exchange.arrived.get(timeout=GLANCE)
            except queue.Empty:
                continue
            if item is _END:
                return
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        exchange.leave()


class _Exchange(threading.Thread):
    """One request and its stream. A daemon: an endpoint that never answers does not keep the program from ending."""

    def __init__(self, open_stream: Callable[[], Any]) -> None:
        super().__init__(name="model-stream", daemon=True)
        self.arrived: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._open = open_stream
        self._left = threading.Event()
        self._stream: Any = None

    def run(self) -> None:
        """Put every chunk, or the failure, into `arrived`; at the very end an end mark."""
        try:
            self._stream = self._open()
            if not self._left.is_set():
                self._read()
        except failures() as error:
            self.arrived.put(error)
        finally:
            self._close()
            self.arrived.put(_END)

    def _read(self) -> None:
        for chunk in self._stream:
            if self._left.is_set():
                return
            self.arrived.put(chunk)

    def leave(self) -> None:
        """Nobody reads any more: shut the socket, which wakes the thread if it waits for bytes."""
        self._left.set()
        stream = self._stream
        if stream is None or not self.is_alive():
            return
        network = getattr(stream, "response", None)
        carried = network.extensions.get("network_stream") if network is not None else None
        wire = carried.get_extra_info("socket") if carried is not None else None
        if isinstance(wire, socket.socket):
            try:
                wire.shutdown(socket.SHUT_RDWR)
            except OSError as error:
                log.debug("socket_closed_already", reason=str(error))

    def _close(self) -> None:
        if self._stream is not None:
            try:
                self._stream.close()
            except failures() as error:
                log.debug("stream_closed_already", reason=str(error))
