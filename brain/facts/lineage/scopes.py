"""The parts of a statement that lineage walks through: what a FROM names, what a name means there, who partners whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlglot import exp

from brain.facts.lineage.narrowing import conjuncts, is_correlated, own_columns, own_queries
from brain.facts.warehouse.schema import FACT_TABLES

# Lists of what there is. Where one of them is joined to what happened, what happened is counted.
CATALOGUES = frozenset({"product", "customer", "promotion"})
HAPPENINGS = frozenset(FACT_TABLES) - CATALOGUES
Scope = Mapping[str, exp.CTE]
"""The CTEs that names mean somewhere in a statement, in the order in which they were defined."""
Tree = TypeVar("Tree", bound=exp.Expr)


@dataclass(frozen=True)
class Source:
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

    @property
    def is_left(self) -> bool:
        """Whether it is the right side of a left join."""
        return self.join is not None and self.join.side == "LEFT"


def unmistakable(part: Tree, scope: Scope) -> Tree:
    """A copy in which tables are named with their schema: elsewhere a CTE may be called like the table it was made of."""
    copied = part.copy()
    for table in copied.find_all(exp.Table):
        if fact_table(table, scope) is not None:
            table.set("db", exp.to_identifier("main"))
    return copied


def needed_ctes(query: exp.Expr, known: Scope) -> list[exp.CTE]:
    """The CTEs that a query reads, directly or through others, in the order in which they were defined."""
    names: set[str] = set()
    waiting = [query]
    while waiting:
        for table in waiting.pop().find_all(exp.Table):
            if table.name in known and not table.db and table.name not in names:
                names.add(table.name)
                waiting.append(known[table.name].this)
    return [cte for name, cte in known.items() if name in names]


def with_own(node: exp.Expr, scope: Scope) -> Scope:
    """The scope inside a query: what is known outside, and the query's own CTEs, which hide others of their name."""
    with_ = node.args.get("with_")
    return {**scope, **{cte.alias: cte for cte in with_.expressions}} if with_ is not None else scope


def defined_before(scope: Scope, name: str) -> Iterator[tuple[str, exp.CTE]]:
    """The CTEs that the one of this name can read."""
    for other, cte in scope.items():
        if other == name:
            return
        yield other, cte


def sources_of(select: exp.Select) -> Iterator[Source]:
    """What a SELECT reads from, in order."""
    first = select.args.get("from_")
    if first is not None:
        yield Source(first.this.alias_or_name, first.this, None)
    for join in select.args.get("joins") or ():
        yield Source(join.this.alias_or_name, join.this, join)


def where_of(select: exp.Select) -> list[exp.Expr]:
    """The conditions of a SELECT that all must hold."""
    where = select.args.get("where")
    return conjuncts(where.this) if where is not None else []


def fact_table(node: exp.Expr, scope: Scope) -> str | None:
    """The fact table that a name in a FROM means, or None when it means something else."""
    if isinstance(node, exp.Table) and node.name in FACT_TABLES and (node.db or node.name not in scope):
        return node.name
    return None


def reads_happenings(node: exp.Expr, scope: Scope) -> bool:
    """Whether anything inside reads a table of what happened."""
    for table in node.find_all(exp.Table):
        if fact_table(table, scope) in HAPPENINGS:
            return True
        if table.name in scope and not table.db:
            before = dict(defined_before(scope, table.name))
            if reads_happenings(scope[table.name].this, before):
                return True
    return False


def speaks_of_others(condition: exp.Expr, sources: Iterable[Source]) -> bool:
    """Whether a condition needs a row from outside its SELECT."""
    names = {source.name for source in sources}
    return any(column.table and column.table not in names for column in own_columns(condition))


def said_about(source: Source, sources: Sequence[Source], conditions: Iterable[exp.Expr]) -> list[exp.Expr]:
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


def said_by_join(source: Source, sources: Sequence[Source], scope: Scope) -> list[exp.Expr]:
    """What an equality in this source's join says about it: its key is one of the first source's keys."""
    join, first = source.join, sources[0]
    if join is None or join.side in ("RIGHT", "FULL"):
        return []
    found = [_one_of(shared.name, shared.name, first, scope) for shared in join.args.get("using") or ()]
    on = join.args.get("on")
    for equality in conjuncts(on) if on is not None else ():
        if isinstance(equality, exp.EQ):
            sides = {
                side.table: side.name
                for side in (equality.left, equality.right)
                if isinstance(side, exp.Column)
            }
            if set(sides) == {source.name, first.name}:
                found.append(_one_of(sides[source.name], sides[first.name], first, scope))
    return found


def _one_of(mine: str, theirs: str, partner: Source, scope: Scope) -> exp.Expr:
    keys = exp.select(exp.column(theirs, partner.name)).from_(unmistakable(partner.node, scope))
    return exp.In(this=exp.column(mine), query=keys.subquery())
