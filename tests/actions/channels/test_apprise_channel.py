"""The Apprise channel against a real HTTP server on this machine."""

from __future__ import annotations

import io
import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from brain.actions.channels import CHANNELS, channel_names, open_channel
from brain.actions.channels import apprise as module
from brain.actions.channels.apprise import KEY_HEADER, AppriseChannel
from brain.actions.channels.base import Message, SendFailed, SendFailedForNow, SendUncertain
from brain.kernel.clock import FixedClock
from brain.kernel.errors import OwnerError
from brain.kernel.settings import Settings
from brain.ledger.store import Ledger

SECRET = "geheim123"


class Receiver:
    """Answers with `status` after `pause` seconds and keeps what it got."""

    def __init__(self) -> None:
        self.status = 200
        self.pause = 0.0
        self.got: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                receiver.got.append((dict(self.headers), body))
                time.sleep(receiver.pause)
                self.send_response(receiver.status)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Keep the test's output quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A webhook receiver."""
    receiver = Receiver()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()


@pytest.fixture
def message(tmp_path: Path) -> Callable[..., Message]:
    """A message with text that markup would spoil."""

    def make(**changes: Any) -> Message:
        fields: dict[str, Any] = {
            "execution": "exe_1",
            "text": "米粉 <b>*2 件*</b> & 一袋 :smile: \\n 满 ¥99",
            "picture": None,
            "link": "http://localhost:8501/r/abc",
            "recipients": 80,
            "idempotency_key": "exe_1",
        }
        return Message(**{**fields, **changes})

    return make


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_words_picture_link_and_key_arrive(
    receiver: Receiver, message: Callable[..., Message], tmp_path: Path
) -> None:
    """The receiver sees the exact words, the link, the picture's bytes and the idempotency key."""
    picture = tmp_path / "poster.png"
    picture.write_bytes(b"\x89PNG picture")
    channel = AppriseChannel("店群", f"json://u:{SECRET}@127.0.0.1:{receiver.port}/hook?method=post")
    assert channel.repeatable
    assert channel.send(message(picture=picture)).reached == 80
    ((headers, body),) = receiver.got
    sent = json.loads(body)
    assert headers[KEY_HEADER] == "exe_1"
    assert sent["message"] == "米粉 <b>*2 件*</b> & 一袋 :smile: \\n 满 ¥99\nhttp://localhost:8501/r/abc"
    assert sent["attachments"][0]["filename"] == "poster.png"


def test_a_link_in_the_words_is_not_said_twice(receiver: Receiver, message: Callable[..., Message]) -> None:
    """Where the owner's words carry the link already, nothing is added."""
    channel = AppriseChannel("店群", f"json://127.0.0.1:{receiver.port}")
    channel.send(message(text="看这里 http://localhost:8501/r/abc"))
    assert json.loads(receiver.got[0][1])["message"] == "看这里 http://localhost:8501/r/abc"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (500, SendFailedForNow),
        (503, SendFailedForNow),
        (429, SendFailedForNow),
        (404, SendFailed),
        (302, SendFailed),
    ],
)
def test_an_answer_with_an_error_is_certain(
    receiver: Receiver, message: Callable[..., Message], status: int, error: type[SendFailed]
) -> None:
    """An overloaded service is worth another try, a refusal is not, and a redirect is no delivery."""
    receiver.status = status
    channel = AppriseChannel("店群", f"json://127.0.0.1:{receiver.port}")
    with pytest.raises(error) as caught:
        channel.send(message())
    assert caught.value.transient is (error is SendFailedForNow)
    assert len(receiver.got) == 1


def test_no_connection_is_certain_for_every_service(message: Callable[..., Message]) -> None:
    """A closed port means that nothing was sent, also for a service that cannot deduplicate."""
    for url in (f"json://127.0.0.1:{free_port()}", f"gotify://127.0.0.1:{free_port()}/token123"):
        with pytest.raises(SendFailedForNow) as caught:
            AppriseChannel("店群", url).send(message())
        assert caught.value.code == "channel_down"


def test_a_lost_answer_is_doubt_unless_the_receiver_knows_keys(
    receiver: Receiver, message: Callable[..., Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service took the post and never answered: a webhook may be asked again, Gotify may not."""
    monkeypatch.setattr(module, "READ_SECONDS", 0.3)
    receiver.pause = 1.0
    with pytest.raises(SendFailedForNow):
        AppriseChannel("店群", f"json://127.0.0.1:{receiver.port}").send(message())
    gotify = AppriseChannel("店群", f"gotify://127.0.0.1:{receiver.port}/token123")
    assert not gotify.repeatable
    with pytest.raises(SendUncertain):
        gotify.send(message())
    assert len(receiver.got) == 2


def test_apprise_does_not_repeat_on_its_own(receiver: Receiver, message: Callable[..., Message]) -> None:
    """Repetitions asked for in the URL are ignored: whether one is safe is not Apprise's to know."""
    receiver.status = 503
    with pytest.raises(SendFailedForNow):
        AppriseChannel("店群", f"json://127.0.0.1:{receiver.port}?retry=3&optional=yes").send(message())
    assert len(receiver.got) == 1


def test_secrets_stay_out_of_errors_and_logs(
    receiver: Receiver,
    message: Callable[..., Message],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither a failure's sentence nor the program's log shows the URL's password or token, at any level."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    monkeypatch.setattr(logging.getLogger(), "level", logging.DEBUG)
    receiver.status = 500
    channel = AppriseChannel("店群", f"json://u:{SECRET}@127.0.0.1:{receiver.port}/{SECRET}")
    with pytest.raises(SendFailed) as caught:
        channel.send(message())
    with pytest.raises(OwnerError) as unreadable:
        AppriseChannel("店群", f"nonsense://{SECRET}")
    out, err = capfd.readouterr()
    said = (
        caught.value.render("zh")
        + unreadable.value.render("zh")
        + repr(channel)
        + written.getvalue()
        + out
        + err
    )
    assert SECRET not in said
    assert "店群" in said


def test_channels_are_opened_by_name(ledger: Ledger, clock: FixedClock) -> None:
    """The outbox is always there and first; a typo names the nearest; every kind is in the visible dict."""
    settings = Settings(channels={"店群": "json://127.0.0.1:9", "演示": "fake://ok"})
    assert channel_names(settings) == ["outbox", "店群", "演示"]
    kinds = [type(open_channel(name, settings, ledger, clock)).__name__ for name in channel_names(settings)]
    assert kinds == ["OutboxChannel", "AppriseChannel", "FakeChannel"]
    assert list(CHANNELS) == ["outbox", "fake", "apprise"]
    with pytest.raises(OwnerError, match="outbox"):
        open_channel("outbx", settings, ledger, clock)
