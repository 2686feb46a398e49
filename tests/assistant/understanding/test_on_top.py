"""The one on top of a list and another figure of it: seen as two questions, never as one that passes the pointer over."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.on_top import asks_of_the_one, points_at_one, taken_apart


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("10月销售额最高的那天有多少订单", "10月销售额最高的是哪天，那天多少订单"),
        ("上个月卖得最差的那周有多少个客户", "上个月卖得最差的是哪周，那周多少个客户"),
        ("how many orders did we get on our best day in October?", "what was our best day in October by net sales, how many orders that day?"),
        ("what was the refund rate in our worst month this year", "what was our worst month this year by net sales, what was the refund rate that month"),
    ],
)  # fmt: skip
def test_two_questions_in_one_breath(question: str, apart: str) -> None:
    """Which one it was, and then its figure."""
    assert taken_apart(question) == apart
    assert asks_of_the_one(apart.lower())


@pytest.mark.parametrize(
    "question", ["上个月卖得最好的一天是哪天", "上个月销售额最高的一天", "orders by day last month", "the best day last month"]
)  # fmt: skip
def test_one_question_stays_one(question: str) -> None:
    """Only the day itself is asked for."""
    assert taken_apart(question) == question
    assert not asks_of_the_one(question)


def test_others_are_not_the_one() -> None:
    """其他 and its like begin with the same sign, and "it was" asks for the figure again."""
    assert not asks_of_the_one("其他品类呢")
    assert not asks_of_the_one("其中老客多少")
    assert not asks_of_the_one("how much was it")
    assert points_at_one("它的退款率")
    assert not points_at_one("它们卖了多少")
