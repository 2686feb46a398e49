"""The guard in front of everything: who may ask for what under which name, and the headers every answer carries.

Nobody is registered yet, so the pages belong to whoever sits at the machine. Four ways around that are closed here:
a web page that points its own name at 127.0.0.1 (DNS rebinding: the Host header gives it away), a web page that opens
our websocket (its Origin gives it away), a reverse proxy that was meant for customers' links but also carries
strangers to the pages: under the public name, or with a proxy's headers, only the customers' addresses are answered;
and a server that listens to other machines although `check_bind` could not see it (`uvicorn --host 0.0.0.0`): what
comes in at any but a loopback address of this machine is a stranger's, whatever Host it claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from brain.kernel.errors import Refused
from brain.kernel.i18n import Text
from brain.web.answers import error_answer
from brain.web.listening import is_loopback

# What strangers may reach: each of these checks for itself.
PUBLIC = re.compile(r"/r/[^/]+(?:/picture)?|/webhooks/[^/]+|/healthz")
PROXY_HEADERS = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "cf-connecting-ip")
CLOSE_FORBIDDEN = 4403
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=(), microphone=(self)",
}


class Forbidden(Refused):
    """The address is not answered under this name."""

    status = 403


class Guard:
    """Pure ASGI middleware for HTTP and websocket. `public_url` is asked at each request, so it may be set later."""

    def __init__(self, app: ASGIApp, public_url: Callable[[], str]) -> None:
        self._app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 403 (websocket: close with 4403)."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["path"], headers, came_in_locally(scope))
        if refusal is None:
            await self._app(scope, receive, _with_security_headers(send))
        elif scope["type"] == "websocket":
            await _close(receive, send)
        else:
            await error_answer(refusal, headers)(scope, receive, _with_security_headers(send))

    def _refusal(self, path: str, headers: Headers, locally: bool) -> Forbidden | None:
        public_host = host_of_url(self._public_url())
        # Two Host headers are a way to show one name to a proxy and another to us.
        named = [host_of(value) for value in headers.getlist("host")]
        host = named[0] if len(named) == 1 else ""
        if not host or not (is_loopback(host) or host == public_host):
            return _unknown_host(host)
        if PUBLIC.fullmatch(path):
            return None
        origin = headers.get("origin")
        if origin is not None and not _own_origin(origin, public_host):
            return _unknown_host(origin[:60])
        if not locally or not is_loopback(host) or any(name in headers for name in PROXY_HEADERS):
            return Forbidden(
                "local_only",
                Text(msg="This page is only shown on the machine that it runs on."),
                Text(
                    msg="Open http://localhost:8501 there. From outside, only tracked links and webhooks are answered."
                ),
            )
        return None


def came_in_locally(scope: Scope) -> bool:
    """Whether the connection ended at a loopback address or a Unix socket, which no other machine can reach.

    `server` is the accepted socket's own address, so a client has no say in it.
    """
    server = scope.get("server")
    if not server:
        return False
    host, port = server
    return port is None or is_loopback(host)


def host_of(netloc: str) -> str:
    """The host of `host:port` in lower case; empty when it cannot be read."""
    return host_of_url(f"//{netloc}")


def host_of_url(url: str) -> str:
    """The host of a web address in lower case; empty when it cannot be read."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _own_origin(origin: str, public_host: str) -> bool:
    host = host_of_url(origin)
    return bool(host) and (is_loopback(host) or host == public_host)


def _unknown_host(host: str) -> Forbidden:
    return Forbidden(
        "host",
        Text(msg="{host} is not a name of this program.", args={"host": host or "?"}),
        Text(msg="Open http://localhost:8501, or set public_url to the name that customers use."),
    )


def _with_security_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


async def _close(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": CLOSE_FORBIDDEN, "reason": "not from here"})
