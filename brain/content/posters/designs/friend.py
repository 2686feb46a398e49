"""Warm paper: a note pinned with tape, serif type, round corners, a soft sun behind."""

from __future__ import annotations

from itertools import accumulate

from brain.content.posters.canvas import (
    BLUSH,
    HAIRLINE,
    INK,
    PAPER,
    PERSIMMON,
    QUIET,
    WARM,
    WIDTH,
    Canvas,
    Colour,
)
from brain.content.posters.fonts import Typeface
from brain.content.posters.rows import draw_hero, draw_rows, set_hero, set_rows
from brain.content.posters.spec import PosterSpec
from brain.content.posters.typesetting import Block, fit, ladder

_CARD = (72, 148, WIDTH - 72, 1090)
_LEFT, _RIGHT = 140, WIDTH - 140
_WIDTH = _RIGHT - _LEFT
_MIDDLE = WIDTH // 2
_CODE = 224
_TAPE: Colour = (233, 176, 138)


def friend(face: Typeface, spec: PosterSpec) -> Canvas:
    """The poster of the friend's voice."""
    canvas = Canvas(face, WARM)
    canvas.disc((930, 130), 260, BLUSH)
    canvas.disc((70, 1400), 200, BLUSH)
    canvas.panel(_CARD, PAPER, radius=36)
    canvas.panel((430, 118, 650, 178), _TAPE, angle=-2.5)
    offer = fit(face, spec.offer, style="serif", width=_WIDTH - 72, height=140, sizes=ladder(40, 26), lines=3)
    tag = offer.height + 44 if offer.lines else 0
    top = _head(canvas, spec, _CARD[3] - 48 - tag)
    bottom = _CARD[3] - 48 - (tag + 28 if tag else 0)
    _goods(canvas, spec, top + 28, bottom)
    if tag:
        _tag(canvas, offer, tag)
    _foot(canvas, spec)
    return canvas


def _head(canvas: Canvas, spec: PosterSpec, floor: int) -> int:
    """Shop and headline; without products they stand in the middle of the note."""
    items = len(spec.items)
    shop = fit(canvas.face, spec.shop, style="serif", width=_WIDTH, height=60, sizes=ladder(38, 22), lines=1)
    largest, height = (132, 560) if not items else (76, 230) if spec.crowded else (100, 360)
    title = fit(
        canvas.face,
        spec.headline,
        style="serif",
        width=_WIDTH,
        height=height,
        sizes=ladder(largest, 42),
        lines=4 if not items else 3,
        leading=1.3,
    )
    whole = shop.height + 34 + title.height + 44
    top = 218 if items else 200 + max(0, floor - 200 - whole) * 2 // 5
    bottom = canvas.block(shop, (_MIDDLE, top), PERSIMMON, "centre")
    bottom = canvas.block(title, (_MIDDLE, bottom + 34), INK, "centre")
    canvas.panel((_MIDDLE - 44, bottom + 34, _MIDDLE + 44, bottom + 42), PERSIMMON, radius=4)
    return bottom + 42


def _goods(canvas: Canvas, spec: PosterSpec, top: int, bottom: int) -> None:
    if len(spec.items) == 1:
        hero = set_hero(canvas.face, spec.items[0], width=_WIDTH, height=bottom - top, style="serif")
        start = top + (bottom - top - hero.height) // 2
        draw_hero(canvas, hero, (_MIDDLE, start), ink=INK, accent=PERSIMMON, align="centre")
        return
    rows = set_rows(canvas.face, spec.items, width=_WIDTH, height=bottom - top, style="serif")
    start = top + (bottom - top - sum(row.height for row in rows)) // 2
    draw_rows(canvas, rows, left=_LEFT, right=_RIGHT, top=start, ink=INK, accent=PERSIMMON, rule=None)
    for below in accumulate(row.height for row in rows[:-1]):
        _dots(canvas, start + below)


def _dots(canvas: Canvas, y: int) -> None:
    """A dotted line, as on a notebook's page."""
    for x in range(_LEFT, _RIGHT, 14):
        canvas.draw.rectangle((x, y - 1, x + 4, y + 1), fill=HAIRLINE)


def _tag(canvas: Canvas, offer: Block, height: int) -> None:
    half = max(offer.width // 2 + 44, 160)
    top = _CARD[3] - 48 - height
    canvas.panel((_MIDDLE - half, top, _MIDDLE + half, top + height), PERSIMMON, radius=min(height // 2, 44))
    canvas.block(offer, (_MIDDLE, top + 20), PAPER, "centre")


def _foot(canvas: Canvas, spec: PosterSpec) -> None:
    left, top = _CARD[0], 1128
    canvas.panel((left, top, left + _CODE + 24, top + _CODE + 24), (255, 255, 255), radius=28)
    canvas.code(spec.link, (left + 12, top + 12), _CODE)
    text = left + _CODE + 64
    width = _CARD[2] - text
    call = fit(canvas.face, spec.call, style="serif", width=width, height=130, sizes=ladder(50, 28), lines=2)
    small = fit(
        canvas.face, spec.small_print, style="regular", width=width, height=76, sizes=ladder(25, 20), lines=2
    )
    start = top + (_CODE + 24 - call.height - small.height - 22) // 2
    bottom = canvas.block(call, (text, start), INK)
    canvas.block(small, (text, bottom + 22), QUIET)
