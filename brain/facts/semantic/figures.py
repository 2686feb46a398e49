"""The outer part: parts added up by group, the metrics' arithmetic, what a group is of the whole, order and limit.

A plain question adds up and computes in one SELECT. With conditions on figures, shares, running totals or a row for all
others, the adding up comes first (`grouped`), then what is kept (`kept`) or folded together (`folded`), then the arithmetic:
a rate of all others is made of their sums, never of their rates.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from brain.facts.semantic.base import Metric, unknown_name
from brain.facts.semantic.conditions import threshold
from brain.facts.semantic.days import days_of
from brain.facts.semantic.measures import DAYS
from brain.facts.semantic.model import SemanticModel
from brain.facts.semantic.parts import BEFORE, NOW, Parts, Slice
from brain.facts.semantic.relations import parsed
from brain.kernel.evidence import OTHERS, Query

WHOLE, UP_TO = "whole", "up_to"
SPOT = "spot"
Column = Callable[[str], exp.Expr]


class Figures:
    """Builds the SELECT around the parts of one query."""

    def __init__(self, query: Query, model: SemanticModel, parts: Parts) -> None:
        self.query = query
        self.parts = parts
        self.split = parts.split
        self.metrics = [model.metric(name) for name in query.metrics]
        self.conditions = [(given, model.metric(given.metric)) for given in query.having]

    def select(self) -> exp.Select:
        """The finished SELECT, the parts in a CTE ahead of it."""
        staged = self.query.having or self.query.shows or self.query.others
        return self._staged() if staged else self._at_once()

    def _at_once(self) -> exp.Select:
        def added_up(column: str) -> exp.Expr:
            return parsed(f"COALESCE(SUM({column}), 0)")

        outer = exp.select(*self._names(), *self._aliased(added_up)).from_("parts")
        outer = outer.with_("parts", as_=self.parts.union())
        if self.split:
            outer = outer.group_by(*_places(len(self.split)))
        if self.query.limit is not None:
            named = self._named()
            outer = outer.where(*named) if named else outer
        return self._ordered(outer)

    def _staged(self) -> exp.Select:
        groups = self._groups()
        stages = [("parts", self.parts.union()), ("grouped", groups)]
        wanted = [threshold(given, self._value(metric, NOW, exp.column)) for given, metric in self.conditions]
        if self.query.others:
            stages += [("ranked", self._ranked(wanted)), ("folded", self._folded(groups))]
        else:
            wanted += self._named() if self.query.limit is not None else []
            kept = exp.select("*").from_("grouped")
            stages.append(("kept", kept.where(*wanted) if wanted else kept))
        outer = exp.select(*self._names(), *self._aliased(exp.column)).from_(stages[-1][0])
        for name, stage in stages:
            outer = outer.with_(name, as_=stage)
        if self.query.others:
            return outer.order_by(exp.column(SPOT))
        return self._ordered(outer)

    def _groups(self) -> exp.Select:
        """Every measure added up by group; beside it, where shown, added up over all groups and along time."""
        sums: list[exp.Expr] = []
        for column in self.parts.columns:
            added = f"COALESCE(SUM({column}), 0)"
            sums.append(parsed(f"{added} AS {column}"))
            if {"share", "contribution"} & set(self.query.shows):
                sums.append(parsed(f"SUM({added}) OVER () AS {column}_{WHOLE}"))
            if "running" in self.query.shows:
                sums.append(exp.alias_(self._up_to(added), f"{column}_{UP_TO}"))
        groups = exp.select(*self._names(), *sums).from_("parts")
        return groups.group_by(*_places(len(self.split))) if self.split else groups

    def _up_to(self, added: str) -> exp.Expr:
        along = next(dimension for dimension in self.split if dimension.kind == "time")
        others = [exp.column(d.name, quoted=True) for d in self.split if d is not along]
        rows = exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW")
        return exp.Window(
            this=parsed(f"SUM({added})"),
            partition_by=others,
            order=exp.Order(expressions=[_sort_key(along.name, descending=False)]),
            spec=rows,
        )

    def _ranked(self, wanted: list[exp.Expr]) -> exp.Select:
        """The groups with their place, those without a name last: they are among the others, not in a ranking."""
        by, descending = self._first_key()
        own = exp.column(by, quoted=True) if by == self.split[0].name else self._output(by)
        (name,) = self._names()
        nameless = exp.Case(default=exp.Literal.number(0)).when(name.is_(exp.null()), exp.Literal.number(1))
        keys = [
            exp.Ordered(this=nameless, desc=False, nulls_first=False),
            exp.Ordered(this=own, desc=descending, nulls_first=False),
            _sort_key(self.split[0].name, descending=False),
        ]
        place = exp.Window(this=parsed("ROW_NUMBER()"), order=exp.Order(expressions=keys))
        ranked = exp.select("*", exp.alias_(place, "place")).from_("grouped")
        return ranked.where(*wanted) if wanted else ranked

    def _folded(self, groups: exp.Select) -> exp.Select:
        """The first groups as they are, and all the others as one row behind them."""
        limit = self.query.limit
        name = exp.column(self.split[0].name, quoted=True)
        beyond = exp.or_(name.is_(exp.null()), parsed(f"place > {limit}"))
        spot = exp.Case(default=exp.column("place")).when(beyond, parsed(f"{limit} + 1"))
        called = exp.Case(default=name).when(beyond.copy(), exp.Literal.string(OTHERS))
        sums: list[exp.Expr] = []
        for column in (one.alias for one in groups.expressions[1:]):
            # What all groups add up to is the same in each of them; the rest of a measure's columns is added up.
            how = "MAX" if column.endswith(f"_{WHOLE}") else "SUM"
            sums.append(parsed(f"{how}({column}) AS {column}"))
        shown = exp.alias_(exp.Max(this=called), self.split[0].name, quoted=True)
        return exp.select(shown, *sums, exp.alias_(spot, SPOT)).from_("ranked").group_by(spot.copy())

    # --- columns

    def _names(self) -> list[exp.Column]:
        return [exp.column(dimension.name, quoted=True) for dimension in self.split]

    def _named(self) -> list[exp.Expr]:
        """A ranking lists names only."""
        by = [d for d in self.split if d.kind == "name"]
        return [exp.not_(exp.column(d.name, quoted=True).is_(exp.null())) for d in by]

    def _aliased(self, column: Column) -> list[exp.Expr]:
        return [exp.alias_(self._output(name, column), name) for name in self.outputs]

    @property
    def outputs(self) -> list[str]:
        """The names of the figures' columns, in order."""
        compared = ["_before", "_change"] if self.query.compare else []
        suffixes = ["", *compared, *(f"_{show}" for show in self.query.shows)]
        return [f"{metric.name}{suffix}" for metric in self.metrics for suffix in suffixes]

    def _output(self, name: str, column: Column = exp.column) -> exp.Expr:
        """One figure over measures that `column` writes: sums of parts, or columns of sums."""
        metric = next(m for m in self.metrics if _suffix(name, m) is not None)
        suffix = _suffix(name, metric)
        now = self._value(metric, NOW, column)
        if suffix == "":
            return now
        if suffix == "share":
            return _divided(now, self._value(metric, NOW, column, WHOLE))
        if suffix == "running":
            return self._value(metric, NOW, column, UP_TO)
        before = self._value(metric, BEFORE, column)
        if suffix == "before":
            return before
        if suffix == "change":
            return _divided(_minus(now, before), exp.func("ABS", before.copy()))
        whole = (self._value(metric, moment, column, WHOLE) for moment in (NOW, BEFORE))
        return _divided(_minus(now, before), _minus(*whole))

    def _value(self, metric: Metric, moment: str, column: Column, of: str = "") -> exp.Expr:
        """The metric's formula over the measures of one period, of the group or of more."""
        at = next(one for one in self.parts.slices if one.moment == moment)

        def filled_in(node: exp.Expr) -> exp.Expr:
            if not isinstance(node, exp.Column):
                return node
            if node.name == DAYS:
                return self._days(at)
            return column(f"{node.name}_{moment}" + (f"_{of}" if of else ""))

        return parsed(metric.formula).transform(filled_in)

    def _days(self, at: Slice) -> exp.Expr:
        return days_of(self.split, self.parts.filters, at)

    # --- order

    def _ordered(self, outer: exp.Select) -> exp.Select:
        """Order with every tie broken, and the limit."""
        keys: list[exp.Expr] = []
        by, descending = self._first_key()
        if by:
            keys.append(_sort_key(by, descending=descending))
        keys += [_sort_key(d.name, descending=False) for d in self.split if d.name != by]
        outer = outer.order_by(*keys) if keys else outer
        outer = outer.limit(self.query.limit) if self.query.limit is not None else outer
        return outer.offset(self.query.offset) if self.query.offset else outer

    def _first_key(self) -> tuple[str, bool]:
        """What to sort by first: as asked, else its own order for the calendar and bands, else the largest first."""
        compared = self.query.metrics if self.query.compare is not None else ()
        allowed = [*self.query.dimensions, *self.outputs, *(f"{metric}_{DIFFERENCE}" for metric in compared)]
        if self.query.order is not None:
            if self.query.order.by not in allowed:
                raise unknown_name("order", self.query.order.by, allowed)
            return self.query.order.by, self.query.order.descending
        if not self.split or (self.split[0].kind != "name" and not self.query.others):
            return "", False
        return self.query.metrics[0], True


