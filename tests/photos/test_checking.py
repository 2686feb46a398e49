"""What is kept of a photo is its pixels, and only of what really is one."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from brain.kernel.errors import OwnerError
from brain.photos.checking import LONGEST_SIDE, MOST_BYTES, SMALL_SIDE, clean_photo
from tests.examples import examples
from tests.photos.made import jpeg, picture

GPS, MAKER, ORIENTATION, DESCRIPTION = 0x8825, 0x010F, 0x0112, 0x010E


def with_exif(orientation: int = 1) -> bytes:
    """A photo that says where and with what it was taken, with a comment and an XMP block."""
    exif = Image.Exif()
    exif[MAKER], exif[DESCRIPTION], exif[ORIENTATION] = "SecretPhone", "Anna at home", orientation
    exif.get_ifd(GPS).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    out = io.BytesIO()
    picture(3).save(out, "JPEG", exif=exif, comment=b"Anna's kitchen", xmp=b"<x:xmpmeta>Anna</x:xmpmeta>")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_place_camera_and_comments_stay_behind() -> None:
    """The file has them, what is kept has not one byte of them."""
    file = with_exif()
    assert opened(file).getexif().get_ifd(GPS)
    for piece in (b"SecretPhone", b"Anna", b"Exif"):
        assert piece in file
    kept = clean_photo(file)
    for part in (kept.jpeg, kept.small):
        assert not any(piece in part for piece in (b"SecretPhone", b"Anna", b"Exif", b"xmp"))
        assert not opened(part).getexif()
        assert "comment" not in opened(part).info


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (400, 300)), (3, (400, 300)), (6, (300, 400)), (8, (300, 400))]
)
def test_a_photo_taken_sideways_stands_upright(orientation: int, size: tuple[int, int]) -> None:
    """The turn that EXIF asks for is made, for nobody can ask afterwards."""
    kept = clean_photo(with_exif(orientation))
    assert (kept.width, kept.height) == size == opened(kept.jpeg).size


def test_what_hides_behind_the_picture_is_gone() -> None:
    """A program hung on a photo's end is not kept: the picture is written anew."""
    kept = clean_photo(jpeg(1) + b"PK\x03\x04<script>alert(1)</script>" * 50)
    assert b"<script>" not in kept.jpeg
    assert kept.id == clean_photo(jpeg(1)).id


def test_a_large_photo_is_reduced_and_its_middle_cut_square() -> None:
    """At most 1,600 pixels a side without distortion; the small one is a square."""
    kept = clean_photo(jpeg(2, (4000, 3000)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)
    assert opened(kept.small).size == (SMALL_SIDE, SMALL_SIDE)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_kind_of_pixels_becomes_plain_colour(mode: str) -> None:
    """Transparency becomes paper, palettes, inks and greys become RGB."""
    out = io.BytesIO()
    if mode == "I;16":
        Image.new("I;16", (300, 300), 40_000).save(out, "PNG")
    elif mode in ("RGBA", "LA"):
        Image.new(mode, (300, 300), 0).save(out, "PNG")
    else:
        picture(4).convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    shown = opened(clean_photo(out.getvalue()).jpeg)
    assert shown.mode == "RGB"
    if mode in ("RGBA", "LA"):
        assert shown.getpixel((150, 150)) == (255, 255, 255)


def test_colours_of_a_wide_profile_are_brought_home() -> None:
    """A profile is applied, not thrown away: the same numbers would be other colours."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    picture(5).save(out, "JPEG", icc_profile=lab)
    kept = opened(clean_photo(out.getvalue()).jpeg)
    assert "icc_profile" not in kept.info
    broken = io.BytesIO()
    picture(5).save(broken, "JPEG", icc_profile=b"no profile at all")
    assert clean_photo(broken.getvalue()).width == 400


def bomb() -> bytes:
    """A PNG of a few bytes that says it has two thousand million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 50_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + chunk(b"IEND", b"")
    )


def text_bomb() -> bytes:
    """A PNG whose text unpacks to a hundred megabytes."""
    out, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_text("x", "a" * 100_000_000, zip=True)
    picture(6).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    picture(7).save(out, "GIF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.jpg", "photo_unreadable"),
        (b"not a picture at all", "a.jpg", "photo_unreadable"),
        (b"order_id,paid\n1,2\n", "a.png", "photo_unreadable"),
        (jpeg(1)[:900], "a.jpg", "photo_unreadable"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "a.jpg", "photo_unreadable"),
        (gif(), "a.jpg", "photo_unreadable"),
        (jpeg(1), "a.heic", "photo_kind"),
        (jpeg(1, (239, 900)), "a.jpg", "photo_small"),
        (jpeg(1, (6000, 300)), "a.jpg", "photo_small"),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "a.jpg", "photo_large"),
    ],
)  # fmt: skip
def test_what_is_no_photo_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    """Each in words that say what to do, in both languages."""
    with pytest.raises(OwnerError) as refused:
        clean_photo(data, name)
    assert refused.value.code == code
    assert refused.value.render("zh") != refused.value.render("en")
    assert refused.value.hint is not None


def test_bombs_do_not_go_off() -> None:
    """Neither pixels nor texts beyond measure are unpacked."""
    with pytest.raises(OwnerError) as refused:
        clean_photo(bomb())
    assert refused.value.code in ("photo_pixels", "photo_unreadable")
    with pytest.raises(OwnerError):
        clean_photo(text_bomb())


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_file_is_refused_or_read_and_nothing_else(at: int, wrong: bytes, cut: bool) -> None:
    """Whatever is cut off or overwritten, no decoder's own exception comes out."""
    whole = jpeg(9)
    at = at % len(whole)
    data = whole[:at] if cut else whole[:at] + wrong + whole[at + len(wrong) :]
    try:
        kept = clean_photo(data)
    except OwnerError as error:
        assert error.code.startswith("photo_")  # noqa: PT017  either way is right
    else:
        assert opened(kept.jpeg).size == (kept.width, kept.height)
