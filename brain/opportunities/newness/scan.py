"""Which products of all shops are new, and whether their first buyers tell for whom they are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.opportunities.base import Candidate, Scan
from brain.opportunities.goods import OFF_SALE

NEW_DAYS = 30
PAST_DAYS = 180
# A regular of a category bought from it so often in half a year.
FAN_LINES = 3
# With fewer regulars left who may be written to, a category has no taste of its own to go by.
LEAST_FANS = 5
# From so many first buyers on, their taste is read; with fewer nothing but what the product is like speaks.
LEAST_BUYERS = 5
# Of the first buyers so much more than of all customers must be regulars, and chance must not explain it.
LEAST_TIMES, LEAST_Z = 1.25, 1.8
# What after so many days has hardly a buyer was seen by many who did not want it: no guess about likeness speaks against that.
COLD_DAYS = 14
# Nobody's behaviour has confirmed that a product nobody bought yet is for those who buy what it is like.
SURE_COLD = 0.5
REACHED = 0.7

SQL = f"""WITH {{scope}},
fresh AS MATERIALIZED (
    SELECT p.shop_id, p.product_id, max(p.name) AS name, min(p.category) AS category, max(p.price) AS price, max(p.listed_on) AS listed_on
    FROM product AS p JOIN scope AS s ON s.shop_id = p.shop_id
    WHERE p.listed_on >= s."end" - {NEW_DAYS} AND p.listed_on < s."end" AND p.category IS NOT NULL
        AND lower(coalesce(p.status, '')) NOT IN {OFF_SALE}
    GROUP BY p.shop_id, p.product_id),
asked AS (SELECT shop_id, min(listed_on) AS since FROM fresh GROUP BY shop_id),
shelf AS (
    SELECT p.shop_id, p.product_id, min(p.category) AS category FROM product AS p JOIN asked AS a ON a.shop_id = p.shop_id
    GROUP BY p.shop_id, p.product_id),
line AS MATERIALIZED (
    SELECT l.shop_id, l.customer_key, l.product_id, coalesce(h.category, l.category) AS category, l.ordered_on, l.paid_amount
    FROM order_line AS l JOIN asked AS a ON a.shop_id = l.shop_id JOIN scope AS s ON s.shop_id = l.shop_id
        LEFT JOIN shelf AS h ON h.shop_id = l.shop_id AND h.product_id = l.product_id
    WHERE l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0 AND l.customer_key IS NOT NULL
        AND l.ordered_on >= s."end" - {PAST_DAYS} AND l.ordered_on < s."end"),
habit AS MATERIALIZED (
    SELECT f.shop_id, f.product_id, l.customer_key,
        CASE WHEN count(CASE WHEN l.category = f.category AND l.ordered_on < f.listed_on AND l.product_id <> f.product_id THEN 1 END) >= {FAN_LINES}
            THEN 1 ELSE 0 END AS fan,
        max(CASE WHEN l.product_id = f.product_id THEN 1 ELSE 0 END) AS buyer,
        max(CASE WHEN l.ordered_on < f.listed_on THEN 1 ELSE 0 END) AS known
    FROM fresh AS f JOIN line AS l ON l.shop_id = f.shop_id
    GROUP BY f.shop_id, f.product_id, l.customer_key),
refused AS (SELECT DISTINCT c.shop_id, c.customer_key FROM customer AS c JOIN asked AS a ON a.shop_id = c.shop_id WHERE c.consent = FALSE),
summed AS (
    SELECT b.shop_id, b.product_id, count(*) AS customers, sum(b.fan) AS fans, sum(b.buyer) AS buyers, sum(b.fan * b.buyer) AS fan_buyers,
        sum(CASE WHEN r.customer_key IS NULL THEN b.fan * (1 - b.buyer) ELSE 0 END) AS open_fans
    FROM habit AS b LEFT JOIN refused AS r ON r.shop_id = b.shop_id AND r.customer_key = b.customer_key
    GROUP BY b.shop_id, b.product_id)
SELECT f.shop_id, f.product_id, f.name, f.category, CAST(f.price AS DOUBLE) AS price, date_diff('day', f.listed_on, s."end") AS days,
    CAST(u.customers AS BIGINT) AS customers, CAST(u.fans AS BIGINT) AS fans, CAST(u.buyers AS BIGINT) AS buyers,
    CAST(u.fan_buyers AS BIGINT) AS fan_buyers, CAST(u.open_fans AS BIGINT) AS open_fans
FROM fresh AS f JOIN summed AS u ON u.shop_id = f.shop_id AND u.product_id = f.product_id JOIN scope AS s ON s.shop_id = f.shop_id
WHERE u.open_fans >= {LEAST_FANS}
ORDER BY f.shop_id, f.product_id"""


def new_products(frame: pd.DataFrame) -> list[Candidate]:
    """New products whose first buyers are mostly regulars of the category, and those that hardly anybody has bought yet."""
    names = ("customers", "fans", "buyers", "fan_buyers", "open_fans", "price", "days")
    customers, fans, buyers, fan_buyers, open_fans, price, days = (
        frame[n].to_numpy(dtype=np.float64) for n in names
    )
    usual = fans / np.maximum(customers, 1.0)
    share = fan_buyers / np.maximum(buyers, 1.0)
    error = np.sqrt(np.maximum(usual * (1 - usual), 1e-9) / np.maximum(buyers, 1.0))
    z = (share - usual) / error
    early = buyers >= LEAST_BUYERS
    wanted = early & (share >= LEAST_TIMES * usual) & (z >= LEAST_Z)
    cold = ~early & (days <= COLD_DAYS)
    sure = np.where(wanted, np.clip(0.55 + 0.1 * (z - LEAST_Z), 0.55, 0.9), SURE_COLD)
    worth = open_fans * REACHED * RESPONSE_PRIORS["plain"].median * np.nan_to_num(price)
    shops, products = frame["shop_id"].to_numpy(), frame["product_id"].to_numpy()
    return [
        Candidate(
            shop=str(shops[row]), key=str(products[row]), worth=float(worth[row]), sure=float(sure[row]), row=int(row),
            told={"share": float(share[row]), "usual": float(usual[row]), "z": float(z[row]), "early": float(early[row])},
        )
        for row in np.flatnonzero(wanted | cold)
    ]  # fmt: skip


SCAN = Scan(sql=SQL, judge=new_products)
