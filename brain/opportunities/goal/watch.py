"""A goal that was out of reach looked at again: the month when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brain.analysis.mended import Verdict
from brain.facts.reader import Facts
from brain.kernel.evidence import Filter, Period, Query
from brain.kernel.i18n import N_, Text
from brain.ledger.tables import GoalRow
from brain.opportunities.alarms.watch import Reading, Said, Watch

SEPARATOR = "\x1f"


def about(goal: GoalRow) -> dict[str, str]:
    """What narrows the count of a goal."""
    return {
        "metric": goal.metric,
        "month": goal.month.isoformat(),
        "dimension": goal.dimension,
        "subjects": SEPARATOR.join(goal.subjects),
    }


def count(facts: Facts, about: Mapping[str, str], period: Period) -> Reading:
    """The goal's figure from the first of its month to the end of the period."""
    dimension, names = about["dimension"], tuple(about["subjects"].split(SEPARATOR))
    month = Period(start=date.fromisoformat(about["month"]), end=period.end)
    filters = (Filter(dimension=dimension, op="in", values=names),) if dimension else ()
    result = facts.ask(Query(metrics=(about["metric"],), filters=filters, period=month))
    return Reading(result, {"figure": result.rows[0][result.columns.index(about["metric"])] or 0})


def judge(then: Mapping[str, float], now: Mapping[str, float], usual: float) -> Verdict:
    """Reached or not, to the cent (`then` has the `goal`): nothing about it is chance."""
    return "mended" if now["figure"] >= then["goal"] else "not_mended"


def say(verdict: Verdict, said: Said) -> Text:
    """The month against its goal."""
    return Text(msg=SENTENCES[verdict], args=said.args)


SENTENCES: dict[Verdict, str] = {
    "mended": N_("The month closed at {now}, against a goal of {usual}."),
    "not_mended": N_("The month closed at {now}, short of the goal of {usual}."),
    "cannot_tell": N_("The month closed at {now}."),
}

WATCH = Watch(
    what=Text(msg=N_("The month so far")),
    unit="money",
    aim="reach",
    file="orders",
    days=31,
    usual_name=Text(msg=N_("The goal")),
    count=count,
    judge=judge,
    say=say,
)
