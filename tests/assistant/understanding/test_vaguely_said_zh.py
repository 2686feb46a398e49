"""Questions about everything and nothing: an overview, or the cards; never a figure that was not named."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.vaguely_said_zh import vaguely_said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("账上有没有什么不妥的地方", "有什么建议"),
        ("昨天大盘怎么样", "昨天整体数据怎么样"),
        ("给我讲讲上个月店里的事", "上个月店里怎么样"),
        ("流量有点拉 咋整", "流量怎么办"),
    ],
)
def test_in_words_that_get_an_overview_or_the_cards(said: str, meant: str) -> None:
    """The period stays; nothing is added that was not said."""
    assert vaguely_said(said) == meant


@pytest.mark.parametrize(
    "said", ["行业大盘怎么样", "跟大盘比怎么样", "写一份产品说明", "有没有要补货的", "10月有问题的订单有多少"]
)
def test_others_stay(said: str) -> None:
    """The market's figures are not the shop's, and what names a thing is no vague question."""
    assert vaguely_said(said) == said
