"""Pulling a connected shop system: everything once, whatever happens on the way."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from brain.kernel.errors import NotFound, OwnerError
from brain.ledger.connections import find_connection
from brain.ledger.tables import AuditRow, ConnectionRow
from brain.live import intake, pulling
from tests.examples import examples
from tests.facts.connectors.shopify_server import CLIENT
from tests.facts.counter import NOON
from tests.facts.live.made_up import Back, Item, ShopifyOrder, shopify_csv
from tests.live.conftest import Home, connected_home

ORDER = ShopifyOrder(
    id=1,
    name="#1",
    created=NOON - timedelta(days=3),
    updated=NOON,
    items=(Item("Tea", 1, Decimal("10.00"), "T"),),
)


def order(number: int, minute: int | None = None, **changes: Any) -> ShopifyOrder:
    """Order `number`, changed at this minute of two days ago."""
    at = NOON - timedelta(days=2) + timedelta(minutes=number if minute is None else minute)
    return replace(ORDER, id=number, name=f"#{number}", updated=at, **changes)


def offered(home: Home, *orders: ShopifyOrder) -> None:
    """What the shop system has."""
    home.server.orders = [one.payload() for one in orders]


def batches(home: Home) -> int:
    """How many batches there are."""
    return int(home.counter.rows("SELECT count(*) FROM import_batch")[0][0])


def row(home: Home) -> ConnectionRow:
    """The stored connection."""
    with home.ledger.reading() as session:
        found = find_connection(session, "lane", "shopify")
        assert found is not None
        return found


def test_everything_comes_once_and_then_only_what_is_new(home: Home) -> None:
    """Eight orders in three pages, a batch each; a second pull stores nothing; a change and a new order come alone."""
    orders = [order(n) for n in range(1, 9)]
    offered(home, *orders)
    first = home.pull()
    assert (first.pages, first.orders, first.loaded, first.finished) == (3, 8, 8, True)
    assert home.facts() == (8, 80.0, 0.0)
    assert (batches(home), len(first.batches)) == (3, 3)
    second = home.pull()
    assert (second.loaded, second.duplicates, batches(home)) == (0, 0, 3)
    refunded = order(2, 20, status="partially_refunded", refunds=(Back(1, Decimal("4"), NOON),))
    offered(home, *orders[:1], refunded, *orders[2:], order(9))
    third = home.pull()
    assert third.loaded == 2
    assert home.facts() == (9, 90.0, 4.0)
    assert ["updated_at_min" in query for query in home.server.seen if "status" in query] == [
        False,
        True,
        True,
    ]


def test_pull_and_export_are_one_order(home: Home) -> None:
    """The owner's export after the pull, and a pull after the export, add nothing."""
    orders = [order(n) for n in range(1, 4)]
    offered(home, *orders)
    home.counter.load(shopify_csv(*orders[:2]))
    assert home.pull().loaded == 1
    assert home.counter.load(shopify_csv(*orders)).loaded == 0
    assert home.facts() == (3, 30.0, 0.0)


