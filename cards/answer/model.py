"""A reply in the conversation. The JSON of `ask` is this model."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from brain.kernel.evidence import Query, Receipt
from brain.kernel.i18n import Text

Cell = str | int | float | Decimal | None
WHOLE = ("count", "days")
"""Units of things that come whole; what is sold by weight keeps its decimals."""
CENT, TAIL = Decimal("0.01"), Decimal("0.000001")


class Chip(BaseModel):
    """One part of the question that is in force: "last week", "without refunds". `without` is the question that lacks it."""

    model_config = ConfigDict(frozen=True)

    slot: Literal["period", "compare", "metric", "filter", "split", "limit"]
    label: Text
    without: str | None = None


class Draft(BaseModel):
    """A text that was asked for, in one voice."""

    model_config = ConfigDict(frozen=True)

    voice: str
    text: str


class AnswerCard(BaseModel):
    """An answer with its figure, rows and receipt; or a question back; or an honest no.

    `value` is the single figure where there is one (money in the shop's currency, rates as fractions);
    `rows` are the table, with `columns` naming metrics and dimensions. `topic` is what kind of question it was. Several
    questions in one message have their answers in `parts`; `chips` are what is in force for the next question; `cards` the
    ids of opportunity cards that the answer points to; `drafts` the texts that were asked for.
    """

    model_config = ConfigDict(frozen=True)

    kind: Literal["answer"] = "answer"
    status: Literal["answer", "clarify", "decline"]
    text: Text
    value: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    query: Query | None = None
    receipt: Receipt | None = None
    choices: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    topic: str = "figure"
    chips: tuple[Chip, ...] = ()
    parts: tuple[AnswerCard, ...] = ()
    cards: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    engine: str = "embedded"
    ms: float = 0.0

    def as_json(self, question_id: str, lang: str, units: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The promised form of one answer. `units` says what the columns of metrics are counted in: pieces and orders
        leave as whole numbers, money with two decimals."""
        later = {name for name in ("chips", "parts", "cards", "drafts") if not getattr(self, name)}
        dumped = self.model_dump(mode="json", exclude={"kind", "text", "currency", "parts", "chips"} | later)
        more: dict[str, Any] = {}
        if self.parts:
            more["parts"] = [
                part.as_json(f"{question_id}.{n + 1}", lang, units) for n, part in enumerate(self.parts)
            ]
        if self.chips:
            more["chips"] = [
                {"slot": chip.slot, "label": chip.label.render(lang), "without": chip.without}
                for chip in self.chips
            ]
        return {
            "id": question_id,
            **dumped,
            **more,
            "value": _plain(self.value, self.unit),
            "rows": [
                [_plain(cell, (units or {}).get(name)) for name, cell in zip(self.columns, row, strict=True)]
                for row in self.rows
            ],
            "text": self.text.render(lang),
            "sql": self.receipt.sql if self.receipt else None,
            "query": _promised_query(self.query),
        }


def _promised_query(query: Query | None) -> dict[str, Any] | None:
    if query is None:
        return None
    later = {
        name
        for name in ("having", "shows", "others", "customers", "products", "orders", "offset")
        if not getattr(query, name)
    }
    return query.model_dump(mode="json", exclude=later)


def _plain(cell: Cell, unit: str | None) -> Any:
    """A figure as a JSON number: 240 orders and not 240.0, money to the cent, rates rounded where binary floating point
    would show its tail."""
    if not isinstance(cell, Decimal):
        return cell
    if unit in WHOLE and cell == cell.to_integral_value():
        return int(cell)
    return float(cell.quantize(CENT if unit == "money" else TAIL, ROUND_HALF_UP))
