"""What to do: the day's opportunity cards, best first, with the way to execute each."""

from __future__ import annotations

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, ask_back
from brain.assistant.answering.goal import progress
from brain.kernel.i18n import N_, Text
from brain.opportunities.steering import names_behind
from cards.answer.model import AnswerCard
from cards.kinds import AnyCard
from cards.opportunity.model import OpportunityCard

SHOWN = 3


def advise(asking: Asking, asked: Asked) -> AnswerCard:
    """The cards that are open; those about what was named first."""
    if asking.host.cards is None:
        said = Text(msg=N_("Opportunities are on the first page of the app."))
        return ask_back(said, questions.suggestions(asking.facts, asking.lang, asking.names), topic="advice")
    cards = _about(asked, list(asking.host.cards()))
    if not cards:
        said = Text(msg=N_("Nothing in today's data is worth an action of yours. That is a finding, too."))
        return AnswerCard(status="answer", text=said, topic="advice")
    said = _item(cards[0], 1)
    for number, card in enumerate(cards[1:SHOWN], start=2):
        said = Text(msg=N_("{said} {more}"), args={"said": said, "more": _item(card, number)})
    said = Text(
        msg=N_("{count} worth doing. {cards} Each waits for your yes on its card."),
        args={"count": len(cards), "cards": said},
    )
    served = _goal(asking, cards[:SHOWN])
    if served is not None:
        said = Text(msg=N_("{said} {note}"), args={"said": said, "note": served})
    return AnswerCard(
        status="answer", text=said, topic="advice", cards=tuple(card.id for card in cards[:SHOWN])
    )


def _goal(asking: Asking, cards: list[AnyCard]) -> Text | None:
    """How far this month's goal is, and which of the cards serve it."""
    wanted = asking.host.goal(asking.today.replace(day=1)) if asking.host.goal is not None else None
    if wanted is None:
        return None
    far = progress(asking, wanted).text
    if not wanted.dimension:
        return Text(msg=N_("Every one of them serves this month's goal: {far}"), args={"far": far})
    names = names_behind(wanted.dimension, wanted.values, asking.facts)
    serving = [str(number) for number, card in enumerate(cards, start=1) if names & _about_what(card)]
    if not serving:
        return Text(msg=N_("None of them serves this month's goal: {far}"), args={"far": far})
    return Text(
        msg=N_("Number {numbers} serves this month's goal: {far}"),
        args={"numbers": ", ".join(serving), "far": far},
    )


def _about_what(card: AnyCard) -> frozenset[str]:
    proposed = card.proposal.subjects if isinstance(card, OpportunityCard) else ()
    return frozenset(subject.name for subject in (*card.subjects, *proposed))


def _item(card: AnyCard, number: int) -> Text:
    return Text(msg=N_("{number}. {headline}"), args={"number": str(number), "headline": card.headline})


def _about(asked: Asked, cards: list[AnyCard]) -> list[AnyCard]:
    """Cards about a named product, category or group; all of them where nothing was named or none is about it."""
    named = {value for given in asked.intent.filters for value in given.values}
    about = [card for card in cards if named & {subject.name for subject in card.subjects}]
    return about or cards
