"""Shopify's orders through its REST Admin API, version 2026-07 (shopify.dev/docs/api/admin-rest: Order, Shop, "Make
paginated requests", "REST Admin API rate limits").

The first request of a pull names what is wanted; every further page is the address in the `Link` header with rel="next",
unchanged, for with `page_info` nothing else may be given. 429 says in `Retry-After` how long to wait. Shopify calls this
API its legacy since October 2024; it serves apps of one's own shop all the same, and answers a version that is retired
with the oldest that is not.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import structlog

from brain.facts.connectors.base import Connector, KeepSecrets, Page, Secrets, ShopSystem
from brain.facts.connectors.patience import ANSWER_SECONDS, CONNECT_SECONDS, Answer, Patience, host_of
from brain.facts.connectors.shopify_login import Login, refused
from brain.facts.live.news import Brought, Unreadable
from brain.facts.live.payloads import part, parts, word
from brain.facts.live.shopify import SOURCE, order_news
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

VERSION = "2026-07"
PAGE_SIZE = 250
MOST_PAGES = 4000
NEXT = re.compile(r"<([^<>]+)>\s*;[^,]*\brel=\"?next\"?", re.IGNORECASE)
LOCAL = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?")
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d{1,5})?")
log = structlog.get_logger(__name__)


@dataclass
class ShopifyAdmin:
    """One shop's Admin API. Nothing is sent anywhere but to its own host."""

    root: str
    login: Login
    patience: Patience
    page_size: int = PAGE_SIZE

    def about(self) -> ShopSystem:
        """Name, zone and currency of the shop."""
        shop = part(self._get(f"{self._api}/shop.json").body, "shop")
        zone = word(shop, "iana_timezone")
        if not word(shop, "currency") or not _is_zone(zone):
            raise self._nonsense()
        return ShopSystem(
            name=word(shop, "name") or host_of(self.root),
            address=word(shop, "myshopify_domain") or host_of(self.root),
            zone=zone,
            currency=word(shop, "currency").upper(),
            language="zh" if word(shop, "primary_locale").startswith("zh") else "en",
        )

    def pages(self, since: datetime | None) -> Iterator[Page]:
        """Orders in every state, oldest change first."""
        query = {"status": "any", "limit": str(self.page_size), "order": "updated_at asc"}
        if since is not None:
            query["updated_at_min"] = since.astimezone(UTC).isoformat(timespec="seconds")
        url = str(httpx2.URL(f"{self._api}/orders.json", params=query))
        sorting = _Sorting()
        for _ in range(MOST_PAGES):
            answer = self._get(url)
            following = self._following(answer, url)
            yield _page(self._orders(answer), sorting, last=following is None)
            if following is None:
                return
            url = following

    def close(self) -> None:
        """Let go of the network."""
        self.patience.client.close()

    @property
    def _api(self) -> str:
        return f"{self.root}/admin/api/{VERSION}"

    def _orders(self, answer: Answer) -> list[Mapping[str, Any]]:
        if not isinstance(answer.body.get("orders"), list):
            raise self._nonsense()
        return parts(answer.body, "orders")

    def _following(self, answer: Answer, url: str) -> str | None:
        """The next page's address; it must be another one, and on the same host, for our token goes with it."""
        found = NEXT.search(answer.headers.get("link", ""))
        if found is None:
            return None
        following = httpx2.URL(found.group(1))
        here = httpx2.URL(self.root)
        same_host = (following.scheme, following.host, following.port) == (here.scheme, here.host, here.port)
        if not same_host or str(following) == url:
            raise self._nonsense()
        return str(following)

    def _get(self, url: str) -> Answer:
        token = self.login.token()
        answer = self._asked(url, token)
        if answer.status == 401:
            answer = self._asked(url, self.login.after_refusal(token))
        if answer.status == 200:
            return answer
        raise self._told(answer.status)

    def _asked(self, url: str, token: str) -> Answer:
        headers = {"X-Shopify-Access-Token": token, "Accept": "application/json"}
        return self.patience.send("GET", url, headers=headers)

    def _told(self, status: int) -> OwnerError:
        host = host_of(self.root)
        if status == 401:
            return refused(self.root)
        if status == 403:
            return OwnerError(
                "shop_system_scope",
                Text(msg="{host} does not let us read orders.", args={"host": host}),
                Text(msg="Give the app the access scope read_orders in Shopify, and install it again."),
            )
        if status in (402, 423):
            return OwnerError(
                "shop_system_closed",
                Text(msg="{host} is frozen or locked by Shopify.", args={"host": host}),
                Text(msg="Open it in Shopify first; what was loaded stays."),
            )
        if status == 404:
            return OwnerError(
                "shop_system_address",
                Text(msg="There is no Shopify shop at {host}.", args={"host": host}),
                Text(msg="Give the address that ends in .myshopify.com."),
            )
        return self._nonsense()

    def _nonsense(self) -> OwnerError:
        return OwnerError(
            "shop_system_answer",
            Text(msg="{host} answered something that is not Shopify's.", args={"host": host_of(self.root)}),
            Text(msg="Check the address; if it is right, try again later."),
        )


