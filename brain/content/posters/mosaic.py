"""One to four photos in one field: which goes where, and what of each is seen. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from brain.content.posters.canvas import Box

Size = tuple[int, int]
Part = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the field."""

# For each number of photos the ways to divide the field; the largest part stands first.
WAYS: dict[int, tuple[tuple[Part, ...], ...]] = {
    1: (((0, 0, 1, 1),),),
    2: (
        ((0, 0, 1 / 2, 1), (1 / 2, 0, 1, 1)),
        ((0, 0, 1, 1 / 2), (0, 1 / 2, 1, 1)),
        ((0, 0, 0.6, 1), (0.6, 0, 1, 1)),
        ((0, 0, 1, 0.58), (0, 0.58, 1, 1)),
    ),
    3: (
        ((0, 0, 0.58, 1), (0.58, 0, 1, 1 / 2), (0.58, 1 / 2, 1, 1)),
        ((0, 0, 1, 0.56), (0, 0.56, 1 / 2, 1), (1 / 2, 0.56, 1, 1)),
        ((0, 0, 1 / 3, 1), (1 / 3, 0, 2 / 3, 1), (2 / 3, 0, 1, 1)),
    ),
    4: (
        ((0, 0, 1 / 2, 1 / 2), (1 / 2, 0, 1, 1 / 2), (0, 1 / 2, 1 / 2, 1), (1 / 2, 1 / 2, 1, 1)),
        ((0, 0, 0.62, 1), (0.62, 0, 1, 1 / 3), (0.62, 1 / 3, 1, 2 / 3), (0.62, 2 / 3, 1, 1)),
        ((0, 0, 1, 0.6), (0, 0.6, 1 / 3, 1), (1 / 3, 0.6, 2 / 3, 1), (2 / 3, 0.6, 1, 1)),
        ((0, 0, 0.56, 0.56), (0.56, 0, 1, 0.56), (0, 0.56, 0.44, 1), (0.44, 0.56, 1, 1)),
    ),
}
MOST = max(WAYS)
# Of two divisions that lose as much, the one that shows the first photo largest.
_FIRST_LARGE = 0.02


@dataclass(frozen=True)
class Tile:
    """A photo (its place in the list), the box that it fills, and the part of it that is seen; pixels."""

    photo: int
    box: Box
    crop: Box


def arrange(sizes: Sequence[Size], field: Box, gap: int) -> list[Tile]:
    """The division and the order that lose the least of the photos, in the photos' order.

    `sizes` are widths and heights of one to four photos. Boxes lie inside `field`, `gap` pixels apart; what is seen of a
    photo is its middle, of the box's own shape, so nothing is distorted.
    """
    if not 1 <= len(sizes) <= MOST:
        raise ValueError(f"photos == {len(sizes)}, must be >= 1 and <= {MOST}.")
    best: tuple[float, list[Tile]] | None = None
    for way in WAYS[len(sizes)]:
        boxes = [_box(part, field, gap) for part in way]
        for order in permutations(range(len(sizes))):
            lost = sum(_lost(sizes[photo], box) for photo, box in zip(order, boxes, strict=True))
            lost -= _FIRST_LARGE * _share(boxes[order.index(0)], field)
            if best is None or lost < best[0] - 1e-9:
                best = (
                    lost,
                    [
                        Tile(photo, box, centred_crop(sizes[photo], box))
                        for photo, box in zip(order, boxes, strict=True)
                    ],
                )
    assert best is not None
    return sorted(best[1], key=lambda tile: tile.photo)


def centred_crop(size: Size, box: Box) -> Box:
    """The largest part in the middle of a picture that has the shape of a box."""
    width, height = size
    across, down = box[2] - box[0], box[3] - box[1]
    if width * down > height * across:
        seen = max(1, min(width, round(height * across / down)))
        left = (width - seen) // 2
        return left, 0, left + seen, height
    seen = max(1, min(height, round(width * down / across)))
    top = (height - seen) // 2
    return 0, top, width, top + seen


def _box(part: Part, field: Box, gap: int) -> Box:
    """A part of the field in pixels: the gap is taken off between neighbours, not at the edges."""
    left, top, right, bottom = field
    across, down = right - left + gap, bottom - top + gap
    return (
        left + round(part[0] * across),
        top + round(part[1] * down),
        left + round(part[2] * across) - gap,
        top + round(part[3] * down) - gap,
    )


def _lost(size: Size, box: Box) -> float:
    """The share of a photo that is not seen, squared: two photos that lose a third are better than one that loses half."""
    shape, wanted = size[0] / size[1], (box[2] - box[0]) / (box[3] - box[1])
    return (1 - min(shape / wanted, wanted / shape)) ** 2


def _share(box: Box, field: Box) -> float:
    whole = (field[2] - field[0]) * (field[3] - field[1])
    return (box[2] - box[0]) * (box[3] - box[1]) / whole
