"""Names that are not written as the shop writes them."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.nearness import NearNames
from brain.assistant.understanding.tokens import NameHit, normalise

PRODUCTS = (
    "谷小橡有机米粉 原味 250g",
    "谷小橡高铁米粉 250g",
    "暖絮无骨袜 5双装加厚",
    "初禾川婴幼儿配方奶粉 1段800g",
    "豆芽星球戏水小黄鸭 5只装",
    "WHITE HANGING HEART T-LIGHT HOLDER",
    "REGENCY CAKESTAND 3 TIER",
    "PARTY BUNTING",
    "EARRINGS",
)
NAMES = NearNames(
    [(normalise(name), NameHit("product", (name,))) for name in PRODUCTS]
    + [("有机辅食", NameHit("category", ("有机辅食",)))]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("小黄鸭", "豆芽星球戏水小黄鸭 5只装"),
        ("有机米粉", "谷小橡有机米粉 原味 250g"),
        ("有几米粉原味", "谷小橡有机米粉 原味 250g"),
        ("无骨袜加厚", "暖絮无骨袜 5双装加厚"),
        ("有机辅时", "有机辅食"),
        ("hanging heart", "WHITE HANGING HEART T-LIGHT HOLDER"),
        ("party bunting", "PARTY BUNTING"),
        ("regensy cakestand", "REGENCY CAKESTAND 3 TIER"),
    ],
)
def test_parts_slips_and_homophones_find_their_name(written: str, meant: str) -> None:
    """One name is clearly meant: it is taken, or offered as the first choice."""
    near = NAMES.near(written)
    assert near is not None
    assert near.hits[0].values == (meant,)


def test_a_part_of_several_names_is_asked_about() -> None:
    """米粉 is in two products: neither is taken, and both together are a choice."""
    near = NAMES.near("米粉")
    assert near is not None
    assert not near.sure
    assert len(near.hits) == 2
    assert near.whole is not None
    assert len(near.whole.values) == 2


@pytest.mark.parametrize(
    "word", ["earnings", "narnia", "消费", "shipping", "天气", "会员", "利润", "weather forecast"]
)
def test_another_word_of_the_language_is_no_name(word: str) -> None:
    """What only sounds or looks a little like a name is never taken for it."""
    near = NAMES.near(word)
    assert near is None or not near.sure
