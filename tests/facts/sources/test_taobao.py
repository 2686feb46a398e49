"""Taobao's list of orders and list of goods."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.registry import SOURCES
from brain.kernel.errors import OwnerError
from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.sources.chinese import AT, cents, fixture, load, written

TAOBAO_HEADER = "订单编号,买家会员名,总金额,买家应付邮费,买家实际支付金额,订单状态,订单创建时间,订单付款时间"


@pytest.mark.parametrize(
    ("status", "kept", "paid_at", "expected"),
    [
        ("等待买家付款", "0", "", ("unpaid", 0, 0)),
        ("买家已付款，等待卖家发货", "20", AT, ("paid", 20, 0)),
        ("买家已付款,等待卖家发货", "20", AT, ("paid", 20, 0)),
        ("卖家部分发货", "20", AT, ("paid", 20, 0)),
        ("卖家已发货，等待买家确认", "20", AT, ("paid", 20, 0)),
        ("交易成功", "18", AT, ("paid", 18, 0)),
        ("交易关闭", "0", "", ("cancelled", 0, 0)),
        ("交易关闭", "0", "null", ("cancelled", 0, 0)),
        ("交易关闭", "20", AT, ("refunded", 20, 20)),
        ("交易关闭", "0", AT, ("refunded", 20, 20)),
    ],
)
def test_what_a_taobao_status_means_without_a_refund_column(
    counter: Counter, status: str, kept: str, paid_at: str, expected: tuple[str, int, int]
) -> None:
    """A closed order that had been paid was given back whole; nothing else of refunds can be seen in the old list."""
    counter.load(written(TAOBAO_HEADER, f'="1",a,20,0,{kept},"{status}",{AT},{paid_at}'))
    assert counter.rows("SELECT status, paid_amount, refund_amount FROM order_line") == [expected]


def test_taobao_payments_that_stand_as_they_are(counter: Counter) -> None:
    """In a file where payment and refund mostly exceed what was due, the payment was not reduced by the refund."""
    rows = [f"{i},a,100,0,100,交易成功,{AT},{AT},30" for i in (1, 2)] + [
        f"3,a,100,0,70,交易成功,{AT},{AT},30"
    ]
    counter.load(written(f"{TAOBAO_HEADER},退款金额", *rows))
    assert counter.rows("SELECT order_id, paid_amount, refund_amount FROM order_line ORDER BY 1") == [
        ("1", 100, 30),
        ("2", 100, 30),
        ("3", 70, 30),
    ]


def test_the_newest_taobao_list(counter: Counter) -> None:
    """买家实付金额 and 确认收货打款金额 instead of the old names, no total: what was due is goods and postage."""
    header = "订单编号,订单状态,买家应付货款,买家应付邮费,买家实付金额,确认收货打款金额,退款金额,订单创建时间,订单付款时间,商品标题"
    report = counter.load(
        written(
            header, f"1,交易成功,90,10,70,70,30,{AT},{AT},米粉", f"2,交易关闭,90,10,0,-,100,{AT},{AT},米粉"
        )
    )
    assert report.source == "taobao"
    assert counter.rows(
        "SELECT order_id, sum(paid_amount), sum(refund_amount) FROM order_line GROUP BY 1 ORDER BY 1"
    ) == [
        ("1", 100, 30),
        ("2", 100, 100),
    ]


def test_the_real_taobao_header_is_known(real_data: Path) -> None:
    """The header of a real export, which has no refund column, is the Taobao order list."""
    header = (
        (real_data / "taobao" / "taobao_order_export_header.txt")
        .read_text(encoding="utf-8-sig")
        .strip()
        .split(",")
    )
    fits = [source.name for source in SOURCES if source.recognise(header)]
    assert fits == ["taobao"]


def test_a_payout_below_the_payment_is_told(counter: Counter) -> None:
    """Without a refund in the list it may be one: the owner hears of it, and the figures stay as written."""
    report = load(counter, "taobao")
    assert [note.args for note in report.notes] == [{"count": 1}]


def test_goods_replace_the_order_list_and_come_to_the_same(counter: Counter) -> None:
    """The list of goods renews an order known from the order list; the order list alone cannot take its goods away."""
    load(counter, "taobao")
    money = "SELECT sum(paid_amount), sum(refund_amount), count(DISTINCT order_key) FROM order_line"
    before = counter.rows(money)
    load(counter, "taobao_goods")
    assert counter.rows(money) == before
    report = counter.load(written(TAOBAO_HEADER, f'="2401000000000000002",a,128,10,128,交易成功,{AT},{AT}'))
    assert [(one.row, one.code) for one in report.quarantined] == [(1, "known_with_goods")]
    assert counter.rows(money) == before


def test_postage_that_was_waived(counter: Counter) -> None:
    """An unpaid order has no line for postage yet, so one paid without it is the same order, renewed."""
    counter.load(written(TAOBAO_HEADER, f"1,a,26,6,0,等待买家付款,{AT},"))
    report = counter.load(written(TAOBAO_HEADER, f"1,a,20,0,20,交易成功,{AT},{AT}"))
    assert (report.loaded, report.quarantined) == (1, ())
    assert counter.rows("SELECT line_type, status, paid_amount FROM order_line") == [("product", "paid", 20)]


def test_taobao_goods_closed_in_an_order_that_goes_on(counter: Counter) -> None:
    """They take the order's refund; without one in the list they are no part of what was kept."""
    goods = written(
        "订单编号,标题,价格,购买数量,订单状态",
        "1,米粉,60,1,交易关闭",
        "1,浴巾,40,1,交易成功",
        "2,米粉,60,1,交易关闭",
        "2,浴巾,40,1,交易成功",
    )
    beside = counter.write(
        written(
            f"{TAOBAO_HEADER},退款金额",
            f"1,a,100,0,40,交易成功,{AT},{AT},60",
            f"2,a,100,0,40,交易成功,{AT},{AT},0",
        ),
        "orders.csv",
    )
    counter.load(goods, companion=beside)
    assert counter.rows(
        "SELECT order_id, product_name, status, paid_amount, refund_amount FROM order_line ORDER BY 1, 2"
    ) == [
        ("1", "浴巾", "paid", 40, 0),
        ("1", "米粉", "refunded", 60, 60),
        ("2", "浴巾", "paid", 40, 0),
        ("2", "米粉", "cancelled", 0, 0),
    ]


