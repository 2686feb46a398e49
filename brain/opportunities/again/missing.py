"""Habits that have stopped, in SQL: customers and products bought on four days or more, missing for two of their own pauses,
while the customer has come since. Whether that is more than chance is for `brain.analysis.dropped` to say."""

from __future__ import annotations

from collections.abc import Mapping

from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.customer_lines import NAMED, PLACE, REFUSED_ANYWHERE, of_one_shop
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept

HISTORY_DAYS = 400
LEAST_DAYS = 4
# Missing for less is no change yet; for more it is no habit any longer.
LEAST_OVERDUE, MOST_OVERDUE = 2.0, 6.0
# Whoever has not come for two months is for winning back.
COMES_WITHIN = 60
# So long ago lies the morning whose stopped habits are followed until today.
FOLLOWED_DAYS = 30
# Missing for less than a week is nothing, however often it was bought.
LEAST_AWAY = 7
# Fewer in a whole shop are no reason for a post.
LEAST_PAIRS = 5

SOLD = f"""l.ordered_on >= p.till - {HISTORY_DAYS} AND l.ordered_on < p.till AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.customer_key IS NOT NULL
        AND l.product_id IS NOT NULL"""
# `line` holds numbers only, so that what is asked of it several times is read once; names and amounts are fetched for the few
# pairs that are left.
MISSING = f"""WITH {{scope}},
{PLACE},
{REFUSED_ANYWHERE},
line AS MATERIALIZED (
    SELECT CAST(p.shop AS INTEGER) AS shop, hash(l.shop_id, l.customer_key) AS who,
        hash(l.shop_id, l.customer_key, l.product_id) AS pair, CAST(date_diff('day', l.ordered_on, p.till) AS SMALLINT) AS ago
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE {SOLD}),
habit AS MATERIALIZED (
    SELECT pair, any_value(who) AS who, any_value(shop) AS shop, min(ago) AS away, max(ago) AS since FROM line
    GROUP BY pair HAVING count(*) >= {LEAST_DAYS} AND min(ago) >= {LEAST_AWAY}
        AND min(ago) * ({LEAST_DAYS} - 1) <= 2 * {MOST_OVERDUE} * (max(ago) - min(ago))),
here AS (
    SELECT who, min(ago) AS latest FROM line WHERE who IN (SELECT who FROM habit) GROUP BY who
    HAVING min(ago) <= {COMES_WITHIN}),
stopped AS MATERIALIZED (
    SELECT h.pair, h.who, h.shop, h.away, h.since FROM habit AS h JOIN here AS e ON e.who = h.who AND e.latest < h.away
        ANTI JOIN refusal AS r ON r.who = h.who),
enough AS (SELECT shop FROM stopped GROUP BY shop HAVING count(*) >= {LEAST_PAIRS}),
asked AS MATERIALIZED (SELECT s.* FROM stopped AS s SEMI JOIN enough AS e ON e.shop = s.shop),
taken AS (SELECT DISTINCT pair, ago FROM line WHERE pair IN (SELECT pair FROM asked)),
gap AS (SELECT pair, lag(ago) OVER (PARTITION BY pair ORDER BY ago DESC) - ago AS pause FROM taken),
placed AS (
    SELECT pair, pause, row_number() OVER (PARTITION BY pair ORDER BY pause) AS place, count(*) OVER (PARTITION BY pair) AS n
    FROM gap WHERE pause IS NOT NULL),
rhythm AS (
    SELECT pair, avg(CASE WHEN place >= n / 2.0 AND place <= n / 2.0 + 1 THEN pause END) AS pace
    FROM placed WHERE n >= {LEAST_DAYS} - 1 GROUP BY pair),
late AS MATERIALIZED (
    SELECT a.pair, a.who, a.shop, a.away, a.since, r.pace FROM asked AS a JOIN rhythm AS r ON r.pair = a.pair
    WHERE a.away >= {LEAST_OVERDUE} * r.pace AND a.away <= {MOST_OVERDUE} * r.pace),
bought AS (
    SELECT hash(l.shop_id, l.customer_key, l.product_id) AS pair, any_value(l.product_id) AS product_id,
        any_value(l.category) AS category, count(DISTINCT l.ordered_on) AS taken,
        CAST(sum(l.paid_amount - l.refund_amount) AS DOUBLE) AS net
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE {SOLD} AND hash(l.shop_id, l.customer_key, l.product_id) IN (SELECT pair FROM late)
    GROUP BY hash(l.shop_id, l.customer_key, l.product_id)),
visit AS (SELECT DISTINCT who, ago FROM line WHERE who IN (SELECT who FROM late)),
counted AS (
    SELECT t.pair, sum(CASE WHEN v.ago >= t.away AND v.ago <= t.since THEN 1 ELSE 0 END) AS visits,
        sum(CASE WHEN v.ago < t.away THEN 1 ELSE 0 END) AS missed
    FROM late AS t JOIN visit AS v ON v.who = t.who GROUP BY t.pair),
missing AS (
    SELECT t.shop, t.who, t.pair, b.product_id, b.category, b.taken, b.net / b.taken AS purchase, t.away, t.pace, c.visits,
        c.missed
    FROM late AS t JOIN bought AS b ON b.pair = t.pair JOIN counted AS c ON c.pair = t.pair)"""

