"""What stands far outside of what a file usually shows: orders, days, quantities, prices, one amount again and again.

Amounts spread over powers of ten, so distances are measured on their logarithm, from the median, in units of the median
distance (Hampel's identifier): one absurd order cannot hide itself by stretching the scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

import duckdb

from brain.facts.quality.base import DayFigures, Oddity, OddKind

FAR = 6.0
"""So many robust deviations from the median is far."""
LEAST_SPREAD = 0.15
"""Deviations below this (in powers of e) count as this: a shop whose orders are all alike is not full of outliers."""
LEAST_ORDERS = 30
LEAST_DAYS = 28
MOST_SHOWN = 3
PRICE_FACTOR = 20
"""A price so many times above or below the product's median price is no offer; a hundred times is yuan taken for fen."""
MANY_PIECES = 1000
PIECES_FACTOR = 100
SAME_SHARE = 0.25
OTHER_AMOUNTS = 10
NORMAL = 1.4826
"""Makes the median distance comparable with a standard deviation."""

ORDER_AMOUNTS = "SELECT order_key, paid, row_no FROM profile_whole WHERE paid > 0"


@dataclass(frozen=True)
class Scale:
    """Median and robust spread of the logarithms of amounts."""

    middle: float
    spread: float

    def bounds(self) -> tuple[float, float]:
        """Amounts below the first or above the second are far outside."""
        return math.exp(self.middle - FAR * self.spread), math.exp(self.middle + FAR * self.spread)


def scale_of(amounts: Sequence[float]) -> Scale:
    """The scale of positive amounts."""
    logs = [math.log(amount) for amount in amounts]
    middle = median(logs)
    return Scale(middle, max(LEAST_SPREAD, NORMAL * median(abs(one - middle) for one in logs)))


def find_oddities(
    cursor: duckdb.DuckDBPyConnection, days: Sequence[DayFigures], relation: str = "judged"
) -> tuple[Oddity, ...]:
    """What is odd about the order lines in `relation`; the temporary `profile_whole` sums them up by order."""
    return (
        *_orders(cursor, relation),
        *_large_days(days),
        *_prices(cursor, relation),
        *_quantities(cursor, relation),
        *_same_amount(cursor),
    )


def lonely_days(days: Sequence[date], orders: dict[date, int]) -> tuple[Oddity, ...]:
    """Days that stand far away from all others."""
    return tuple(
        Oddity(
            kind="lonely_day",
            subject=day.isoformat(),
            value=Decimal(orders[day]),
            typical=Decimal(0),
            count=orders[day],
        )
        for day in days
    )


def _orders(cursor: duckdb.DuckDBPyConnection, relation: str) -> list[Oddity]:
    row = cursor.execute(
        f"""SELECT count(*), median(l), median(abs(l - m)) FROM (
                SELECT ln(CAST(paid AS DOUBLE)) AS l, median(ln(CAST(paid AS DOUBLE))) OVER () AS m FROM ({ORDER_AMOUNTS}))"""
    ).fetchone()
    if row is None or row[0] < LEAST_ORDERS:
        return []
    low, high = Scale(row[1], max(LEAST_SPREAD, NORMAL * row[2])).bounds()
    typical = Decimal(str(round(math.exp(row[1]), 2)))
    found = []
    sides: tuple[tuple[OddKind, str, str], ...] = (
        ("large_order", f"paid > {high!r}", "DESC"),
        ("small_order", f"paid < {low!r}", "ASC"),
    )
    for kind, condition, order in sides:
        rows = cursor.execute(
            f"SELECT order_key, paid, row_no, count(*) OVER () FROM ({ORDER_AMOUNTS}) WHERE {condition}"
            f" ORDER BY paid {order}, row_no LIMIT {MOST_SHOWN}"
        ).fetchall()
        names = _order_ids(cursor, relation, [one[0] for one in rows])
        found += [
            Oddity(
                kind=kind, subject=names[one[0]], value=one[1], typical=typical, count=one[3], rows=(one[2],)
            )
            for one in rows
        ]
    return found


def _order_ids(cursor: duckdb.DuckDBPyConnection, relation: str, keys: Sequence[str]) -> dict[str, str]:
    """The order numbers of a few orders: carried along for all of them, they would double the sums' size."""
    if not keys:
        return {}
    rows = cursor.execute(
        f"SELECT order_key, any_value(order_id) FROM {relation} WHERE order_key IN (SELECT unnest($keys)) GROUP BY order_key",
        {"keys": list(keys)},
    ).fetchall()
    return dict(rows)


