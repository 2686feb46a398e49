"""The contract of looking again: how the figure that an alarm warned of is counted once more, and what is made of then and now."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from brain.analysis.mended import Verdict
from brain.facts.reader import Facts, Result
from brain.kernel.evidence import Claim, Period, Unit
from brain.kernel.i18n import Text
from brain.opportunities.saying import Args
from cards.alert.model import Warned
from cards.battle_report.model import Aim

ROUNDED: dict[Unit, int] = {"money": 2, "rate": 4, "count": 0, "number": 1, "days": 0}
"""Digits after the point that a figure which is looked at again is told with."""

_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
Count = Callable[[Facts, Mapping[str, str], Period], "Reading"]


@dataclass(frozen=True)
class Reading:
    """One count of what an alarm warned of: one row, whose `figure` is None where the data does not tell."""

    result: Result
    row: Mapping[str, Any]

    @property
    def figure(self) -> float | None:
        """The figure as a number."""
        value = self.row["figure"]
        return None if value is None else float(value)

    @property
    def numbers(self) -> dict[str, float]:
        """All numbers of the row, which a verdict is made of."""
        known = {name: value for name, value in self.row.items() if isinstance(value, int | float | Decimal)}
        return {name: float(value) for name, value in known.items()}

    def claim(self, unit: Unit) -> Claim | None:
        """The figure on its receipt, rounded as its unit is told."""
        if self.figure is None:
            return None
        return self.result.claim_of(round(self.figure, ROUNDED[unit]), unit)


@dataclass(frozen=True)
class Said:
    """What the sentence under a verdict is made of."""

    warned: Warned
    reading: Reading
    window: Period

    @property
    def args(self) -> Args:
        """The name of the figure, then, now, and where it belongs."""
        now = self.reading.claim(self.warned.figure.unit)
        args: Args = {"what": self.warned.what, "then": self.warned.figure}
        if now is not None:
            args["now"] = now
        if self.warned.usual is not None:
            args["usual"] = self.warned.usual
        return args


@dataclass(frozen=True)
class Watch:
    """How what an alarm warned of is looked at again: the same count then and after *Done*, and what is made of the two.

    `count` reads one row over a period of shop days; `judge` is pure: the numbers then, the numbers now, and where the figure
    belongs (NaN where nothing is usual). `say` puts the verdict into a sentence. `then_days` is how far back the alarm itself counts,
    `days` for how long it is watched, both where the alarm does not say otherwise.
    """

    what: Text
    unit: Unit
    aim: Aim
    file: str
    days: int
    count: Count
    judge: Callable[[Mapping[str, float], Mapping[str, float], float], Verdict]
    say: Callable[[Verdict, Said], Text]
    usual_name: Text | None = None
    then_days: int | None = None


def by_sql(sql: str) -> Count:
    """Count with one statement of one row: it names `$shop` and of `$since`, `$until`, `$zone` and what narrows it whatever it needs.

    Days are half-open; what narrows it is text, to be cast where it is a day or a number. One column is called `figure`.
    """
    named = frozenset(_PARAMETER.findall(sql))

    def count(facts: Facts, about: Mapping[str, str], period: Period) -> Reading:
        given = {**about, "since": period.start, "until": period.end, "zone": facts.shop.zone}
        result = facts.sql(sql, {name: value for name, value in given.items() if name in named})
        return Reading(result, dict(zip(result.columns, result.rows[0], strict=True)))

    return count
