"""A complete intent told: in its own room where the answer is more than rows of a query, else as a figure."""

from __future__ import annotations

from collections.abc import Callable

from brain.assistant.answering.averages import averages
from brain.assistant.answering.base import Asked, Asking
from brain.assistant.answering.edges import edges
from brain.assistant.answering.empty_days import empty_days, of_empty_days
from brain.assistant.answering.figure import figure
from brain.assistant.answering.order_refunds import of_order_refunds, order_refunds
from brain.assistant.answering.places import places
from brain.assistant.answering.standing import standing
from brain.assistant.answering.unsold import unsold
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.picking import is_unsold
from cards.answer.model import AnswerCard

Room = Callable[[Asking, Asked], AnswerCard]
ROOMS: tuple[tuple[Callable[[Intent], bool], Room], ...] = (
    (lambda intent: bool(intent.per), averages),
    (lambda intent: intent.standing, standing),
    (lambda intent: bool(intent.edge), edges),
    (is_unsold, unsold),
    (of_empty_days, empty_days),
    (of_order_refunds, order_refunds),
    (lambda intent: bool(intent.ranked and (intent.skip or intent.split() == ("order",))), places),
)


def told(asking: Asking, asked: Asked) -> AnswerCard:
    """The answer to a complete intent."""
    room = next((room for fits, room in ROOMS if fits(asked.intent)), figure)
    return room(asking, asked)
