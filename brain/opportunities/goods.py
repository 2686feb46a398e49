"""What can be shown: names, today's prices and stock of products, one row a product whatever the files held."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from brain.facts.reader import Result
from brain.opportunities.base import Goods, Situation
from brain.opportunities.keeping import Kept

SALES_DAYS = 28
STOCK_IS_FRESH_DAYS = 14
LEAST_COVER_DAYS = 7.0
MOST_SHOWN = 3
LEAST_BUYERS = 3
IMAGINED_LOOKERS = 20.0

# Names an export gives to products that are no longer sold; anything else counts as on sale.
OFF_SALE = "('off', 'off_sale', 'inactive', 'archived', 'draft', 'delisted', 'discontinued', '下架', '已下架', '停售')"

# A price is only named where it is one price: variants of different price, or a price that changed in the last week
# without a product file, leave it out.
OFFERED = """, offered AS (
    SELECT product_id, max(name) AS name, CASE WHEN min(price) = max(price) THEN min(price) END AS price,
        min(CASE WHEN lower(coalesce(status, '')) IN {off_sale} THEN 1 ELSE 0 END) AS off_sale
    FROM product WHERE shop_id = $shop GROUP BY product_id),
recent AS (
    SELECT product_id, max(product_name) AS name, CASE WHEN min(unit_price) = max(unit_price) THEN min(unit_price) END AS price
    FROM order_line
    WHERE shop_id = $shop AND line_type = 'product' AND status IN ('paid', 'refunded')
        AND ordered_on > $week_before AND ordered_on <= $last
    GROUP BY product_id),
latest_count AS (
    SELECT product_id, coalesce(sku, '') AS sku, max(snapshot_on) AS snapshot_on FROM stock
    WHERE shop_id = $shop AND snapshot_on > $stock_after AND snapshot_on <= $last GROUP BY product_id, coalesce(sku, '')),
on_shelf AS (
    SELECT s.product_id, sum(s.on_hand) AS on_hand FROM stock AS s JOIN latest_count AS n
        ON n.product_id = s.product_id AND n.sku = coalesce(s.sku, '') AND n.snapshot_on = s.snapshot_on
    WHERE s.shop_id = $shop GROUP BY s.product_id)
SELECT w.product_id, coalesce(o.name, r.name, w.product_name, w.product_id) AS name,
    CASE WHEN o.product_id IS NULL THEN r.price ELSE o.price END AS price, h.on_hand,
    w.wanted, w.lookers, w.units / {days} AS units_a_day
FROM wanted AS w LEFT JOIN offered AS o ON o.product_id = w.product_id
    LEFT JOIN recent AS r ON r.product_id = w.product_id LEFT JOIN on_shelf AS h ON h.product_id = w.product_id
WHERE coalesce(o.off_sale, 0) = 0
ORDER BY w.wanted DESC, w.product_id LIMIT 200"""


@dataclass(frozen=True)
class Candidate:
    """One product: how many wanted it (bought it), how many looked, its stock (None: unknown) and its daily pace."""

    goods: Goods
    wanted: int
    lookers: int
    on_hand: float | None
    units_a_day: float

    @property
    def days_of_cover(self) -> float | None:
        """How long the stock lasts at the present pace; None when the stock is unknown."""
        if self.on_hand is None:
            return None
        if self.units_a_day > 0:
            return self.on_hand / self.units_a_day
        return math.inf if self.on_hand > 0 else 0.0

    @property
    def in_stock(self) -> bool:
        """Whether a post about it can be served for some days; unknown stock counts as served."""
        cover = self.days_of_cover
        return cover is None or cover >= LEAST_COVER_DAYS


@dataclass(frozen=True)
class Choice:
    """What to show, what was wanted but is too short in stock, whether stock is known at all, and the rows behind it."""

    shown: tuple[Goods, ...]
    short: tuple[Candidate, ...]
    stock_known: bool
    result: Result


def choose_goods(
    situation: Situation,
    kept: Kept,
    wanted: str,
    params: dict[str, object],
    *,
    by_conversion: bool,
    least_wanted: int = LEAST_BUYERS,
) -> Choice:
    """At most three products in stock, best first.

    `wanted` is a WITH clause that ends with `wanted(product_id, product_name, wanted, lookers, units)`, units sold in the
    last `SALES_DAYS` days; its parameters include none of `week_before` and `stock_after`. `by_conversion` orders by buyers over lookers (drawn to the average), otherwise by buyers.
    """
    window = {
        "week_before": situation.days_before(8),
        "last": situation.days_before(1),
        "stock_after": situation.days_before(STOCK_IS_FRESH_DAYS + 1),
    }
    text = wanted + OFFERED.format(off_sale=OFF_SALE, days=SALES_DAYS)
    result = kept.sql(text, {**params, **window})
    candidates = [candidate for candidate in map(_candidate, result.rows) if candidate.wanted >= least_wanted]
    ranked = sorted(candidates, key=_by_conversion(candidates) if by_conversion else _by_buyers)
    shown = tuple(candidate.goods for candidate in ranked if candidate.in_stock)[:MOST_SHOWN]
    # Only products that would have been shown are worth a word about their missing stock.
    short = tuple(candidate for candidate in ranked[:MOST_SHOWN] if not candidate.in_stock)
    return Choice(shown, short, any(candidate.on_hand is not None for candidate in candidates), result)


def deliverable(choice: Choice) -> frozenset[str]:
    """The products that were wanted, are on sale and not known to be sold out."""
    return frozenset(one.goods.product_id for one in map(_candidate, choice.result.rows) if one.on_hand != 0)


def _candidate(row: tuple[object, ...]) -> Candidate:
    product_id, name, price, on_hand, wanted, lookers, units_a_day = row
    goods = Goods(
        product_id=str(product_id), name=str(name), price=price if isinstance(price, Decimal) else None
    )
    stock = float(str(on_hand)) if on_hand is not None else None
    return Candidate(goods, int(str(wanted)), int(str(lookers or 0)), stock, float(str(units_a_day or 0)))


def _by_buyers(candidate: Candidate) -> tuple[float, str]:
    return (-candidate.wanted, candidate.goods.product_id)


def _by_conversion(candidates: list[Candidate]) -> Callable[[Candidate], tuple[float, str]]:
    lookers = sum(candidate.lookers for candidate in candidates)
    average = sum(candidate.wanted for candidate in candidates) / lookers if lookers else 0.0

    def key(candidate: Candidate) -> tuple[float, str]:
        drawn = (candidate.wanted + IMAGINED_LOOKERS * average) / (candidate.lookers + IMAGINED_LOOKERS)
        return (-drawn, candidate.goods.product_id)

    return key
