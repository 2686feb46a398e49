"""Our own CSV, for every kind of fact: see docs/guide/canonical-csv.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources import unnumbered_orders
from brain.facts.sources.base import Form, Match, ShopGuess, match_form
from brain.facts.sources.canonical_forms import FORMS
from brain.kernel.i18n import N_


class Canonical:
    """Recognised by the required columns of a kind; between kinds the one that knows most of the columns wins."""

    name = "canonical"
    label = N_("our own CSV")
    forms: Mapping[str, Form] = {**FORMS, unnumbered_orders.NAME: unnumbered_orders.UNNUMBERED}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names, of `kind` if given."""
        found = [match for match in self._matches(header) if kind in (None, match.kind)]
        return max(found, key=lambda match: match.score, default=None)

    def without_number(self, header: Sequence[str]) -> Match | None:
        """Match a list of orders without an order number: it must have a time and an amount. Only on somebody's word."""
        match = match_form(unnumbered_orders.UNNUMBERED, header, unnumbered_orders.NAME)
        told = set(match.mapping.values()) if match else set()
        amount = told & {"paid_amount", "order_paid"} or {"quantity", "unit_price"} <= told
        return match if amount and "order_id" not in told else None

    def equally_good(self, header: Sequence[str], best: Match) -> list[str]:
        """The kinds that fit a header as well as `best` does."""
        return [match.kind for match in self._matches(header) if match.score == best.score]

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """A file with Chinese in its cells is a Chinese shop's; nothing else is known."""
        if any("\u4e00" <= char <= "\u9fff" for row in rows for cell in row for char in cell):
            return ShopGuess("Asia/Shanghai", "CNY", "zh")
        return None

    def _matches(self, header: Sequence[str]) -> list[Match]:
        return [match for kind, form in FORMS.items() if (match := match_form(form, header, kind))]


CANONICAL = Canonical()
