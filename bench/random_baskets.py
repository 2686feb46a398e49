"""Made-up shops whose baskets hold no affinity, for counting false ones; and one pair that can be planted.

Each kind imitates a reason why products meet without belonging together: popular products, resellers' lists, a season, customers
who order the same again. Drawn without replacement by popularity (Efraimidis and Spirakis 2006: the largest keys u^(1/w)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

END = "2026-11-20"
DAYS = 180


@dataclass(frozen=True)
class Kind:
    """Orders and products of a shop, and what makes its baskets odd. `habit` is the share of orders that repeat one before."""

    orders: int
    products: int
    wholesale: bool = False
    seasonal: bool = False
    habit: float = 0.0


KINDS = {
    "tiny": Kind(400, 12),
    "few_products": Kind(5000, 12),
    "small": Kind(800, 40),
    "consumer": Kind(3000, 200),
    "wholesale": Kind(1200, 400, wholesale=True),
    "seasonal": Kind(3000, 150, seasonal=True),
    "habit": Kind(3000, 100, habit=0.7),
}


def lines_of(kind: Kind, seed: int, planted: float = 0.0) -> pd.DataFrame:
    """Lines with order, product, customer (integers) and days before `END`.

    `planted` is the share of the orders with product 2 that take product 5 as well.
    """
    chance = np.random.default_rng(seed)
    days, customer = (
        chance.integers(1, DAYS + 1, kind.orders),
        chance.integers(0, kind.orders // 3, kind.orders),
    )
    held = _drawn(chance, kind, days)
    if planted:
        held[:, 5] |= held[:, 2] & (chance.random(kind.orders) < planted)
    if kind.habit:
        held = held[_repeating(chance, customer, kind.habit)]
    order, product = np.nonzero(held)
    return pd.DataFrame(
        {"order": order, "product": product, "customer": customer[order], "days": days[order]}
    )


def order_lines(shops: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The lines of several shops with the columns of `order_line` that a counting reads, days still as numbers."""
    return pd.concat([lines.assign(shop_id=shop) for shop, lines in shops.items()], ignore_index=True)


# What makes a table `order_line` of the frame `lines`, and the scope of all its shops.
AS_ORDER_LINE = f"""CREATE OR REPLACE TABLE order_line AS SELECT shop_id, 'o' || "order" AS order_key, 'p' || product AS product_id,
    'c' || customer AS customer_key, DATE '{END}' - CAST(days AS INTEGER) AS ordered_on, 'paid' AS status,
    'product' AS line_type, 1.0 AS paid_amount FROM lines"""
ALL_SHOPS = f"""SELECT DISTINCT shop_id, DATE '{END}' AS "end" FROM order_line"""


def _drawn(chance: np.random.Generator, kind: Kind, days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which order holds which product."""
    popularity = 1 / np.arange(1, kind.products + 1) ** 0.8
    weight = np.broadcast_to(popularity, (kind.orders, kind.products))
    if kind.seasonal:
        late = (np.arange(kind.products) % 2)[None, :] == (days > DAYS / 2)[:, None]
        weight = weight * np.where(late, 1.0, 0.03)
    size = 1 + chance.poisson(1.2, kind.orders)
    if kind.wholesale:
        size = np.minimum(
            1 + np.exp(chance.normal(2.3, 0.9, kind.orders)).astype(np.int64), kind.products // 2
        )
    key = np.log(chance.random(weight.shape)) / weight
    place = np.argsort(np.argsort(-key, axis=1), axis=1)
    return place < size[:, None]


def _repeating(chance: np.random.Generator, customer: NDArray[np.int64], habit: float) -> NDArray[np.int64]:
    """For each order the order whose basket it has: mostly the customer's first one."""
    _, first = np.unique(customer, return_index=True)
    own = np.arange(len(customer))
    return np.where(
        chance.random(len(customer)) < habit, first[np.searchsorted(np.unique(customer), customer)], own
    )
