"""A scripted model server that speaks the real HTTP protocol: for tests, and to try the whole product without a key.

It answers POST /v1/chat/completions, whole or streamed, from a list of replies; when the list is used up it gives the last
paragraph of the last message back, which is what a model without ideas would do. Embeddings, transcriptions and pictures
are answered in the simplest way that the protocol allows.
"""

from __future__ import annotations

import base64
import json
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

_LARGEST_REQUEST = 4_000_000
_PIECE = 7
"""Characters in a streamed piece: small and odd, so that words, numbers and JSON are cut anywhere."""


@dataclass(frozen=True)
class Say:
    """A completion with this text."""

    text: str
    finish_reason: str = "stop"
    reports_usage: bool = True


@dataclass(frozen=True)
class Call:
    """One tool call; `arguments` as a string are sent as they are, JSON or not."""

    name: str
    arguments: dict[str, Any] | str = field(default_factory=dict)
    id: str = "call_1"

    def written(self) -> str:
        """The arguments as the protocol has them."""
        return (
            self.arguments
            if isinstance(self.arguments, str)
            else json.dumps(self.arguments, ensure_ascii=False)
        )


@dataclass(frozen=True)
class Ask:
    """A completion that asks for tools, with words before it where given."""

    calls: tuple[Call, ...]
    text: str = ""


@dataclass(frozen=True)
class Chunks:
    """A stream of these events as they stand (a dict is sent as JSON), ended with [DONE] where `done`."""

    events: tuple[dict[str, Any] | str, ...]
    done: bool = True


@dataclass(frozen=True)
class Cut:
    """The beginning of an answer, and then the connection is gone."""

    text: str


@dataclass(frozen=True)
class Slow:
    """A streamed answer with a pause before each piece."""

    text: str
    seconds: float


@dataclass(frozen=True)
class Fail:
    """An error status, with the seconds of Retry-After where given."""

    status: int
    retry_after: str = ""
    message: str = ""


@dataclass(frozen=True)
class Stall:
    """No answer for some seconds (cut short when the server closes), then the echo."""

    seconds: float


@dataclass(frozen=True)
class Garbage:
    """Status 200 with any body: what a captive portal or a half-compatible server sends."""

    body: str
    content_type: str = "application/json"


Reply = Say | Ask | Chunks | Cut | Slow | Fail | Stall | Garbage
Scripted = Reply | Callable[[dict[str, Any]], Reply]
"""A reply, or what makes one of the request."""


class FakeModelServer:
    """`with FakeModelServer([Fail(429), Say("好")]) as server: ModelGateway(server.base_url, ...)`.

    Listens on a free port of 127.0.0.1. `requests` holds the JSON bodies received, oldest first; `bodies` them as sent;
    `keys` their bearer keys. `hung_up` is set when somebody leaves in the middle of a stream.
    """

    def __init__(self, script: Iterable[Scripted] = ()) -> None:
        self.requests: list[dict[str, Any]] = []
        self.bodies: list[str] = []
        self.keys: list[str] = []
        self._script = deque(script)
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self.hung_up = threading.Event()
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

    def take(self, request: dict[str, Any], body: str, key: str) -> Reply:
        """Note a request and give the next reply of the script, or the echo."""
        with self._lock:
            self.requests.append(request)
            self.bodies.append(body)
            self.keys.append(key)
            reply = self._script.popleft() if self._script else Say(echo(request))
        return reply(request) if callable(reply) else reply


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
        body = self.rfile.read(size) if 0 < size <= _LARGEST_REQUEST else b""
        beside = _BESIDE_CHAT.get(self.path)
        if beside is not None and body:
            self._send(200, json.dumps(beside(body)))
            return
        if self.path != "/v1/chat/completions" or not body:
            self.close_connection = True
            self._send(404, json.dumps({"error": {"message": "no such route"}}))
            return
        request = json.loads(body)
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        reply = self.fake.take(request, body.decode(), key)
        if isinstance(reply, Stall):
            self.fake.closing.wait(reply.seconds)
            reply = Say(echo(request))
        self._answer(reply, request)

    def _answer(self, reply: Reply, request: dict[str, Any]) -> None:
        model = str(request.get("model", ""))
        if isinstance(reply, Fail):
            words = reply.message or f"scripted {reply.status}"
            error = {"error": {"message": words, "type": "scripted", "code": None}}
            self._send(reply.status, json.dumps(error), retry_after=reply.retry_after)
        elif isinstance(reply, Garbage):
            self._send(200, reply.body, content_type=reply.content_type)
        elif request.get("stream") or isinstance(reply, Chunks | Cut | Slow):
            self._stream(reply, model)
        else:
            self._send(200, json.dumps(_completion(reply, model), ensure_ascii=False))

    def _stream(self, reply: Reply, model: str) -> None:
        """Server-sent events; the connection ends with them, as it does behind most proxies."""
        self.close_connection = True
        pause = reply.seconds if isinstance(reply, Slow) else 0.0
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            if isinstance(reply, Cut):
                # Promised more than is sent: what a killed server's clients see.
                self.send_header("Content-Length", "1000000")
            self.send_header("Connection", "close")
            self.end_headers()
            for event in _events(reply, model):
                if pause and self.fake.closing.wait(pause):
                    return
                words = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
                self.wfile.write(f"data: {words}\n\n".encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            # The reader pressed stop.
            self.fake.hung_up.set()

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


def _completion(reply: Reply, model: str) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": getattr(reply, "text", "")}
    if isinstance(reply, Ask):
        message["tool_calls"] = [_whole(call) for call in reply.calls]
    return {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": _reason(reply)}],
        "usage": _usage(),
    }


def _whole(call: Call) -> dict[str, Any]:
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.written()},
    }


