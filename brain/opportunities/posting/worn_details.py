"""A closer look at one worn series: each of its posts, and what else went out in the group meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brain.facts.reader import Result
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.posting.posts import POST_DAYS

LONGEST_NAME = 24

EACH = """SELECT CAST(posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE) AS day, reached, clicks,
    clicks / NULLIF(CAST(reached AS DOUBLE), 0) AS rate, text
FROM post
WHERE shop_id = $shop AND group_name = $group AND coalesce(product_id, text) = $item AND posted_on >= $since AND posted_on < $until
    AND reached > 0 AND clicks IS NOT NULL
ORDER BY posted_at"""
HALVES = """WITH placed AS (
    SELECT reached, clicks, coalesce(product_id, text) = $item AS mine,
        posted_at, row_number() OVER (PARTITION BY coalesce(product_id, text) = $item ORDER BY posted_at) AS place,
        count(*) OVER (PARTITION BY coalesce(product_id, text) = $item) AS many
    FROM post
    WHERE shop_id = $shop AND group_name = $group AND posted_on >= $since AND posted_on < $until
        AND reached > 0 AND clicks IS NOT NULL AND coalesce(product_id, text) IS NOT NULL),
middle AS (SELECT min(posted_at) AS at FROM placed WHERE mine AND place > many / 2.0)
SELECT CAST(p.mine AS INTEGER) AS mine, CAST(p.posted_at >= m.at AS INTEGER) AS later, count(*) AS posts,
    sum(p.reached) AS reached, sum(p.clicks) AS clicks, sum(p.clicks) / NULLIF(CAST(sum(p.reached) AS DOUBLE), 0) AS rate
FROM placed AS p CROSS JOIN middle AS m GROUP BY 1, 2 ORDER BY 1 DESC, 2"""
NAME = """SELECT coalesce(max(p.name), (SELECT max(product_name) FROM order_line WHERE shop_id = $shop AND product_id = $item)) AS name
FROM product AS p WHERE p.shop_id = $shop AND p.product_id = $item"""


@dataclass(frozen=True)
class Series:
    """`each` has a row a post, oldest first; `halves` a row for mine and others, earlier and later."""

    group: str
    item: str
    name: str
    by_words: bool
    each: Result
    halves: Result

    def half(self, mine: int, later: int) -> int | None:
        """The place of a half in `halves`; None where nothing was posted in it."""
        return next((i for i, row in enumerate(self.halves.rows) if row[:2] == (mine, later)), None)

    @property
    def days(self) -> tuple[date, date]:
        """The days of the first and the last post."""
        return self.each.rows[0][0], self.each.rows[-1][0]

    @property
    def texts(self) -> int:
        """How many different texts were used."""
        return len({row[4] for row in self.each.rows})


def read_series(situation: Situation, kept: Kept, candidate: Candidate, scanned: Result) -> Series:
    """The series of one candidate."""
    row = dict(zip(scanned.columns, scanned.rows[candidate.row], strict=True))
    group, item, by_words = str(row["group_name"]), str(row["item"]), bool(row["by_words"])
    params = {
        "group": group,
        "item": item,
        "since": situation.days_before(POST_DAYS),
        "until": situation.end,
    }
    each = kept.sql(EACH, {**params, "zone": situation.facts.shop.zone})
    halves = kept.sql(HALVES, params)
    name = item if by_words else str(kept.sql(NAME, {"item": item}).rows[0][0] or item)
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    return Series(group, item, short, by_words, each, halves)
