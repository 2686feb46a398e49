"""What somebody tells of themselves beside a question is passed over and named; what the question may be about never is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest

from brain.assistant.ask import ask
from brain.assistant.understanding.names import NameCache
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from cards.answer.model import AnswerCard
from eval.small_shop import SHOP, TODAY, open_small_shop

CACHE = NameCache()


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop on its last day."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("asides"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def asked(facts: Facts, question: str) -> AnswerCard:
    return ask(facts, question, names=CACHE)


@pytest.mark.parametrize(
    ("message", "question", "aside"),
    [
        (
            "我岁数大了看不懂那些表，你就告诉我10月啥商品卖得最多，报前五名",
            "10月销量最高的5个商品",
            "我岁数大了看不懂那些表",
        ),
        ("我客服要排班，10月平均一天多少单", "10月日均订单数", "我客服要排班"),
        (
            "帮我把今年花了三百以上的客户列出来，我想给她们寄个小礼物",
            "今年消费300以上的客户",
            "我想给她们寄个小礼物",
        ),
        (
            "We are doing the books, what were the 3 best selling products in October",
            "the 3 best selling products in October",
            "We are doing the books",
        ),
    ],
)
def test_the_question_is_answered_and_the_aside_is_named(
    facts: Facts, message: str, question: str, aside: str
) -> None:
    """The same figures as without it, and the answer says what was no condition."""
    card, plain = asked(facts, message), asked(facts, question)
    assert card.status == plain.status == "answer"
    assert card.rows == plain.rows
    assert aside in card.text.render("zh")


@pytest.mark.parametrize(
    "message",
    [
        "我想看丝巾，10月卖了多少",
        "我打算推丝巾，10月卖了多少",
        "我们家丝巾，10月卖了多少",
        "I'm looking at scarves, how much did we sell in October",
        "我只算线上的，10月卖了多少",
        "我不要退货的，10月卖了多少",
        "we only count wholesale, sales in October",
    ],
)
def test_what_the_question_may_be_about_is_no_aside(facts: Facts, message: str) -> None:
    """Goods that the shop does not have, and whatever narrows down, are never passed over."""
    assert asked(facts, message).status != "answer"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("老板让我报一下10月的总销售额", "10月的总销售额"),
        ("my boss wants to know the net sales in October", "net sales in October"),
        (
            "Morning. Sorry to be a pain but the accountant's after our total sales for October, could you look that up please?",
            "total sales for October",
        ),
        ("早，10月多少单", "10月多少单"),
    ],
)
def test_for_whom_somebody_asks_changes_nothing(facts: Facts, said: str, plain: str) -> None:
    """Greetings and politeness are no conditions either."""
    assert asked(facts, said).value == asked(facts, plain).value is not None
