"""A scripted model server that speaks the real HTTP protocol: for tests, and to try the whole product without a key.

It answers POST /v1/chat/completions from a list of replies; when the list is used up it gives the last paragraph of the
user's message back, which is what a model without ideas would do.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

_LARGEST_REQUEST = 1_000_000


@dataclass(frozen=True)
class Say:
    """A completion with this text."""

    text: str
    finish_reason: str = "stop"


@dataclass(frozen=True)
class Fail:
    """An error status, with the seconds of Retry-After where given."""

    status: int
    retry_after: str = ""


@dataclass(frozen=True)
class Stall:
    """No answer for some seconds (cut short when the server closes), then the echo."""

    seconds: float


@dataclass(frozen=True)
class Garbage:
    """Status 200 with any body: what a captive portal or a half-compatible server sends."""

    body: str
    content_type: str = "application/json"


Reply = Say | Fail | Stall | Garbage


class FakeModelServer:
    """`with FakeModelServer([Fail(429), Say("好")]) as server: ModelGateway(server.base_url, ...)`.

    Listens on a free port of 127.0.0.1. `requests` holds the JSON bodies received, oldest first; `keys` their bearer keys.
    """

    def __init__(self, script: Iterable[Reply] = ()) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._script = deque(script)
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """What goes into OPENAI_BASE_URL."""
        if self._server is None:
            raise RuntimeError("base_url is known inside the with block only.")
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> FakeModelServer:
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
        self._server = self._thread = None

    def take(self, request: dict[str, Any], key: str) -> Reply:
        """Note a request and give the next reply of the script, or the echo."""
        with self._lock:
            self.requests.append(request)
            self.keys.append(key)
            return self._script.popleft() if self._script else Say(echo(request))


def echo(request: dict[str, Any]) -> str:
    """The last paragraph of the last message."""
    messages = request.get("messages") or [{}]
    return str(messages[-1].get("content", "")).rpartition("\n\n")[2]


class _Handler(BaseHTTPRequestHandler):
    """One HTTP exchange with the SDK."""

    fake: FakeModelServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", "0"))
        if self.path != "/v1/chat/completions" or not 0 < size <= _LARGEST_REQUEST:
            self.close_connection = True
            self._send(404, json.dumps({"error": {"message": "no such route"}}))
            return
        request = json.loads(self.rfile.read(size))
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        reply = self.fake.take(request, key)
        if isinstance(reply, Stall):
            self.fake.closing.wait(reply.seconds)
            reply = Say(echo(request))
        self._answer(reply, str(request.get("model", "")))

    def _answer(self, reply: Say | Fail | Garbage, model: str) -> None:
        if isinstance(reply, Fail):
            error = {"error": {"message": f"scripted {reply.status}", "type": "scripted", "code": None}}
            self._send(reply.status, json.dumps(error), retry_after=reply.retry_after)
        elif isinstance(reply, Garbage):
            self._send(200, reply.body, content_type=reply.content_type)
        else:
            self._send(200, json.dumps(_completion(reply, model), ensure_ascii=False))

    def _send(
        self, status: int, body: str, *, content_type: str = "application/json", retry_after: str = ""
    ) -> None:
        raw = body.encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(raw)))
            if retry_after:
                self.send_header("Retry-After", retry_after)
            self.end_headers()
            self.wfile.write(raw)
        except (BrokenPipeError, ConnectionResetError):
            # The client timed out and left, which is what a Stall is for.
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Requests are in `requests`; stderr stays quiet."""


def _completion(reply: Say, model: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": reply.text},
                "finish_reason": reply.finish_reason,
            }
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }
