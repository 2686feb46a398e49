"""Pinduoduo's export: what its two status columns mean together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.facts.counter import Counter
from tests.facts.sources.chinese import AT, written

PDD_HEADER = "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),商家实收金额(元),商品数量(件),支付时间,订单成交时间,售后状态"


@pytest.mark.parametrize(
    ("status", "after", "expected"),
    [
        *[(word, "无售后或售后取消", ("paid", 20, 0)) for word in ("待发货", "已发货，待签收", "已发货，待收货", "已签收", "已收货")],
        *[(word, "退款成功", ("refunded", 20, 20)) for word in ("未发货，退款成功", "已发货，退款成功", "已签收，退款成功", "已取消，退款成功")],
        ("已收货", "退款成功", ("refunded", 20, 20)),
        ("已收货", "部分退款成功", ("paid", 20, 0)),
        ("已收货", "售后处理中", ("paid", 20, 0)),
        *[(word, "无售后或售后取消", ("unpaid", 0, 0)) for word in ("待支付", "待付款")],
        *[(word, "", ("cancelled", 0, 0)) for word in ("已取消", "拼单未成功", "未成交，退款成功")],
    ],
)  # fmt: skip
def test_what_a_pinduoduo_status_means(
    counter: Counter, status: str, after: str, expected: tuple[str, int, int]
) -> None:
    """A group that did not come about was no sale; a refund counts whole where nothing says less."""
    counter.load(written(PDD_HEADER, f'米粉,261101-1,"{status}",20,0,0,20,1,{AT},{AT},{after}'))
    assert counter.rows("SELECT status, paid_amount, refund_amount FROM order_line") == [expected]


def test_a_pinduoduo_refund_column_says_less(counter: Counter) -> None:
    """Where the file has 退款金额, that is what was given back, freight last."""
    counter.load(
        written(f"{PDD_HEADER},退款金额", f"米粉,261101-1,已收货,20,6,0,26,1,{AT},{AT},退款成功,5.20")
    )
    assert counter.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [
        (26, Decimal("5.20"))
    ]


def test_a_pinduoduo_order_without_times_has_its_numbers_day(counter: Counter) -> None:
    """Only where no money is at stake: a paid order without a time is left out."""
    report = counter.load(
        written(PDD_HEADER, "米粉,261101-1,待支付,20,0,0,20,1,,,", "米粉,261101-2,已收货,20,0,0,20,1,,,")
    )
    assert counter.rows("SELECT status, CAST(ordered_on AS VARCHAR) FROM order_line") == [
        ("unpaid", "2026-11-01")
    ]
    assert [(one.row, one.code) for one in report.quarantined] == [(2, "missing:ordered_at")]
