"""Conditions of a statement taken apart: what can be said about the rows of an inner SELECT from outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlglot import exp


def conjuncts(condition: exp.Expr) -> list[exp.Expr]:
    """The parts of a condition that all must hold."""
    if isinstance(condition, exp.Paren):
        return conjuncts(condition.this)
    if isinstance(condition, exp.And):
        return [*conjuncts(condition.left), *conjuncts(condition.right)]
    return [condition]


def own_nodes(node: exp.Expr) -> Iterator[exp.Expr]:
    """The nodes of an expression without going into subqueries, which are given themselves."""
    yield node
    if isinstance(node, exp.Query):
        return
    for child in node.iter_expressions():
        yield from own_nodes(child)


def own_columns(node: exp.Expr) -> Iterator[exp.Column]:
    """The columns of an expression outside its subqueries."""
    return (one for one in own_nodes(node) if isinstance(one, exp.Column))


def own_queries(node: exp.Expr) -> Iterator[exp.Expr]:
    """The outermost subqueries of an expression."""
    return (one for one in own_nodes(node) if isinstance(one, exp.Query))


def is_correlated(query: exp.Expr) -> bool:
    """Whether a subquery speaks of a source that it does not read itself."""
    names = {table.alias_or_name for table in query.find_all(exp.Table)}
    names |= {inner.alias for inner in query.find_all(exp.Subquery, exp.Unnest, exp.Lateral, exp.Values)}
    return any(column.table and column.table not in names for column in query.find_all(exp.Column))


def named_by_output(
    conditions: Sequence[exp.Expr], names: Sequence[str], own_names: Sequence[str]
) -> list[exp.Expr]:
    """Conditions on a union's columns in the names that one of its sides has for them; the others are dropped."""
    own = dict(zip(names, own_names, strict=False))
    found: list[exp.Expr] = []
    for condition in conditions:
        if all(column.name in own for column in own_columns(condition)):
            renamed = exp.paren(condition.copy())
            for column in list(own_columns(renamed)):
                column.replace(exp.column(own[column.name]))
            found.append(renamed)
    return found


def carried_through(select: exp.Select, conditions: Iterable[exp.Expr]) -> list[exp.Expr]:
    """Conditions on a SELECT's output as conditions on its rows, as far as that leaves its result as it is.

    Nothing is carried past a window, a limit or DISTINCT ON: rows that an outer condition drops may still have counted
    there. In a grouped SELECT only conditions on what it groups by decide about single rows.
    """
    if not _decides_row_by_row(select):
        return []
    plain, through = _plain_outputs(select), _passes_through(select)
    found: list[exp.Expr] = []
    for condition in conditions:
        inner = exp.paren(condition.copy())
        for column in list(own_columns(inner)):
            value = plain.get(column.name)
            if value is None and through is not None and column.name not in select.named_selects:
                value = exp.column(column.name, through)
            if value is None:
                break
            column.replace(exp.paren(value.copy()))
        else:
            found.append(inner)
    return found


def _decides_row_by_row(select: exp.Select) -> bool:
    """Whether each output row depends on its own input row, or its own group, alone."""
    if any(select.args.get(name) is not None for name in ("limit", "offset", "qualify")):
        return False
    distinct = select.args.get("distinct")
    if distinct is not None and distinct.args.get("on") is not None:
        return False
    inside = [node for one in select.expressions for node in own_nodes(one)]
    if any(isinstance(node, exp.Window) for node in inside):
        return False
    return select.args.get("group") is not None or not any(isinstance(node, exp.AggFunc) for node in inside)


def _plain_outputs(select: exp.Select) -> dict[str, exp.Expr]:
    """Output columns that are worked out from one row alone, by name."""
    outputs = {one.alias_or_name: one.unalias() for one in select.expressions if not one.is_star}
    group = select.args.get("group")
    if group is not None:
        keys = [_key(one, select) for one in group.expressions]
        outputs = {name: value for name, value in outputs.items() if value in keys}
    return {
        name: value
        for name, value in outputs.items()
        if name and not any(isinstance(node, exp.Query) for node in own_nodes(value))
    }


