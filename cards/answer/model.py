"""A reply in the conversation. The JSON of `ask` is this model."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from brain.kernel.evidence import Query, Receipt
from brain.kernel.i18n import Text

Cell = str | int | float | Decimal | None


class AnswerCard(BaseModel):
    """An answer with its figure, rows and receipt; or a question back; or an honest no.

    `value` is the single figure where there is one (money in the shop's currency, rates as fractions);
    `rows` are the table, with `columns` naming metrics and dimensions.
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
    engine: str = "embedded"
    ms: float = 0.0

    def as_json(self, question_id: str, lang: str) -> dict[str, Any]:
        """The promised form of one answer."""
        dumped = self.model_dump(mode="json", exclude={"kind", "text", "currency"})
        return {
            "id": question_id,
            **dumped,
            "value": _plain(self.value),
            "rows": [[_plain(cell) for cell in row] for row in self.rows],
            "text": self.text.render(lang),
            "sql": self.receipt.sql if self.receipt else None,
            "query": _promised_query(self.query),
        }


def _promised_query(query: Query | None) -> dict[str, Any] | None:
    if query is None:
        return None
    return query.model_dump(mode="json")


def _plain(cell: Cell) -> Any:
    """Money and rates leave as JSON numbers, rounded where binary floating point would show its tail."""
    return round(float(cell), 6) if isinstance(cell, Decimal) else cell
