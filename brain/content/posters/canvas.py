"""The sheet of paper: draws type and shapes and remembers where everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import segno
from PIL import Image, ImageDraw

from brain.content.posters.fonts import Typeface
from brain.content.posters.typesetting import ABOVE, Block
from brain.kernel.errors import DeveloperError

WIDTH, HEIGHT = 1080, 1440
Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
Align = Literal["left", "right", "centre"]

# The house's palette: warm paper-white, near-black ink, one accent.
PAPER: Colour = (251, 248, 242)
WARM: Colour = (245, 234, 218)
INK: Colour = (33, 29, 26)
QUIET: Colour = (122, 112, 102)
HAIRLINE: Colour = (221, 212, 200)
PERSIMMON: Colour = (214, 82, 35)
BLUSH: Colour = (243, 209, 185)

_SMOOTH = 4
_QUIET_ZONE = 4


@dataclass(frozen=True)
class Placed:
    """Something on the sheet: its kind, its box (left, top, right, bottom; pixels) and, for type, its lines."""

    kind: Literal["text", "qr", "photo"]
    box: Box
    words: str = ""


class Canvas:
    """A sheet of 1080 x 1440 pixels. Shapes are decoration; type and code are also listed in `placed`."""

    def __init__(self, face: Typeface, ground: Colour) -> None:
        self.face = face
        self.image = Image.new("RGB", (WIDTH, HEIGHT), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.placed: list[Placed] = []

    def block(self, block: Block, at: tuple[int, int], colour: Colour, align: Align = "left") -> int:
        """Draw set lines; `at` is their left, right or middle and their top. Returns the bottom."""
        left, top = at
        for number, line in enumerate(block.lines):
            length = block.font.getlength(line)
            shift = {"left": 0.0, "right": length, "centre": length / 2}[align]
            size = block.font.size
            baseline = top + number * block.leading + round(size * ABOVE)
            self.draw.text((left - shift, baseline), line, font=block.font, fill=colour, anchor="ls")
        if block.lines:
            shift = {"left": 0, "right": block.width, "centre": block.width // 2}[align]
            box = (left - shift, top, left - shift + block.width, top + block.height)
            self.placed.append(Placed("text", box, "\n".join(block.lines)))
        return top + block.height

    def photo(self, picture: Image.Image, crop: Box, box: Box, *, radius: int = 0) -> None:
        """A part of a picture, filling a box of the same shape; its corners are round where `radius` says so."""
        left, top, right, bottom = box
        size = (right - left, bottom - top)
        part = picture.resize(size, Image.Resampling.LANCZOS, box=crop)
        mask = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH), 0)
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, mask.width - 1, mask.height - 1), radius * _SMOOTH, fill=255
        )
        self.image.paste(part, (left, top), mask.resize(size, Image.Resampling.LANCZOS))
        self.placed.append(Placed("photo", box))

    def rule(self, left: int, right: int, y: int, colour: Colour, weight: int = 2) -> None:
        """A horizontal line."""
        self.draw.rectangle((left, y, right, y + weight - 1), fill=colour)

    def panel(self, box: Box, colour: Colour, *, radius: int = 0, angle: float = 0) -> None:
        """A rectangle with smooth round corners, turned by `angle` degrees about its middle."""
        left, top, right, bottom = box
        size = ((right - left) * _SMOOTH, (bottom - top) * _SMOOTH)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius * _SMOOTH, fill=255)
        self._paste(mask, ((left + right) // 2, (top + bottom) // 2), colour, angle)

    def disc(self, centre: tuple[int, int], radius: int, colour: Colour) -> None:
        """A smooth circle; it may run over the edge of the sheet."""
        size = radius * 2 * _SMOOTH
        mask = Image.new("L", (size, size), 0)
        ImageDraw.Draw(mask).ellipse((0, 0, size - 1, size - 1), fill=255)
        self._paste(mask, centre, colour, 0)

    def _paste(self, mask: Image.Image, centre: tuple[int, int], colour: Colour, angle: float) -> None:
        if angle:
            mask = mask.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        mask = mask.resize((mask.width // _SMOOTH, mask.height // _SMOOTH), Image.Resampling.LANCZOS)
        self.image.paste(colour, (centre[0] - mask.width // 2, centre[1] - mask.height // 2), mask)

    def code(self, link: str, at: tuple[int, int], size: int, ink: Colour = INK) -> Box:
        """A QR code (ISO/IEC 18004, error level M) with its quiet zone on white, at most `size` pixels wide.

        Raises DeveloperError when the link is so long that a phone could not tell the squares apart.
        """
        matrix = segno.make(link, error="m", micro=False).matrix
        modules = len(matrix) + 2 * _QUIET_ZONE
        scale = size // modules
        if scale < 3:
            raise DeveloperError(f"link has {len(link)} characters, too many for a code of {size} pixels.")
        edge = scale * modules
        left, top = at[0] + (size - edge) // 2, at[1] + (size - edge) // 2
        self.draw.rectangle((left, top, left + edge - 1, top + edge - 1), fill=(255, 255, 255))
        for row, line in enumerate(matrix):
            for column, dark in enumerate(line):
                if dark:
                    x, y = left + (column + _QUIET_ZONE) * scale, top + (row + _QUIET_ZONE) * scale
                    self.draw.rectangle((x, y, x + scale - 1, y + scale - 1), fill=ink)
        box = (left, top, left + edge, top + edge)
        self.placed.append(Placed("qr", box, link))
        return box
