"""A group's hours looked at again: whether posts moved to the hour that was named, and whether they are clicked more."""

from __future__ import annotations

from collections.abc import Mapping

from brain.analysis.mended import Verdict
from brain.kernel.i18n import N_, Text
from brain.opportunities.alarms.rates import say_rate
from brain.opportunities.alarms.watch import Said, Watch, by_sql
from brain.opportunities.posting.hours import MOST_ALREADY
from brain.opportunities.posting.posts import AHEAD_DAYS
from brain.opportunities.posting.worn_watch import judge_posts

SQL = """SELECT CAST(sum(clicks) AS DOUBLE) / NULLIF(sum(reached), 0) AS figure, CAST(coalesce(sum(clicks), 0) AS DOUBLE) AS hits,
    CAST(coalesce(sum(reached), 0) AS DOUBLE) AS of, count(*) AS posts,
    sum(CASE WHEN CAST(date_part('hour', posted_at AT TIME ZONE 'UTC' AT TIME ZONE $zone) AS BIGINT) = CAST($hour AS BIGINT) THEN 1 ELSE 0 END) AS moved
FROM post
WHERE shop_id = $shop AND group_name = $group AND posted_on >= $since AND posted_on < $until AND reached > 0 AND clicks IS NOT NULL"""


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """Posts that did not move cannot have been clicked more for it."""
    if not has_moved(now):
        return "not_mended"
    return judge_posts(then, now, usual)


def has_moved(now: Mapping[str, float]) -> bool:
    """Whether more than half of the posts went out at that hour: less is no reason for a card to fall silent."""
    return now.get("moved", 0.0) > MOST_ALREADY * now.get("posts", 0.0)


def say(verdict: Verdict, said: Said) -> Text:
    """Whether the posts moved comes first."""
    if has_moved(said.reading.numbers):
        return say_rate(verdict, said)
    numbers = said.reading.numbers
    return Text(
        msg=N_("Of {posts} posts since then {moved} went out at that hour: they were not moved."),
        args={
            "posts": said.reading.result.claim_of(round(numbers.get("posts", 0.0)), "count"),
            "moved": said.reading.result.claim_of(round(numbers.get("moved", 0.0)), "count"),
        },
    )


WATCH = Watch(
    what=Text(msg=N_("Clicks of readers")),
    unit="rate",
    aim="reach",
    file="posts",
    days=AHEAD_DAYS,
    usual_name=Text(msg=N_("At the best hour")),
    count=by_sql(SQL),
    judge=judge,
    say=say,
)
