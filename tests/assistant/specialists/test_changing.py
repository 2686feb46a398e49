"""A change of a task, said in conversation; a question after a task stays a question."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.specialists.changing import Change, change_in
from brain.assistant.understanding.names import build_index
from tests.assistant.workbench import Workbench

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("改到后天下午3点", Change("planner", {"at": "改到后天下午3点"})),
        ("时间换成明天晚上", Change("planner", {"at": "时间换成明天晚上"})),
        ("move it to Friday 3 pm", Change("planner", {"at": "move it to Friday 3 pm"})),
        ("换成幽默的", Change("writer", {"voice": "humorous"})),
        ("make it friendly", Change("writer", {"voice": "friend"})),
        ("换成有机米粉", Change("chooser", {"product": "有机米粉"})),
        ("换个品", Change("chooser")),
        ("pick another product", Change("chooser")),
        ("文案换一条", Change("writer")),
        ("rewrite the text", Change("writer")),
    ],
)
def test_a_change_goes_to_its_step(bench: Workbench, message: str, change: Change) -> None:
    """A time to the planner, a voice or other words to the writer, a name or another product to the choice."""
    assert change_in(message, build_index(bench.facts), TODAY) == change


@pytest.mark.parametrize(
    "message", ["上周卖了多少", "那上个月呢", "明天下午3点", "why", "换一下", "有机米粉卖得怎么样", ""]
)
def test_what_changes_nothing_is_none(bench: Workbench, message: str) -> None:
    """A question, a bare time, or a change of nobody knows what."""
    assert change_in(message, build_index(bench.facts), TODAY) is None
