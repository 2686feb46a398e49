"""How long a warm rerun of the home page takes, and how much memory the app holds with the sample shop.

`script_ms` is the page's own run in a process that has everything loaded. `click_ms` is what a visitor waits in the
real app, from a click on the language switch until the browser has painted the answer: the dearest rerun there is,
since it redraws the whole page with every word another.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

from brain.bootstrap import open_brain
from brain.demo import refresh_demo
from pages import house

ROOT = Path(__file__).parent.parent
RERUNS = 20
WARM_UP = 3
START_SECONDS = 120
STOP_SECONDS = 20
REST_MS = 200
LANGUAGE_SWITCH = ".st-key-language-switch button"
# Timed inside the browser, so that the driver's own round trips do not count.
TIMED_CLICK = """(selector) => new Promise((done) => {
  const app = document.querySelector('[data-testid=stApp]');
  let ran = false;
  const start = performance.now();
  const watch = new MutationObserver(() => {
    const state = app.dataset.testScriptState;
    ran = ran || state === 'running';
    if (ran && state === 'notRunning') {
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    }
  });
  watch.observe(app, {attributes: true});
  setTimeout(() => { watch.disconnect(); done(null); }, 5000);
  document.querySelector(selector).click();
})"""


def run() -> dict[str, Any]:
    """Milliseconds of a whole rerun (median, p95) and the app's resident memory in MB."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return {"skipped": "Chromium is not installed"}
    with tempfile.TemporaryDirectory(prefix="second-floor-bench-") as home:
        process, address = _start(Path(home))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page(locale="zh-CN")
                page.goto(address)
                page.wait_for_selector("[class*='st-key-accept-']", timeout=60_000)
                page.wait_for_timeout(1500)
                whole = _times(page, LANGUAGE_SWITCH)
                browser.close()
            memory = _resident_mb(process.pid)
        finally:
            _stop(process)
    script = _script_times()
    return {
        "script_ms_median": script[0],
        "script_ms_p95": script[1],
        "click_ms_median": whole[0],
        "click_ms_p95": whole[1],
        "memory_mb": memory,
    }


def _script_times() -> tuple[float, float]:
    """Whole runs of the home page, without browser and network."""
    with tempfile.TemporaryDirectory(prefix="second-floor-bench-") as home:
        brain = open_brain(Path(home))
        try:
            refresh_demo(brain)
            house.move_in(brain)
            page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60).run().run()
            gc.collect()
            gc.freeze()
            taken = []
            for _ in range(RERUNS):
                began = time.perf_counter()
                page.run()
                taken.append((time.perf_counter() - began) * 1000)
        finally:
            house.move_out()
            brain.close()
    return _median_and_p95(taken)


def _median_and_p95(taken: list[float]) -> tuple[float, float]:
    return round(statistics.median(taken), 1), round(sorted(taken)[int(len(taken) * 0.95) - 1], 1)


def _times(page: Page, selector: str) -> tuple[float, float]:
    """Clicks, each after the page has come to rest; the first few do not count."""
    taken = []
    for turn in range(WARM_UP + RERUNS):
        milliseconds = page.evaluate(TIMED_CLICK, selector)
        if milliseconds is None:
            raise RuntimeError("a rerun did not end within five seconds")
        if turn >= WARM_UP:
            taken.append(float(milliseconds))
        page.wait_for_timeout(REST_MS)
    return _median_and_p95(taken)


def _start(home: Path) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    address = f"http://localhost:{port}"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(port),
            "--server.address",
            "localhost",
        ],
        cwd=ROOT,
        env=os.environ | {"SECOND_FLOOR_HOME": str(home), "SECOND_FLOOR_PUBLIC_URL": address},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return process, address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    _stop(process)
    raise RuntimeError("the app did not start")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask, then insist: a measurement must not wait for ever."""
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=STOP_SECONDS)


def _resident_mb(pid: int) -> float:
    """Resident memory of a process, from /proc (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


if __name__ == "__main__":
    print(json.dumps(run()))
