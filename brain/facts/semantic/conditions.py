"""Filters: typed by their dimension and written as literals of the tree, so no value can become SQL."""

from __future__ import annotations

import re
from datetime import date

from sqlglot import exp

from brain.facts.semantic.base import Dimension
from brain.kernel.errors import DeveloperError
from brain.kernel.evidence import Filter

COMPARISONS: dict[str, type[exp.Binary]] = {">=": exp.GTE, "<=": exp.LTE, ">": exp.GT, "<": exp.LT}
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
VALUE_COUNTS = {"=": 1, "!=": 1, ">=": 1, "<=": 1, ">": 1, "<": 1, "between": 2}


def condition(given: Filter, dimension: Dimension, expression: exp.Expr) -> exp.Expr:
    """The filter as a condition on a source's expression of the dimension.

    `!=` and `not in` keep rows without a value, so that a filter and its opposite add up to the whole.
    Raises DeveloperError for a wrong number of values, an unreadable value, or an operator that has no order to use.
    """
    values = [_typed(value, dimension) for value in given.values]
    _check_count(given)
    if given.op in ("=", "in"):
        return _one_of(dimension, expression, values)
    if given.op in ("!=", "not in"):
        excluded = exp.not_(exp.paren(_one_of(dimension, expression, values)))
        return exp.paren(exp.or_(expression.copy().is_(exp.null()), excluded))
    if dimension.value == "text":
        raise DeveloperError(f"filter op == {given.op!r}, must be =, !=, in or not in for {dimension.name}.")
    if given.op == "between":
        return exp.Between(this=expression.copy(), low=values[0], high=values[1])
    return COMPARISONS[given.op](this=expression.copy(), expression=values[0])


def _one_of(dimension: Dimension, expression: exp.Expr, values: list[exp.Expr]) -> exp.Expr:
    matches: exp.Expr = exp.In(this=expression.copy(), expressions=[v.copy() for v in values])
    if dimension.name == "product":
        # A product is named by its wording or by its own id.
        return exp.paren(
            exp.or_(matches, exp.In(this=exp.column("product_id", _alias(expression)), expressions=values))
        )
    return matches


def _alias(expression: exp.Expr) -> str:
    """The fact table's alias inside a product expression: the one that is not the label's."""
    tables = {column.table for column in expression.find_all(exp.Column)} - {"n"}
    return str(min(tables))


def _check_count(given: Filter) -> None:
    wanted = VALUE_COUNTS.get(given.op)
    if not given.values or (wanted is not None and len(given.values) != wanted):
        raise DeveloperError(
            f"filter on {given.dimension} has {len(given.values)} values, must have {wanted or 'one or more'} for {given.op}."
        )


def _typed(value: str, dimension: Dimension) -> exp.Expr:
    if dimension.value == "integer":
        if not WHOLE_NUMBER.fullmatch(value):
            raise DeveloperError(f"filter value == {value!r}, must be a whole number for {dimension.name}.")
        return exp.Literal.number(int(value))
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
