"""One real app on a free port with a home of its own, and one Chromium, for the whole browser suite."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, sync_playwright

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
START_SECONDS = 120
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VISITOR = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
PHONE, DESK = (390, 844), (1280, 900)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of the app under test; a leftover upload lies in it before the first start."""
    folder = tmp_path_factory.mktemp("home")
    leftover = folder / "uploads" / "of-yesterday"
    leftover.mkdir(parents=True)
    (leftover / "upload.csv").write_text("order_id\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """Where the app answers that most tests share."""
    with app_running(home) as here:
        yield here


@contextmanager
def app_running(home: Path) -> Iterator[str]:
    """An app of its own: the sample shop made and no quiet hours, whatever the hour of the test. Gives its address."""
    port = _free_port()
    here = f"http://localhost:{port}"
    environment = os.environ | {
        "SECOND_FLOOR_HOME": str(home),
        "SECOND_FLOOR_PUBLIC_URL": here,
        "SECOND_FLOOR_QUIET_FROM": "0",
        "SECOND_FLOOR_QUIET_UNTIL": "0",
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.port", str(port), "--server.address", "localhost"]
    log = home / "app.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command + options, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(here, process, log)
            yield here
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium of the system."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Opener]:
    """Opens a path in a fresh profile: `open_page("/review", size=PHONE, lang="en-US", scheme="dark")`."""
    contexts = []

    def opened(
        path: str = "/",
        *,
        size: tuple[int, int] = PHONE,
        lang: str = "zh-CN",
        scheme: str = "light",
        at: str = address,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=lang,
            # A headless browser calls itself one, and visits of machines are not counted.
            user_agent=VISITOR,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(at + path)
        page.wait_for_selector(".st-key-top")
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settle(page: Page) -> None:
    """Wait until the run that the last click began has ended."""
    page.wait_for_timeout(250)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")


def choose(page: Page, box: Locator, typed: str, option: str) -> None:
    """Type into a select box and take an option. A run of the page that ends meanwhile closes the list; then once more."""
    wanted = page.get_by_role("option", name=option).first
    for _ in range(4):
        box.click()
        box.fill(typed)
        try:
            wanted.click(timeout=5_000)
        except TimeoutError:
            box.blur()
            settle(page)
        else:
            break
    else:
        pytest.fail(f"{option!r} is not among the options")
    settle(page)


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page for whoever looks; fails when the page shows an exception."""
    SCREENSHOTS.mkdir(exist_ok=True)
    size = page.viewport_size or {"width": PHONE[0], "height": PHONE[1]}
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0")
    page.set_viewport_size({"width": size["width"], "height": min(max(size["height"], height + 160), 6000)})
    page.wait_for_timeout(400)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(size)
    assert page.locator("[data-testid=stException]").count() == 0