def _passes_through(select: exp.Select) -> str | None:
    """The only source of a SELECT that hands on all its columns (`*`), as they are; None for every other."""
    first = select.args.get("from_")
    stars = [one for one in select.expressions if one.is_star]
    if first is None or select.args.get("joins") or select.args.get("group") or len(stars) != 1:
        return None
    if any(stars[0].args.get(name) for name in ("except_", "replace", "rename")):
        return None
    return str(first.this.alias_or_name)


def _key(key: exp.Expr, select: exp.Select) -> exp.Expr:
    """What a grouping key stands for: a place in the list, an alias, or an expression of its own."""
    if isinstance(key, exp.Literal) and not key.is_string:
        listed: exp.Expr = select.expressions[int(key.name) - 1]
        return listed.unalias()
    if isinstance(key, exp.Column) and not key.table:
        for one in select.expressions:
            if isinstance(one, exp.Alias) and one.alias == key.name:
                return one.unalias()
    return key


def aggregate_condition(select: exp.Select) -> list[exp.Expr]:
    """The condition under which a row counts in at least one of a SELECT's aggregates; empty when every row may."""
    parts = [*select.expressions, *(select.args[n] for n in ("having", "order") if select.args.get(n))]
    counted: list[exp.Expr] = []
    for node in (node for part in parts for node in own_nodes(part)):
        if isinstance(node, exp.Window | exp.Anonymous | exp.AnonymousAggFunc):
            # It may look at any row; so nothing can be said.
            return []
        if isinstance(node, exp.AggFunc):
            condition = _counts_when(node)
            if condition is None:
                return []
            counted.append(condition)
    distinct = list(dict.fromkeys(counted))
    return [exp.paren(exp.or_(*(one.copy() for one in distinct)))] if distinct else []


def only_sums(select: exp.Select, *, otherwise: bool) -> bool:
    """Whether a SELECT only adds up what an inner one gives, so that an inner group of nothing may as well be missing.

    `otherwise`: the answer where it has no aggregates and hands the groups on. A condition on a group's figure, other than
    that there is one, could choose just those groups of nothing.
    """
    nodes = [node for part in select.expressions for node in own_nodes(part)]
    if any(isinstance(node, exp.Window | exp.Anonymous) for node in nodes) or select.args.get("having"):
        return False
    where = select.args.get("where")
    for condition in conjuncts(where.this) if where is not None else ():
        if not (isinstance(condition, exp.Not) and isinstance(condition.this, exp.Is)):
            return False
    found = [node for node in nodes if isinstance(node, exp.AggFunc)]
    return all(isinstance(node, exp.Sum) for node in found) if found else otherwise


def _counts_when(aggregate: exp.AggFunc) -> exp.Expr | None:
    """When a row changes an aggregate, as far as a CASE or FILTER says so; None when any row may."""
    of: exp.Expr = aggregate.this
    if isinstance(aggregate.parent, exp.Filter):
        only: exp.Expr = aggregate.parent.expression.this
        return only
    if isinstance(aggregate, exp.CountIf):
        return of
    if isinstance(of, exp.Distinct) and len(of.expressions) == 1:
        of = of.expressions[0]
    if not isinstance(of, exp.Case) or of.this is not None or aggregate.expressions:
        return None
    otherwise = of.args.get("default")
    harmless = otherwise is None or isinstance(otherwise, exp.Null)
    zero = isinstance(otherwise, exp.Literal) and isinstance(aggregate, exp.Sum) and otherwise.name == "0"
    if not (harmless or zero):
        return None
    return exp.or_(*(exp.paren(_with_value(branch)) for branch in of.args["ifs"]))


def _with_value(branch: exp.If) -> exp.Expr:
    """A branch's condition, and that the column it takes is known: no aggregate sees a NULL."""
    condition: exp.Expr = branch.this.copy()
    value = branch.args.get("true")
    if not isinstance(value, exp.Column):
        return condition
    return exp.and_(condition, exp.not_(value.copy().is_(exp.null())))
