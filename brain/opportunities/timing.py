"""When to post to an audience and in which voice first, and on what that rests."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brain.analysis.posting_time import (
    FALLBACK_HOUR,
    HourChoice,
    PastPost,
    PostFit,
    allowed_hours,
    best_posted_hour,
    best_voice,
    busiest_hour,
    fit_posts,
)
from brain.facts.reader import Result
from brain.kernel.clock import day_start, shop_instant
from brain.kernel.evidence import Claim
from brain.kernel.i18n import N_, Text
from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Situation, Timing
from brain.opportunities.keeping import Kept
from cards.model import VOICES, Voice

ACTIVITY_DAYS = 60
POST_DAYS = 365
AT_LEAST_AHEAD = timedelta(minutes=10)

ACTIONS_BY_HOUR = """{audience}
SELECT moment, count(*) AS actions FROM (
    SELECT date_trunc('hour', ordered_at) AS moment, customer_key FROM order_line
    WHERE shop_id = $shop AND ordered_on >= $since AND ordered_on < $until AND customer_key IS NOT NULL
    UNION ALL
    SELECT date_trunc('hour', happened_at) AS moment, customer_key FROM event
    WHERE shop_id = $shop AND happened_on >= $since AND happened_on < $until AND customer_key IS NOT NULL
) AS action
WHERE customer_key IN (SELECT customer_key FROM audience)
GROUP BY moment ORDER BY moment"""

ACTIONS_OF_EVERYBODY = """SELECT moment, count(*) AS actions FROM (
    SELECT date_trunc('hour', ordered_at) AS moment FROM order_line
    WHERE shop_id = $shop AND ordered_on >= $since AND ordered_on < $until
    UNION ALL
    SELECT date_trunc('hour', happened_at) AS moment FROM event
    WHERE shop_id = $shop AND happened_on >= $since AND happened_on < $until
) AS action
GROUP BY moment ORDER BY moment"""

EARLIER_POSTS = """SELECT coalesce(group_name, '') AS group_name, posted_at, coalesce(voice, '') AS voice,
    coalesce(reached, 0) AS reached, coalesce(clicks, 0) AS clicks, coalesce(orders, 0) AS orders
FROM post
WHERE shop_id = $shop AND posted_at >= $since AND posted_at < $until
ORDER BY posted_at, post_id"""


def earlier_posts(situation: Situation, kept: Kept) -> tuple[list[PastPost], Result]:
    """The owner's posts of the last year that were out before the situation's end, hours by the shop's clock."""
    zone = situation.facts.shop.zone
    result = kept.sql(
        EARLIER_POSTS,
        {
            "since": _stored(day_start(situation.days_before(POST_DAYS), zone)),
            "until": _stored(day_start(situation.end, zone)),
        },
    )
    shop_zone = ZoneInfo(zone)
    posts = [
        PastPost(
            group,
            at.replace(tzinfo=UTC).astimezone(shop_zone).hour,
            voice,
            int(reached),
            int(clicks),
            int(orders),
        )
        for group, at, voice, reached, clicks, orders in result.rows
    ]
    return posts, result


def choose_timing(situation: Situation, kept: Kept, audience: AudienceSql | None, group: str = "") -> Timing:
    """The next good hour for an audience (None: everybody), at least ten minutes ahead and outside quiet hours.

    Posts of `group` are preferred to posts of all groups where there are enough of them.
    """
    allowed = allowed_hours(situation.quiet_from, situation.quiet_until)
    posts, result = earlier_posts(situation, kept)
    fit = (fit_posts([post for post in posts if post.group == group]) if group else None) or fit_posts(posts)
    voice, voice_why = _voice(fit, result)
    posted_hour = best_posted_hour(fit, allowed) if fit else None
    if fit and posted_hour is not None:
        hour, why = posted_hour, _posted_why(posted_hour, fit, result)
    else:
        hour, why = _active_hour(situation, kept, audience, allowed)
    return Timing(
        at=next_time(situation.now, hour, situation.facts.shop.zone),
        at_why=why,
        voice=voice,
        voice_why=voice_why,
    )


