"""The contracts of the semantic layer: what a metric, a measure and a dimension are.

A *measure* is one aggregate over one fact source. A *metric* is arithmetic over measures with a name, a sentence
and a unit. A *dimension* is a way to split or filter, with one expression for each source that knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Unit

SourceName = Literal["line", "event", "repeat", "path"]
JoinName = Literal["catalogue", "label", "first_order", "sku_cost"]
ValueType = Literal["text", "integer", "date"]


@dataclass(frozen=True)
class Measure:
    """One aggregate (`sql`) over a source; `joins` are the side tables its expression reads."""

    name: str
    source: SourceName
    sql: str
    joins: tuple[JoinName, ...] = ()


@dataclass(frozen=True)
class Metric:
    """A figure the owner knows by name.

    `label` and `sentence` are msgids; `formula` is arithmetic over measure names; `synonyms` are the words of the
    field in each language; `needs` are the facts (names of `FACT_CHECKS`) without which it cannot be told.
    """

    name: str
    label: str
    sentence: str
    formula: str
    unit: Unit
    grain: str
    synonyms: dict[str, tuple[str, ...]]
    needs: tuple[str, ...] = ("order",)


@dataclass(frozen=True)
class Dimension:
    """A way to split or filter. `sql` has one expression for each row source; `{day}` stands for its day column.

    `label` heads a column, `noun` stands inside a sentence (both msgids).
    `kind` is "time" for parts of the calendar, in their own order, and "name" for the shop's own names.
    """

    name: str
    label: str
    noun: str
    kind: Literal["time", "name"]
    value: ValueType
    sql: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    joins: dict[str, tuple[JoinName, ...]] = field(default_factory=dict)
    needs: str | None = None


def words(zh: str, en: str) -> dict[str, tuple[str, ...]]:
    """Synonyms written `a|b|c`, by language."""
    return {"zh": tuple(zh.split("|")), "en": tuple(en.split("|"))}


def unknown_name(what: str, name: str, allowed: list[str]) -> DeveloperError:
    """The error for a name that does not exist: the value, what is allowed, and the nearest match."""
    near = get_close_matches(name, allowed, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    return DeveloperError(f"{what} == {name!r}, must be one of {', '.join(allowed)}.{hint}")
