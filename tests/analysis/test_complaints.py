"""Shared complaints: several people, one theme, more than elsewhere; negations and single angry customers stay out."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.complaint_words import THEMES, theme_of
from brain.analysis.complaints import WORDS, rating_without, runs_of, shared_complaints

LEAKS = ("盖子拧不紧，漏了一箱", "收到就漏了", "瓶口没封好，流了一地", "漏液，旁边都湿了")


def said(
    texts: list[str], *, product: str = "a", voices: list[str] | None = None, recent: bool = True
) -> pd.DataFrame:
    """Unhappy reviews of one product, each by another customer unless `voices` says otherwise."""
    return pd.DataFrame(
        {
            "shop_id": "s", "product_id": product, "voice": voices or [f"{product}{n}" for n in range(len(texts))],
            "text": texts, "recent": recent, "reviews": 20, "others": 200,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("一股刺鼻的味道", "smell"), ("没有异味", None), ("一点也不漏", None), ("漏发了一件", "missing"),
        ("外箱压坏了", "packaging"), ("第二天就坏了", "broken"), ("发货太慢", "delivery"), ("尺码偏小", "too_small"),
        ("Arrived leaking.", "leaking"), ("No smell at all.", None), ("Runs small, went a size up", "too_small"),
        ("Stopped working on day three", "not_working"), ("用了脸上起疹子，过敏", "skin"), ("还行吧", None),
    ],
)  # fmt: skip
def test_words_tell_the_theme(text: str, theme: str | None) -> None:
    """Both languages; a negation right before the word turns it round."""
    assert theme_of(text) == theme


@given(st.text(max_size=200))
def test_any_text_has_one_theme_or_none(text: str) -> None:
    """No text breaks the patterns, and the runs of a text are substrings of it."""
    assert theme_of(text) is None or theme_of(text) in THEMES
    assert all(run in text.lower() or " " in run for run in runs_of(text))


def test_several_customers_agree() -> None:
    """Four voices on one product, none elsewhere."""
    found = shared_complaints(said(list(LEAKS)))
    assert found[["product_id", "theme", "voices"]].values.tolist() == [["a", "leaking", 4]]


def test_one_bombing_customer_is_not_several() -> None:
    """Ten reviews by one person, or by two, are no card."""
    assert shared_complaints(said(list(LEAKS) * 3, voices=["x"] * 12)).empty
    assert shared_complaints(said(list(LEAKS) * 3, voices=["x", "y"] * 6)).empty


def test_what_all_products_hear_is_not_about_one() -> None:
    """The same share of leaking everywhere."""
    everywhere = pd.concat([said(list(LEAKS), product=name) for name in "abcdefghij"])
    assert shared_complaints(everywhere).empty


def test_a_slow_parcel_is_not_about_the_product() -> None:
    """Complaints of delivery, service and price never make a product's card."""
    assert shared_complaints(said(["发货太慢", "等了五天才到", "客服不理人", "快递慢", "买贵了"])).empty


def test_old_complaints_are_background_only() -> None:
    """What was said before the last weeks makes no card."""
    assert shared_complaints(said(list(LEAKS), recent=False)).empty


def test_words_that_no_theme_knows_are_found() -> None:
    """Five customers mention dandruff, nobody who complains of the other products does."""
    others = [said([f"用着没感觉{n}", f"跟以前差远{n}"], product=f"p{n}") for n in range(20)]
    mine = said(["用完头皮屑更多", "头皮屑掉一肩", "头皮屑没少", "洗了还是头皮屑", "全是头皮屑"])
    found = shared_complaints(pd.concat([mine, *others]))
    assert found[["product_id", "theme"]].values.tolist() == [["a", WORDS + "头皮屑"]]


def test_a_shop_that_says_little_gives_no_words() -> None:
    """With few complaints nobody knows which words are special."""
    assert shared_complaints(said(["头皮屑更多", "头皮屑掉", "头皮屑没少", "还是头皮屑"])).empty


def test_stars_gained_without_the_complaints() -> None:
    """Ten ratings with a mean of four; without two of one star it is 4.75. Nothing left: nothing gained."""
    assert rating_without(40.0, 10, pd.Series([1.0, 1.0]).to_numpy()) == pytest.approx(0.75)
    assert rating_without(2.0, 2, pd.Series([1.0, 1.0]).to_numpy()) == 0.0
