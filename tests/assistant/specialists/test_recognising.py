"""What is a task of several steps, and what is a question, a wish for one text, or neither."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.specialists.recognising import picks_customers, task_in
from brain.assistant.specialists.state import JOBS
from brain.assistant.understanding.names import build_index
from tests.assistant.workbench import Workbench

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("message", "analysed", "time"),
    [
        ("看看为什么跌了，挑个品做一条推广，排到明天早上", True, "排到明天早上"),
        (
            "find out why sales fell, pick a product, write a post and schedule it tomorrow 10:00",
            True,
            "schedule it tomorrow 10:00",
        ),
        ("看看上周辅食为什么跌了，写一条米粉的推广，明天早上10点发", True, "明天早上10点发"),
        ("帮我选个品，做条推广文案，安排到今晚8点", False, "安排到今晚8点"),
        ("choose a product and write a message", False, None),
        ("挑一款商品，发给老客", False, None),
        (
            "write a promotion and schedule it for next Monday at 3pm",
            False,
            "schedule it for next Monday at 3pm",
        ),
    ],
)
def test_several_specialists_work_makes_a_task(message: str, analysed: bool, time: str | None) -> None:
    """Everybody from the choice to the confirmation takes part; the analyst where something is to be looked into."""
    wanted = task_in(message, None, TODAY)
    assert wanted is not None
    assert wanted.jobs == (JOBS if analysed else JOBS[1:])
    assert wanted.wishes.get("planner", {}).get("at") == time


@pytest.mark.parametrize(
    "message",
    [
        "上周为什么跌了，该怎么办",
        "写一段米粉的文案",
        "write a text about rice cereal",
        "怎么写推广文案，怎么发",
        "how do I schedule a post and pick a product",
        "上周卖了多少？哪个品类最好？",
        "pick the best product of last week",
        "列出销售最差的商品，分析原因",
        "帮我规划双十一",
        "what sold best last week and why did it fall",
        "",
    ],
)
def test_a_question_stays_a_question(message: str) -> None:
    """One thing alone, a way of doing it, or several questions are answered as before."""
    assert task_in(message, None, TODAY) is None


def test_a_named_product_is_kept_and_a_guess_is_not(bench: Workbench) -> None:
    """An exact name or a word of names goes to the choice; a stretch that is only near a name does not."""
    names = build_index(bench.facts)
    named = task_in("写一条有机米粉的推广，排到明天早上", names, TODAY)
    word = task_in("写一条米粉的推广，排到明天早上", names, TODAY)
    none = task_in("挑个品做一条推广，排到明天早上", names, TODAY)
    assert named is not None
    assert word is not None
    assert none is not None
    assert named.wishes["chooser"] == {"product": "有机米粉"}
    assert word.wishes["chooser"]["product"] in ("米粉", "有机米粉")
    assert "chooser" not in none.wishes


def test_a_name_in_the_question_is_not_what_is_promoted(bench: Workbench) -> None:
    """The analyst looks into 辅食; what to promote stays open."""
    wanted = task_in("看看上周辅食为什么跌了，挑个品写条推广", build_index(bench.facts), TODAY)
    assert wanted is not None
    assert wanted.wishes["analyst"] == {"question": "看看上周辅食为什么跌了"}
    assert "chooser" not in wanted.wishes


def test_a_time_that_cannot_be_read_is_handed_on(bench: Workbench) -> None:
    """It is asked about in its step, not replaced by a guess."""
    wanted = task_in("挑个品写条推广，排到初8后第3个工作日", build_index(bench.facts), TODAY)
    assert wanted is not None
    assert wanted.wishes["planner"]["at"]


def test_customers_picked_by_their_habits_are_no_task() -> None:
    """A text for those who have not bought for 90 days went to everybody who looks at a product: such a task is not begun."""
    for message in (
        "find customers who have not bought for 90 days, write a win-back message and schedule it Friday 8 pm",
        "找出90天没来的老客，写一条召回文案，周五晚上8点发",
    ):
        assert picks_customers(message)
        assert task_in(message, None, TODAY) is None
    assert not picks_customers("看看为什么跌了，挑个品做一条推广，排到明天早上")