@dataclass(frozen=True)
class ShopifyMaker:
    """Makes Shopify connectors; how long they wait and how much they ask for at once may be set otherwise."""

    sleep: Callable[[float], None] = time.sleep
    seconds: float = ANSWER_SECONDS
    page_size: int = PAGE_SIZE
    source: str = SOURCE
    wanted: tuple[str, ...] = (
        "access_token",
        "client_id",
        "client_secret",
        "refresh_token",
        "webhook_secret",
    )
    pulls: bool = True

    def check(self, address: str, secrets: Secrets) -> str:
        """The shop's host, such as deer.myshopify.com (a bare name gets the ending)."""
        host = address.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
        if re.fullmatch(r"[a-z0-9][a-z0-9-]*", host) and host != "localhost":
            host += ".myshopify.com"
        if not LOCAL.fullmatch(host) and not HOST.fullmatch(host):
            raise OwnerError(
                "shop_system_address",
                Text(msg="{address} is no shop's address.", args={"address": address[:80]}),
                Text(msg="Give the address that ends in .myshopify.com."),
            )
        pair = secrets.get("client_id") and secrets.get("client_secret")
        if not pair and (secrets.get("refresh_token") or not secrets.get("access_token")):
            raise OwnerError(
                "shop_system_secrets",
                Text(msg="The access to Shopify is not complete."),
                Text(msg="Give SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET, or SHOPIFY_ACCESS_TOKEN."),
            )
        return host

    def open(self, address: str, secrets: Secrets, keep: KeepSecrets, clock: Clock) -> Connector:
        """A connector that speaks https, but to a server on this machine. Redirects are not followed: the token would
        go with them."""
        local = LOCAL.fullmatch(address) is not None
        root = f"{'http' if local else 'https'}://{address}"
        timeout = httpx2.Timeout(self.seconds, connect=CONNECT_SECONDS)
        client = httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=not local)
        patience = Patience(client, clock, self.sleep)
        return ShopifyAdmin(root, Login(root, secrets, keep, patience, clock), patience, self.page_size)


class _Sorting:
    """Whether changes really come oldest first, and how far they came."""

    def __init__(self) -> None:
        self.newest: datetime | None = None
        self.sorted = True

    def see(self, at: datetime) -> None:
        self.sorted = self.sorted and (self.newest is None or at >= self.newest)
        self.newest = max(at, self.newest or at)


def _page(orders: list[Mapping[str, Any]], sorting: _Sorting, *, last: bool) -> Page:
    """While changes come sorted each page is a safe place to go on from; otherwise only the end of all pages is."""
    news: list[Brought] = []
    unreadable = 0
    for order in orders:
        try:
            news.append(order_news(order))
        except Unreadable as error:
            unreadable += 1
            log.warning("an order could not be read", field=error.what, order=word(order, "id"))
        else:
            sorting.see(news[-1].about.changed_at)
    return Page(tuple(news), sorting.newest if sorting.sorted or last else None, last, unreadable)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return bool(name)
