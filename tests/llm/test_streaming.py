"""Streams over real HTTP, against the scripted server: whole, in fragments, broken, stopped."""

from __future__ import annotations

import threading
import time
from decimal import Decimal

import pytest

from brain.llm import ModelGateway, ModelStopped, ModelUnavailable
from brain.llm.fake import (
    Ask,
    Call,
    Chunks,
    Cut,
    Fail,
    FakeModelServer,
    Garbage,
    Reply,
    Say,
    Slow,
    Stall,
    chunk,
)
from brain.llm.messages import Finished, TextDelta, ToolSpec
from brain.llm.metering import Spent

QUERY = ToolSpec("query", "Ask the facts.", {"type": "object", "properties": {}})
HELLO = [{"role": "user", "content": "上周卖了多少"}]


class Till:
    """A meter that remembers, and refuses when told to."""

    def __init__(self, open_: bool = True) -> None:
        self.open = open_
        self.kept: list[Spent] = []

    def may_spend(self) -> bool:
        return self.open

    def record(self, spent: Spent) -> None:
        self.kept.append(spent)


def gateway(server: FakeModelServer, till: Till | None = None, timeout: float = 5.0) -> ModelGateway:
    return ModelGateway(
        server.base_url,
        "key-1",
        "small",
        timeout,
        models={"fast": "", "embed": "vectors", "transcribe": "ears", "image": "brush"},
        prices={"general": (Decimal(2), Decimal(8))},
        meter=till,
        sleep=lambda _: None,
    )


def read(door: ModelGateway, **options: object) -> tuple[str, Finished]:
    events = list(door.stream(HELLO, [QUERY], **options))  # type: ignore[arg-type]
    assert isinstance(events[-1], Finished)
    words = "".join(event.text for event in events[:-1] if isinstance(event, TextDelta))
    return words, events[-1]


def test_words_come_in_pieces_and_end_with_the_whole() -> None:
    """Deltas add up to the text; the request carries tools and asks for usage; the usage comes back."""
    with FakeModelServer([Say("上周卖了 8,420 元，比前一周多。")]) as server:
        words, finished = read(gateway(server))
        assert words == finished.text == "上周卖了 8,420 元，比前一周多。"
        assert (finished.usage.tokens_in, finished.usage.tokens_out, finished.usage.estimated) == (
            100,
            20,
            False,
        )
        sent = server.requests[0]
        assert sent["stream"] is True
        assert sent["stream_options"] == {"include_usage": True}
        assert sent["tools"][0]["function"]["name"] == "query"


def test_tool_calls_come_in_fragments() -> None:
    """Two calls in one turn, cut anywhere, arrive whole; words before them too."""
    calls = (Call("query", {"metrics": ["净"]}, "a"), Call("sql", {"sql": "SELECT 1"}, "b"))
    with FakeModelServer([Ask(calls, "我看看。")]) as server:
        words, finished = read(gateway(server))
        assert words == "我看看。"
        assert [(c.id, c.name, c.arguments) for c in finished.calls] == [
            ("a", "query", {"metrics": ["净"]}),
            ("b", "sql", {"sql": "SELECT 1"}),
        ]


def test_a_call_written_into_the_text_is_not_shown() -> None:
    """The dialect of a server without tool support: the notation becomes a call and never a delta."""
    with FakeModelServer([Say('好的。```json\n{"name": "query", "arguments": {"x": 1}}\n```')]) as server:
        words, finished = read(gateway(server))
        assert words.strip() == finished.text == "好的。"
        assert [(c.name, c.arguments) for c in finished.calls] == [("query", {"x": 1})]


def test_a_whole_message_inside_a_stream_counts() -> None:
    """Some servers ignore fragments and send the message at once, with arguments as an object."""
    message = {
        "role": "assistant",
        "content": "",
        "tool_calls": [{"function": {"name": "query", "arguments": {"x": 1}}}],
    }
    event = {**chunk("m", {}, "tool_calls")}
    event["choices"] = [{"index": 0, "message": message, "finish_reason": "tool_calls"}]
    with FakeModelServer([Chunks((event,))]) as server:
        _, finished = read(gateway(server))
        assert [(c.name, c.arguments) for c in finished.calls] == [("query", {"x": 1})]


