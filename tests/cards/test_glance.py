"""The small charts of cards: what they say, and that nothing in a name becomes a part of the page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cards.charts import Mark
from cards.glance import bars_html, course_html

VALUES = st.lists(st.floats(min_value=-1e6, max_value=1e6, allow_nan=False), min_size=2, max_size=40)


def marks_of(values: list[float]) -> list[Mark]:
    """Points named by their place, with their value as the number that is read."""
    return [Mark(name=f"n{place}", value=value, label=f"{value:g}") for place, value in enumerate(values)]


@given(VALUES)
def test_bars_are_as_long_as_their_values(values):
    """Two bars compare as their values do, and none is longer than its box."""
    shares = [
        float(one)
        for one in re.findall(r"width:calc\(\(100% - [\d.]+em\) \* ([\d.]+)\)", bars_html(marks_of(values)))
    ]
    span = max(0.0, *values) - min(0.0, *values) or 1.0
    assert len(shares) == len(values)
    for share, value in zip(shares, values, strict=True):
        assert abs(share - abs(value) / span) <= 0.0001
        assert share <= 1


@given(VALUES)
def test_a_course_stays_in_its_box(values):
    """No point, dot or number is placed outside the plot."""
    drawn = course_html(marks_of(values))
    places = re.findall(r"(?:left|top):(-?[\d.]+)%", drawn)
    assert places
    assert all(0 <= float(place) <= 100 for place in places)


def test_names_are_text():
    """A product that is called like a piece of a page is written out, not run."""
    mark = Mark(name='<img src=x onerror="alert(1)">', value=1.0, label="<b>1</b>")
    for drawn in (bars_html([mark, mark]), course_html([mark, mark])):
        assert "<img" not in drawn
        assert "<b>1" not in drawn


def test_a_course_tells_its_last_number_and_its_limit():
    """The last point carries its number; a limit is a dashed line in the picture."""
    marks = marks_of([3.0] * 9 + [1.0])
    assert ">1</b>" in course_html(marks)
    assert "dasharray" not in course_html(marks)
    assert "dasharray" in course_html(marks, limit=2.0)
