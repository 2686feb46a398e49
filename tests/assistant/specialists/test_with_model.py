"""Specialists with a scripted model over real HTTP: own instructions and tools, same events, the house's work where it fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from brain.assistant.specialists.base import Choice, Room, Schedule, Work, Writing
from brain.assistant.specialists.beginning import begin_task
from brain.assistant.specialists.chooser import offers
from brain.assistant.specialists.events import Finished, StepDone, StepSaid, Stopped, TaskEvent
from brain.assistant.specialists.recognising import task_in
from brain.assistant.specialists.running import TaskRun
from brain.assistant.specialists.with_model import model_worker
from brain.ledger.cards import get_card
from brain.llm import ModelGateway
from brain.llm.fake import Ask, Call, Fail, FakeModelServer, Garbage, Reply, Say
from cards.states import State

MESSAGE = "find out why sales fell, pick a product, write a post and schedule it tomorrow 10:00"
SHORT = "pick a product and write a message"
WEEK = {"start": "2026-11-09", "end": "2026-11-16"}
Answer = Callable[[str, dict[str, Any]], Reply]


def part_of(request: dict[str, Any]) -> str:
    """Which specialist a request is from, by its instructions."""
    system = request["messages"][0]["content"]
    for job, words in (("analyst", "You are the analyst"), ("chooser", "You choose"), ("planner", "You are the planner"), ("reviewer", "You are the reviewer")):  # fmt: skip
        if words in system:
            return job
    return "writer"


def has_results(request: dict[str, Any]) -> bool:
    """Whether a tool has answered in this turn."""
    return any(message["role"] == "tool" for message in request["messages"])


def run_with(room: Room, answer: Answer, message: str = MESSAGE, stop: threading.Event | None = None) -> tuple[TaskRun, list[TaskEvent], list[dict[str, Any]]]:  # fmt: skip
    """A task run with a model that answers as given; the run, its events, and what was asked of the model."""
    wanted = task_in(message, room.names, room.facts.today)
    assert wanted is not None
    begun = begin_task(room, "local", message, wanted)
    script: Sequence[Any] = [lambda request: answer(part_of(request), request)] * 60
    with FakeModelServer(script) as server:
        gateway = ModelGateway(server.base_url, "k", "small", 3.0, sleep=lambda _: None)
        run = begun.with_worker(model_worker(gateway, 20))
        events = list(run.run(stop))
        return run, events, list(server.requests)


def helpful(part: str, request: dict[str, Any]) -> Reply:
    """A model that does each part's work."""
    if part == "analyst" and not has_results(request):
        return Ask((Call("query", {"metrics": ["net_sales"], "period": WEEK}, "a"),))
    if part == "analyst":
        data = json.loads(request["messages"][-1]["content"])["data"]
        return Say(f"Net sales from Nov 9 to Nov 15 were {data['rows'][0][0]}.")
    if part == "chooser" and not has_results(request):
        return Ask((Call("offers", {}, "o"),))
    if part == "chooser":
        return Ask((Call("choose", {"number": 2}, "c"),))
    if part == "reviewer" and not has_results(request):
        return Ask((Call("checks", {}, "r"),))
    if part == "reviewer":
        return Say("Advertising law: nothing found.")
    return Say(str(request["messages"][-1]["content"]).rsplit("\n\n", 1)[-1])


def test_each_part_has_its_own_instructions_and_tools(room: Room) -> None:
    """The same events as without a model; the analyst's words are the model's, the choice is the offer that it picked."""
    run, events, requests = run_with(room, helpful)
    assert isinstance(events[-1], Finished)
    assert events[-1].card
    tools = {part_of(one): {tool["function"]["name"] for tool in one.get("tools", [])} for one in requests}
    assert tools["analyst"] == {"query", "explain_change", "forecast"}
    assert tools["chooser"] == {"offers", "choose", "query", "cards"}
    assert tools["reviewer"] == {"checks"}
    assert any(isinstance(event, StepSaid) and event.job == "analyst" for event in events)
    cards = {event.job: event.card for event in events if isinstance(event, StepDone)}
    assert cards["analyst"].engine == "small"
    state = run.state
    second = offers(room, Work(run.id, run.message, state, "chooser"))[1].output
    assert Choice.model_validate(state.step("chooser").output) == second


