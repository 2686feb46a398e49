"""WooCommerce order exports against what Python makes of the same files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.sources.western import (
    FACTS,
    LONDON,
    NEW_YORK,
    fixture,
    left_out,
    money,
    paid,
    read,
    written,
)


@pytest.fixture
def british(tmp_path: Path) -> Iterator[Counter]:
    """A shop in London that sells in pounds."""
    with open_counter(tmp_path, LONDON) as counter:
        yield counter


@pytest.fixture
def american(tmp_path: Path) -> Iterator[Counter]:
    """A shop in New York that sells in dollars."""
    with open_counter(tmp_path, NEW_YORK) as counter:
        yield counter


def woo_totals() -> dict[str, tuple[Decimal, Decimal]]:
    """What each usable order of the fixture was charged and gave back."""
    expected = {}
    for row in read("woocommerce"):
        if row["order_id"] in ("3113", "3114", "3115"):
            continue
        state = row["status"].removeprefix("wc-")
        received = state in ("completed", "processing", "refunded")
        expected[row["order_id"]] = (
            (money(row["order_total"]), money(row["refunded_total"]))
            if received
            else (Decimal(0), Decimal(0))
        )
    return expected


def test_woocommerce_orders_add_up_to_their_totals(british: Counter) -> None:
    """Taxes and fees are inside, shipping is a line, and a refund goes to the item it was for."""
    report = british.load(fixture("woocommerce"))
    assert left_out(report) == [
        (18, "unknown_status"),
        (19, "bad_number:quantity"),
        (20, "order_incomplete"),
        (21, "refund_above_payment"),
    ]
    assert paid(british) == woo_totals()
    assert british.rows("SELECT line_type, product_id, paid_amount, refund_amount FROM order_line WHERE order_id = '3108' ORDER BY 1, 2") == [
        ("product", "woo-album", 12, 12),
        ("product", "woo-sunglasses", 60, 0),
        ("shipping", None, Decimal("5.94"), 0),
    ]  # fmt: skip
    assert dict(british.rows("SELECT status, count(DISTINCT order_id) FROM order_line GROUP BY 1")) == {
        "paid": 6,
        "unpaid": 4,
        "cancelled": 1,
        "refunded": 1,
    }
    assert british.rows("SELECT DISTINCT coupon FROM order_line WHERE coupon IS NOT NULL ORDER BY 1") == [("FREE",), ("TEES",)]  # fmt: skip


def test_two_equal_woocommerce_lines_are_two(british: Counter) -> None:
    """An order may hold the same article twice, in lines of their own."""
    british.load(fixture("woocommerce"))
    assert british.rows("SELECT count(*), sum(quantity) FROM order_line WHERE order_id = '3112' AND sku = 'woo-mug'") == [(2, 2)]  # fmt: skip


def test_guests_and_customers_of_woocommerce_are_one_by_mail(british: Counter) -> None:
    """Whether somebody was logged in or wrote the mail in capitals does not make another customer."""
    british.load(fixture("woocommerce"))
    assert british.rows("SELECT count(DISTINCT customer_key) FROM order_line WHERE order_id IN ('3101', '3106')") == [(1,)]  # fmt: skip


def test_the_woocommerce_cell_says_what_the_rows_say(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All items in one cell, escaped, give the same facts as one row an item, and neither doubles the other."""
    with open_counter(tmp_path_factory.mktemp("rows"), LONDON) as counter:
        counter.load(fixture("woocommerce"))
        rows = counter.rows(FACTS)
        report = counter.load(fixture("woocommerce_cell"))
        assert report.source == "woocommerce_cell"
        assert (report.loaded, counter.rows(FACTS)) == (0, rows)


