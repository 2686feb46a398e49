"""A goal to clear stock, said in one sentence; a question about stock sets none."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.clearing import clearing_in
from brain.assistant.understanding.names import build_index
from tests.assistant.workbench import Workbench

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("sentence", "words", "month"),
    [
        ("本月清冬装库存", "冬装", 11),
        ("这个月把童装清仓", "童装", 11),
        ("本月目标：清掉纸尿裤的库存", "纸尿裤", 11),
        ("this month: clear winter stock", "winter", 11),
        ("our goal is to clear out the toys this month", "toys", 11),
        ("下个月清童装库存", "童装", 12),
        ("12月清童装库存", "童装", 12),
        ("月底前把玩具库存卖光", "玩具", 11),
    ],
)
def test_a_sentence_sets_a_goal_to_clear_stock(sentence: str, words: str, month: int) -> None:
    """Whose stock, and by the end of which month; what is no name of the shop's keeps the words as said."""
    found = clearing_in(sentence, None, TODAY)
    assert found is not None
    assert (found.words, found.month, found.values) == (words, date(2026, month, 1), ())


@pytest.mark.parametrize(
    "sentence",
    ["本月怎么清库存", "清了多少库存？", "哪些库存要清", "上个月清仓卖了多少", "清一下缓存", "how do I clear winter stock this month", "本月卖了多少", "clear the filter"],
)  # fmt: skip
def test_a_question_sets_none(sentence: str) -> None:
    """How, how many, which; and a sentence without a month or a goal."""
    assert clearing_in(sentence, None, TODAY) is None


@pytest.mark.parametrize(
    ("sentence", "dimension", "values"),
    [("本月清辅食库存", "category", ("辅食",)), ("本月清云朵库存", "brand", ("云朵",)), ("本月清有机米粉库存", "product", ("有机米粉",))],
)  # fmt: skip
def test_the_shops_own_names_are_found(
    bench: Workbench, sentence: str, dimension: str, values: tuple[str, ...]
) -> None:
    """A category, a brand or a product, whichever list has it."""
    found = clearing_in(sentence, build_index(bench.facts), TODAY)
    assert found is not None
    assert (found.dimension, found.values) == (dimension, values)
