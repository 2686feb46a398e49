"""The guard over HTTP and websocket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import websockets.exceptions
import websockets.sync.client
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from brain.kernel.errors import Refused
from brain.web.guard import CLOSE_FORBIDDEN, SECURITY_HEADERS, Guard, came_in_locally, host_of
from brain.web.listening import check_bind, is_loopback, set_nodelay


async def _page(request: Any) -> PlainTextResponse:
    return PlainTextResponse("the owner's page", headers={"X-Frame-Options": "DENY"})


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


@pytest.fixture
def house(serve: Callable[[Any], str]) -> str:
    """An app with a page, a websocket and something public, behind the guard."""
    routes = [
        Route("/", _page), Route("/metrics", _page), Route("/r/{code}", _page), Route("/healthz", _page),
        WebSocketRoute("/_stcore/stream", _socket),
    ]  # fmt: skip
    guard = Middleware(Guard, public_url=lambda: "https://Shop.example:443/")
    return serve(Starlette(routes=routes, middleware=[guard]))


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"Host": "localhost:8501"}, 200),
        ("/", {"Host": "[::1]:8501"}, 200),
        ("/", {"Host": "evil.example"}, 403),
        ("/", {"Host": "127.0.0.1.evil.example"}, 403),
        ("/", {"Host": "user@localhost"}, 200),
        ("/", {"Host": "shop.example"}, 403),
        ("/metrics", {"Host": "shop.example"}, 403),
        ("/", {"X-Forwarded-For": "9.9.9.9"}, 403),
        ("/", {"CF-Connecting-IP": "9.9.9.9"}, 403),
        ("/r/abc", {"Host": "shop.example"}, 200),
        ("/r/abc", {"Host": "SHOP.example:443", "X-Forwarded-For": "9.9.9.9"}, 200),
        ("/healthz", {"Host": "shop.example"}, 200),
        ("/r/abc", {"Host": "evil.example"}, 403),
        ("/r/abc", {"Origin": "https://evil.example"}, 200),
        ("/r/../metrics", {"Host": "shop.example"}, 403),
        ("/r/abc/../../", {"Host": "shop.example"}, 403),
        ("/", {"Origin": "https://evil.example"}, 403),
        ("/", {"Origin": "null"}, 403),
        ("/", {"Origin": "http://[bad"}, 403),
        ("/", {"Origin": "http://localhost:8501"}, 200),
    ],
)
def test_who_is_answered(house: str, path: str, headers: dict[str, str], status: int) -> None:
    """This machine gets everything, the public name gets the customers' addresses, anybody else gets nothing."""
    host, port = house.split(":")
    lines = {"Host": house, "Connection": "close", **headers}
    request = (
        f"GET {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as client:
        client.sendall(request.encode())
        answer = b""
        while chunk := client.recv(65536):
            answer += chunk
    assert int(answer.split(b" ")[1]) == status
    if status == 403:
        assert b"owner's page" not in answer
        assert b'"code"' in answer


def test_answers_carry_the_security_headers(house: str) -> None:
    """Every answer has them, also a refusal; an answer's own header is kept."""
    for headers in ({}, {"Host": "evil.example"}):
        answer = requests.get(f"http://{house}/", headers=headers, timeout=10)
        assert {name.lower() for name in SECURITY_HEADERS} <= {name.lower() for name in answer.headers}
    assert requests.get(f"http://{house}/", timeout=10).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("headers", "opens"),
    [
        ({}, True),
        ({"Origin": "http://localhost:8501"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"X-Forwarded-For": "9.9.9.9"}, False),
    ],
)
def test_the_websocket_is_guarded_alike(house: str, headers: dict[str, str], opens: bool) -> None:
    """A foreign page or a proxy cannot open the app's websocket."""

    def greeting() -> str:
        with websockets.sync.client.connect(
            f"ws://{house}/_stcore/stream", additional_headers=headers
        ) as client:
            return str(client.recv())

    if opens:
        assert greeting() == "hello"
    else:
        with pytest.raises(websockets.exceptions.InvalidStatus) as caught:
            greeting()
        assert caught.value.response.status_code == 403
        assert CLOSE_FORBIDDEN == 4403


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True), ("LOCALHOST.", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True),
        ("app.localhost", True), ("0.0.0.0", False), ("", False), ("::", False), ("192.168.1.4", False),
        ("localhost.evil.example", False), ("127.0.0.1.nip.io", False), ("shop.example", False),
    ],
)  # fmt: skip
def test_loopback_names(host: str, ours: bool) -> None:
    """Only names and addresses that cannot leave the machine count as this machine."""
    assert is_loopback(host) is ours


def test_no_other_address_before_there_is_an_owner() -> None:
    """Without an owner account the app refuses every address but this machine's, with a sentence in both languages."""
    check_bind("localhost", has_owner=False)
    check_bind("127.0.0.1", has_owner=False)
    check_bind("0.0.0.0", has_owner=True)
    for host in (None, "", "0.0.0.0", "::", "192.168.1.4"):
        with pytest.raises(Refused) as caught:
            check_bind(host, has_owner=False)
        assert caught.value.code == "bind"
        assert "--server.address localhost" in caught.value.render("zh")


def test_hosts_are_read_without_their_port() -> None:
    """Ports, brackets, case and nonsense."""
    assert [host_of(one) for one in ("A.b:80", "[::1]:80", "a", "", "[bad", "a:b:c")] == [
        "a.b",
        "::1",
        "a",
        "",
        "",
        "a",
    ]


def test_accepted_connections_do_not_wait_for_full_packets() -> None:
    """After set_nodelay a connection accepted from a listening socket has TCP_NODELAY, before it has not."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert set_nodelay() >= 1
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        descriptors = set_nodelay(), set_nodelay()
        assert descriptors[0] == descriptors[1]


@pytest.mark.parametrize(
    ("server", "locally"),
    [
        (("127.0.0.1", 8501), True), (("::1", 8501), True), (("::ffff:127.0.0.1", 8501), True),
        (("/run/second-floor.sock", None), True), (("192.168.1.7", 8501), False),
        (("::ffff:192.168.1.7", 8501), False), (("fe80::1", 8501), False), (None, False),
    ],
)  # fmt: skip
def test_only_loopback_connections_are_local(server: tuple[str, int | None] | None, locally: bool) -> None:
    """The accepted socket's own address decides, IPv4 inside IPv6 included."""
    assert came_in_locally({"type": "http", "server": server}) is locally


@pytest.mark.parametrize(
    ("path", "status"), [("/", 403), ("/metrics", 403), ("/healthz", 200), ("/r/a", 200)]
)
def test_a_server_that_listens_to_other_machines_keeps_the_pages_shut(path: str, status: int) -> None:
    """`uvicorn app:app --host 0.0.0.0` reached from the network shows no page, even to a client that says localhost."""
    answered: list[Any] = []

    async def send(message: Any) -> None:
        answered.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": b"", "server": ("192.168.1.7", 8501),
        "headers": [(b"host", b"localhost:8501")],
    }  # fmt: skip
    guard = Guard(PlainTextResponse("the owner's page"), public_url=lambda: "")
    # In a thread of its own: the browser tests leave a running event loop in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, guard(scope, receive, send)).result(timeout=10)
    assert answered[0]["status"] == status
