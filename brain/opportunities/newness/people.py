"""Who in one shop would want a new product: by what its first buyers bought besides, and by what it is like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brain.analysis.name_likeness import likeness, read_names
from brain.analysis.who_would_want import (
    Support,
    customers_for,
    fits_price,
    like_by_attributes,
    purchases,
    support_of,
)
from brain.facts.reader import Result
from brain.opportunities.audience import REFUSED, AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.goods import SALES_DAYS, Choice, choose_goods
from brain.opportunities.keeping import Kept

HISTORY_DAYS = 365
# An audience is as large as the circle of regulars that was counted; a smaller one would leave no control group.
LEAST_MEMBERS = 20

BOUGHT = """SELECT DISTINCT customer_key, product_id FROM order_line
WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0
    AND customer_key IS NOT NULL AND product_id IS NOT NULL AND ordered_on >= $since AND ordered_on < $end
ORDER BY customer_key, product_id"""

ATTRIBUTES = """SELECT product_id, max(name) AS name, min(category) AS category, CAST(max(price) AS DOUBLE) AS price
FROM product WHERE shop_id = $shop GROUP BY product_id ORDER BY product_id"""

REFUSERS = f"""WITH {REFUSED} SELECT customer_key FROM refused"""

# The members were chosen by their purchases; who refused meanwhile is left out here as everywhere.
AUDIENCE = """WITH {refused},
chosen AS (SELECT unnest($members) AS customer_key, unnest($scores) AS priority),
audience AS (SELECT customer_key, priority FROM chosen WHERE customer_key NOT IN (SELECT customer_key FROM refused))"""

# Wanted is how many regulars of the category are left: a product that nobody bought yet has no buyers to count.
WANTED = """WITH sold AS (
    SELECT sum(quantity) AS units FROM order_line
    WHERE shop_id = $shop AND product_id = $product AND status IN ('paid', 'refunded') AND ordered_on >= $recent AND ordered_on < $end),
wanted AS (
    SELECT $product AS product_id, CAST(NULL AS VARCHAR) AS product_name, $wanted AS wanted, 0 AS lookers, coalesce(units, 0) AS units FROM sold)"""


@dataclass(frozen=True)
class Chosen:
    """The audience, on how many customers' purchases it rests, and the rows of purchases."""

    audience: AudienceSql | None
    support: Support
    result: Result


def choose_people(situation: Situation, kept: Kept, product: str, size: int) -> Chosen:
    """The `size` likeliest of those who have not bought the product and did not refuse; None where too little is known."""
    bought = kept.sql(BOUGHT, {"since": situation.days_before(HISTORY_DAYS), "end": situation.end})
    attributes = kept.sql(ATTRIBUTES)
    who, what = (np.array([str(row[i]) for row in bought.rows], dtype=object) for i in (0, 1))
    customers, customer = np.unique(who, return_inverse=True)
    names = {str(row[0]): row for row in attributes.rows}
    products = sorted({*what.tolist(), product})
    place = {name: number for number, name in enumerate(products)}
    shop = purchases(customer, [place[name] for name in what.tolist()], len(customers), len(products))
    like, prices = _like(names, products, product)
    price = float(names[product][3] or 0)
    fit = fits_price(shop, prices, price) if price > 0 else None
    score = customers_for(shop, place[product], like, fit)
    support = support_of(shop, place[product], like)
    refused = {str(row[0]) for row in kept.sql(REFUSERS).rows}
    allowed = np.array([name not in refused for name in customers.tolist()])
    ranked = np.argsort(-score, kind="stable")
    members = [place for place in ranked.tolist() if score[place] > 0 and allowed[place]][:size]
    if not support.enough or not members:
        return Chosen(None, support, bought)
    given = {
        "members": customers[members].tolist(),
        "scores": (score[members] / score[members[0]]).round(6).tolist(),
    }
    return Chosen(AudienceSql(AUDIENCE.format(refused=REFUSED), given), support, bought)


def _like(
    names: dict[str, tuple[object, ...]], products: list[str], product: str
) -> tuple[np.ndarray | None, np.ndarray]:
    """Weights of the shop's products that the new one resembles, and all prices (0 where unknown)."""
    rows = [names.get(one, (one, "", None, None)) for one in products]
    known = [str(row[1] or "") for row in rows]
    own = names[product]
    near = likeness(read_names(known), str(own[1] or ""))
    near[products.index(product)] = 0.0
    categories = [
        None if one == product else (str(row[2]) if row[2] else None)
        for one, row in zip(products, rows, strict=True)
    ]
    prices = np.array([float(str(row[3] or 0)) for row in rows])
    category = str(own[2]) if own[2] else None
    return like_by_attributes(near, category, categories, float(str(own[3] or 0)) or None, prices), prices


def goods_of(situation: Situation, kept: Kept, product: str, wanted: int) -> Choice:
    """The product itself, when it can be delivered."""
    params: dict[str, object] = {
        "product": product, "wanted": wanted, "recent": situation.days_before(SALES_DAYS), "end": situation.end,
    }  # fmt: skip
    return choose_goods(situation, kept, WANTED, params, by_conversion=False)