@pytest.mark.parametrize("page", [1, 2, 3])
@pytest.mark.parametrize("moment", ["before the load", "after the load"])
def test_a_crash_in_the_middle_loses_and_doubles_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch, page: int, moment: str
) -> None:
    """Broken off in each page, before its load or between load and position: the next pull completes it."""
    offered(home, *[order(n) for n in range(1, 9)])
    room, name = (intake, "import_records") if moment == "before the load" else (pulling, "keep_cursor")
    whole = getattr(room, name)
    calls = [0]

    def dies(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == page:
            raise RuntimeError("power cut")
        return whole(*args, **kwargs)

    monkeypatch.setattr(room, name, dies)
    with pytest.raises(RuntimeError):
        home.pull()
    monkeypatch.setattr(room, name, whole)
    report = home.pull()
    assert report.finished
    assert home.facts() == (8, 80.0, 0.0)
    assert home.counter.rows("SELECT count(*) FROM order_line_version") == [(8,)]


@pytest.mark.parametrize("trouble", ["broken", "cut", (500, {})])
def test_a_system_in_trouble_is_taken_up_again_where_it_stopped(home: Home, trouble: Any) -> None:
    """Six bad answers in the second page: the first page stays, the failure is told, the next pull goes on."""
    offered(home, *[order(n) for n in range(1, 9)])
    home.server.trouble = []
    pages = iter([0])
    whole = home.server._page

    def then_trouble(*args: Any) -> Any:
        if next(pages, None) is not None:
            home.server.trouble = [trouble] * 6
        return whole(*args)

    home.server._page = then_trouble  # type: ignore[method-assign]
    report = home.pull()
    assert (report.error_code, report.pages, report.finished) == ("shop_system_silent", 1, False)
    stored = row(home)
    assert stored.state == "failing"
    assert home.connections.list(home.counter.shop)[0].error is not None
    assert home.facts() == (3, 30.0, 0.0)
    again = home.pull()
    assert again.finished
    assert home.facts() == (8, 80.0, 0.0)
    assert (row(home).state, row(home).error) == ("connected", None)


def test_a_few_pages_at_a_time(home: Home) -> None:
    """The app's poller takes two pages a turn; each turn goes on where the last one stopped."""
    offered(home, *[order(n, n * 60) for n in range(1, 15)])
    reports = [home.pull(most_pages=2) for _ in range(3)]
    assert [report.finished for report in reports] == [False, False, True]
    assert home.facts() == (14, 140.0, 0.0)


def test_a_system_that_does_not_sort_is_read_to_its_end(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Newest first: a crash after the first page must not leave the older ones behind."""
    offered(home, *[order(n, n * 60) for n in range(1, 9)])
    home.server.sorts = False
    whole = intake.import_records
    calls = [0]

    def dies(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == 2:
            raise RuntimeError("power cut")
        return whole(*args, **kwargs)

    monkeypatch.setattr(intake, "import_records", dies)
    with pytest.raises(RuntimeError):
        home.pull()
    assert row(home).cursor["since"] is None
    monkeypatch.setattr(intake, "import_records", whole)
    assert home.pull(most_pages=1).finished
    assert home.facts() == (8, 80.0, 0.0)


def test_a_change_within_the_same_second_is_not_missed(home: Home) -> None:
    """Times have seconds: what changed twice within one is told apart by what it says."""
    offered(home, order(1, status="pending"))
    home.pull()
    assert home.facts() == (1, 0.0, 0.0)
    offered(home, order(1))
    assert home.pull().loaded == 1
    assert home.facts() == (1, 10.0, 0.0)


def test_a_late_one_within_the_overlap_is_found(home: Home) -> None:
    """A change that shows up after a later one was read already."""
    offered(home, order(2, 30))
    home.pull()
    offered(home, order(1, 25), order(2, 30))
    assert home.pull().loaded == 1
    assert home.facts()[0] == 2


def test_an_order_that_cannot_be_used_does_not_block_the_rest(home: Home) -> None:
    """It is left out with its reason, and not met again for ever."""
    offered(home, order(1), order(2, status="a_new_status"), order(3), order(4, status="a_new_status"))
    report = home.pull()
    assert (report.loaded, report.left_out, report.finished) == (2, 2, True)
    assert home.pull().left_out == 0


def test_a_shop_in_another_currency_is_told(home: Home) -> None:
    """Nothing is stored and the position stays."""
    offered(home, order(1))
    home.server.orders[0]["currency"] = "EUR"
    report = home.pull()
    assert report.error_code == "other_currency"
    assert home.facts()[0] == 0
    assert "since" not in row(home).cursor


def test_two_pulls_at_once_are_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second does nothing while the first is under way."""
    offered(home, *[order(n) for n in range(1, 9)])
    started, go_on = threading.Event(), threading.Event()
    whole = intake.import_records

    def waits(*args: Any, **kwargs: Any) -> Any:
        started.set()
        go_on.wait(10)
        return whole(*args, **kwargs)

    monkeypatch.setattr(intake, "import_records", waits)
    first = threading.Thread(target=home.pull)
    first.start()
    assert started.wait(10)
    second = home.pull()
    go_on.set()
    first.join(20)
    assert (second.pages, second.finished, second.error) == (0, False, None)
    assert home.facts() == (8, 80.0, 0.0)


def test_secrets_are_sealed_renewed_and_never_told(home: Home) -> None:
    """Neither in the ledger's file, nor in what is shown; the token of a pull is stored for the next one."""
    home.server.token_life = 3600
    offered(home, order(1))
    home.pull()
    home.pull()
    assert len(home.server.grants) == 1
    home.ledger.engine.dispose()
    words = b"".join(path.read_bytes() for path in home.settings.home.iterdir() if path.is_file())
    for secret in (*CLIENT.values(), "token1"):
        assert secret.encode() not in words
    shown = json.dumps([one.model_dump(mode="json") for one in home.connections.list(home.counter.shop)])
    assert "made-up" not in shown
    with home.ledger.reading() as session:
        details = json.dumps([one.detail for one in session.scalars(select(AuditRow))])
    assert "made-up" not in details


def test_another_secret_key_does_not_open_them(home: Home) -> None:
    """The failure is told and stored like any other."""
    (home.settings.home / "secret.key").write_bytes(b"z" * 32)
    assert home.pull().error_code == "vault_locked"


def test_connecting_again_goes_on_and_elsewhere_begins_anew(home: Home) -> None:
    """New secrets for the same shop keep the position; another address does not inherit it."""
    offered(home, order(1))
    home.pull()
    position = row(home).cursor
    home.connect({"access_token": "permanent"})
    assert row(home).cursor == position
    home.connections.keep(home.counter.shop, "shopify", "fox.myshopify.com", CLIENT, "owner")
    assert row(home).cursor == {}


def test_wrong_access_is_not_stored(home: Home) -> None:
    """The system is asked before anything is kept."""
    with pytest.raises(OwnerError):
        home.connections.look("shopify", home.server.address, {"access_token": "wrong"})
    with pytest.raises(NotFound, match="Did you mean shopify"):
        Home(home.counter, home.server, home.settings.home).connections.look("shopfy", "x", {})


def test_what_is_taken_away_is_gone(home: Home) -> None:
    """Its secrets with it; what was loaded stays; a pull says what to do."""
    offered(home, order(1))
    home.pull()
    home.connections.drop(home.counter.shop, "shopify", "owner")
    with pytest.raises(NotFound):
        home.pull()
    with pytest.raises(NotFound):
        home.connections.drop(home.counter.shop, "shopify", "owner")
    assert home.facts() == (1, 10.0, 0.0)


changes = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["pending", "paid", "refunded"]), st.integers(1, 9)),
    min_size=1,
    max_size=14,
)


@settings(max_examples=examples(15), deadline=None)
@given(history=changes, pulls=st.sets(st.integers(0, 13), max_size=4))
def test_any_history_pulled_at_any_time_ends_the_same(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[int, str, int]], pulls: set[int]
) -> None:
    """Orders change in any way while pulls come at any moment: in the end each order is there as it last was."""
    now: dict[int, ShopifyOrder] = {}
    with connected_home(tmp_path_factory.mktemp("home")) as home:
        for step, (number, status, price) in enumerate(history):
            item = Item("Tea", 1, Decimal(price), "T")
            now[number] = order(number, step * 4, status=status, items=(item,))
            offered(home, *now.values())
            if step in pulls:
                home.pull()
        home.pull()
        found = home.facts()
    paid = sum((one.total for one in now.values() if one.status != "pending"), Decimal(0))
    back = sum((one.total for one in now.values() if one.status == "refunded"), Decimal(0))
    assert found == (len(now), float(paid), float(back))