def test_without_reported_usage_it_is_estimated() -> None:
    """A cost of nothing would let a limit never be reached."""
    with FakeModelServer([Say("上周卖得不错", reports_usage=False)]) as server:
        _, finished = read(gateway(server))
        assert finished.usage.estimated
        assert finished.usage.tokens_out == 6
        assert finished.usage.tokens_in > 6


@pytest.mark.parametrize("first", [Fail(429), Fail(429, "0"), Fail(500), Stall(20), Chunks(()), Cut("")])
def test_before_the_first_words_it_is_tried_once_more(first: Reply) -> None:
    """Busy, broken, slow: nobody has seen anything yet, so another attempt is free."""
    with FakeModelServer([first, Say("好")]) as server:
        if isinstance(first, Chunks):
            # An empty stream is an answer, if a useless one: it is not asked for twice.
            with pytest.raises(ModelUnavailable, match="answer"):
                read(gateway(server, timeout=0.5))
        else:
            assert read(gateway(server, timeout=0.5))[0] == "好"
            assert len(server.requests) == 2


def test_after_the_first_words_it_is_not_tried_again() -> None:
    """Half a stream: the words that came are known to be half, and nothing is said twice."""
    with FakeModelServer([Cut("上周卖了 8,4"), Say("不会用到")]) as server:
        heard = []
        with pytest.raises(ModelUnavailable) as caught:
            heard.extend(gateway(server).stream(HELLO))
        assert caught.value.code in ("connection", "cut")
        assert "".join(event.text for event in heard if isinstance(event, TextDelta)) == "上周卖了 8,4"
        assert len(server.requests) == 1


def test_a_stream_that_ends_without_an_end_is_cut() -> None:
    """A proxy closed it politely: no reason for the end, no usage."""
    half = Chunks((chunk("m", {"content": "上周"}),), done=False)
    with FakeModelServer([half]) as server, pytest.raises(ModelUnavailable, match="cut"):
        list(gateway(server).stream(HELLO))


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Say("", finish_reason="stop"), "answer"),
        (Say("上周卖了", finish_reason="length"), "answer"),
        (Chunks(({"choices": []},)), "answer"),
        (Chunks(({"choices": [{"index": 0, "delta": None, "finish_reason": "stop"}]},)), "answer"),
        (Chunks(('{"choices": [{"delta": {"content": "a',)), "answer"),
        (Garbage("<html>please log in</html>", "text/html"), "answer"),
        (Fail(401), "status_401"),
        (Fail(429, "3600"), "status_429"),
    ],
)
def test_what_cannot_be_used_is_said_so(reply: Reply, code: str) -> None:
    """Empty, cut off at the limit, without choices, broken JSON, a login page: unavailable, with its code."""
    with FakeModelServer([reply]) as server, pytest.raises(ModelUnavailable) as caught:
        list(gateway(server).stream(HELLO))
    assert caught.value.code == code


def test_a_server_that_knows_no_stream_options_is_asked_without() -> None:
    """Once refused, never asked for again."""
    refusal = Fail(400, message="Unrecognized request argument supplied: stream_options")
    with FakeModelServer([refusal, Say("一"), Say("二")]) as server:
        door = gateway(server)
        assert read(door)[0] == "一"
        assert read(door)[0] == "二"
        assert ["stream_options" in request for request in server.requests] == [True, False, False]


