"""Health, readiness and metrics over real HTTP."""

from __future__ import annotations

from typing import Any

import requests

from brain.actions.commands import Accept
from brain.actions.decide import decide
from brain.kernel.identity import local_owner
from brain.ledger.cards import add_card
from brain.web.health import METRICS
from brain.web.routes import routes
from tests.actions.sample_card import SHOP, ZONE, make_card


def test_alive_says_ok(address: str) -> None:
    """The process answers."""
    answer = requests.get(f"http://{address}/healthz", timeout=10)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_names_what_is_not(brain: Any, address: str) -> None:
    """All parts usable is 200; an executor that is not started or a closed warehouse is 503 and named."""
    url = f"http://{address}/readyz"
    assert requests.get(url, timeout=10).json() == {
        "status": "ok",
        "parts": {"warehouse": "ok", "ledger": "ok", "executor": "ok"},
    }
    brain.parts.executor = None
    waiting = requests.get(url, timeout=10)
    assert (waiting.status_code, waiting.json()["parts"]["executor"]) == (503, "not started")
    brain.parts.warehouse.close()
    broken = requests.get(url, timeout=10)
    assert (broken.status_code, broken.json()["parts"]["warehouse"]) == (503, "failed")


def test_metrics_count_what_happened(brain: Any, address: str) -> None:
    """After a post the counters say so, in a form that Prometheus reads; a strange channel name is escaped."""
    parts = brain.parts
    parts.settings.channels['群"1\\'] = "fake://ok"
    with parts.ledger.session() as session:
        add_card(session, make_card(), dedupe="x")
    view = decide(
        parts.ledger, local_owner(SHOP), Accept("card_1", channel='群"1\\'), parts.clock, parts.settings, ZONE
    )
    assert view is not None
    parts.executor.submit(view.id)
    answer = requests.get(f"http://{address}/metrics", timeout=10)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    body = answer.text.splitlines()
    assert 'second_floor_posts_total{channel="群\\"1\\\\"} 1' in body
    assert 'second_floor_send_attempts_total{outcome="sent"} 1' in body
    assert 'second_floor_executions{state="done"} 1' in body
    assert "second_floor_clicks_total 0" in body
    for name, kind, told, _ in METRICS:
        assert f"# TYPE {name} {kind}" in body
        assert f"# HELP {name} {told}" in body


def test_routes_do_not_touch_the_brain_before_a_request() -> None:
    """An app has its routes before its brain is open."""
    assert len(routes(object())) == 6  # type: ignore[arg-type]
