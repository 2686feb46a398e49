"""Which rows of which fact tables a statement reads, as statements that list exactly these rows.

Every SELECT that reads a fact table becomes `SELECT DISTINCT batch_id, row_no, row_key` over the same FROM, joins and
WHERE, without grouping, order, limit, DISTINCT or windows. Conditions that an outer SELECT lays on plain columns of an
inner one are carried inwards; aggregates that all look at some rows only (`CASE WHEN`, `FILTER`) narrow to these rows.

A table is *counted* when its rows are what the figure is made of, and *consulted* when they only add something to
others: the right side of a left join, a subquery in a condition. What cannot be carried inwards (a limit, a condition on
an aggregate) leaves rows in, never out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlglot
from sqlglot import exp

from brain.facts.lineage.narrowing import (
    aggregate_condition,
    carried_through,
    conjuncts,
    is_correlated,
    named_by_output,
    own_columns,
    own_queries,
)
from brain.facts.warehouse.schema import FACT_TABLES

DIALECT = "duckdb"
Role = Literal["counted", "consulted"]
# Lists of what there is. Where one of them is joined to what happened, what happened is counted.
CATALOGUES = frozenset({"product", "customer", "promotion"})
HAPPENINGS = frozenset(FACT_TABLES) - CATALOGUES
MOST_READINGS = 200
"""A statement that reads the same part in very many ways is traced without carrying conditions into it from there on."""

Scope = Mapping[str, exp.CTE]


@dataclass(frozen=True)
class Reading:
    """One way in which a statement reads a fact table. `sql` lists batch_id, row_no, row_key of the rows, each once."""

    table: str
    role: Role
    sql: str


@dataclass(frozen=True)
class _Source:
    """Something in a FROM: its name there, and how it is joined (None for the first)."""

    name: str
    node: exp.Expr
    join: exp.Join | None

    @property
    def looked_up(self) -> bool:
        """Whether its rows only add to others' and never decide which there are."""
        if self.join is None:
            return False
        return self.join.side == "LEFT" or self.join.kind in ("SEMI", "ANTI") or self.join.method == "ASOF"


def readings_of(sql: str) -> tuple[Reading, ...]:
    """The readings of a statement in DuckDB's dialect without open parameters, the counted ones first."""
    tree = sqlglot.parse_one(sql, dialect=DIALECT)
    walk = _Walk()
    walk.visit(tree, {}, {}, "counted", [])
    found = [Reading(table, role, text) for (table, text), role in walk.found.items()]
    return tuple(sorted(found, key=lambda reading: (reading.role != "counted", reading.table)))


