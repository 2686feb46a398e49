"""The small charts of cards as plain HTML: names and numbers are text, a bar is a box, a course is one stroke.

The charts of answers can be explored and are drawn by Vega-Lite. A card's chart is only looked at, and five live charts
take the browser longer to draw than all the words of the first page.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from cards.charts import ACCENT, QUIET, Mark, in_a_dip, told_places

MOST_DAYS = 4
"""Names below a course: as many as stand side by side on a phone."""
WIDE, NARROW = 1.05, 0.62
"""A character's width in em: Chinese, other."""
EDGE = 10.0
"""Per cent of the width from the edge within which a label leans inwards."""


def bars_html(marks: Sequence[Mark]) -> str:
    """Bars from an honest zero, in the order given, each with its name before it and its number behind it."""
    low, high = min([0.0, *(mark.value for mark in marks)]), max([0.0, *(mark.value for mark in marks)])
    span = (high - low) or 1.0
    room = max((_width(mark.label) for mark in marks), default=0.0) + 0.5
    rows = "".join(
        f'<span class="look-name" title="{escape(mark.name)}">{escape(mark.name)}</span>'
        f'<span class="look-track"><i style="margin-left:{_share(min(mark.value, 0.0) - low, span, room)};'
        f'width:{_share(abs(mark.value), span, room)};background:{_colour(mark)}"></i>'
        f"<b>{escape(mark.label)}</b></span>"
        for mark in marks
    )
    return f'<div class="look-bars">{rows}</div>'


def course_html(marks: Sequence[Mark], limit: float | None = None) -> str:
    """A line over ordered names from an honest zero; its last, highest and lowest point carry their numbers.

    `limit` is a dashed line across. Every point tells its name and number to who rests on it.
    """
    values = [mark.value for mark in marks]
    low, high = min([0.0, *values]), max([0.0, *values, *([] if limit is None else [limit])])
    places = [
        (100 * place / max(1, len(marks) - 1), 100 * (high - value) / ((high - low) or 1.0))
        for place, value in enumerate(values)
    ]
    told = told_places(marks)
    numbers = "".join(
        _told(mark, *places[place], below=in_a_dip(marks, place))
        for place, mark in enumerate(marks)
        if place in told
    )
    rests = "".join(f'<i title="{escape(mark.name)}  {escape(mark.label)}"></i>' for mark in marks)
    level = None if limit is None else 100 * (high - limit) / ((high - low) or 1.0)
    return (
        f'<div class="look-plot" style="background-image:url(&quot;{_stroke(places, level)}&quot;)">'
        f'<div class="look-rests">{rests}</div>{numbers}</div>'
        f'<div class="look-days">{_days(marks, places)}</div>'
    )


def _stroke(places: Sequence[tuple[float, float]], level: float | None) -> str:
    """The course as a picture that stretches to its box while its stroke keeps its width."""
    points = " ".join(f"{across:.2f},{down:.2f}" for across, down in places)
    kept = 'fill="none" vector-effect="non-scaling-stroke"'
    across = (
        ""
        if level is None
        else f'<path d="M0 {level:.2f}H100" {kept} stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="4 4"/>'
    )
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'{across}<polyline points="{points}" {kept} stroke="{ACCENT}" stroke-width="2" stroke-linejoin="round"/></svg>'
    )
    return f"data:image/svg+xml,{quote(drawn)}"


def _told(mark: Mark, across: float, down: float, *, below: bool) -> str:
    at = f"left:{across:.2f}%;top:{down:.2f}%"
    return f'<i class="look-dot" style="{at}"></i><b class="look-told{" look-below" if below else ""}{_lean(across)}" style="{at}">{escape(mark.label)}</b>'


def _days(marks: Sequence[Mark], places: Sequence[tuple[float, float]]) -> str:
    last = len(marks) - 1
    steps = min(MOST_DAYS, len(marks)) - 1
    shown = sorted({round(last * step / max(1, steps)) for step in range(steps + 1)})
    return "".join(
        f'<span class="{_lean(places[place][0]).strip()}" style="left:{places[place][0]:.2f}%">{escape(marks[place].name)}</span>'
        for place in shown
    )


def _lean(across: float) -> str:
    return " look-first" if across < EDGE else " look-last" if across > 100 - EDGE else ""


def _share(value: float, span: float, room: float) -> str:
    return f"calc((100% - {room:.2f}em) * {value / span:.4f})"


def _colour(mark: Mark) -> str:
    return QUIET if mark.tone == "rest" else ACCENT


def _width(label: str) -> float:
    return sum(WIDE if ord(char) > 0x2E7F else NARROW for char in label)