def test_the_woocommerce_cell_may_be_json(british: Counter) -> None:
    """The same cell in JSON."""
    items = '[{"id":1,"name":"Mug; big | blue","product_id":9,"sku":"M","quantity":2,"subtotal":"10.00","total":"8.00","total_tax":"1.60","refunded":"0.00"},{"name":"Jug","sku":"","quantity":1,"subtotal":"5","total":"5","total_tax":"1"}]'
    row = next(row for row in read("woocommerce_cell") if row["order_id"] == "3102")
    british.load(written([{**row, "order_total": "15.60", "line_items": items}]))
    assert british.rows("SELECT product_id, product_name, quantity, paid_amount, discount_amount FROM order_line ORDER BY 1") == [
        ("Jug", "Jug", 1, 6, 0),
        ("M", "Mug; big | blue", 2, Decimal("9.60"), 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "status",
    ["wc-on-hold", "On hold", "on-hold", "ON-HOLD", "pending", "Pending payment", "checkout-draft", "failed"],
)
def test_woocommerce_statuses_without_money(british: Counter, status: str) -> None:
    """However the status is spelled, no payment counts before it has come."""
    british.load(written([{**read("woocommerce")[0], "status": status}]))
    assert british.rows("SELECT DISTINCT status, paid_amount FROM order_line") == [("unpaid", 0)]


def test_a_woocommerce_order_pasted_in_twice(british: Counter) -> None:
    """An equal second block is a copy, one that has moved on replaces the first."""
    rows = [row for row in read("woocommerce") if row["order_id"] in ("3101", "3108", "3112")]
    report = british.load(written([*rows, *rows]))
    assert (report.loaded, report.duplicates, left_out(report)) == (len(rows), len(rows), [])
    assert paid(british) == {name: woo_totals()[name] for name in ("3101", "3108", "3112")}
    moved = [{**row, "status": "refunded", "refunded_total": row["order_total"]} for row in rows[:2]]
    report = british.load(written([*rows, *moved]))
    assert left_out(report) == [(1, "replaced_in_file"), (2, "replaced_in_file")]
    assert paid(british)["3101"] == (Decimal("53.94"), Decimal("53.94"))


def test_woocommerce_advanced_order_export(american: Counter) -> None:
    """The order's columns on each row or on the first only; what shipping leaves is spread by price times quantity."""
    report = american.load(fixture("woocommerce_advanced"))
    assert left_out(report) == [(13, "unknown_status")]
    expected: dict[str, tuple[Decimal, Decimal]] = {}
    for row in read("woocommerce_advanced"):
        if row["Order Status"] in ("Completed", "Processing", "Refunded"):
            expected[row["Order Number"]] = (
                Decimal(row["Order Total Amount"]),
                Decimal(row["Order Refund Amount"]),
            )
        elif row["Order Status"] and row["Order Status"] != "Awaiting pickup":
            expected[row["Order Number"]] = (Decimal(0), Decimal(0))
    assert paid(american) == expected
    assert american.rows("SELECT product_id, paid_amount FROM order_line WHERE order_id = '5201' ORDER BY 2") == [
        (None, 5),
        ("SOAP-L", Decimal("20.16")),
        ("BATH", Decimal("41.34")),
    ]  # fmt: skip


def test_woocommerce_analytics_report(american: Counter) -> None:
    """The total before refunds is the first figure, what is left the second; a refund's own row carries on its order's."""
    report = american.load(fixture("woocommerce_report"))
    assert (report.loaded, report.duplicates) == (11, 2)
    assert left_out(report) == [(13, "bad_number:revenue"), (14, "unknown_status")]
    received = {order: sums for order, sums in paid(american).items() if sums[0]}
    assert received == {
        "6301": (Decimal("64.90"), 0),
        "6302": (1249, 0),
        "6303": (50, 12),
        "6308": (30, 30),
        "6309": (24, 0),
    }


def test_the_woocommerce_report_gives_way_to_goods(american: Counter) -> None:
    """An order that is known with its goods is not added from the report, and goods replace what the report brought."""
    report = [
        {**read("woocommerce_report")[0], "Order #": "5201", "N. Revenue (formatted)": "$66.50"},
        {**read("woocommerce_report")[0], "Order #": "5999", "N. Revenue (formatted)": "$10.00"},
    ]
    american.load(written(report))
    american.load(fixture("woocommerce_advanced"))
    assert paid(american)["5201"] == (Decimal("66.5"), 0)
    again = american.load(written(report))
    assert left_out(again) == [(1, "known_with_goods")]
    assert paid(american)["5201"] == (Decimal("66.5"), 0)
    assert paid(american)["5999"] == (10, 0)


amounts = st.integers(0, 50_000).map(lambda value: Decimal(value) / 100)


@settings(max_examples=examples(30), deadline=None)
@given(
    lines=st.lists(st.tuples(st.integers(1, 9), amounts, amounts), min_size=1, max_size=6),
    shipping=amounts,
    fee=amounts,
    back=st.fractions(0, 1),
    known=st.booleans(),
)
def test_woocommerce_spreads_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[int, Decimal, Decimal]],
    shipping: Decimal,
    fee: Decimal,
    back: Any,
    known: bool,
) -> None:
    """Whatever items, taxes, fee, shipping and refund: the lines add up exactly, in any order of the rows."""
    base = read("woocommerce")[0]
    total = sum(total + tax for _, total, tax in lines) + shipping + fee
    refund = min((total * Decimal(float(back))).quantize(Decimal("0.01")), total)
    rows = [
        {
            **base, "status": "completed", "order_total": str(total), "refunded_total": str(refund),
            "shipping_total": str(shipping), "shipping_tax_total": "0", "fee_total": str(fee), "item_name": f"item {i}",
            "item_sku": f"s{i % 2}", "item_quantity": str(quantity), "item_subtotal": str(net), "item_total": str(net),
            "item_total_tax": str(tax), "item_refunded": str(min(net, refund)) if known else "0", "item_id": str(i),
        }
        for i, (quantity, net, tax) in enumerate(lines)
    ]  # fmt: skip
    facts = []
    for content in (written(rows), written(rows[::-1])):
        with open_counter(tmp_path_factory.mktemp("home"), LONDON) as counter:
            counter.load(content)
            facts.append(
                counter.rows("SELECT paid_amount, refund_amount, line_type FROM order_line ORDER BY row_key")
            )
    assert sum(row[0] for row in facts[0]) == total
    assert sum(row[1] for row in facts[0]) == refund
    assert all(0 <= row[1] <= row[0] for row in facts[0])
    assert sum(row[0] for row in facts[0] if row[2] == "shipping") == shipping
    assert facts[0] == facts[1]


