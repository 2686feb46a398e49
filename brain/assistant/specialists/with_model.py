"""The same steps with a model: each specialist with its own instructions, few tools and model; the house's work wherever
that fails.

The house does every step first. What the model adds is bounded by it: it words what was found (every figure checked), picks
among the offers that the data supports, and polishes texts that must pass the same checks. It can neither skip a check nor
reach the confirmation.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brain.assistant import agent
from brain.assistant.specialists.base import Choice, Made, Room, Specialist, Work, Writing, WrittenText
from brain.assistant.specialists.events import StepSaid
from brain.assistant.specialists.running import Worker
from brain.assistant.specialists.writer import brief_of, shown
from brain.assistant.tools import TOOLS
from brain.content.drafting import polish
from brain.facts.reader import Facts
from brain.kernel.clock import Clock
from brain.kernel.i18n import N_, Lang, Text
from brain.llm.failures import ModelStopped
from brain.llm.gateway import ModelGateway
from cards.answer.model import AnswerCard
from cards.model import Variant
from cards.opportunity.model import OpportunityCard

WORDED = frozenset({"analyst"})
"""Steps whose finding a model may look into and put into words."""


@dataclass(frozen=True)
class _Bench:
    """What a specialist's tools work with; the embedded answer is what the house has made of the step already."""

    room: Room
    made: Made

    @property
    def facts(self) -> Facts:
        """The shop's facts."""
        return self.room.facts

    @property
    def clock(self) -> Clock:
        """What time it is."""
        return self.room.facts.clock

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.room.lang

    def embedded(self, question: str, context: Sequence[str]) -> AnswerCard:
        """What the house has made of this step."""
        return self.made.card

    def open_cards(self) -> Sequence[OpportunityCard]:
        """Today's open cards."""
        return self.room.cards()


def model_worker(gateway: ModelGateway, seconds: float) -> Worker:
    """Steps done with a model. `seconds` bounds each."""

    def work(
        specialist: Specialist, room: Room, given: Work, stop: threading.Event | None
    ) -> Iterator[StepSaid | Made]:
        made = specialist.run(room, given)
        if specialist.job in WORDED:
            yield from _worded(gateway, seconds, specialist, room, given, made, stop)
        elif specialist.job == "writer" and not given.wishes.get("text"):
            yield _polished(gateway, room, given, made)
        else:
            yield made

    return work


def _worded(
    gateway: ModelGateway,
    seconds: float,
    specialist: Specialist,
    room: Room,
    given: Work,
    made: Made,
    stop: threading.Event | None,
) -> Iterator[StepSaid | Made]:
    """The finding in a model's words, every figure checked against what its tools said; the house's own card where the model
    fails, which then says so. What the next steps go by is the house's either way."""
    tools = [tool for tool in TOOLS if tool.name in specialist.tools]
    worker = agent.Agent(
        gateway,
        tools,
        _Bench(room, made),
        role=specialist.role,
        seconds=seconds,
        instructions=specialist.brief["zh" if room.lang == "zh" else "en"],
    )
    question = given.wishes.get("question", "") or given.message
    for event in worker.run(question, (), room.lang, stop):
        if isinstance(event, agent.StepStarted):
            yield StepSaid(specialist.job, event.text)
        elif isinstance(event, agent.Done):
            if event.card.topic == "stopped":
                raise ModelStopped("stopped")
            yield _with_card(made, event.card)


def _with_card(made: Made, card: AnswerCard) -> Made:
    """The step with the model's card; a question back or a refusal of the model's is no finding, so the house's stays."""
    if card.status != "answer":
        return made
    told = [one.receipt for one in (card, *card.parts) if one.receipt is not None]
    return Made(made.output, card, (*made.receipts, *told))


def _polished(gateway: ModelGateway, room: Room, given: Work, made: Made) -> Made:
    """The texts in a model's wording where each passes every check of the writer's; where none does, that is said."""
    writing = made.output
    assert isinstance(writing, Writing), "the writer hands on a writing"
    brief = brief_of(room, given.needed("chooser", Choice))
    before = [Variant(voice=one.voice, text=one.text) for one in writing.texts]
    texts = polish(brief, before, gateway)
    if all(new.text == old.text for new, old in zip(texts, before, strict=True)):
        note = Text(
            msg=N_(
                "{said} The language model gave nothing that passed the checks, so these are the house's own texts."
            ),
            args={"said": made.card.text},
        )
        return Made(writing, made.card.model_copy(update={"text": note}), made.receipts)
    kept = tuple(WrittenText(voice=one.voice, text=one.text) for one in texts)
    polished = shown(writing.model_copy(update={"texts": kept}))
    return Made(
        polished.output,
        polished.card.model_copy(update={"engine": gateway.model_for("general")}),
        made.receipts,
    )
