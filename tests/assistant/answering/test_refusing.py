"""What is offered when a word has no part in the question."""

from __future__ import annotations

from tests.assistant.answering.conftest import Asked


def test_the_question_left_without_the_word_keeps_all_that_was_understood(asked: Asked) -> None:
    """The first choice is the whole question without the word: comparison, share and ranking stay in it."""
    for question, meant in (
        (
            "net sales in October compared with September, zonked",
            "net sales in October compared with September",
        ),
        ("share of 有机辅食 in net sales in October, zonked", "share of 有机辅食 in net sales in October"),
    ):
        back = asked(question)
        assert back.status == "clarify"
        assert asked(back.choices[0]).rows == asked(meant).rows


def test_every_choice_is_answered(asked: Asked) -> None:
    """No choice leads into the next question back."""
    back = asked("net sales in October compared with September, zonked")
    assert len(back.choices) > 1
    assert [asked(choice).status for choice in back.choices] == ["answer"] * len(back.choices)