@pytest.mark.parametrize(
    ("shown", "total", "back"),
    [
        ("$1,249.00", "1249", "0"),
        ("1.249,00 €", "1249", "0"),
        ("1 249,50 zł 1 049,50 zł", "1249.5", "200"),
        ("¥1,249", "1249", "0"),
        ("50.00 38.00", "50", "12"),
        ("CHF 1’249.00 (includes CHF 89.00 VAT)", "1249", "0"),
        ("0.00", "0", "0"),
    ],
)
def test_totals_as_woocommerce_shows_them(american: Counter, shown: str, total: str, back: str) -> None:
    """The last two digits behind the last separator are cents; any other separator is for thousands."""
    american.load(written([{**read("woocommerce_report")[0], "N. Revenue (formatted)": shown}]))
    assert american.rows("SELECT paid_amount, refund_amount FROM order_line") == [
        (Decimal(total), Decimal(back))
    ]


def test_woocommerce_amounts_below_the_cent(british: Counter) -> None:
    """Shipping without tax has four decimals in some shops; the lines still add up to what was charged."""
    base = read("woocommerce")[0]
    british.load(
        written(
            [{**base, "shipping_total": "4.9583", "shipping_tax_total": "0.9917", "order_total": "41.95"}]
        )
    )
    assert paid(british) == {"3101": (Decimal("41.95"), 0)}


def test_woocommerce_items_in_cells_of_their_own(british: Counter) -> None:
    """Orders, money and quantities are those of one row an item; a list of refunds is added up."""
    report = british.load(fixture("woocommerce_cells"))
    assert report.source == "woocommerce_cell"
    assert left_out(report) == [(13, "unknown_status"), (14, "refund_above_payment")]
    assert paid(british) == woo_totals()
    assert british.rows("SELECT product_id, quantity, paid_amount, refund_amount FROM order_line WHERE order_id = '3108' ORDER BY 1") == [
        ("woo-album", 1, 12, Decimal("1.85")),
        ("woo-sunglasses", 1, 60, Decimal("9.24")),
        (None, 1, Decimal("5.94"), Decimal("0.91")),
    ]  # fmt: skip


def test_refunds_that_cannot_be_read_leave_the_order_out(british: Counter) -> None:
    """A list of refunds without an amount is no reason to take the order as paid in full."""
    rows = [row for row in read("woocommerce_cells") if row["order_id"] in ("3101", "3108")]
    rows[1]["refund_items"] = "see notes"
    report = british.load(written(rows))
    assert left_out(report) == [(2, "bad_number:refunds")]


@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("已完成", "paid"),
        ("In Wartestellung", "unpaid"),
        ("Annulée", "cancelled"),
        ("Reembolsado", "refunded"),
    ],
)
def test_translated_woocommerce_statuses(american: Counter, shown: str, stored: str) -> None:
    """A shop in another language exports its statuses as it shows them."""
    american.load(written([{**read("woocommerce_advanced")[0], "Order Status": shown}]))
    assert american.rows("SELECT DISTINCT status FROM order_line") == [(stored,)]
