"""A plain breakdown of a change by one dimension: what each part added or took away, and the rest; it adds up exactly.

It says where a change happened, never why: that needs enough data to tell a cause from chance (`brain.analysis.contribution`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Part:
    """One part of a whole in two periods. `share` is its part of the whole's change (None where that did not change)."""

    value: str | None
    now: Decimal
    before: Decimal
    share: float | None

    @property
    def change(self) -> Decimal:
        """What it has more (or less) than before."""
        return self.now - self.before

    @property
    def growth(self) -> float | None:
        """The change as a fraction of before; None where before was not above zero."""
        return float(self.change / self.before) if self.before > 0 else None


@dataclass(frozen=True)
class Breakdown:
    """The parts that moved most, largest movement first, and all the others together: parts + rest = whole, to the last digit."""

    parts: tuple[Part, ...]
    rest: Part | None
    rest_count: int
    whole: Part


def breakdown(amounts: Mapping[str | None, tuple[Decimal, Decimal]], most: int = 5) -> Breakdown:
    """Parts of `amounts` (value -> now, before) by the size of their change, ties by name; beyond `most` they are one rest.

    For amounts that add up (money, counts), never for rates. Raises ValueError when `most` < 1.
    """
    if most < 1:
        raise ValueError(f"most == {most}, must be >= 1.")
    now = sum((pair[0] for pair in amounts.values()), ZERO)
    before = sum((pair[1] for pair in amounts.values()), ZERO)
    change = now - before
    parts = sorted(
        (_part(value, *pair, change) for value, pair in amounts.items()),
        key=lambda part: (-abs(part.change), part.value is None, part.value or ""),
    )
    others = parts[most:]
    rest = (
        _part(
            None,
            sum((part.now for part in others), ZERO),
            sum((part.before for part in others), ZERO),
            change,
        )
        if others
        else None
    )
    return Breakdown(tuple(parts[:most]), rest, len(others), _part(None, now, before, change))


def _part(value: str | None, now: Decimal, before: Decimal, change: Decimal) -> Part:
    return Part(value, now, before, float((now - before) / change) if change else None)
