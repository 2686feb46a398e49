"""Two periods side by side, and which of them sold more."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.compared_said import asks_which_sold_more, which_of_two


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("今年端午跟去年端午比,哪年卖得多", "今年端午跟去年端午比卖得多不多"),
        ("9月和10月哪个月卖得好", "9月和10月比卖得多不多"),
        ("今年国庆和去年国庆谁卖得多", "今年国庆和去年国庆比卖得多不多"),
        ("9月和10月哪天卖得好", "9月和10月哪天卖得好"),
        ("10月比9月哪个月订单多", "10月比9月哪个月订单多"),
        ("今年哪个月卖得好", "今年哪个月卖得好"),
    ],
)
def test_which_of_two(said: str, meant: str) -> None:
    """Only what asks for one of the two is a comparison of both."""
    assert which_of_two(said) == meant


@pytest.mark.parametrize(
    ("said", "sold"),
    [
        ("七夕比前一天多不多", True),
        ("是多卖了还是少卖了", True),
        ("上周环比", True),
        ("这周比上周怎么样", False),
        ("昨天比前天忙不忙", False),
        ("昨天比前天人多不多", False),
    ],
)
def test_asks_for_what_was_sold(said: str, sold: bool) -> None:
    """How it went is a question about everything; how many people, about people."""
    assert asks_which_sold_more(said) is sold
