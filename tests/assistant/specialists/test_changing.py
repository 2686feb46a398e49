"""A change of a task, said in conversation; a question after a task stays a question."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.specialists.changing import Change, change_in, change_of
from brain.assistant.specialists.state import Job
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


FRESH = {"text": "", "instruction": ""}


@pytest.mark.parametrize(
    ("job", "words", "change"),
    [
        ("analyst", "上周退款为什么多了", Change("analyst", {"question": "上周退款为什么多了"})),
        ("chooser", "换成有机米粉", Change("chooser", {"product": "有机米粉"})),
        ("chooser", "月球车", Change("chooser", {"product": "月球车"})),
        ("chooser", "换个品", Change("chooser", {"product": ""})),
        ("chooser", "something else", Change("chooser", {"product": ""})),
        ("writer", "幽默一点", Change("writer", {**FRESH, "voice": "humorous"})),
        ("writer", "make it more humorous", Change("writer", {**FRESH, "voice": "humorous"})),
        ("writer", "重写", Change("writer", FRESH)),
        ("writer", "改成“米粉到货了”", Change("writer", {"text": "米粉到货了", "instruction": ""})),
        ("writer", "text: New in today", Change("writer", {"text": "New in today", "instruction": ""})),
        ("writer", "短一点", Change("writer", {"text": "", "instruction": "短一点"})),
        ("writer", "不要幽默", Change("writer", {"text": "", "instruction": "不要幽默"})),
        (
            "writer",
            "幽默一点，提到有机",
            Change("writer", {"text": "", "instruction": "幽默一点，提到有机", "voice": "humorous"}),
        ),
        ("planner", "someday", Change("planner", {"at": "someday"})),
        ("reviewer", "后天下午3点", Change("planner", {"at": "后天下午3点"})),
        ("confirmation", "有机米粉", Change("chooser", {"product": "有机米粉"})),
        ("confirmation", "hello", None),
    ],
)
def test_words_written_into_a_step_are_that_steps(
    bench: Workbench, job: Job, words: str, change: Change | None
) -> None:
    """Each step reads them as its own; the review and the confirmation have none, so the words must say what they are about.
    A text is one's own only in quotes: an instruction must not go out to customers."""
    assert change_of(job, words, build_index(bench.facts), TODAY) == change


def test_a_new_step_is_said_before_the_change(bench: Workbench) -> None:
    """What the answer about a decided card offers is understood as it stands."""
    names = build_index(bench.facts)
    for words in ("另起一步：改到后天下午3点", "As a new step: move it to Friday 3 pm"):
        change = change_in(words, names, TODAY)
        assert change is not None
        assert (change.job, change.anew) == ("planner", True)
    assert change_in("另起一步：你好", names, TODAY) is None
