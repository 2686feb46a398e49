"""Asking over HTTP with patience: what passes by itself is waited for, a bounded number of times; the rest is told.

Waits as long as `Retry-After` says (seconds, also with a fraction; or an HTTP date), otherwise twice as long each time,
with some chance in it so that many do not come back at the same moment.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from email.utils import parsedate_to_datetime
from random import random
from typing import Any

import httpx2
import structlog

from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

TRIES = 6
FIRST_WAIT = 0.5
LONGEST_WAIT = 60.0
MOST_BYTES = 64 << 20
PASSING = (408, 425, 429, 500, 502, 503, 504)
ANSWER_SECONDS = 30.0
CONNECT_SECONDS = 10.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """A whole answer: status, headers, and the JSON object in it (empty for an answer that has none)."""

    status: int
    headers: httpx2.Headers
    body: Mapping[str, Any]


class _Passing(Exception):
    """A try that failed in a way that may pass; `wait` is what the server asked for."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        self.what, self.wait = what, wait
        super().__init__(what)


@dataclass
class Patience:
    """Sends requests to one host. `sleep` and `chance` (0 up to 1) are handed in, so tests need not wait."""

    client: httpx2.Client
    clock: Clock
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random
    tries: int = TRIES
    slept: float = field(default=0.0, init=False)

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], data: Mapping[str, str] | None = None
    ) -> Answer:
        """The first whole answer that does not ask to come back. Raises OwnerError `shop_system_silent` after the last try."""
        what = ""
        for number in range(self.tries):
            try:
                return self._once(method, url, headers, data)
            except _Passing as passing:
                what = passing.what
                wait = passing.wait if passing.wait is not None else self._backoff(number)
                log.info("shop system asked to come back", why=what, seconds=round(wait, 2), tries=number + 1)
                if number + 1 < self.tries:
                    self.slept += wait
                    self.sleep(wait)
        raise OwnerError(
            "shop_system_silent",
            Text(msg="{host} did not answer properly ({why}).", args={"host": host_of(url), "why": what}),
            Text(msg="It is tried again later, from where it stopped; nothing is lost."),
        )

    def _backoff(self, number: int) -> float:
        return float(min(LONGEST_WAIT, FIRST_WAIT * 2**number) * (0.5 + self.chance() / 2))

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], data: Mapping[str, str] | None
    ) -> Answer:
        try:
            with self.client.stream(
                method, url, headers=dict(headers), data=dict(data) if data is not None else None
            ) as response:
                if response.status_code in PASSING:
                    raise _Passing(f"HTTP {response.status_code}", self._asked_wait(response.headers))
                body = _read(response)
        except httpx2.TransportError as error:
            # Not the error's own words: they may hold the address with what is in it.
            raise _Passing(type(error).__name__) from error
        except httpx2.DecodingError as error:
            raise _Passing("DecodingError") from error
        if response.status_code >= 400:
            return Answer(response.status_code, response.headers, {})
        return Answer(response.status_code, response.headers, _parsed(body))

    def _asked_wait(self, headers: httpx2.Headers) -> float | None:
        written = headers.get("retry-after", "").strip()
        if not written:
            return None
        try:
            wait = float(written)
        except ValueError:
            try:
                wait = (parsedate_to_datetime(written) - self.clock.now()).total_seconds()
            except (ValueError, TypeError):
                return None
        return min(max(wait, 0.0), LONGEST_WAIT) if wait == wait else None


def host_of(url: str) -> str:
    """The host and port of an address, for sentences."""
    found = httpx2.URL(url)
    return f"{found.host}:{found.port}" if found.port else found.host


def _read(response: httpx2.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MOST_BYTES:
            raise OwnerError(
                "shop_system_answer",
                Text(msg="The shop system's answer is too large."),
                Text(msg="Tell whoever looks after this program."),
            )
    return bytes(body)


def _parsed(body: bytes) -> Mapping[str, Any]:
    """A page that was cut on its way is often no JSON any more: that passes, too."""
    try:
        found = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise _Passing("no JSON") from error
    if not isinstance(found, dict):
        raise _Passing("no JSON object")
    return found
