"""Follow-ups that show the answer before in another way: more rows of it, one more for all the others, its worth in money."""

from __future__ import annotations

import re
from dataclasses import replace

from brain.assistant.understanding import within
from brain.assistant.understanding.conditions import Unclear
from brain.assistant.understanding.groups import GROUP_OF_METRIC
from brain.assistant.understanding.guards import MOST_ROWS
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.turns_said import rows_wanted
from brain.facts.semantic.compile import find_metric
from brain.kernel.evidence import Filter

MONEY_OF: dict[str, str] = {
    "units": "net_sales",
    "orders": "net_sales",
    "buyers": "net_sales",
    "refunded_orders": "refunds",
    "stock_on_hand": "stock_value",
    "daily_orders": "daily_sales",
}
"""What the things that a figure counts are in money. Of views, carts and rates there is no money."""


def shown_otherwise(turn: str, text: str, before: Intent) -> Intent:
    """The earlier question with other rows or in money, as `turn` says. Raises Unclear where it does not say of what."""
    if turn == "many":
        return _of_so_many(before, rows_wanted(text))
    if turn == "others":
        return _with_others(before)
    return _in_money(before)


_HALF_OF_IT = re.compile(
    r"^(?:(?:and|now|ok|only|just|so|but|what about|how about|what was|for|in|the|show|give me)[, ]+)*(?P<half>first|second|last|latter|other) half"
    r"(?P<of>(?: of (?:it|that|that month|the month))?)(?P<only>(?: (?:only|alone|instead|please|then))*)[?.! ]*$"
)


def asks_half_of_it(text: str) -> bool:
    """Whether a half of the period before is asked for: what about the first half of it?"""
    found = _HALF_OF_IT.search(text)
    return found is not None and bool(found["of"] or found["only"])


def half_of_it(text: str, before: Intent) -> Intent | None:
    """The earlier question for a half of its month; None where none is asked for. Raises Unclear for what has no halves."""
    found = _HALF_OF_IT.search(text)
    if found is None or not (found["of"] or found["only"]):
        return None
    if before.when is None or before.when.unit != "month":
        raise Unclear
    part = "firsthalf" if found["half"] == "first" else "secondhalf"
    when = within.part_of(before.when, part, before.when.period.end)
    if when is None:
        raise Unclear
    return replace(before, when=when, compare=None)


def _of_so_many(before: Intent, rows: int) -> Intent:
    """Make it ten: of the same ranking, from the same end."""
    plain = before.ranked and before.limit is not None and not (before.skip or before.having)
    if not plain or not 1 <= rows <= MOST_ROWS:
        raise Unclear
    return replace(before, limit=rows)


def _with_others(before: Intent) -> Intent:
    if not before.ranked or before.rising or before.having:
        raise Unclear
    return replace(before, others=True)


def _in_money(before: Intent) -> Intent:
    """And in money: what was counted before. A ranking would be another one by money, so it is asked back."""
    if all(find_metric(name).unit == "money" for name in before.metrics):
        return before
    if before.ranked or before.having or before.shows:
        raise Unclear
    group = GROUP_OF_METRIC.get(before.metrics[0]) if len(before.metrics) == 1 else None
    if group is not None:
        theirs = Filter(dimension=group.dimension, op="=", values=group.values)
        return replace(before, metrics=("net_sales",), filters=(*before.filters, theirs))
    worth = [MONEY_OF.get(name, name) for name in before.metrics]
    if not worth or any(find_metric(name).unit != "money" for name in worth):
        raise Unclear
    return replace(before, metrics=tuple(dict.fromkeys(worth)))
