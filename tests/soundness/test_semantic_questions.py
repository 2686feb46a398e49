"""The first question set, with answers counted independently, holds no wrong answer."""

from __future__ import annotations

from eval.run import missed, questions, run


def test_no_answer_is_wrong() -> None:
    """Every figure is the one asked for; anything else is a question back or a no, and every question is asked."""
    results = run(["first"])["first"]
    assert [line for line in missed(results) if "-> wrong" in line or "-> failed" in line] == []
    assert len(results) == len(questions("first")) >= 80
