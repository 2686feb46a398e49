"""Vega-Lite specifications as plain dicts: the same rows as the table beside them, labels on the marks, no legend.

Numbers arrive already written in the reader's language (`label`), so a chart and a sentence never disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
BAR_HEIGHT = 34
SPAN_HEIGHT = 64
FUNNEL_STEP = 52
LINE_HEIGHT = 200
LINE_PADDING = {"left": 4, "right": 26, "top": 16, "bottom": 4}
"""Room for numbers on the first, highest and last point, which stand over the edge."""
ROOM_BELOW = 0.1
"""The share of a line's height that a number under a point needs above the days."""
MOST_LABELLED_POINTS = 14
NAMES_WIDTH = 140
BARE_AXIS = {"axis": None}
ROOM_BESIDE_SPANS = 0.2
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 44, 2
ROOM_FOR_LABEL = 0.3
PHONE_PLOT = 150
WIDE, NARROW = 13.0, 7.6
"""Pixels: what a phone leaves beside the names, and a character's width at the size of labels."""
INK_ON_PAPER, INK_ON_DARK = "#211d19", "#f0e9df"
GOOD, BAD, QUIET, ACCENT = "#2f8a57", "#c2453c", "#8a8177", "#d9592b"


@dataclass(frozen=True)
class Mark:
    """One bar or point: its name, its number, and the number as the reader writes it."""

    name: str
    value: float
    label: str
    tone: str = ""


