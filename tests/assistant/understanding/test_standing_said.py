"""The words that ask for a place, beside a name of the shop's own (one sign)."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.marks import Marks
from brain.assistant.understanding.standing_said import standing_said

NAME = "\ue000"


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        (f"{NAME}排第几", f"{NAME}净销售额"),
        (f"10月{NAME}的销量排第几", f"10月{NAME}的销量"),
        (f"{NAME}在所有菜里排名第几", f"{NAME}净销售额"),
        (f"{NAME}上个月卖第几", f"{NAME}上个月净销售额"),
        (f"where does {NAME} rank in sales in july", f"{NAME} sales in july"),
    ],
)
def test_a_place_is_marked(said: str, rest: str) -> None:
    """What is left is the figure of that name."""
    text, marks = standing_said(said, Marks())
    assert (text, marks.standing) == (rest, True)


@pytest.mark.parametrize(
    "said", ["哪个菜排第几", f"{NAME}和\ue001排第几", f"{NAME}卖了多少", f"排第二的{NAME}"]
)
def test_others_are_not(said: str) -> None:
    """Without one name, or without such words."""
    assert standing_said(said, Marks()) == (said, Marks())
