"""Header words: many dresses, one meaning; and words in front that turn it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brain.facts.sources.guessing.fields import SERVES
from brain.facts.sources.guessing.headers import OTHER, key_of, read_header
from brain.facts.sources.guessing.synonyms import WORDS


@pytest.mark.parametrize(
    ("written", "concept"),
    [
        ("订单号", "order_id"), (" 订 单 号 ", "order_id"), ("訂單編號", "order_id"), ("定单编号", "order_id"), ("线上订单编号", "order_id"), ("Order No.", "order_id"), ("order_no", "order_id"), ("OrderNo", "order_id"), ("ORDER #", "order_id"),
        ("DDBH", "order_id"), ("dingdanhao", "order_id"), ("ding_dan_hao", "order_id"), ("Receipt Number", "order_id"), ("支付单号", "other_id"), ("快递单号", "other_id"), ("下单时间", "order_time"), ("发货时间", "other_time"), ("付款时间", "paid_time"),
        ("实付金额(元)", "paid"), ("实付今额", "paid"), ("买家实际付款金额", "paid"), ("AmountPaid", "paid"), ("Line Total", "amount"), ("Amt", "amount"), ("成本金额", "cost"), ("累计金额", OTHER), ("supplier order no", OTHER), ("shuliang", "quantity"),
        ("Qty.", "quantity"), ("商品种类数", "other_quantity"), ("原价", "list_price"), ("商品单价", "unit_price"), ("收货人", "customer_name"), ("会员名", "customer_id"), ("收货地址", "address"), ("折扣(%)", "discount_rate"), ("商品.名称", "product_name"),
    ],
)  # fmt: skip
def test_what_a_header_says(written: str, concept: str) -> None:
    """Case, blanks, strokes, brackets, traditional characters, pinyin and one slip make no difference."""
    assert read_header(written).best[0] == concept


@pytest.mark.parametrize("written", ["", "A", "列1", "Column 7", "xyz", "!!!", "????", "🙂"])
def test_what_says_nothing(written: str) -> None:
    """No meaning is found where there is none."""
    assert read_header(written).best[1] < 0.45


@pytest.mark.parametrize(
    ("written", "scale"),
    [("金额(元)", "1"), ("单价（万元）", "10000"), ("金额/千元", "1000"), ("金额(分)", "0.01"), ("amount_cents", "0.01"), ("Discount %", "0.01"), ("销售额万元", "10000"), ("Price ($)", "1"), ("数量", "1")],
)  # fmt: skip
def test_units(written: str, scale: str) -> None:
    """What numbers of the column are multiplied by."""
    assert read_header(written).scale == Decimal(scale)


def test_a_word_in_front_makes_it_the_whole_orders() -> None:
    """订单金额 is the order's, 商品金额 is not."""
    assert read_header("订单实付").order_wide
    assert not read_header("商品金额").order_wide


def test_the_table_is_sound() -> None:
    """Every concept that a field is served by has words; no word is written twice for one concept."""
    served = {concept for fields in SERVES.values() for pairs in fields.values() for concept, _ in pairs}
    assert served - set(WORDS) == set()
    empty = [(concept, word) for concept, words in WORDS.items() for word in words if not key_of(word)]
    assert empty == []
