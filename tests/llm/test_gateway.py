"""The gateway over real HTTP, against the scripted server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from brain.kernel.settings import Settings
from brain.llm import ModelGateway, ModelUnavailable, open_gateway
from brain.llm.breaker import CircuitBreaker
from brain.llm.fake import Fail, FakeModelServer, Garbage, Reply, Say, Stall


class Ticker:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Note a sleep instead of taking it."""
        self.slept.append(seconds)


def ask(server: FakeModelServer, ticker: Ticker, timeout: float = 5.0) -> ModelGateway:
    """A gateway to the server that does not really sleep."""
    return ModelGateway(server.base_url, "key-1", "small", timeout, monotonic=ticker, sleep=ticker.sleep)


def test_an_answer_comes_back_stripped_and_the_request_is_as_promised() -> None:
    """Model, key, both messages go out; the text comes back without its thoughts."""
    with FakeModelServer([Say("<think>hm\nhm</think>\n 好的 ")]) as server:
        gateway = ask(server, Ticker())
        assert gateway.complete("be kind", "hello") == "好的"
        gateway.close()
        assert server.keys == ["key-1"]
        sent = server.requests[0]
        assert sent["model"] == "small"
        assert [(one["role"], one["content"]) for one in sent["messages"]] == [
            ("system", "be kind"),
            ("user", "hello"),
        ]


def test_without_a_script_the_fake_gives_the_last_paragraph_back() -> None:
    """The echo is good enough to run the whole product on."""
    with FakeModelServer() as server:
        assert ask(server, Ticker()).complete("s", "facts\n\nthe draft") == "the draft"


@pytest.mark.parametrize("first", [Fail(429), Fail(500), Fail(503, "2"), Stall(20)])
def test_a_passing_fault_is_tried_once_more(first: Reply) -> None:
    """Busy, broken or slow the first time, well the second: one wait, then the answer."""
    ticker = Ticker()
    with FakeModelServer([first, Say("ok")]) as server:
        assert ask(server, ticker, timeout=0.5).complete("s", "u") == "ok"
    assert len(ticker.slept) == 1
    assert 0.5 <= ticker.slept[0] <= 2.5


@pytest.mark.parametrize(
    ("replies", "code", "calls"),
    [
        ([Fail(429), Fail(429)], "status_429", 2),
        ([Fail(401)], "status_401", 1),
        ([Fail(429, "3600")], "status_429", 1),
        ([Stall(20), Stall(20)], "timeout", 2),
        ([Say("")], "answer", 1),
        ([Say("cut o", finish_reason="length")], "answer", 1),
        ([Garbage("<html>please log in</html>", "text/html")], "answer", 1),
        ([Garbage("{not json")], "answer", 1),
        ([Garbage("[]")], "answer", 1),
        ([Garbage('{"choices": [{"message": null}]}')], "answer", 1),
        ([Garbage('{"choices": null}')], "answer", 1),
    ],
)
def test_what_cannot_be_used_is_said_so(replies: list[Reply], code: str, calls: int) -> None:
    """Each kind of failure ends as ModelUnavailable with its code after the promised number of calls."""
    with FakeModelServer(replies) as server:
        with pytest.raises(ModelUnavailable) as caught:
            ask(server, Ticker(), timeout=0.5).complete("s", "u")
        assert caught.value.code == code
        assert len(server.requests) == calls


def test_nobody_listening_is_a_connection_failure() -> None:
    """A dead address is tried twice and reported, not raised raw."""
    ticker = Ticker()
    with FakeModelServer() as server:
        gateway = ask(server, ticker)
    with pytest.raises(ModelUnavailable, match="connection"):
        gateway.complete("s", "u")
    assert len(ticker.slept) == 1


def test_after_three_failures_the_endpoint_rests_for_a_minute() -> None:
    """The fourth call is not made; after a minute one trial goes through and success closes the circuit."""
    ticker = Ticker()
    with FakeModelServer([Fail(401)] * 3 + [Say("back")]) as server:
        gateway = ask(server, ticker)
        for code in ("status_401", "status_401", "status_401", "resting"):
            with pytest.raises(ModelUnavailable, match=code):
                gateway.complete("s", "u")
        assert len(server.requests) == 3
        ticker.seconds += 59
        with pytest.raises(ModelUnavailable, match="resting"):
            gateway.complete("s", "u")
        ticker.seconds += 1
        assert gateway.complete("s", "u") == "back"
        assert gateway.complete("s", "again") == "again"


def test_only_one_trial_at_a_time() -> None:
    """While the trial is under way others rest; a failed trial means another full rest."""
    ticker = Ticker()
    breaker = CircuitBreaker(ticker)
    for _ in range(3):
        breaker.failed()
    ticker.seconds += 60
    assert breaker.may_call()
    assert not breaker.may_call()
    breaker.failed()
    ticker.seconds += 59
    assert not breaker.may_call()
    ticker.seconds += 1
    assert breaker.may_call()
    breaker.succeeded()
    assert breaker.may_call()


def test_a_success_forgets_earlier_failures() -> None:
    """Three failures count only in a row."""
    breaker = CircuitBreaker(Ticker())
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.may_call()


def test_a_gateway_needs_an_address_and_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without both settings there is none, whatever key lies in the environment."""
    for name in ("OPENAI_BASE_URL", "SECOND_FLOOR_MODEL_GENERAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert open_gateway(Settings(home=tmp_path)) is None
    assert open_gateway(Settings(home=tmp_path, openai_base_url="http://127.0.0.1:9/v1")) is None
    gateway = open_gateway(
        Settings(home=tmp_path, openai_base_url="http://127.0.0.1:9/v1", model_general="m", model_timeout=3)
    )
    assert gateway is not None
    assert gateway.model == "m"


def test_importing_the_gateway_does_not_import_the_sdk() -> None:
    """The SDK is slow to import; a shop without a model never pays for it."""
    code = "import sys, brain.llm, brain.content.drafting; print('openai' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