class _Walk:
    """Goes through a statement from the outside in and collects its readings."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], Role] = {}
        self._visits = 0
        self._seen: set[tuple[int, Role, str]] = set()

    def visit(
        self, node: exp.Expr, scope: Scope, known: Scope, role: Role, conditions: Sequence[exp.Expr]
    ) -> None:
        """`scope` are the CTEs that names mean here, `known` all that a condition from outside may speak of."""
        self._visits += 1
        if self._visits > MOST_READINGS:
            conditions = []
        marked = (id(node), role, " AND ".join(sorted(c.sql(dialect=DIALECT) for c in conditions)))
        if marked in self._seen:
            return
        self._seen.add(marked)
        scope, known = _with_own(node, scope), _with_own(node, known)
        if isinstance(node, exp.Subquery):
            self.visit(node.this, scope, known, role, conditions)
        elif isinstance(node, exp.SetOperation):
            self._visit_both(node, scope, known, role, conditions)
        elif isinstance(node, exp.Select):
            self._visit_select(node, scope, known, role, conditions)
        else:
            for inner in own_queries(node):
                self.visit(inner, scope, known, "consulted", [])

    def _visit_both(
        self,
        node: exp.SetOperation,
        scope: Scope,
        known: Scope,
        role: Role,
        conditions: Sequence[exp.Expr],
    ) -> None:
        names = node.left.named_selects
        for side in (node.left, node.right):
            taken_away = isinstance(node, exp.Except) and side is node.right
            own = named_by_output(conditions, names, side.named_selects)
            self.visit(side, scope, known, "consulted" if taken_away else role, own)

    def _visit_select(
        self, select: exp.Select, scope: Scope, known: Scope, role: Role, conditions: Sequence[exp.Expr]
    ) -> None:
        sources = list(_sources(select))
        own = [
            condition
            for condition in (
                *_where(select),
                *carried_through(select, conditions),
                *aggregate_condition(select),
            )
            if not _speaks_of_others(condition, sources)
        ]
        deciding = [source for source in sources if not source.looked_up]
        spine = role == "counted" and not any(_reads_happenings(s.node, scope) for s in deciding)
        for source in sources:
            inherits = not source.looked_up or (
                spine and source.join is not None and source.join.side == "LEFT"
            )
            part: Role = role if inherits else "consulted"
            if _fact_table(source.node, scope) is not None:
                self._add(select, source, scope, known, part, own)
            else:
                given = [] if source.looked_up else _about(source, sources, own)
                if inherits:
                    given += _partners(source, sources)
                self._enter(source.node, scope, known, part, given)
        self._visit_expressions(select, scope, known, role if spine else "consulted")

    def _enter(
        self, node: exp.Expr, scope: Scope, known: Scope, role: Role, conditions: Sequence[exp.Expr]
    ) -> None:
        """A derived table, or what a CTE's name stands for, in the scope in which it was written."""
        if isinstance(node, exp.Table) and node.name in scope and not node.db:
            before = dict(_defined_before(scope, node.name))
            self.visit(scope[node.name].this, before, known, role, conditions)
        elif not isinstance(node, exp.Table):
            self.visit(node, scope, known, role, conditions)

    def _visit_expressions(self, select: exp.Select, scope: Scope, known: Scope, scalar_role: Role) -> None:
        """Subqueries inside expressions: figures of their own among what is selected, conditions elsewhere."""
        for part in select.expressions:
            for query in own_queries(part):
                self.visit(query, scope, known, scalar_role, [])
        others = [select.args.get(name) for name in ("where", "having", "qualify", "group", "order")]
        others += [join.args.get("on") for join in select.args.get("joins") or ()]
        for part in others:
            for query in own_queries(part) if part is not None else ():
                self.visit(query, scope, known, "consulted", [])

    def _add(
        self,
        select: exp.Select,
        source: _Source,
        scope: Scope,
        known: Scope,
        role: Role,
        conditions: Sequence[exp.Expr],
    ) -> None:
        if source.join is not None and source.join.kind == "ANTI":
            # What an anti join finds is what it then leaves out: no row of it is behind the figure.
            return
        table = str(_fact_table(source.node, scope))
        text = _listing(select, source, scope, known, conditions)
        if self.found.get((table, text)) != "counted":
            self.found[table, text] = role


def _listing(
    select: exp.Select, source: _Source, scope: Scope, known: Scope, conditions: Sequence[exp.Expr]
) -> str:
    """The statement that lists the rows which `select` reads of one of its sources."""
    columns = [exp.column(name, source.name) for name in ("batch_id", "row_no", "row_key")]
    listing = exp.select(*columns).distinct()
    listing.set("from_", select.args["from_"].copy())
    joins = [join.copy() for join in select.args.get("joins") or ()]
    for join in joins:
        if join.kind == "SEMI" and join.this.alias_or_name == source.name:
            join.set("kind", None)
    listing.set("joins", joins)
    wanted = [condition.copy() for condition in conditions]
    if source.join is not None and source.join.side in ("LEFT", "FULL"):
        wanted.append(exp.not_(exp.column("row_key", source.name).is_(exp.null())))
    if wanted:
        listing.where(*wanted, copy=False)
    for table in listing.find_all(exp.Table):
        # A CTE that came along for a condition may be called like the table that it was made of.
        if _fact_table(table, scope) is not None:
            table.set("db", exp.to_identifier("main"))
    needed = _needed(listing, {**known, **scope})
    if needed:
        listing.set("with_", exp.With(expressions=[cte.copy() for cte in needed]))
    return listing.sql(dialect=DIALECT)