_COLUMNS = """CAST(m.taken AS BIGINT) AS taken, CAST(m.visits AS BIGINT) AS visits, CAST(m.missed AS BIGINT) AS missed,
    CAST(m.purchase AS DOUBLE) AS purchase, CAST(m.pace AS DOUBLE) AS pace, CAST(m.away AS BIGINT) AS away"""
# A product file's word for the category ahead of the order's, as everywhere.
_LINE = """shelf AS (
    SELECT shop_id, product_id, min(category) AS category FROM product
    WHERE category IS NOT NULL AND hash(shop_id, product_id) IN (
        SELECT hash(p.shop_id, m.product_id) FROM missing AS m JOIN place AS p ON p.shop = m.shop)
    GROUP BY shop_id, product_id)"""

SCAN = f"""{MISSING}, {_LINE}
SELECT p.shop_id, coalesce(s.category, m.category, '') AS category, m.product_id,
    CAST(dense_rank() OVER (PARTITION BY m.shop ORDER BY m.who) AS BIGINT) AS customer, {_COLUMNS}
FROM missing AS m JOIN place AS p ON p.shop = m.shop
    LEFT JOIN shelf AS s ON s.shop_id = p.shop_id AND s.product_id = m.product_id
ORDER BY p.shop_id, m.product_id, m.pair"""

# Whoever has taken another product of the line since may have changed rather than stopped.
PAIRS = f"""{MISSING}, {_LINE}, {NAMED},
lined AS (
    SELECT m.*, coalesce(s.category, m.category, '') AS line FROM missing AS m
        LEFT JOIN shelf AS s ON s.shop_id = $shop AND s.product_id = m.product_id),
shelved AS (
    SELECT product_id, min(category) AS category FROM product WHERE shop_id = $shop AND category IS NOT NULL
    GROUP BY product_id),
changed AS (
    SELECT DISTINCT m.pair FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
        JOIN lined AS m ON m.who = hash(l.shop_id, l.customer_key) AND date_diff('day', l.ordered_on, p.till) < m.away
        LEFT JOIN shelved AS s ON s.product_id = l.product_id
    WHERE l.shop_id = $shop AND {SOLD} AND m.line <> '' AND coalesce(s.category, l.category) = m.line)
SELECT k.customer_key, m.product_id, m.line AS category, c.pair IS NOT NULL AS changed, {_COLUMNS}
FROM lined AS m JOIN known AS k ON k.who = m.who LEFT JOIN changed AS c ON c.pair = m.pair
ORDER BY k.customer_key, m.product_id"""

# Habits that had stopped on an earlier morning, by what was known then, and after how many days each was taken up again.
EARLIER = f"""{MISSING},
later AS (
    SELECT hash(l.shop_id, l.customer_key, l.product_id) AS pair, min(date_diff('day', p.till, l.ordered_on)) AS days
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE l.ordered_on >= p.till AND l.ordered_on < p.till + {FOLLOWED_DAYS} AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0
    GROUP BY hash(l.shop_id, l.customer_key, l.product_id))
SELECT {_COLUMNS}, CAST(a.days AS BIGINT) AS days FROM missing AS m LEFT JOIN later AS a ON a.pair = m.pair ORDER BY m.pair"""


def earlier_sql(situation: Situation) -> AudienceSql:
    """A statement of the habits that had stopped `FOLLOWED_DAYS` ago: what they are judged by, and days until taken up again."""
    read = of_one_shop(EARLIER, situation)
    return AudienceSql(read.text, {**read.params, "scan_end": situation.days_before(FOLLOWED_DAYS)})


def pairs_sql(situation: Situation) -> AudienceSql:
    """A statement of the shop's stopped habits: customer_key, product_id, category, whether the customer has taken another of
    it since, and what they are judged by."""
    return of_one_shop(PAIRS, situation)


# How many miss which product was counted before; what is sold of it now and how it is called is looked up.
WANTED = """WITH given AS (SELECT unnest($products) AS product_id, unnest($counts) AS wanted),
wanted AS (
    SELECT g.product_id, max(l.product_name) AS product_name, max(g.wanted) AS wanted, 0 AS lookers,
        sum(CASE WHEN l.ordered_on >= $recent AND l.ordered_on < $end THEN l.quantity ELSE 0 END) AS units
    FROM given AS g LEFT JOIN order_line AS l ON l.product_id = g.product_id AND l.shop_id = $shop
        AND l.line_type = 'product' AND l.status IN ('paid', 'refunded')
    GROUP BY g.product_id)"""


def goods_of(situation: Situation, kept: Kept, missed: Mapping[str, int]) -> Choice:
    """Of the products that are missed (with how many customers miss each), the most missed in stock, at most three."""
    params = {
        "products": list(missed),
        "counts": list(missed.values()),
        "recent": situation.days_before(SALES_DAYS),
        "end": situation.end,
    }
    return choose_goods(situation, kept, WANTED, params, by_conversion=False, least_wanted=1)
