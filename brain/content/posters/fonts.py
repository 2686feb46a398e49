"""Finds a font that can write what a poster says, among those the system has."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import N_, Text

Style = Literal["regular", "bold", "serif"]
Font = ImageFont.FreeTypeFont

# (path, index in the collection): index 2 of the Noto .ttc files is Simplified Chinese; the others would draw Japanese forms.
_NOTO = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto-cjk")
_ANY_CJK: tuple[tuple[str, int], ...] = (
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
)
CJK_FONTS: dict[Style, tuple[tuple[str, int], ...]] = {
    "regular": (*((f"{folder}/NotoSansCJK-Regular.ttc", 2) for folder in _NOTO), *_ANY_CJK),
    "bold": (
        *((f"{folder}/NotoSansCJK-Bold.ttc", 2) for folder in _NOTO),
        ("/System/Library/Fonts/Hiragino Sans GB.ttc", 2),
        ("C:/Windows/Fonts/msyhbd.ttc", 0),
        *_ANY_CJK,
    ),
    "serif": (
        *((f"{folder}/NotoSerifCJK-Bold.ttc", 2) for folder in _NOTO),
        *((f"{folder}/NotoSansCJK-Bold.ttc", 2) for folder in _NOTO),
        *_ANY_CJK,
    ),
}
LATIN_FONTS: dict[Style, tuple[str, ...]] = {
    "regular": ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",),
    "bold": ("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",),
    "serif": ("/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf",),
}


def needs_cjk(text: str) -> bool:
    """True when `text` has a Chinese character or Chinese punctuation."""
    return any("\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" for char in text)


class Typeface:
    """The fonts of one poster: the system's Chinese ones, or plain Latin ones where the text needs no more.

    Raises OwnerError "no_cjk_font" when `text` needs Chinese and no such font is installed.
    """

    def __init__(self, text: str) -> None:
        self._paths = {style: _find(style, cjk=needs_cjk(text)) for style in CJK_FONTS}

    def font(self, style: Style, size: int) -> Font:
        """The font of a style at a size in pixels."""
        return _load(self._paths[style], size)

    def drawable(self, text: str) -> str:
        """`text` without what the font has no glyph for (most emoji) and without joiners; spaces closed up."""
        path = self._paths["regular"]
        kept = "".join(char for char in text if char in " \u200b" or _has_glyph(path, char))
        return " ".join(kept.split(" ")) if "  " not in kept else " ".join(kept.split())


def _find(style: Style, *, cjk: bool) -> tuple[str, int]:
    for path, index in CJK_FONTS[style]:
        if Path(path).is_file():
            return path, index
    if cjk:
        raise OwnerError(
            "no_cjk_font",
            Text(msg=N_("The poster was not drawn: this computer has no Chinese font.")),
            Text(
                msg=N_(
                    "Install one (on Debian or Ubuntu: apt install fonts-noto-cjk) and make the poster again."
                )
            ),
        )
    return next(((path, 0) for path in LATIN_FONTS[style] if Path(path).is_file()), ("", 0))


# A Chinese face holds 3 MB and is opened in a millisecond: what is kept is what one poster goes back and forth between.
@lru_cache(maxsize=8)
def _load(path: tuple[str, int], size: int) -> Font:
    """A font; without a path, the one that ships with Pillow (Latin only)."""
    if path[0]:
        return ImageFont.truetype(path[0], size, index=path[1])
    shipped = ImageFont.load_default(size)
    if not isinstance(shipped, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType: posters cannot be drawn.")
    return shipped


@lru_cache(maxsize=20_000)
def _has_glyph(path: tuple[str, int], char: str) -> bool:
    """True when the font draws something of its own for `char`: not nothing, and not the box for a missing glyph."""
    if "\ufe00" <= char <= "\ufe0f" or unicodedata.category(char) == "Me" or not char.isprintable():
        return False
    if char in "□▯":
        return True
    font = _load(path, 24)
    drawn = font.getmask(char)
    return drawn.getbbox() is not None and (drawn.size, bytes(drawn)) != _missing(path)


@lru_cache(maxsize=16)
def _missing(path: tuple[str, int]) -> tuple[tuple[int, int], bytes]:
    """How the font draws a character that no font has (a noncharacter)."""
    drawn = _load(path, 24).getmask("\U0010ffff")
    return drawn.size, bytes(drawn)
