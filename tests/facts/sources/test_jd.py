"""JD's export: what an order brought, laid on its lines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.sources.chinese import AT, cents, written

JD_HEADER = (
    "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,结算金额,余额支付,应付金额,订单状态,运费金额"
)


def jd_row(order: str, product: str, quantity: object, price: object, settled: object, status: str = "完成", *, freight: object = 0, balance: object = 0, payable: object = 0, method: str = "在线支付") -> str:  # fmt: skip
    return f"{order},{product},{product},{quantity},{method},{AT},{price},{settled},{balance},{payable},{status},{freight}"


@pytest.mark.parametrize(
    ("status", "method", "expected"),
    [
        *[(word, "在线支付", ("paid", 20)) for word in ("等待出库", "等待确认收货", "完成", "已完成", "锁定", "暂停", "(锁定)等待出库", "（锁定）等待出库")],
        *[(word, "在线支付", ("unpaid", 0)) for word in ("等待付款", "等待付款确认", "待付款")],
        *[(word, "在线支付", ("cancelled", 0)) for word in ("(删除)等待出库", "(删除)等待确认收货", "(删除)锁定", "已取消", "(删除)等待付款")],
        ("等待出库", "货到付款", ("unpaid", 0)),
        ("完成", "货到付款", ("paid", 20)),
        ("(删除)完成", "货到付款", ("cancelled", 0)),
    ],
)  # fmt: skip
def test_what_a_jd_status_means(
    counter: Counter, status: str, method: str, expected: tuple[str, int]
) -> None:
    """Marks of deletion cancel, locks do not; cash on delivery is money once the order is finished."""
    counter.load(written(JD_HEADER, jd_row("1", "A", 1, 20, 20, status, method=method)))
    assert counter.rows("SELECT status, paid_amount FROM order_line") == [expected]


def test_jd_without_a_settled_amount(counter: Counter) -> None:
    """What was payable and what came from the balance make the payment, the freight within."""
    counter.load(written(JD_HEADER, jd_row("1", "A", 1, 20, "", freight=6, balance=10, payable=16)))
    assert counter.rows("SELECT line_type, paid_amount FROM order_line ORDER BY 1") == [
        ("product", 20),
        ("shipping", 6),
    ]


def test_an_order_waits_as_a_whole(counter: Counter) -> None:
    """One row that cannot be read, and rows that disagree about the order's amount, keep the whole order out."""
    report = counter.load(
        written(
            JD_HEADER,
            jd_row("1", "A", "x", 20, 40),
            jd_row("1", "B", 1, 20, 40),
            jd_row("2", "A", 1, 20, 40),
            jd_row("2", "B", 1, 20, 41),
            jd_row("3", "A", 1, 20, 20),
        )
    )
    assert [(one.row, one.code) for one in report.quarantined] == [
        (1, "bad_number:quantity"),
        (2, "order_incomplete"),
        (3, "order_amounts_differ"),
        (4, "order_amounts_differ"),
    ]
    assert counter.rows("SELECT order_id, paid_amount FROM order_line") == [("3", 20)]


def test_two_exports_pasted_together(counter: Counter) -> None:
    """A copy of an order in the same file is a duplicate; equal lines of one order are two lines."""
    order = [jd_row("1", "A", 1, 20, 40), jd_row("1", "A", 1, 20, 40)]
    report = counter.load(written(JD_HEADER, *order, jd_row("2", "A", 1, 20, 20), *order))
    assert (report.loaded, report.duplicates, len(report.quarantined)) == (3, 2, 0)
    assert counter.rows(
        "SELECT order_id, count(*), sum(paid_amount) FROM order_line GROUP BY 1 ORDER BY 1"
    ) == [
        ("1", 2, 40),
        ("2", 1, 20),
    ]


line = st.tuples(st.integers(1, 9), cents)


@settings(max_examples=examples(25), deadline=None)
@given(lines=st.lists(line, min_size=1, max_size=6), settled=cents, freight=cents)
def test_jd_spreads_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[int, Decimal]],
    settled: Decimal,
    freight: Decimal,
) -> None:
    """Whatever the lines cost, they and the freight come to what the order brought, each within a cent of its fair share."""
    rows = [
        jd_row("1", f"P{i % 3}", quantity, price, settled, freight=freight)
        for i, (quantity, price) in enumerate(lines)
    ]
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        counter.load(written(JD_HEADER, *rows))
        found = counter.rows("SELECT line_type, paid_amount, quantity * unit_price FROM order_line")
    assert sum(row[1] for row in found) == settled + freight
    assert sum(row[1] for row in found if row[0] == "product") == settled
    assert len([row for row in found if row[0] == "product"]) == len(lines)
    gross = sum(quantity * price for quantity, price in lines)
    if gross:
        assert all(
            abs(row[1] - settled * row[2] / gross) < Decimal("0.0101") for row in found if row[0] == "product"
        )