def test_an_order_that_cannot_be_read_in_the_second_file(counter: Counter) -> None:
    """Its goods wait with it; the goods of other orders do not."""
    goods = written(
        "订单编号,标题,价格,购买数量,订单状态",
        "1,米粉,60,1,交易成功",
        "2,浴巾,40,1,交易成功",
        "3,餐椅,9,1,交易成功",
    )
    listed = [
        f"1,a,60,0,六十,交易成功,{AT},{AT},0",
        f"2,a,40,0,40,交易成功,{AT},{AT},?",
        f"3,a,9,0,9,交易成功,{AT},{AT},",
    ]
    beside = counter.write(written(f"{TAOBAO_HEADER},退款金额", *listed), "orders.csv")
    report = counter.load(goods, companion=beside)
    assert [(one.row, one.code) for one in report.quarantined] == [
        (1, "order_incomplete"),
        (2, "order_incomplete"),
    ]
    assert counter.rows("SELECT order_id, paid_amount FROM order_line") == [("3", 9)]


def test_a_list_of_goods_alone_says_what_it_lacks(counter: Counter) -> None:
    """Without the order list there is no money in it."""
    with pytest.raises(OwnerError) as refusal:
        counter.load(fixture("taobao_goods").read_bytes())
    assert refusal.value.code == "companion_missing"


@settings(max_examples=examples(25), deadline=None)
@given(
    lines=st.lists(st.tuples(st.integers(1, 5), cents, st.booleans()), min_size=1, max_size=5),
    off=cents,
    postage=cents,
    share=st.fractions(0, 1),
)
def test_taobao_goods_add_up_to_the_order_list(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[int, Decimal, bool]],
    off: Decimal,
    postage: Decimal,
    share: Any,
) -> None:
    """Goods and postage come to what the order list says was received and given back, whichever goods were closed."""
    gross = sum(quantity * price for quantity, price, _ in lines)
    total = gross - min(off, gross) + postage
    refund = min((total * Decimal(float(share))).quantize(Decimal("0.01")), total)
    goods = [
        f"1,商品{i},{price},{quantity},{'交易关闭' if closed and i else '交易成功'}"
        for i, (quantity, price, closed) in enumerate(lines)
    ]
    listed = f"1,a,{total},{postage},{total - refund},交易成功,{AT},{AT},{refund}"
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        beside = counter.write(written(f"{TAOBAO_HEADER},退款金额", listed), "orders.csv")
        counter.load(written("订单编号,标题,价格,购买数量,订单状态", *goods), companion=beside)
        found = counter.rows("SELECT paid_amount, refund_amount, status FROM order_line")
    assert sum(row[0] for row in found) == total
    assert sum(row[1] for row in found) == refund
    assert all(0 <= row[1] <= row[0] for row in found)
    assert all(row[0] == 0 for row in found if row[2] == "cancelled")


def test_an_odd_word_among_many_rows_is_left_out_by_itself(counter: Counter) -> None:
    """One kind of visit that nobody knows, among fifty rows without a header, does not make the file unknown."""
    rows = [f"{i},2,3,pv,1511544070\n" for i in range(1, 31)]
    rows[11] = "12,2,3,hover,1511544070\n"
    report = counter.load("".join(rows))
    assert (report.source, report.loaded) == ("taobao_behavior", 29)
    assert [(one.row, one.code) for one in report.quarantined] == [(12, "unknown_type")]


def test_a_few_rows_must_all_be_of_the_shape(counter: Counter) -> None:
    """Of four rows one that is odd is too many, and a header is no odd row."""
    with pytest.raises(OwnerError):
        counter.load(
            "1,2,3,pv,1511544070\n1,2,3,hover,1511544070\n1,2,3,pv,1511544070\n1,2,3,pv,1511544070\n"
        )
    named = "user_id,item_id,category_id,behavior_type,timestamp\n" + "1,2,3,pv,1511544070\n" * 12
    assert counter.load(named).rows_read == 12
