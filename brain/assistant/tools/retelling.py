"""Hands an answer of the embedded brain to a model: its words, its table, and what a reply may state because of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brain.assistant.tools.base import Stated, ToolResult, words_of
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Claim, Period
from cards.answer.model import AnswerCard

ROWS_FOR_THE_MODEL = 50
DAY = timedelta(days=1)


def retold(
    card: AnswerCard,
    lang: str,
    *,
    metric: str,
    periods: Sequence[Period],
    guidance: str,
    change: bool = False,
) -> ToolResult:
    """The card as a tool's result. `change`: the figures of its rows are changes, whose direction counts."""
    said = words_of(card.text, lang)
    if card.status != "answer":
        return ToolResult(
            content={"cannot_be_told": said},
            guidance="Tell the owner in one sentence why not. State no figure for it.",
            periods=tuple(periods),
        )
    rows = list(_in_rows(card, metric, change=change))
    in_rows = {one.claim.value.quantize(Decimal("0.01")) for one in rows}
    alone = [
        Stated(claim, metric if claim.unit == find_metric(metric).unit else "")
        for claim in card.text.claims()
        # A row's figure belongs to its row's name; said without it, it would be anybody's. A rate of change is written without
        # its sign there, so it cannot tell up from down.
        if claim.value.quantize(Decimal("0.01")) not in in_rows and not (change and claim.unit == "rate")
    ]
    content: dict[str, Any] = {
        "answer": said,
        "columns": list(card.columns),
        "rows": [list(row) for row in card.rows[:ROWS_FOR_THE_MODEL]],
    }
    return ToolResult(
        content=content,
        guidance=guidance,
        stated=(*rows, *alone),
        names=tuple(dict.fromkeys(str(cell) for row in card.rows for cell in row if _is_name(cell))),
        periods=tuple(dict.fromkeys([*periods, *_days(card)])),
        card=card,
    )


def _in_rows(card: AnswerCard, metric: str, *, change: bool) -> Iterator[Stated]:
    unit = find_metric(metric).unit
    receipt = card.receipt.id if card.receipt is not None else ""
    for row in card.rows:
        of = tuple(str(cell) for cell in row if _is_name(cell))
        days = [day for cell in row if (day := _day(cell)) is not None]
        for cell in row:
            if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
                claim = Claim(value=Decimal(cell), unit=unit, currency=card.currency, receipt=receipt)
                yield Stated(claim, metric, of, change=change, period=days[0] if days else None)


def _day(cell: object) -> Period | None:
    """The day that a cell names, where it is one."""
    if not isinstance(cell, str) or len(cell) != len("2026-11-20"):
        return None
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return Period(start=day, end=day + DAY)


def _is_name(cell: object) -> bool:
    return isinstance(cell, str) and _day(cell) is None


def _days(card: AnswerCard) -> list[Period]:
    return [day for row in card.rows for cell in row if (day := _day(cell)) is not None]
