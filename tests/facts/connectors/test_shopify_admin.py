"""Asking Shopify for its orders, over real sockets, from a server that speaks its protocol and misbehaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from brain.facts.connectors import CONNECTORS
from brain.facts.connectors.patience import TRIES, Patience
from brain.facts.connectors.shopify_admin import NEXT, ShopifyMaker
from brain.kernel.clock import FixedClock
from brain.kernel.errors import OwnerError
from tests.facts.connectors.shopify_server import CLIENT, ShopifyServer, serving
from tests.facts.live.made_up import Item, ShopifyOrder

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ORDER = ShopifyOrder(
    id=1, name="#1", created=NOW, updated=NOW, items=(Item("Tea", 1, Decimal("10.00"), "T"),)
)


def orders(count: int, start: datetime = NOW - timedelta(days=2)) -> list[dict[str, Any]]:
    """So many orders, a minute apart."""
    return [
        replace(ORDER, id=n, name=f"#{n}", updated=start + timedelta(minutes=n)).payload()
        for n in range(1, count + 1)
    ]


class Caller:
    """A connector with what it slept and which secrets it stored."""

    def __init__(self, shop: ShopifyServer, secrets: dict[str, str], **options: Any) -> None:
        self.slept: list[float] = []
        self.kept: list[dict[str, str]] = []
        maker = ShopifyMaker(sleep=self.slept.append, seconds=0.4, **options)
        self.connector = maker.open(
            maker.check(shop.address, secrets),
            secrets,
            lambda held: self.kept.append(dict(held)),
            shop.clock,
        )

    def names(self, since: datetime | None = None) -> list[str]:
        return [one.called for page in self.connector.pages(since) for one in page.news]


@pytest.fixture
def shop() -> Iterator[ShopifyServer]:
    """A shop without orders."""
    with serving(FixedClock(NOW)) as shop:
        yield shop


@pytest.fixture
def caller(shop: ShopifyServer) -> Iterator[Caller]:
    """Asks in pages of three with a token that does not expire."""
    caller = Caller(shop, {"access_token": "permanent"}, page_size=3)
    yield caller
    caller.connector.close()


def test_who_is_there(caller: Caller) -> None:
    """Name, zone, currency and language of the shop."""
    seen = caller.connector.about()
    assert (seen.name, seen.zone, seen.currency, seen.language) == ("小鹿", "Asia/Shanghai", "CNY", "zh")


def test_all_pages_come_oldest_change_first(shop: ShopifyServer, caller: Caller) -> None:
    """Ten orders in pages of three; after each page everything changed until its last order is there."""
    shop.orders = orders(10)[::-1]
    pages = list(caller.connector.pages(None))
    assert [[one.called for one in page.news] for page in pages] == [
        ["#1", "#2", "#3"], ["#4", "#5", "#6"], ["#7", "#8", "#9"], ["#10"],
    ]  # fmt: skip
    assert [page.safe_until for page in pages] == [page.news[-1].about.changed_at for page in pages]
    assert [page.last for page in pages] == [False, False, False, True]
    assert shop.seen[0] == {"status": "any", "limit": "3", "order": "updated_at asc"}
    assert all(set(query) == {"limit", "page_info"} for query in shop.seen[1:])


def test_only_what_changed_since(shop: ShopifyServer, caller: Caller) -> None:
    """`updated_at_min` with its offset; what changed in that very second comes."""
    shop.orders = orders(10)
    since = datetime.fromisoformat(shop.orders[7]["updated_at"]).astimezone(UTC)
    assert caller.names(since) == ["#8", "#9", "#10"]
    assert shop.seen[0]["updated_at_min"].endswith("+00:00")


def test_an_answer_that_is_not_sorted_is_no_safe_place(shop: ShopifyServer, caller: Caller) -> None:
    """Where a server ignores the order asked for, only the end of all pages is a place to go on from."""
    shop.orders, shop.sorts = orders(7), False
    pages = list(caller.connector.pages(None))
    newest = datetime.fromisoformat(shop.orders[6]["updated_at"])
    assert [page.safe_until for page in pages] == [None, None, newest]


@pytest.mark.parametrize(
    "trouble",
    ["cut", "broken", "slow", "list", (500, {}), (503, {}), (429, {}), (502, {"Retry-After": "soon"})],
)
def test_what_passes_is_waited_for(shop: ShopifyServer, caller: Caller, trouble: Any) -> None:
    """In the middle of the pages: a page that is cut, broken or slow, a server in trouble. All orders come, once."""
    shop.orders = orders(8)
    pages = caller.connector.pages(None)
    names = [one.called for one in next(pages).news]
    shop.trouble = [trouble, trouble]
    names += [one.called for page in pages for one in page.news]
    assert names == [f"#{n}" for n in range(1, 9)]
    assert len(caller.slept) == 2
    assert 0.25 <= caller.slept[0] <= 0.5 <= caller.slept[1] <= 1.0


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("2.0", 2.0),
        ("0.25", 0.25),
        ("0", 0.0),
        ("-5", 0.0),
        ("9999", 60.0),
        ("Fri, 20 Nov 2026 04:00:07 GMT", 7.0),
    ],
)
def test_it_waits_as_long_as_it_is_told(
    shop: ShopifyServer, caller: Caller, asked: str, seconds: float
) -> None:
    """Seconds with a fraction or an HTTP date, within reason."""
    shop.orders, shop.trouble = orders(1), [(429, {"Retry-After": asked})]
    assert caller.names() == ["#1"]
    assert caller.slept == [seconds]


@pytest.mark.parametrize("trouble", ["broken", "cut", (500, {}), (429, {"Retry-After": "1"})])
def test_it_does_not_try_for_ever(shop: ShopifyServer, caller: Caller, trouble: Any) -> None:
    """After six tries it says so in a sentence that holds no secret."""
    shop.trouble = [trouble] * 50
    with pytest.raises(OwnerError) as failed:
        caller.names()
    assert failed.value.code == "shop_system_silent"
    assert "permanent" not in failed.value.render("en")
    assert len(shop.seen) == TRIES
    assert len(caller.slept) == TRIES - 1


def test_nobody_there() -> None:
    """A port where nothing listens is an owner's sentence, not a stack trace."""
    slept: list[float] = []
    maker = ShopifyMaker(sleep=slept.append)
    connector = maker.open("127.0.0.1:9", {"access_token": "permanent"}, lambda held: None, FixedClock(NOW))
    with pytest.raises(OwnerError, match=r"127\.0\.0\.1:9 did not answer"):
        connector.about()


