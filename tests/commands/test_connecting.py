"""`connect`, `pull`, `connections` and `disconnect`, against a Shopify server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from brain.cli import app
from brain.kernel.clock import FixedClock
from tests.facts.connectors.shopify_server import CLIENT, ShopifyServer, serving
from tests.facts.live.made_up import Item, ShopifyOrder

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ENV = {"SHOPIFY_CLIENT_ID": CLIENT["client_id"], "SHOPIFY_CLIENT_SECRET": CLIENT["client_secret"]}


@pytest.fixture
def server() -> Iterator[ShopifyServer]:
    """A shop with two orders."""
    with serving(FixedClock(NOW)) as server:
        for number in (1, 2):
            order = ShopifyOrder(
                number, f"#{number}", NOW - timedelta(days=1), NOW - timedelta(hours=1), (Item("Tea", 1, Decimal("10.00")),)
            )  # fmt: skip
            server.orders.append(order.payload())
        yield server


def run(home: Path, *words: str, env: dict[str, str] | None = None, text: str = "") -> Result:
    """One command; nothing of the surrounding environment counts as a secret."""
    clean = {
        f"SHOPIFY_{name}": ""
        for name in ("ACCESS_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN", "WEBHOOK_SECRET")
    }
    now = ["--home", str(home), "--now", "2026-11-20T12:00"]
    return CliRunner().invoke(
        app, [*words, *now], env={**clean, "SECOND_FLOOR_LANGUAGE": "en", **(env or {})}, input=text
    )


def told(result: Result) -> Any:
    """The JSON of a command that went well."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_from_nothing_to_orders(tmp_path: Path, server: ShopifyServer) -> None:
    """Connecting makes the shop as Shopify describes it; pulling loads it; listing shows it; disconnecting ends it."""
    made = run(tmp_path, "connect", "shopify", "--address", server.address, "--json", env=ENV)
    seen = told(made)
    assert (seen["shop"], seen["state"]) == ("main", "connected")
    assert seen["webhook"].endswith("/webhooks/shopify?shop=main")
    assert "Asia/Shanghai, currency CNY" in made.stderr
    assert not any(secret in made.stdout + made.stderr for secret in CLIENT.values())
    assert told(run(tmp_path, "pull", "--json"))[0]["loaded"] == 2
    assert "2 orders looked at, 0 rows loaded" in run(tmp_path, "pull", "shopify").stdout
    listed = told(run(tmp_path, "connections", "--json"))
    assert listed["connections"][0]["source"] == "shopify"
    assert listed["privacy_requests"] == []
    assert told(run(tmp_path, "disconnect", "shopify", "--json")) == {"source": "shopify", "connected": False}
    gone = run(tmp_path, "pull", "shopify")
    assert (gone.exit_code, gone.stdout) == (1, "")
    assert "not connected" in gone.stderr


def test_secrets_may_come_by_pipe(tmp_path: Path, server: ShopifyServer) -> None:
    """NAME=value lines on stdin, for a password manager; never an argument."""
    lines = "\n".join(f"{name}={value}" for name, value in ENV.items())
    assert run(tmp_path, "connect", "shopify", "--address", server.address, text=lines).exit_code == 0
    help_text = CliRunner().invoke(app, ["connect", "--help"]).stdout.lower()
    assert "--token" not in help_text
    assert "--secret" not in help_text


@pytest.mark.parametrize(
    ("words", "env", "said"),
    [
        (["connect", "shopify", "--address", "{server}"], {}, "No access was given"),
        (["connect", "shopify", "--address", "{server}"], {"SHOPIFY_ACCESS_TOKEN": "wrong"}, "does not accept"),
        (["connect", "shopfy", "--address", "{server}"], ENV, "Did you mean shopify"),
        (["connect", "shopify", "--address", "a b"], ENV, "is no shop's address"),
        (["connect", "woocommerce", "--address", "shop.example"], {"WOOCOMMERCE_WEBHOOK_SECRET": "s"}, "Import an order export first"),
    ],
)  # fmt: skip
def test_what_does_not_work_is_said_in_a_sentence(
    tmp_path: Path, server: ShopifyServer, words: list[str], env: dict[str, str], said: str
) -> None:
    """Exit code 1, the sentence on stderr, no secret in it, and nothing made."""
    result = run(tmp_path, *[word.replace("{server}", server.address) for word in words], env=env)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not any(value in result.stderr for value in env.values() if len(value) > 4)
    assert "no shop here yet" in run(tmp_path, "connections").stderr


def test_a_system_in_another_currency_is_refused(tmp_path: Path, server: ShopifyServer) -> None:
    """Its orders would not add up with the shop's."""
    run(tmp_path, "connect", "shopify", "--address", server.address, env=ENV)
    server.currency = "EUR"
    other = run(tmp_path, "connect", "shopify", "--address", server.address, env=ENV)
    assert other.exit_code == 1
    assert "sells in EUR, this shop in CNY" in other.stderr


def test_a_pull_that_fails_is_exit_code_1(tmp_path: Path, server: ShopifyServer) -> None:
    """With what to do; the listing shows it afterwards."""
    run(tmp_path, "connect", "shopify", "--address", server.address, env=ENV)
    server.trouble = [(403, {})]
    failed = run(tmp_path, "pull")
    assert failed.exit_code == 1
    assert "read_orders" in failed.stderr
    assert "does not let us read orders" in run(tmp_path, "connections").stdout


def test_only_what_is_due_is_asked(tmp_path: Path, server: ShopifyServer) -> None:
    """The app's poller looks every `pull_minutes`, not at every turn."""
    from brain.bootstrap import open_brain

    run(tmp_path, "connect", "shopify", "--address", server.address, env=ENV)
    clock = FixedClock(NOW)
    brain = open_brain(tmp_path, clock)
    try:
        turns = []
        for minutes in (0, 5, 9, 1, 15):
            clock.advance(timedelta(minutes=minutes))
            turns.append(len(brain.desk("main").pull_connections(only_due=True)))
        assert turns == [1, 0, 0, 1, 1]
    finally:
        brain.close()
