"""What everything shown hangs on: the question asked of the facts, the receipt of the answer, and the claim made of it.

`Query` is the same type whether a sentence, a detector or a page made it. It compiles to one SQL text in
`brain.facts.semantic`; running it yields a `Receipt`; a number taken from the result becomes a `Claim`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Unit = Literal["money", "count", "rate", "number", "days"]
Operator = Literal["=", "!=", "in", "not in", ">=", "<=", ">", "<", "between"]
Threshold = Literal["=", "!=", ">=", "<=", ">", "<", "between"]
Show = Literal["share", "running", "contribution"]
OTHERS = "(others)"
"""The name of the row that adds up all groups beyond a limit."""


class Period(BaseModel):
    """Half-open range of the shop's own days: `start` counts, `end` does not."""

    model_config = ConfigDict(frozen=True)

    start: date
    end: date

    @model_validator(mode="after")
    def _runs_forward(self) -> Period:
        if self.end < self.start:
            raise ValueError(f"end == {self.end}, must be >= {self.start}.")
        return self

    @property
    def days(self) -> int:
        """How many shop days the period holds."""
        return (self.end - self.start).days

    def before(self) -> Period:
        """The period of equal length that ends where this one starts."""
        return Period(start=self.start - timedelta(days=self.days), end=self.start)

    def shifted(self, days: int) -> Period:
        """The same length, `days` later (earlier when negative)."""
        by = timedelta(days=days)
        return Period(start=self.start + by, end=self.end + by)


class Filter(BaseModel):
    """One condition on a dimension; several conditions all hold."""

    model_config = ConfigDict(frozen=True)

    dimension: str
    op: Operator = "="
    values: tuple[str, ...]


class Having(BaseModel):
    """One condition on a metric of each group: products that sold 100 pieces or more. "between" has two values, both within."""

    model_config = ConfigDict(frozen=True)

    metric: str
    op: Threshold = ">="
    values: tuple[Decimal, ...] = Field(min_length=1, max_length=2)


class Bought(BaseModel):
    """Customers by what they bought: one paid order or more within the period, on lines that all `filters` keep, and every
    `having` true of those lines of theirs. Without a `period` it is the query's own (each of two compared ones by itself), or
    with `ever` all of the shop's data, later days too."""

    model_config = ConfigDict(frozen=True)

    filters: tuple[Filter, ...] = ()
    having: tuple[Having, ...] = ()
    period: Period | None = None
    ever: bool = False

    @model_validator(mode="after")
    def _one_stretch(self) -> Bought:
        if self.ever and self.period is not None:
            raise ValueError(f"ever == True, must be False with period == {self.period}.")
        return self


class CustomersWho(BaseModel):
    """One condition on customers: one of `any_of` holds of them; `negated`: none of them does, of customers who are known."""

    model_config = ConfigDict(frozen=True)

    any_of: tuple[Bought, ...] = Field(min_length=1)
    negated: bool = False


class ProductsWhich(BaseModel):
    """One condition on products: one of `any_of` holds of them, where a `Bought` is one product line sold or more within its
    period; `negated`: none of them does, of products that are known by an id."""

    model_config = ConfigDict(frozen=True)

    any_of: tuple[Bought, ...] = Field(min_length=1)
    negated: bool = False


class OrdersWith(BaseModel):
    """One condition on orders: one of `any_of` holds of them, where a `Bought` is one product line or more in the order;
    `negated`: none of them does."""

    model_config = ConfigDict(frozen=True)

    any_of: tuple[Bought, ...] = Field(min_length=1)
    negated: bool = False


class Order(BaseModel):
    """Sort by one metric or dimension of the query."""

    model_config = ConfigDict(frozen=True)

    by: str
    descending: bool = True


class Query(BaseModel):
    """A question to the facts. Names are those of `brain.facts.semantic` (metrics and dimensions).

    `having` keeps groups by a metric's value. `shows` adds what a group is of the whole: "share" (a fraction of all groups),
    "running" (added up along the first dimension of time), "contribution" (a fraction of the whole's change). `others`: with a
    `limit`, one last row named `OTHERS` for all groups beyond it. `customers`: only rows of customers of whom all of it holds,
    `products` likewise of products, `orders` of orders. `offset`: so many rows of a list with a `limit` are passed over first.
    """

    model_config = ConfigDict(frozen=True)

    metrics: tuple[str, ...] = Field(min_length=1)
    dimensions: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    period: Period
    compare: Period | None = None
    order: Order | None = None
    limit: int | None = Field(default=None, ge=1, le=10_000)
    having: tuple[Having, ...] = ()
    shows: tuple[Show, ...] = ()
    others: bool = False
    customers: tuple[CustomersWho, ...] = ()
    products: tuple[ProductsWhich, ...] = ()
    orders: tuple[OrdersWith, ...] = ()
    offset: int = Field(default=0, ge=0, le=10_000)


class SourceFile(BaseModel):
    """A file that rows behind a receipt came from."""

    model_config = ConfigDict(frozen=True)

    batch: str
    file: str
    source: str
    imported_at: datetime


class Receipt(BaseModel):
    """How a figure was made: enough to run it again and to get the same.

    `sql` is for reading: a long list in it (the customers of an audience) is cut short, and `whole_sql` then has it in full.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    shop: str
    query: Query | None = None
    sql: str
    whole_sql: str | None = None
    engine: str = "duckdb"
    row_count: int
    data_version: int
    fresh_until: datetime | None = None
    files: tuple[SourceFile, ...] = ()
    made_at: datetime


class Claim(BaseModel):
    """A number with its unit and the receipt it stands on.

    `value` is a fraction for unit "rate" (0.35 = 35 %) and an amount in `currency` for "money".
    """

    model_config = ConfigDict(frozen=True)

    value: Decimal
    unit: Unit = "number"
    currency: str | None = None
    receipt: str


def count_claim(value: int, receipt: str) -> Claim:
    """A claim that counts things."""
    return Claim(value=Decimal(value), unit="count", receipt=receipt)