def test_waiting_grows_and_never_too_long() -> None:
    """Twice as long each time, half of it by chance, a minute at most."""
    for chance, first in ((0.0, 0.25), (0.999, 0.4998)):
        patience = Patience(httpx2.Client(), FixedClock(NOW), chance=lambda chance=chance: chance)
        waits = [patience._backoff(number) for number in range(12)]
        assert waits[0] == pytest.approx(first, abs=0.001)
        assert waits == sorted(waits)
        assert waits[-1] <= 60


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ((403, {}), "shop_system_scope"),
        ((402, {}), "shop_system_closed"),
        ((423, {}), "shop_system_closed"),
        ((404, {}), "shop_system_address"),
        ((400, {}), "shop_system_answer"),
        ((301, {"Location": "http://evil.example/"}), "shop_system_answer"),
        ("other", "shop_system_answer"),
    ],
)
def test_what_does_not_pass_is_told_at_once(
    shop: ShopifyServer, caller: Caller, trouble: Any, code: str
) -> None:
    """Each with what to do; nothing is tried again, and no redirect followed."""
    shop.trouble = [trouble]
    with pytest.raises(OwnerError) as failed:
        caller.names()
    assert failed.value.code == code
    assert failed.value.hint is not None
    assert caller.slept == []


def test_a_next_page_elsewhere_is_not_asked_for(shop: ShopifyServer, caller: Caller) -> None:
    """Our token goes with each request: a link to another host ends the pull."""
    shop.orders, shop.foreign_link = orders(5), True
    with pytest.raises(OwnerError) as failed:
        caller.names()
    assert failed.value.code == "shop_system_answer"


def test_an_order_without_a_name_does_not_stop_the_others(shop: ShopifyServer, caller: Caller) -> None:
    """It is counted; the rest of the page comes."""
    shop.orders = orders(3)
    shop.orders[1]["name"] = None
    pages = list(caller.connector.pages(None))
    assert [one.called for page in pages for one in page.news] == ["#1", "#3"]
    assert sum(page.unreadable for page in pages) == 1


def test_client_credentials_are_exchanged_and_again_before_they_expire(shop: ShopifyServer) -> None:
    """One token for all pages of a day; another five minutes before it ends; each stored."""
    shop.orders = orders(2)
    caller = Caller(shop, dict(CLIENT))
    assert caller.names() == ["#1", "#2"]
    assert caller.names() == ["#1", "#2"]
    assert [one["grant_type"] for one in shop.grants] == ["client_credentials"]
    assert caller.kept[-1]["access_token"] == "token1"
    shop.clock.advance(timedelta(hours=23, minutes=56))
    assert caller.names() == ["#1", "#2"]
    assert [kept["access_token"] for kept in caller.kept] == ["token1", "token2"]
    caller.connector.close()


