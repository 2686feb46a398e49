"""From look to cart to order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brain.assistant import questions
from brain.assistant.answering.base import Asked, Asking, ask_back, decline
from brain.assistant.answering.chips import chips_of
from brain.assistant.answering.figure import no_data
from brain.assistant.coverage import has_rows, missing_facts, missing_text
from brain.assistant.speaking import spoken_period
from brain.assistant.wording import cell, period_text
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

STEPS = ("viewers", "cart_users", "converted")


def funnel(asking: Asking, asked: Asked) -> AnswerCard:
    """Known customers who looked, of whom put into the cart, of whom bought, in one period."""
    intent = replace(
        asked.intent, metrics=STEPS, dimensions=(), ranked=None, limit=None, compare=None, shows=()
    )
    lacking = missing_facts(asking.facts, STEPS, [f.dimension for f in intent.filters])
    if lacking:
        return decline(asking, missing_text(lacking[0]), topic="funnel")
    if intent.when is None:
        choices = _periods(asking, "{}的转化漏斗", "funnel {}")
        return ask_back(Text(msg=N_("For which period?")), choices, topic="funnel")
    if not has_rows(asking.facts, STEPS, intent.when.period):
        return no_data(asking, intent)
    result = asking.facts.ask(intent.query())
    viewers, carts, bought = (Decimal(str(value or 0)) for value in result.rows[0])
    said = Text(
        msg=N_(
            "{viewers} customers looked, {carts} put something into the cart, {bought} of those who looked bought ({rate}) · {period}"
        ),
        args={
            "viewers": result.claim_of(viewers, "count"),
            "carts": result.claim_of(carts, "count"),
            "bought": result.claim_of(bought, "count"),
            "rate": result.claim_of(bought / viewers if viewers else Decimal(0), "rate"),
            "period": period_text(intent.when, asking.today),
        },
    )
    rows = (tuple(cell(value, column) for value, column in zip(result.rows[0], result.columns, strict=True)),)
    return AnswerCard(
        status="answer",
        text=said,
        topic="funnel",
        value=bought / viewers if viewers else None,
        unit="rate",
        columns=result.columns,
        rows=rows,
        query=intent.query(),
        receipt=result.receipt,
        chips=chips_of(asking, intent),
    )


def _periods(asking: Asking, zh: str, en: str) -> list[str]:
    whens = questions.periods_with_data(asking.facts, ("views",))
    form = zh if asking.zh else en
    return [form.format(spoken_period(when, asking.lang)) for when in whens]
