"""The analyst: what happened to the figure in question, and where it fell; the choice that follows goes by it."""

from __future__ import annotations

import re
from dataclasses import replace

from brain.assistant.answering.anomaly import anomaly
from brain.assistant.answering.base import Asked, Asking
from brain.assistant.answering.refusing import refused
from brain.assistant.answering.told import told
from brain.assistant.answering.why import why
from brain.assistant.coverage import has_rows
from brain.assistant.specialists.base import Analysis, Made, Room, Specialist, Work
from brain.assistant.understanding import periods
from brain.assistant.understanding.intent import Intent, Meaning
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.resolve import resolve
from brain.kernel.errors import OwnerError
from brain.kernel.evidence import Order, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

FALLS_TOLD = 3
_LOOKS = re.compile(
    r"(?:^|(?<=[，,。\s]))(?:帮我|请)?(?:分析|看|查|研究)(?!起|来|好)(?:看|查|下|一下|分析|一看|一查)*|\b(?:please |can you )?(?:look into|analy[sz]e|find out|check)\b",
    re.IGNORECASE,
)
"""Words that only say that something is to be looked into."""


def analyse(room: Room, work: Work) -> Made:
    """The answer to the task's question, with a period filled in where none was said: last week, or the last full one with
    data. Raises OwnerError for a question that the data cannot answer: its words say why."""
    question = work.wishes.get("question", "") or work.message
    asking = Asking(room.facts, room.lang, room.names, room.host)
    meant = resolve(read(_LOOKS.sub(" ", question), room.names, asking.today), None, asking.today)
    if meant.kind == "decline":
        # A name that nobody knows must not become a question about the whole shop.
        raise _not_analysed(refused(asking, meant))
    intent, assumed = _with_period(asking, meant)
    card = _answered(asking, question, replace(meant, intent=intent))
    if card.status != "answer":
        raise _not_analysed(card)
    if assumed:
        note = Text(msg=N_("You named no period, so it is the last full week with orders."))
        card = card.model_copy(
            update={"text": Text(msg=N_("{said} {note}"), args={"said": card.text, "note": note})}
        )
    analysis = _falls(asking, intent)
    receipts = [one.receipt for one in (card, *card.parts) if one.receipt is not None]
    return Made(analysis, card, tuple(receipts))


def _not_analysed(card: AnswerCard) -> OwnerError:
    hint = Text(msg=N_("Change the question of this step."))
    if card.choices:
        hint = Text(msg=N_("Ask it as one of these: {choices}."), args={"choices": " / ".join(card.choices)})
    return OwnerError("not_analysed", card.text, hint)


def _with_period(asking: Asking, meant: Meaning) -> tuple[Intent, bool]:
    intent = meant.intent if meant.intent.metrics else replace(meant.intent, metrics=("net_sales",))
    if intent.when is not None:
        return intent, False
    for steps in range(-1, -9, -1):
        week = periods.relative("week", steps, asking.today)
        if has_rows(asking.facts, intent.metrics, week.period):
            return replace(intent, when=week), True
    return replace(intent, when=periods.relative("week", -1, asking.today)), True


def _answered(asking: Asking, question: str, meant: Meaning) -> AnswerCard:
    """Why, what is unusual, or the figures: as the question asked; a plain question about sales is told as its change."""
    asked = Asked(question, meant.said, meant.intent)
    if meant.act == "anomaly":
        return anomaly(asking, asked)
    if meant.kind == "query" and meant.act == "" and meant.intent.dimensions:
        return told(asking, asked)
    return why(asking, asked)


def _falls(asking: Asking, intent: Intent) -> Analysis:
    """The categories that lost most between the two periods: plain sums of both, the worst first."""
    assert intent.when is not None
    when: When = intent.when
    compared = intent.compared() or periods.preceding(when)
    fell: tuple[str, ...] = ()
    if asking.facts.has("category"):
        query = Query(
            metrics=("net_sales",),
            dimensions=("category",),
            period=when.period,
            compare=compared.period,
            order=Order(by="net_sales_difference", descending=False),
            limit=FALLS_TOLD,
        )
        result = asking.facts.ask(query)
        now, before = (result.columns.index(name) for name in ("net_sales", "net_sales_before"))
        fell = tuple(str(row[0]) for row in result.rows if row[0] and (row[now] or 0) < (row[before] or 0))
    return Analysis(metric=intent.metrics[0], period=when.period, compare=compared.period, fell=fell)


ANALYST = Specialist(
    job="analyst",
    does=N_("looks at the figures and says what changed and where"),
    run=analyse,
    brief={
        "zh": "你是分析师。只说清楚发生了什么、变化在哪里、多大，以及哪些解释不了。不出主意，不写文案。",
        "en": "You are the analyst. Say only what happened, where it changed and by how much, and what stays unexplained. No advice, no copy.",
    },
    tools=("query", "explain_change", "forecast"),
)
