"""A home with one shop that is connected to a Shopify server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from brain.facts.connectors.shopify_admin import ShopifyMaker
from brain.facts.contacts import load_or_make_key
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger, sqlite_url
from brain.live.connecting import Connections
from brain.live.pulling import Pulling, PullReport
from tests.facts.connectors.shopify_server import CLIENT, ShopifyServer, serving
from tests.facts.counter import Counter, open_counter


class Home:
    """What a pull needs, and one call to do it."""

    def __init__(self, counter: Counter, server: ShopifyServer, home: Path) -> None:
        self.counter = counter
        self.server = server
        self.settings = Settings(home=home)
        load_or_make_key(home)
        self.ledger = Ledger(sqlite_url(home / "ledger.db"))
        self.slept: list[float] = []
        self.makers = {"shopify": ShopifyMaker(sleep=self.slept.append, seconds=2.0, page_size=3)}
        self.connections = Connections(self.ledger, self.settings, counter.clock, self.makers)

    def connect(self, secrets: dict[str, str] | None = None) -> None:
        address, held, _ = self.connections.look("shopify", self.server.address, secrets or CLIENT)
        self.connections.keep(self.counter.shop, "shopify", address, held, "owner")

    def pull(self, most_pages: int = 100) -> PullReport:
        counter = self.counter
        pulling = Pulling(
            counter.warehouse, self.ledger, counter.contacts, counter.clock, counter.shop, self.connections
        )
        return pulling.pull("shopify", most_pages)

    def facts(self) -> tuple[object, ...]:
        return self.counter.rows(
            "SELECT count(DISTINCT order_key), coalesce(sum(paid_amount), 0)::DOUBLE, coalesce(sum(refund_amount), 0)::DOUBLE"
            " FROM order_line"
        )[0]


@contextmanager
def connected_home(folder: Path) -> Iterator[Home]:
    """Connected with client credentials; the server's clock is the home's."""
    with open_counter(folder) as counter, serving(counter.clock) as server:
        home = Home(counter, server, folder)
        home.connect()
        try:
            yield home
        finally:
            home.ledger.close()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home for one test."""
    with connected_home(tmp_path) as home:
        yield home
