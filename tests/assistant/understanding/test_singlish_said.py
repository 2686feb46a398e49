"""English as it is spoken in Singapore: its tone is passed over, its order of words is put right, its questions stay the same."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.singlish_said import in_usual_order


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("wah 25 feb so high, exactly how much ah?", "25 feb, exactly how much?"),
        ("aiyo, last sunday so quiet, how many bills leh", "last sunday, how many bills"),
        ("boss want to know ah, 13 aug we serve how many tables?", "13 aug how many orders?"),
        ("boss ask which day best in aug lah", "which day best in aug"),
        ("can check which day in aug was the worst or not?", "which day in aug was the worst?"),
        ("can help check sales on 20 aug?", "sales on 20 aug?"),
        ("last month got how many customers", "last month how many customers"),
        ("overall refund how many percent in feb?", "overall refund rate in feb?"),
        ("how many percent kena refund in feb", "refund rate in feb"),
        ("gross margin how many percent in june", "gross margin in june"),
        ("tibet also got people buy meh? how many orders in feb?", "how many orders in feb from tibet?"),
        ("do people in tibet even buy from us how many orders in feb", "how many orders in feb from tibet"),
    ],
)
def test_it_is_put_in_the_usual_order(said: str, plain: str) -> None:
    """Particles go, the question word goes to its place, and nothing else changes."""
    assert in_usual_order(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "we got sell on sunday or not",
        "why was 20 aug so high, tell me",
        "good or not",
        "sales of ah huat coffee in may",
        "how many percent of orders got refunded in feb",
    ],
)
def test_what_asks_or_names_stays(said: str) -> None:
    """A yes-or-no question, a reason that is asked for, a name with a particle in it: none of them is tone."""
    assert in_usual_order(said).rstrip("?") == said
