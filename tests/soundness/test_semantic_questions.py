"""The question set, with answers counted independently, holds no wrong answer."""

from __future__ import annotations

from eval.run import questions, run


def test_no_answer_is_wrong() -> None:
    """Every figure is the one asked for; anything else is a question back or a no."""
    result = run()
    assert result["missed"] == []
    assert sum(sum(counts.values()) for counts in result["kinds"].values()) == len(questions()) >= 80
