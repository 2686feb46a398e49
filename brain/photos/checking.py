"""Whether a file is a photo that can be shown, and what is kept of it: the pixels, upright, and nothing that tells of a person.

The file is never trusted: only three decoders may look at it, its size and pixels are bounded before anything is
unpacked, and what is kept is a picture written anew. EXIF (with the place where it was taken), comments, colour
profiles and previews stay behind.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from brain.facts.sources.reading.unpacking import is_photo_name
from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Text

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20 << 20
"""A phone's photo has 2 to 12 MB."""
MOST_PIXELS = 50_000_000
"""What the largest phone cameras make; decoded they are 150 MB."""
LEAST_SIDE = 240
"""Below that, a quarter of a collage (about 460 pixels wide) shows the squares."""
LONGEST_SIDE = 1600
"""A poster is 1,080 pixels wide: more would be kept for nothing."""
SMALL_SIDE = 320
QUALITY = 86
_BROKEN = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError, MemoryError,
    ArithmeticError, IndexError, KeyError, TypeError,
)  # fmt: skip


@dataclass(frozen=True)
class CleanPhoto:
    """What is kept of a photo: a JPEG with at most 1,600 pixels a side, and a small square of its middle."""

    jpeg: bytes
    small: bytes
    width: int
    height: int

    @property
    def id(self) -> str:
        """The SHA-256 of the picture that is kept."""
        return hashlib.sha256(self.jpeg).hexdigest()


def looks_like_photo(path: Path) -> bool:
    """Whether a file is meant as a photo: by its name, or by its first bytes where the name says nothing."""
    if path.suffix:
        return is_photo_name(path.name)
    with path.open("rb") as file:
        head = file.read(12)
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG")) or (head[:4] == b"RIFF" and head[8:] == b"WEBP")


def clean_photo(data: bytes, name: str = "") -> CleanPhoto:
    """The photo upright, in sRGB, without anything but its pixels.

    Raises OwnerError: "photo_kind", "photo_large", "photo_pixels", "photo_small", "photo_unreadable".
    """
    ending = Path(name).suffix.lower()
    if is_photo_name(name) and ending not in ENDINGS:
        # Said in words instead of as a damaged file.
        raise _kind(ending.removeprefix(".").upper())
    if len(data) > MOST_BYTES:
        raise too_large()
    try:
        picture = _decoded(data)
    except _BROKEN as error:
        raise OwnerError(
            "photo_unreadable",
            Text(msg="It is no picture that can be read, or it is damaged."),
            Text(msg="Use a JPEG, PNG or WebP file."),
        ) from error
    if min(picture.size) < LEAST_SIDE:
        raise OwnerError(
            "photo_small",
            Text(
                msg="It is too small to be shown: {width} x {height} pixels.",
                args={"width": picture.width, "height": picture.height},
            ),
            Text(msg="Ask for the original; a side must have {least} pixels.", args={"least": LEAST_SIDE}),
        )
    small = ImageOps.fit(picture, (SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return CleanPhoto(_jpeg(picture), _jpeg(small), picture.width, picture.height)


def too_large() -> OwnerError:
    """More bytes than a photo has."""
    return OwnerError(
        "photo_large",
        Text(msg="It is larger than {size} MB.", args={"size": MOST_BYTES >> 20}),
        Text(msg="Make it smaller, then bring it again."),
    )


def _decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise OwnerError(
                "photo_pixels",
                Text(msg="It has more than {most} million pixels.", args={"most": MOST_PIXELS // 1_000_000}),
                Text(msg="Make it smaller, then bring it again."),
            )
        # A JPEG is unpacked at the size that is needed, which spares memory; others ignore it.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        profile = picture.info.get("icc_profile")
    upright = _in_srgb(_on_white(upright), profile)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A new sheet: whatever hung on the old one (comments, EXIF, XMP) is left behind with it.
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright)
    return fresh


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: what shines through is paper. CMYK keeps its inks for the profile to turn into light."""
    if picture.mode in ("RGB", "CMYK"):
        return picture
    if picture.mode in ("RGBA", "LA", "PA", "P") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        sheet = Image.new("RGB", layered.size, (255, 255, 255))
        sheet.paste(layered, mask=layered.getchannel("A"))
        return sheet
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours without their profile. A broken profile is left out: the picture is then a little off."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return turned if turned is not None else picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return picture.convert("RGB")
    return picture.convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _kind(ending: str) -> OwnerError:
    return OwnerError(
        "photo_kind",
        Text(msg="Pictures of the form {form} cannot be read.", args={"form": ending}),
        Text(msg="Save it as JPEG, PNG or WebP; an iPhone sends JPEG when it is set to Most Compatible."),
    )
