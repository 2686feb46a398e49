"""What a cause is, and what is written down of it: planned before, measured after on the finished order lines and other facts.

A cause is true when it came out (`holds`), not when it was meant: a planted rise that chance turned into nothing is not an opportunity.

How to count: recall over rows with role `planted` that are `expected`, and of those with an estimated size only where |sigma| is 3 or more (a
marginal cause may come out and still drown in chance). A card is right when any `expected` row of its shop has its kind and subject, whatever
that row's role; otherwise it is false.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sample_data.calendar import to_date
from sample_data.worlds.columns import Table
from sample_data.worlds.life import Life
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Stream

CAUSE, CONFOUNDER, NATURAL = "planted", "confounder", "natural"
LEAST_SHARE_OF_PLAN = 0.5


@dataclass(frozen=True)
class Plot:
    """One cause as planned: `subjects` as tables name them, days [first, end), the planned size, and what its measure needs to know."""

    subjects: dict[str, Any]
    first: int
    end: int
    planned: float
    at: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Lived:
    """A finished shop: its life, its settled lines and its facts' columns."""

    life: Life
    sales: Settled
    facts: dict[str, Table]


@dataclass(frozen=True)
class Measured:
    """What came out: `realised` in the unit of `planned`, from `support` rows, `sigma` standard errors from nothing (NaN where counted, not estimated)."""

    realised: float
    support: int
    sigma: float
    holds: bool
    why: str
    subjects: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cause:
    """`kind` is the opportunity that it is (or, for a confounder, must not be taken for); `sizes` from clear to marginal.

    `plant` returns None where the shop has no room for it. `natural` looks for the same state where nobody planted it, given all that was
    planted in the shop, so that a card about it is not called false. `needs` are facts that the shop must keep.
    """

    name: str
    kind: str
    role: str
    needs: frozenset[str]
    sizes: tuple[float, float, float]
    plant: Callable[[Life, Stream, float], Plot | None]
    measure: Callable[[Lived, Plot], Measured]
    natural: Callable[[Lived, Sequence[Plot]], list[Measured]] | None = None


@dataclass(frozen=True)
class Truth:
    """One line of the answer sheet."""

    shop_id: str
    name: str
    kind: str
    role: str
    strength: str
    subjects: dict[str, Any]
    first: int
    end: int
    planned: float
    measured: Measured

    @property
    def row(self) -> dict[str, Any]:
        """JSON-ready values; `expected` says whether a card of this kind is right."""
        found = self.measured
        return {
            "shop_id": self.shop_id, "name": self.name, "kind": self.kind, "role": self.role, "strength": self.strength,
            "subjects": json.dumps({**self.subjects, **found.subjects}, ensure_ascii=False), "start": to_date(self.first), "end": to_date(self.end),
            "planned": self.planned, "realised": found.realised, "support": found.support, "sigma": found.sigma, "holds": found.holds,
            "expected": found.holds and self.role != CONFOUNDER, "why": found.why,
        }  # fmt: skip


_SCHEMA = pa.schema([
    ("shop_id", pa.string()), ("name", pa.string()), ("kind", pa.string()), ("role", pa.string()), ("strength", pa.string()),
    ("subjects", pa.string()), ("start", pa.date32()), ("end", pa.date32()), ("planned", pa.float64()), ("realised", pa.float64()),
    ("support", pa.int64()), ("sigma", pa.float64()), ("holds", pa.bool_()), ("expected", pa.bool_()), ("why", pa.string()),
])  # fmt: skip


def truth_table(truths: list[Truth]) -> pa.Table:
    """The answer sheet as an Arrow table, one row a truth; `subjects` is JSON."""
    return pa.Table.from_pylist([truth.row for truth in truths], schema=_SCHEMA)


def half_of_plan(realised: float, planned: float) -> bool:
    """Whether at least half of what was planned came out, in the same direction."""
    return realised / planned >= LEAST_SHARE_OF_PLAN
