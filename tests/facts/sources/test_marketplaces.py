"""Etsy, Square and Amazon exports against what Python makes of the same files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.sources.intake import importer
from brain.facts.sources.registry import SOURCES
from brain.facts.warehouse.shops import Shop
from tests.examples import examples
from tests.facts.counter import Counter, open_counter
from tests.facts.sources.western import (
    NEW_YORK,
    fixture,
    left_out,
    money,
    paid,
    read,
    written,
)


@pytest.fixture
def american(tmp_path: Path) -> Iterator[Counter]:
    """A shop in New York that sells in dollars."""
    with open_counter(tmp_path, NEW_YORK) as counter:
        yield counter


amounts = st.integers(0, 50_000).map(lambda value: Decimal(value) / 100)


def test_etsy_items_are_complete_lines(american: Counter) -> None:
    """Price times quantity less discount, the order's shipping once, its tax spread over its lines."""
    report = american.load(fixture("etsy_items"))
    assert (report.loaded, report.duplicates) == (11, 1)
    assert left_out(report) == [
        (11, "bad_number:quantity"),
        (12, "order_incomplete"),
        (13, "negative_amount"),
    ]
    goods: dict[str, Decimal] = {}
    extra: dict[str, Decimal] = {}
    for row in {row["Transaction ID"]: row for row in read("etsy_items")}.values():
        order = row["Order ID"]
        if order in ("9008", "9009"):
            continue
        line = int(row["Quantity"]) * money(row["Price"]) - money(row["Discount Amount"])
        goods[order] = goods.get(order, Decimal(0)) + (line if row["Date Paid"] else 0)
        own = money(row["Order Shipping"]) - money(row["Shipping Discount"]) + money(row["Order Sales Tax"])
        extra[order] = max(extra.get(order, Decimal(0)), own if row["Date Paid"] else Decimal(0))
    assert paid(american) == {order: (goods[order] + extra[order], 0) for order in goods}
    assert american.rows("SELECT paid_amount FROM order_line WHERE line_type = 'shipping' ORDER BY 1") == [
        (1,),
        (Decimal("4.5"),),
        (5,),
        (8,),
    ]
    assert "10" in report.notes[0].render("en")


def test_etsy_order_list(american: Counter) -> None:
    """The total is the charge; what is left after a refund, or a status, says what was given back."""
    report = american.load(fixture("etsy"))
    assert left_out(report) == [
        (12, "unknown_status"),
        (13, "refund_above_payment"),
        (14, "missing:total"),
    ]
    found = paid(american)
    assert {order: sums for order, sums in found.items() if sums[1]} == {
        "9006": (Decimal("29.75"), 10),
        "9007": (Decimal("48.2"), Decimal("48.2")),
        "9011": (20, 20),
        "9018": (15, 10),
    }
    assert (found["9004"], found["9012"], found["9013"]) == ((0, 0), (0, 0), (1250, 0))


@pytest.mark.parametrize("first", ["etsy", "etsy_items"])
def test_etsy_lists_do_not_double_each_other(american: Counter, first: str) -> None:
    """Whichever of the two comes first: orders with goods count once, by their goods; the others by the order list."""
    american.load(fixture(first))
    american.load(fixture("etsy" if first == "etsy_items" else "etsy_items"))
    found = paid(american)
    assert found["9001"] == (103, 0)
    assert found["9006"][0] == Decimal("29.75")
    assert found["9013"] == (1250, 0)
    assert american.rows("SELECT count(*) FROM order_line WHERE order_id = '9001' AND line_type = 'product'") == [(2,)]  # fmt: skip


def test_etsy_numbers_with_a_sign(american: Counter) -> None:
    """An order is the same whether its number is written as 9001 or #9001."""
    american.load(fixture("etsy_items"))
    rows = [{**row, "Order ID": f"#{row['Order ID']}"} for row in read("etsy")[:2]]
    report = american.load(written([*rows, *read("etsy")[9:10]]))
    assert left_out(report) == [(1, "known_with_goods"), (2, "known_with_goods")]


