"""Customers' photos with a poster's words: the photos take the sheet, words, prices and code stand below them.

One layout in three manners, each with the ground, type and corners of the voice's own poster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PIL import Image

from brain.content.posters.canvas import (
    HAIRLINE,
    HEIGHT,
    INK,
    PAPER,
    PERSIMMON,
    QUIET,
    WARM,
    WIDTH,
    Canvas,
    Colour,
)
from brain.content.posters.fonts import Style, Typeface
from brain.content.posters.mosaic import arrange
from brain.content.posters.rows import Row, draw_rows, set_rows
from brain.content.posters.spec import PosterSpec
from brain.content.posters.typesetting import Block, fit, ladder
from brain.kernel.i18n import Lang
from cards.model import Voice


@dataclass(frozen=True)
class Manner:
    """How a voice looks: colours, type, corners of the photos (pixels), and a white frame around each, as of a print."""

    ground: Colour
    ink: Colour
    quiet: Colour
    accent: Colour
    style: Style
    radius: int
    frame: int
    rule: Colour | None


MANNERS: Mapping[Voice, Manner] = MappingProxyType(
    {
        "professional": Manner(PAPER, INK, QUIET, PERSIMMON, "bold", 0, 0, HAIRLINE),
        "friend": Manner(WARM, INK, QUIET, PERSIMMON, "serif", 10, 14, None),
        "humorous": Manner(PERSIMMON, PAPER, PAPER, PAPER, "bold", 28, 0, None),
    }
)
# Said on the picture itself, in the shop's language: whose photos these are.
WHOSE: Mapping[tuple[Lang, bool], str] = MappingProxyType(
    {
        ("zh", False): "顾客实拍",
        ("zh", True): "顾客实拍",
        ("en", False): "Photographed by a customer",
        ("en", True): "Photographed by our customers",
    }
)
_LEFT, _RIGHT = 72, WIDTH - 72
_WIDTH = _RIGHT - _LEFT
_TOP, _BOTTOM = 64, HEIGHT - 64
_FOOT = 1156
_CODE = 220
_GAP = 14
_LEAST_FIELD = 620
"""The photos' height however much there is to say."""


def collage(face: Typeface, spec: PosterSpec, photos: Sequence[Image.Image]) -> Canvas:
    """The picture of one to four photos, with shop, headline, products, call and code."""
    manner = MANNERS[spec.voice]
    canvas = Canvas(face, manner.ground)
    top = _head(canvas, spec, manner, whose_photos(spec, photos))
    words = _words(canvas, spec, manner, _FOOT - top - _LEAST_FIELD)
    floor = _FOOT - 32 - words.height
    _photos(canvas, photos, manner, (_LEFT, top, _RIGHT, floor - 28))
    words.draw(canvas, floor)
    _foot(canvas, spec, manner)
    return canvas


@dataclass(frozen=True)
class _Words:
    """What stands between the photos and the foot, set."""

    title: Block
    rows: tuple[Row, ...]
    offer: Block
    manner: Manner

    @property
    def height(self) -> int:
        """Pixels from the headline's top to the last row's bottom."""
        rows = sum(row.height for row in self.rows)
        offer = self.offer.height + 12 if self.offer.lines else 0
        return self.title.height + offer + (rows + 14 if self.rows else 0)

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it downwards from `top`."""
        manner = self.manner
        bottom = canvas.block(self.title, (_LEFT - 2, top), manner.ink)
        if self.offer.lines:
            bottom = canvas.block(self.offer, (_LEFT, bottom + 12), manner.accent)
        draw_rows(
            canvas, self.rows, left=_LEFT, right=_RIGHT, top=bottom + 14, ink=manner.ink,
            accent=manner.accent, rule=manner.rule,
        )  # fmt: skip


def whose_photos(spec: PosterSpec, photos: Sequence[Image.Image]) -> str:
    """What the picture says of the photos."""
    return WHOSE[spec.lang, len(photos) > 1]


def _head(canvas: Canvas, spec: PosterSpec, manner: Manner, said: str) -> int:
    """The shop's name, and whose photos these are; returns where the photos begin."""
    whose = fit(
        canvas.face,
        said,
        style="regular",
        width=_WIDTH // 2,
        height=40,
        sizes=(24, 22),
        lines=1,
    )
    shop = fit(
        canvas.face, spec.shop, style=manner.style, width=_WIDTH - 38 - whose.width - 40, height=56,
        sizes=ladder(34, 22), lines=1,
    )  # fmt: skip
    middle = _TOP + shop.height // 2
    canvas.draw.rectangle((_LEFT, middle - 10, _LEFT + 19, middle + 9), fill=manner.accent)
    canvas.block(whose, (_RIGHT, middle - whose.height // 2), manner.quiet, "right")
    return canvas.block(shop, (_LEFT + 38, _TOP), manner.ink) + 24


def _words(canvas: Canvas, spec: PosterSpec, manner: Manner, room: int) -> _Words:
    """Headline, offer and products, as large as the photos leave room: their field is as tall as this is short."""
    title = fit(
        canvas.face, spec.headline, style=manner.style, width=_WIDTH, height=min(190, room // 2),
        sizes=ladder(72, 38), lines=2, leading=1.2,
    )  # fmt: skip
    offer = fit(canvas.face, spec.offer, style="bold", width=_WIDTH, height=92, sizes=ladder(34, 24), lines=2)
    left = room - title.height - (offer.height + 12 if offer.lines else 0) - 90
    style: Style = "regular" if manner.style == "bold" else manner.style
    rows = set_rows(canvas.face, spec.items[:3], width=_WIDTH, height=max(0, min(left, 190)), style=style)
    return _Words(title, tuple(rows), offer, manner)


def _photos(
    canvas: Canvas, photos: Sequence[Image.Image], manner: Manner, field: tuple[int, int, int, int]
) -> None:
    """The photos in their field, each in its frame."""
    frame = manner.frame
    for tile in arrange([photo.size for photo in photos], field, _GAP + (6 if frame else 0)):
        left, top, right, bottom = tile.box
        inner = (left + frame, top + frame, right - frame, bottom - frame)
        if frame:
            canvas.panel(tile.box, (255, 255, 255), radius=manner.radius)
        crop = arrange([photos[tile.photo].size], inner, 0)[0].crop
        canvas.photo(photos[tile.photo], crop, inner, radius=0 if frame else manner.radius)


def _foot(canvas: Canvas, spec: PosterSpec, manner: Manner) -> None:
    """What to do, and the code that does it."""
    if manner.rule:
        canvas.rule(_LEFT, _RIGHT, _FOOT - 8, manner.ink, 3)
    size = _CODE - 24
    edge = _RIGHT - _CODE
    canvas.panel((edge, _FOOT, _RIGHT, _FOOT + _CODE), (255, 255, 255), radius=manner.radius or manner.frame)
    canvas.code(spec.link, (edge + 12, _FOOT + 12), size)
    width = edge - 48 - _LEFT
    call = fit(
        canvas.face, spec.call, style=manner.style, width=width, height=120, sizes=ladder(46, 28), lines=2
    )
    small = fit(
        canvas.face, spec.small_print, style="regular", width=width, height=76, sizes=ladder(25, 20), lines=2
    )
    start = _FOOT + (_CODE - call.height - small.height - 18) // 2
    bottom = canvas.block(call, (_LEFT, start), manner.ink)
    canvas.block(small, (_LEFT, bottom + 18), manner.quiet)
