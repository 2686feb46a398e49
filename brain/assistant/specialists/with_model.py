"""The same steps with a model: each specialist with its own instructions, few tools and model; the house's work wherever
that fails.

The house does every step first. What the model adds is bounded by it: it words what was found (every figure checked), picks
among the offers that the data supports, and polishes texts that must pass the same checks. It can neither skip a check nor
reach the confirmation.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from brain.assistant import agent
from brain.assistant.specialists.base import Choice, Made, Room, Specialist, Work, Writing, WrittenText
from brain.assistant.specialists.chooser import offers
from brain.assistant.specialists.events import StepSaid
from brain.assistant.specialists.own_tools import checks_tool, choose_tool, offers_tool, set_time_tool
from brain.assistant.specialists.running import Worker
from brain.assistant.specialists.writer import brief_of, shown
from brain.assistant.tools import TOOLS, Tool
from brain.assistant.understanding.names import NameIndex
from brain.content.drafting import polish
from brain.facts.reader import Facts
from brain.kernel.clock import Clock
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Lang, Text
from brain.llm.failures import ModelStopped
from brain.llm.gateway import ModelGateway
from cards.answer.model import AnswerCard
from cards.kinds import AnyCard
from cards.model import Variant


@dataclass(frozen=True)
class _Bench:
    """What a specialist's tools work with; the embedded answer is what the house has made of the step already."""

    room: Room
    card: AnswerCard

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

    @property
    def names(self) -> NameIndex | None:
        """The shop's own names."""
        return self.room.names

    def embedded(self, question: str, context: Sequence[str]) -> AnswerCard:
        """What the house has made of this step."""
        return self.card

    def open_cards(self) -> Sequence[AnyCard]:
        """Today's open cards."""
        return self.room.cards()


@dataclass(frozen=True)
class _Desk:
    """What one step with a model has at hand."""

    gateway: ModelGateway
    seconds: float
    specialist: Specialist
    room: Room
    work: Work
    stop: threading.Event | None


def model_worker(gateway: ModelGateway, seconds: float) -> Worker:
    """Steps done with a model. `seconds` bounds each."""

    def work(
        specialist: Specialist, room: Room, given: Work, stop: threading.Event | None
    ) -> Iterator[StepSaid | Made]:
        desk = _Desk(gateway, seconds, specialist, room, given, stop)
        way = WAYS.get(specialist.job)
        if way is None:
            yield specialist.run(room, given)
        else:
            yield from way(desk)

    return work


def _analysed(desk: _Desk) -> Iterator[StepSaid | Made]:
    """The finding in a model's words, every figure checked against what its tools said. What the next steps go by is the
    house's either way."""
    made = desk.specialist.run(desk.room, desk.work)
    question = desk.work.wishes.get("question", "") or desk.work.message
    card = yield from _asked(desk, question, made.card, ())
    yield _with_card(made, card)


def _chosen(desk: _Desk) -> Iterator[StepSaid | Made]:
    """One of the offers that the data supports, picked by a model; the first of them where it picks none. What the owner
    named is not put to the vote."""
    made = desk.specialist.run(desk.room, desk.work)
    found = offers(desk.room, desk.work)
    if desk.work.wishes.get("product") or len(found) < 2:
        yield made
        return
    picked: list[Made] = []
    tools = (offers_tool([one.card for one in found]), choose_tool(found, picked))
    card = yield from _asked(desk, desk.work.message, made.card, tools)
    yield picked[0] if picked else _with_note(made, card)


def _planned(desk: _Desk) -> Iterator[StepSaid | Made]:
    """The house reads times for certain or not at all; words that it could not read are put to a model, whose time must
    stand the same rules."""
    try:
        yield desk.specialist.run(desk.room, desk.work)
        return
    except OwnerError as error:
        if error.code != "time_unread":
            raise
        unread = error
    picked: list[Made] = []
    words = desk.work.wishes.get("at", "")
    before = AnswerCard(status="decline", topic="schedule", text=unread.message)
    yield from _asked(desk, words, before, (set_time_tool(desk.room, picked),))
    if not picked:
        raise unread
    yield picked[0]


def _reviewed(desk: _Desk) -> Iterator[StepSaid | Made]:
    """The checks are the house's; a model may put the weightiest into words. A check that blocks has ended the step before."""
    made = desk.specialist.run(desk.room, desk.work)
    card = yield from _asked(desk, desk.work.message, made.card, (checks_tool(made.card),))
    yield _with_card(made, card)


def _written(desk: _Desk) -> Iterator[StepSaid | Made]:
    """The texts, polished; the owner's own words are left alone."""
    made = desk.specialist.run(desk.room, desk.work)
    yield made if desk.work.wishes.get("text") else _polished(desk.gateway, desk.room, desk.work, made)


WAYS: dict[str, Callable[[_Desk], Iterator[StepSaid | Made]]] = {
    "analyst": _analysed,
    "chooser": _chosen,
    "writer": _written,
    "planner": _planned,
    "reviewer": _reviewed,
}
"""How each step is done with a model. The confirmation is missing on purpose."""


def _asked(
    desk: _Desk, question: str, before: AnswerCard, own: Sequence[Tool]
) -> Generator[StepSaid, None, AnswerCard]:
    """One question to the model in this part, with its few tools; the card that the turn ended with.

    Raises ModelStopped. Whatever else goes wrong, the card is `before` with the reason in front.
    """
    tools = [*own, *(tool for tool in TOOLS if tool.name in desk.specialist.tools)]
    part = agent.Agent(
        desk.gateway,
        tools,
        _Bench(desk.room, before),
        role=desk.specialist.role,
        seconds=desk.seconds,
        instructions=desk.specialist.brief["zh" if desk.room.lang == "zh" else "en"],
    )
    card = before
    for event in part.run(question, (), desk.room.lang, desk.stop):
        if isinstance(event, agent.StepStarted):
            yield StepSaid(desk.specialist.job, event.text)
        elif isinstance(event, agent.Done):
            card = event.card
    if card.topic == "stopped":
        raise ModelStopped("stopped")
    return card


def _with_card(made: Made, card: AnswerCard) -> Made:
    """The step with the model's card; a question back or a refusal of the model's is no finding, so the house's stays."""
    if card.status != "answer":
        return made
    told = [one.receipt for one in (card, *card.parts) if one.receipt is not None]
    return Made(made.output, card, (*made.receipts, *told))


def _with_note(made: Made, card: AnswerCard) -> Made:
    """The house's choice where the model picked none: its card when that says why, else what it says of itself."""
    if card.engine == "embedded":
        return _with_card(made, card)
    note = Text(
        msg=N_("{said} The language model picked none of the offers, so it is the first of them."),
        args={"said": made.card.text},
    )
    return Made(made.output, made.card.model_copy(update={"text": note}), made.receipts)


def _polished(gateway: ModelGateway, room: Room, given: Work, made: Made) -> Made:
    """The texts in a model's wording where each passes every check of the writer's; where none does, that is said."""
    writing = made.output
    assert isinstance(writing, Writing), "the writer hands on a writing"
    brief = brief_of(room, given.needed("chooser", Choice))
    before = [Variant(voice=one.voice, text=one.text) for one in writing.texts]
    texts = polish(brief, before, gateway, given.wishes.get("instruction", ""))
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
