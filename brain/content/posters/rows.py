"""The goods on a poster: rows of names and prices, as large as the room allows, or a single product as the hero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brain.content.posters.canvas import Align, Canvas, Colour
from brain.content.posters.fonts import Style, Typeface
from brain.content.posters.spec import PosterItem
from brain.content.posters.typesetting import Block, fit, ladder

MOST_ITEMS = 5
_LARGEST = {1: 72, 2: 56, 3: 48}
_SMALLEST = 28
_PRICE = 1.12
_GAP = 32


@dataclass(frozen=True)
class Row:
    """A name and a price that share a line."""

    name: Block
    price: Block
    pad: int

    @property
    def inner(self) -> int:
        """Pixels from the top of the type to its bottom."""
        return max(self.name.height, self.price.height)

    @property
    def height(self) -> int:
        """Pixels from one hairline to the next."""
        return self.inner + 2 * self.pad


def set_rows(
    face: Typeface, items: Sequence[PosterItem], *, width: int, height: int, style: Style = "regular"
) -> list[Row]:
    """At most five items at the largest common size at which all fit; the last go when even the smallest is too tall."""
    shown = [item for item in items if face.drawable(item.name).strip()][:MOST_ITEMS]
    while shown:
        shortened: list[Row] = []
        for size in ladder(_LARGEST.get(len(shown), 42), _SMALLEST):
            rows = [_row(face, item, width, size, style) for item in shown]
            if sum(row.height for row in rows) > height:
                continue
            if all(_is_whole(face, item, row) for item, row in zip(shown, rows, strict=True)):
                return rows
            shortened = rows
        if shortened:
            return shortened
        shown = shown[:-1]
    return []


def _is_whole(face: Typeface, item: PosterItem, row: Row) -> bool:
    """True when the name stands there in full."""
    return len("".join(row.name.lines).replace(" ", "")) == len(face.drawable(item.name).replace(" ", ""))


def _row(face: Typeface, item: PosterItem, width: int, size: int, style: Style) -> Row:
    price = fit(
        face,
        item.price,
        style="bold",
        width=width // 2,
        height=size * 2,
        sizes=ladder(round(size * _PRICE), 18),
        lines=1,
    )
    room = width - (price.width + _GAP if price.lines else 0)
    name = fit(face, item.name, style=style, width=room, height=size * 3, sizes=(size,), lines=2)
    return Row(name, price, pad=max(16, round(size * 0.55)))


def draw_rows(
    canvas: Canvas,
    rows: Sequence[Row],
    *,
    left: int,
    right: int,
    top: int,
    ink: Colour,
    accent: Colour,
    rule: Colour | None,
) -> int:
    """Draw rows downwards from `top`, with a hairline above each and below the last if `rule`. Returns the bottom."""
    for row in rows:
        if rule:
            canvas.rule(left, right, top, rule)
        middle = top + row.height // 2
        canvas.block(row.name, (left, middle - row.name.height // 2), ink)
        canvas.block(row.price, (right, middle - row.price.height // 2), accent, "right")
        top += row.height
    if rule and rows:
        canvas.rule(left, right, top, rule)
    return top


@dataclass(frozen=True)
class Hero:
    """One product alone: its name, and its price as large as a price may be."""

    name: Block
    price: Block

    @property
    def height(self) -> int:
        """Pixels from the top of the name to the bottom of the price."""
        return self.name.height + (self.price.height + 20 if self.price.lines else 0)


def set_hero(face: Typeface, item: PosterItem, *, width: int, height: int, style: Style) -> Hero:
    """A product's name in at most three lines with its price below."""
    price = fit(
        face, item.price, style="bold", width=width, height=height // 2, sizes=ladder(168, 40), lines=1
    )
    room = height - (price.height + 20 if price.lines else 0)
    name = fit(face, item.name, style=style, width=width, height=room, sizes=ladder(88, 34), lines=3)
    return Hero(name, price)


def draw_hero(
    canvas: Canvas, hero: Hero, at: tuple[int, int], *, ink: Colour, accent: Colour, align: Align
) -> int:
    """Draw a hero from its left edge or middle and its top. Returns the bottom."""
    bottom = canvas.block(hero.name, at, ink, align)
    if not hero.price.lines:
        return bottom
    return canvas.block(hero.price, (at[0], bottom + 20), accent, align)