@settings(max_examples=examples(25), deadline=None)
@given(
    lines=st.lists(st.tuples(st.integers(1, 5), amounts), min_size=1, max_size=5),
    shipping=amounts,
    tax=amounts,
    repeated=st.booleans(),
)
def test_etsy_adds_up_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[int, Decimal]],
    shipping: Decimal,
    tax: Decimal,
    repeated: bool,
) -> None:
    """Shipping and tax count once, whether they stand on each line of the order or on its first."""
    rows = [
        {
            **read("etsy_items")[0],
            "Quantity": str(quantity),
            "Price": str(price),
            "Transaction ID": str(i),
            "Order Shipping": str(shipping) if repeated or i == 0 else "0",
            "Order Sales Tax": str(tax) if repeated or i == 0 else "0",
        }
        for i, (quantity, price) in enumerate(lines)
    ]
    with open_counter(tmp_path_factory.mktemp("home"), NEW_YORK) as counter:
        counter.load(written(rows))
        total = sum(quantity * price for quantity, price in lines) + shipping + tax
        assert counter.rows("SELECT sum(paid_amount) FROM order_line") == [(total,)]
        assert counter.rows(
            "SELECT coalesce(sum(paid_amount), 0) FROM order_line WHERE line_type = 'shipping'"
        ) == [(shipping,)]


def test_square_sales_and_refunds(american: Counter) -> None:
    """Net sales and tax make the charge; refunds are rows on their own day; equal rows of a sale are as many sales."""
    report = american.load(fixture("square"))
    assert left_out(report) == [
        (11, "unknown_status"),
        (12, "negative_amount"),
        (13, "bad_time:time"),
        (14, "unknown_zone"),
        (16, "missing:gross"),
    ]
    usable = [row for number, row in enumerate(read("square"), 1) if number not in (11, 12, 13, 14, 16)]
    charged = sum(
        money(row["Net Sales"]) + money(row["Tax"]) for row in usable if row["Event Type"] == "Payment"
    )
    back = -sum(
        money(row["Net Sales"]) + money(row["Tax"]) for row in usable if row["Event Type"] == "Refund"
    )
    assert american.rows("SELECT sum(paid_amount), sum(refund_amount) FROM order_line") == [(charged, back)]
    assert american.rows("SELECT count(*), sum(quantity) FROM order_line WHERE order_id = 't01' AND sku = 'LAT-L'") == [(2, 2)]  # fmt: skip
    assert american.rows("SELECT status, quantity, refund_amount, ordered_on::VARCHAR FROM order_line WHERE order_id = 't06'") == [
        ("return", -1, Decimal("1333.26"), "2026-07-20")
    ]  # fmt: skip


def test_square_times_go_by_the_zone_of_their_row(american: Counter) -> None:
    """Half past one at night in Seattle is half past four in the shop's own New York."""
    american.load(fixture("square"))
    assert american.rows("SELECT order_id, ordered_at::VARCHAR, ordered_hour FROM order_line WHERE order_id IN ('t08', 't13') ORDER BY 1") == [
        ("t08", "2026-07-20 23:45:00", 19),
        ("t13", "2026-07-21 08:30:00", 4),
    ]  # fmt: skip


def test_square_amounts_keyed_in_by_hand_have_no_product(american: Counter) -> None:
    """They count as money, not as goods; a size other than the regular one belongs to the product's name."""
    american.load(fixture("square"))
    assert american.rows(
        "SELECT line_type, product_id, paid_amount FROM order_line WHERE order_id = 't03'"
    ) == [("adjustment", None, Decimal("21.6"))]
    assert american.rows("SELECT product_id FROM order_line WHERE order_id = 't13'") == [("Cold brew - Growler, 32 oz",)]  # fmt: skip


def test_a_square_file_pasted_in_twice(american: Counter) -> None:
    """A second block of the same sale is a copy, however often the sale holds the same drink."""
    rows = read("square")[:6]
    report = american.load(written([*rows, *rows]))
    assert (report.loaded, report.duplicates) == (6, 6)


def test_a_square_shop_is_where_its_till_is(tmp_path: Path) -> None:
    """The zone's name tells where, and of which country the dollar is."""
    rows = [{**read("square")[3], "Time Zone": "Sydney"}]
    path = tmp_path / "square.csv"
    path.write_text(written(rows), encoding="utf-8")
    guess = importer.guess_shop(path, tmp_path)
    assert (guess.zone, guess.currency) == ("Australia/Sydney", "AUD")


def amazon_charge(row: dict[str, str], added: bool) -> Decimal:
    taxes = ("item-tax", "shipping-tax", "gift-wrap-tax") if added else ()
    sums = sum(money(row[name]) for name in ("item-price", "shipping-price", "gift-wrap-price", *taxes))
    return sums - money(row["item-promotion-discount"]) - money(row["ship-promotion-discount"])


