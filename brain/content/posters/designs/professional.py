"""Calm grid: one margin, hairlines, a table of names and prices, the accent used sparingly."""

from __future__ import annotations

from brain.content.posters.canvas import HAIRLINE, INK, PAPER, PERSIMMON, QUIET, WIDTH, Canvas
from brain.content.posters.fonts import Typeface
from brain.content.posters.rows import draw_hero, draw_rows, set_hero, set_rows
from brain.content.posters.spec import PosterSpec
from brain.content.posters.typesetting import Block, fit, ladder

_LEFT, _RIGHT = 96, WIDTH - 96
_WIDTH = _RIGHT - _LEFT
_FOOT = 1112
_CODE = 228


def professional(face: Typeface, spec: PosterSpec) -> Canvas:
    """The poster of the professional voice."""
    canvas = Canvas(face, PAPER)
    offer = fit(face, spec.offer, style="bold", width=_WIDTH - 36, height=150, sizes=ladder(46, 26), lines=3)
    _shop(canvas, spec)
    top = _title(canvas, spec)
    bottom = _FOOT - 40 - (offer.height + 40 if offer.lines else 0)
    _goods(canvas, spec, top + 48, bottom)
    if offer.lines:
        _offer(canvas, offer, _FOOT - 40 - offer.height)
    _foot(canvas, spec)
    return canvas


def _shop(canvas: Canvas, spec: PosterSpec) -> None:
    canvas.draw.rectangle((_LEFT, 104, _LEFT + 21, 125), fill=PERSIMMON)
    shop = fit(
        canvas.face, spec.shop, style="bold", width=_WIDTH - 44, height=60, sizes=ladder(36, 22), lines=1
    )
    canvas.block(shop, (_LEFT + 42, 115 - shop.height // 2), INK)
    canvas.rule(_LEFT, _RIGHT, 172, INK, 3)


def _title(canvas: Canvas, spec: PosterSpec) -> int:
    """The headline; many products leave it less room, none leaves it the sheet."""
    items = len(spec.items)
    largest, height = (168, 760) if not items else (88, 250) if spec.crowded else (116, 400)
    title = fit(
        canvas.face,
        spec.headline,
        style="bold",
        width=_WIDTH,
        height=height,
        sizes=ladder(largest, 44),
        lines=4 if not items else 3,
        leading=1.24,
    )
    top = 214 if items else 172 + (_FOOT - 172 - title.height) * 2 // 5
    return canvas.block(title, (_LEFT - 4, top), INK)


def _goods(canvas: Canvas, spec: PosterSpec, top: int, bottom: int) -> None:
    """The table stands on the foot; what is left over separates it from the headline."""
    if len(spec.items) == 1:
        hero = set_hero(canvas.face, spec.items[0], width=_WIDTH, height=bottom - top - 56, style="regular")
        start = top + 28 + (bottom - top - 56 - hero.height) * 3 // 5
        canvas.rule(_LEFT, _LEFT + 120, start - 28, PERSIMMON, 6)
        draw_hero(canvas, hero, (_LEFT, start), ink=INK, accent=INK, align="left")
        return
    rows = set_rows(canvas.face, spec.items, width=_WIDTH, height=bottom - top)
    start = bottom - sum(row.height for row in rows)
    draw_rows(
        canvas,
        rows,
        left=_LEFT,
        right=_RIGHT,
        top=start - (start - top) // 3,
        ink=INK,
        accent=INK,
        rule=HAIRLINE,
    )


def _offer(canvas: Canvas, offer: Block, top: int) -> None:
    canvas.draw.rectangle((_LEFT, top + 4, _LEFT + 7, top + offer.height), fill=PERSIMMON)
    canvas.block(offer, (_LEFT + 36, top), PERSIMMON)


def _foot(canvas: Canvas, spec: PosterSpec) -> None:
    canvas.rule(_LEFT, _RIGHT, _FOOT, INK, 3)
    canvas.code(spec.link, (_RIGHT - _CODE, _FOOT + 36), _CODE)
    width = _WIDTH - _CODE - 48
    call = fit(canvas.face, spec.call, style="bold", width=width, height=120, sizes=ladder(46, 28), lines=2)
    canvas.block(call, (_LEFT, _FOOT + 48), INK)
    small = fit(
        canvas.face, spec.small_print, style="regular", width=width, height=76, sizes=ladder(25, 20), lines=2
    )
    canvas.block(small, (_LEFT, _FOOT + 36 + _CODE - small.height - 8), QUIET)
