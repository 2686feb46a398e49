"""A number that is the number of all of them, and a synonym explained in brackets, change nothing; others do."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.lexicon import name_automaton
from brain.assistant.understanding.names import NameIndex
from brain.assistant.understanding.nearness import NearNames
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.tokens import NameHit

TODAY = date(2026, 11, 20)
NAMES = [
    (word, NameHit(dimension, (word,)))
    for dimension, words in {
        "channel": ("小程序", "社群", "门店"),
        "group": ("宝妈1群", "老客群"),
        "category": ("纸尿裤", "奶粉"),
    }.items()
    for word in words
] + [("西北", NameHit("region", ("陕西", "甘肃")))]
INDEX = NameIndex(name_automaton(NAMES), NearNames(NAMES), len(NAMES), sizes={"channel": 3, "group": 2})


def understood(question: str) -> Reading:
    """The reading at a shop of three channels, two groups and two categories."""
    said = read(question, INDEX, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    return said


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("10月份两个群各有几个人下单，分开给我看", "group"),
        ("上个月这三个渠道各自退了多少钱", "channel"),
        ("orders for each of our 2 groups last month", "group"),
        ("how much did each of the three channels bring in last month", "channel"),
    ],
)
def test_the_number_of_all_is_no_choice(question: str, dimension: str) -> None:
    """Three channels of three: a row for each."""
    assert understood(question).dimensions == [dimension]
    assert not understood(question).who


@pytest.mark.parametrize(
    "question", ["上个月五个群各卖了多少钱", "sales of each of the 2 channels last month"]
)
def test_another_number_is_asked_back(question: str) -> None:
    """Two of three channels: which two, nothing says."""
    assert read(question, INDEX, TODAY).leftover


@pytest.mark.parametrize("question", ["上月社群小程序门店各卖了多少钱", "上个月小程序 社群 门店 分别多少单"])
def test_names_side_by_side_are_names(question: str) -> None:
    """社群 and 门店 are nouns too; beside another channel they are channels."""
    said = understood(question)
    assert [hits[0].dimension for _, hits in said.names] == ["channel"] * 3


def test_a_synonym_before_the_name_in_brackets_is_passed_over() -> None:
    """尿不湿（纸尿裤） is 纸尿裤; 奶粉（成人） is some of it, 大号尿不湿（纸尿裤） as well."""
    assert [word for word, _ in understood("尿不湿（纸尿裤）上个月卖了多少钱").names] == ["纸尿裤"]
    for narrower in ("奶粉（成人）上个月卖了多少钱", "大号尿不湿（纸尿裤）上个月卖了多少钱"):
        said = read(narrower, INDEX, TODAY)
        assert said.unknown or said.leftover or any(not one.sure for one in said.assumed), narrower


def test_several_provinces_of_a_part_of_the_country() -> None:
    """西北几个省 is 西北."""
    said = understood("上个月西北几个省卖了多少")
    assert [word for word, _ in said.names] == ["西北"]
    assert not said.dimensions


def test_goods_behind_their_kind_add_nothing() -> None:
    """奶粉 stuff is 奶粉; in a ranking the noun is what is listed."""
    assert not understood("how many people bought 奶粉 stuff in october").dimensions
    assert understood("上个月奶粉卖得最好的商品").dimensions == ["product"]
