"""The first question set, with answers counted independently, holds no wrong answer."""

from __future__ import annotations

from eval.run import asked, missed, questions, shops
from tests.examples import some_of


def test_no_answer_is_wrong() -> None:
    """Every figure is the one asked for; anything else is a question back or a no, and every question is asked."""
    items = some_of(questions("first"))
    with shops({item["shop"] for item in items}) as opened:
        results = asked(opened, items)
    assert [line for line in missed(results) if "-> wrong" in line or "-> failed" in line] == []
    assert len(results) == len(items) >= 25
