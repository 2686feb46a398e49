"""The single entry: `streamlit run app.py`, or uvicorn on `app:app`. Routes, guard and pages around one open Brain."""

from __future__ import annotations

import asyncio
import gc
import importlib
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from brain.actions.poller import Poller
from brain.bootstrap import Brain, open_brain
from brain.care.requests import serve_requests
from brain.demo import DEMO_SHOP
from brain.kernel.errors import DeveloperError
from brain.web.guard import Guard
from brain.web.listening import check_bind, set_nodelay
from brain.web.routes import routes
from pages import house, uploads

# Loaded before the first visitor: each takes a second or more, and what is loaded now is frozen out of every later
# garbage collection (Streamlit collects after each run).
PRELOADED = (
    "pandas",
    "pyarrow",
    "altair",
    "cards.opportunity.deciding",
    "cards.battle_report.view",
    "pages.session",
)
PULL_SECONDS = 60.0


def open_house() -> Brain:
    """Open the home folder with its durable work; without any shop the sample shop is made."""
    check_bind(st.get_option("server.address"), has_owner=False)
    keep_sample_shop()
    brain = open_brain(with_executor=True)
    try:
        uploads.sweep(brain.settings.home)
        for module in PRELOADED:
            importlib.import_module(module)
    except BaseException:
        brain.close()
        raise
    return brain


def keep_sample_shop() -> None:
    """Make the sample shop where there is no shop at all, and bring it up to yesterday where it has fallen behind.

    In a process of its own: making the shop's world takes 200 MB that an allocator would keep for as long as the app runs.
    """
    with closing(open_brain()) as brain:
        home, behind = brain.settings.home, _is_behind(brain)
    if not behind:
        return
    made = subprocess.run(
        [sys.executable, "-m", "brain", "demo", "--home", str(home)],
        cwd=Path(__file__).parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if made.returncode:
        raise DeveloperError(f"app: the sample shop could not be made. {made.stderr.strip()}")


def _is_behind(brain: Brain) -> bool:
    shops = [shop.id for shop in brain.shops()]
    if DEMO_SHOP not in shops:
        return not shops
    desk = brain.desk(DEMO_SHOP)
    span = desk.facts.span()
    return span is None or span.end < desk.today


def run_due(brain: Brain) -> None:
    """One turn of the poller: what other programs ask of this home, uploads left lying, then what is due in every shop."""
    serve_requests(brain)
    uploads.sweep_old(brain.settings.home, brain.parts.clock.now())
    for shop in brain.shops():
        # Without waiting: the next turn counts what is out, and stopping the app must not outlast its ledger.
        brain.desk(shop.id).run_due(wait_seconds=0)


def pull_connections(brain: Brain) -> None:
    """One turn of the other poller: connected shop systems that are due to be asked."""
    for shop in brain.shops():
        brain.desk(shop.id).pull_connections(only_due=True)


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, object]]:
    """Everything slow happens in a thread: the durable executor must not start on the event loop."""
    brain = await asyncio.to_thread(open_house)
    # Asking a shop system may take long: posts must not wait for it.
    pollers = (Poller(lambda: run_due(brain)), Poller(lambda: pull_connections(brain), PULL_SECONDS))
    house.move_in(brain)
    set_nodelay()
    gc.collect()
    gc.freeze()
    for poller in pollers:
        poller.start()
    try:
        yield {}
    finally:
        house.move_out()
        for poller in pollers:
            await asyncio.to_thread(poller.stop)
        await asyncio.to_thread(brain.close)


app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    routes=routes(house.served),
    middleware=[Middleware(Guard, public_url=house.public_url)],
)