@pytest.mark.parametrize(
    ("currency", "added"), [("USD", True), ("CAD", True), ("EUR", False), ("JPY", False)]
)
def test_amazon_all_orders(tmp_path: Path, currency: str, added: bool) -> None:
    """Taxes are added where the marketplace adds them at checkout; pending and cancelled rows carry nothing."""
    rows = [{**row, "currency": currency} for row in read("amazon")]
    with open_counter(
        tmp_path, Shop(id="x", name="X", zone="UTC", currency=currency, language="en")
    ) as counter:
        report = counter.load(written(rows, "\t"))
        assert left_out(report) == [
            (12, "sold_elsewhere"),
            (13, "test_order"),
            (14, "unknown_status"),
            (15, "no_amount"),
            (16, "bad_number:quantity"),
        ]
        expected: dict[str, Decimal] = {}
        for row in rows[:11]:
            released = row["order-status"].startswith(("Shipped", "Unshipped", "Partially"))
            counts = released and row["item-status"] != "Cancelled"
            order = row["amazon-order-id"]
            expected[order] = expected.get(order, Decimal(0)) + (amazon_charge(row, added) if counts else 0)
        assert {order: sums[0] for order, sums in paid(counter).items()} == expected
        assert "1 rows" in report.notes[0].render("en")


def test_amazon_rows_alike_are_lines_of_their_own(american: Counter) -> None:
    """Two warehouses send one each: two equal rows are two; a report pasted in twice is not."""
    rows = [row for row in read("amazon") if row["sku"] == "BAT"]
    american.load(written(rows, "\t"))
    assert american.rows("SELECT count(*), sum(quantity) FROM order_line") == [(2, 2)]
    other = [read("amazon")[0]]
    report = american.load(written([*rows, *other, *rows], "\t"))
    assert american.rows("SELECT sum(quantity) FROM order_line WHERE sku = 'BAT'") == [(2,)]
    assert report.duplicates == 4


def test_amazon_new_orders_and_all_orders_are_the_same_orders(american: Counter) -> None:
    """An order seen first as new is not doubled by the full report, and what the report says later counts."""
    american.load(fixture("amazon_new_orders"))
    assert paid(american)["112-0000002-0000002"] == (Decimal("53.04"), 0)
    american.load(fixture("amazon"))
    assert paid(american)["112-0000002-0000002"] == (Decimal("53.04"), 0)
    later = [{**row, "order-status": "Cancelled"} for row in read("amazon")[2:3]]
    american.load(written(later, "\t"))
    assert paid(american)["112-0000002-0000002"] == (0, 0)


def test_amazon_without_prices_is_not_read() -> None:
    """The report of unshipped orders has no prices: better none than orders without money."""
    header = ["order-id", "order-item-id", "purchase-date", "payments-date", "buyer-email", "sku", "product-name", "quantity-purchased", "currency"]  # fmt: skip
    assert [one.name for one in SOURCES if one.recognise(header)] == []


@settings(max_examples=examples(20), deadline=None)
@given(
    lines=st.lists(st.tuples(st.integers(1, 3), amounts, amounts, amounts), min_size=1, max_size=5),
    currency=st.sampled_from(["USD", "EUR"]),
)
def test_amazon_adds_up_to_the_cent(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[tuple[int, Decimal, Decimal, Decimal]],
    currency: str,
) -> None:
    """Items and shipping of an order make its charge, taxes added only where the marketplace adds them; in any order of rows."""
    rows = [
        {
            **read("amazon")[1], "sku": f"s{i % 2}", "quantity": str(quantity), "item-price": str(price), "item-tax": str(tax),
            "shipping-price": str(shipping), "shipping-tax": "0.07", "currency": currency,
        }
        for i, (quantity, price, tax, shipping) in enumerate(lines)
    ]  # fmt: skip
    facts = []
    for content in (written(rows, "\t"), written(rows[::-1], "\t")):
        with open_counter(tmp_path_factory.mktemp("home"), Shop(id="x", name="X", zone="UTC", currency=currency, language="en")) as counter:  # fmt: skip
            counter.load(content)
            facts.append(counter.rows("SELECT line_type, paid_amount, quantity FROM order_line ORDER BY ALL"))
    added = sum((tax + Decimal("0.07") for _, _, tax, _ in lines), Decimal(0)) if currency == "USD" else 0
    assert sum(row[1] for row in facts[0]) == sum(price + shipping for _, price, _, shipping in lines) + added
    assert facts[0] == facts[1]
