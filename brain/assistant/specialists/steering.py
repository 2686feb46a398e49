"""The month's goal as specialists go by it: what it is about, and whether something serves it."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta

from brain.assistant.host import Goal
from brain.assistant.specialists.base import Room
from brain.kernel.evidence import Filter, Period, Query


def month_so_far(goal: Goal, room: Room) -> Period:
    """From the month's first day to today, today included, or to the month's end."""
    end = goal.month + timedelta(days=monthrange(goal.month.year, goal.month.month)[1])
    return Period(start=goal.month, end=max(goal.month, min(end, room.facts.today + timedelta(days=1))))


def categories_of_goal(goal: Goal | None, room: Room) -> tuple[str, ...]:
    """The categories that the goal is about, those of its brand or products included, best selling first; none without such
    a goal."""
    if goal is None or not goal.dimension:
        return ()
    if goal.dimension == "category":
        return goal.values
    if not room.facts.has("category"):
        return ()
    query = Query(
        metrics=("net_sales",),
        dimensions=("category",),
        filters=(Filter(dimension=goal.dimension, op="in", values=goal.values),),
        period=room.facts.span() or month_so_far(goal, room),
    )
    return tuple(str(row[0]) for row in room.facts.ask(query).rows if row[0])
