"""Youzan's exports: statuses, and the stores of a chain."""

from __future__ import annotations

import pytest

from tests.facts.counter import Counter
from tests.facts.sources.chinese import AT, load, written

YOUZAN_HEADER = (
    "订单号,归属店铺,订单状态,订单创建时间,买家付款时间,商品金额合计,订单实付金额,全部商品名称,订单已退款金额"
)


@pytest.mark.parametrize(
    ("status", "paid_at", "back", "expected"),
    [
        *[
            (word, AT, "0", ("paid", 20, 0))
            for word in ("待接单", "待成团", "待发货", "已发货", "交易完成", "交易成功")
        ],
        ("交易完成", AT, "5", ("paid", 20, 5)),
        ("交易关闭", AT, "20", ("refunded", 20, 20)),
        ("交易关闭", AT, "", ("refunded", 20, 20)),
        ("交易关闭", "", "", ("cancelled", 0, 0)),
        ("待付款", "", "0", ("unpaid", 0, 0)),
    ],
)
def test_what_a_youzan_status_means(
    counter: Counter, status: str, paid_at: str, back: str, expected: tuple[str, int, int]
) -> None:
    """Closed orders had been paid if they have a payment time."""
    counter.load(written(YOUZAN_HEADER, f"E1,店,{status},{AT},{paid_at},20,20,米粉,{back}"))
    assert counter.rows("SELECT status, paid_amount, refund_amount FROM order_line") == [expected]


def test_stores_of_a_youzan_chain(counter: Counter) -> None:
    """Each order belongs to its store, and is the same order in the list of goods and in the list of orders."""
    load(counter, "youzan_orders")
    split = "SELECT store, count(DISTINCT order_id) FROM order_line GROUP BY 1 ORDER BY 1"
    before = counter.rows(split)
    assert before == [("小鹿母婴·滨江店", 8), ("小鹿母婴·西湖店", 6)]
    load(counter, "youzan")
    assert counter.rows(split) == before
    assert counter.rows(
        "SELECT count(*) FROM order_line WHERE product_id IS NULL AND line_type = 'product'"
    ) == [(0,)]
