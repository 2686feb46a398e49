"""The month's goal in terms of findings: a goal about a brand or product also speaks of the categories and goods behind it."""

from __future__ import annotations

from collections.abc import Sequence

from brain.facts.reader import Facts
from brain.facts.semantic.compile import find_metric
from brain.kernel.i18n import N_, Text
from brain.ledger.tables import GoalRow
from brain.opportunities.ranking import Steer

CLEARS = "stock_on_hand"
BEHIND = """
SELECT DISTINCT category AS name FROM product WHERE shop_id = $shop AND category IS NOT NULL
    AND ({dimension} IN (SELECT unnest($values)))
UNION SELECT DISTINCT name FROM product WHERE shop_id = $shop AND name IS NOT NULL
    AND ({dimension} IN (SELECT unnest($values)))"""
COLUMNS = {"brand": "brand", "product": "name"}


def steer_of(goal: GoalRow, facts: Facts) -> Steer:
    """What ranking is to favour for a goal with a subject: its names, and of a brand or product those of its goods and
    their categories."""
    names = names_behind(goal.dimension, goal.subjects, facts)
    shown = " / ".join(goal.subjects)
    if goal.metric == CLEARS:
        title = Text(msg=N_("clear the stock of {names}"), args={"names": shown})
    else:
        metric = Text(msg=find_metric(goal.metric).label)
        title = Text(msg=N_("{metric} of {names}"), args={"metric": metric, "names": shown})
    return Steer(names, title)


def names_behind(dimension: str, values: Sequence[str], facts: Facts) -> frozenset[str]:
    """The values themselves, and of a brand or product the names of its goods and their categories."""
    names = set(values)
    if dimension in COLUMNS:
        found = facts.sql(BEHIND.format(dimension=COLUMNS[dimension]), {"values": list(values)})
        names |= {str(row[0]) for row in found.rows}
    return frozenset(names)
