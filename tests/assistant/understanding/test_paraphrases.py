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
        ("who spent more than five grand", "who spent more than 5000"),
        ("over ten thousand pounds", "over 10000 pounds"),
        ("more than a hundred orders", "more than 100 orders"),
        ("over twenty-five thousand", "over 25000"),
        ("over three hundred and fifty", "over 350"),
        ("over 2 hundred pounds", "over 200 pounds"),
        ("over 1.5 grand", "over 1500"),
        ("between one and two hundred pounds", "between 100 and 200 pounds"),
        ("六七八这三个月退款", "6月到8月退款"),
        ("9月10月两个月多少单", "9月到10月多少单"),
        ("下过两单的客户", "订单数等于2次的客户"),
        ("来过3次的客户", "订单数等于3次的客户"),
        ("来吃过三次以上的客人", "订单数不少于3次的客人"),
        ("customers who ordered twice", "customers who ordered equal to 2 orders"),
        ("today's best selling lines", "today's best selling products"),
        ("our biggest accounts", "our biggest customers"),
        ("单日最高销售额", "按日最高销售额"),
        ("second half of august vs the first half", "second half of august vs first half of august"),
        ("老板让我报一下2月的销售额", "2月的销售额"),
        ("my boss wants to know sales in may", "sales in may"),
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
        "六九这两个月",
        "3月7月两个月",
        "来过不止一次的客人",
        "one of the best",
        "a couple of orders",
        "单价多少",
        "bank transfers",
        "what my wife bought",
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
