"""An answer on its way: what its thread hears, and that a person has one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from brain.assistant.agent import Event, StepFinished, StepStarted, Words, WordsDropped
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from pages.answering import Answering, Answers

STEP = Text(msg="Working")


def heard(*events: Event) -> Answering:
    """An answer after these events."""
    answering = Answering("q")
    answering.run(lambda _: iter(events))
    return answering


def test_words_that_are_taken_back_are_gone() -> None:
    """What stood on the page before a second try does not stay beside it."""
    assert heard(Words("wrong. "), WordsDropped(), Words("right.")).words == "right."


def test_a_finished_step_takes_the_place_of_its_beginning() -> None:
    """Two calls of one tool are two steps, ended in their order."""
    done = heard(
        StepStarted("query", STEP),
        StepStarted("query", STEP),
        StepFinished("query", Text(msg="Source"), ok=False),
    )
    assert [step.ok for step in done.steps] == [False, None]
    assert done.done.is_set()


def test_what_breaks_off_is_said_to_the_owner() -> None:
    """Neither a refusal nor a fault leaves the page waiting for ever."""

    def refuses(_: threading.Event) -> Iterator[Event]:
        raise OwnerError("no", Text(msg="Stop"))
        yield Words("")

    def breaks(_: threading.Event) -> Iterator[Event]:
        yield Words("so far")
        raise RuntimeError("disk")

    for work, code in ((refuses, "no"), (breaks, "answer_failed")):
        answering = Answering("q")
        answering.run(work)
        assert answering.done.is_set()
        assert answering.refusal is not None
        assert answering.refusal.code == code


def test_a_new_question_stops_the_one_before() -> None:
    """One person in one shop has one answer on its way; it is taken once, when it has come."""
    answers = Answers()

    def until_stopped(stop: threading.Event) -> Iterator[Event]:
        assert stop.wait(10)
        yield Words("stopped")

    first = answers.begin("me", "one", until_stopped)
    assert answers.take("me") is None
    second = answers.begin("me", "two", lambda _: iter([Words("here")]))
    assert first.done.wait(10)
    assert second.done.wait(10)
    assert answers.take("me") is second
    assert answers.find("me") is None
