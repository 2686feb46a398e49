"""kill -9 at every point of sending a post, and a restart: exactly one visible post, the card done."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from brain.ledger import audit
from brain.ledger.store import Ledger, sqlite_url
from brain.ledger.tables import CardRow, DecisionRow, ExecutionRow, PostRow, SendAttemptRow

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def hook() -> Iterator[tuple[int, list[str]]]:
    """A receiver of webhooks: its port, and the idempotency key of every request it got ("-" without one)."""
    keys: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            keys.append(self.headers.get("X-Idempotency-Key", "-"))
            body = json.dumps({"id": 1}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, keys
    server.shutdown()
    server.server_close()


def start(home: Path, channel: str, point: str = "", url: str = "") -> subprocess.Popen[str]:
    """Start a sending process on the home."""
    channels = {"SECOND_FLOOR_CHANNELS": json.dumps({"hook": url})} if url else {}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.sending_process", str(home), channel, point],
        cwd=PROJECT,
        env={**os.environ, **channels},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(home: Path, channel: str, url: str = "") -> None:
    """Restart and let it live."""
    process = start(home, channel, url=url)
    out, err = process.communicate(timeout=90)
    assert (process.returncode, out) == (0, "settled\n"), err


def kept(home: Path) -> dict[str, Any]:
    """What the ledger says."""
    ledger = Ledger(sqlite_url(home / "ledger.db"))
    try:
        with ledger.reading() as session:
            (execution,) = session.scalars(select(ExecutionRow)).all()
            return {
                "card": session.get_one(CardRow, "card_1").state,
                "execution": execution.state,
                "error": (execution.error or {}).get("code"),
                "posts": len(session.scalars(select(PostRow)).all()),
                "decisions": len(session.scalars(select(DecisionRow)).all()),
                "attempts": [row.outcome for row in session.scalars(select(SendAttemptRow))],
                "broken": audit.broken_at(session),
            }
    finally:
        ledger.close()


@pytest.mark.parametrize(
    "point",
    [
        "handing over",
        "handed over",
        "begun",
        "about to send",
        "inserting",
        "inserted",
        "recording",
        "recorded",
    ],
)
def test_the_outbox_shows_one_post(tmp_path: Path, point: str) -> None:
    """Killed there and started again, the outbox holds one post, the card is done and the audit chain is whole."""
    killed = start(tmp_path, "outbox", point)
    _, err = killed.communicate(timeout=90)
    assert killed.returncode == -signal.SIGKILL, err
    finish(tmp_path, "outbox")
    assert kept(tmp_path) == {
        "card": "done", "execution": "done", "error": None, "posts": 1, "decisions": 1, "attempts": ["sent"], "broken": None,
    }  # fmt: skip


@pytest.mark.parametrize(("point", "requests"), [("about to call", 1), ("called", 2)])
def test_a_receiver_that_knows_keys_is_asked_again_with_the_same_key(
    tmp_path: Path, hook: tuple[int, list[str]], point: str, requests: int
) -> None:
    """A webhook may get the request twice, but always under one key, so that it can keep one."""
    port, keys = hook
    url = f"json://127.0.0.1:{port}/"
    assert start(tmp_path, "hook", point, url).wait(90) == -signal.SIGKILL
    finish(tmp_path, "hook", url)
    state = kept(tmp_path)
    assert (state["card"], state["posts"], state["broken"]) == ("done", 1, None)
    assert len(keys) == requests
    assert len(set(keys)) == 1
    assert "-" not in keys


@pytest.mark.parametrize(("point", "requests"), [("about to call", 0), ("called", 1)])
def test_a_service_that_cannot_be_asked_is_not_sent_to_twice(
    tmp_path: Path, hook: tuple[int, list[str]], point: str, requests: int
) -> None:
    """Killed around the call, the restart sends nothing and asks the owner whether it arrived."""
    port, keys = hook
    url = f"gotify://127.0.0.1:{port}/token123"
    assert start(tmp_path, "hook", point, url).wait(90) == -signal.SIGKILL
    finish(tmp_path, "hook", url)
    state = kept(tmp_path)
    assert (state["card"], state["error"], state["posts"]) == ("failed", "uncertain", 0)
    assert state["attempts"] == ["uncertain"]
    assert len(keys) == requests


@pytest.mark.slow
def test_killed_again_and_again_at_any_moment(tmp_path: Path) -> None:
    """Eight kills at random moments, then a life: one post."""
    moments = random.Random(20261120)
    for _ in range(8):
        process = start(tmp_path, "outbox")
        time.sleep(moments.uniform(0.3, 3.0))
        process.kill()
        process.communicate(timeout=30)
    finish(tmp_path, "outbox")
    state = kept(tmp_path)
    assert (state["card"], state["posts"], state["broken"]) == ("done", 1, None)
