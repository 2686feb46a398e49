"""Nothing personal leaves, and everything comes back as it was."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.kernel.masking import Masker, is_bank_card, is_id_card


def id_card(head: str = "110101199003071") -> str:
    """A number of the right form with its check digit."""
    return next(head + "23"[:2] + digit for digit in "0123456789X" if is_id_card(head + "23" + digit))


def bank_card(head: str = "622202020011223") -> str:
    return next(head + digit for digit in "0123456789" if is_bank_card(head + digit))


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("13812345678 这个客户买了什么", "13812345678"),
        ("电话 138-1234-5678 的订单", "138-1234-5678"),
        ("１３８１２３４５６７８ 买过吗", "１３８１２３４５６７８"),
        ("+86 138 1234 5678", "+86 138 1234 5678"),
        ("一三八一二三四五六七八 是谁", "一三八一二三四五六七八"),
        ("座机 0571-88887777 打来", "0571-88887777"),
        ("打 400-820-8820", "400-820-8820"),
        ("call +44 20 7946 0958 now", "+44 20 7946 0958"),
        ("phone (415) 555-2671", "(415) 555-2671"),
        ("手机尾号不知道，手机：8612345", "8612345"),
        ("发到 mei.lin+shop@example.com.cn 吧", "mei.lin+shop@example.com.cn"),
        (f"身份证 {id_card()} 对吗", id_card()),
        (f"卡号 {bank_card()}", bank_card()),
        ("订单 202611201234567890 到哪了", "202611201234567890"),
        ("order #100234 refunded?", "100234"),
        ("order no. AB-2026-0099 status", "AB-2026-0099"),
        ("运单号 SF1234567890123", "SF1234567890123"),
        ("微信号 lulu_2020 加了吗", "lulu_2020"),
        ("寄到浙江省杭州市西湖区文三路90号3栋502室", "浙江省杭州市西湖区文三路90号3栋502室"),
        ("送到幸福小区8号楼2单元301室可以吗", "幸福小区8号楼2单元301室"),
        ("ship to 221B Baker Street, London", "221B Baker Street, London"),
        ("postcode NW1 6XE please", "NW1 6XE"),
        ("王小明先生的退款", "王小明先生"),
        ("客户李雷上个月买了多少", "李雷"),
        ("收件人：欧阳娜娜，请核对", "欧阳娜娜"),
        ("张伟最近买了什么", "张伟"),
        ("what did Mrs. O'Connor buy", "Mrs. O'Connor"),
        ("customer Alice Nguyen last month", "Alice Nguyen"),
        ("Did John Smith pay", "John Smith"),
    ],
)
def test_personal_data_is_taken_out_and_put_back(text: str, personal: str) -> None:
    """Whole, by form, in both languages."""
    masker = Masker()
    masked = masker.mask(text)
    assert personal not in masked
    assert personal in masker.masked
    assert masker.unmask(masked) == text


@pytest.mark.parametrize(
    "text",
    [
        "上周卖了多少",
        "2026-11-20 的净销售额",
        "20261120 到 20261130",
        "销售额 12,345,678.90 元",
        "最近7天卖得最好的5个商品",
        "客户最近买了什么",
        "客户数和客单价",
        "华东区的订单数比上个月多多少",
        "高端奶粉卖了多少",
        "比较 11月9日 和 11月15日",
        "订单数 1234",
        "这条街的店都在做什么活动",
        "top 5 products in November 2026",
        "How many orders came from London last week?",
        "orders above 500 yuan in 2026",
        "net sales from 2025-01-01 to 2025-12-31",
    ],
)
def test_ordinary_questions_are_left_alone(text: str) -> None:
    """Dates, amounts, counts and places are what questions are made of."""
    assert Masker().mask(text) == text


def test_the_same_words_get_the_same_placeholder() -> None:
    """In the question, in the context and in a tool's result, so that the model can tell that it is one person."""
    masker = Masker()
    assert masker.mask("13812345678 买了吗") == "[PHONE_1] 买了吗"
    assert masker.mask_value({"rows": [["13812345678", 3], ["13912345678", None]]}) == {
        "rows": [["[PHONE_1]", 3], ["[PHONE_2]", None]]
    }
    assert masker.unmask_value({"a": ["[PHONE_2]"], "b": 1}) == {"a": ["13912345678"], "b": 1}


def test_words_to_keep() -> None:
    """A product called like a person is kept when it is known to be one."""
    assert Masker(keep=["高小姐香水"]).mask("高小姐香水卖了多少") == "高小姐香水卖了多少"
    assert Masker(keep=["202611201234567890"]).mask("订单 202611201234567890") == "订单 202611201234567890"


def test_a_model_may_write_other_brackets_or_none() -> None:
    """Full-width brackets and bare placeholders are restored too; unknown ones stay."""
    masker = Masker()
    masker.mask("13812345678")
    assert (
        masker.unmask("【PHONE_1】 PHONE_1 ［PHONE_1］ [PHONE_9]")
        == "13812345678 13812345678 13812345678 [PHONE_9]"
    )


PIECES = st.one_of(
    st.sampled_from(
        [
            "13812345678",
            "mei@example.com",
            "[PHONE_1]",
            "PHONE_1",
            "【NAME_2】",
            "[[TEXT_1]]",
            "王小明先生",
            "202611201234567890",
            "文三路90号",
            "客户李雷",
            " ",
            "，",
            "_1]",
            "[",
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=4).map("".join))
def test_unmasking_undoes_masking(first: str, second: str) -> None:
    """Whatever a person types, also what looks like our own placeholders, comes back to the letter."""
    masker = Masker(keep=["文三路"])
    masked = [masker.mask(first), masker.mask(second)]
    assert [masker.unmask(text) for text in masked] == [first, second]


@settings(max_examples=200, deadline=None)
@given(
    st.integers(130_0000_0000, 199_9999_9999).map(str),
    st.sampled_from(["{} 买了什么", "查 {}", "客户{}的订单", "电话：{}，谢谢", "call {} now", "和{}一样"]),
)
def test_no_mobile_number_leaves(number: str, sentence: str) -> None:
    """Any mobile number in any sentence."""
    assert number not in Masker().mask(sentence.format(number))


@pytest.mark.parametrize(
    "piece",
    ["市区县省路街村镇苑", "12345", "1 ", "-1", "a.b-", "a@a.", "微信", "杭州市", "[", "文三路90号", "+1 1 "],
)
def test_long_texts_take_no_longer_than_they_are_long(piece: str) -> None:
    """No pattern tries every split of a text that was made to be awkward."""
    started = time.perf_counter()
    text = piece * (8_000 // len(piece))
    masker = Masker()
    assert masker.unmask(masker.mask(text)) == text
    assert time.perf_counter() - started < 5
