"""What was different on a low day: hours without orders, one category, an offer that ended, or nothing that the data knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from brain.facts.reader import Result
from brain.opportunities.keeping import Kept

WEEKS = 4
# Hours without an order are telling where so many orders were usual in them.
LEAST_SILENT = 5.0
# A category is the cause when it makes this share of what is missing, and much more than its usual share of sales.
LEAST_SHARE, LEAST_TIMES = 0.6, 1.8

Kind = Literal["nothing", "silent", "category", "offer", "unknown"]

_OWN = "shop_id = $shop AND status IN ('paid', 'refunded') AND line_type = 'product' AND paid_amount > 0"
_PART = "AND ($channel = '' OR channel = $channel)"

HOURS = f"""SELECT ordered_hour AS hour, count(DISTINCT CASE WHEN ordered_on = $day THEN order_key END) AS orders,
    count(DISTINCT CASE WHEN ordered_on <> $day THEN order_key END) / {WEEKS}.0 AS usual
FROM order_line WHERE {_OWN} {_PART} AND list_contains($days, ordered_on)
GROUP BY ordered_hour ORDER BY ordered_hour"""

CATEGORIES = f"""WITH shelf AS (
    SELECT product_id, min(category) AS category FROM product WHERE shop_id = $shop GROUP BY product_id)
SELECT coalesce(s.category, l.category, '') AS category, count(DISTINCT CASE WHEN ordered_on = $day THEN order_key END) AS orders,
    count(DISTINCT CASE WHEN ordered_on <> $day THEN order_key END) / {WEEKS}.0 AS usual
FROM order_line AS l LEFT JOIN shelf AS s ON s.product_id = l.product_id
WHERE l.{_OWN} {_PART.replace("channel =", "l.channel =").replace("$l.channel", "$channel")} AND list_contains($days, l.ordered_on)
GROUP BY coalesce(s.category, l.category, '')
ORDER BY count(DISTINCT CASE WHEN ordered_on <> $day THEN order_key END) / {WEEKS}.0 - count(DISTINCT CASE WHEN ordered_on = $day THEN order_key END) DESC, category"""

OTHERS = f"""SELECT count(DISTINCT CASE WHEN ordered_on = $day THEN order_key END) AS orders,
    round(count(DISTINCT CASE WHEN ordered_on <> $day THEN order_key END) / {WEEKS}.0, 1) AS usual
FROM order_line WHERE {_OWN} AND coalesce(channel, '') <> $channel AND list_contains($days, ordered_on)"""

OFFERS = """SELECT coalesce(name, promotion_id) AS name FROM promotion
WHERE shop_id = $shop AND product_id IS NULL AND category IS NULL
    AND CAST(ends_at AS DATE) >= $before AND CAST(ends_at AS DATE) <= $day ORDER BY ends_at DESC, promotion_id LIMIT 1"""


@dataclass(frozen=True)
class Cause:
    """What was different. `first_hour` and `last_hour` are the silent hours (full hours, both included), `result` the rows behind it."""

    kind: Kind
    others: Result
    result: Result | None = None
    first_hour: int = 0
    last_hour: int = 0
    usual: float = 0.0
    name: str = ""


def find_cause(kept: Kept, channel: str, day: date, orders: float) -> Cause:
    """The first thing that explains most of the day; "unknown" is an answer."""
    days = [day - timedelta(days=7 * week) for week in range(WEEKS + 1)]
    given = {"day": day, "days": days, "channel": channel}
    others = kept.sql(OTHERS, given)
    if orders == 0:
        return Cause("nothing", others)
    return (
        _silent(kept.sql(HOURS, given), others)
        or _one_category(kept.sql(CATEGORIES, given), others)
        or _offer_over(kept, day, others)
        or Cause("unknown", others)
    )


def _silent(hours: Result, others: Result) -> Cause | None:
    """The longest row of hours without an order, by what is usual in them."""
    usual = {int(hour): (int(orders), float(often)) for hour, orders, often in hours.rows}
    best, start, run = (0.0, 0, 0), None, 0.0
    for hour in range(25):
        orders, often = usual.get(hour, (0, 0.0)) if hour < 24 else (1, 0.0)
        if orders == 0:
            start, run = (hour, 0.0) if start is None else (start, run)
            run += often
        elif start is not None:
            best, start = max(best, (run, start, hour - 1)), None
    busy = [hour for hour, (_, often) in usual.items() if often > 0 and best[1] <= hour <= best[2]]
    missing = sum(often - orders for orders, often in usual.values())
    if best[0] < max(LEAST_SILENT, LEAST_SHARE * missing) or not busy:
        return None
    return Cause("silent", others, hours, min(busy), max(busy), best[0])


def _one_category(categories: Result, others: Result) -> Cause | None:
    rows = [
        (str(name), float(often) - float(orders), float(often)) for name, orders, often in categories.rows
    ]
    missing, usual = sum(lost for _, lost, _ in rows), sum(often for *_, often in rows)
    if not rows or missing <= 0 or usual <= 0:
        return None
    name, lost, often = rows[0]
    if not name or lost < LEAST_SHARE * missing or lost / missing < LEAST_TIMES * often / usual:
        return None
    return Cause("category", others, categories, name=name)


def _offer_over(kept: Kept, day: date, others: Result) -> Cause | None:
    over = kept.sql(OFFERS, {"before": day - timedelta(days=2), "day": day})
    return Cause("offer", others, over, name=str(over.rows[0][0])) if over.rows else None
