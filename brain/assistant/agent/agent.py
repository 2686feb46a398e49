"""The loop: the model asks for tools, the tools answer, the reply is held against their answers.

Whatever goes wrong (nobody answers, the day's limit, broken calls, a reply that does not agree with the data, time), the
embedded brain's answer is given and says so in one sentence. Nothing here writes or sends: tools read, and an action ends in
a card that the owner confirms.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence

import structlog

from brain.assistant.agent import composing
from brain.assistant.agent.events import CardShown, Done, Event, Words, WordsDropped
from brain.assistant.agent.grounding import Reply, Sentences
from brain.assistant.agent.names_said import ShopNames, shop_names
from brain.assistant.agent.turn import GivenUp, Turn
from brain.assistant.tools.base import Bench, Tool
from brain.kernel.i18n import Lang
from brain.kernel.masking import Masker
from brain.kernel.settings import ModelRole
from brain.llm.failures import ModelStopped, ModelUnavailable
from brain.llm.gateway import ModelGateway
from brain.llm.messages import Finished, TextDelta

log = structlog.get_logger(__name__)
MOST_ROUNDS = 6
"""Times that a model may ask for tools in one turn."""
MOST_UNGROUNDED = 2
"""Replies that do not agree with the data until the embedded brain takes over."""
ANSWER_SECONDS = 60.0
CONTEXT_KEPT = 6
LONGEST_QUESTION = 1_000
MOST_KEPT = 5_000
_LONG_NUMBER = re.compile(r"\d{6}")


class Agent:
    """Answers questions with a model. Made for one shop and reader; `run` may be called again and again, not at once.

    `seconds` bounds one answer with all its steps. `instructions` say which part this one plays, before the rules that hold for all.
    """

    def __init__(
        self,
        gateway: ModelGateway,
        tools: Sequence[Tool],
        bench: Bench,
        *,
        role: ModelRole = "general",
        seconds: float = ANSWER_SECONDS,
        instructions: str = "",
    ) -> None:
        self._gateway = gateway
        self._tools = tuple(tools)
        self._bench = bench
        self._role = role
        self._seconds = seconds
        self._instructions = instructions
        self._names: tuple[int, ShopNames, tuple[str, ...]] | None = None

    def run(
        self,
        question: str,
        context: Sequence[str] = (),
        lang: Lang | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """What happens, as it happens; the last event is `Done` with the answer card.

        `context` are earlier questions, oldest first. Once `stop` is set the line to the model is closed and the turn ends.
        Never raises for what a model may do.
        """
        started = time.perf_counter()
        card = None
        try:
            turn = self._turn(question[:LONGEST_QUESTION], tuple(context)[-CONTEXT_KEPT:], lang)
            try:
                yield from self._rounds(turn, stop, time.monotonic() + self._seconds)
                card = turn.card
            except (ModelUnavailable, GivenUp) as reason:
                log.warning("agent_gave_up", reason=reason.code)
                if turn.shown:
                    yield WordsDropped()
                card = composing.without_model(self._bench, turn, question, context, reason.code)
        except ModelStopped:
            card = composing.stopped(self._gateway.model_for(self._role))
        assert card is not None, "a turn ends with a card or an exception"
        yield Done(card.model_copy(update={"ms": round((time.perf_counter() - started) * 1000, 3)}))

    def _turn(self, question: str, context: Sequence[str], lang: Lang | None) -> Turn:
        own, keep = self._shop_names()
        masker = Masker(keep)
        return Turn(
            self._bench,
            self._tools,
            masker,
            own,
            question,
            context,
            lang or self._bench.lang,
            self._instructions,
        )

    def _shop_names(self) -> tuple[ShopNames, tuple[str, ...]]:
        """The shop's names, and those that look personal without being it; read anew when the data has changed."""
        version = self._bench.facts.version()
        if self._names is None or self._names[0] != version:
            own = shop_names(self._bench.facts)
            # A name with a long number in it (a phone in a group's name) is masked all the same.
            few = [name for name in sorted(own.names) if not _LONG_NUMBER.search(name)][:MOST_KEPT]
            keep = tuple(name for name in few if Masker().mask(name) != name)
            self._names = (version, own, keep)
        return self._names[1], self._names[2]

    def _rounds(self, turn: Turn, stop: threading.Event | None, until: float) -> Iterator[Event]:
        """Until there is a card. Raises ModelUnavailable, ModelStopped, GivenUp."""
        asked = ungrounded = 0
        while turn.card is None:
            reply, sentences = Reply(turn.ground), Sentences()
            finished: Finished | None = None
            for event in self._gateway.stream(
                turn.messages, turn.specs, role=self._role, stop=stop, until=until
            ):
                if isinstance(event, Finished):
                    finished = event
                elif isinstance(event, TextDelta) and turn.results:
                    # Without any result yet, words are a preamble or small talk: they wait for the end.
                    yield from self._shown(turn, reply, sentences.feed(event.text))
            assert finished is not None, "a stream ends with Finished or an exception"
            if finished.calls:
                asked += 1
                if asked > MOST_ROUNDS:
                    raise GivenUp("steps")
                yield from self._dropped(turn)
                yield from turn.work(finished, stop)
                continue
            rest = sentences.rest() if turn.results else _cut(finished.text)
            yield from self._shown(turn, reply, rest)
            if not reply.is_gone:
                turn.card = composing.answered(turn, reply, finished.model)
                continue
            ungrounded += 1
            log.warning("reply_ungrounded", times=ungrounded, sentences=len(reply.dropped))
            yield from self._dropped(turn)
            if ungrounded >= MOST_UNGROUNDED:
                raise GivenUp("ungrounded")
            turn.correct(finished.text, reply.objections())
        for card in turn.extra_cards():
            yield CardShown(card)

    def _shown(self, turn: Turn, reply: Reply, sentences: Iterable[str]) -> Iterator[Event]:
        # What was masked was in the question or in the data: a phone number may be repeated, and is no figure.
        turn.ground.names.update(turn.masker.masked)
        for sentence in sentences:
            kept = reply.take(turn.masker.unmask(sentence))
            if kept:
                turn.shown = True
                yield Words(kept)

    def _dropped(self, turn: Turn) -> Iterator[Event]:
        if turn.shown:
            turn.shown = False
            yield WordsDropped()


def _cut(text: str) -> list[str]:
    sentences = Sentences()
    return [*sentences.feed(text), *sentences.rest()]
