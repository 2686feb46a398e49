"""The few tools that only specialists have: look at the offers, pick one, set a time, read the checks. None of them writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import Field

from brain.assistant.specialists.base import Choice, Made, Room, Schedule
from brain.assistant.specialists.planner import allowed_time, shown
from brain.assistant.tools.base import Arguments, Bench, Stated, Tool, ToolRefused, ToolResult, words_of
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_
from cards.answer.model import AnswerCard


class Nothing(Arguments):
    """No arguments."""


class Number(Arguments):
    """The number of an offer."""

    number: int = Field(ge=1, le=50)


class LocalTime(Arguments):
    """A wall-clock time of the shop, such as 2026-11-20T10:00."""

    at: datetime


def offers_tool(found: Sequence[AnswerCard]) -> Tool:
    """A tool that lists these offers with their numbers."""

    def run(bench: Bench, given: Nothing) -> ToolResult:
        listed = [
            {"number": n, "offer": words_of(card.text, bench.lang)} for n, card in enumerate(found, start=1)
        ]
        return ToolResult(
            content={"offers": listed}, guidance="Pick one of them by calling choose with its number."
        )

    return Tool(
        name="offers",
        description={
            "zh": "列出可以推的商品，每个有编号和理由。",
            "en": "The goods that can be promoted, each with its number and reason.",
        },
        arguments=Nothing,
        run=run,
        step=N_("Looking at what can be promoted"),
    )


def choose_tool(found: Sequence[Made], picked: list[Made]) -> Tool:
    """A tool that picks one of these offers; the turn ends with it, and it stands in `picked`."""

    def run(bench: Bench, given: Number) -> ToolResult:
        if given.number > len(found):
            raise ToolRefused(f"number == {given.number}, must be from 1 to {len(found)}.")
        made = found[given.number - 1]
        assert isinstance(made.output, Choice), "offers are choices"
        picked[:] = [made]
        names = tuple(one.name for one in made.output.goods)
        return ToolResult(content={"chosen": list(names)}, names=names, card=made.card, ends=True)

    return Tool(
        name="choose",
        description={"zh": "按编号选一个。", "en": "Pick one offer by its number."},
        arguments=Number,
        run=run,
        step=N_("Picking"),
    )


def set_time_tool(room: Room, picked: list[Made]) -> Tool:
    """A tool that sets the time; quiet hours, the past and the far future are ruled as for the owner."""

    def run(bench: Bench, given: LocalTime) -> ToolResult:
        local = (
            given.at
            if given.at.tzinfo is not None
            else given.at.replace(tzinfo=ZoneInfo(room.facts.shop.zone))
        )
        try:
            schedule: Schedule = allowed_time(room, local)
        except OwnerError as error:
            raise ToolRefused(error.render("en")) from error
        made = shown(room, schedule)
        picked[:] = [made]
        return ToolResult(content={"at": schedule.at.isoformat()}, card=made.card, ends=True)

    return Tool(
        name="set_time",
        description={
            "zh": "定发送时间（店铺当地时间，如 2026-11-20T10:00）。",
            "en": "Set when it goes out (the shop's wall clock, such as 2026-11-20T10:00).",
        },
        arguments=LocalTime,
        run=run,
        step=N_("Setting the time"),
    )


def checks_tool(card: AnswerCard) -> Tool:
    """A tool that reads out the checks of the review."""

    def run(bench: Bench, given: Nothing) -> ToolResult:
        return ToolResult(
            content={"checks": words_of(card.text, bench.lang)},
            guidance="Name the weightiest warning first. Add nothing that is not in the checks.",
            stated=tuple(Stated(claim) for claim in card.text.claims()),
            card=card,
        )

    return Tool(
        name="checks",
        description={"zh": "读出审核的检查结果。", "en": "The results of the review's checks."},
        arguments=Nothing,
        run=run,
        step=N_("Reading the checks"),
    )