def test_an_expiring_token_is_refreshed_and_the_new_pair_stored_first(shop: ShopifyServer) -> None:
    """The refresh token is used once; the new one is stored before the new access token is sent anywhere."""
    shop.refresh_tokens, shop.token_life = ["refresh0"], 3600
    old = (NOW + timedelta(minutes=4)).isoformat()
    secrets = {**CLIENT, "access_token": "old", "refresh_token": "refresh0", "expires_at": old}
    caller = Caller(shop, secrets)
    requests_when_kept: list[int] = []
    keep = caller.connector.login._keep  # type: ignore[attr-defined]
    caller.connector.login._keep = lambda held: (requests_when_kept.append(len(shop.seen)), keep(held))  # type: ignore[attr-defined]
    shop.orders = orders(1)
    assert caller.names() == ["#1"]
    assert requests_when_kept == [0]
    assert caller.kept[0]["refresh_token"] == "refresh1"
    assert caller.kept[0]["access_token"] == "token1"
    shop.clock.advance(timedelta(minutes=56))
    assert caller.names() == ["#1"]
    assert [one["refresh_token"] for one in shop.grants] == ["refresh0", "refresh1"]
    caller.connector.close()


def test_a_refused_token_is_renewed_once(shop: ShopifyServer) -> None:
    """In the middle of the pages the token is revoked: one new token, and the same page again."""
    shop.orders = orders(5)
    caller = Caller(shop, dict(CLIENT), page_size=2)
    pages = caller.connector.pages(None)
    next(pages)
    shop.tokens.clear()
    assert [one.called for page in pages for one in page.news] == ["#3", "#4", "#5"]
    assert len(shop.grants) == 2
    caller.connector.close()


@pytest.mark.parametrize(
    "secrets",
    [
        {"access_token": "revoked"},
        {"client_id": "made-up-id", "client_secret": "wrong"},
        {**CLIENT, "refresh_token": "used up"},
    ],
)
def test_access_that_is_gone_is_told(shop: ShopifyServer, secrets: dict[str, str]) -> None:
    """One sentence without any of the secrets, and how to connect again; no endless asking."""
    caller = Caller(shop, secrets)
    with pytest.raises(OwnerError) as failed:
        caller.names()
    assert failed.value.code == "shop_system_refused"
    assert not any(secret in failed.value.render("zh") for secret in secrets.values())
    assert len(shop.seen) + len(shop.grants) <= 2
    caller.connector.close()


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("deer.myshopify.com", "deer.myshopify.com"),
        (" https://Deer.myshopify.com/ ", "deer.myshopify.com"),
        ("deer", "deer.myshopify.com"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
    ],
)
def test_addresses_that_are_understood(written: str, stored: str) -> None:
    """As an owner may copy them."""
    assert CONNECTORS["shopify"].check(written, {"access_token": "x"}) == stored


@pytest.mark.parametrize(
    "written",
    ["", "deer.myshopify.com/admin", "a b", "user@deer.example", "http://", "deer.example?x", "-a.b"],
)
def test_addresses_that_are_refused(written: str) -> None:
    """Whatever would send the token somewhere else than to a shop."""
    with pytest.raises(OwnerError, match="no shop's address"):
        CONNECTORS["shopify"].check(written, {"access_token": "x"})


@pytest.mark.parametrize(
    "secrets",
    [
        {},
        {"client_id": "a"},
        {"refresh_token": "r"},
        {"refresh_token": "r", "access_token": "a"},
        {"webhook_secret": "w"},
    ],
)
def test_incomplete_access_is_refused(secrets: dict[str, str]) -> None:
    """A refresh token alone cannot be refreshed; a webhook's secret opens nothing."""
    with pytest.raises(OwnerError, match="not complete"):
        CONNECTORS["shopify"].check("deer", secrets)


def test_links_are_read_as_they_are_written() -> None:
    """The next page among others, with or without quotation marks."""
    both = '<https://a.b/x?page_info=1>; rel="previous", <https://a.b/x?page_info=2&limit=3>; rel="next"'
    assert NEXT.search(both).group(1) == "https://a.b/x?page_info=2&limit=3"  # type: ignore[union-attr]
    assert NEXT.search("<https://a.b/1>; rel=next").group(1) == "https://a.b/1"  # type: ignore[union-attr]
    assert NEXT.search('<https://a.b/1>; rel="previous"') is None