def _needed(query: exp.Expr, known: Scope) -> list[exp.CTE]:
    """The CTEs that a query reads, directly or through others, in the order in which they were defined."""
    names: set[str] = set()
    waiting = [query]
    while waiting:
        for table in waiting.pop().find_all(exp.Table):
            if table.name in known and not table.db and table.name not in names:
                names.add(table.name)
                waiting.append(known[table.name].this)
    return [cte for name, cte in known.items() if name in names]


def _with_own(node: exp.Expr, scope: Scope) -> Scope:
    with_ = node.args.get("with_")
    return {**scope, **{cte.alias: cte for cte in with_.expressions}} if with_ is not None else scope


def _defined_before(scope: Scope, name: str) -> Iterator[tuple[str, exp.CTE]]:
    for other, cte in scope.items():
        if other == name:
            return
        yield other, cte


def _sources(select: exp.Select) -> Iterator[_Source]:
    first = select.args.get("from_")
    if first is not None:
        yield _Source(first.this.alias_or_name, first.this, None)
    for join in select.args.get("joins") or ():
        yield _Source(join.this.alias_or_name, join.this, join)


def _where(select: exp.Select) -> list[exp.Expr]:
    where = select.args.get("where")
    return conjuncts(where.this) if where is not None else []


def _fact_table(node: exp.Expr, scope: Scope) -> str | None:
    """The fact table that a name in a FROM means, or None when it means something else."""
    if isinstance(node, exp.Table) and node.name in FACT_TABLES and (node.db or node.name not in scope):
        return node.name
    return None


def _reads_happenings(node: exp.Expr, scope: Scope) -> bool:
    """Whether anything inside reads a table of what happened."""
    for table in node.find_all(exp.Table):
        if _fact_table(table, scope) in HAPPENINGS:
            return True
        if table.name in scope and not table.db:
            before = dict(_defined_before(scope, table.name))
            if _reads_happenings(scope[table.name].this, before):
                return True
    return False


def _speaks_of_others(condition: exp.Expr, sources: Iterable[_Source]) -> bool:
    """Whether a condition needs a row from outside its SELECT, or holds a subquery that needs a row of it."""
    names = {source.name for source in sources}
    return any(column.table and column.table not in names for column in own_columns(condition))


def _about(source: _Source, sources: Sequence[_Source], conditions: Iterable[exp.Expr]) -> list[exp.Expr]:
    """The conditions that speak of this source alone, with its columns by their bare names."""
    found: list[exp.Expr] = []
    for condition in conditions:
        if any(is_correlated(query) for query in own_queries(condition)):
            continue
        columns = list(own_columns(condition))
        alone = len(sources) == 1
        if columns and all(c.table == source.name or (alone and not c.table) for c in columns):
            bare = exp.paren(condition.copy())
            for column in list(own_columns(bare)):
                column.replace(exp.column(column.name))
            found.append(bare)
    return found


def _partners(source: _Source, sources: Sequence[_Source]) -> list[exp.Expr]:
    """What an equality in this source's join says about it: its key is one of the first source's keys."""
    join, first = source.join, next(iter(sources))
    if join is None or join.side in ("RIGHT", "FULL"):
        return []
    found = [_one_of(shared.name, shared.name, first) for shared in join.args.get("using") or ()]
    on = join.args.get("on")
    for equality in conjuncts(on) if on is not None else ():
        if isinstance(equality, exp.EQ):
            sides = {
                side.table: side.name
                for side in (equality.left, equality.right)
                if isinstance(side, exp.Column)
            }
            if set(sides) == {source.name, first.name}:
                found.append(_one_of(sides[source.name], sides[first.name], first))
    return found


def _one_of(mine: str, theirs: str, partner: _Source) -> exp.Expr:
    keys = exp.select(exp.column(theirs, partner.name)).from_(partner.node.copy())
    return exp.In(this=exp.column(mine), query=keys.subquery())
