"""Who is due for which product, in SQL: of each customer and product the pauses between purchases, and the wait since.

One rule for the scan of all shops and for the audience of one card. A pair is looked at when it was bought on three days or
more (two pauses, so that each can be tested against the other) and its own median pause ends within the tolerance of today.
"""

from __future__ import annotations

from brain.analysis.regularity import TOLERANCE_DAYS, TOLERANCE_SHARE
from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.customer_lines import NAMED, PLACE, REFUSED_ANYWHERE, of_one_shop
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept

HISTORY_DAYS = 400
LEAST_DAYS = 3
# Fewer are better asked by hand.
LEAST_CUSTOMERS = 5
# What is bought every week is due every day; beyond three months a year holds too few pauses to speak of a rhythm.
LEAST_PACE, MOST_PACE = 8, 90

# `often` and `liked` thin out before anything is sorted: by lines, of which there are at least as many as days.
DUE = """WITH {{scope}},
{place},
{refused},
line AS NOT MATERIALIZED (
    SELECT p.shop, hash(l.shop_id, l.customer_key) AS who, hash(p.shop, l.product_id) AS item,
        hash(p.shop, l.customer_key, l.product_id) AS pair, l.product_id, date_diff('day', l.ordered_on, p.till) AS ago,
        CAST(l.paid_amount - l.refund_amount AS DOUBLE) AS net
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE l.ordered_on >= p.till - {history} AND l.ordered_on < p.till AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.customer_key IS NOT NULL
        AND l.product_id IS NOT NULL),
often AS MATERIALIZED (
    SELECT pair, any_value(who) AS who, any_value(item) AS item FROM line GROUP BY pair
    HAVING count(*) >= {days} AND min(ago) <= {most_pace} + {slack} AND min(ago) >= {least_pace} * (1 - {part})),
liked AS (SELECT item FROM often GROUP BY item HAVING count(*) >= {customers}),
chosen AS MATERIALIZED (
    SELECT o.pair, o.who, o.item FROM often AS o SEMI JOIN liked AS k ON k.item = o.item
        ANTI JOIN refusal AS r ON r.who = o.who),
visit AS MATERIALIZED (
    SELECT pair, ago, any_value(product_id) AS product_id, any_value(shop) AS shop, sum(net) AS net
    FROM line WHERE pair IN (SELECT pair FROM chosen) GROUP BY pair, ago),
gap AS (SELECT pair, lag(ago) OVER (PARTITION BY pair ORDER BY ago DESC) - ago AS pause FROM visit),
placed AS (
    SELECT pair, pause, row_number() OVER (PARTITION BY pair ORDER BY pause) AS place,
        count(*) OVER (PARTITION BY pair) AS n, sum(pause) OVER (PARTITION BY pair) AS whole
    FROM gap WHERE pause IS NOT NULL),
rhythm AS (
    SELECT pair, max(n) AS pauses, avg(CASE WHEN place >= n / 2.0 AND place <= n / 2.0 + 1 THEN pause END) AS pace,
        sum(CASE WHEN abs(pause - (whole - pause) / (n - 1.0)) <= least({slack}, (whole - pause) / (n - 1.0) * {part})
            THEN 1 ELSE 0 END) AS kept
    FROM placed WHERE n >= {days} - 1 GROUP BY pair),
last AS (
    SELECT pair, min(ago) AS away, any_value(product_id) AS product_id, any_value(shop) AS shop, sum(net) AS net,
        count(*) AS times
    FROM visit GROUP BY pair),
due AS (
    SELECT c.pair, c.who, l.shop, l.product_id, l.away, l.net, l.times, r.pauses, r.pace, r.kept
    FROM rhythm AS r JOIN last AS l ON l.pair = r.pair JOIN chosen AS c ON c.pair = r.pair
    WHERE r.pace >= {least_pace} AND r.pace <= {most_pace} AND abs(l.away - r.pace) <= least({slack}, r.pace * {part}))""".format(
    place=PLACE,
    refused=REFUSED_ANYWHERE,
    history=HISTORY_DAYS,
    days=LEAST_DAYS,
    customers=LEAST_CUSTOMERS,
    slack=f"{TOLERANCE_DAYS:g}",
    part=f"{TOLERANCE_SHARE:.6f}",
    least_pace=LEAST_PACE,
    most_pace=MOST_PACE,
)

