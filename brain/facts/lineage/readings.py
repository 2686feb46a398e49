"""Which rows of which fact tables a statement reads, as statements that list exactly these rows.

Every SELECT that reads a fact table becomes `SELECT DISTINCT batch_id, row_no, row_key` over the same FROM, joins and
WHERE, without grouping, order, limit, DISTINCT or windows. Conditions that an outer SELECT lays on plain columns of an
inner one are carried inwards; aggregates that all look at some rows only (`CASE WHEN`, `FILTER`) narrow to these rows.

A table is *counted* when its rows are what the figure is made of, and *consulted* when they only add something to
others: the right side of a left join, a subquery in a condition. What cannot be carried inwards (a limit, a condition on
an aggregate) leaves rows in, never out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import sqlglot
from sqlglot import exp

from brain.facts.lineage.narrowing import (
    aggregate_condition,
    carried_through,
    named_by_output,
    only_sums,
    own_queries,
)
from brain.facts.lineage.scopes import (
    Scope,
    Source,
    defined_before,
    fact_table,
    needed_ctes,
    reads_happenings,
    said_about,
    said_by_join,
    sources_of,
    speaks_of_others,
    unmistakable,
    where_of,
    with_own,
)

DIALECT = "duckdb"
Role = Literal["counted", "consulted"]
MOST_READINGS = 200
"""A statement that reads the same part in very many ways is traced without carrying conditions into it from there on."""


@dataclass(frozen=True)
class Reading:
    """One way in which a statement reads a fact table. `sql` lists batch_id, row_no, row_key of the rows, each once."""

    table: str
    role: Role
    sql: str


@dataclass(frozen=True)
class _Context:
    """Where in a statement one stands.

    `scope` are the CTEs that names mean here, `known` all that a condition from outside may speak of, `conditions` what
    is asked from outside of the output, and `additive` whether rows that add nothing to any aggregate can be left out:
    not where somebody outside counts the groups that they make.
    """

    scope: Scope
    known: Scope
    role: Role = "counted"
    conditions: Sequence[exp.Expr] = ()
    additive: bool = True

    def inside(self, node: exp.Expr) -> _Context:
        """The same within a query that brings CTEs of its own."""
        return replace(self, scope=with_own(node, self.scope), known=with_own(node, self.known))


def readings_of(sql: str) -> tuple[Reading, ...]:
    """The readings of a statement in DuckDB's dialect without open parameters, the counted ones first."""
    walk = _Walk()
    walk.visit(sqlglot.parse_one(sql, dialect=DIALECT), _Context({}, {}))
    found = [Reading(table, role, text) for (table, text), role in walk.found.items()]
    return tuple(sorted(found, key=lambda reading: (reading.role != "counted", reading.table)))


