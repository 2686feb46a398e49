"""How many calendar days a group has: a March of 31 days, four Mondays, a filter on weekends.

The calendar needs no rows, so it is counted here and written into the SQL as numbers; a day without orders counts too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlglot import exp

from brain.facts.semantic.base import Dimension
from brain.facts.semantic.parts import Slice, shifted_value
from brain.kernel.evidence import Filter

Value = date | int | str | None


def days_of(split: Iterable[Dimension], filters: Iterable[tuple[Filter, Dimension]], at: Slice) -> exp.Expr:
    """The number of days of the slice in the group that a row stands for, as an expression of the group's own columns."""
    by = [dimension for dimension in split if dimension.of_day is not None]
    kept = [(given, dimension) for given, dimension in filters if dimension.of_day is not None]
    days = (at.period.start + timedelta(days=number) for number in range(at.period.days))
    counted = Counter(
        tuple(shifted_value(dimension, day, at) for dimension in by)
        for day in days
        if all(holds(given, dimension, day) for given, dimension in kept)
    )
    if len(set(counted.values())) < 2:
        return exp.Literal.number(next(iter(counted.values()), 0))
    usual = Counter(counted.values()).most_common(1)[0][0]
    cases = exp.Case(default=exp.Literal.number(usual))
    for values, number in counted.items():
        if number != usual:
            named = [_is(dimension, value) for dimension, value in zip(by, values, strict=True)]
            cases = cases.when(exp.and_(*named), exp.Literal.number(number))
    return cases


def _is(dimension: Dimension, value: Value) -> exp.Expr:
    column = exp.column(dimension.name, quoted=True)
    if value is None:
        return column.is_(exp.null())
    if isinstance(value, date):
        return column.eq(exp.cast(exp.Literal.string(value.isoformat()), "date"))
    return column.eq(exp.Literal.number(value) if isinstance(value, int) else exp.Literal.string(value))


_ORDERED: dict[str, Callable[[list[Value], Value], bool]] = {
    ">=": lambda bounds, value: value >= bounds[0],  # type: ignore[operator]
    "<=": lambda bounds, value: value <= bounds[0],  # type: ignore[operator]
    ">": lambda bounds, value: value > bounds[0],  # type: ignore[operator]
    "<": lambda bounds, value: value < bounds[0],  # type: ignore[operator]
    "between": lambda bounds, value: bounds[0] <= value <= bounds[1],  # type: ignore[operator]
}


def holds(given: Filter, dimension: Dimension, day: date) -> bool:
    """Whether a filter keeps a day: the same as its condition in SQL, which has checked the values."""
    assert dimension.of_day is not None
    value = dimension.of_day(day)
    bounds = [_read(text, dimension) for text in given.values]
    if given.op in ("=", "in"):
        return value in bounds
    if given.op in ("!=", "not in"):
        return value not in bounds
    return _ORDERED[given.op](bounds, value)


def _read(text: str, dimension: Dimension) -> Value:
    if dimension.value == "date":
        return date.fromisoformat(text)
    return int(text) if dimension.value == "integer" else text
