"""Bold: a field of persimmon, type as large as it goes, a speech bubble, an offer stuck on at an angle."""

from __future__ import annotations

from PIL import Image, ImageDraw

from brain.content.posters.canvas import INK, PAPER, PERSIMMON, WIDTH, Canvas
from brain.content.posters.fonts import Typeface
from brain.content.posters.rows import draw_hero, draw_rows, set_hero, set_rows
from brain.content.posters.spec import PosterSpec
from brain.content.posters.typesetting import Block, fit, ladder

_LEFT, _RIGHT = 72, WIDTH - 72
_WIDTH = _RIGHT - _LEFT
_INSET = 48
_FLOOR = 1086
_CODE = 224
_FRAME = _CODE + 24
_FOOT = 1144


def humorous(face: Typeface, spec: PosterSpec) -> Canvas:
    """The poster of the humorous voice."""
    canvas = Canvas(face, PERSIMMON)
    offer = fit(face, spec.offer, style="bold", width=_WIDTH - 120, height=150, sizes=ladder(46, 26), lines=3)
    sticker = offer.height + 52 if offer.lines else 0
    top = _head(canvas, spec, _FLOOR - sticker)
    if spec.items:
        _bubble(canvas, spec, top + 44, _FLOOR - (sticker - 16 if sticker else 0), tail=not sticker)
    if sticker:
        _sticker(canvas, offer, sticker)
    _foot(canvas, spec)
    return canvas


def _head(canvas: Canvas, spec: PosterSpec, floor: int) -> int:
    shop = fit(
        canvas.face, spec.shop, style="bold", width=_WIDTH - 56, height=60, sizes=ladder(36, 22), lines=1
    )
    badge = shop.height + 28
    canvas.panel((_LEFT, 76, _LEFT + shop.width + 56, 76 + badge), INK, radius=badge // 2)
    bottom = canvas.block(shop, (_LEFT + 28, 89), PAPER) + 44
    items = len(spec.items)
    largest, height = (216, floor - bottom) if not items else (104, 280) if spec.crowded else (150, 500)
    title = fit(
        canvas.face,
        spec.headline,
        style="bold",
        width=_WIDTH,
        height=height,
        sizes=ladder(largest, 48),
        lines=4 if not items else 3,
        leading=1.16,
    )
    return canvas.block(
        title, (_LEFT - 6, bottom if items else bottom + (floor - bottom - title.height) // 3), PAPER
    )


def _bubble(canvas: Canvas, spec: PosterSpec, top: int, bottom: int, *, tail: bool) -> None:
    """The goods in a speech bubble that fills the room, or is as tall as its rows where there is much."""
    width, room = _WIDTH - 2 * _INSET, bottom - top - 56
    if len(spec.items) == 1:
        hero = set_hero(canvas.face, spec.items[0], width=width, height=room, style="bold")
        start = max(top, bottom - hero.height - 130)
        _speech(canvas, start, bottom, tail=tail)
        middle = start + (bottom - start - hero.height) // 2
        draw_hero(canvas, hero, (_LEFT + _INSET, middle), ink=INK, accent=PERSIMMON, align="left")
        return
    rows = set_rows(canvas.face, spec.items, width=width, height=room, style="bold")
    used = sum(row.height for row in rows)
    start = max(top, bottom - used - 80)
    _speech(canvas, start, bottom, tail=tail)
    draw_rows(
        canvas,
        rows,
        left=_LEFT + _INSET,
        right=_RIGHT - _INSET,
        top=start + (bottom - start - used) // 2,
        ink=INK,
        accent=PERSIMMON,
        rule=None,
    )


def _speech(canvas: Canvas, top: int, bottom: int, *, tail: bool) -> None:
    """The bubble; its tail is drawn large and reduced, so that it is smooth."""
    canvas.panel((_LEFT, top, _RIGHT, bottom), PAPER, radius=44)
    if tail:
        mask = Image.new("L", (280, 184), 0)
        ImageDraw.Draw(mask).polygon([(0, 0), (240, 0), (40, 180)], fill=255)
        canvas.image.paste(PAPER, (_LEFT + 96, bottom - 2), mask.resize((70, 46), Image.Resampling.LANCZOS))


def _sticker(canvas: Canvas, offer: Block, height: int) -> None:
    half = offer.width // 2 + 48
    middle = _RIGHT - half - 6
    box = (middle - half, _FLOOR + 14 - height, middle + half, _FLOOR + 14)
    canvas.panel(box, INK, radius=14, angle=1.5)
    canvas.block(offer, (middle, (box[1] + box[3] - offer.height) // 2), PAPER, "centre")


def _foot(canvas: Canvas, spec: PosterSpec) -> None:
    left, bottom = _RIGHT - _FRAME, _FOOT + _FRAME
    canvas.panel((left, _FOOT, _RIGHT, bottom), (255, 255, 255), radius=20)
    canvas.code(spec.link, (left + 12, _FOOT + 12), _CODE)
    width = left - 48 - _LEFT
    call = fit(canvas.face, spec.call, style="bold", width=width, height=150, sizes=ladder(58, 30), lines=2)
    canvas.block(call, (_LEFT, _FOOT + 4), PAPER)
    small = fit(
        canvas.face, spec.small_print, style="regular", width=width, height=72, sizes=ladder(25, 20), lines=2
    )
    canvas.block(small, (_LEFT, bottom - small.height - 4), PAPER)
