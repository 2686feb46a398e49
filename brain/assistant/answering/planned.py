"""How far a planned amount is: named in the question itself, it is set beside what was reached, and no goal is kept."""

from __future__ import annotations

import re
from decimal import Decimal

from brain.assistant.answering.base import Asked, Asking
from brain.assistant.answering.figure import no_data
from brain.assistant.coverage import has_rows
from brain.assistant.understanding import periods
from brain.assistant.understanding.periods import When
from brain.assistant.understanding.slots import Reading
from brain.assistant.wording import figure_text, period_text
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim, Period, Query
from brain.kernel.i18n import N_, Text
from cards.answer.model import AnswerCard

_HOW_FAR = re.compile(r"完成|达成|做到|reached|done|achieved|met\b")


def asks_how_far(said: Reading) -> bool:
    """Whether the amount of a goal is named to ask what part of it is reached."""
    return said.share and _HOW_FAR.search(said.whole_text) is not None


def planned(asking: Asking, asked: Asked, metric: str) -> AnswerCard:
    """What was reached of the amount, its share, and what is missing of it or beyond it."""
    wanted = asked.said.amounts[0]
    when = _period(asked.said, asking)
    query = Query(metrics=(metric,), filters=asked.intent.filters, period=when.period)
    if wanted <= 0 or not has_rows(asking.facts, query.metrics, query.period):
        return no_data(asking, asked.intent)
    result = asking.facts.ask(query)
    unit = find_metric(metric).unit
    reached = Decimal(str(result.rows[0][0] or 0))
    currency = asking.facts.shop.currency if unit == "money" else None
    short = reached < wanted
    said = Text(
        msg=N_("{reached} of a planned {amount} {metric} · {period}: {share}, {left} short")
        if short
        else N_("{reached} of a planned {amount} {metric} · {period}: {share}, {left} beyond it"),
        args={
            "reached": figure_text(result.claim_of(reached, unit), asking.lang),
            "amount": figure_text(Claim(value=wanted, unit=unit, currency=currency, receipt=""), asking.lang),
            "metric": Text(msg=find_metric(metric).label),
            "period": period_text(when, asking.today),
            "share": result.claim_of(reached / wanted, "rate"),
            "left": figure_text(result.claim_of(abs(wanted - reached), unit), asking.lang),
        },
    )
    return AnswerCard(
        status="answer", text=said, topic="goal", value=reached, unit=unit, currency=currency,
        columns=result.columns, rows=tuple(tuple(row) for row in result.rows), query=query, receipt=result.receipt,
    )  # fmt: skip


def _period(said: Reading, asking: Asking) -> When:
    """The period of the plan; up to a day of it where one is said."""
    whole = said.whens[0] if said.whens else periods.relative("month", 0, asking.today)
    until = said.whens[1].period.end if len(said.whens) > 1 else whole.period.end
    if not whole.period.start < until < whole.period.end:
        return whole
    return When(Period(start=whole.period.start, end=until), "days")
