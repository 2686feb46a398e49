"""Why a category falls: products that ran out, a price that went up, an offer that ended, fewer who look, or fewer who buy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from brain.facts.reader import Result
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept

NOW_DAYS = 14
BEFORE_DAYS = 56
STOCK_DAYS = 14
# A cause is named when it makes this share of what is missing.
LEAST_SHARE = 0.4
LEAST_RISE_OF_PRICE = 0.04
# Looks that fell by this much less or more than sales say where people are lost.
LEAST_FALL_OF_LOOKS = 0.15
LEAST_LOOKS = 30

Kind = Literal["stock", "price", "offer", "looks", "conversion", "unknown"]

SHELF = """shelf AS (
    SELECT product_id, min(category) AS category, max(name) AS name FROM product WHERE shop_id = $shop GROUP BY product_id)"""

# A product's lines in the last 14 days and in a usual 14 of the eight weeks before, its price then and now, and what is left of it.
PRODUCTS = f"""WITH {SHELF},
line AS (
    SELECT l.product_id, max(coalesce(s.name, l.product_name, l.product_id)) AS name,
        count(CASE WHEN l.ordered_on >= $now THEN 1 END) AS now,
        round(count(CASE WHEN l.ordered_on < $now THEN 1 END) * {NOW_DAYS} / {BEFORE_DAYS}.0, 1) AS before,
        avg(CASE WHEN l.ordered_on >= $now THEN l.paid_amount / NULLIF(l.quantity, 0) END) AS price_now,
        avg(CASE WHEN l.ordered_on < $now THEN l.paid_amount / NULLIF(l.quantity, 0) END) AS price_before
    FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
    WHERE l.shop_id = $shop AND l.status IN ('paid', 'refunded') AND l.line_type = 'product' AND l.paid_amount > 0
        AND l.ordered_on >= $start AND l.ordered_on < $end AND coalesce(s.category, l.category) = $category AND l.product_id IS NOT NULL
    GROUP BY l.product_id),
latest AS (
    SELECT product_id, coalesce(sku, '') AS sku, max(snapshot_on) AS snapshot_on FROM stock
    WHERE shop_id = $shop AND snapshot_on >= $counted AND snapshot_on < $end GROUP BY product_id, coalesce(sku, '')),
left_over AS (
    SELECT s.product_id, sum(s.on_hand) AS on_hand FROM stock AS s JOIN latest AS n
        ON n.product_id = s.product_id AND n.sku = coalesce(s.sku, '') AND n.snapshot_on = s.snapshot_on
    WHERE s.shop_id = $shop GROUP BY s.product_id)
SELECT p.product_id, p.name, p.now, p.before, round(p.price_now, 2) AS price_now, round(p.price_before, 2) AS price_before,
    o.on_hand
FROM line AS p LEFT JOIN left_over AS o ON o.product_id = p.product_id
WHERE p.before >= 1 ORDER BY p.before - p.now DESC, p.product_id LIMIT 50"""

LOOKS = f"""WITH {SHELF}
SELECT count(CASE WHEN own AND day >= $now THEN 1 END) AS now, count(CASE WHEN own AND day < $now THEN 1 END) AS before,
    count(CASE WHEN NOT own AND day >= $now THEN 1 END) AS rest_now, count(CASE WHEN NOT own AND day < $now THEN 1 END) AS rest_before,
    min(day) AS first_day
FROM (
    SELECT e.happened_on AS day, coalesce(s.category, e.category, '') = $category AS own
    FROM event AS e LEFT JOIN shelf AS s ON s.product_id = e.product_id
    WHERE e.shop_id = $shop AND e.type = 'view' AND e.happened_on >= $before AND e.happened_on < $end) AS look"""

OFFERS = """SELECT coalesce(name, promotion_id) AS name FROM promotion
WHERE shop_id = $shop AND category = $category AND product_id IS NULL
    AND CAST(ends_at AS DATE) > $before AND CAST(ends_at AS DATE) <= $now
ORDER BY ends_at DESC, promotion_id LIMIT 1"""


@dataclass(frozen=True)
class Cause:
    """The likeliest cause with the rows that say so. `row` is a product's place in `products`, `looks` one row of looks."""

    kind: Kind
    products: Result
    row: int | None = None
    share: float = 0.0
    looks: Result | None = None
    change: float = 0.0
    offer: str = ""


def find_cause(situation: Situation, kept: Kept, category: str, missing: float) -> Cause:
    """The first cause that explains enough of the `missing` order lines; "unknown" is an answer."""
    days = {
        "start": situation.days_before(NOW_DAYS + BEFORE_DAYS), "now": situation.days_before(NOW_DAYS), "end": situation.end,
        "counted": situation.days_before(STOCK_DAYS), "category": category,
    }  # fmt: skip
    products = kept.sql(PRODUCTS, days)
    found = (
        _ran_out(products, missing)
        or _dearer(products, missing)
        or _offer_over(situation, kept, category, products)
    )
    return found or _looked_at(situation, kept, category, products)


def _ran_out(products: Result, missing: float) -> Cause | None:
    lost = [
        (float(before) - float(now), place)
        for place, (_, _, now, before, _, _, left) in enumerate(products.rows)
        if left is not None and float(left) <= 0 and float(before) > float(now)
    ]
    share = sum(gone for gone, _ in lost) / max(missing, 1.0)
    return Cause("stock", products, max(lost)[1], min(share, 1.0)) if lost and share >= LEAST_SHARE else None


def _dearer(products: Result, missing: float) -> Cause | None:
    lost = [
        (float(before) - float(now), place)
        for place, (_, _, now, before, dear, cheap, _) in enumerate(products.rows)
        if dear
        and cheap
        and float(dear) >= float(cheap) * (1 + LEAST_RISE_OF_PRICE)
        and float(before) > float(now)
    ]
    share = sum(gone for gone, _ in lost) / max(missing, 1.0)
    return Cause("price", products, max(lost)[1], min(share, 1.0)) if lost and share >= LEAST_SHARE else None


def _offer_over(situation: Situation, kept: Kept, category: str, products: Result) -> Cause | None:
    days = {"before": situation.days_before(NOW_DAYS + 28), "now": situation.days_before(NOW_DAYS)}
    over = kept.sql(OFFERS, {**days, "category": category})
    return Cause("offer", products, offer=str(over.rows[0][0])) if over.rows else None


def _looked_at(situation: Situation, kept: Kept, category: str, products: Result) -> Cause:
    """Whether as many look as before (scaled by what is looked at in the rest of the shop), or fewer."""
    if not situation.facts.has("event"):
        return Cause("unknown", products)
    first = situation.days_before(2 * NOW_DAYS)
    looks = kept.sql(
        LOOKS,
        {"before": first, "now": situation.days_before(NOW_DAYS), "end": situation.end, "category": category},
    )
    now, before, rest_now, rest_before, first_day = looks.rows[0]
    if min(before, rest_before) < LEAST_LOOKS or first_day > situation.days_before(2 * NOW_DAYS - 2):
        return Cause("unknown", products)
    change = float(now) / (float(before) * float(rest_now) / float(rest_before)) - 1 if rest_now else 0.0
    kind: Kind = "looks" if change <= -LEAST_FALL_OF_LOOKS else "conversion"
    return Cause(kind, products, looks=looks, change=change)
