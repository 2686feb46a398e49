"""What else could have lifted a category: promotions of its products, and posts about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from brain.facts.reader import Result
from brain.kernel.clock import day_start
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.rising.lines import SHELF

PROMOTIONS = """WITH {shelf}
SELECT p.promotion_id, coalesce(p.name, p.promotion_id) AS name, p.product_id, coalesce(s.category, p.category) AS category
FROM promotion AS p LEFT JOIN shelf AS s ON s.product_id = p.product_id
WHERE p.shop_id = $shop AND p.starts_at < $until AND (p.ends_at IS NULL OR p.ends_at > $since)
ORDER BY p.starts_at, p.promotion_id"""

POSTS = """WITH {shelf}
SELECT count(*) AS posts FROM post AS p LEFT JOIN shelf AS s ON s.product_id = p.product_id
WHERE p.shop_id = $shop AND p.posted_at >= $since AND p.posted_at < $until AND coalesce(p.category, s.category) = $category"""


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
