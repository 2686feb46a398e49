"""The WeChat shop's export: refunds that stay with their lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.sources.chinese import AT, cents, load, written


@pytest.mark.parametrize(
    ("status", "paid_at", "after", "back", "expected"),
    [
        *[
            (word, AT, "", "0", ("paid", 20, 0))
            for word in ("待发货", "部分发货", "待收货", "已发货", "已完成")
        ],
        ("已完成", AT, "部分退款", "5", ("paid", 20, 5)),
        ("已完成", AT, "已全额退款", "20", ("refunded", 20, 20)),
        ("已取消", AT, "", "20", ("refunded", 20, 20)),
        ("已取消", AT, "", "0", ("refunded", 20, 20)),
        ("已取消", "", "", "0", ("cancelled", 0, 0)),
        ("待付款", "", "", "", ("unpaid", 0, 0)),
    ],
)
def test_what_a_wechat_status_means(
    counter: Counter, status: str, paid_at: str, after: str, back: str, expected: tuple[str, int, int]
) -> None:
    """In a list of the older form, which knows only what the buyer paid."""
    header = "订单号,下单时间,订单状态,订单实际支付金额,订单运费,支付时间,商品名称,商品编码（平台）,商品价格,商品数量,商品售后,商品已退款金额"
    counter.load(written(header, f"37,{AT},{status},20,0,{paid_at},米粉,100,20,1,{after},{back}"))
    assert counter.rows("SELECT status, paid_amount, refund_amount FROM order_line") == [expected]


def test_a_wechat_refund_beyond_its_line_was_freight(counter: Counter) -> None:
    """85 given back for a line of 80: the other 5 are the freight's, not the other product's."""
    load(counter, "wechat_shop")
    assert counter.rows(
        "SELECT line_type, product_id, paid_amount, refund_amount FROM order_line WHERE order_id LIKE '%0002' ORDER BY 1, 2"
    ) == [("product", "MF01", 55, 0), ("product", "YJ02", 80, 80), ("shipping", None, 10, 5)]


WECHAT_HEADER = "订单号,订单下单时间,订单状态,订单实际支付金额,订单实际收款金额,订单运费,支付时间,商品名称,商品编码(平台),商品价格(单件),商品实际价格(总共),商品数量,商品平台券优惠,商品售后,商品已退款金额"


@settings(max_examples=examples(25), deadline=None)
@given(
    lines=st.lists(st.tuples(cents, cents, st.fractions(0, 1)), min_size=1, max_size=5),
    freight=cents,
    freight_back=st.booleans(),
)
def test_wechat_refunds_stay_with_their_lines(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[Decimal, Decimal, Any]],
    freight: Decimal,
    freight_back: bool,
) -> None:
    """Lines add up to the order's receipt and refund; no line gives back more than it got, and each what it names."""
    paid = [price + coupon for price, coupon, _ in lines]
    back = [
        (one * Decimal(float(share))).quantize(Decimal("0.01"))
        for one, (*_, share) in zip(paid, lines, strict=True)
    ]
    named = [min(one, whole) for one, whole in zip(back, paid, strict=True)]
    told = list(named)
    if freight_back:
        told[0] = paid[0] + freight
    receipt = sum(paid) + freight
    rows = [
        f"1,{AT},已完成,{receipt},{receipt},{freight},{AT},商品{i},P{i},{price + coupon},{price},1,{coupon},,{told[i]}"
        for i, (price, coupon, _) in enumerate(lines)
    ]
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        counter.load(written(WECHAT_HEADER, *rows))
        found = counter.rows(
            "SELECT line_type, product_id, paid_amount, refund_amount FROM order_line ORDER BY product_id"
        )
    assert sum(row[2] for row in found) == receipt
    assert sum(row[3] for row in found) == sum(told)
    assert all(0 <= row[3] <= row[2] for row in found)
    if sum(paid):
        assert [row[2] for row in found if row[0] == "product"] == paid
        if not freight_back:
            assert [row[3] for row in found if row[0] == "product"] == named
