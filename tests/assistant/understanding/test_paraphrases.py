"""Short forms and words that stand apart, written out before anything is read."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.light_words import LIGHT_EN
from brain.assistant.understanding.paraphrases import plainer


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("avg qty last wk", "average quantity last week"),
        ("leaving the uk out, sales in may", "excluding the uk, sales in may"),
        ("units of stuff under a pound", "units of stuff under £1"),
        ("how long will our rice cereal stock last?", "days of stock of rice cereal?"),
        ("奶粉还能卖多久", "奶粉可售天数"),
        ("7、8、9三个月的订单数", "7月到9月的订单数"),
        ("august on july", "august vs july"),
        ("orders placed on a thursday", "orders placed on thursdays"),
        ("扣掉进货成本，9月赚了多少", "毛利，9月赚了多少"),
        ("8月27、28号", "8月27号到28号"),
    ],
)
def test_what_is_typed_is_written_out(typed: str, written: str) -> None:
    """The very same, in words that the grammar has."""
    assert plainer(typed) == written


@pytest.mark.parametrize(
    "kept",
    [
        "mon - fri",
        "1 - 7 march",
        "7、9、12月",
        "last month",
        "a pound of tea",
        "8月3、20号",
        "july on decorations",
        "cats toys",
    ],
)
def test_what_means_something_else_stays(kept: str) -> None:
    """A range keeps its dash, months that do not follow each other stay a list."""
    assert plainer(kept) == kept


def test_no_light_word_turns_a_question_around() -> None:
    """What denies, compares, counts or orders in time is never passed over."""
    heavy = [
        "not",
        "no",
        "without",
        "except",
        "before",
        "after",
        "more",
        "less",
        "than",
        "only",
        "first",
        "second",
        "last",
        "new",
        "old",
        "each",
        "per",
        "top",
        "against",
    ]
    assert not LIGHT_EN & set(heavy)
