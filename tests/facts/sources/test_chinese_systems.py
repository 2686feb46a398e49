"""The order exports of Chinese shop systems: what each status and column of theirs becomes, against sums made by hand."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.registry import SOURCES
from brain.kernel.errors import OwnerError
from tests.facts.counter import Counter, open_counter

FIXTURES = Path(__file__).parent / "fixtures"
SYSTEMS = (
    "taobao", "taobao_sub_orders", "taobao_goods", "jd", "pinduoduo", "douyin", "youzan", "youzan_orders", "youzan_goods",
    "wechat_shop",
)  # fmt: skip
BESIDE = {"taobao_goods": "taobao", "youzan_goods": "youzan_orders"}
# The end of the order's number -> status, received, given back; read off the fixture by hand. A missing number: left out.
Order = tuple[str, str, str]
TAOBAO: dict[str, Order] = {
    "01": ("paid", "59.00", "0"), "02": ("paid", "128.00", "0"), "03": ("paid", "299.00", "29.90"),
    "04": ("refunded", "59.00", "59.00"), "05": ("cancelled", "0", "0"), "06": ("unpaid", "0", "0"),
    "07": ("paid", "79.80", "0"), "08": ("paid", "0.01", "0"), "09": ("paid", "189.00", "59.00"),
    "10": ("paid", "299.00", "0"), "11": ("paid", "39.90", "0"), "13": ("paid", "59.00", "0"),
    "14": ("paid", "118.00", "20.00"), "15": ("refunded", "67.00", "67.00"),
}  # fmt: skip
YOUZAN_ORDERS: dict[str, Order] = {
    "01": ("paid", "59.00", "0"), "02": ("paid", "146.00", "44.50"), "03": ("paid", "260.00", "0"),
    "04": ("refunded", "65.00", "65.00"), "05": ("cancelled", "0", "0"), "06": ("unpaid", "0", "0"),
    "07": ("paid", "79.80", "0"), "08": ("refunded", "39.90", "39.90"), "10": ("paid", "59.00", "0"),
    "11": ("paid", "39.90", "0"), "12": ("paid", "98.90", "0"), "13": ("paid", "90.00", "0"),
    "14": ("paid", "10.00", "0"), "15": ("paid", "128.00", "0"),
}  # fmt: skip
EXPECTED: dict[str, dict[str, Order]] = {
    "taobao": TAOBAO,
    "taobao_goods": TAOBAO,
    "taobao_sub_orders": {
        "01": ("paid", "159.30", "30.00"), "04": ("paid", "299.00", "0"), "05": ("refunded", "59.00", "59.00"),
        "06": ("cancelled", "0", "0"), "07": ("unpaid", "0", "0"), "08": ("paid", "79.80", "0"),
        "11": ("paid", "118.00", "59.00"), "16": ("paid", "59.00", "0"), "17": ("paid", "177.00", "59.00"),
        "18": ("paid", "39.90", "0"),
    },
    "jd": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "433.00", "0"), "03": ("paid", "200.00", "0"),
        "04": ("paid", "85.80", "0"), "05": ("unpaid", "0", "0"), "06": ("cancelled", "0", "0"),
        "07": ("paid", "39.90", "0"), "08": ("paid", "59.00", "0"), "09": ("unpaid", "0", "0"),
        "10": ("paid", "279.00", "0"), "11": ("paid", "299.00", "0"), "13": ("paid", "200.00", "0"),
    },
    "pinduoduo": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "114.00", "0"), "03": ("paid", "269.00", "0"),
        "04": ("refunded", "59.00", "59.00"), "05": ("refunded", "45.90", "45.90"), "06": ("refunded", "79.80", "79.80"),
        "07": ("unpaid", "0", "0"), "08": ("cancelled", "0", "0"), "09": ("cancelled", "0", "0"),
        "10": ("cancelled", "0", "0"), "11": ("paid", "299.00", "0"), "12": ("paid", "1199.00", "0"),
        "14": ("paid", "100.00", "0"), "15": ("paid", "0.00", "0"), "16": ("refunded", "59.00", "59.00"),
    },
    "douyin": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "213.00", "95.00"), "05": ("paid", "1299.00", "0"),
        "06": ("refunded", "59.00", "59.00"), "07": ("cancelled", "0", "0"), "08": ("unpaid", "0", "0"),
        "09": ("paid", "79.80", "0"), "11": ("paid", "39.90", "0"), "13": ("paid", "299.00", "0"),
        "14": ("paid", "59.00", "0"), "15": ("refunded", "59.00", "59.00"), "16": ("paid", "59.00", "0"),
    },
    "youzan": YOUZAN_ORDERS | {
        "02": ("paid", "138.00", "44.50"), "03": ("paid", "269.00", "0"), "04": ("refunded", "59.00", "59.00"),
    },
    "youzan_orders": YOUZAN_ORDERS,
    "youzan_goods": YOUZAN_ORDERS,
    "wechat_shop": {
        "01": ("paid", "59.00", "0"), "02": ("paid", "145.00", "85.00"), "03": ("paid", "269.00", "0"),
        "04": ("refunded", "65.00", "65.00"), "05": ("cancelled", "0", "0"), "06": ("unpaid", "0", "0"),
        "07": ("paid", "109.80", "9.99"), "09": ("paid", "299.00", "0"), "10": ("refunded", "299.00", "299.00"),
        "11": ("paid", "177.00", "0"),
    },
}  # fmt: skip
LEFT_OUT = {
    "taobao": [(12, "unknown_status")],
    "taobao_goods": [(15, "unknown_status"), (20, "not_in_companion")],
    "taobao_sub_orders": [(11, "unknown_status"), (12, "bad_number:refund")],
    "jd": [(16, "unknown_status"), (17, "unknown_status")],
    "pinduoduo": [(13, "unknown_status")],
    "douyin": [(11, "unknown_status")],
    "youzan": [(11, "unknown_status")],
    "youzan_orders": [(9, "unknown_status")],
    "youzan_goods": [(11, "unknown_status"), (20, "not_in_companion")],
    "wechat_shop": [(11, "unknown_status"), (12, "unknown_status")],
}  # fmt: skip


def fixture(name: str) -> Path:
    return FIXTURES / f"{name}.csv"


def header_of(path: Path) -> list[str]:
    return next(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def load(counter: Counter, name: str) -> Any:
    beside = {"companion": fixture(BESIDE[name])} if name in BESIDE else {}
    return counter.load(fixture(name).read_bytes(), **beside)


def written(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


def orders(counter: Counter) -> dict[str, Order]:
    """By the end of its number: one word for all its lines (the lines' own where they agree), received, given back."""
    found = counter.rows(
        """SELECT right(order_id, 2), CASE WHEN count(DISTINCT status) = 1 THEN min(status) ELSE 'paid' END,
                  sum(paid_amount), sum(refund_amount) FROM order_line GROUP BY order_id ORDER BY 1"""
    )
    return {end: (status, paid, refund) for end, status, paid, refund in found}


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_order_comes_to_what_was_counted_by_hand(counter: Counter, name: str) -> None:
    """Status, money received and money given back of each order of the fixture; every other row has its reason."""
    report = load(counter, name)
    expected = {
        end: (status, Decimal(paid), Decimal(back)) for end, (status, paid, back) in EXPECTED[name].items()
    }
    assert orders(counter) == expected
    assert [(one.row, one.code) for one in report.quarantined] == LEFT_OUT[name]
    assert report.source == name
    assert report.rows_read == report.loaded + report.duplicates + len(report.quarantined)


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_line_gives_back_more_than_it_got_and_none_has_a_part_of_a_cent(
    counter: Counter, name: str
) -> None:
    """Of money, only whole cents; of unpaid and cancelled orders, nothing."""
    load(counter, name)
    assert (
        counter.rows(
            """SELECT * FROM order_line WHERE refund_amount NOT BETWEEN 0 AND paid_amount OR paid_amount <> round(paid_amount, 2)
           OR refund_amount <> round(refund_amount, 2) OR (status IN ('unpaid', 'cancelled') AND paid_amount <> 0)
           OR discount_amount < 0 OR status NOT IN ('paid', 'unpaid', 'cancelled', 'refunded')"""
        )
        == []
    )


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_second_import_changes_nothing(counter: Counter, name: str) -> None:
    """The same file again is all duplicates, and in another order of rows as well."""
    first = load(counter, name)
    before = counter.rows("SELECT * EXCLUDE (batch_id, row_no) FROM order_line ORDER BY row_key")
    rows = list(csv.reader(io.StringIO(fixture(name).read_text(encoding="utf-8"))))
    turned = io.StringIO()
    csv.writer(turned).writerows([rows[0], *reversed(rows[1:])])
    beside = {"companion": fixture(BESIDE[name])} if name in BESIDE else {}
    again = counter.load(turned.getvalue(), **beside)
    assert (again.loaded, again.duplicates) == (0, first.loaded)
    assert counter.rows("SELECT * EXCLUDE (batch_id, row_no) FROM order_line ORDER BY row_key") == before


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_person_is_in_the_facts(counter: Counter, name: str) -> None:
    """Names, phones and streets are neither in facts nor in the clear among the rows left out."""
    load(counter, name)
    told = str(counter.rows("SELECT * FROM order_line")) + str(counter.rows("SELECT raw FROM quarantine"))
    assert not [word for word in ("13800138", "陈一", "顾客", "文三路", "lu_mama", "jd_li") if word in told]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_file_has_one_reader(counter: Counter, path: Path) -> None:
    """A fixture of ours is read by its own system, better than by any other; of other systems, by none of these."""
    header = header_of(path)
    fits = sorted(
        ((match.score, source.name) for source in SOURCES if (match := source.recognise(header))),
        reverse=True,
    )
    if path.stem in SYSTEMS:
        assert fits[0][1] == path.stem
        assert len(fits) == 1 or fits[0][0] > fits[1][0]
        assert {name for _, name in fits} <= {path.stem, "tmall"}
    else:
        assert not {name for _, name in fits} & set(SYSTEMS)


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_shop_is_in_china(name: str) -> None:
    """Beijing time and yuan, whatever the rows say."""
    source = next(one for one in SOURCES if one.name == name)
    guess = source.guess(header_of(fixture(name)), [])
    assert guess is not None
    assert (guess.zone, guess.currency, guess.language) == ("Asia/Shanghai", "CNY", "zh")


@pytest.mark.parametrize("name", ["taobao", "jd", "pinduoduo"])
def test_the_old_character_set(counter: Counter, name: str) -> None:
    """GB18030, as the back offices still write it, makes the same facts."""
    load(counter, name)
    report = counter.load(fixture(name).read_text(encoding="utf-8").encode("gb18030"))
    assert (report.loaded, report.duplicates) == (0, report.rows_read - len(LEFT_OUT[name]))


def test_the_shops_day_is_beijings(counter: Counter) -> None:
    """An order of the last minute of October is October's; Pinduoduo's counts by its payment."""
    for name in ("taobao", "jd", "douyin", "pinduoduo"):
        load(counter, name)
    found = counter.rows(
        "SELECT DISTINCT CAST(ordered_on AS VARCHAR), ordered_hour FROM order_line WHERE ordered_on >= '2026-10-31' ORDER BY 1, 2"
    )
    assert found == [("2026-10-31", 23), ("2026-11-01", 0)]


def test_regions_are_provinces(counter: Counter) -> None:
    """However a system writes them; an address gives no more than its province, one abroad nothing."""
    load(counter, "taobao")
    assert {row[0] for row in counter.rows("SELECT DISTINCT region FROM order_line")} >= {
        "浙江",
        "广西",
        "内蒙古",
        "香港",
        None,
    }
    load(counter, "jd")
    load(counter, "wechat_shop")
    assert (
        counter.rows("SELECT DISTINCT region FROM order_line WHERE length(region) > 3 OR region LIKE '%省'")
        == []
    )


def test_masked_people_are_nobody(counter: Counter) -> None:
    """Many customers are called 小** or have the number 138****8003: they are not one customer."""
    load(counter, "taobao")
    assert counter.rows(
        "SELECT count(*) FROM order_line WHERE order_id LIKE '%03' AND customer_key IS NOT NULL"
    ) == [(0,)]
    assert counter.rows(
        "SELECT count(DISTINCT customer_key) FROM order_line WHERE right(order_id, 2) IN ('01', '04', '14')"
    ) == [(1,)]
    load(counter, "pinduoduo")
    load(counter, "douyin")
    assert counter.rows(
        "SELECT count(DISTINCT customer_key) FROM order_line WHERE order_id LIKE '2610%' OR order_id LIKE '6917%'"
    ) == [(1,)]


TAOBAO_HEADER = "订单编号,买家会员名,总金额,买家应付邮费,买家实际支付金额,订单状态,订单创建时间,订单付款时间"
AT = "2026-11-01 10:00:00"


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


def test_a_wechat_refund_beyond_its_line_was_freight(counter: Counter) -> None:
    """85 given back for a line of 80: the other 5 are the freight's, not the other product's."""
    load(counter, "wechat_shop")
    assert counter.rows(
        "SELECT line_type, product_id, paid_amount, refund_amount FROM order_line WHERE order_id LIKE '%0002' ORDER BY 1, 2"
    ) == [("product", "MF01", 55, 0), ("product", "YJ02", 80, 80), ("shipping", None, 10, 5)]


cents = st.integers(0, 50_000).map(lambda value: Decimal(value) / 100)
line = st.tuples(st.integers(1, 9), cents)


@settings(max_examples=25, deadline=None)
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


WECHAT_HEADER = "订单号,订单下单时间,订单状态,订单实际支付金额,订单实际收款金额,订单运费,支付时间,商品名称,商品编码(平台),商品价格(单件),商品实际价格(总共),商品数量,商品平台券优惠,商品售后,商品已退款金额"


@settings(max_examples=25, deadline=None)
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


@settings(max_examples=25, deadline=None)
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


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_guide_tells_what_is_read(name: str) -> None:
    """Every column without which a file is not recognised stands in the guide, by a name that the system uses."""
    text = (Path(__file__).parents[3] / "docs" / "guide" / "sources-chinese.md").read_text(encoding="utf-8")
    source = next(one for one in SOURCES if one.name == name)
    fields = [one for one in source.forms["orders"].fields if one.required or one.needed]
    assert [one.headers for one in fields if not any(header in text for header in one.headers)] == []
    assert f"`{name}`" in text
