"""How often two products were in one order, as one SQL text for one shop or ten thousand.

The text reads `order_line` and a relation `scope(shop_id, "end" DATE)` that its caller makes, as a temporary table or as a
common table expression; nothing of `end` or later is read. Orders and products are known by a 64-bit hash, so that the
millions of pairs in between are pairs of numbers, not of names; with 100 million orders, two of them share one with a chance
of 1 in 4,000, and then one pair is counted once too often.

Orders with more than `most_products` different products are left out: what a reseller orders is a list, not a basket.
What chance gives (`expected`) is counted for each 28 days on their own, so that two things of one season do not look like one
thing and its other half: see `brain.analysis.affinity`. The text is DuckDB's; a 32-bit `hash`, as Spark's of that name, would
be too narrow (there it is `xxhash64`).

Seen on 10 million lines of 10,000 shops (4 million orders): 4.9 seconds on two cores, 9.2 of processor time, within DuckDB's
limit of 800 MB (`python -m bench affinity`).
"""

from __future__ import annotations

WINDOW_DAYS = 180
# On Online Retail, where half of all orders hold 15 products or more, 65 of the 100 strongest pairs of five months met at least
# three times in the next four months' orders of up to 10 products with this cap, 45 with 30, 29 with 100, 24 without any.
MOST_PRODUCTS = 20
# Fewer joint orders cannot come from `brain.analysis.affinity.LEAST_CUSTOMERS` different customers.
LEAST_ORDERS = 8
STRATUM_DAYS = 28

# A basket is a list of hashes made once; pairs come from opening the list twice, without joining lines with lines. An order
# without a known customer is a customer of its own. What was given away (nothing paid) is no choice of the customer.
_BASKETS = """shop AS MATERIALIZED (
    SELECT shop_id, "end", row_number() OVER (ORDER BY shop_id) AS shop FROM scope),
line AS NOT MATERIALIZED (
    SELECT s.shop, s.shop_id, l.order_key, l.product_id, coalesce(l.customer_key, l.order_key) AS customer,
        date_diff('day', l.ordered_on, s."end") AS days
    FROM order_line AS l JOIN shop AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {days} AND l.ordered_on < s."end" AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.product_id IS NOT NULL AND l.paid_amount > 0),
whole AS NOT MATERIALIZED (
    SELECT any_value(shop) AS shop, list_distinct(list(hash(shop_id, product_id))) AS items,
        min(hash(customer)) AS customer, min((days - 1) // {stratum}) AS stratum
    FROM line GROUP BY hash(shop_id, order_key)),
basket AS MATERIALIZED (SELECT * FROM whole WHERE len(items) <= {most}),
stratum AS MATERIALIZED (
    SELECT shop, stratum, count(*) AS orders, CAST(sum(len(items) * (len(items) - 1)) AS DOUBLE) AS slots
    FROM basket GROUP BY shop, stratum),
degree AS MATERIALIZED (
    SELECT item, stratum, any_value(shop) AS shop, count(*) AS orders, CAST(sum(others) AS DOUBLE) AS slots
    FROM (SELECT shop, unnest(items) AS item, stratum, len(items) - 1 AS others FROM basket) AS opened
    GROUP BY item, stratum),
item AS MATERIALIZED (
    SELECT item, any_value(shop) AS shop, sum(orders) AS orders, sum(slots) AS slots FROM degree
    GROUP BY item HAVING sum(orders) >= {least})"""

_PAIRS = """opened AS (SELECT unnest(items) AS a, items, customer FROM basket WHERE len(items) > 1),
met AS (SELECT a, unnest(items) AS b, customer FROM opened),
each AS (SELECT a, b, customer, count(*) AS orders FROM met WHERE a < b GROUP BY a, b, customer),
pair AS MATERIALIZED (
    SELECT a, b, sum(orders) AS n_both, count(*) AS n_customers FROM each GROUP BY a, b HAVING sum(orders) >= {least}),
chance AS (
    SELECT p.a, p.b,
        sum(0.5 * x.slots * y.slots * (1 / NULLIF(s.slots - x.slots, 0) + 1 / NULLIF(s.slots - y.slots, 0))) AS expected
    FROM pair AS p JOIN degree AS x ON x.item = p.a JOIN degree AS y ON y.item = p.b AND y.stratum = x.stratum
        JOIN stratum AS s ON s.shop = x.shop AND s.stratum = x.stratum
    GROUP BY p.a, p.b),
looked_at AS (SELECT shop, count(*) * (count(*) - 1) / 2 AS n_tested FROM item GROUP BY shop),
placed AS (SELECT shop, sum(orders) AS n_orders FROM stratum GROUP BY shop),
named AS MATERIALIZED (
    SELECT DISTINCT product_id, hash(shop_id, product_id) AS item FROM line
    WHERE hash(shop_id, product_id) IN (SELECT a FROM pair UNION SELECT b FROM pair))
SELECT s.shop_id, first.product_id AS a, second.product_id AS b, CAST(p.n_both AS BIGINT) AS n_both,
    CAST(x.orders AS BIGINT) AS n_a, CAST(y.orders AS BIGINT) AS n_b, CAST(o.n_orders AS BIGINT) AS n_orders,
    p.n_customers, c.expected, CAST(t.n_tested AS BIGINT) AS n_tested,
    x.slots AS slots_a, y.slots AS slots_b
FROM pair AS p JOIN item AS x ON x.item = p.a JOIN item AS y ON y.item = p.b
    JOIN chance AS c ON c.a = p.a AND c.b = p.b JOIN shop AS s ON s.shop = x.shop
    JOIN looked_at AS t ON t.shop = x.shop JOIN placed AS o ON o.shop = x.shop
    JOIN named AS first ON first.item = p.a JOIN named AS second ON second.item = p.b"""


def pair_counts_sql(
    days: int = WINDOW_DAYS,
    most_products: int = MOST_PRODUCTS,
    least_orders: int = LEAST_ORDERS,
    scope: str | None = None,
) -> str:
    """A SELECT of shop_id, a, b, n_both, n_a, n_b, n_orders, n_customers, expected, n_tested, slots_a, slots_b; a row a pair, in no order.

    Reads orders of the `days` days before each shop's `end` with at most `most_products` different products; gives pairs
    with `least_orders` joint orders. `scope` is the text of a SELECT that makes the relation `scope`; without it the
    caller has made it. Raises ValueError for numbers below 1 and for a cap below 2, which leaves no pair.
    """
    if days < 1 or least_orders < 1:
        raise ValueError(f"days == {days}, least_orders == {least_orders}, must be >= 1.")
    if most_products < 2:
        raise ValueError(f"most_products == {most_products}, must be >= 2.")
    numbers = {"days": days, "most": most_products, "least": least_orders, "stratum": STRATUM_DAYS}
    given = f"scope AS ({scope}),\n" if scope else ""
    return f"WITH {given}{_BASKETS.format(**numbers)},\n{_PAIRS.format(**numbers)}"
