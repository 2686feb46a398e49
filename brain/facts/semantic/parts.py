"""One SELECT for each fact source and period, every measure in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from brain.facts.semantic.base import Dimension, JoinName, Measure, SourceName
from brain.facts.semantic.conditions import condition
from brain.facts.semantic.customer_sets import KEYS, belongs, days_looked_at, measures_in, members
from brain.facts.semantic.festivals import windows
from brain.facts.semantic.model import SemanticModel
from brain.facts.semantic.relations import ROW_SOURCES, bounded, day, parsed, rows_of
from brain.kernel.evidence import Bought, CustomersWho, Filter, OrdersWith, Period, ProductsWhich, Query

NOW, BEFORE = "now", "before"
# From the finest to the coarsest; a returning buyer of March is one who came before March.
STRETCHES = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Slice:
    """A period of a query, and how far it lies before the main one: `behind` is that one's start, None for the main one."""

    moment: str
    period: Period
    behind: date | None = None

    def months_behind(self, unit: str) -> int:
        """The distance in calendar months, quarters or years, told in months."""
        if self.behind is None:
            return 0
        size, start = MONTHS[unit], self.period.start
        return (_month_index(self.behind) // size - _month_index(start) // size) * size

    @property
    def days_behind(self) -> int:
        """The distance in days."""
        return 0 if self.behind is None else (self.behind - self.period.start).days


def _month_index(of: date) -> int:
    return of.year * 12 + of.month - 1


def slices_of(query: Query) -> list[Slice]:
    """The query's period, and the one compared with."""
    compared = [Slice(BEFORE, query.compare, query.period.start)] if query.compare else []
    return [Slice(NOW, query.period), *compared]


class Parts:
    """The parts of one query: SELECTs whose columns are its dimensions and then all measures, NULL where another part counts."""

    def __init__(self, query: Query, model: SemanticModel, measures: Sequence[Measure]) -> None:
        self.model = model
        self.split = [model.dimension(name) for name in query.dimensions]
        self.filters = [(given, model.dimension(given.dimension)) for given in query.filters]
        self.sets: list[tuple[str, CustomersWho | ProductsWhich | OrdersWith]] = [
            ("customers", one) for one in query.customers
        ]
        self.sets += [("products", one) for one in query.products]
        self.sets += [("orders", one) for one in query.orders]
        self.measures = measures
        self.slices = slices_of(query)

    @property
    def columns(self) -> list[str]:
        """The measures' columns."""
        return [f"{measure.name}_{at.moment}" for measure in self.measures for at in self.slices]

    def union(self) -> exp.Query:
        """All parts, one below the other."""
        sources = sorted({measure.source for measure in self.measures})
        return _union([self._part(source, at) for source in sources for at in self.slices])

    def rows(self, source: SourceName, at: Slice, values: Sequence[exp.Expr]) -> exp.Select:
        """Rows of a source in one period that the filters keep: the dimensions first, then `values` of each row."""
        return self._rows(source, at, set(), values)

    def _part(self, source: SourceName, at: Slice) -> exp.Select:
        """One source in one period, by dimension; other parts' columns are NULL."""
        own = {f"{m.name}_{at.moment}": m for m in self.measures if m.source == source}
        values = [
            exp.alias_(parsed(self._aggregate(own[c], at)) if c in own else exp.null(), c)
            for c in self.columns
        ]
        if source in ("repeat", "path"):
            names = [exp.column(dimension.name, "c", quoted=True) for dimension in self.split]
            part = exp.select(*names, *values).from_(self._customers(source, at).subquery("c"))
        else:
            part = self._rows(
                source, at, {join for measure in own.values() for join in measure.joins}, values
            )
        return _grouped(part, len(self.split))

    def _aggregate(self, measure: Measure, at: Slice) -> str:
        return bounded(measure.sql, at.period).replace("{since}", self._since(at))

    def _since(self, at: Slice) -> str:
        """Where a row's own group begins, never before the period."""
        start = day(at.period.start)
        for name in STRETCHES:
            for dimension in self.split:
                if dimension.name == name:
                    own = dimension.sql["line"].replace("{day}", ROW_SOURCES["line"].day)
                    return f"GREATEST({start}, {own})"
        return start

    def _rows(self, source: str, at: Slice, joins: set[JoinName], values: Sequence[exp.Expr]) -> exp.Select:
        """Filtered rows of a source with the dimensions first, then `values`."""
        for dimension in [*self.split, *(d for _, d in self.filters)]:
            joins = joins | set(dimension.joins.get(source, ()))
        named = [exp.alias_(parsed(_told(d, source, at)), d.name, quoted=True) for d in self.split]
        select = rows_of(source, at.period, joins, [*named, *values])
        conditions = [self._kept(one, source, at.period) for one in self.filters]
        for of, given in self.sets:
            key = exp.column(KEYS[of], ROW_SOURCES[source].alias)
            whose = [self._members(bought, days_looked_at(bought, at.period), of) for bought in given.any_of]
            conditions.append(belongs(given, key, whose))
        return select.where(*conditions) if conditions else select

    def _kept(self, one: tuple[Filter, Dimension], source: str, period: Period) -> exp.Expr:
        given, dimension = one
        told = parsed(_told(dimension, source, Slice(NOW, period)))  # a filter speaks of the days as they are
        own_id = parsed(dimension.ids[source]) if source in dimension.ids else None
        return condition(given, dimension, told, own_id)

    def _members(self, bought: Bought, period: Period, of: str) -> exp.Select:
        """The customers, products or orders of a set, who need not be those of the rows' own filters."""
        filters = [(given, self.model.dimension(given.dimension)) for given in bought.filters]
        joins = {join for measure in measures_in(bought, self.model) for join in measure.joins}
        for _, dimension in filters:
            joins |= set(dimension.joins.get("line", ()))
        rows = rows_of("line", period, joins, [exp.column(KEYS[of], "l")])
        kept = [self._kept(one, "line", period) for one in filters]
        return members(bought, rows.where(*kept) if kept else rows, period, self.model, of)

    def _customers(self, source: SourceName, at: Slice) -> exp.Select:
        """One row a customer and dimension value: their orders, or whether they looked and bought."""
        paid = parsed("l.paid_amount > 0 AND l.status IN ('paid', 'refunded') AND NOT l.customer_key IS NULL")
        key = exp.column("customer_key", "l")
        if source == "repeat":
            counted = [key, exp.alias_(parsed("COUNT(DISTINCT l.order_key)"), "orders")]
            return _grouped(self._rows("line", at, set(), counted).where(paid), len(self.split) + 1)
        bought = self._rows("line", at, set(), [key, parsed("0 AS viewed"), parsed("1 AS bought")])
        seen = [exp.column("customer_key", "e"), parsed("1 AS viewed"), parsed("0 AS bought")]
        looked = parsed("e.type = 'view' AND NOT e.customer_key IS NULL")
        steps = _union([bought.where(paid), self._rows("event", at, set(), seen).where(looked)])
        names = [exp.column(name, "w", quoted=True) for name in (d.name for d in self.split)]
        flags = [parsed("MAX(w.viewed) AS viewed"), parsed("MAX(w.bought) AS bought")]
        key = exp.column("customer_key", "w")
        return _grouped(exp.select(*names, key, *flags).from_(steps.subquery("w")), len(names) + 1)


def _told(dimension: Dimension, source: str, at: Slice) -> str:
    """The dimension's expression for a source, the days of a compared period moved onto the main one."""
    sql = dimension.sql[source]
    if "{festival}" in sql:
        sql = sql.replace("{festival}", _festivals(at.period))
    return sql.replace("{day}", _shifted(ROW_SOURCES[source].day, dimension, at))


def _shifted(column: str, dimension: Dimension, at: Slice) -> str:
    """The day column moved onto the main period, so that a compared day lines up with its counterpart."""
    if at.behind is None or dimension.name not in STRETCHES:
        return column
    if dimension.name in MONTHS:
        months = at.months_behind(dimension.name)
        return (
            f"CAST(CAST(DATE_TRUNC('{dimension.name}', {column}) AS DATE) + INTERVAL {months} MONTH AS DATE)"
        )
    return f"CAST({column} + INTERVAL {at.days_behind} DAY AS DATE)"


def _festivals(period: Period) -> str:
    """The festival on `{day}`, for the days of a period."""
    found = [
        f"WHEN {{day}} BETWEEN {day(first)} AND {day(last)} THEN '{name}'"
        for year in range(period.start.year, period.end.year + 1)
        for name, first, last in windows(year)
        if first < period.end and last >= period.start
    ]
    return f"CASE {' '.join(found)} END" if found else "CAST(NULL AS TEXT)"


def shifted_value(dimension: Dimension, of: date, at: Slice) -> date | int | str | None:
    """What `_told` gives for a day, worked out here: the name of the group that a day of a slice stands in."""
    assert dimension.of_day is not None
    if dimension.name in MONTHS:
        index = _month_index(of) // MONTHS[dimension.name] * MONTHS[dimension.name]
        index += at.months_behind(dimension.name)
        return date(index // 12, index % 12 + 1, 1)
    moved = dimension.name in STRETCHES
    return dimension.of_day(of + timedelta(days=at.days_behind) if moved else of)


def _grouped(select: exp.Select, columns: int) -> exp.Select:
    places = [exp.Literal.number(place + 1) for place in range(columns)]
    return select.group_by(*places) if places else select


def _union(parts: list[exp.Select]) -> exp.Query:
    whole: exp.Query = parts[0]
    for part in parts[1:]:
        whole = exp.union(whole, part, distinct=False)
    return whole
