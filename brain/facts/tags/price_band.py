"""Price band: whether a customer buys the cheap, the middle or the dear things of each category.

Every line bought in 365 days has a place between 0 and 1 among all lines that the shop sold in its category, lines of the
same price sharing the middle of their places. The customer's band is the mean place: low up to a third, high from two
thirds on. Needs three lines, in categories with at least 20 lines and three different prices.
"""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.kernel.i18n import N_

LEAST_LINES = 3
CATEGORY_LINES = 20
CATEGORY_PRICES = 3

_SQL = f"""
WITH priced AS (
    SELECT shop_id, customer_key, coalesce(category, '') AS category, price FROM tag_line WHERE price > 0),
level AS (
    SELECT shop_id, category, price, count(*) AS lines FROM priced GROUP BY shop_id, category, price),
ladder AS (
    SELECT shop_id, category, price,
        (sum(lines) OVER (PARTITION BY shop_id, category ORDER BY price) - lines / 2.0)
            / NULLIF(sum(lines) OVER (PARTITION BY shop_id, category), 0) AS place,
        sum(lines) OVER (PARTITION BY shop_id, category) AS lines,
        count(*) OVER (PARTITION BY shop_id, category) AS prices
    FROM level),
placed AS (
    SELECT p.shop_id, p.customer_key, count(*) AS lines, avg(CAST(d.place AS DOUBLE)) AS place, avg(p.price) AS price
    FROM priced AS p
        JOIN ladder AS d ON d.shop_id = p.shop_id AND d.category = p.category AND d.price = p.price
    WHERE d.lines >= {CATEGORY_LINES} AND d.prices >= {CATEGORY_PRICES}
    GROUP BY p.shop_id, p.customer_key HAVING count(*) >= {LEAST_LINES})
SELECT shop_id, customer_key,
    CASE WHEN place <= 1 / 3.0 THEN 'low' WHEN place >= 2 / 3.0 THEN 'high' ELSE 'mid' END AS value,
    CAST(json_object('lines', lines, 'place', round(CAST(place AS DOUBLE), 3),
        'price', CAST(CAST(price AS DECIMAL(18, 2)) AS VARCHAR)) AS VARCHAR) AS evidence
FROM placed"""

price_band = TagRule(
    name="price_band",
    rule="price_band/1",
    label=N_("Price band"),
    sentence=N_("Whether a customer buys the cheap, the middle or the dear things of each category."),
    because=N_(
        "{lines} lines at {price} on average; within their categories they stand at {place} from the cheapest to the dearest."
    ),
    sql=_SQL,
    values={"low": N_("Low"), "mid": N_("Middle"), "high": N_("High")},
)
