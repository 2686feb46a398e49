"""The planner: the time that was asked for, moved out of the quiet hours and saying so; else the best hour that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from brain.actions.quiet import QuietHours
from brain.actions.send_time import send_time
from brain.analysis.posting_time import allowed_hours
from brain.assistant.specialists.audience import whom
from brain.assistant.specialists.base import Choice, Made, Room, Schedule, Specialist, Work
from brain.assistant.specialists.time_said import SaidTime, time_said
from brain.kernel.clock import shop_instant
from brain.kernel.errors import OwnerError, Refused
from brain.kernel.i18n import N_, Moment, Text
from brain.opportunities.audience import AudienceSql
from brain.opportunities.base import Situation
from brain.opportunities.keeping import Kept
from brain.opportunities.timing import AT_LEAST_AHEAD, choose_timing
from cards.answer.model import AnswerCard


def plan(room: Room, work: Work) -> Made:
    """When the text would go out. Raises OwnerError for a time that could not be read, is past, or is more than 90 days away."""
    wish = work.wishes.get("at", "").strip()
    said = time_said(wish, room.facts.today) if wish else None
    if wish and said is None:
        raise time_unread(wish)
    kept = Kept(room.facts)
    schedule = _at(room, said, work.needed("chooser", Choice), kept) if said else _best(room, work, kept)
    return shown(room, schedule, kept)


def time_unread(words: str) -> OwnerError:
    """What is said of a time that nobody can read for certain."""
    return OwnerError(
        "time_unread",
        Text(msg=N_("The time in 「{words}」 could not be read."), args={"words": words}),
        Text(msg=N_("Write it as tomorrow 10:00, next Monday 3 pm, or 2026-11-20T10:00.")),
    )


def shown(room: Room, schedule: Schedule, kept: Kept | None = None) -> Made:
    """The schedule with its card."""
    text = Text(
        msg=N_("{time}. {why}"),
        args={"time": Moment(at=schedule.at, zone=room.facts.shop.zone), "why": schedule.why},
    )
    receipts = kept.receipts if kept is not None else ()
    receipt = receipts[0] if receipts else None
    return Made(schedule, AnswerCard(status="answer", topic="schedule", text=text, receipt=receipt), receipts)


def _at(room: Room, said: SaidTime, choice: Choice, kept: Kept) -> Schedule:
    exact = said.exact(room.now, room.facts.shop.zone)
    return allowed_time(room, exact) if exact is not None else _within(room, said, choice, kept)


def allowed_time(room: Room, at: datetime) -> Schedule:
    """The time itself, or the nearest one outside the quiet hours. Raises OwnerError for a past or very far one."""
    quiet = QuietHours.of(room.settings, room.facts.shop.zone)
    try:
        due = send_time(at, room.now, quiet)
    except Refused as refused:
        if refused.code != "quiet_hours":
            raise
        moved = quiet.nearest_allowed(at, room.now)
        why = Text(
            msg=N_(
                "You said {time}; that is within your quiet hours, so it is the nearest time that is allowed."
            ),
            args={"time": Moment(at=at, zone=room.facts.shop.zone)},
        )
        return Schedule(at=moved, why=why)
    return Schedule(at=due.due_at, why=Text(msg=N_("It is the time that you said.")))


def _within(room: Room, said: SaidTime, choice: Choice, kept: Kept) -> Schedule:
    """The best hour of the day, or of the part of it, that was named."""
    zone = room.facts.shop.zone
    day = said.day or room.facts.today
    quiet = QuietHours.of(room.settings, zone)
    hours = [hour for hour in allowed_hours(quiet.start, quiet.until) if not said.hours or hour in said.hours]
    earliest = room.now + AT_LEAST_AHEAD
    open_hours = [hour for hour in hours if shop_instant(day, time(hour), zone) >= earliest]
    if not open_hours and said.day is None and hours:
        day, open_hours = day + timedelta(days=1), hours
    if not open_hours:
        # Nothing of it is left or allowed: the one refusal or move that an exact time would get.
        return allowed_time(room, shop_instant(day, time(said.hours[0] if said.hours else 12), zone))
    first, last = open_hours[0], open_hours[-1]
    begin = shop_instant(day, time(first), zone) - AT_LEAST_AHEAD
    narrowed = replace(
        room.situation(), now=max(begin, room.now), quiet_from=(last + 1) % 24, quiet_until=first
    )
    if len(open_hours) == 24:
        narrowed = replace(narrowed, quiet_from=0, quiet_until=0)
    timing = choose_timing(narrowed, kept, _sql(room, choice, narrowed, kept), choice.group)
    found = timing.at
    if found.astimezone(ZoneInfo(zone)).date() != day:
        return allowed_time(room, shop_instant(day, time(first), zone))
    return allowed_time(room, found).model_copy(update={"why": timing.at_why})


def _best(room: Room, work: Work, kept: Kept) -> Schedule:
    choice = work.needed("chooser", Choice)
    base = next((card for card in room.cards() if card.id == choice.base), None)
    if base is not None and base.proposal.at >= room.now + AT_LEAST_AHEAD:
        return allowed_time(room, base.proposal.at).model_copy(update={"why": base.proposal.at_why})
    situation = room.situation()
    timing = choose_timing(situation, kept, _sql(room, choice, situation, kept), choice.group)
    return allowed_time(room, timing.at).model_copy(update={"why": timing.at_why})


def _sql(room: Room, choice: Choice, situation: Situation, kept: Kept) -> AudienceSql | None:
    return whom(room, choice, situation, kept).sql


PLANNER = Specialist(
    job="planner",
    does=N_("sets the time: yours, or the best hour, never within your quiet hours"),
    run=plan,
    brief={
        "zh": "你是排期员。用 set_time 定一个时间：店主说了时间就用那个，没说就用已算好的最佳时间。不能在免打扰时段。",
        "en": "You are the planner. Call set_time once: the owner's time where one was said, else the best hour worked out. Never within quiet hours.",
    },
    tools=("query",),
    role="fast",
)
