"""Likeness of names: the same thing in other words is near, another thing is far, nothing is like nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.analysis.name_likeness import likeness, read_names

SHELF = [
    "有机婴儿米粉 225g",
    "婴儿湿巾 80抽",
    "儿童雨鞋 蓝色",
    "RED SPOTTY LUNCH BAG",
    "METAL LANTERN",
    "BAKING CASES",
    None,
]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("宝宝高铁米粉", 0),
        ("加厚婴儿湿纸巾", 1),
        ("Lunch bags, pink", 3),
        ("white metal lanterns", 4),
        ("雨鞋", 2),
    ],
)
def test_the_nearest_is_what_a_person_would_say(text: str, nearest: int) -> None:
    """In both languages, with plurals, other word order and other measures."""
    found = likeness(read_names(SHELF), text)
    assert int(found.argmax()) == nearest
    assert found[nearest] >= 0.2


def test_nothing_in_common_is_no_likeness() -> None:
    """A strange text, an empty one and a missing name have likeness 0; so has everything in an empty shop."""
    names = read_names(SHELF)
    assert likeness(names, "电动牙刷").max() == 0
    assert likeness(names, "").tolist() == [0.0] * len(SHELF)
    assert likeness(names, "lunch bag")[6] == 0
    assert likeness(read_names([]), "lunch bag").tolist() == []


@given(names=st.lists(st.text(max_size=12), min_size=1, max_size=8), seed=st.integers(0, 5))
def test_likeness_is_a_cosine(names: list[str], seed: int) -> None:
    """Between 0 and 1, 1 for the name itself, and it goes with its name when the shelf is in another order."""
    shelf = read_names(names)
    for place, name in enumerate(names):
        found = likeness(shelf, name)
        assert ((found >= 0) & (found <= 1)).all()
        assert found[place] == pytest.approx(1.0) or not found.any()
    turned = np.random.default_rng(seed).permutation(len(names))
    again = likeness(read_names([names[place] for place in turned]), names[0])
    np.testing.assert_allclose(again, likeness(shelf, names[0])[turned], atol=1e-9)