@pytest.mark.parametrize("reply", [Fail(500), Garbage("<html>"), Say("Sales were 987,654,321 on Mars.")])
def test_a_model_that_fails_leaves_the_houses_work_and_says_so(room: Room, reply: Reply) -> None:
    """Down, broken or inventing: the task ends the same, with a card that waits, and each such step names the reason."""
    run, events, _ = run_with(room, lambda part, request: reply)
    assert isinstance(events[-1], Finished)
    assert events[-1].card
    cards = {event.job: event.card for event in events if isinstance(event, StepDone)}
    assert "language model" in cards["analyst"].text.render("en")
    assert cards["analyst"].engine == "embedded"
    assert "987,654,321" not in cards["analyst"].text.render("en")
    writing = Writing.model_validate(run.state.step("writer").output)
    assert all("Mars" not in one.text for one in writing.texts)
    assert "language model" in cards["writer"].text.render("en")


def test_words_for_a_time_that_the_house_cannot_read_go_to_the_planner(room: Room) -> None:
    """Its time stands the owner's rules: one within quiet hours is moved, and the card says so."""

    def answer(part: str, request: dict[str, Any]) -> Reply:
        if part == "planner":
            return Ask((Call("set_time", {"at": "2026-11-23T23:00"}, "t"),))
        return helpful(part, request)

    message = "pick a product, write a post, schedule it 2 sleeps before Black Friday"
    run, events, _ = run_with(room, answer, message)
    schedule = Schedule.model_validate(run.state.step("planner").output)
    assert schedule.at == datetime(2026, 11, 23, 13, 59, tzinfo=UTC)
    assert "quiet hours" in schedule.why.render("en")
    assert isinstance(events[-1], Finished)


def test_an_instruction_for_the_text_reaches_the_writer_masked(room: Room) -> None:
    """What the owner wants of the wording stands in the model's instructions without a phone number; what it writes passes the
    same checks as ever."""
    wanted = task_in(SHORT, room.names, room.facts.today)
    assert wanted is not None
    begun = begin_task(room, "local", SHORT, wanted)
    begun.edit("writer", instruction="mention spring, call 13912345678")

    def answer(request: dict[str, Any]) -> Reply:
        return helpful(part_of(request), request)

    with FakeModelServer([answer] * 60) as server:
        gateway = ModelGateway(server.base_url, "k", "small", 3.0, sleep=lambda _: None)
        events = list(begun.with_worker(model_worker(gateway, 20)).run())
        systems = [one["messages"][0]["content"] for one in server.requests if part_of(one) == "writer"]
    assert isinstance(events[-1], Finished)
    assert events[-1].card
    assert len(systems) == 3
    assert all("mention spring" in one or "[PHONE_1]" in one for one in systems)
    assert not any("13912345678" in one for one in systems)


def test_a_model_has_no_way_to_execute(room: Room) -> None:
    """Tools of other parts, and of no part, are refused in every step; the card still waits."""

    def answer(part: str, request: dict[str, Any]) -> Reply:
        if not has_results(request) and part != "writer":
            return Ask((Call("propose_action", {"card": "card_1"}, "x"), Call("execute", {}, "y"), Call("sql", {"sql": "DROP TABLE x"}, "z")))  # fmt: skip
        return helpful(part, request)

    run, events, requests = run_with(room, answer)
    assert isinstance(events[-1], Finished)
    with room.ledger.reading() as session:
        assert get_card(session, "small", run.state.card).state is State.PROPOSED
    refused = [m["content"] for one in requests for m in one["messages"] if m["role"] == "tool"]
    assert any("does not exist" in content for content in refused)


def test_stop_reaches_into_a_step_with_a_model(room: Room) -> None:
    """Stopped while the analyst asks: the step stands as stopped, and nothing behind it has begun."""
    stop = threading.Event()

    def answer(part: str, request: dict[str, Any]) -> Reply:
        stop.set()
        return Ask((Call("query", {"metrics": ["net_sales"], "period": WEEK}, "a"),))

    run, events, _ = run_with(room, answer, stop=stop)
    assert any(isinstance(event, Stopped) for event in events)
    assert [step.status for step in run.state.steps][:2] == ["stopped", "waiting"]
