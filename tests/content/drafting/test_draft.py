"""Every text the phrase books can make, against the gates that every text must pass."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from brain.content.compliance import check
from brain.content.drafting import LINK, Brief, Product, draft, headline, objections
from brain.content.drafting.acceptance import sentences
from brain.content.drafting.compose import Choice, bodies_for, compose, script_for
from brain.content.drafting.phrases import FAMILY_BODIES, SCRIPTS, family_of
from brain.kernel.i18n import Lang
from cards.model import VOICES, Voice
from tests.examples import examples, some_of

PURPOSES = ("rising", "plain", "win_back")
SHOPS: dict[Lang, dict[str, object]] = {
    "zh": {
        "shop": "小鹿母婴",
        "group": "宝妈2群",
        "offer": "满99减20，11月25日止",
        "products": (
            Product(name="谷小橡有机高铁米粉 225g", price=Decimal("39.9")),
            Product(name="芽米记南瓜泥 6袋", price=Decimal(58)),
            Product(name="较大婴儿配方奶粉 2段"),
        ),
    },
    "en": {
        "shop": "Lantern & Co",
        "currency": "GBP",
        "group": "Book club 7",
        "offer": "10% off until 25 Nov",
        "products": (
            Product(name="WHITE HANGING HEART T-LIGHT HOLDER", price=Decimal("2.95")),
            Product(name="Regency Cakestand 3 Tier", price=Decimal(12)),
            Product(name="Jam making set"),
        ),
    },
}
CATEGORIES: dict[Lang, tuple[str, ...]] = {
    "zh": ("有机辅食", "茶饮", "纸尿裤", "绘本", "童装", "厨房收纳", "礼品摆件", "杂货", ""),
    "en": ("Snacks", "Tea", "Baby care", "Toys", "Knitwear", "Kitchen", "Candles", "Sundries", ""),
}


def brief(lang: Lang, **changes: object) -> Brief:
    """A shop's full brief in a language."""
    return Brief.model_validate({"purpose": "rising", "lang": lang, **SHOPS[lang], **changes})


def every_text(given: Brief, voice: Voice) -> list[str]:
    """All openings x bodies x closings, with the offer sentences taking turns."""
    script = script_for(given, voice)
    sizes = (len(script.openings), len(bodies_for(given, voice)), len(script.closings))
    return [
        compose(given, voice, Choice(opening, body, closing, offer=opening + body + closing))
        for opening, body, closing in product(*map(range, sizes))
    ]


@pytest.mark.parametrize("category", some_of(range(9)))
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_combination_passes_every_gate(lang: Lang, purpose: str, category: int) -> None:
    """Law, grounding, length and link hold for each text of each voice, and each text is unlike the others."""
    given = brief(lang, purpose=purpose, category=CATEGORIES[lang][category])
    for voice in VOICES:
        texts = every_text(given, voice)
        assert len(set(texts)) == len(texts) >= 6 * 5 * 4
        for text in texts:
            assert objections(text, given) == [], text
            assert check(text, subject_names=given.names()).verdict == "none", text
            assert not set("{}") & set(text.replace(LINK, "")), text
            assert given.products[0].label in text
            assert given.offer in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_bare_brief_still_makes_whole_sentences(lang: Lang, purpose: str) -> None:
    """Without products, group, offer and prices the texts pass the gates and have no gaps."""
    for changes in (
        {"products": (), "category": CATEGORIES[lang][7]},
        {"products": (Product(name="米粉"),), "category": ""},
    ):
        given = brief(lang, purpose=purpose, group="", offer="", **changes)
        for voice in VOICES:
            for text in every_text(given, voice):
                assert objections(text, given) == [], text
                assert not any(gap in text for gap in ("  ", "：。", "()", "（）", ": .", "、。")), text


def test_no_two_voices_share_a_sentence() -> None:
    """In no language and for no purpose do two voices have a sentence or a headline in common."""
    for (lang, purpose), scripts in SCRIPTS.items():
        said = {}
        for voice, script in scripts.items():
            family = [body for bodies in FAMILY_BODIES[lang].values() for body in bodies[voice]]
            parts = (
                *script.greetings,
                *script.openings,
                *script.bodies,
                *script.closings,
                *script.offers,
                *family,
            )
            said[voice] = {one for part in (*parts, *script.headlines) for one in sentences(part)}
        for one, other in combinations(VOICES, 2):
            assert not said[one] & said[other], (lang, purpose)


