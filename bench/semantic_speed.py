"""The SQL that a `Query` becomes beside SQL that a person would write for the same question, at a million order lines.

The shop is made by hashing row numbers, the same on every run: 400,000 orders of 40,000 customers over three years, 2,000
products in 40 categories, as many visits, and weekly stock counts. Answers are compared before they are timed.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from brain.facts.reader import Facts
from brain.facts.semantic.compile import compile_query
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.kernel.evidence import Filter, Having, Order, Period, Query

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
SHOP = Shop(id="big", name="Big", zone="Asia/Shanghai", currency="CNY", language="zh")
LINES, ORDERS, CUSTOMERS, PRODUCTS, DAYS = 1_000_000, 400_000, 40_000, 2_000, 1_095
FIRST = "DATE '2023-11-21'"
ROUNDS = 7
MONTH = Period(start=date(2026, 10, 1), end=date(2026, 11, 1))
YEAR = Period(start=date(2025, 11, 20), end=date(2026, 11, 20))

FILL = (
    f"""INSERT INTO product_version (shop_id, row_key, batch_id, row_no, product_id, sku, name, category, brand, price, cost)
    SELECT 'big', 'p' || i, 'b', i, 'P' || i, 'S' || i, '商品 ' || i, '品类 ' || i % 40, '品牌 ' || i % 60,
        10 + i % 190, 5 + i % 90 FROM range({PRODUCTS}) t(i)""",
    f"""INSERT INTO order_line_version (shop_id, row_key, batch_id, row_no, order_id, order_key, line_no, ordered_at, ordered_on,
        ordered_hour, status, line_type, product_id, product_name, sku, category, quantity, unit_price, discount_amount,
        paid_amount, refund_amount, customer_key, region, channel, group_name, coupon, promotion_id, store)
    SELECT 'big', 'l' || i, 'b', i, o, 'own' || chr(31) || o, i, moment, CAST(moment AS DATE), hour(moment), status, 'product', 'P' || p,
        '商品 ' || p, 'S' || p, NULL, 1 + h % 3, 10 + p % 190, h % 7, CASE WHEN status IN ('paid', 'refunded')
        THEN (1 + h % 3) * (10 + p % 190) - h % 7 ELSE 0 END, CASE WHEN status = 'refunded' THEN 5 ELSE 0 END,
        md5('c' || c), '地区 ' || c % 31, '渠道 ' || o % 4, '群 ' || c % 20, CASE WHEN o % 5 = 0 THEN '券 ' || o % 3 END,
        NULL, '店 ' || o % 3
    FROM (SELECT i, i * {ORDERS} // {LINES} AS o, hash(i) % 1000 AS h, (hash(i, 1) % {PRODUCTS}) AS p,
            hash(i * {ORDERS} // {LINES}, 2) % {CUSTOMERS} AS c,
            {FIRST} + INTERVAL (((i * {ORDERS} // {LINES}) * {DAYS} * 1440 // {ORDERS})) MINUTE AS moment,
            ['paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'refunded', 'unpaid', 'cancelled'][
                1 + (hash(i * {ORDERS} // {LINES}, 3) % 11)::INT] AS status
          FROM range({LINES}) t(i)) ORDER BY moment""",
    f"""INSERT INTO event_version (shop_id, row_key, batch_id, row_no, event_id, happened_at, happened_on, type, customer_key,
        product_id, group_name, channel)
    SELECT 'big', 'e' || i, 'b', i, 'e' || i, moment, CAST(moment AS DATE), ['view', 'view', 'view', 'cart', 'click'][1 + (hash(i, 5) % 5)::INT],
        md5('c' || hash(i, 6) % {CUSTOMERS}), 'P' || hash(i, 7) % {PRODUCTS}, '群 ' || hash(i, 8) % 20, '渠道 ' || hash(i, 9) % 4
    FROM (SELECT i, {FIRST} + INTERVAL (i * {DAYS} * 1440 // {LINES}) MINUTE AS moment FROM range({LINES}) t(i)) ORDER BY moment""",
    f"""INSERT INTO stock_version (shop_id, row_key, batch_id, row_no, snapshot_on, product_id, sku, on_hand)
    SELECT 'big', 's' || w || '_' || i, 'b', w * {PRODUCTS} + i, {FIRST} + CAST(w * 7 AS INTEGER), 'P' || i, 'S' || i, hash(w, i) % 90
    FROM range(100) a(w), range({PRODUCTS}) b(i)""",
    "INSERT INTO data_version VALUES ('big', 1)",
)
_OF = "shop_id = $shop AND ordered_on >= DATE '2026-10-01' AND ordered_on < DATE '2026-11-01'"
_SOLD = "status IN ('paid', 'refunded')"
_PAID = f"count(DISTINCT CASE WHEN {_SOLD} AND paid_amount > 0 THEN order_key END)"
_NET = f"sum(CASE WHEN {_SOLD} THEN paid_amount ELSE 0 END) - sum(CASE WHEN {_SOLD} OR status = 'return' THEN refund_amount ELSE 0 END)"
_SHELF = "(SELECT product_id, max(category) AS category, max(brand) AS brand, max(name) AS name FROM product WHERE shop_id = $shop GROUP BY 1)"
_FIRSTS = f"(SELECT customer_key, min(ordered_on) AS day FROM order_line WHERE shop_id = $shop AND {_SOLD} AND paid_amount > 0 GROUP BY 1)"
# A question, and what a person would write for it.
CASES: dict[str, tuple[Query, str]] = {
    "net sales of a month": (
        Query(metrics=("net_sales",), period=MONTH),
        f"SELECT {_NET} FROM order_line WHERE {_OF}",
    ),
    "orders by day": (
        Query(metrics=("orders",), dimensions=("day",), period=MONTH),
        f"SELECT ordered_on, {_PAID} FROM order_line WHERE {_OF} GROUP BY 1 ORDER BY 1",
    ),
    "sales by month of a year": (
        Query(metrics=("net_sales",), dimensions=("month",), period=YEAR),
        f"""SELECT date_trunc('month', ordered_on), {_NET} FROM order_line
            WHERE shop_id = $shop AND ordered_on >= DATE '2025-11-20' AND ordered_on < DATE '2026-11-20' GROUP BY 1 ORDER BY 1""",
    ),
    "sales by category": (
        Query(metrics=("net_sales",), dimensions=("category",), period=MONTH),
        f"SELECT category, {_NET} FROM (SELECT s.category, l.* EXCLUDE (category) FROM order_line l LEFT JOIN {_SHELF} s USING (product_id)) WHERE {_OF} GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    "top 10 products": (
        Query(
            metrics=("net_sales",),
            dimensions=("product",),
            period=MONTH,
            order=Order(by="net_sales"),
            limit=10,
        ),
        f"""SELECT s.name, t.n FROM (SELECT product_id, {_NET} AS n FROM order_line WHERE {_OF} GROUP BY 1) t
            JOIN {_SHELF} s USING (product_id) ORDER BY 2 DESC, 1 LIMIT 10""",
    ),
    "new buyers": (
        Query(metrics=("new_buyers",), period=MONTH),
        f"SELECT count(*) FROM {_FIRSTS} WHERE day >= DATE '2026-10-01' AND day < DATE '2026-11-01'",
    ),
    "sales by new or returning": (
        Query(metrics=("net_sales",), dimensions=("buyer_type",), period=MONTH),
        f"""SELECT CASE WHEN l.ordered_on = f.day THEN 'new' WHEN l.ordered_on > f.day THEN 'returning' END, {_NET}
            FROM order_line l LEFT JOIN {_FIRSTS} f USING (customer_key) WHERE {_OF} AND status NOT IN ('unpaid', 'cancelled')
            GROUP BY 1 ORDER BY 2 DESC, 1""",
    ),
    "orders above 500": (
        Query(
            metrics=("orders",),
            filters=(Filter(dimension="order_value", op=">", values=("500",)),),
            period=MONTH,
        ),
        f"""SELECT count(*) FROM (SELECT order_key FROM order_line WHERE {_OF} AND {_SOLD}
            GROUP BY 1 HAVING sum(paid_amount) > 500)""",
    ),
    "products that sold 300": (
        Query(
            metrics=("units",),
            dimensions=("product",),
            period=YEAR,
            having=(Having(metric="units", values=(Decimal(300),)),),
        ),
        f"""SELECT s.name, t.n FROM (SELECT product_id, sum(CASE WHEN {_SOLD} THEN quantity END) AS n FROM order_line
            WHERE shop_id = $shop AND ordered_on >= DATE '2025-11-20' AND ordered_on < DATE '2026-11-20' GROUP BY 1 HAVING n >= 300) t
            JOIN {_SHELF} s USING (product_id) ORDER BY 2 DESC, 1""",
    ),
    "stock by category": (
        Query(metrics=("stock_on_hand",), dimensions=("category",), period=MONTH),
        f"""SELECT s.category, sum(k.n) FROM (SELECT product_id, sku, arg_max(on_hand, snapshot_on) AS n FROM stock
            WHERE shop_id = $shop AND snapshot_on < DATE '2026-11-01' GROUP BY 1, 2) k
            LEFT JOIN {_SHELF} s USING (product_id) GROUP BY 1 ORDER BY 2 DESC, 1""",
    ),
    "conversion": (
        Query(metrics=("conversion",), period=MONTH),
        f"""SELECT count(b.customer_key) / count(*) FROM (SELECT DISTINCT customer_key FROM event WHERE shop_id = $shop AND type = 'view'
              AND happened_on >= DATE '2026-10-01' AND happened_on < DATE '2026-11-01') v
            LEFT JOIN (SELECT DISTINCT customer_key FROM order_line WHERE {_OF} AND {_SOLD} AND paid_amount > 0) b USING (customer_key)""",
    ),
    "daily sales by weekday": (
        Query(metrics=("daily_sales",), dimensions=("weekday",), period=MONTH),
        f"""SELECT isodow(ordered_on), CAST(({_NET}) / CASE WHEN isodow(ordered_on) IN (4, 5, 6) THEN 5 ELSE 4 END AS DECIMAL(38, 4))
            FROM order_line WHERE {_OF} GROUP BY 1 ORDER BY 1""",
    ),
}


def make(folder: Path) -> Facts:
    """The shop in a warehouse of its own."""
    warehouse = Warehouse(folder / "big.duckdb")
    shop = make_shop(warehouse, SHOP, NOW)
    with warehouse.writing() as cursor:
        for statement in FILL:
            cursor.execute(statement)
    return Facts(warehouse, shop, FixedClock(NOW))


def milliseconds(facts: Facts, sql: str) -> tuple[float, list[Any]]:
    """The median time of running a statement, and its rows."""
    taken, rows = [], []
    params = {"shop": facts.shop.id} | ({"zone": facts.shop.zone} if "$zone" in sql else {})
    for _ in range(ROUNDS):
        with facts.warehouse.cursor() as cursor:
            started = perf_counter()
            rows = cursor.execute(sql, params).fetchall()
            taken.append((perf_counter() - started) * 1000)
    return median(taken), rows


def compared(facts: Facts) -> dict[str, dict[str, float]]:
    """For each case the time of the compiled SQL, of the one by hand, and of compiling; raises when they disagree."""
    result = {}
    for name, (query, by_hand) in CASES.items():
        compiled_ms, rows = milliseconds(facts, compile_query(query))
        hand_ms, expected = milliseconds(facts, by_hand)
        if [tuple(map(_plain, row)) for row in rows] != [tuple(map(_plain, row)) for row in expected]:
            raise AssertionError(f"{name}: {rows[:3]} by the semantic layer, {expected[:3]} by hand.")
        result[name] = {
            "compiled_ms": round(compiled_ms, 1),
            "by_hand_ms": round(hand_ms, 1),
            "allowed_ms": round(1.5 * hand_ms + 15, 1),
        }
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, (int, float, Decimal)):
        return round(float(value), 4)
    return str(value)[:10] if isinstance(value, (date, datetime)) else value


def run() -> dict[str, Any]:
    """Times by question, and how many are over what they may take."""
    with tempfile.TemporaryDirectory() as folder:
        facts = make(Path(folder))
        try:
            cases = compared(facts)
        finally:
            facts.warehouse.close()
    over = [name for name, case in cases.items() if case["compiled_ms"] > case["allowed_ms"]]
    return {"lines": LINES, "over": over, "cases": cases}
