"""From a spec to a picture file."""

from __future__ import annotations

import os
from pathlib import Path

from brain.content.posters.canvas import Canvas
from brain.content.posters.designs import DESIGNS
from brain.content.posters.fonts import Typeface
from brain.content.posters.spec import PosterSpec

_COLOURS = 128


def lay_out(spec: PosterSpec) -> Canvas:
    """The poster on its canvas, with the list of what was placed where. Raises OwnerError "no_cjk_font"."""
    words = [spec.shop, spec.headline, spec.offer, spec.call, spec.small_print]
    words += [piece for item in spec.items for piece in (item.name, item.price)]
    return DESIGNS[spec.voice](Typeface("".join(words)), spec)


def make_poster(spec: PosterSpec, path: Path) -> Path:
    """Draw the poster of a spec to `path` (PNG, 1080 x 1440 pixels, under 400 kB) and return the path.

    The same spec and fonts give the same bytes. The file appears whole or not at all; missing folders are made. Raises
    OwnerError "no_cjk_font" when the words need a Chinese font and the computer has none.
    """
    canvas = lay_out(spec)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Flat colours: a palette keeps the edges of the type smooth at a third of the size.
    picture = canvas.image.quantize(_COLOURS)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        picture.save(unfinished, format="PNG", optimize=True)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
