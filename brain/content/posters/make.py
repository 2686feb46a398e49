"""From a spec to a picture file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, PngImagePlugin
from pydantic import ValidationError

from brain.content.posters.canvas import Canvas
from brain.content.posters.collage import collage, whose_photos
from brain.content.posters.designs import DESIGNS
from brain.content.posters.fonts import Typeface
from brain.content.posters.spec import PosterSpec

_COLOURS = 128
_WORDS = "poster"
"""The chunk of the file that holds its words: whoever makes another picture of them need not ask where they came from."""
_QUALITY = 88


def lay_out(spec: PosterSpec) -> Canvas:
    """The poster on its canvas, with the list of what was placed where. Raises OwnerError "no_cjk_font"."""
    return DESIGNS[spec.voice](_face(spec), spec)


def lay_out_collage(spec: PosterSpec, photos: Sequence[Image.Image]) -> Canvas:
    """The same words under one to four photos. Raises OwnerError "no_cjk_font"."""
    return collage(_face(spec, whose_photos(spec, photos)), spec, photos)


def make_poster(spec: PosterSpec, path: Path) -> Path:
    """Draw the poster of a spec to `path` (PNG, 1080 x 1440 pixels, under 400 kB) and return the path.

    The same spec and fonts give the same bytes, and `read_spec` gives the spec back. The file appears whole or not at all;
    missing folders are made. Raises OwnerError "no_cjk_font" when the words need a Chinese font and the computer has none.
    """
    canvas = lay_out(spec)
    # Flat colours: a palette keeps the edges of the type smooth at a third of the size.
    picture = canvas.image.quantize(_COLOURS)
    words = PngImagePlugin.PngInfo()
    words.add_itxt(_WORDS, spec.model_dump_json())
    return _whole(path, lambda file: picture.save(file, format="PNG", optimize=True, pnginfo=words))


def make_collage(spec: PosterSpec, photos: Sequence[Path], path: Path) -> Path:
    """Draw one to four photos with a poster's words to `path` (JPEG, 1080 x 1440 pixels, well under 1 MB) and return it.

    Whole or not at all, and raising, as `make_poster`; nothing of the photos' files but their pixels is in it.
    """
    opened = []
    for photo in photos:
        with Image.open(photo, formats=("JPEG",)) as picture:
            opened.append(picture.convert("RGB"))
    canvas = lay_out_collage(spec, opened)
    # Without colour subsampling: it would fray the edges of the coloured type.
    return _whole(
        path,
        lambda file: canvas.image.save(file, format="JPEG", quality=_QUALITY, subsampling=0, optimize=True),
    )


def read_spec(path: Path) -> PosterSpec | None:
    """The words of a poster that `make_poster` drew; None for any other file."""
    try:
        with Image.open(path, formats=("PNG",)) as picture:
            return PosterSpec.model_validate_json(picture.info.get(_WORDS, ""))
    except (OSError, ValidationError, SyntaxError):
        return None


def _face(spec: PosterSpec, *more: str) -> Typeface:
    words = [spec.shop, spec.headline, spec.offer, spec.call, spec.small_print, *more]
    words += [piece for item in spec.items for piece in (item.name, item.price)]
    return Typeface("".join(words))


def _whole(path: Path, save: Callable[[Path], None]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        save(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
