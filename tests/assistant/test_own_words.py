"""Words of the owner's own are found in an explanation, and spelled out in a question."""

from __future__ import annotations

import pytest

from brain.assistant.own_words import OwnWord, explained, spelled_out


@pytest.mark.parametrize(
    ("message", "word", "meaning", "agreed"),
    [
        ("爆款就是月销量超过100件的商品", "爆款", "月销量超过100件的商品", False),
        ("记住：“大客户”是指上个月消费超过1000元的客户", "大客户", "上个月消费超过1000元的客户", True),
        ("by big ones I mean orders over 500", "big ones", "orders over 500", False),
        ("remember: big ones means orders over 500", "big ones", "orders over 500", True),
    ],
)
def test_an_explanation_is_read(message: str, word: str, meaning: str, agreed: bool) -> None:
    """What stands before and behind, and whether it is to be remembered."""
    found = explained(message)
    assert found is not None
    assert (found.word, found.agreed) == (OwnWord(word, meaning), agreed)


@pytest.mark.parametrize("message", ["上周卖得最好的就是米粉吗？", "what does AOV mean", "上周卖了多少"])
def test_a_question_explains_nothing(message: str) -> None:
    """Asking is not explaining."""
    assert explained(message) is None


def test_words_are_spelled_out_the_longest_first() -> None:
    """大爆款 is not 爆款 with a 大; Latin words are whole words."""
    words = (OwnWord("爆款", "甲"), OwnWord("大爆款", "乙"), OwnWord("big", "over 500"))
    assert spelled_out("大爆款和爆款", words)[0] == "乙和甲"
    assert spelled_out("bigger big", words) == ("bigger over 500", (words[2],))


@pytest.mark.parametrize(
    "message",
    [
        "嗯我想问一下就是上个月一共卖了多少钱来着",
        "那个就是说上周退款多少来着",
        "老板就是想知道10月订单数",
        "refunds mean how much this month",
    ],
)
def test_a_filler_defines_nothing(message: str) -> None:
    """就是 between moods is no definition where what follows asks."""
    assert explained(message) is None


def test_those_few_are_no_question() -> None:
    """那几个 counts nothing."""
    assert explained("大客户就是消费最多的那几个人") is not None
