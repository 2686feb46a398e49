"""Filters: typed by their dimension and written as literals of the tree, so no value can become SQL."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sqlglot import exp

from brain.facts.semantic.base import Dimension
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Filter, Having

COMPARISONS: dict[str, type[exp.Binary]] = {">=": exp.GTE, "<=": exp.LTE, ">": exp.GT, "<": exp.LT}
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
VALUE_COUNTS = {"=": 1, "!=": 1, ">=": 1, "<=": 1, ">": 1, "<": 1, "between": 2}


def condition(
    given: Filter, dimension: Dimension, expression: exp.Expr, own_id: exp.Expr | None = None
) -> exp.Expr:
    """The filter as a condition on a source's expression of the dimension, or on the id that names the same thing.

    `!=` and `not in` keep rows without a value, so that a filter and its opposite add up to the whole.
    Raises DeveloperError for a wrong number of values, an unreadable value, or an operator that has no order to use.
    """
    values = [_typed(value, dimension) for value in given.values]
    _check_count(given.dimension, given.op, len(given.values))
    if given.op in ("=", "in"):
        return _one_of(expression, own_id, values)
    if given.op in ("!=", "not in"):
        excluded = exp.not_(exp.paren(_one_of(expression, own_id, values)))
        return exp.paren(exp.or_(expression.copy().is_(exp.null()), excluded))
    if dimension.value == "text":
        raise DeveloperError(f"filter op == {given.op!r}, must be =, !=, in or not in for {dimension.name}.")
    return _ordered(given.op, expression, values)


def threshold(given: Having, value: exp.Expr) -> exp.Expr:
    """A condition on a metric's value. `!=` keeps groups without a value, every other operator leaves them out."""
    _check_count(given.metric, given.op, len(given.values))
    bounds = [_signed(one) for one in given.values]
    figure = exp.paren(value.copy())
    if given.op == "=":
        return exp.EQ(this=figure, expression=bounds[0])
    if given.op == "!=":
        other = exp.NEQ(this=figure.copy(), expression=bounds[0])
        return exp.paren(exp.or_(figure.is_(exp.null()), other))
    return _ordered(given.op, figure, bounds)


def _ordered(op: str, expression: exp.Expr, values: list[exp.Expr]) -> exp.Expr:
    if op == "between":
        return exp.Between(this=expression.copy(), low=values[0], high=values[1])
    return COMPARISONS[op](this=expression.copy(), expression=values[0])


def _one_of(expression: exp.Expr, own_id: exp.Expr | None, values: list[exp.Expr]) -> exp.Expr:
    matches: exp.Expr = exp.In(this=expression.copy(), expressions=[v.copy() for v in values])
    if own_id is None:
        return matches
    return exp.paren(exp.or_(matches, exp.In(this=own_id.copy(), expressions=values)))


def _check_count(name: str, op: str, count: int) -> None:
    wanted = VALUE_COUNTS.get(op)
    if not count or (wanted is not None and count != wanted):
        raise DeveloperError(
            f"filter on {name} has {count} values, must have {wanted or 'one or more'} for {op}."
        )


def _typed(value: str, dimension: Dimension) -> exp.Expr:
    if dimension.value in ("integer", "number"):
        return _number(value, dimension)
    if dimension.value == "date":
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise DeveloperError(
                f"filter value == {value!r}, must be an ISO date for {dimension.name}."
            ) from error
        return exp.cast(exp.Literal.string(day.isoformat()), "date")
    if "\x00" in value:
        raise DeveloperError("filter value holds a NUL character, which no text in the facts can.")
    return exp.Literal.string(value)


def _number(value: str, dimension: Dimension) -> exp.Expr:
    form, said = (
        (WHOLE_NUMBER, "a whole number")
        if dimension.value == "integer"
        else (NUMBER, "a number of plain digits")
    )
    if not form.fullmatch(value):
        raise DeveloperError(f"filter value == {value!r}, must be {said} for {dimension.name}.")
    return exp.Literal.number(int(value) if dimension.value == "integer" else value)


def _signed(value: Decimal) -> exp.Expr:
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise DeveloperError(f"having value == {value}, must be a number below 10^15.")
    written = exp.Literal.number(format(abs(value), "f"))
    return exp.Neg(this=written) if value < 0 else written