class _Walk:
    """Goes through a statement from the outside in and collects its readings."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], Role] = {}
        self._visits = 0
        self._seen: set[tuple[int, Role, bool, str]] = set()

    def visit(self, node: exp.Expr, at: _Context) -> None:
        """One query, with everything that it reads."""
        self._visits += 1
        if self._visits > MOST_READINGS:
            at = replace(at, conditions=())
        asked = " AND ".join(sorted(one.sql(dialect=DIALECT) for one in at.conditions))
        if (id(node), at.role, at.additive, asked) in self._seen:
            return
        self._seen.add((id(node), at.role, at.additive, asked))
        at = at.inside(node)
        if isinstance(node, exp.Subquery):
            self.visit(node.this, at)
        elif isinstance(node, exp.SetOperation):
            self._visit_both(node, at)
        elif isinstance(node, exp.Select):
            self._visit_select(node, at)
        else:
            for inner in own_queries(node):
                self.visit(inner, _consulting(at))

    def _visit_both(self, node: exp.SetOperation, at: _Context) -> None:
        names = node.left.named_selects
        for side in (node.left, node.right):
            taken_away = isinstance(node, exp.Except) and side is node.right
            own = named_by_output(at.conditions, names, side.named_selects)
            additive = at.additive and isinstance(node, exp.Union) and not node.args.get("distinct")
            role: Role = "consulted" if taken_away else at.role
            self.visit(side, replace(at, role=role, conditions=own, additive=additive))

    def _visit_select(self, select: exp.Select, at: _Context) -> None:
        sources = list(sources_of(select))
        narrowing = aggregate_condition(select) if at.additive or not select.args.get("group") else []
        said = [unmistakable(one, at.scope) for one in (*where_of(select), *narrowing)]
        carried = carried_through(select, at.conditions)
        own = [one for one in (*said, *carried) if not speaks_of_others(one, sources)]
        deciding = [source for source in sources if not source.looked_up]
        spine = at.role == "counted" and not any(reads_happenings(s.node, at.scope) for s in deciding)
        for source in sources:
            inherits = not source.looked_up or (spine and source.is_left)
            part: Role = at.role if inherits else "consulted"
            if fact_table(source.node, at.scope) is not None:
                self._add(select, source, replace(at, role=part, conditions=own))
            else:
                given = [] if source.looked_up else said_about(source, sources, own)
                given += said_by_join(source, sources, at.scope) if inherits else []
                additive = len(sources) == 1 and only_sums(select, otherwise=at.additive)
                self._enter(source.node, replace(at, role=part, conditions=given, additive=additive))
        self._visit_expressions(select, at, "counted" if spine else "consulted")

    def _enter(self, node: exp.Expr, at: _Context) -> None:
        """A derived table, or what a CTE's name stands for, in the scope in which it was written."""
        if isinstance(node, exp.Table) and node.name in at.scope and not node.db:
            before = dict(defined_before(at.scope, node.name))
            self.visit(at.scope[node.name].this, replace(at, scope=before))
        elif not isinstance(node, exp.Table):
            self.visit(node, at)

    def _visit_expressions(self, select: exp.Select, at: _Context, scalar_role: Role) -> None:
        """Subqueries inside expressions: figures of their own among what is selected, conditions elsewhere."""
        for part in select.expressions:
            for query in own_queries(part):
                self.visit(query, replace(_consulting(at), role=scalar_role))
        others = [select.args.get(name) for name in ("where", "having", "qualify", "group", "order")]
        others += [join.args.get("on") for join in select.args.get("joins") or ()]
        for part in others:
            for query in own_queries(part) if part is not None else ():
                self.visit(query, _consulting(at))

    def _add(self, select: exp.Select, source: Source, at: _Context) -> None:
        if source.join is not None and source.join.kind == "ANTI":
            # What an anti join finds is what it then leaves out: no row of it is behind the figure.
            return
        table = str(fact_table(source.node, at.scope))
        text = _listing(select, source, at)
        if self.found.get((table, text)) != "counted":
            self.found[table, text] = at.role


def _consulting(at: _Context) -> _Context:
    """Inside a subquery of an expression: nothing is known of what is asked of it."""
    return replace(at, role="consulted", conditions=(), additive=False)


def _listing(select: exp.Select, source: Source, at: _Context) -> str:
    """The statement that lists the rows which `select` reads of one of its sources, under the context's conditions."""
    columns = [exp.column(name, source.name) for name in ("batch_id", "row_no", "row_key")]
    listing = exp.select(*columns).distinct()
    listing.set("from_", unmistakable(select.args["from_"], at.scope))
    joins = [unmistakable(join, at.scope) for join in select.args.get("joins") or ()]
    for join in joins:
        if join.kind == "SEMI" and join.this.alias_or_name == source.name:
            join.set("kind", None)
    listing.set("joins", joins)
    wanted = [condition.copy() for condition in at.conditions]
    if source.join is not None and source.join.side in ("LEFT", "FULL"):
        wanted.append(exp.not_(exp.column("row_key", source.name).is_(exp.null())))
    if wanted:
        listing.where(*wanted, copy=False)
    needed = needed_ctes(listing, {**at.known, **at.scope})
    if needed:
        listing.set("with_", exp.With(expressions=[cte.copy() for cte in needed]))
    return listing.sql(dialect=DIALECT)
