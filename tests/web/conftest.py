"""A served brain with two shops, its routes behind the guard, and a real uvicorn in front."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from brain.actions.executor import Executor, InlineExecutor
from brain.facts.contacts import ContactBook, load_or_make_key
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger, sqlite_url
from brain.web.guard import Guard
from brain.web.routes import routes
from tests.actions.sample_card import SHOP, TEN, ZONE

PUBLIC = "shop.example"


@dataclass
class Parts:
    """The open parts of a home."""

    settings: Settings
    clock: FixedClock
    warehouse: Warehouse
    ledger: Ledger
    contacts: ContactBook
    webhook_secret: str
    executor: Executor | None = None


@dataclass
class FakeBrain:
    """A brain as the routes see it."""

    parts: Parts


@pytest.fixture
def brain(tmp_path: Path) -> Iterator[FakeBrain]:
    """Real warehouse, real ledger, one Chinese and one English shop."""
    settings = Settings(home=tmp_path, public_url=f"https://{PUBLIC}")
    clock = FixedClock(TEN)
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    make_shop(warehouse, Shop(id=SHOP, name="小鹿 <母婴>", zone=ZONE, currency="CNY", language="zh"), TEN)
    make_shop(
        warehouse, Shop(id="fox", name="Fox & Co", zone="Europe/London", currency="GBP", language="en"), TEN
    )
    ledger = Ledger(sqlite_url(tmp_path / "ledger.db"))
    executor = InlineExecutor(ledger, settings, clock, lambda shop: ZONE)
    parts = Parts(
        settings, clock, warehouse, ledger, ContactBook(load_or_make_key(tmp_path)), "s3cret", executor
    )
    yield FakeBrain(parts)
    ledger.close()
    warehouse.close()


@pytest.fixture
def app(brain: FakeBrain) -> Starlette:
    """The routes behind the guard."""
    guard = Middleware(Guard, public_url=lambda: brain.parts.settings.public_url)
    return Starlette(routes=routes(brain), middleware=[guard])


@pytest.fixture
def serve() -> Iterator[Callable[[Any], str]]:
    """Serves an ASGI app with uvicorn on a socket made the way Streamlit makes it; gives its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(asgi: Any) -> str:
        listening = socket.socket(socket.AF_INET)
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(uvicorn.Config(asgi, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        running.append((server, thread))
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        return f"127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def address(app: Starlette, serve: Callable[[Any], str]) -> str:
    """host:port of the served routes."""
    return serve(app)