def next_time(now: datetime, hour: int, zone: str) -> datetime:
    """The next time the shop's clock shows this full hour, at least ten minutes after `now`, as a UTC instant."""
    day = now.astimezone(ZoneInfo(zone)).date()
    while (instant := shop_instant(day, time(hour), zone)) < now + AT_LEAST_AHEAD:
        day += timedelta(days=1)
    return instant


def _active_hour(
    situation: Situation, kept: Kept, audience: AudienceSql | None, allowed: list[int]
) -> tuple[int, Text]:
    since = {"since": situation.days_before(ACTIVITY_DAYS), "until": situation.end}
    if audience is None:
        result = kept.sql(ACTIONS_OF_EVERYBODY, since)
    else:
        result = kept.sql(ACTIONS_BY_HOUR.format(audience=audience.text), {**audience.params, **since})
    choice = busiest_hour(_by_shop_hour(result, situation.facts.shop.zone), allowed)
    if choice is not None:
        return choice.hour, _active_why(choice, result)
    hour = min(allowed, key=lambda h: abs(h - FALLBACK_HOUR))
    why = Text(
        msg=N_(
            "Too little is known about when these customers are active, so it is {hour}, a usual time for shops."
        ),
        args={"hour": _clock(hour)},
    )
    return hour, why


def _by_shop_hour(result: Result, zone: str) -> list[float]:
    """Actions by hour of the shop's day; the offset is taken hour by hour because of daylight saving."""
    hours = [0.0] * 24
    shop_zone = ZoneInfo(zone)
    for moment, actions in result.rows:
        hours[moment.replace(tzinfo=UTC).astimezone(shop_zone).hour] += actions
    return hours


def _active_why(choice: HourChoice, result: Result) -> Text:
    return Text(
        msg=N_(
            "These customers are most active around {hour}: {share} of their {actions} visits and orders in {days} days fall into that hour."
        ),
        args={
            "hour": _clock(choice.hour),
            "share": result.claim_of(round(choice.share, 3), "rate"),
            "actions": result.claim_of(choice.support, "count"),
            "days": ACTIVITY_DAYS,
        },
    )


POSTED_AT = {
    "orders": N_(
        "Posts at {hour} brought {more} more orders than the average of {posts} earlier posts, voice and group being equal."
    ),
    "clicks": N_(
        "Posts at {hour} were clicked {more} more often than the average of {posts} earlier posts, voice and group being equal."
    ),
}
SPOKEN = {
    "orders": N_(
        "This voice brought {more} more orders than the average of {posts} earlier posts, hour and group being equal."
    ),
    "clicks": N_(
        "This voice was clicked {more} more often than the average of {posts} earlier posts, hour and group being equal."
    ),
}


def _posted_why(hour: int, fit: PostFit, result: Result) -> Text:
    more = result.claim_of(round(fit.hours[hour].value - 1, 2), "rate")
    args: dict[str, Claim | Text | int | str] = {
        "hour": _clock(hour),
        "more": more,
        "posts": result.claim_of(fit.posts, "count"),
    }
    return Text(msg=POSTED_AT[fit.measure], args=args)


def _voice(fit: PostFit | None, result: Result) -> tuple[Voice, Text]:
    name = best_voice(fit) if fit else None
    voice: Voice | None = next((known for known in VOICES if known == name), None)
    if fit is None or voice is None:
        return VOICES[0], Text(msg=N_("No voice has clearly done better than the others here yet."))
    more = result.claim_of(round(fit.voices[voice].value - 1, 2), "rate")
    return voice, Text(
        msg=SPOKEN[fit.measure], args={"more": more, "posts": result.claim_of(fit.posts, "count")}
    )


def _clock(hour: int) -> str:
    return f"{hour}:00"


def _stored(instant: datetime) -> datetime:
    """As the warehouse stores instants: UTC without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)
