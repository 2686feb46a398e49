"""The FROM part: fact rows of one shop and one period, with side tables that never multiply them.

Every side table is grouped to one row a key before it is joined: a product listed with five sizes, or twice, would
otherwise count each of its sales five times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlglot import exp, parse_one

from brain.facts.semantic.base import JoinName
from brain.kernel.evidence import Period

DIALECT = "duckdb"


@dataclass(frozen=True)
class RowSource:
    """A fact table: its alias, the column that says the shop's day, and which of its rows are countable."""

    table: str
    alias: str
    day: str
    countable: tuple[str, ...]


ROW_SOURCES: dict[str, RowSource] = {
    "line": RowSource(
        "order_line",
        "l",
        "l.ordered_on",
        # Whatever the shop's own orders booked counts, fees and corrections too: figures agree with the export's totals.
        ("l.status IN ('paid', 'refunded', 'return')",),
    ),
    "event": RowSource("event", "e", "e.happened_on", ("e.type IN ('view', 'cart')",)),
}

_CATALOGUE = """
    SELECT product_id, MAX(category) AS category, MAX(brand) AS brand, AVG(cost) AS cost
    FROM product WHERE shop_id = $shop GROUP BY product_id"""
_SKU_COST = """
    SELECT product_id, sku, AVG(cost) AS cost
    FROM product WHERE shop_id = $shop AND sku IS NOT NULL GROUP BY product_id, sku"""
_FIRST_ORDER = """
    SELECT customer_key, MIN(ordered_on) AS first_on FROM order_line
    WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND paid_amount > 0
    GROUP BY customer_key"""
# A product sold under several wordings is one product; two products with one wording stay two.
_LABEL = """
    SELECT product_id,
           CASE WHEN COUNT(*) OVER (PARTITION BY name) > 1 THEN name || ' (' || product_id || ')'
                ELSE name END AS label
    FROM (SELECT product_id, COALESCE(MAX(listed_name), MAX(sold_name), product_id) AS name
          FROM (SELECT product_id, name AS listed_name, NULL AS sold_name FROM product WHERE shop_id = $shop
                UNION ALL
                SELECT product_id, NULL AS listed_name, product_name AS sold_name FROM order_line
                WHERE shop_id = $shop AND product_id IS NOT NULL AND line_type = 'product') AS wordings
          GROUP BY product_id) AS named"""

SIDE_TABLES: dict[JoinName, str] = {
    "catalogue": _CATALOGUE,
    "sku_cost": _SKU_COST,
    "label": _LABEL,
    "first_order": _FIRST_ORDER,
}
CONDITIONS: dict[JoinName, tuple[str, str]] = {
    "catalogue": ("p", "p.product_id = {t}.product_id"),
    "sku_cost": ("s", "s.product_id = {t}.product_id AND s.sku = {t}.sku"),
    "label": ("n", "n.product_id = {t}.product_id"),
    "first_order": ("f", "f.customer_key = {t}.customer_key"),
}


def rows_of(source: str, period: Period, joins: set[JoinName], selected: list[exp.Expr]) -> exp.Select:
    """SELECT over the countable rows of a source in a period, of the shop in `$shop`, joined to side tables."""
    rows = ROW_SOURCES[source]
    query = exp.select(*selected).from_(exp.to_table(rows.table).as_(rows.alias))
    for name, (alias, on) in CONDITIONS.items():
        if name in joins:
            side = exp.to_table(name).as_(alias)
            query = query.join(side, on=parsed(on.replace("{t}", rows.alias)), join_type="left")
    return query.where(
        parsed(f"{rows.alias}.shop_id = $shop"),
        *within(rows.day, period),
        *(parsed(countable) for countable in rows.countable),
    )


def with_side_tables(query: exp.Select) -> exp.Select:
    """The query with each side table that it reads defined ahead of it."""
    read = {table.name for table in query.find_all(exp.Table)}
    ahead = [name for name in SIDE_TABLES if name in read]
    own = query.args["with_"].expressions if query.args.get("with_") else []
    tables = [exp.CTE(this=parsed(SIDE_TABLES[name]), alias=exp.to_identifier(name)) for name in ahead]
    query.set("with_", exp.With(expressions=[*tables, *own]))
    return query


def within(column: str, period: Period) -> tuple[exp.Expr, exp.Expr]:
    """`column` falls in the half-open period."""
    return (
        parsed(f"{column} >= CAST('{period.start.isoformat()}' AS DATE)"),
        parsed(f"{column} < CAST('{period.end.isoformat()}' AS DATE)"),
    )


def parsed(sql: str) -> exp.Expr:
    """SQL written in this house as a tree of its own; nothing that a person typed comes through here."""
    tree = _parsed_once(sql)
    return tree.copy()


@lru_cache(maxsize=1024)
def _parsed_once(sql: str) -> exp.Expr:
    return parse_one(sql, dialect=DIALECT)