def _reason(reply: Reply) -> str:
    return "tool_calls" if isinstance(reply, Ask) else getattr(reply, "finish_reason", "stop")


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


def _events(reply: Reply, model: str) -> Iterator[dict[str, Any] | str]:
    """What a stream is made of, one piece after the other."""
    if isinstance(reply, Chunks):
        yield from reply.events
        if reply.done:
            yield "[DONE]"
        return
    for piece in _pieces(getattr(reply, "text", "")):
        yield chunk(model, {"content": piece})
    if isinstance(reply, Cut):
        return
    if isinstance(reply, Ask):
        yield from _call_pieces(reply, model)
    yield chunk(model, {}, _reason(reply))
    if getattr(reply, "reports_usage", True):
        yield {**chunk(model, {}), "choices": [], "usage": _usage()}
    yield "[DONE]"


def _call_pieces(reply: Ask, model: str) -> Iterator[dict[str, Any]]:
    """The name first, then the arguments a few characters at a time; the calls of one turn one after the other."""
    for index, call in enumerate(reply.calls):
        head = {"index": index, "id": call.id, "type": "function"}
        yield chunk(model, {"tool_calls": [{**head, "function": {"name": call.name, "arguments": ""}}]})
        for piece in _pieces(call.written()):
            yield chunk(model, {"tool_calls": [{"index": index, "function": {"arguments": piece}}]})


def chunk(model: str, delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    """One event of a stream."""
    return {
        "id": "chatcmpl-scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
    }


def _pieces(text: str) -> list[str]:
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def _embeddings(body: bytes) -> dict[str, Any]:
    texts = json.loads(body).get("input") or []
    rows = [
        {"object": "embedding", "index": at, "embedding": [float(len(text)), 1.0]}
        for at, text in enumerate(texts)
    ]
    # Last first: clients have to go by the index.
    return {"object": "list", "model": "scripted", "data": rows[::-1], "usage": {"prompt_tokens": len(texts)}}


def _transcription(body: bytes) -> dict[str, Any]:
    return {"text": "上周卖了多少"}


def _picture(body: bytes) -> dict[str, Any]:
    return {"created": 0, "data": [{"b64_json": base64.b64encode(b"picture").decode()}]}


_BESIDE_CHAT: dict[str, Callable[[bytes], dict[str, Any]]] = {
    "/v1/embeddings": _embeddings,
    "/v1/audio/transcriptions": _transcription,
    "/v1/images/generations": _picture,
}
