"""A closer look at one group's hours: posts, readers and clicks of each, and whether another voice explains it."""

from __future__ import annotations

from dataclasses import dataclass

from brain.analysis.posting_time import PostFit, fit_posts
from brain.facts.reader import Result
from brain.opportunities.base import Candidate, Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.posting.posts import POST_DAYS
from brain.opportunities.timing import earlier_posts

HOURS = """SELECT hour, count(*) AS posts, sum(reached) AS reached, sum(clicks) AS clicks,
    sum(clicks) / NULLIF(CAST(sum(reached) AS DOUBLE), 0) AS rate
FROM (
    SELECT CAST(date_part('hour', posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) AS BIGINT) AS hour, reached, clicks FROM post
    WHERE shop_id = $shop AND group_name = $group AND posted_on >= $since AND posted_on < $until
        AND reached > 0 AND clicks IS NOT NULL) AS sent
GROUP BY hour ORDER BY hour"""
REST = """SELECT count(*) AS posts, sum(reached) AS reached, sum(clicks) AS clicks,
    sum(clicks) / NULLIF(CAST(sum(reached) AS DOUBLE), 0) AS rate
FROM post
WHERE shop_id = $shop AND group_name = $group AND posted_on >= $since AND posted_on < $until AND reached > 0 AND clicks IS NOT NULL
    AND CAST(date_part('hour', posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) AS BIGINT) <> $hour"""


@dataclass(frozen=True)
class Hours:
    """`hours` has a row an hour, `rest` one row for all but the best; `fit` holds voices equal, None where posts are too few."""

    group: str
    hour: int
    hours: Result
    rest: Result
    fit: PostFit | None
    fitted: Result

    @property
    def row(self) -> int:
        """The place of the best hour in `hours`."""
        return next(i for i, row in enumerate(self.hours.rows) if int(row[0]) == self.hour)


def read_hours(situation: Situation, kept: Kept, candidate: Candidate) -> Hours:
    """The hours of one candidate's group."""
    group, hour = candidate.key.rpartition(":")[0], int(candidate.told["hour"])
    params = {
        "group": group, "zone": situation.facts.shop.zone, "since": situation.days_before(POST_DAYS), "until": situation.end,
    }  # fmt: skip
    posts, fitted = earlier_posts(situation, kept)
    fit = fit_posts([post for post in posts if post.group == group])
    return Hours(
        group,
        hour,
        kept.sql(HOURS, params),
        kept.sql(REST, {**params, "hour": hour}),
        fit,
        fitted,
    )
