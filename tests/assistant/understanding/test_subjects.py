"""Unknown words that name something are told from unknown words that do not."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.segment import segment
from brain.assistant.understanding.subjects import subjects
from brain.assistant.understanding.tokens import normalise


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("sales in zembla last month", ["zembla"]),
        ("how much did Zorblax sell in July", ["zorblax"]),
        ("zorblax sales last week", ["zorblax"]),
        ("how many zorbs did we get in June", ["zorbs"]),
        ("火星店上个月的销售额", ["火星"]),
    ],
)
def test_names_of_things_are_seen(question: str, named: list[str]) -> None:
    """After a preposition, before a figure, with a capital, or counted: it names something."""
    assert set(named) <= set(subjects(question, segment(normalise(question), None)))


@pytest.mark.parametrize("question", ["zorbly sales last week are what", "上周卖了多少呱"])
def test_a_mood_names_nothing(question: str) -> None:
    """A single odd character, or an adverb at the front followed by nothing of its own, is passed to the question back."""
    found = subjects(question, segment(normalise(question), None))
    assert "呱" not in found