def bars(marks: Sequence[Mark], names_width: int = NAMES_WIDTH) -> Spec:
    """Horizontal bars from an honest zero, in the order given, each with its number; names up to `names_width` pixels."""
    rows = [
        {"name": mark.name, "value": mark.value, "label": mark.label, "rest": mark.tone == "rest"}
        for mark in marks
    ]
    base = {
        "y": {"field": "name", "type": "nominal", "sort": None, "axis": names_axis(names_width)},
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": with_room([mark.value for mark in marks], room_for([mark.label for mark in marks])),
            **BARE_AXIS,
        },
    }
    bar: Spec = {"mark": {"type": "bar", "cornerRadiusEnd": 3, "height": {"band": 0.62}}}
    if any(mark.tone == "rest" for mark in marks):
        # Only where something is greyed: elsewhere the theme chooses the colour.
        bar["encoding"] = {"color": {"condition": {"test": "datum.rest", "value": QUIET}, "value": ACCENT}}
    return {
        "height": max(1, len(rows)) * BAR_HEIGHT,
        "data": {"values": rows},
        "encoding": base,
        "layer": [
            bar,
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13},
                "encoding": {"text": {"field": "label"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def line(marks: Sequence[Mark], title: str) -> Spec:
    """A line over ordered names; its last point, highest and lowest carry their numbers."""
    told = told_places(marks)
    rows = [
        {
            "name": mark.name,
            "value": mark.value,
            "label": mark.label,
            "told": mark.label if place in told and not in_a_dip(marks, place) else "",
            "below": mark.label if place in told and in_a_dip(marks, place) else "",
        }
        for place, mark in enumerate(marks)
    ]
    return {
        "height": LINE_HEIGHT,
        "padding": LINE_PADDING,
        "data": {"values": rows},
        "encoding": {
            "x": {"field": "name", "type": "ordinal", "sort": None, "axis": days_axis()},
            "y": {"field": "value", "type": "quantitative", "scale": {"zero": True}, **BARE_AXIS},
            "tooltip": [{"field": "name", "title": " "}, {"field": "label", "title": title}],
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2, "point": {"size": 28}}},
            {"mark": {"type": "text", "dy": -12, "fontSize": 12}, "encoding": {"text": {"field": "told"}}},
            {"mark": {"type": "text", "dy": 14, "fontSize": 12}, "encoding": {"text": {"field": "below"}}},
        ],
        "config": {"view": {"stroke": None}},
    }


def funnel(marks: Sequence[Mark]) -> Spec:
    """Shrinking bars around one middle, in the order given, each with its name and number above it."""
    rows = [
        {
            "name": mark.name,
            "from": -mark.value / 2,
            "to": mark.value / 2,
            "value": mark.value,
            "label": mark.label,
        }
        for mark in marks
    ]
    widest = max([1.0, *(mark.value for mark in marks)])
    along = {"type": "quantitative", "scale": {"domain": [-widest / 2, widest / 2]}, **BARE_AXIS}
    name = {"field": "name", "type": "nominal", "sort": None, "axis": None}
    return {
        "height": max(1, len(rows)) * FUNNEL_STEP,
        "data": {"values": rows},
        "transform": [{"calculate": "datum.name + '  ' + datum.label", "as": "told"}],
        "encoding": {"y": name},
        "layer": [
            {
                "mark": {"type": "bar", "height": 18, "cornerRadius": 3, "yOffset": 9},
                "encoding": {"x": {"field": "from", **along}, "x2": {"field": "to"}},
            },
            {
                "mark": {"type": "text", "dy": -12, "fontSize": 13},
                "encoding": {"x": {"datum": 0, **along}, "text": {"field": "told"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def waterfall(marks: Sequence[Mark]) -> Spec:
    """Steps that add up: a mark of tone "total" stands on zero, any other moves on from where the last one ended."""
    rows: list[dict[str, Any]] = []
    height = 0.0
    for mark in marks:
        start = 0.0 if mark.tone == "total" else height
        height = mark.value if mark.tone == "total" else height + mark.value
        colour = QUIET if mark.tone in ("total", "rest") else (GOOD if mark.value >= 0 else BAD)
        low, high = sorted((start, height))
        rows.append({"name": mark.name, "from": low, "to": high, "label": mark.label, "colour": colour})
    ends = [row[end] for row in rows for end in ("from", "to")]
    return {
        "height": max(1, len(rows)) * BAR_HEIGHT,
        "data": {"values": rows},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "axis": names_axis()},
            "x": {
                "field": "from",
                "type": "quantitative",
                "scale": _with_room_after(ends, room_for([mark.label for mark in marks])),
                **BARE_AXIS,
            },
            "x2": {"field": "to"},
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.62}},
                "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13},
                "encoding": {"x": {"field": "to", "type": "quantitative"}, "text": {"field": "label"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


@dataclass(frozen=True)
class Span:
    """A range with its middle: expected, or what came."""

    name: str
    low: float
    mid: float
    high: float
    label: str
    colour: str = ""


def spans(rows: Sequence[Span]) -> Spec:
    """Ranges under one another on one scale: a pale band, a tick at the middle, the number above, zero named below."""
    names = {"field": "name", "type": "nominal", "sort": None, "axis": names_axis()}
    scale = _with_room_beside([end for row in rows for end in (row.low, row.high)])
    zero = {
        "values": [0],
        "title": None,
        "grid": False,
        "ticks": False,
        "domain": False,
        "labelFontSize": 12,
        "labelPadding": 0,
    }
    along = {"type": "quantitative", "scale": scale, "axis": zero}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return {
        "height": max(1, len(rows)) * SPAN_HEIGHT,
        "padding": {"top": 6, "bottom": 0, "left": 0, "right": 0},
        "data": {"values": [vars(row) | {"colour": row.colour or ACCENT} for row in rows]},
        "encoding": {"y": names},
        "layer": [
            {
                "mark": {"type": "tick", "thickness": 1.5, "height": 30, "color": QUIET},
                "encoding": {"x": {"datum": 0, **along}},
            },
            {
                "mark": {"type": "bar", "height": 14, "opacity": 0.4, "cornerRadius": 3},
                "encoding": {"x": {"field": "low", **along}, "x2": {"field": "high"}, "color": colour},
            },
            {
                "mark": {"type": "tick", "thickness": 3, "height": 22},
                "encoding": {"x": {"field": "mid", **along}, "color": colour},
            },
            {
                "mark": {"type": "text", "dy": -22, "fontSize": 13},
                "encoding": {"x": {"field": "mid", **along}, "text": {"field": "label"}},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def sparkline(values: Sequence[float], *, good: bool | None) -> str:
    """A bare course as an SVG picture, lowest to highest over its whole height; None of `good` for no direction.

    A picture, because four live charts take the browser longer to redraw than all the rest of the first page.
    """
    low, high = min(values), max(values)
    across, down = SPARK_WIDTH / max(1, len(values) - 1), SPARK_HEIGHT - 2 * SPARK_EDGE
    points = " ".join(
        f"{place * across:.1f},{SPARK_EDGE + down * (1 - (value - low) / ((high - low) or 1.0)):.1f}"
        for place, value in enumerate(values)
    )
    colour = QUIET if good is None else GOOD if good else BAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}">'
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"/></svg>'
    )


def in_ink(spec: Spec, *, dark: bool) -> Spec:
    """The same chart with numbers and names in the ink of the reader's theme; Streamlit leaves numbers black."""
    ink = INK_ON_DARK if dark else INK_ON_PAPER
    return {**spec, "config": {**spec.get("config", {}), "text": {"color": ink}, "axis": {"labelColor": ink}}}


def told_places(marks: Sequence[Mark]) -> set[int]:
    """The points of a course that carry their number: all of a few, else the last, the highest and the lowest."""
    if len(marks) <= MOST_LABELLED_POINTS // 2:
        return set(range(len(marks)))
    last = len(marks) - 1
    ends = (max, min)
    extremes = {end(range(len(marks)), key=lambda place: marks[place].value) for end in ends}
    # The last point's own number, written once: beside it the same number a few days earlier would run into it.
    return {last, *(place for place in extremes if marks[place].label != marks[last].label)}


def in_a_dip(marks: Sequence[Mark], place: int) -> bool:
    """Whether the course comes from above and does not fall on, so that a number above would lie on the line, and below is room."""
    if place == 0:
        return False
    values = [0.0, *(mark.value for mark in marks)]
    low, here = min(values), marks[place].value
    beside = min(mark.value for mark in [marks[place - 1], *marks[place + 1 : place + 2]])
    return here < beside and here - low > ROOM_BELOW * (max(values) - low)


def names_axis(width: int = NAMES_WIDTH) -> Spec:
    """Names beside their marks, up to `width` pixels, without ticks or a line."""
    return {
        "title": None,
        "ticks": False,
        "domain": False,
        "labelLimit": width,
        "labelFontSize": 13,
        "grid": False,
    }


def days_axis() -> Spec:
    """Days below a course, upright, as many as find room."""
    return {"title": None, "labelAngle": 0, "ticks": False, "grid": False, "labelOverlap": "greedy"}


def room_for(labels: Sequence[str]) -> float:
    """The share of the bars' scale that the longest label needs on a phone, where there is least room."""
    widest = max(
        (sum(WIDE if ord(char) > 0x2E7F else NARROW for char in label) for label in labels), default=0.0
    )
    return max(ROOM_FOR_LABEL, widest / max(PHONE_PLOT - widest, PHONE_PLOT / 4))


def with_room(values: Sequence[float], share: float = ROOM_FOR_LABEL) -> Spec:
    """A scale from an honest zero with room at its end for the number on the longest bar (`share` of the whole)."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (high - low or 1.0) * share
    return {"domain": [low - (room if low < 0 else 0.0), high + room], "nice": False}


def _with_room_after(values: Sequence[float], share: float) -> Spec:
    """As `with_room`, for labels that always stand to the right of their bar."""
    low, high = min([0.0, *values]), max([0.0, *values])
    return {"domain": [low, high + (high - low or 1.0) * share], "nice": False}


def _with_room_beside(values: Sequence[float]) -> Spec:
    """A scale that holds zero, with room at both ends for a number that is wider than its band."""
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (high - low or 1.0) * ROOM_BESIDE_SPANS
    return {"domain": [low - room, high + room], "nice": False}
