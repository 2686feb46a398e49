"""Questions as they are said aloud or typed with a thumb: what is said along with them changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.reading import read
from brain.assistant.understanding.slots import Reading
from brain.assistant.understanding.spoken import voice_slips_mended, written_out

TODAY = date(2026, 11, 20)


def placed(question: str) -> Reading:
    """The reading of a question in which every word has its part."""
    said = read(question, None, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    return said


@pytest.mark.parametrize(
    ("said_aloud", "written"),
    [
        ("对了上个月退了几单", "上个月退了几单"),
        ("上个月退款率是几个百分点", "上个月退款率是几个点"),
        ("上个月卖了多少 我说的是奶粉", "上个月卖了多少 ,奶粉"),
        ("打从开店到这会儿一共卖了多少钱", "开店以来一共卖了多少钱"),
        ("上个月卖了多少钱就是", "上个月卖了多少钱就是"),
        ("晚上8点到10点这俩钟头", "晚上8点到10点这俩小时"),
        ("上个月头三名的品类", "上个月前三名的品类"),
        ("10月评分不到4星的商品", "10月评分不到4分的商品"),
        ("10月有没有哪天卖过1万的", "10月哪些天销售额超过1万的"),
        ("不对，是订单数", "订单数"),
        ("那个商品卖得最好", "哪个商品卖得最好"),
        ("can u tell me yday sales", "can you tell me yesterday sales"),
        ("any idea what our aov was in sept", "what our aov was in sept"),
        ("orders w/e 8 november", "orders week ending 8 november"),
        ("orders last w/e", "orders last weekend"),
        ("top 5 countries, whole period", "top 5 countries, of all time"),
        ("no, by how many pieces", "by how many pieces"),
        ("sales back in september", "sales in september"),
        ("sales ex uk", "sales excluding uk"),
        ("what did we take yesterday after refunds", "what did we take yesterday net of refunds"),
        ("products that have been rated below 3 stars on average", "products with rating below 3"),
        ("were there any days over 60000", "which days took over 60000"),
    ],
)
def test_what_is_said_along_is_taken_out(said_aloud: str, written: str) -> None:
    """The very same question in the words of the grammar."""
    assert written_out(said_aloud) == written


@pytest.mark.parametrize(
    "kept",
    [
        "今天开店到现在卖了多少",
        "从开店到",
        "上个月毛利率涨了几个百分点",
        "那个品类卖得怎么样",
        "十月有几天超过100单",
        "最近几天超过1000的订单",
        "奶头三款",
        "按利润算我说的是利润不是流水",
        "上个月推广推了多少钱",
        "今个月",
        "黑天鹅",
        "orders after refunds",
        "profit after returns",
        "everything we have in stock",
        "all the data for october",
        "no. of orders last month",
        "orders sent back in october",
        "no, not germany, france",
        "u-shaped pillow",
        "what time of day sells best",
        "what time do we close",
    ],
)
def test_what_may_mean_something_else_stays(kept: str) -> None:
    """A day on which the shop opened, a correction, a name: these are no fillers."""
    assert written_out(kept) == kept


def test_voice_slips_are_mended_unless_a_name_has_them() -> None:
    """毛力 is no word; a shop that sells something of that name knows better."""
    assert voice_slips_mended("上个月毛力多少", None) == "上个月毛利多少"
    for kept in ("畅销受欢迎的商品", "取消量", "取消售后", "下订但没付款的", "可户外用的"):
        assert voice_slips_mended(kept, None) == kept
    assert voice_slips_mended("上个月毛力多少", lambda word: word == "毛力") == "上个月毛力多少"


@pytest.mark.parametrize(
    ("question", "metrics"),
    [
        ("嗯我想问一下就是上个月我们店里一共卖了多少钱来着", ["net_sales"]),
        ("上个月一共推了多少钱,我是说退款,退款率也给我", ["refunds", "refund_rate"]),
        ("上个月卖了多少 退了多少", ["net_sales", "refunds"]),
        ("上个月卖了多少单退了多少单", ["orders", "refunded_orders"]),
        ("昨天多少单 多少钱", ["orders", "net_sales"]),
        ("上个月几个人买了几件", ["buyers", "units"]),
        ("上个月多少人下了多少单", ["buyers", "orders"]),
        ("上半年毛利率几个点啊大概", ["gross_margin"]),
        ("what percent was our gross margin last month", ["gross_margin"]),
        ("sales last week after refunds", ["net_sales"]),
        ("现在还有几罐", ["stock_on_hand"]),
        ("库房里还剩几包", ["stock_on_hand"]),
        ("stock value now at cost", ["stock_value"]),
    ],
)
def test_every_word_has_its_part(question: str, metrics: list[str]) -> None:
    """And each figure that is asked for is one, with nothing passed over."""
    said = placed(question)
    assert said.metrics == metrics
    assert not said.share


@pytest.mark.parametrize(
    "question",
    ["上个月退了多少件", "上个月毛利率占多少", "上个月哪天最冷", "orders after refunds last month"],
)
def test_another_question_is_not_answered(question: str) -> None:
    """Pieces that came back, a share of a rate, the weather: no figure of ours, or no question."""
    said = read(question, None, TODAY)
    assert said.unknown or said.leftover or said.share


def test_all_of_the_data_is_said_in_many_ways() -> None:
    """Which leaves no period to be asked for."""
    for question in (
        "从开店到如今卖了多少钱", "自打开张到现在卖了多少钱", "全部日子里卖了多少钱", "从有数据开始到现在卖了多少钱",
        "total sales over all the data", "sales for the entire dataset", "sales since day one", "sales, the whole period",
    ):  # fmt: skip
        assert placed(question).all_time, question


def test_a_number_of_hours_must_be_the_hours() -> None:
    """8点到10点 are two hours; "these two" of three is a contradiction, and is asked back."""
    assert placed("昨天晚上8点到10点这俩钟头多少单").hours == (20, 21)
    assert "俩" in read("昨天晚上8点到11点这俩钟头多少单", None, TODAY).leftover
