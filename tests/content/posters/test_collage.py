"""Photos with a poster's words: everything on the sheet and apart, the facts there, nothing of the files but pixels."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from brain.content.posters import PosterItem, make_collage, make_poster, read_spec
from brain.content.posters.canvas import HEIGHT, WIDTH
from brain.content.posters.collage import WHOSE
from brain.content.posters.make import lay_out_collage
from cards.model import VOICES, Voice
from tests.content.posters.test_posters import assert_set_cleanly, names, prices, spec
from tests.examples import examples

SHAPES = ((300, 400), (400, 300), (400, 400), (900, 240))


def photos(count: int) -> list[Image.Image]:
    """Plain photos of different shapes and colours."""
    return [Image.new("RGB", SHAPES[n % 4], (60 * n, 120, 250 - 60 * n)) for n in range(count)]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(VOICES),
    st.integers(1, 4),
    names,
    names,
    st.lists(st.tuples(names, prices), max_size=5),
    st.one_of(st.just(""), names),
)
def test_whatever_the_words_and_photos_nothing_overlaps(
    voice: Voice, count: int, shop: str, headline: str, items: list[tuple[str, str]], offer: str
) -> None:
    """Long names, mixed scripts, no products, many: type, code and photos stay on the sheet and apart."""
    rows = tuple(PosterItem(name=name, price=price) for name, price in items)
    canvas = lay_out_collage(
        spec(voice, shop=shop, headline=headline, items=rows, offer=offer), photos(count)
    )
    assert_set_cleanly(canvas.placed)
    shown = [one.box for one in canvas.placed if one.kind == "photo"]
    assert len(shown) == count
    assert max(box[3] for box in shown) - min(box[1] for box in shown) >= 480, (
        "the photos are what it is about"
    )


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_posters_facts_are_on_it(voice: Voice, lang: str) -> None:
    """Shop, product, price, call, small print, the code, and whose photos these are."""
    canvas = lay_out_collage(spec(voice, lang=lang), photos(2))
    said = "\n".join(one.words for one in canvas.placed)
    for fact in ("小鹿母婴", "谷小橡有机米粉", "¥39.90", "扫一扫", "价格与优惠", WHOSE[lang, True]):  # type: ignore[index]
        assert fact in said
    assert [one.words for one in canvas.placed if one.kind == "qr"] == [spec().link]


@pytest.mark.parametrize("voice", VOICES)
def test_it_is_one_compact_file_the_same_each_time(voice: Voice, tmp_path: Path) -> None:
    """A JPEG of the poster's size under a megabyte, whole or not at all, without a byte of the photos' own EXIF."""
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    files = []
    for number, photo in enumerate(photos(3)):
        files.append(tmp_path / f"{number}.jpg")
        photo.save(files[-1], exif=exif)
    one = make_collage(spec(voice), files, tmp_path / "new" / "a.jpg")
    other = make_collage(spec(voice), files, tmp_path / "b.jpg")
    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_size < 1_000_000
    assert b"SecretPhone" not in one.read_bytes()
    assert [file.name for file in one.parent.iterdir()] == ["a.jpg"]
    with Image.open(one) as made:
        assert made.size == (WIDTH, HEIGHT)


def test_a_poster_keeps_its_words_for_later(tmp_path: Path) -> None:
    """What was drawn can be read back whole; another file tells nothing."""
    assert read_spec(make_poster(spec("humorous"), tmp_path / "a.png")) == spec("humorous")
    Image.new("RGB", (9, 9)).save(tmp_path / "b.png")
    (tmp_path / "c.png").write_bytes(b"no picture")
    for name in ("b.png", "c.png", "d.png"):
        assert read_spec(tmp_path / name) is None
