"""Reading with a memory: every receipt that a finding's claims may stand on is kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brain.facts.reader import Facts, Result
from brain.kernel.evidence import Receipt


class Kept:
    """Runs a detector's SQL and keeps the receipts, each once, in the order in which they were first made."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._receipts: dict[str, Receipt] = {}

    def sql(self, text: str, params: Mapping[str, Any] | None = None) -> Result:
        """As `Facts.sql`."""
        result = self._facts.sql(text, params)
        self._receipts.setdefault(result.receipt.id, result.receipt)
        return result

    def also(self, receipt: Receipt) -> None:
        """Keep the receipt of something that was read earlier."""
        self._receipts.setdefault(receipt.id, receipt)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """All receipts so far."""
        return tuple(self._receipts.values())
