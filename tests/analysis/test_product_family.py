"""Families of products: sizes, colours and packs of one product are one family, different products are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.product_family import family_of, same_family

ONE = [
    ("有机米粉 225g", "有机米粉(大罐装)3罐装"),
    ("纯棉T恤 黑色 XL", "纯棉T恤 白色 M"),
    ("保温杯(蓝)500ml", "保温杯 粉色款 350ml"),
    ("抽纸 24包", "抽纸3包装"),
    ("ALARM CLOCK BAKELIKE GREEN", "ALARM CLOCK BAKELIKE RED "),
    ("SET OF 12 FAIRY CAKE BAKING CASES", "FAIRY CAKE BAKING CASES, 6 PACK"),
    ("MADRAS NOTEBOOK LARGE", "ASSORTED MINI MADRAS NOTEBOOK"),
]
TWO = [
    ("红茶 100g", "白茶 100g"),
    ("红豆 500克", "绿豆 500克"),
    ("小米 2.5kg", "小米粥 2.5kg"),
    ("SET/6 RED SPOTTY PAPER PLATES", "SET/6 RED SPOTTY PAPER CUPS"),
    ("TEA SET", "TEA TOWEL"),
    ("LUNCH BOX", "LUNCH BAG"),
    ("500ml", "350ml"),
]


@pytest.mark.parametrize(("first", "second"), ONE)
def test_variants_are_one_family(first: str, second: str) -> None:
    """Size, colour, measure and pack do not tell products apart, wherever they stand."""
    assert same_family([first], [second]).tolist() == [True]


@pytest.mark.parametrize(("first", "second"), TWO)
def test_different_products_stay_apart(first: str, second: str) -> None:
    """A colour inside a word, and set or box without a number, are part of what the thing is."""
    assert same_family([first], [second]).tolist() == [False]


@given(name=st.text(max_size=30))
def test_reading_a_family_again_changes_nothing_of_its_words(name: str) -> None:
    """Spaces, case and width make no family; a name is of its own family unless it has no words."""
    assert family_of(f"  {name.upper()} ") == family_of(name.upper())
    assert bool(same_family([name], [name])[0]) == bool(family_of(name))


def test_missing_names_are_nobodys_family() -> None:
    """Two products without a name must not be called one; no pairs have no families."""
    assert same_family([None, "", "—"], [None, "", "—"]).tolist() == [False, False, False]
    assert same_family([], []).tolist() == []
    with pytest.raises(ValueError, match="argument 2"):
        same_family(["a"], [])
