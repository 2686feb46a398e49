"""Moments as a shopkeeper says them: today 10:00, tomorrow 10:00, otherwise the date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from brain.kernel.formats import format_day
from brain.kernel.i18n import N_, t

_NEAR = {
    timedelta(days=-1): N_("yesterday {time}"),
    timedelta(0): N_("today {time}"),
    timedelta(days=1): N_("tomorrow {time}"),
}


def moment(instant: datetime, zone: str, today: date, lang: str) -> str:
    """A UTC instant in the shop's own wall-clock time, relative to the shop's `today` where that is shorter."""
    local = instant.astimezone(ZoneInfo(zone))
    time = f"{local:%H:%M}"
    near = _NEAR.get(local.date() - today)
    if near:
        return t(lang, near, time=time)
    return t(lang, "{day} {time}", day=format_day(local.date(), lang), time=time)
