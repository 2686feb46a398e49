"""Douyin's export: what its statuses mean and who bears a reduction."""

from __future__ import annotations

import pytest

from tests.facts.counter import Counter
from tests.facts.sources.chinese import AT, load, written


def test_douyin_counts_what_others_take_on_themselves(counter: Counter) -> None:
    """The platform's and the influencer's shares are paid to the shop; its own discount is not."""
    load(counter, "douyin")
    assert counter.rows(
        "SELECT paid_amount, discount_amount, channel FROM order_line WHERE order_id LIKE '%0001' OR order_id LIKE '%0016' ORDER BY order_id"
    ) == [(59, 0, "精选联盟"), (59, 0, "辅食阿姨")]


DOUYIN_HEADER = "主订单编号,子订单编号,选购商品,商品数量,商品ID,商品金额,订单应付金额,运费,订单提交时间,支付完成时间,订单状态,售后状态"


@pytest.mark.parametrize(
    ("status", "after", "paid_at", "expected"),
    [
        *[(word, "-", AT, ("paid", 20, 0)) for word in ("待发货", "备货中", "部分发货", "已发货", "已完成")],
        *[
            ("已完成", word, AT, ("paid", 20, 0))
            for word in ("售后关闭", "换货成功", "待商家处理", "部分退款成功", "")
        ],
        *[(word, "退款成功", AT, ("refunded", 20, 20)) for word in ("待发货", "已发货", "已完成", "已关闭")],
        ("已关闭", "-", AT, ("refunded", 20, 20)),
        ("已关闭", "-", "-", ("cancelled", 0, 0)),
        ("待支付", "-", "-", ("unpaid", 0, 0)),
    ],
)
def test_what_a_douyin_status_means(
    counter: Counter, status: str, after: str, paid_at: str, expected: tuple[str, int, int]
) -> None:
    """In a list of the older form, without anybody's share of the discounts, the amount payable counts alone."""
    counter.load(
        written(DOUYIN_HEADER, f"\t691,\t691,米粉,1,36,20,20.00,0.00,{AT},{paid_at},{status},{after}")
    )
    assert counter.rows("SELECT status, paid_amount, refund_amount FROM order_line") == [expected]
