"""The FROM part: fact rows of one shop and one period, with side tables that never multiply them.

Every side table is grouped to one row a key before it is joined: a product listed with five sizes, or twice, would
otherwise count each of its sales five times. Which period a row belongs to is its own day's business; what a side table
says of a product, a customer or an order it says of all of the shop's data, so that it is the same in every period.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from sqlglot import exp, parse_one

from brain.facts.semantic.base import JoinName
from brain.facts.semantic.dimensions.calendar import local
from brain.kernel.evidence import Period

DIALECT = "duckdb"


@dataclass(frozen=True)
class RowSource:
    """A fact table: its alias, the column that says the shop's day, and which of its rows are countable.

    `rows` stands in for the table where its rows are made of several (a product's last count); its bounds are `{start}`
    and `{end}`, and no other condition on the day is laid on them.
    """

    table: str
    alias: str
    day: str
    countable: tuple[str, ...] = ()
    rows: str | None = None


# A count that is older than the period's end still says what lies on the shelf, until a newer one of the same thing.
_LAST_COUNTS = """
    SELECT product_id, sku, ARG_MAX(on_hand, snapshot_on) AS on_hand,
           ARG_MAX(CASE WHEN snapshot_on < {start} THEN on_hand END,
                   CASE WHEN snapshot_on < {start} THEN snapshot_on END) AS opening
    FROM stock WHERE shop_id = $shop AND snapshot_on < {end} GROUP BY product_id, sku"""

# A product that was first listed, or first sold, after the period was not there to be bought in it. One without any day has
# been on the list as long as anybody knows.
_LISTED = """
    SELECT y.product_id
    FROM (SELECT product_id, MIN(listed_on) AS listed_on FROM product WHERE shop_id = $shop GROUP BY product_id) AS y
    LEFT JOIN (SELECT product_id, MIN(ordered_on) AS first_on FROM order_line
               WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND line_type = 'product'
               GROUP BY product_id) AS z ON z.product_id = y.product_id
    WHERE COALESCE(y.listed_on, z.first_on) IS NULL OR y.listed_on < {end} OR z.first_on < {end}"""

ROW_SOURCES: dict[str, RowSource] = {
    "line": RowSource(
        "order_line",
        "l",
        "l.ordered_on",
        # Whatever the shop's own orders booked counts, fees and corrections too: figures agree with the export's totals.
        ("l.status IN ('paid', 'refunded', 'return')",),
    ),
    "placed": RowSource("order_line", "l", "l.ordered_on", ("l.status IN ('unpaid', 'cancelled')",)),
    "event": RowSource("event", "e", "e.happened_on", ("e.type IN ('view', 'cart', 'click', 'favourite')",)),
    "stock": RowSource("stock", "k", "k.snapshot_on", rows=_LAST_COUNTS),
    "review": RowSource("review", "v", f"CAST({local('v.reviewed_at')} AS DATE)"),
    "post": RowSource("post", "o", "o.posted_on"),
    "listing": RowSource("product", "h", "h.listed_on", rows=_LISTED),
}

_CATALOGUE = """
    SELECT product_id, MAX(category) AS category, MAX(brand) AS brand, CAST(AVG(cost) AS DECIMAL(18, 4)) AS cost
    FROM product WHERE shop_id = $shop GROUP BY product_id"""
_SOLD_CATEGORY = """
    SELECT product_id, MAX(category) AS category
    FROM order_line WHERE shop_id = $shop AND category IS NOT NULL GROUP BY product_id"""
_SKU_COST = """
    SELECT product_id, sku, CAST(AVG(cost) AS DECIMAL(18, 4)) AS cost
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
# One size of several products: the same word for different things.
_SKU_NAME = """
    SELECT sku, COUNT(DISTINCT product_id) AS products
    FROM (SELECT sku, product_id FROM product WHERE shop_id = $shop
          UNION ALL SELECT sku, product_id FROM stock WHERE shop_id = $shop
          UNION ALL SELECT sku, product_id FROM order_line WHERE shop_id = $shop AND line_type = 'product') AS sizes
    WHERE sku IS NOT NULL GROUP BY sku"""
_PROMOTION_NAME = """
    SELECT promotion_id,
           CASE WHEN COUNT(*) OVER (PARTITION BY name) > 1 THEN name || ' (' || promotion_id || ')'
                ELSE name END AS label
    FROM (SELECT promotion_id, COALESCE(MAX(name), promotion_id) AS name
          FROM promotion WHERE shop_id = $shop GROUP BY promotion_id) AS named"""
# Two orders of one number, of two systems or stores, are told apart by how many orders were so numbered before.
_ORDER_NAME = """
    SELECT order_key,
           CASE WHEN COUNT(*) OVER (PARTITION BY number) > 1
                THEN number || ' (' || CAST(ROW_NUMBER() OVER (PARTITION BY number ORDER BY first_on, order_key) AS TEXT) || ')'
                ELSE number END AS label
    FROM (SELECT order_key, MAX(order_id) AS number, MIN(ordered_on) AS first_on FROM order_line
          WHERE shop_id = $shop AND status <> 'return' GROUP BY order_key) AS numbered"""
# Of the orders of the periods asked for. Lines of one order may be dated apart (a table that orders again after midnight), but
# never by more than a week; so the whole shop need not be read, and an order has the same value in every period.
_BASKET = """
    SELECT order_key, SUM(paid_amount) AS value,
           CAST(CEIL(SUM(CASE WHEN line_type = 'product' THEN quantity END)) AS BIGINT) AS pieces
    FROM order_line WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND ({within})
    GROUP BY order_key"""
APART = timedelta(days=7)
_TAG = """
    SELECT customer_key, MAX(value) AS value
    FROM customer_tag WHERE shop_id = $shop AND tag = '{tag}' GROUP BY customer_key"""
_COUNTED = """
    SELECT product_id, MIN(snapshot_on) AS first_on FROM stock WHERE shop_id = $shop GROUP BY product_id"""

SIDE_TABLES: dict[JoinName, str] = {
    "catalogue": _CATALOGUE,
    "sold_category": _SOLD_CATEGORY,
    "sku_cost": _SKU_COST,
    "label": _LABEL,
    "sku_name": _SKU_NAME,
    "promotion_name": _PROMOTION_NAME,
    "order_name": _ORDER_NAME,
    "first_order": _FIRST_ORDER,
    "basket": _BASKET,
    "stage": _TAG.replace("{tag}", "life_cycle"),
    "rfm": _TAG.replace("{tag}", "rfm"),
    "counted": _COUNTED,
}
CONDITIONS: dict[JoinName, tuple[str, str]] = {
    "catalogue": ("p", "p.product_id = {t}.product_id"),
    "sold_category": ("d", "d.product_id = {t}.product_id"),
    "sku_cost": ("s", "s.product_id = {t}.product_id AND s.sku = {t}.sku"),
    "label": ("n", "n.product_id = {t}.product_id"),
    "sku_name": ("q", "q.sku = {t}.sku"),
    "promotion_name": ("m", "m.promotion_id = {t}.promotion_id"),
    "order_name": ("r", "r.order_key = {t}.order_key"),
    "first_order": ("f", "f.customer_key = {t}.customer_key"),
    # A credit note is no order; it may carry the number of one of another month, which is not read.
    "basket": ("b", "b.order_key = {t}.order_key AND {t}.status <> 'return'"),
    "stage": ("t", "t.customer_key = {t}.customer_key"),
    "rfm": ("u", "u.customer_key = {t}.customer_key"),
    "counted": ("g", "g.product_id = {t}.product_id"),
}


def rows_of(source: str, period: Period, joins: set[JoinName], selected: list[exp.Expr]) -> exp.Select:
    """SELECT over the countable rows of a source in a period, of the shop in `$shop`, joined to side tables."""
    rows = ROW_SOURCES[source]
    if rows.rows is None:
        query = exp.select(*selected).from_(exp.to_table(rows.table).as_(rows.alias))
    else:
        made = parsed(bounded(rows.rows, period))
        query = exp.select(*selected).from_(exp.Subquery(this=made, alias=exp.to_identifier(rows.alias)))
    for name, (alias, on) in CONDITIONS.items():
        if name in joins:
            side = exp.to_table(name).as_(alias)
            query = query.join(side, on=parsed(on.replace("{t}", rows.alias)), join_type="left")
    if rows.rows is not None:
        return query
    return query.where(
        parsed(f"{rows.alias}.shop_id = $shop"),
        *within(rows.day, period),
        *(parsed(countable) for countable in rows.countable),
    )


def with_side_tables(query: exp.Select, periods: Iterable[Period]) -> exp.Select:
    """The query with each side table that it reads defined ahead of it; `periods` are those that the query reads."""
    read = {table.name for table in query.find_all(exp.Table)}
    ahead = [name for name in SIDE_TABLES if name in read]
    own = query.args["with_"].expressions if query.args.get("with_") else []
    days = " OR ".join(
        f"ordered_on >= {day(period.start - APART)} AND ordered_on < {day(period.end + APART)}"
        for period in periods
    )
    tables = [
        exp.CTE(this=parsed(SIDE_TABLES[name].replace("{within}", days)), alias=exp.to_identifier(name))
        for name in ahead
    ]
    if tables or own:
        query.set("with_", exp.With(expressions=[*tables, *own]))
    return query


def within(column: str, period: Period) -> tuple[exp.Expr, exp.Expr]:
    """`column` falls in the half-open period."""
    return parsed(f"{column} >= {day(period.start)}"), parsed(f"{column} < {day(period.end)}")


def day(of: object) -> str:
    """A day as SQL."""
    return f"CAST('{of}' AS DATE)"


def bounded(sql: str, period: Period) -> str:
    """SQL of this house with the bounds of a period filled in."""
    return sql.replace("{start}", day(period.start)).replace("{end}", day(period.end))


def parsed(sql: str) -> exp.Expr:
    """SQL written in this house as a tree of its own; nothing that a person typed comes through here."""
    tree = _parsed_once(sql)
    return tree.copy()


@lru_cache(maxsize=1024)
def _parsed_once(sql: str) -> exp.Expr:
    return parse_one(sql, dialect=DIALECT)
