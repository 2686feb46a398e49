"""Columns by day, week or month, with the stretches marked in which something is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.charts import ACCENT, BAD, BARE_AXIS, Spec

HEIGHT = 120


@dataclass(frozen=True)
class Column:
    """One day, week or month: its name, its number, the number as the reader writes it, whether days are missing in it."""

    name: str
    value: float
    label: str
    missing: bool = False


def columns(rows: Sequence[Column], title: str) -> Spec:
    """Upright bars from zero in the order given, a pale red band over those with missing days; numbers on touch only."""
    top = max((row.value for row in rows), default=0.0) or 1.0
    values = [{**vars(row), "top": top} for row in rows]
    along = {
        "field": "name",
        "type": "ordinal",
        # Two layers would each bring their own order: the names say it.
        "sort": [row.name for row in rows],
        "axis": {
            "title": None,
            "labelAngle": 0,
            "ticks": False,
            "grid": False,
            "labelOverlap": "greedy",
            "labelSeparation": 8,
            "labelBound": True,
        },
        "scale": {"paddingInner": 0.15, "paddingOuter": 0.05},
    }
    up = {"type": "quantitative", "scale": {"domain": [0, top], "nice": False}, **BARE_AXIS}
    return {
        "height": HEIGHT,
        "padding": {"left": 0, "right": 0, "top": 6, "bottom": 6},
        "data": {"values": values},
        "encoding": {
            "x": along,
            "tooltip": [{"field": "name", "title": " "}, {"field": "label", "title": title}],
        },
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT}, "encoding": {"y": {"field": "value", **up}}},
            {
                "transform": [{"filter": "datum.missing"}],
                "mark": {"type": "bar", "color": BAD, "opacity": 0.22},
                "encoding": {"y": {"field": "top", **up}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }
