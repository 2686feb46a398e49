"""A Shopify shop on this machine: a real server that speaks the documented protocol, and misbehaves when told to.

Written from shopify.dev: orders.json with `updated_at_min`, `Link` paging by page_info (which allows nothing beside it but
limit), 429 with Retry-After, X-Shopify-Access-Token, /admin/oauth/access_token with both grants.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from brain.kernel.clock import FixedClock

CLIENT = {"client_id": "made-up-id", "client_secret": "made-up-secret"}


@dataclass
class ShopifyServer:
    """`trouble` holds what the next requests for orders meet instead of an answer: a status with headers, or a word."""

    clock: FixedClock
    address: str = ""
    orders: list[dict[str, Any]] = field(default_factory=list)
    currency: str = "CNY"
    sorts: bool = True
    token_life: int = 86399
    trouble: list[tuple[int, dict[str, str]] | str] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)
    grants: list[dict[str, str]] = field(default_factory=list)
    tokens: dict[str, datetime | None] = field(default_factory=lambda: {"permanent": None})
    refresh_tokens: list[str] = field(default_factory=list)
    pages: dict[str, tuple[list[dict[str, Any]], int]] = field(default_factory=dict)
    foreign_link: bool = False

    def routes(self) -> list[Route]:
        base = "/admin/api/{version}"
        return [
            Route(f"{base}/orders.json", self.list_orders, methods=["GET"]),
            Route(f"{base}/shop.json", self.shop, methods=["GET"]),
            Route("/admin/oauth/access_token", self.grant, methods=["POST"]),
        ]

    async def shop(self, request: Request) -> Response:
        if (refusal := self._refusal(request)) is not None:
            return refusal
        return JSONResponse(
            {
                "shop": {
                    "id": 1,
                    "name": "小鹿",
                    "currency": self.currency,
                    "iana_timezone": "Asia/Shanghai",
                    "myshopify_domain": "deer.myshopify.com",
                    "primary_locale": "zh-CN",
                }
            }
        )

    async def list_orders(self, request: Request) -> Response:
        query = dict(request.query_params)
        self.seen.append(dict(query))
        if (refusal := self._refusal(request)) is not None:
            return refusal
        if self.trouble:
            return await self._misbehave(self.trouble.pop(0))
        limit = int(query.pop("limit", "50"))
        if "page_info" in query:
            if len(query) > 1:
                return JSONResponse({"errors": "status cannot be passed when page_info is present"}, 400)
            found, start = self.pages[query["page_info"]]
        else:
            if query.get("status") != "any":
                return JSONResponse({"errors": "only open orders would come"}, 400)
            found, start = self._filtered(query), 0
        return self._page(request, found, start, limit)

    def _filtered(self, query: dict[str, str]) -> list[dict[str, Any]]:
        found = sorted(self.orders, key=lambda one: datetime.fromisoformat(one["updated_at"]))
        if "updated_at_min" in query:
            least = datetime.fromisoformat(query["updated_at_min"])
            found = [one for one in found if datetime.fromisoformat(one["updated_at"]) >= least]
        by_change = query.get("order") == "updated_at asc" and self.sorts
        return found if by_change else found[::-1]

    def _page(self, request: Request, found: list[dict[str, Any]], start: int, limit: int) -> Response:
        links = []
        if start + limit < len(found):
            name = f"next{len(self.pages)}"
            self.pages[name] = (found, start + limit)
            host = "evil.example" if self.foreign_link else self.address
            url = f"http://{host}{request.url.path}?limit={limit}&page_info={name}"
            links = [f'<http://{self.address}/before>; rel="previous"', f'<{url}>; rel="next"']
        return JSONResponse(
            {"orders": found[start : start + limit]}, headers={"Link": ", ".join(links)} if links else {}
        )

    async def _misbehave(self, trouble: tuple[int, dict[str, str]] | str) -> Response:
        if trouble == "slow":
            await asyncio.sleep(1.0)
            return JSONResponse({"orders": []})
        if trouble == "broken":
            return Response(b'{"orders": [{"id": 1, "na', media_type="application/json")
        if trouble == "cut":
            return _Cut()
        if trouble == "list":
            return JSONResponse([1])
        if trouble == "other":
            return JSONResponse({"products": []})
        status, headers = trouble  # type: ignore[misc]
        return JSONResponse({"errors": "trouble"}, status, headers)

    def _refusal(self, request: Request) -> Response | None:
        token = request.headers.get("x-shopify-access-token", "")
        ends = self.tokens.get(token, self.clock.now())
        if ends is not None and ends <= self.clock.now():
            return JSONResponse({"errors": "[API] Invalid API key or access token"}, 401)
        return None

    async def grant(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.grants.append(form)
        if {name: form.get(name) for name in CLIENT} != CLIENT:
            return JSONResponse({"error": "invalid_client"}, 401)
        token = f"token{len(self.grants)}"
        answer: dict[str, Any] = {
            "access_token": token,
            "scope": "read_orders",
            "expires_in": self.token_life,
        }
        if form["grant_type"] == "refresh_token":
            if not self.refresh_tokens or form.get("refresh_token") != self.refresh_tokens[-1]:
                return JSONResponse({"error": "invalid_grant"}, 400)
            self.refresh_tokens.append(f"refresh{len(self.grants)}")
            answer |= {"refresh_token": self.refresh_tokens[-1], "refresh_token_expires_in": 7776000}
        self.tokens[token] = self.clock.now() + timedelta(seconds=self.token_life)
        return JSONResponse(answer)


class _Cut(Response):
    """Promises more than it sends, and hangs up."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"5000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"orders": [', "more_body": False})


@contextmanager
def serving(clock: FixedClock) -> Iterator[ShopifyServer]:
    """A running server."""
    shop = ShopifyServer(clock)
    listening = socket.socket(socket.AF_INET)
    listening.bind(("127.0.0.1", 0))
    listening.listen(16)
    shop.address = f"127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=shop.routes()), log_level="critical", access_log=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield shop
    finally:
        server.should_exit = True
        thread.join(10)
