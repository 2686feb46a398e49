"""Asking a connected shop system for what changed, and remembering how far it was read.

The position moves only in the ledger transaction that follows a page's load: when the program dies before it, the page is
asked for again and its rows are known already. Each pull begins a little before the position, for a system does not
always show changes in the order of their times; what was loaded just so already is recognised and not stored again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from brain.facts.connectors.base import Connector, Page
from brain.facts.contacts import ContactBook
from brain.facts.live.news import Brought
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from brain.ledger import audit
from brain.ledger.connections import keep_cursor, note_pull
from brain.ledger.store import Ledger
from brain.live.connecting import Connections, told
from brain.live.intake import Intake, Taken
from brain.live.turns import TURNS

OVERLAP = timedelta(minutes=10)
MOST_REMEMBERED = 5000
"""Orders of the overlap that are remembered as loaded; beyond, they are loaded again as duplicates."""


class PullReport(BaseModel):
    """What one pull of one system did. `finished` is False when it stopped at its limit of pages or failed; the next one
    goes on from there. `batches` are those that it made."""

    model_config = ConfigDict(frozen=True)

    source: str
    pages: int = 0
    orders: int = 0
    loaded: int = 0
    duplicates: int = 0
    left_out: int = 0
    batches: tuple[str, ...] = ()
    finished: bool = True
    error_code: str = ""
    error: Text | None = None
    hint: Text | None = None


@dataclass(frozen=True)
class _Position:
    """How far a system was read: changes before `since` are loaded. `seen`: of the orders changed after `since` - OVERLAP
    the content as it was loaded, and when it was changed."""

    since: datetime | None
    seen: Mapping[str, tuple[str, datetime]]

    @classmethod
    def stored(cls, cursor: Mapping[str, Any]) -> _Position:
        since = cursor.get("since")
        kept = (cursor.get("seen") or {}).items()
        seen = {name: (content, datetime.fromisoformat(at)) for name, (content, at) in kept}
        return cls(datetime.fromisoformat(since) if since else None, seen)

    def as_json(self) -> dict[str, Any]:
        seen = {name: [content, at.isoformat()] for name, (content, at) in self.seen.items()}
        return {"since": self.since.isoformat() if self.since else None, "seen": seen}

    def has(self, one: Brought) -> bool:
        """Whether this order was loaded just as it is."""
        return self.seen.get(one.about.id, ("",))[0] == _content(one)


class Pulling:
    """Pulls for one shop."""

    def __init__(
        self,
        warehouse: Warehouse,
        ledger: Ledger,
        contacts: ContactBook,
        clock: Clock,
        shop: Shop,
        connections: Connections,
    ) -> None:
        self._warehouse = warehouse
        self._ledger = ledger
        self._contacts = contacts
        self._clock = clock
        self._shop = shop
        self._connections = connections

    def pull(self, source: str, most_pages: int) -> PullReport:
        """Load what changed since the last pull, at most `most_pages` pages. One pull at a time: a second does nothing.

        A failure is stored with the connection and told in the report. Raises NotFound for a system not connected.
        """
        with TURNS.turn_if_free(self._warehouse, f"pull/{self._shop.id}/{source}") as free:
            if not free:
                return PullReport(source=source, finished=False)
            return self._pulled(source, most_pages)

    def _pulled(self, source: str, most_pages: int) -> PullReport:
        run = _Run(source)
        try:
            connector, cursor = self._connections.open(self._shop, source)
            try:
                self._read(connector, run, _Position.stored(cursor), most_pages)
            finally:
                connector.close()
        except OwnerError as error:
            if error.code == "not_connected":
                raise
            run.error = error
        with self._ledger.session() as session:
            failure = told(run.error) if run.error else None
            note_pull(session, self._shop.id, source, self._clock.now(), failure)
        return run.report()

    def _read(self, connector: Connector, run: _Run, position: _Position, most_pages: int) -> None:
        start = position.since
        for page in connector.pages(start - OVERLAP if start else None):
            position = self._load(page, run, position, start)
            # Where changes do not come in order only the end is a safe place to stop.
            if run.pages >= most_pages and page.safe_until is not None:
                run.finished = page.last
                return

    def _load(self, page: Page, run: _Run, position: _Position, start: datetime | None) -> _Position:
        """Load one page, and move the position in the transaction that remembers it."""
        fresh = [one for one in page.news if not position.has(one)]
        moved = _moved(position, page, start)
        now = self._clock.now()

        def also(session: Session, taken: Taken) -> None:
            keep_cursor(session, self._shop.id, run.source, moved.as_json())
            if taken.batch or taken.refused:
                audit.record(
                    session,
                    shop=self._shop.id,
                    at=now,
                    who="connection",
                    what=f"pull.{run.source}",
                    subject=taken.batch or "-",
                    detail={
                        "loaded": taken.loaded,
                        "duplicates": taken.duplicates,
                        "left_out": taken.quarantined,
                    },
                )

        intake = Intake(self._warehouse, self._ledger, self._contacts, self._clock, self._shop, run.source)
        name = f"pull {run.source} {now.isoformat(timespec='seconds')}"
        run.count(page, intake.take(fresh, name, also))
        return moved


class _Run:
    """What a pull has done so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pages = self.orders = self.loaded = self.duplicates = self.left_out = 0
        self.batches: list[str] = []
        self.finished = True
        self.error: OwnerError | None = None

    def count(self, page: Page, taken: Taken) -> None:
        """Add a page. `loaded` and `duplicates` are rows, `orders` those that were looked at."""
        self.pages += 1
        self.orders += len(page.news)
        self.loaded += taken.loaded
        self.duplicates += taken.duplicates
        self.left_out += taken.quarantined + page.unreadable
        self.batches += [taken.batch] if taken.batch else []

    def report(self) -> PullReport:
        """The run as it is told."""
        error = self.error
        return PullReport(
            source=self.source,
            pages=self.pages,
            orders=self.orders,
            loaded=self.loaded,
            duplicates=self.duplicates,
            left_out=self.left_out,
            batches=tuple(self.batches),
            finished=self.finished and error is None,
            error_code=error.code if error else "",
            error=error.message if error else None,
            hint=error.hint if error else None,
        )


def _moved(position: _Position, page: Page, start: datetime | None) -> _Position:
    """The position after a page. A page that shows that changes do not come in order puts it back to where the pull began,
    until the last page is loaded."""
    since = start
    if page.safe_until is not None:
        since = max(page.safe_until, position.since or page.safe_until)
    seen = {**position.seen, **{one.about.id: (_content(one), one.about.changed_at) for one in page.news}}
    if since is not None:
        seen = {name: kept for name, kept in seen.items() if kept[1] >= since - OVERLAP}
    while len(seen) > MOST_REMEMBERED:
        seen.pop(next(iter(seen)))
    return _Position(since, seen)


def _content(one: Brought) -> str:
    """A short name of an order's rows as they are: equal rows need not be loaded again."""
    written = json.dumps(
        [one.called, *map(dict, one.records)], sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(written.encode()).hexdigest()[:20]
