"""Photos share a field without touching, leaving it, or being bent."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.content.posters.mosaic import MOST, WAYS, arrange
from tests.examples import examples

sides = st.integers(240, 1600)
fields = st.builds(
    lambda left, top, across, down: (left, top, left + across, top + down),
    st.integers(0, 200), st.integers(0, 200), st.integers(500, 1000), st.integers(500, 1000),
)  # fmt: skip


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(sides, sides), min_size=1, max_size=MOST), fields, st.integers(0, 30))
def test_boxes_lie_inside_apart_and_crops_are_the_middle(
    sizes: list[tuple[int, int]], field: tuple[int, int, int, int], gap: int
) -> None:
    """Each photo once; boxes inside the field and a gap apart; each crop inside its photo, central, of its box's shape."""
    tiles = arrange(sizes, field, gap)
    assert [tile.photo for tile in tiles] == list(range(len(sizes)))
    for tile in tiles:
        left, top, right, bottom = tile.box
        assert field[0] <= left < right <= field[2]
        assert field[1] <= top < bottom <= field[3]
        width, height = sizes[tile.photo]
        x, y, end_x, end_y = tile.crop
        assert 0 <= x < end_x <= width
        assert 0 <= y < end_y <= height
        assert abs(x - (width - end_x)) <= 1, "as much is cut at the left as at the right"
        assert abs(y - (height - end_y)) <= 1
        assert (end_x - x) == width or (end_y - y) == height, "no more is cut than must be"
        # Whole pixels: the shape is right to one pixel of the shorter side.
        across, down = (right - left) / (end_x - x), (bottom - top) / (end_y - y)
        assert abs(across / down - 1) <= 1 / min(end_x - x, end_y - y) + 1e-9
    for one, other in combinations(tiles, 2):
        apart = (
            one.box[2] + gap <= other.box[0]
            or other.box[2] + gap <= one.box[0]
            or one.box[3] + gap <= other.box[1]
            or other.box[3] + gap <= one.box[1]
        )
        assert apart, (one, other)
    whole = (field[2] - field[0]) * (field[3] - field[1])
    shown = sum((t.box[2] - t.box[0]) * (t.box[3] - t.box[1]) for t in tiles)
    assert shown <= whole
    # Two gaps cross the field at most each way; a pixel a box is rounding.
    lost = 2 * gap * (field[2] - field[0] + field[3] - field[1]) + 8 * (field[2] + field[3])
    assert shown >= whole - lost


def test_the_field_is_divided_whole() -> None:
    """Every way of dividing covers the field: the parts' areas add up to one."""
    for ways in WAYS.values():
        for way in ways:
            assert sum((part[2] - part[0]) * (part[3] - part[1]) for part in way) == pytest.approx(1)


def test_two_portraits_stand_side_by_side_and_two_landscapes_lie_on_each_other() -> None:
    """The division follows the photos."""
    portraits = arrange([(900, 1600)] * 2, (0, 0, 900, 800), 10)
    landscapes = arrange([(1600, 900)] * 2, (0, 0, 900, 1000), 10)
    assert portraits[0].box[1] == portraits[1].box[1]
    assert landscapes[0].box[0] == landscapes[1].box[0]


@pytest.mark.parametrize("count", [0, 5])
def test_no_photo_and_too_many_are_a_mistake(count: int) -> None:
    """The caller chooses one to four."""
    with pytest.raises(ValueError, match="photos =="):
        arrange([(400, 300)] * count, (0, 0, 900, 800), 10)
