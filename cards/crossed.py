"""Charts of figures that stand under two names at once: lines, groups of bars, and a table whose cells are shaded.

As in `charts`, numbers arrive written in the reader's language and stand on their marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.charts import ACCENT, LINE_PADDING, Spec, days_axis, names_axis, room_for, with_room

LINES_HEIGHT = 220
CELL_HEIGHT = 34
GROUPED_BAR = 26
PALEST, DEEPEST = 0.06, 0.62
COLOURS = ("#c2451a", "#3f6c7a", "#b8892b", "#6f5b8a", "#8a8177")
BARE = {"axis": None}


@dataclass(frozen=True)
class Crossed:
    """One figure under two names, with the number as the reader writes it."""

    name: str
    other: str
    value: float
    label: str


def lines(cells: Sequence[Crossed], names: Sequence[str], along: Sequence[str], title: str) -> Spec:
    """A line a name over ordered `along`; each line carries its name at its own highest point instead of a legend."""
    highest = {name: max((c for c in cells if c.name == name), key=_height, default=None) for name in names}
    rows = [vars(cell) | {"told": cell.name if highest[cell.name] is cell else ""} for cell in cells]
    colour = {"field": "name", "type": "nominal", "legend": None, "scale": _colours(names)}
    return {
        "height": LINES_HEIGHT,
        "padding": LINE_PADDING,
        "data": {"values": rows},
        "encoding": {
            "x": {"field": "other", "type": "ordinal", "sort": list(along), "axis": days_axis()},
            "y": {"field": "value", "type": "quantitative", "scale": {"zero": True}, **BARE},
            "color": colour,
            "tooltip": [
                {"field": "other", "title": " "},
                {"field": "name", "title": " "},
                {"field": "label", "title": title},
            ],
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2, "point": {"size": 28}}},
            {
                "mark": {"type": "text", "dy": -10, "fontSize": 12, "fontWeight": 600},
                "encoding": {"text": {"field": "told"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def groups(cells: Sequence[Crossed], names: Sequence[str], along: Sequence[str]) -> Spec:
    """Bars in groups, one group a name; each bar says which of the few it is, and its number."""
    rows = [vars(cell) | {"told": f"{cell.other} {cell.label}"} for cell in cells]
    return {
        "height": {"step": GROUPED_BAR},
        "data": {"values": rows},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": list(names), "axis": names_axis()},
            "yOffset": {"field": "other", "type": "nominal", "sort": list(along)},
            "x": {
                "field": "value",
                "type": "quantitative",
                "scale": with_room([cell.value for cell in cells], room_for([row["told"] for row in rows])),
                **BARE,
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 3},
                "encoding": {
                    "color": {"field": "other", "type": "nominal", "legend": None, "scale": _colours(along)}
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 12},
                "encoding": {"text": {"field": "told"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def heat(cells: Sequence[Crossed], names: Sequence[str], along: Sequence[str]) -> Spec:
    """A table with a number in each cell, the deeper the more; what has no row stays blank."""
    across = {
        "field": "other",
        "type": "nominal",
        "sort": list(along),
        "axis": {
            **days_axis(),
            "orient": "top",
            "domain": False,
            "labelLimit": 84,
            "labelOverlap": False,
            # A phone leaves a column about forty pixels.
            "labelAngle": -35,
            "labelAlign": "left",
        },
    }
    depth = {
        "field": "value",
        "type": "quantitative",
        "legend": None,
        "scale": {"range": [PALEST, DEEPEST], "zero": True},
    }
    return {
        "height": max(1, len(names)) * CELL_HEIGHT,
        "data": {"values": [vars(cell) for cell in cells]},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": list(names), "axis": names_axis(96)},
            "x": across,
        },
        "layer": [
            {
                "mark": {"type": "rect", "color": ACCENT, "cornerRadius": 2},
                "encoding": {"opacity": depth},
            },
            {"mark": {"type": "text", "fontSize": 11}, "encoding": {"text": {"field": "label"}}},
        ],
        "config": {"view": {"stroke": None}},
    }


def _height(cell: Crossed) -> float:
    return cell.value


def _colours(names: Sequence[str]) -> dict[str, list[str]]:
    return {"domain": list(names), "range": [COLOURS[place % len(COLOURS)] for place in range(len(names))]}