def _suffix(name: str, metric: Metric) -> str | None:
    """What a column tells of a metric: "" the metric itself; None when it is another metric's."""
    rest = name.removeprefix(metric.name)
    return rest.removeprefix("_") if rest in ("", *(f"_{one}" for one in SUFFIXES)) else None


# Sorted by, not shown: the reader sees both figures.
DIFFERENCE = "difference"
SUFFIXES = ("before", "change", "share", "running", "contribution")


def _minus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.paren(exp.Sub(this=exp.paren(left), expression=exp.paren(right)))


def _divided(top: exp.Expr, bottom: exp.Expr) -> exp.Expr:
    guarded = exp.func("NULLIF", bottom, exp.Literal.number(0))
    return exp.Div(this=_bracketed(top), expression=guarded, typed=False, safe=False)


def _bracketed(figure: exp.Expr) -> exp.Expr:
    return exp.paren(figure) if isinstance(figure, exp.Binary) else figure


def _places(count: int) -> list[exp.Expr]:
    return [exp.Literal.number(place + 1) for place in range(count)]


def _sort_key(name: str, *, descending: bool) -> exp.Ordered:
    key: exp.Expr = exp.column(name, quoted=True)
    if name.endswith(f"_{DIFFERENCE}"):
        metric = name.removesuffix(f"_{DIFFERENCE}")
        key = exp.Sub(
            this=exp.column(metric, quoted=True), expression=exp.column(f"{metric}_before", quoted=True)
        )
    return exp.Ordered(this=key, desc=descending, nulls_first=False)
