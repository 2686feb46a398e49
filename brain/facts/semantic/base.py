"""The contracts of the semantic layer: what a metric, a measure and a dimension are.

A *measure* is one aggregate over one fact source. A *metric* is arithmetic over measures with a name, a sentence
and a unit. A *dimension* is a way to split or filter, with one expression for each source that knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Literal

from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Unit

SourceName = Literal["line", "placed", "event", "repeat", "path", "stock", "review", "post", "listing"]
JoinName = Literal[
    "catalogue",
    "sold_category",
    "label",
    "first_order",
    "sku_cost",
    "sku_name",
    "promotion_name",
    "order_name",
    "basket",
    "stage",
    "rfm",
    "counted",
]
ValueType = Literal["text", "integer", "number", "date"]
Thing = Literal["row", "order", "customer", "first_order", "product"]
"""What a measure counts each of once: a row belongs to one group of any split, an order or a customer only to one of some."""


@dataclass(frozen=True)
class Measure:
    """One aggregate (`sql`) over a source; `joins` are the side tables its expression reads.

    In `sql`, `{start}` and `{end}` stand for the bounds of the period as dates, `{since}` for the start of the row's own
    group (the month in a split by month), never before the period's. `counts` is what is counted once; None for what can
    stand in several groups of every split.
    """

    name: str
    source: SourceName
    sql: str
    joins: tuple[JoinName, ...] = ()
    counts: Thing | None = "row"


@dataclass(frozen=True)
class Metric:
    """A figure the owner knows by name.

    `label` and `sentence` are msgids; `formula` is arithmetic over measure names and `days` (the period's calendar days);
    `synonyms` are the words of the field in each language; `needs` are the facts (names of `FACT_CHECKS`) without which it
    cannot be told.
    """

    name: str
    label: str
    sentence: str
    formula: str
    unit: Unit
    grain: str
    synonyms: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ("order",)


@dataclass(frozen=True)
class Dimension:
    """A way to split or filter. `sql` has one expression for each row source; `{day}` stands for its day column.

    `label` heads a column, `noun` stands inside a sentence (both msgids).
    `kind` is "time" for parts of the calendar and "band" for steps of a figure, both in their own order, and "name" for the
    shop's own names. `ids` has a second column that `=` and `in` may match (a product by its id). `fixed_for` are the
    things that have one value of it only: an order has one month. `codes` names each value of a fixed list by a msgid.
    `of_day` tells the value of a day where the calendar alone decides it.
    """

    name: str
    label: str
    noun: str
    kind: Literal["time", "name", "band"]
    value: ValueType
    sql: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    joins: Mapping[str, tuple[JoinName, ...]] = field(default_factory=dict)
    needs: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    fixed_for: frozenset[Thing] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    of_day: Callable[[date], date | int | str | None] | None = None


def words(zh: str, en: str) -> dict[str, tuple[str, ...]]:
    """Synonyms written `a|b|c`, by language."""
    return {"zh": tuple(zh.split("|")), "en": tuple(en.split("|"))}


def unknown_name(what: str, name: str, allowed: list[str]) -> DeveloperError:
    """The error for a name that does not exist: the value, what is allowed, and the nearest match."""
    near = get_close_matches(name, allowed, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    return DeveloperError(f"{what} == {name!r}, must be one of {', '.join(allowed)}.{hint}")
