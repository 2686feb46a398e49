"""What else could have lifted a category: promotions of its products, and posts about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from brain.facts.reader import Result
from brain.kernel.clock import day_start
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.moving.counts import FRESH_BEFORE_DAYS, FRESH_DAYS, FRESH_LINES
from brain.opportunities.rising.lines import SHELF

PROMOTIONS = """WITH {shelf}
SELECT p.promotion_id, coalesce(p.name, p.promotion_id) AS name, p.product_id, coalesce(s.category, p.category) AS category
FROM promotion AS p LEFT JOIN shelf AS s ON s.product_id = p.product_id
WHERE p.shop_id = $shop AND p.starts_at < $until AND (p.ends_at IS NULL OR p.ends_at > $since)
ORDER BY p.starts_at, p.promotion_id"""

POSTS = """WITH {shelf}
SELECT count(*) AS posts FROM post AS p LEFT JOIN shelf AS s ON s.product_id = p.product_id
WHERE p.shop_id = $shop AND p.posted_at >= $since AND p.posted_at < $until AND coalesce(p.category, s.category) = $category"""

# The same rule as in the scan of all shops.
FRESH = f"""SELECT product_id, sum(CASE WHEN ordered_on >= $since THEN 1 ELSE 0 END) AS lines
FROM order_line
WHERE shop_id = $shop AND status IN ('paid', 'refunded') AND line_type = 'product' AND paid_amount > 0
    AND product_id IS NOT NULL AND ordered_on >= $start AND ordered_on < $end
GROUP BY product_id
HAVING sum(CASE WHEN ordered_on >= $since THEN 1 ELSE 0 END) >= {FRESH_LINES}
    AND sum(CASE WHEN ordered_on < $since THEN 1 ELSE 0 END) = 0
    AND EXISTS (SELECT 1 FROM order_line AS o WHERE o.shop_id = $shop AND o.ordered_on <= $start
        AND o.status IN ('paid', 'refunded') AND o.line_type = 'product' AND o.paid_amount > 0)
ORDER BY product_id"""


@dataclass(frozen=True)
class Promotion:
    """One promotion that ran in the last seven days; no product and no category means the whole shop."""

    name: str
    product_id: str | None
    category: str | None


def promotions_now(situation: Situation, kept: Kept) -> list[Promotion]:
    """All promotions that ran on at least a part of the last seven days."""
    result = kept.sql(PROMOTIONS.format(shelf=SHELF), _last_week(situation))
    return [Promotion(str(name), product, category) for _, name, product, category in result.rows]


def fresh_products(situation: Situation, kept: Kept) -> tuple[str, ...]:
    """Products that sold in the last two weeks and not once in the seven before: new, or back on the shelf.

    What they add to a category is explained, and no reason to believe that people want more of it.
    """
    days = {
        "start": situation.days_before(FRESH_DAYS + FRESH_BEFORE_DAYS),
        "since": situation.days_before(FRESH_DAYS),
        "end": situation.end,
    }
    return tuple(str(row[0]) for row in kept.sql(FRESH, days).rows)


def of_category(promotions: Sequence[Promotion], category: str) -> list[Promotion]:
    """Promotions of the category or of one of its products."""
    return [promotion for promotion in promotions if promotion.category == category]


def posts_about(situation: Situation, kept: Kept, category: str) -> Result:
    """How many of the owner's own posts of the last seven days were about the category: one row, `posts`."""
    return kept.sql(POSTS.format(shelf=SHELF), {**_last_week(situation), "category": category})


def _last_week(situation: Situation) -> dict[str, datetime]:
    zone = situation.facts.shop.zone
    since, until = day_start(situation.days_before(7), zone), day_start(situation.end, zone)
    return {
        "since": since.astimezone(UTC).replace(tzinfo=None),
        "until": until.astimezone(UTC).replace(tzinfo=None),
    }
