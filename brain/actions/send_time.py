"""When a post goes out: the owner's wish, checked against the past, the far future and the quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from brain.actions.quiet import QuietHours
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import Moment, Text

# A time picked on a page is a minute old when it arrives; that still means now.
JUST_NOW = timedelta(minutes=2)
FARTHEST = timedelta(days=90)


@dataclass(frozen=True)
class SendTime:
    """`due_at` in UTC, whether that is now, and what to tell the owner when it is not what was asked."""

    due_at: datetime
    at_once: bool
    note: Text | None = None


def send_time(wish: datetime | None, now: datetime, quiet: QuietHours) -> SendTime:
    """The time for a wish; None wishes for now.

    Now within quiet hours becomes the minute at which they end, and says so. Raises Refused for a time in the past
    or within quiet hours (naming the nearest allowed one), OwnerError for a naive or very far time.
    """
    if wish is None:
        return _now_or_morning(now, quiet)
    if wish.tzinfo is None:
        raise OwnerError(
            "time_zone",
            Text(msg="The time has no time zone."),
            Text(msg="Give it as 2026-11-20T10:00+08:00."),
        )
    wish = wish.astimezone(UTC)
    if wish < now - JUST_NOW:
        raise Refused(
            "time_past",
            Text(msg="{time} is already past.", args={"time": Moment(at=wish, zone=quiet.zone, year=True)}),
            Text(msg="Pick a later time, or send it now."),
        )
    if wish > now + FARTHEST:
        raise OwnerError(
            "time_far",
            Text(
                msg="{time} is more than 90 days away.",
                args={"time": Moment(at=wish, zone=quiet.zone, year=True)},
            ),
            Text(msg="Pick an earlier time: the reasons on this card will not hold that long."),
        )
    if quiet.covers(wish):
        nearest = quiet.nearest_allowed(wish, now)
        raise Refused(
            "quiet_hours",
            Text(msg="{time} is within your quiet hours.", args={"time": Moment(at=wish, zone=quiet.zone)}),
            Text(
                msg="The nearest time that is allowed: {time}.",
                args={"time": Moment(at=nearest, zone=quiet.zone)},
            ),
        )
    return SendTime(due_at=max(wish, now), at_once=wish <= now)


def _now_or_morning(now: datetime, quiet: QuietHours) -> SendTime:
    if not quiet.covers(now):
        return SendTime(due_at=now, at_once=True)
    due_at = quiet.next_allowed(now)
    return SendTime(
        due_at=due_at,
        at_once=False,
        note=Text(
            msg="It is within your quiet hours, so this goes out at {time}.",
            args={"time": Moment(at=due_at, zone=quiet.zone)},
        ),
    )
