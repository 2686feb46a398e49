"""An answer that takes a while: worked out beside the page, drawn as it comes, stopped with one tap, found after a reload."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

import streamlit as st
import structlog

from brain.assistant.agent import Event, StepFinished, StepStarted, Words, WordsDropped
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text
from cards.pieces import plain
from cards.reader import Reader

log = structlog.get_logger(__name__)
POLL = 0.3
"""Seconds between two looks at what has come: a sentence at a time is what a reader can follow."""
Work = Callable[[threading.Event], Iterator[Event]]


@dataclass
class Step:
    """What is being looked up; `ok` is None while it goes on."""

    tool: str
    text: Text
    ok: bool | None = None


@dataclass
class Answering:
    """One answer on its way, in the conversation where it was asked. Its thread hears the events; a drawing only looks."""

    question: str
    conversation: str | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)
    steps: list[Step] = field(default_factory=list)
    words: str = ""
    refusal: OwnerError | None = None

    def hear(self, event: Event) -> None:
        """Take one event in."""
        if isinstance(event, StepStarted):
            self.steps.append(Step(event.tool, event.text))
        elif isinstance(event, StepFinished):
            waiting = [step for step in self.steps if step.tool == event.tool and step.ok is None]
            for step in waiting[:1]:
                step.text, step.ok = event.text, event.ok
        elif isinstance(event, Words):
            self.words += event.text
        elif isinstance(event, WordsDropped):
            self.words = ""

    def run(self, work: Work) -> None:
        """Hear the whole answer; what goes wrong is kept for the drawing, and the owner hears of it."""
        try:
            for event in work(self.stop):
                self.hear(event)
        except OwnerError as error:
            self.refusal = error
        except Exception:
            log.exception("answer_failed")
            self.refusal = OwnerError(
                "answer_failed",
                Text(msg="This answer broke off. Nothing was changed or sent."),
                Text(msg="Ask once more; if it stays so, the log says why."),
            )
        finally:
            self.done.set()


class Answers:
    """The answers on their way in this process, at most one for a person in a shop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on_their_way: dict[Hashable, Answering] = {}

    def begin(self, key: Hashable, question: str, work: Work, conversation: str | None = None) -> Answering:
        """Work out an answer beside the page. One that was still on its way is stopped."""
        answering = Answering(question, conversation)
        with self._lock:
            before = self._on_their_way.get(key)
            self._on_their_way[key] = answering
        if before is not None:
            before.stop.set()
        threading.Thread(target=answering.run, args=(work,), name="page-answer", daemon=True).start()
        return answering

    def find(self, key: Hashable) -> Answering | None:
        """The answer that is on its way, or has come and was not taken yet."""
        return self._on_their_way.get(key)

    def take(self, key: Hashable) -> Answering | None:
        """The answer that has come, once."""
        with self._lock:
            found = self._on_their_way.get(key)
            return self._on_their_way.pop(key) if found is not None and found.done.is_set() else None


answers = Answers()


def draw_coming(answering: Answering, reader: Reader) -> None:
    """The question, the steps and the words so far; when all is there, the page is drawn with the whole answer."""

    @st.fragment(run_every=POLL)
    def coming() -> None:
        if answering.done.is_set():
            st.rerun()
        lines = [step_line(step, reader) for step in list(answering.steps)]
        if not lines and not answering.words:
            lines = [f":gray[{plain(reader.say('Thinking about it'))} …]"]
        st.markdown("  \n".join(lines))
        st.markdown(plain(answering.words))

    with st.container(key="coming"):
        with st.chat_message("user", avatar=":material/person:"):
            st.markdown(plain(answering.question))
        with st.chat_message("assistant", avatar=":material/stairs:"):
            coming()


def step_line(step: Step, reader: Reader) -> str:
    """A step in one quiet line, with a sign for how it went and a word for who cannot see signs."""
    sign = {None: ":material/more_horiz:", True: ":material/check:", False: ":material/replay:"}[step.ok]
    return f":gray[{sign} {plain(step.text.render(reader.lang))}]"
