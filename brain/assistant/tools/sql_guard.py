"""Lets a model's SQL through only as one SELECT over the shop's own facts.

A parsed allow-list: whatever is not named here is refused, however it is spelt. Each reference to a fact table is replaced by
a subquery that holds the shop's rows and the columns meant for reading, so the shop filter cannot be left out, shadowed or
joined away; what runs is written anew from the tree, never the model's own text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from brain.assistant.tools.base import ToolRefused, nearest
from brain.facts.semantic.relations import DIALECT, parsed

LONGEST_SQL = 4_000
MOST_NODES = 1_500
MOST_ROWS = 1_000
OWN_PREFIX = "given_"
"""What a model's WITH names begin with when they run: none of them can be, or stand in for, a table of the warehouse."""

_SHAPE: tuple[type[exp.Expr], ...] = (
    exp.Select,
    exp.From,
    exp.Join,
    exp.Where,
    exp.Group,
    exp.Having,
    exp.Qualify,
    exp.Order,
    exp.Ordered,
    exp.Limit,
    exp.Offset,
    exp.Distinct,
    exp.With,
    exp.CTE,
    exp.TableAlias,
    exp.Subquery,
    exp.Union,
    exp.Intersect,
    exp.Except,
    exp.Lateral,
    exp.Table,
    exp.Column,
    exp.Identifier,
    exp.Star,
    exp.Alias,
    exp.Paren,
    exp.Tuple,
    exp.Window,
    exp.WindowSpec,
    exp.Filter,
    exp.IgnoreNulls,
    exp.Interval,
    exp.Var,
    exp.DataType,
    exp.DataTypeParam,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.If,
)
_OPERATORS: tuple[type[exp.Expr], ...] = (
    exp.And,
    exp.Or,
    exp.Not,
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.Is,
    exp.In,
    exp.Between,
    exp.Like,
    exp.ILike,
    exp.Exists,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.IntDiv,
    exp.Mod,
    exp.Neg,
    exp.DPipe,
    exp.NullSafeEQ,
    exp.NullSafeNEQ,
)
_FUNCTIONS: tuple[type[exp.Expr], ...] = (
    exp.Sum,
    exp.Avg,
    exp.Count,
    exp.CountIf,
    exp.Min,
    exp.Max,
    exp.Median,
    exp.Stddev,
    exp.StddevSamp,
    exp.StddevPop,
    exp.Variance,
    exp.Abs,
    exp.Round,
    exp.Floor,
    exp.Ceil,
    exp.Sqrt,
    exp.Coalesce,
    exp.Nullif,
    exp.Greatest,
    exp.Least,
    exp.Case,
    exp.Cast,
    exp.TryCast,
    exp.Lower,
    exp.Upper,
    exp.Trim,
    exp.Length,
    exp.Substring,
    exp.Left,
    exp.Right,
    exp.StrPosition,
    exp.StartsWith,
    exp.Contains,
    exp.Concat,
    exp.DateTrunc,
    exp.TimestampTrunc,
    exp.Extract,
    exp.Year,
    exp.Quarter,
    exp.Month,
    exp.Week,
    exp.Day,
    exp.DayOfWeek,
    exp.DayOfWeekIso,
    exp.DayOfMonth,
    exp.DayOfYear,
    exp.DateDiff,
    exp.DateAdd,
    exp.DateSub,
    exp.TimeToStr,
    exp.TsOrDsToDate,
    exp.RowNumber,
    exp.Rank,
    exp.DenseRank,
    exp.PercentRank,
    exp.CumeDist,
    exp.Ntile,
    exp.Lag,
    exp.Lead,
    exp.FirstValue,
    exp.LastValue,
)
ALLOWED = frozenset((*_SHAPE, *_OPERATORS, *_FUNCTIONS))
_TYPES = frozenset(
    {
        exp.DType.DATE,
        exp.DType.TIMESTAMP,
        exp.DType.INT,
        exp.DType.BIGINT,
        exp.DType.SMALLINT,
        exp.DType.DECIMAL,
        exp.DType.DOUBLE,
        exp.DType.FLOAT,
        exp.DType.VARCHAR,
        exp.DType.TEXT,
        exp.DType.BOOLEAN,
    }
)
_HIDDEN = (
    "into",
    "locks",
    "sample",
    "hint",
    "kind",
    "connect",
    "match",
    "laterals",
    "pivots",
    "operation_modifiers",
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def guarded(sql: str, columns: Mapping[str, tuple[str, ...]]) -> exp.Query:
    """The statement as it may run: one SELECT (or set operation), at most `MOST_ROWS` + 1 rows, each table cut to `$shop`.

    `columns` are the tables that may be read with the columns that may be seen. Raises ToolRefused with what was wrong.
    """
    tree = _one_select(sql)
    if sum(1 for _ in tree.walk()) > MOST_NODES:
        raise ToolRefused("The statement is too large. Ask for less at once.")
    for node in tree.walk():
        _check(node)
    own = _with_names(tree)
    read = [_replace(table, own, columns) for table in list(tree.find_all(exp.Table))]
    if not any(read):
        raise ToolRefused(f"The statement reads none of the tables {', '.join(columns)}.")
    _limit(tree)
    return tree


def _one_select(sql: str) -> exp.Query:
    if len(sql) > LONGEST_SQL:
        raise ToolRefused(f"The statement has {len(sql)} characters, must have at most {LONGEST_SQL}.")
    try:
        statements = [tree for tree in sqlglot.parse(sql, dialect=DIALECT) if tree is not None]
    except (SqlglotError, RecursionError, ValueError) as error:
        raise ToolRefused(f"The statement cannot be parsed: {str(error).splitlines()[0][:200]}") from error
    if len(statements) != 1:
        raise ToolRefused(f"There are {len(statements)} statements, must be one SELECT.")
    tree = statements[0]
    if not isinstance(tree, exp.Select | exp.Union | exp.Intersect | exp.Except):
        raise ToolRefused(f"{type(tree).__name__.upper()} is not allowed; only SELECT is.")
    return tree


def _check(node: exp.Expr) -> None:
    """Refuse a node that is not on the list, and what hides in the listed ones."""
    if type(node) not in ALLOWED:
        name = node.name if isinstance(node, exp.Anonymous) else type(node).__name__
        raise ToolRefused(f"{name} is not allowed in the statement.")
    if isinstance(node, exp.Table):
        hidden = [key for key, value in node.args.items() if value and key not in ("this", "alias", "joins")]
        if hidden or not isinstance(node.this, exp.Identifier):
            raise ToolRefused("A table is named plainly: FROM order_line AS o.")
    if isinstance(node, exp.Select) and (hidden := [key for key in _HIDDEN if node.args.get(key)]):
        raise ToolRefused(f"{hidden[0]} is not allowed in the statement.")
    if isinstance(node, exp.Var) and not _NAME.fullmatch(node.name):
        raise ToolRefused(f"{node.name!r} is not allowed in the statement.")
    if isinstance(node, exp.With) and node.args.get("recursive"):
        raise ToolRefused("WITH RECURSIVE is not allowed.")
    if isinstance(node, exp.DataType) and (node.this not in _TYPES or node.args.get("nested")):
        raise ToolRefused(f"The type {node.sql(dialect=DIALECT)} is not allowed.")
    if isinstance(node, exp.Lateral) and not isinstance(node.this, exp.Subquery):
        raise ToolRefused("LATERAL takes a subquery only.")
    if isinstance(node, exp.Join) and node.args.get("method") not in (None, "", "NATURAL"):
        raise ToolRefused(f"{node.args['method']} JOIN is not allowed.")
    if isinstance(node, exp.In) and (node.args.get("unnest") or node.args.get("field")):
        raise ToolRefused("IN takes a list or a subquery only.")


def _with_names(tree: exp.Query) -> frozenset[str]:
    """The names of WITH parts, each given our prefix, in lower case."""
    names: set[str] = set()
    for part in tree.find_all(exp.CTE):
        alias = part.args.get("alias")
        name = part.alias
        if not _NAME.fullmatch(name) or alias is None:
            raise ToolRefused(f"WITH {name!r}: a name has letters, digits and _ only.")
        if name.lower() in names:
            raise ToolRefused(f"WITH {name!r} is named twice.")
        names.add(name.lower())
        alias.set("this", exp.to_identifier(OWN_PREFIX + name.lower(), quoted=True))
    return frozenset(names)


def _replace(table: exp.Table, own: frozenset[str], columns: Mapping[str, tuple[str, ...]]) -> bool:
    """Cut a table to the shop (True), or lead a reference to its WITH part (False).

    A WITH name wins over a table's, as in SQL. Where it is out of scope nothing answers to the prefixed name, and the
    statement fails instead of reading a table of the warehouse.
    """
    name = table.name.lower()
    alias = table.alias or table.name
    if not _NAME.fullmatch(alias):
        raise ToolRefused(f"{alias!r}: an alias has letters, digits and _ only.")
    given = table.args.get("alias")
    named = exp.TableAlias(
        this=exp.to_identifier(alias, quoted=True),
        columns=[column.copy() for column in (given.args.get("columns") or [])] if given else [],
    )
    if name in own:
        table.set("this", exp.to_identifier(OWN_PREFIX + name, quoted=True))
        table.set("alias", named)
        return False
    if name not in columns:
        raise nearest("table", table.name, list(columns))
    inner = exp.select(*[exp.column(column, quoted=True) for column in columns[name]])
    inner = inner.from_(exp.Table(this=exp.to_identifier(name, quoted=True), db=exp.to_identifier("main")))
    inner = inner.where(parsed("shop_id = $shop"))
    table.replace(exp.Subquery(this=inner, alias=named, joins=table.args.get("joins")))
    return True


def _limit(tree: exp.Query) -> None:
    """One row more than may be shown, so that more can be told from all."""
    given = tree.args.get("limit")
    wanted = MOST_ROWS + 1
    if given is not None:
        number = given.expression
        if (
            not isinstance(given, exp.Limit)
            or not isinstance(number, exp.Literal)
            or not number.this.isdigit()
        ):
            raise ToolRefused("LIMIT takes a whole number.")
        wanted = min(int(number.this), wanted)
    tree.set("limit", exp.Limit(expression=exp.Literal.number(wanted)))
