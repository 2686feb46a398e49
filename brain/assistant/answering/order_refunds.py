"""Orders told by what was given back on them; where refunds stand on credit notes of their own, the orders cannot be told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking, decline
from brain.assistant.answering.figure import figure
from brain.assistant.coverage import missing_facts, used_dimensions
from brain.assistant.understanding.intent import MOST_GROUPS, Intent
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

GIVEN_BACK = frozenset({"refunds", "refund_rate"})
ON_NOTES = N_(
    "Refunds of this shop stand on credit notes of their own, apart from the orders they belong to, so orders cannot be told by them."
)


def of_order_refunds(intent: Intent) -> bool:
    """Whether single orders are told by their refunds."""
    return intent.split() == ("order",) and any(one.metric in GIVEN_BACK for one in intent.having)


def order_refunds(asking: Asking, asked: Asked) -> AnswerCard:
    """The answer, unless refunds of the period are on no order: then it would leave out orders that had one."""
    plain = replace(asked.intent, metrics=("refunds",), having=(), shows=(), ranked=None, limit=None)
    whole = replace(plain, dimensions=(), trend=False).query()
    if not missing_facts(asking.facts, whole.metrics, used_dimensions(whole)):
        by_order = plain.query().model_copy(update={"limit": MOST_GROUPS})
        told = sum((Decimal(str(row[1] or 0)) for row in asking.facts.ask(by_order).rows), Decimal(0))
        every = asking.facts.ask(whole).rows
        if every and told < Decimal(str(every[0][0] or 0)):
            return decline(asking, Text(msg=ON_NOTES))
    return figure(asking, asked)
