"""Charts of what is uncertain: coming days with their range, and odd days beside the range that was usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.charts import ACCENT, LINE_PADDING, QUIET, Spec, days_axis

BAND_HEIGHT = 200


@dataclass(frozen=True)
class Ranged:
    """One day: the ends of a range, what lies between or beside them, and that as the reader writes it."""

    name: str
    low: float
    value: float
    high: float
    label: str


def band(rows: Sequence[Ranged], title: str) -> Spec:
    """A line through the middle of a pale band; the first, highest and last day carry their number."""
    highest = max(range(len(rows)), key=lambda place: rows[place].value)
    told = {0, highest, len(rows) - 1}
    drawn = [vars(row) | {"told": row.label if place in told else ""} for place, row in enumerate(rows)]
    upright = {"type": "quantitative", "scale": {"zero": True}, "axis": None}
    return {
        "height": BAND_HEIGHT,
        "padding": LINE_PADDING,
        "data": {"values": drawn},
        "encoding": {
            "x": {"field": "name", "type": "ordinal", "sort": None, "axis": days_axis()},
            "tooltip": [{"field": "name", "title": " "}, {"field": "label", "title": title}],
        },
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.18, "color": ACCENT},
                "encoding": {"y": {"field": "low", **upright}, "y2": {"field": "high"}},
            },
            {
                "mark": {
                    "type": "line",
                    "strokeWidth": 2,
                    "color": ACCENT,
                    "point": {"size": 28, "color": ACCENT},
                },
                "encoding": {"y": {"field": "value", **upright}},
            },
            {
                "mark": {"type": "text", "dy": -12, "fontSize": 12},
                "encoding": {"y": {"field": "value", **upright}, "text": {"field": "told"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def outliers(rows: Sequence[Ranged]) -> Spec:
    """Each odd day as a point, above or below the grey bar that was usual for such a day."""
    upright = {"type": "quantitative", "scale": {"zero": True}, "axis": None}
    return {
        "height": BAND_HEIGHT,
        "padding": LINE_PADDING,
        "data": {"values": [vars(row) for row in rows]},
        "encoding": {"x": {"field": "name", "type": "ordinal", "sort": None, "axis": days_axis()}},
        "layer": [
            {
                "mark": {"type": "bar", "width": 14, "color": QUIET, "opacity": 0.4, "cornerRadius": 3},
                "encoding": {"y": {"field": "low", **upright}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "color": ACCENT, "opacity": 1},
                "encoding": {"y": {"field": "value", **upright}},
            },
            {
                "mark": {"type": "text", "dy": -14, "fontSize": 12},
                "encoding": {"y": {"field": "value", **upright}, "text": {"field": "label"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }
