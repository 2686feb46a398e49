"""What the shop systems' forms do with rows that the real files do not happen to hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.facts.counter import Counter, open_counter

SHOPIFY = "Name,Email,Financial Status,Currency,Subtotal,Shipping,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem discount,Cancelled at,Refunded Amount,Outstanding Balance\n"
AT = "2026-11-01 10:00:00 +0800"


def order(
    status: str, total: str, lines: list[tuple[str, str]], *, name: str = "#1", shipping: str = "0", subtotal: str = "", refunded: str = "0", cancelled: str = "", owing: str = "0"
) -> str:  # fmt: skip
    rows = []
    for i, (quantity, price) in enumerate(lines):
        head = f"{status},CNY,{subtotal},{shipping},{total},0" if i == 0 else ",,,,,"
        tail = f"{cancelled},{refunded},{owing}" if i == 0 else ",,"
        rows.append(f"{name},a@b.c,{head},{AT},{quantity},item {i},{price},0,{tail}\n")
    return "".join(rows)


def sums(counter: Counter) -> tuple[str, Decimal, Decimal]:
    return counter.rows(
        "SELECT string_agg(DISTINCT status), sum(paid_amount), sum(refund_amount) FROM order_line"
    )[0]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (order("paid", "20", [("2", "10")]), ("paid", 20, 0)),
        (order("pending", "20", [("2", "10")]), ("unpaid", 0, 0)),
        (order("authorized", "20", [("2", "10")]), ("unpaid", 0, 0)),
        (order("voided", "20", [("2", "10")]), ("cancelled", 0, 0)),
        (order("pending", "20", [("2", "10")], cancelled=AT), ("cancelled", 0, 0)),
        (order("refunded", "20", [("2", "10")], refunded="20"), ("refunded", 20, 20)),
        (order("refunded", "20", [("2", "10")]), ("refunded", 20, 20)),
        (order("partially_refunded", "20", [("2", "10")], refunded="7"), ("paid", 20, 7)),
        (order("partially_paid", "20", [("2", "10")], owing="5"), ("paid", 15, 0)),
        (order("paid", "20", [("2", "10")], cancelled=AT), ("paid", 20, 0)),
    ],
)
def test_what_a_shopify_status_means(counter: Counter, content: str, expected: tuple[str, int, int]) -> None:
    """Money counts once it was received, and stays counted until it was given back."""
    counter.load(SHOPIFY + content)
    assert sums(counter) == expected


def test_shopify_shipping_is_a_line_of_its_own(counter: Counter) -> None:
    """Shipping counts into what was paid but is no product, and the file row still counts once."""
    report = counter.load(
        SHOPIFY + order("paid", "31", [("1", "10"), ("2", "8")], shipping="5", subtotal="26")
    )
    assert (report.rows_read, report.loaded, report.duplicates) == (2, 2, 0)
    assert counter.rows(
        "SELECT line_type, product_name, paid_amount FROM order_line ORDER BY line_type, line_no"
    ) == [
        ("product", "item 0", Decimal(10)),
        ("product", "item 1", Decimal(16)),
        ("shipping", "Shipping", Decimal(5)),
    ]


def test_a_shopify_order_waits_as_a_whole(counter: Counter) -> None:
    """One unreadable row keeps the whole order out, and rows without their order's first row too; others load."""
    spoilt = order("paid", "20", [("1", "10"), ("x", "10")])
    headless = order("paid", "9", [("1", "1"), ("1", "8")], name="#2").split("\n")[1] + "\n"
    report = counter.load(SHOPIFY + spoilt + headless + order("paid", "7", [("1", "7")], name="#3"))
    assert [(one.row, one.code) for one in report.quarantined] == [
        (1, "order_incomplete"),
        (2, "bad_number:quantity"),
        (3, "order_without_head"),
    ]
    assert sums(counter) == ("paid", 7, 0)


def test_a_shopify_order_that_comes_twice(counter: Counter) -> None:
    """An equal copy in the same file is a duplicate; a changed one replaces it."""
    first, changed = (
        order("paid", "20", [("1", "10"), ("1", "10")]),
        order("paid", "12", [("1", "6"), ("1", "6")]),
    )
    report = counter.load(SHOPIFY + first + first)
    assert (report.loaded, report.duplicates) == (2, 2)
    report = counter.load(SHOPIFY + first + changed)
    assert (report.loaded, report.duplicates, len(report.quarantined)) == (2, 0, 2)
    assert sums(counter) == ("paid", 12, 0)


cents = st.integers(0, 50_000).map(lambda value: Decimal(value) / 100)


@settings(max_examples=examples(40), deadline=None)
@given(
    lines=st.lists(st.tuples(st.integers(1, 9), cents), min_size=1, max_size=6),
    off=cents,
    shipping=cents,
    tax=cents,
    refund_share=st.fractions(0, 1),
)
def test_shopify_spreads_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[int, Decimal]],
    off: Decimal,
    shipping: Decimal,
    tax: Decimal,
    refund_share: object,
) -> None:
    """Whatever discount, shipping, tax and refund: the lines add up to the order exactly, no line is refunded above its payment, and no line differs from its fair share by a cent or more."""
    gross = sum(quantity * price for quantity, price in lines)
    subtotal = gross - min(off, gross)
    total = subtotal + shipping + tax
    refund = (total * Decimal(float(refund_share))).quantize(Decimal("0.01"))  # type: ignore[arg-type]
    refund = min(refund, total)
    written = [(str(quantity), str(price)) for quantity, price in lines]
    status = "partially_refunded" if refund else "paid"
    content = SHOPIFY + order(
        status, str(total), written, shipping=str(shipping), subtotal=str(subtotal), refunded=str(refund)
    )
    with open_counter(tmp_path_factory.mktemp("home")) as counter:
        counter.load(content)
        found = counter.rows("SELECT paid_amount, refund_amount, discount_amount, line_type, unit_price * quantity FROM order_line")  # fmt: skip
    assert sum(row[0] for row in found) == total
    assert sum(row[1] for row in found) == refund
    assert sum(row[2] for row in found) == gross - subtotal
    assert all(0 <= row[1] <= row[0] for row in found)
    if gross:
        pool = total - shipping
        assert all(
            abs(row[0] - pool * row[4] / gross) < Decimal("0.0101") for row in found if row[3] == "product"
        )


TMALL = "订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额\r\n"


def test_tmall_payments_that_stand_as_they_are(counter: Counter) -> None:
    """Where payment and refund exceed the total, the payment was not reduced: it is read as it stands."""
    rows = [
        "1,100,100,浙江省杭州市西湖区文三路1号,2026-11-01 10:00:00,2026-11-01 10:01:00,30",
        "2,50,50,上海,2026-11-01 10:00:00,2026-11-01 10:01:00,60",
        "3,80,70,海外,2026-11-01 10:00:00,2026-11-01 10:01:00,0",
        "4,80,-1,海外,2026-11-01 10:00:00,2026-11-01 10:01:00,0",
    ]
    report = counter.load(TMALL + "\r\n".join(rows) + "\r\n")
    assert [(one.row, one.code) for one in report.quarantined] == [
        (2, "refund_above_payment"),
        (4, "negative_amount"),
    ]
    assert counter.rows(
        "SELECT order_id, paid_amount, refund_amount, discount_amount, region FROM order_line ORDER BY 1"
    ) == [
        ("1", 100, 30, 0, "浙江"),
        ("3", 70, 0, 10, None),
    ]


RETAIL = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def test_online_retail_rows_end_where_they_belong(counter: Counter) -> None:
    """Credit notes return, write-offs and adjustments are left out, equal rows are duplicates, lower case is one product."""
    rows = [
        "1,85123a,LAMP,2,12/01/2010 08:26,2.50,17850.0,France",
        "1,85123a,LAMP,2,12/01/2010 08:26,2.50,17850.0,France",
        "C2,85123A,LAMP,-1,12/02/2010 08:26,2.50,17850,France",
        "3,22222,damaged,-5,12/01/2010 08:26,0.00,,Unspecified",
        "4,22222,GIFT,1,12/01/2010 08:26,0.00,,Unspecified",
        "A5,B,Adjust bad debt,1,12/01/2010 08:26,-11.00,,Unspecified",
        "6,POST,POSTAGE,1,12/01/2010 08:26,18.00,,Unspecified",
        "C7,22222,BOWL,3,12/01/2010 08:26,1.00,,Unspecified",
        "8,22222,BOWL,3,last winter,1.00,,Unspecified",
    ]
    report = counter.load(RETAIL + "\n".join(rows) + "\n")
    assert (report.rows_read, report.loaded, report.duplicates) == (9, 3, 1)
    assert [(one.row, one.code) for one in report.quarantined] == [
        (4, "stock_write_off"),
        (5, "no_money_moved"),
        (6, "accounting_adjustment"),
        (8, "credit_not_negative"),
        (9, "bad_time:ordered_at"),
    ]
    found = counter.rows("SELECT order_id, status, line_type, product_id, quantity, paid_amount, refund_amount, region FROM order_line ORDER BY 1")  # fmt: skip
    assert found == [
        ("1", "paid", "product", "85123A", 2, 5, 0, "France"),
        ("6", "paid", "shipping", None, 1, 18, 0, None),
        ("C2", "return", "product", "85123A", -1, 0, Decimal("2.5"), "France"),
    ]
    assert counter.rows("SELECT count(DISTINCT customer_key) FROM order_line") == [(1,)]
