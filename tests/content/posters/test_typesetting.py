"""Line breaking and fitting."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.content.posters.fonts import CJK_FONTS, Typeface
from brain.content.posters.typesetting import NEVER_FIRST, NEVER_LAST, break_lines, fit, ladder


def em(line: str) -> float:
    """Widths without a font: a Chinese character is two wide, a Latin one is one."""
    return sum(1 if char.isascii() else 2 for char in line)


chinese = st.text(alphabet="有机辅食米粉一起看吧，。！（）《》", min_size=1, max_size=40)
mixed = st.text(alphabet="有机辅食，。！ abcDEF12.5-", min_size=1, max_size=50)


@given(mixed, st.integers(4, 40))
def test_lines_hold_the_whole_text_and_never_pass_the_width(text: str, width: int) -> None:
    """Nothing but spaces is lost, and every line fits."""
    lines = break_lines(text, width, em)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(em(line) <= width for line in lines)


@given(chinese, st.integers(12, 40))
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    """After the first line, none begins with 。 or ）where the text gave it a character to follow."""
    lines = break_lines(text, width, em)
    for before, line in pairwise(lines):
        assert line[0] not in NEVER_FIRST or before[-1] in NEVER_FIRST + NEVER_LAST


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("今天一起看看辅食吧", 16, ["今天一起", "看看辅食吧"]),
        ("好久不见，近来可好", 10, ["好久不见，", "近来可好"]),
        ("有机辅食\u200b近期\u200b关注上升", 14, ["有机辅食", "近期关注上升"]),
        ("看Growing-up Milk吧", 11, ["看", "Growing-up", "Milk吧"]),
        ("without-any-space", 12, ["without-any-", "space"]),
        ("a closer look", 9, ["a closer", "look"]),
        ("¥39.90起", 9, ["¥39.90起"]),
        ("", 8, []),
    ],
)
def test_lines_break_where_a_typesetter_would(text: str, width: int, lines: list[str]) -> None:
    """Phrases and Latin words stay whole, lines are even, no character is left alone."""
    assert break_lines(text, width, em) == lines


@given(st.text(alphabet="有机辅食米粉看", min_size=7, max_size=40), st.integers(6, 30))
def test_no_character_is_left_alone_on_the_last_line(text: str, width: int) -> None:
    """A last line has at least two characters."""
    assert len(break_lines(text, width, em)[-1]) >= 2


@given(st.integers(2, 300), st.integers(1, 300))
def test_a_ladder_falls_from_the_largest_to_the_smallest(first: int, second: int) -> None:
    """Sizes descend strictly and end where asked."""
    largest, smallest = max(first, second), min(first, second)
    sizes = ladder(largest, smallest)
    assert (sizes[0], sizes[-1]) == (largest, smallest)
    assert all(higher > lower for higher, lower in pairwise(sizes))


def test_what_is_too_long_for_the_smallest_size_ends_in_an_ellipsis() -> None:
    """A text without end is shortened and stays inside its box."""
    block = fit(Typeface("Latin"), "word " * 300, style="bold", width=300, height=90, sizes=(30, 24), lines=2)
    assert block.lines[-1].endswith("…")
    assert len(block.lines) == 2
    assert block.width <= 300
    assert block.height <= 90


def test_signs_without_a_glyph_are_dropped() -> None:
    """Emoji, joiners and variation signs vanish; words, prices and Chinese stay."""
    face = Typeface("草莓")
    assert face.drawable("草莓🍓酱 👨‍👩‍👧 ¥39.90 1️⃣") == "草莓酱 ¥39.90 1"
    assert CJK_FONTS["regular"]
