"""A closer look at one category before one festival: what sold last year, what is in stock, what the days looked like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from brain.facts.reader import Result
from brain.facts.semantic.festivals import CALENDAR
from brain.kernel.i18n import Text
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.festivals.scan import AFTER_DAYS, BEFORE_DAYS
from brain.opportunities.goods import STOCK_IS_FRESH_DAYS
from brain.opportunities.keeping import Kept

MOST_NAMED = 3

_SOLD = """ordered_on >= {first} AND ordered_on < {end} AND shop_id = $shop AND category = $category
    AND line_type = 'product' AND status IN ('paid', 'refunded') AND paid_amount > 0"""
PRODUCTS = f"""SELECT product_id, max(product_name) AS name, count(*) AS lines, sum(quantity) AS units, sum(paid_amount - refund_amount) AS net
FROM order_line WHERE {_SOLD.format(first="$first", end="$end")} AND product_id IS NOT NULL
GROUP BY product_id ORDER BY units DESC, product_id"""
TOTALS = f"""SELECT count(*) AS lines, sum(quantity) AS units, sum(paid_amount - refund_amount) AS net
FROM order_line WHERE {_SOLD.format(first="$first", end="$end")}"""
WEEKS = f"""SELECT date_diff('day', $from, ordered_on) // 7 AS week, count(*) AS lines
FROM order_line WHERE {_SOLD.format(first="$from", end="$to")}
GROUP BY week ORDER BY week"""
STOCK = """WITH latest AS (
    SELECT product_id, coalesce(sku, '') AS sku, max(snapshot_on) AS snapshot_on FROM stock
    WHERE shop_id = $shop AND snapshot_on > $after AND snapshot_on < $today GROUP BY product_id, coalesce(sku, ''))
SELECT sum(s.on_hand) AS on_hand, max(s.lead_time_days) AS lead_days
FROM stock AS s JOIN latest AS n ON n.product_id = s.product_id AND n.sku = coalesce(s.sku, '') AND n.snapshot_on = s.snapshot_on
WHERE s.shop_id = $shop AND s.product_id IN (SELECT product_id FROM product WHERE shop_id = $shop AND category = $category)"""


@dataclass(frozen=True)
class Details:
    """`products` best sold first, `totals` one row, `weeks` a row a week, `stock` one row (NULL where none is known)."""

    festival: str
    category: str
    label: Text
    day: date
    begins: date
    products: Result
    totals: Result
    weeks: Result
    first_week: date
    stock: Result

    @property
    def on_hand(self) -> float | None:
        """Pieces of the category in stock; None where unknown."""
        value = self.stock.rows[0][0]
        return None if value is None else float(value)

    @property
    def lead_days(self) -> int:
        """How long an order takes to arrive; 0 where unknown."""
        return int(self.stock.rows[0][1] or 0)


def read_details(situation: Situation, kept: Kept, candidate: Candidate) -> Details:
    """What can be said about one candidate."""
    festival, _, category = candidate.key.partition(":")
    told = {
        name: date.fromordinal(int(candidate.told[name]))
        for name in ("day", "first", "first_before", "end_before")
    }
    window = {"category": category, "first": told["first_before"], "end": told["end_before"]}
    first_week = told["first_before"] - timedelta(days=BEFORE_DAYS)
    return Details(
        festival=festival,
        category=category,
        label=Text(msg=CALENDAR[festival].label),
        day=told["day"],
        begins=max(told["first"], situation.end),
        products=kept.sql(PRODUCTS, window),
        totals=kept.sql(TOTALS, window),
        weeks=kept.sql(
            WEEKS,
            {"category": category, "from": first_week, "to": told["end_before"] + timedelta(days=AFTER_DAYS)},
        ),
        first_week=first_week,
        stock=kept.sql(
            STOCK,
            {
                "category": category,
                "after": situation.days_before(STOCK_IS_FRESH_DAYS + 1),
                "today": situation.end,
            },
        ),
    )
