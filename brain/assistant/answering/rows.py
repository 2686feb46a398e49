"""A card made of a query's rows, for answers whose sentence is not that of a plain figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from brain.assistant import questions
from brain.assistant.answering.base import Asking
from brain.assistant.answering.chips import chips_of
from brain.assistant.understanding.intent import Intent
from brain.assistant.wording import cell
from brain.facts.reader import Result
from brain.kernel.evidence import Period, Query
from brain.kernel.i18n import Text
from cards.answer.model import AnswerCard


def card_of(
    asking: Asking,
    intent: Intent,
    query: Query,
    result: Result,
    said: Text,
    value: Decimal | int | None,
    unit: str,
) -> AnswerCard:
    """The answer, its rows as the card shows them; `query` is the one that was run."""
    return AnswerCard(
        status="answer",
        text=said,
        value=value,
        unit=unit,
        currency=asking.facts.shop.currency if unit == "money" else None,
        columns=result.columns,
        rows=tuple(
            tuple(cell(one, column) for one, column in zip(row, result.columns, strict=True))
            for row in result.rows
        ),
        query=query,
        receipt=result.receipt,
        follow_ups=tuple(questions.follow_ups(asking.facts, intent, asking.lang, asking.names)),
        chips=chips_of(asking, intent),
    )


def with_rows(result: Result, rows: Sequence[tuple[object, ...]]) -> Result:
    """The same result with other rows: some of them, or days that have none filled in."""
    return Result(result.columns, list(rows), result.receipt, result.currency)


def full_days(asking: Asking, period: Period, span: Period) -> Period | None:
    """The days of a period that are over and have data around them; None where there is none."""
    start, end = max(period.start, span.start), min(period.end, span.end, asking.today)
    return Period(start=start, end=end) if start < end else None


def last_day(period: Period) -> object:
    """The last day that counts."""
    return period.end - timedelta(days=1)
