"""First-time buyers in SQL: when those of the past came again, and who is at that point now.

Newcomers are customers whose first order lies `BEFORE_DAYS` or more after the shop's data begin: of earlier ones nobody knows
whether an order was their first. Their habit is read from those who have had `WAIT_DAYS` to come again, so that slow ones count
as much as quick ones. The window is the ten days after a first order in which most of them came.
"""

from __future__ import annotations

from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.customer_lines import NAMED, PLACE, REFUSED_ANYWHERE, of_one_shop
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept

BEFORE_DAYS = 90
WAIT_DAYS = 90
HISTORY_DAYS = 730
WINDOW_DAYS = 10
# Fewer first-time buyers at that point are better written to by hand, and no control group of theirs says anything.
LEAST_WAITING = 6
# Fewer of the past would leave the window to luck.
LEAST_SEEN = 30

NEWCOMERS = f"""WITH {{scope}},
{PLACE},
{REFUSED_ANYWHERE},
line AS MATERIALIZED (
    SELECT p.shop, hash(l.shop_id, l.customer_key) AS who, date_diff('day', l.ordered_on, p.till) AS ago,
        CAST(l.paid_amount - l.refund_amount AS DOUBLE) AS net
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
    WHERE l.ordered_on >= p.till - {HISTORY_DAYS} AND l.ordered_on < p.till AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0),
opened AS MATERIALIZED (SELECT shop, max(ago) AS ago FROM line GROUP BY shop),
first AS MATERIALIZED (
    SELECT l.who, any_value(l.shop) AS shop, max(l.ago) AS since, min(l.ago) AS latest FROM line AS l
    WHERE l.who IS NOT NULL GROUP BY l.who),
newcomer AS MATERIALIZED (
    SELECT f.who, f.shop, f.since, f.latest FROM first AS f JOIN opened AS o ON o.shop = f.shop
    WHERE f.since <= o.ago - {BEFORE_DAYS}),
second AS (
    SELECT l.who, max(l.ago) AS ago FROM line AS l JOIN newcomer AS n ON n.who = l.who AND l.ago < n.since
    WHERE n.latest < n.since AND n.since >= {WAIT_DAYS} GROUP BY l.who),
seen AS MATERIALIZED (
    SELECT n.who, n.shop, n.since - s.ago AS pause FROM newcomer AS n LEFT JOIN second AS s ON s.who = n.who
    WHERE n.since >= {WAIT_DAYS}),
daily AS (SELECT shop, pause, count(*) AS came FROM seen WHERE pause <= {WAIT_DAYS} GROUP BY shop, pause),
spell AS (
    SELECT shop, pause AS opens,
        sum(came) OVER (PARTITION BY shop ORDER BY pause RANGE BETWEEN CURRENT ROW AND {WINDOW_DAYS} - 1 FOLLOWING) AS came,
        sum(came) OVER (PARTITION BY shop ORDER BY pause ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - came AS sooner
    FROM daily),
best AS (
    SELECT * FROM (
        SELECT *, row_number() OVER (PARTITION BY shop ORDER BY came DESC, opens) AS place FROM spell) AS ranked
    WHERE place = 1),
habit AS (
    SELECT s.shop, count(*) AS seen, sum(CASE WHEN s.pause <= {WAIT_DAYS} THEN 1 ELSE 0 END) AS returned
    FROM seen AS s GROUP BY s.shop HAVING count(*) >= {LEAST_SEEN}),
waiting AS (
    SELECT n.who, n.shop, n.since FROM newcomer AS n JOIN best AS b ON b.shop = n.shop
        ANTI JOIN refusal AS r ON r.who = n.who
    WHERE n.latest = n.since AND n.since >= b.opens AND n.since < b.opens + {WINDOW_DAYS})"""

SCAN = f"""{NEWCOMERS},
now AS (SELECT shop, count(*) AS customers FROM waiting GROUP BY shop HAVING count(*) >= {LEAST_WAITING}),
spent AS (
    SELECT l.shop, sum(l.net) / count(DISTINCT l.who) AS order_value FROM line AS l JOIN waiting AS w ON w.who = l.who
    GROUP BY l.shop)
SELECT p.shop_id, CAST(n.customers AS BIGINT) AS customers, CAST(b.opens AS BIGINT) AS opens,
    CAST(b.opens + {WINDOW_DAYS} - 1 AS BIGINT) AS closes, CAST(b.came AS BIGINT) AS came,
    CAST(h.seen - b.sooner AS BIGINT) AS still_away, CAST(h.seen AS BIGINT) AS seen,
    CAST(h.returned AS BIGINT) AS returned, CAST(v.order_value AS DOUBLE) AS order_value
FROM now AS n JOIN best AS b ON b.shop = n.shop JOIN habit AS h ON h.shop = n.shop JOIN spent AS v ON v.shop = n.shop
    JOIN place AS p ON p.shop = n.shop
ORDER BY p.shop_id"""

# The longer somebody has waited within the window, the sooner it closes for them.
AUDIENCE = f"""{NEWCOMERS}, {NAMED},
audience AS (
    SELECT k.customer_key, CAST(w.since AS DOUBLE) AS priority FROM waiting AS w JOIN known AS k ON k.who = w.who)"""

DAILY = f"""{NEWCOMERS}
SELECT CAST(pause AS BIGINT) AS pause, CAST(came AS BIGINT) AS came FROM daily ORDER BY pause"""


def audience_of(situation: Situation) -> AudienceSql:
    """First-time buyers within the window who have not come again."""
    return of_one_shop(AUDIENCE, situation)


def daily_of(situation: Situation) -> AudienceSql:
    """A statement of how many of the past came again on which day after their first order."""
    return of_one_shop(DAILY, situation)


# What those of the past bought when they came again.
WANTED = f"""{NEWCOMERS},
chosen_then AS (
    SELECT l.product_id, max(l.product_name) AS product_name, count(DISTINCT l.customer_key) AS wanted
    FROM order_line AS l JOIN place AS p ON p.shop_id = l.shop_id
        JOIN second AS s ON s.who = hash(l.shop_id, l.customer_key) AND s.ago = date_diff('day', l.ordered_on, p.till)
    WHERE l.shop_id = $shop AND l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.product_id IS NOT NULL
    GROUP BY l.product_id),
sold AS (
    SELECT product_id, sum(quantity) AS units FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded')
        AND ordered_on >= $recent AND ordered_on < $scan_end
    GROUP BY product_id),
wanted AS (
    SELECT c.product_id, c.product_name, c.wanted, 0 AS lookers, s.units
    FROM chosen_then AS c LEFT JOIN sold AS s ON s.product_id = c.product_id)"""


def goods_of(situation: Situation, kept: Kept) -> Choice:
    """What first-time buyers of the past most often took when they came again, in stock, at most three."""
    read = of_one_shop(WANTED, situation)
    params = {**read.params, "recent": situation.days_before(SALES_DAYS)}
    return choose_goods(situation, kept, read.text, params, by_conversion=False)
