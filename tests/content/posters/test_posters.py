"""Posters: size, code, nothing clipped, nothing overlapping."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import segno
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from brain.content.drafting import Brief, Product
from brain.content.posters import PosterItem, PosterSpec, fonts, make_poster, poster_spec
from brain.content.posters.canvas import HEIGHT, INK, PAPER, WIDTH, Canvas, Placed
from brain.content.posters.make import lay_out
from brain.content.posters.typesetting import fit
from brain.kernel.errors import DeveloperError, OwnerError
from brain.kernel.i18n import t
from cards.model import VOICES, Voice
from tests.examples import examples

LINK = "http://localhost:8501/r/7fq2mzab"
_QUIET = 4


def spec(voice: Voice = "friend", **changes: object) -> PosterSpec:
    """An ordinary Chinese poster."""
    usual = {
        "shop": "小鹿母婴",
        "headline": "有机辅食\u200b给你放这儿啦",
        "items": (
            PosterItem(name="谷小橡有机米粉 225g", price="¥39.90"),
            PosterItem(name="面条", price="¥9"),
        ),
        "offer": "满99减20，11月25日止",
        "link": LINK,
        "call": "扫一扫，来逛逛",
        "small_print": "价格与优惠以店铺页面为准",
    }
    return PosterSpec.model_validate({"voice": voice, **usual, **changes})


def assert_set_cleanly(placed: list[Placed]) -> None:
    """Everything stands on the sheet with a margin, and nothing touches anything else."""
    for one in placed:
        left, top, right, bottom = one.box
        assert 40 <= left < right <= WIDTH - 40, one
        assert 40 <= top < bottom <= HEIGHT - 40, one
    for one, other in combinations(placed, 2):
        apart = (
            one.box[2] <= other.box[0]
            or other.box[2] <= one.box[0]
            or one.box[3] <= other.box[1]
            or other.box[3] <= one.box[1]
        )
        assert apart, (one, other)


def read_code(picture: Image.Image, box: tuple[int, int, int, int]) -> list[list[bool]]:
    """The code's modules as a camera would find them: dark or light at the middle of each square."""
    grey = picture.convert("L")
    left, top, right, _ = box
    middle = (top + box[3]) // 2
    dark = [
        x
        for x in range(left, right)
        for y in (middle - 40, middle, middle + 40)
        if grey.getpixel((x, y)) < 128
    ]
    assert dark, "no code found"
    count = len(segno.make(LINK, error="m", micro=False).matrix)
    size = (right - left) / (count + 2 * _QUIET)
    at = [round((index + _QUIET + 0.5) * size) for index in range(count)]
    return [[grey.getpixel((left + x, top + y)) < 128 for x in at] for y in at]


@pytest.mark.parametrize("voice", VOICES)
def test_a_poster_is_a_compact_picture_whose_code_is_the_link(voice: Voice, tmp_path: Path) -> None:
    """1080 x 1440 pixels, under 400 kB, the same bytes each time, and the code read back is the link's."""
    one = make_poster(spec(voice), tmp_path / "new folder" / "a.png")
    other = make_poster(spec(voice), tmp_path / "b.png")
    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_size < 400_000
    assert [file.name for file in one.parent.iterdir()] == ["a.png"]
    with Image.open(one) as picture:
        assert picture.size == (1080, 1440)
        box = next(placed.box for placed in lay_out(spec(voice)).placed if placed.kind == "qr")
        expected = [
            [bool(module) for module in row] for row in segno.make(LINK, error="m", micro=False).matrix
        ]
        assert read_code(picture, box) == expected