def _large_days(days: Sequence[DayFigures]) -> list[Oddity]:
    sold = [one for one in days if one.paid > 0]
    if len(sold) < LEAST_DAYS:
        return []
    scale = scale_of([float(one.paid) for one in sold])
    typical = Decimal(str(round(math.exp(scale.middle), 2)))
    far = sorted(
        (one for one in sold if float(one.paid) > scale.bounds()[1]), key=lambda one: one.paid, reverse=True
    )
    return [
        Oddity(kind="large_day", subject=one.day.isoformat(), value=one.paid, typical=typical, count=len(far))
        for one in far[:MOST_SHOWN]
    ]


def _prices(cursor: duckdb.DuckDBPyConnection, relation: str) -> list[Oddity]:
    """Prices far from the median price of their product, one entry a product and side, with the rows."""
    rows = cursor.execute(
        f"""WITH line AS (
                SELECT row_no, coalesce(product_id, product_name) AS product, product_name, unit_price FROM {relation}
                WHERE unit_price > 0 AND line_type = 'product'),
            wide AS (SELECT product FROM line WHERE product IS NOT NULL GROUP BY product
                     HAVING max(unit_price) >= {PRICE_FACTOR} * min(unit_price) AND count(*) >= 4),
            usual AS (SELECT product, median(unit_price) AS typical FROM line JOIN wide USING (product) GROUP BY product),
            odd AS (SELECT *, unit_price >= {PRICE_FACTOR} * typical AS high FROM line JOIN usual USING (product)
                    WHERE unit_price >= {PRICE_FACTOR} * typical OR unit_price * {PRICE_FACTOR} <= typical)
            SELECT high, coalesce(any_value(product_name), product), arg_max(unit_price, ratio), any_value(typical),
                   sum(count(*)) OVER (PARTITION BY high), list(row_no ORDER BY ratio DESC, row_no)[1:{MOST_SHOWN}]
            FROM (SELECT *, CASE WHEN high THEN unit_price / typical ELSE typical / unit_price END AS ratio FROM odd)
            GROUP BY high, product ORDER BY max(ratio) DESC"""
    ).fetchall()
    found: list[Oddity] = []
    for high in (True, False):
        side = [one for one in rows if one[0] is high][:MOST_SHOWN]
        found += [
            Oddity(
                kind="high_price" if high else "low_price",
                subject=one[1],
                value=one[2],
                typical=round(Decimal(one[3]), 4),
                count=int(one[4]),
                rows=tuple(one[5]),
            )
            for one in side
        ]
    return found


def _quantities(cursor: duckdb.DuckDBPyConnection, relation: str) -> list[Oddity]:
    rows = cursor.execute(
        f"""WITH usual AS (SELECT median(quantity) AS typical FROM {relation} WHERE quantity > 0 AND line_type = 'product')
            SELECT coalesce(product_name, product_id, order_id), quantity, typical, row_no, count(*) OVER ()
            FROM {relation}, usual
            WHERE line_type = 'product' AND quantity >= greatest({MANY_PIECES}, {PIECES_FACTOR} * typical)
            ORDER BY quantity DESC, row_no LIMIT {MOST_SHOWN}"""
    ).fetchall()
    return [
        Oddity(
            kind="large_quantity",
            subject=one[0],
            value=one[1],
            typical=round(Decimal(one[2]), 4),
            count=one[4],
            rows=(one[3],),
        )
        for one in rows
    ]


def _same_amount(cursor: duckdb.DuckDBPyConnection) -> list[Oddity]:
    """One amount on a quarter of all orders, while the others vary: a default left standing, or a filter."""
    row = cursor.execute(
        f"""SELECT paid, n, total, kinds, typical FROM (
                SELECT paid, count(*) AS n, sum(count(*)) OVER () AS total, count(*) OVER () AS kinds,
                       median(paid) OVER () AS typical, min(min(row_no)) OVER () FROM ({ORDER_AMOUNTS}) GROUP BY paid)
            ORDER BY n DESC, paid LIMIT 1"""
    ).fetchone()
    if row is None or row[2] < LEAST_ORDERS or row[3] <= OTHER_AMOUNTS or row[1] < SAME_SHARE * float(row[2]):
        return []
    return [
        Oddity(
            kind="same_amount", subject="", value=row[0], typical=round(Decimal(row[4]), 4), count=int(row[1])
        )
    ]