SCAN = f"""{DUE}
SELECT p.shop_id, d.product_id, CAST(count(*) AS BIGINT) AS customers, CAST(sum(d.pauses) AS BIGINT) AS pauses,
    CAST(sum(d.kept) AS BIGINT) AS kept, CAST(avg(d.pace) AS DOUBLE) AS pace, CAST(avg(d.away) AS DOUBLE) AS away,
    CAST(sum(d.net) / sum(d.times) AS DOUBLE) AS purchase
FROM due AS d JOIN place AS p ON p.shop = d.shop
GROUP BY p.shop_id, d.product_id HAVING count(*) >= {LEAST_CUSTOMERS}
ORDER BY p.shop_id, d.product_id"""

MEMBERS = f"""{DUE}, {NAMED}
SELECT k.customer_key, CAST(d.pace AS DOUBLE) AS pace, CAST(d.away AS BIGINT) AS away, CAST(d.pauses AS BIGINT) AS pauses
FROM due AS d JOIN known AS k ON k.who = d.who WHERE d.product_id = $product ORDER BY k.customer_key"""

# Who was due on earlier mornings, each by what was known then, and how many of them bought within `days` from there.
EARLIER = f"""{DUE}
SELECT CAST(count(*) AS BIGINT) AS cases, CAST(count(f.pair) AS BIGINT) AS bought
FROM due AS d LEFT JOIN (
    SELECT DISTINCT hash(p.shop, l.customer_key, l.product_id) AS pair
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE l.product_id = $product AND l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0
        AND l.ordered_on >= p.till AND date_diff('day', p.till, l.ordered_on) < $days) AS f ON f.pair = d.pair
WHERE d.product_id = $product"""
MORNINGS = (
    'scope AS (SELECT $shop AS shop_id, unnest($mornings) AS "end", CAST($scan_today AS DATE) AS today)'
)

WANTED = f"""{DUE},
wanted AS (
    SELECT $product AS product_id, (
        SELECT max(product_name) FROM order_line WHERE shop_id = $shop AND product_id = $product) AS product_name,
        (SELECT count(*) FROM due WHERE product_id = $product) AS wanted, 0 AS lookers,
        (SELECT sum(quantity) FROM order_line
            WHERE shop_id = $shop AND product_id = $product AND line_type = 'product' AND status IN ('paid', 'refunded')
                AND ordered_on >= $recent AND ordered_on < $scan_end) AS units)"""


def members_sql(situation: Situation, product: str) -> AudienceSql:
    """A statement of the due customers of one product: customer_key, pace, away, pauses."""
    read = of_one_shop(MEMBERS, situation)
    return AudienceSql(read.text, {**read.params, "product": product})


def earlier_sql(situation: Situation, product: str, pace: float, days: int) -> AudienceSql:
    """A statement of who was due one and two paces ago: cases, and how many of them bought within `days`.

    Whole paces ago, for buyers who keep time together are due together.
    """
    mornings = [situation.days_before(max(round(pace * times), days)) for times in (1, 2)]
    params = {"mornings": mornings, "scan_today": situation.facts.today, "product": product, "days": days}
    return AudienceSql(EARLIER.replace("{scope}", MORNINGS), params)


def goods_of(situation: Situation, kept: Kept, product: str) -> Choice:
    """The product itself, where it can be delivered."""
    read = of_one_shop(WANTED, situation)
    params = {**read.params, "product": product, "recent": situation.days_before(SALES_DAYS)}
    return choose_goods(situation, kept, read.text, params, by_conversion=False)