names = st.one_of(
    st.sampled_from(
        [
            "茶",
            "小鹿",
            "Supercalifragilisticexpialidocious-without-any-space-at-all-2026",
            "2026新款秋冬加厚保暖婴儿连体衣新生儿宝宝外出服抱衣男女童通用款礼盒装",
            "A2 Protein 幼儿配方奶粉 3段 Growing-up Milk 700g",
            "🍓🍓草莓🍓",
            "（限量）《晚安，小鹿》！！！",
        ]
    ),
    st.text(alphabet="有机辅食米粉，。！（）abc WMi12.-🍓", min_size=1, max_size=60),
)
prices = st.sampled_from(["", "¥9", "¥39.90", "¥1,234,567.89"])


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(VOICES),
    names,
    names,
    st.lists(st.tuples(names, prices), max_size=7),
    st.one_of(st.just(""), names, names.map(lambda name: name * 3)),
)
def test_whatever_the_words_nothing_is_clipped_or_overlaps(
    voice: Voice, shop: str, headline: str, items: list[tuple[str, str]], offer: str
) -> None:
    """Very long and very short names, mixed scripts and emoji all stay on the sheet and apart."""
    rows = tuple(PosterItem(name=name, price=price) for name, price in items)
    canvas = lay_out(spec(voice, shop=shop, headline=headline, items=rows, offer=offer))
    assert_set_cleanly(canvas.placed)


@pytest.mark.parametrize("style", ["regular", "bold", "serif"])
@pytest.mark.parametrize("size", [24, 60, 150])
def test_type_stays_inside_its_box(style: fonts.Style, size: int) -> None:
    """The boxes that are compared really bound the ink, accents and descenders included."""
    canvas = Canvas(fonts.Typeface("鹿"), PAPER)
    block = fit(canvas.face, "鹿gjÅ（ç《，", style=style, width=900, height=900, sizes=(size,), lines=3)
    canvas.block(block, (100, 200), INK)
    drawn = ImageChops.difference(canvas.image, Image.new("RGB", canvas.image.size, PAPER)).getbbox()
    assert drawn is not None
    (left, top, right, bottom), slack = canvas.placed[0].box, 2
    assert left - slack <= drawn[0]
    assert top - slack <= drawn[1]
    assert drawn[2] <= right + slack
    assert drawn[3] <= bottom + slack


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("purpose", ["rising", "win_back"])
@pytest.mark.parametrize("seed", range(4))
def test_a_brief_becomes_a_poster_with_its_facts(voice: Voice, lang: str, purpose: str, seed: int) -> None:
    """Each product, its price, the offer and the shop stand on the poster of a brief."""
    brief = Brief.model_validate(
        {
            "purpose": purpose,
            "lang": lang,
            "shop": "小鹿母婴",
            "category": "有机辅食" if lang == "zh" else "Candles",
            "offer": "满99减20",
            "products": (Product(name="米粉 225g", price="39.9"), Product(name="南瓜泥")),
        }
    )
    canvas = lay_out(poster_spec(brief, voice, LINK, seed=seed))
    assert_set_cleanly(canvas.placed)
    said = "\n".join(placed.words for placed in canvas.placed)
    for fact in ("小鹿母婴", "米粉 225g", "¥39.90", "南瓜泥", "满99减20"):
        assert fact in said


def test_without_a_chinese_font_the_owner_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A Chinese poster asks for a font and leaves no file; an English one is drawn with what there is."""
    monkeypatch.setattr(fonts, "CJK_FONTS", dict.fromkeys(fonts.CJK_FONTS, ()))
    with pytest.raises(OwnerError) as caught:
        make_poster(spec(), tmp_path / "a.png")
    assert caught.value.code == "no_cjk_font"
    assert "fonts-noto-cjk" in caught.value.render("zh")
    assert caught.value.render("zh") != caught.value.render("en")
    assert not (tmp_path / "a.png").exists()
    monkeypatch.setattr(fonts, "LATIN_FONTS", dict.fromkeys(fonts.LATIN_FONTS, ()))
    english = spec(
        shop="Lantern", headline="Hello", items=(), offer="", call="Scan", small_print="As shown in the shop"
    )
    assert make_poster(english, tmp_path / "b.png").exists()


def test_a_link_too_long_for_a_phone_to_read_is_a_developers_error() -> None:
    """A code whose squares would melt together is not drawn."""
    with pytest.raises(DeveloperError, match="too many"):
        lay_out(spec(link="https://example.com/" + "x" * 1500))


def test_every_sentence_of_ours_has_its_chinese() -> None:
    """The catalogue answers for the messages of this room."""
    assert t("zh", "The poster was not drawn: this computer has no Chinese font.").startswith("海报")
