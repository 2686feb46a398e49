"""Statements of every shape: their readings can be run, lose no row that matters, and keep to the rows that do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest

from brain.facts.lineage.readings import readings_of
from brain.facts.reader import MOST_SHOWN, Facts
from brain.kernel.clock import FixedClock, shop_instant
from eval.small_shop import SHOP, TODAY, open_small_shop
from tests.facts.lineage.only_traced import run, run_on_traced, traced

MINE = "shop_id = 'small'"
SHAPES = {
    "union": f"""SELECT sum(n) FROM (
        SELECT paid_amount AS n, region FROM order_line WHERE {MINE}
        UNION ALL SELECT refund_amount, region AS elsewhere FROM order_line WHERE {MINE}) AS either WHERE region = '上海'""",
    "except": f"""SELECT count(*) FROM (SELECT customer_key FROM event WHERE {MINE}
        EXCEPT SELECT customer_key FROM order_line WHERE {MINE} AND status = 'paid') AS only_looked""",
    "correlated exists": f"""SELECT count(DISTINCT l.order_key) FROM order_line AS l WHERE l.{MINE} AND EXISTS (
        SELECT 1 FROM event AS e WHERE e.{MINE} AND e.customer_key = l.customer_key AND e.happened_on = l.ordered_on)""",
    "in a subquery": f"""SELECT sum(paid_amount) FROM order_line WHERE {MINE} AND product_id IN (
        SELECT product_id FROM product WHERE {MINE} AND brand = '小鹿')""",
    "semi join": f"""SELECT sum(l.paid_amount) FROM order_line AS l SEMI JOIN product AS p
        ON p.product_id = l.product_id AND p.brand = '云朵' AND p.{MINE} WHERE l.{MINE}""",
    "anti join": f"""SELECT count(*) FROM product AS p ANTI JOIN order_line AS l
        ON l.product_id = p.product_id AND l.{MINE} AND l.ordered_on > DATE '2026-11-18' WHERE p.{MINE}""",
    "a table's name for a part": f"""WITH event AS (SELECT customer_key, paid_amount FROM order_line WHERE {MINE})
        SELECT sum(paid_amount) FROM event WHERE customer_key IN (SELECT customer_key FROM event WHERE paid_amount > 200)""",
    "a part named like its own table": f"""WITH order_line AS (SELECT * FROM order_line WHERE {MINE} AND region = '江苏')
        SELECT sum(paid_amount) FROM order_line WHERE channel = '小程序'""",
    "with inside with": f"""WITH outside AS (
            WITH inside AS (SELECT group_name, paid_amount, status FROM order_line WHERE {MINE})
            SELECT group_name, sum(paid_amount) AS paid FROM inside WHERE status = 'paid' GROUP BY group_name)
        SELECT paid FROM outside WHERE group_name = '宝妈1群'""",
    "figures without a from": f"""SELECT (SELECT max(ordered_on) FROM order_line WHERE {MINE}),
        (SELECT max(happened_on) FROM event WHERE {MINE})""",
    "a list of members": f"""WITH member AS (SELECT unnest(['c1', 'c2', 'nobody']) AS customer_key),
        spend AS (SELECT customer_key, sum(paid_amount) AS spent FROM order_line WHERE {MINE} GROUP BY customer_key)
        SELECT customer_key, coalesce(spent, 0) FROM member LEFT JOIN spend USING (customer_key) ORDER BY 1""",
    "a window": f"""SELECT avg(pause) FROM (
        SELECT region, ordered_on - lag(ordered_on) OVER (PARTITION BY customer_key ORDER BY ordered_at, order_key, line_no)
            AS pause
        FROM order_line WHERE {MINE} AND line_type = 'product') AS paused WHERE region = '浙江'""",
    "the first of a limit": f"""SELECT sum(paid_amount) FROM (
        SELECT paid_amount, region FROM order_line WHERE {MINE} ORDER BY paid_amount DESC, row_key LIMIT 50) AS top
        WHERE region = '浙江'""",
    "having": f"""SELECT count(*), sum(paid) FROM (
        SELECT order_key, sum(paid_amount) AS paid FROM order_line WHERE {MINE} GROUP BY order_key
        HAVING sum(paid_amount) > 100) AS large""",
    "groups that are counted": f"""SELECT count(*), sum(paid) FROM (
        SELECT customer_key, sum(CASE WHEN ordered_on >= DATE '2026-11-15' THEN paid_amount END) AS paid FROM order_line
        WHERE {MINE} GROUP BY customer_key) AS single""",
    "groups of nothing": f"""SELECT sum(lines) FROM (
        SELECT customer_key, sum(CASE WHEN ordered_on >= DATE '2026-11-15' THEN 1 ELSE 0 END) AS recent,
            sum(CASE WHEN ordered_on >= DATE '2026-11-15' THEN 1 ELSE 0 END) + 1 AS lines
        FROM order_line WHERE {MINE} GROUP BY customer_key) AS single WHERE recent = 0""",
    "groups that are added up": f"""SELECT sum(paid) FROM (
        SELECT customer_key, sum(CASE WHEN ordered_on >= DATE '2026-11-15' THEN paid_amount END) AS paid FROM order_line
        WHERE {MINE} GROUP BY customer_key) AS single""",
    "a full join": f"""SELECT count(*), sum(n), sum(m) FROM
        (SELECT customer_key, count(*) AS n FROM event WHERE {MINE} GROUP BY 1) AS e
        FULL JOIN (SELECT customer_key, count(*) AS m FROM order_line WHERE {MINE} GROUP BY 1) AS o USING (customer_key)""",
    "filters on aggregates": f"""SELECT sum(paid_amount) FILTER (WHERE region = '浙江'), count_if(status = 'paid')
        FROM order_line WHERE {MINE}""",
    "a mean with an else": f"SELECT avg(CASE WHEN region = '浙江' THEN 1 ELSE 0 END) FROM order_line WHERE {MINE}",
    "distinct on": f"""SELECT count(*) FROM (SELECT DISTINCT ON (customer_key) customer_key, region FROM order_line
        WHERE {MINE} ORDER BY customer_key, ordered_at DESC, row_key) AS last WHERE region = '上海'""",
    "two names for one table": f"""SELECT count(*) FROM order_line AS a JOIN order_line AS b
        ON a.customer_key = b.customer_key AND b.ordered_on > a.ordered_on
        WHERE a.{MINE} AND b.{MINE} AND a.product_id = 'p1' AND b.product_id = 'p3'""",
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("readings"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


@pytest.mark.parametrize("shape", SHAPES)
def test_no_row_that_matters_is_lost(facts: Facts, shape: str) -> None:
    """Whatever the shape, the statement gives the same without the rows that were not traced."""
    sql = SHAPES[shape]
    assert run(facts.warehouse, sql) != [(None,)]
    assert run_on_traced(facts.warehouse, sql) == run(facts.warehouse, sql)


def count(facts: Facts, condition: str, table: str = "order_line") -> int:
    """How many rows of the shop fulfil a condition."""
    return int(run(facts.warehouse, f"SELECT count(*) FROM {table} WHERE {MINE} AND {condition}")[0][0])


@pytest.mark.parametrize(
    ("shape", "condition"),
    [
        ("union", "region = '上海'"),
        ("with inside with", "group_name = '宝妈1群' AND status = 'paid'"),
        ("a list of members", "customer_key IN ('c1', 'c2')"),
        ("filters on aggregates", "(region = '浙江' OR status = 'paid')"),
        ("a part named like its own table", "region = '江苏' AND channel = '小程序'"),
        ("in a subquery", "product_id IN ('p1', 'p2')"),
        ("a mean with an else", "true"),
        ("a window", "line_type = 'product'"),
        ("groups that are counted", "true"),
        ("groups that are added up", "ordered_on >= DATE '2026-11-15'"),
    ],
)
def test_the_counted_rows_are_these(facts: Facts, shape: str, condition: str) -> None:
    """Conditions from outside reach the rows; past a window or into a mean they must not."""
    assert len(traced(facts.warehouse, SHAPES[shape], "counted")["order_line"]) == count(facts, condition)


def test_what_only_adds_something_is_consulted(facts: Facts) -> None:
    """A product list joined to lines, and subqueries in conditions, are no part of what is counted."""
    roles = {(one.table, one.role) for one in readings_of(SHAPES["in a subquery"])}
    assert roles == {("order_line", "counted"), ("product", "consulted")}
    roles = {(one.table, one.role) for one in readings_of(SHAPES["correlated exists"])}
    assert roles == {("order_line", "counted"), ("event", "consulted")}


def test_a_long_list_is_kept_in_full(facts: Facts) -> None:
    """A receipt shows the beginning of a long list and still leads to the rows of its whole."""
    members = [f"c{n}" for n in range(MOST_SHOWN + 10)]
    result = facts.sql(
        "SELECT count(*) AS n FROM order_line WHERE shop_id = $shop AND list_contains($members, customer_key)",
        {"members": members},
    )
    assert "and 10 more" in result.receipt.sql
    assert result.receipt.whole_sql is not None
    assert (
        len(traced(facts.warehouse, result.receipt.whole_sql, "counted")["order_line"]) == result.rows[0][0]
    )


def test_a_short_statement_is_kept_once(facts: Facts) -> None:
    """A receipt whose SQL is whole does not carry it twice; NULL is written as NULL."""
    result = facts.sql(
        "SELECT count(*) AS n FROM order_line WHERE shop_id = $shop AND $a IS NULL", {"a": None}
    )
    assert result.receipt.whole_sql is None
    assert run(facts.warehouse, result.receipt.sql) == result.rows


def test_a_statement_without_facts_has_no_readings() -> None:
    """Nothing to trace is not an error."""
    assert readings_of("SELECT 1 AS one") == ()
