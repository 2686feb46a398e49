"""What is known about the correctness of a file: pure types, stored as JSON with the import.

Money is in the shop's currency, days are the shop's own days, rows are 1-based data rows of the file.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

Grain = Literal["day", "month"]
OddKind = Literal[
    "large_order",
    "small_order",
    "large_day",
    "large_quantity",
    "high_price",
    "low_price",
    "same_amount",
    "lonely_day",
]
Holiday = Literal["", "spring_festival", "national_day", "christmas"]


class Sums(BaseModel):
    """What the usable rows add up to. `orders` are those with a payment; a value is None where the file does not tell it.

    `unpaid_value` and `cancelled_value` are quantity x price less discount of lines that no money came for.
    """

    model_config = ConfigDict(frozen=True)

    lines: int = 0
    orders: int = 0
    paid: Decimal = Decimal(0)
    refunds: Decimal = Decimal(0)
    units: Decimal = Decimal(0)
    customers: int = 0
    unpaid_orders: int = 0
    unpaid_value: Decimal | None = None
    cancelled_orders: int = 0
    cancelled_value: Decimal | None = None
    refunded_orders: int = 0
    credit_notes: int = 0

    @property
    def net(self) -> Decimal:
        """Paid less refunds."""
        return self.paid - self.refunds


class DayFigures(BaseModel):
    """One day (or the first day of a month). `rows` counts facts; the rest is zero where the kind is not orders."""

    model_config = ConfigDict(frozen=True)

    day: date
    rows: int
    orders: int = 0
    paid: Decimal = Decimal(0)
    refunds: Decimal = Decimal(0)


class Gap(BaseModel):
    """Days in a row (both ends inclusive) on which something was to be expected and nothing is there."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date
    expected: int
    holiday: Holiday = ""

    @property
    def days(self) -> int:
        """How many days are missing."""
        return (self.last - self.first).days + 1


class Oddity(BaseModel):
    """Something far outside what this file usually shows. `typical` is the median that `value` is measured against."""

    model_config = ConfigDict(frozen=True)

    kind: OddKind
    subject: str
    value: Decimal
    typical: Decimal
    count: int = 1
    rows: tuple[int, ...] = ()


class Future(BaseModel):
    """Facts dated after the day of the look."""

    model_config = ConfigDict(frozen=True)

    facts: int
    first: date
    last: date
    rows: tuple[int, ...]


class Repeats(BaseModel):
    """Rows that the file holds a second time, and what they would have added."""

    model_config = ConfigDict(frozen=True)

    rows: int
    paid: Decimal = Decimal(0)
    refunds: Decimal = Decimal(0)


class Fill(BaseModel):
    """How many of the rows that could have it have a value in this column."""

    model_config = ConfigDict(frozen=True)

    column: str
    filled: int
    of: int

    @property
    def share(self) -> float:
        """0..1; 1 where there is nothing to fill."""
        return self.filled / self.of if self.of else 1.0


class Profile(BaseModel):
    """What one file holds. `days` is by day up to 800 days and by month beyond, `grain` says which."""

    model_config = ConfigDict(frozen=True)

    table: str
    sums: Sums = Sums()
    first_day: date | None = None
    last_day: date | None = None
    grain: Grain = "day"
    days: tuple[DayFigures, ...] = ()
    gaps: tuple[Gap, ...] = ()
    gap_days: int = 0
    oddities: tuple[Oddity, ...] = ()
    future: Future | None = None
    repeats: Repeats | None = None
    fills: tuple[Fill, ...] = ()
    timeless: bool = False
    """Every instant is at one and the same hour: the file has days only."""

    def fill(self, column: str) -> Fill | None:
        """How full a column is; None where the profile does not look at it."""
        return next((one for one in self.fills if one.column == column), None)