@given(st.integers(), st.sampled_from(["zh", "en"]), st.sampled_from(PURPOSES))
@settings(max_examples=examples(40), deadline=None)
def test_a_seed_gives_the_same_three_voices_each_time(seed: int, lang: Lang, purpose: str) -> None:
    """One text a voice, in the voices' order, and the same for the same seed."""
    given = brief(lang, purpose=purpose, category=CATEGORIES[lang][0])
    drafts = draft(given, seed=seed)
    assert tuple(one.voice for one in drafts) == VOICES
    assert drafts == draft(given, seed=seed)
    for one, other in combinations(drafts, 2):
        assert not sentences(one.text) & sentences(other.text)


def test_seeds_bring_variety() -> None:
    """Sixty seeds give at least forty different texts in a voice."""
    given = brief("zh", category="有机辅食")
    for place in range(3):
        assert len({draft(given, seed=seed)[place].text for seed in range(60)}) >= 40


words = st.text(min_size=1, max_size=90).filter(lambda text: text.strip())


@given(st.lists(words, max_size=5), words, words, st.text(max_size=150), st.sampled_from(["zh", "en"]))
@settings(max_examples=examples(60), deadline=None)
def test_strange_names_never_break_a_text(
    names: list[str], shop: str, category: str, offer: str, lang: Lang
) -> None:
    """Whatever is in a name, there is one link at the end, and with an ordinary shop the length holds."""
    given = Brief(
        purpose="rising",
        lang=lang,
        shop=shop,
        category=category,
        offer=offer,
        products=tuple(Product(name=name, price=Decimal("12.5")) for name in names),
    )
    for one in draft(given, seed=1):
        assert one.text.count(LINK) == 1
        assert one.text.endswith(LINK)
        assert "\n" not in one.text


def test_long_names_and_offers_are_made_to_fit() -> None:
    """Long names are cut at a word, and fewer products are named, before the text grows too long."""
    name = "2026新款秋冬加厚保暖婴儿连体衣新生儿宝宝外出服抱衣男女童通用款礼盒装 {seq}"
    given = brief(
        "zh",
        category="童装",
        offer="老客专享：满199减40，可与店铺券同用，11月30日止",
        products=tuple(Product(name=name.replace("{seq}", str(i)), price=Decimal("129")) for i in range(3)),
    )
    for voice in VOICES:
        for text in every_text(given, voice):
            assert objections(text, given) == []
            assert "…" in text


def test_a_product_name_that_ranks_itself_is_not_repeated() -> None:
    """A name that the gate blocks stays out of the text; the other products are named."""
    given = brief("zh", products=(Product(name="全网最低价米粉"), Product(name="南瓜泥")), category="辅食")
    for one in draft(given, seed=2):
        assert "最低价" not in one.text
        assert "南瓜泥" in one.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("看看谷小橡有机高铁米粉 225g（¥58）{link}", "price"),
        ("看看谷小橡有机高铁米粉 225g（¥39.90）、芽米记南瓜泥 6袋 58元 {link}", ""),
        ("看看芽米记南瓜泥 6袋（¥57）{link}", "numbers"),
        ("全网最低价，看看米粉{link}", "law"),
        ("看看米粉", "link"),
        ("{link}看看米粉", "link"),
        ("看看米粉" * 40 + "{link}", "length"),
        ("八折{link}", "numbers"),
    ],
)
def test_a_text_from_elsewhere_is_judged(text: str, code: str) -> None:
    """Each fault has its own objection: a true number beside the wrong product counts as a fault too."""
    found = objections(text, brief("zh", category="辅食"))
    assert (code in found) if code else found == []


def test_a_brief_has_no_place_for_a_person() -> None:
    """Unknown fields are refused, so nobody's name or number can ride along; a rising brief needs a subject."""
    with pytest.raises(ValidationError):
        brief("zh", customer="王女士")
    with pytest.raises(ValidationError):
        Brief(purpose="rising", shop="小鹿母婴")
    assert Brief(purpose="win_back", shop="小鹿母婴").subject == ""


@pytest.mark.parametrize(
    ("category", "family"),
    [
        ("有机辅食", "food"),
        ("宝宝湿巾", "baby"),
        ("湿巾", "home"),
        ("童装", "clothes"),
        ("纸尿裤", "baby"),
        ("Candles", "gift"),
        ("Tea towels", "drink"),
        ("五金", None),
        ("", None),
    ],
)
def test_categories_find_their_family(category: str, family: str | None) -> None:
    """The family follows from the category's name, or is none."""
    assert family_of(category) == family


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_headlines_pass_the_gate(lang: Lang, purpose: str) -> None:
    """Each headline of each voice is free of known risk and filled in."""
    given = brief(lang, purpose=purpose, category=CATEGORIES[lang][0])
    for voice in VOICES:
        for seed in range(12):
            words = headline(given, voice, seed=seed).replace("\u200b", "")
            assert check(words, subject_names=given.names()).verdict == "none"
            assert "{" not in words