def test_stop_closes_the_stream_at_once() -> None:
    """Pressed in the middle of a slow answer: the reader is back at once and the server sees the line closed."""
    till = Till()
    with FakeModelServer([Slow("慢" * 400, 0.1)]) as server:
        stop = threading.Event()
        events = gateway(server, till).stream(HELLO, stop=stop)
        assert isinstance(next(events), TextDelta)
        stop.set()
        pressed = time.monotonic()
        with pytest.raises(ModelStopped):
            list(events)
        assert time.monotonic() - pressed < 1
        assert server.hung_up.wait(3)
    assert [spent.outcome for spent in till.kept] == ["stopped"]
    assert till.kept[0].usage.tokens_out > 0


def test_stop_works_before_anything_has_come() -> None:
    """The server has not even answered yet."""
    with FakeModelServer([Stall(20)]) as server:
        stop = threading.Event()
        threading.Timer(0.2, stop.set).start()
        pressed = time.monotonic()
        with pytest.raises(ModelStopped):
            list(gateway(server, timeout=20).stream(HELLO, stop=stop))
        assert time.monotonic() - pressed < 2


def test_leaving_without_stopping_closes_the_stream_too() -> None:
    """A page that is closed stops reading; the model must not go on talking to nobody."""
    with FakeModelServer([Slow("慢" * 400, 0.05)]) as server:
        events = gateway(server).stream(HELLO)
        next(events)
        events.close()  # type: ignore[attr-defined]
        assert server.hung_up.wait(3)


def test_patience_ends_when_the_answer_takes_too_long() -> None:
    """Words that drip in keep the connection alive, but not for ever."""
    with (
        FakeModelServer([Slow("慢" * 4000, 0.05)]) as server,
        pytest.raises(ModelUnavailable, match="timeout"),
    ):
        list(gateway(server).stream(HELLO, until=time.monotonic() + 0.5))


def test_every_call_is_counted_with_its_cost() -> None:
    """2 and 8 for a million tokens: 100 in and 20 out cost 0.00036; a failure costs nothing and is kept as well."""
    till = Till()
    with FakeModelServer([Say("好"), Fail(401), Say("好")]) as server:
        door = gateway(server, till)
        read(door)
        with pytest.raises(ModelUnavailable):
            read(door)
        door.complete("s", "u")
    assert [(s.outcome, s.cost) for s in till.kept] == [
        ("ok", Decimal("0.00036")),
        ("status_401", Decimal(0)),
        ("ok", Decimal("0.00036")),
    ]
    assert {(s.role, s.model) for s in till.kept} == {("general", "small")}


def test_above_the_limit_nothing_is_sent() -> None:
    """The meter decides before the line is opened, and the breaker is not blamed."""
    with FakeModelServer() as server:
        door = gateway(server, Till(open_=False))
        for _ in range(5):
            with pytest.raises(ModelUnavailable, match="capped"):
                list(door.stream(HELLO))
        with pytest.raises(ModelUnavailable, match="capped"):
            door.complete("s", "u")
        assert server.requests == []


def test_two_shops_share_the_line_and_not_the_meter() -> None:
    """One breaker, one connection, two tills."""
    first, second = Till(), Till()
    with FakeModelServer([Fail(401)] * 3) as server:
        door = gateway(server)
        for _ in range(3):
            with pytest.raises(ModelUnavailable, match="status_401"):
                list(door.metered(first).stream(HELLO))
        with pytest.raises(ModelUnavailable, match="resting"):
            list(door.metered(second).stream(HELLO))
        assert (len(first.kept), len(second.kept)) == (3, 0)


def test_the_other_roles_speak_to_their_own_models() -> None:
    """Vectors come back in order, speech as text, a picture as bytes; fast is played by general; an unnamed role is none."""
    with FakeModelServer() as server:
        door = gateway(server)
        assert door.embed(["a", "abc"]) == [[1.0, 1.0], [3.0, 1.0]]
        assert door.transcribe(b"RIFF") == "上周卖了多少"
        assert door.draw("a jar") == b"picture"
        assert door.model_for("fast") == "small"
        with pytest.raises(ModelUnavailable, match="no_model"):
            ModelGateway(server.base_url, "", "small").embed(["a"])
