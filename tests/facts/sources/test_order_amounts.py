"""Amounts that belong to the whole order: spread over its lines to the cent, never counted once a row."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.facts.counter import Counter, open_counter

HEADER = "order_id,line_no,ordered_at,status,product_id,quantity,unit_price,discount,paid_amount,refund_amount,order_paid,order_refund,order_shipping,store"
AT = "2026-11-01 10:00"


def row(
    order: str = "1", product: str = "A", quantity: object = 1, price: object = "", *, line: object = "", status: str = "paid",
    discount: object = "", paid: object = "", refund: object = "", order_paid: object = "", order_refund: object = "", shipping: object = "", store: str = "",
) -> str:  # fmt: skip
    cells = (order, line, AT, status, product, quantity, price, discount, paid, refund, order_paid, order_refund, shipping, store)  # fmt: skip
    return ",".join(map(str, cells))


def file(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def lines(counter: Counter, what: str = "paid_amount") -> list[tuple[Any, ...]]:
    return counter.rows(
        f"SELECT coalesce(product_id, line_type), {what} FROM order_line ORDER BY order_id, store, line_type, product_id"
    )


def test_an_amount_on_every_row_counts_once(counter: Counter) -> None:
    """By quantity and price; the rest of the whole is kept as the lines' discount."""
    counter.load(file(row(product="A", quantity=2, price=10, order_paid=45), row(product="B", price=30, order_paid=45)))  # fmt: skip
    assert lines(counter, "paid_amount, discount_amount") == [("A", 18, 2), ("B", 27, 3)]


@pytest.mark.parametrize("other", ["", "0", "0.00"])
def test_an_amount_on_the_first_row_only_is_the_orders(counter: Counter, other: str) -> None:
    """What stands on the other rows is nothing; a status on the first row holds for all."""
    counter.load(file(row(product="A", price=10, order_paid=20), row(product="B", price=10, order_paid=other, status="")))  # fmt: skip
    assert lines(counter, "status, paid_amount") == [("A", "paid", 10), ("B", "paid", 10)]


def test_without_prices_the_amount_is_shared_evenly(counter: Counter) -> None:
    """The cent left over goes to one of the lines."""
    counter.load(file(*(row(product=one, order_paid=10) for one in "ABC")))
    assert lines(counter) == [("A", Decimal("3.34")), ("B", Decimal("3.33")), ("C", Decimal("3.33"))]


def test_shipping_is_a_line_of_its_own(counter: Counter) -> None:
    """It is part of the order's amount, and on top of lines that tell their own; unpaid orders have none."""
    counter.load(
        file(
            row("1", "A", price=10, order_paid=36, shipping=6),
            row("1", "B", price=20, order_paid=36, shipping=6),
            row("2", "A", price=10, paid=9, shipping=5),
            row("3", "A", price=10, status="unpaid", shipping=5),
        )
    )
    assert lines(counter, "order_id, paid_amount, line_type") == [
        ("A", "1", 10, "product"), ("B", "1", 20, "product"), ("shipping", "1", 6, "shipping"),
        ("A", "2", 9, "product"), ("shipping", "2", 5, "shipping"), ("A", "3", 0, "product"),
    ]  # fmt: skip


def test_a_refund_of_the_order_goes_to_the_lines(counter: Counter) -> None:
    """By what was paid for them, or by what the lines say; refunded without an amount is refunded whole."""
    counter.load(
        file(
            row("1", "A", price=10, order_paid=40, order_refund=4),
            row("1", "B", price=30, order_paid=40, order_refund=4),
            row("2", "A", price=10, order_paid=40, order_refund=20, refund=0),
            row("2", "B", price=30, order_paid=40, order_refund=20, refund=20),
            row("3", "A", price=10, order_paid=15, shipping=5, status="已退款"),
        )
    )
    assert lines(counter, "status, refund_amount") == [
        ("A", "paid", 1), ("B", "paid", 3), ("A", "paid", 0), ("B", "paid", 20), ("A", "refunded", 10), ("shipping", "refunded", 5),
    ]  # fmt: skip


LEFT_OUT: dict[str, tuple[list[str], list[str]]] = {
    "two amounts for one order": (
        [row(order_paid=10), row(product="B", order_paid=12)],
        ["order_amounts_differ"] * 2,
    ),
    "one row that cannot be read": (
        [row(order_paid=10), row(product="B", quantity="x", order_paid=10)],
        ["order_incomplete", "bad_number:quantity"],
    ),
    "an amount that cannot be read": ([row(order_paid="ten")], ["bad_number:order_paid"]),
    "unpaid, yet with an amount": (
        [row(order_paid=10, status="待付款"), row(product="B", order_paid=10, status="待付款")],
        ["unpaid_with_money"] * 2,
    ),
    "more given back than paid": ([row(order_paid=10, order_refund=11)], ["refund_above_payment"]),
    "a negative amount that the rows do not make": ([row(price=7, order_paid=-10)], ["signs_contradict"]),
    "one amount for goods sold and given back": (
        [row(price=7, order_paid=4), row(product="B", quantity=-1, price=3, order_paid=4)],
        ["sold_and_returned"] * 2,
    ),
    "one line cancelled": (
        [row(order_paid=10), row(product="B", order_paid=10, status="已取消")],
        ["order_incomplete", "cancelled_with_money"],
    ),
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_an_order_waits_as_a_whole(counter: Counter, what: str) -> None:
    """Its lines would not add up to its amount otherwise; other orders load."""
    rows, codes = LEFT_OUT[what]
    report = counter.load(file(*rows, row("ok", price=5, paid=5)))
    assert [one.code for one in report.quarantined] == codes
    assert counter.rows("SELECT order_id, paid_amount FROM order_line") == [("ok", 5)]


BACK: dict[str, tuple[list[str], list[tuple[object, ...]]]] = {
    "on each row": ([row(product="A", price=10, order_paid=-40, quantity=-1), row(product="B", price=30, order_paid=-40, quantity=-1)], [("A", "return", 0, 10, -1), ("B", "return", 0, 30, -1)]),
    "on the first row": ([row(product="A", price=10, order_paid=-40, quantity=-1), row(product="B", price=30, order_paid=0, quantity=-1)], [("A", "return", 0, 10, -1), ("B", "return", 0, 30, -1)]),
    "the sign on the amount": ([row(product="A", price=10, order_paid=-40), row(product="B", price=30, order_paid=-40)], [("A", "return", 0, 10, -1), ("B", "return", 0, 30, -1)]),
    "the sign on the quantity": ([row(product="A", price=10, order_paid=10, quantity=-1)], [("A", "return", 0, 10, -1)]),
    "a discount as a row, taken off already": ([row(product="A", price=40, order_paid=35), row(product="优惠", price=-5, order_paid=35)], [("A", "paid", 35, 0, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("what", BACK)
def test_an_order_given_back_as_a_whole(counter: Counter, what: str) -> None:
    """Its negative amount is spread like any other, as a refund and no payment; another order's money stays out of it."""
    rows, expected = BACK[what]
    counter.load(file(*rows, row("ok", price=5, paid=5)))
    assert counter.rows(
        "SELECT product_id, status, paid_amount, refund_amount, quantity FROM order_line WHERE order_id = '1' ORDER BY product_id"
    ) == expected  # fmt: skip


def test_a_row_that_comes_twice_draws_no_second_share(counter: Counter) -> None:
    """Equal rows are duplicates, of one line number the last counts; the money is still the order's."""
    one, two = row(product="A", price=10, order_paid=30), row(product="B", price=20, order_paid=30)
    report = counter.load(file(one, two, one, two))
    assert (report.loaded, report.duplicates) == (2, 2)
    assert lines(counter) == [("A", 10), ("B", 20)]
    old, new = row("2", line=1, order_paid=50), row("2", line=1, order_paid=20)
    report = counter.load(file(old, row("2", "B", line=2, order_paid=20), new))
    assert [left.code for left in report.quarantined] == ["replaced_in_file"]
    assert counter.rows("SELECT sum(paid_amount) FROM order_line WHERE order_id = '2'") == [(20,)]


def test_two_stores_number_their_orders_for_themselves(counter: Counter) -> None:
    """The same number in two stores is two orders; without a store the key is what it always was."""
    counter.load(file(row(price=1, order_paid=10, store="北门店"), row(price=1, order_paid=7, store="南门店"), row(paid=3)))  # fmt: skip
    assert counter.rows("SELECT store, paid_amount FROM order_line ORDER BY paid_amount") == [
        (None, 3), ("南门店", 7), ("北门店", 10),
    ]  # fmt: skip
    assert counter.rows("SELECT count(DISTINCT order_key), min(row_key) FROM order_line") == [
        (3, "canonical\x1f1\x1fpA")
    ]


@pytest.mark.parametrize(
    ("status", "paid", "ends"),
    [
        ("交易完成", "5", "paid"),
        ("已审核", "5", "paid"),
        ("已审核", "0", "unpaid"),
        ("已审核", "", "payment_unknown"),
        ("已作废", "0", "cancelled"),
        ("已退货", "5", "refunded"),
        ("部分退款", "5", "refund_unknown"),
        ("Delivered", "5", "paid"),
    ],
)
def test_words_of_other_systems(counter: Counter, status: str, paid: str, ends: str) -> None:
    """A word that says nothing of the payment lets the money tell, and with no money told the row is left out."""
    report = counter.load(file(row("0", paid=1), row(price=5, status=status, paid=paid)))
    if ends.endswith("_unknown"):
        assert [one.code for one in report.quarantined] == [ends]
    else:
        assert counter.rows("SELECT status FROM order_line WHERE order_id = '1'") == [(ends,)]


cents = st.integers(0, 90_000).map(lambda value: Decimal(value) / 100)


@settings(max_examples=examples(40), deadline=None)
@given(
    goods=st.lists(st.tuples(st.integers(1, 9), cents), min_size=1, max_size=6),
    paid=cents,
    shipping=cents,
    share=st.integers(0, 100),
    numbered=st.booleans(),
    first_only=st.booleans(),
    seed=st.integers(0, 9),
)
def test_lines_add_up_to_the_order(
    tmp_path_factory: pytest.TempPathFactory,
    goods: list[tuple[int, Decimal]],
    paid: Decimal,
    shipping: Decimal,
    share: int,
    numbered: bool,
    first_only: bool,
    seed: int,
) -> None:
    """To the cent, whatever is paid, shipped and given back; no line gives back more than it got; and rows in another order make the same facts."""
    refund = (paid * share / 100).quantize(Decimal("0.01"))
    rows = [
        row(product=f"P{i}", quantity=quantity, price=price, line=i + 1 if numbered else "", order_paid=paid if i == 0 or not first_only else "", order_refund=refund, shipping=shipping)
        for i, (quantity, price) in enumerate(goods)
    ]  # fmt: skip
    shuffled = random.Random(seed).sample(rows, len(rows))
    facts = []
    for each in (rows, shuffled):
        with open_counter(tmp_path_factory.mktemp("home")) as counter:
            counter.load(file(row("0", paid=1), *each))
            facts.append(
                counter.rows(
                    "SELECT row_key, paid_amount, refund_amount, discount_amount, status FROM order_line WHERE order_id = '1' ORDER BY 1"
                )
            )
    assert facts[0] == facts[1]
    assert sum(one[1] for one in facts[0]) == paid
    assert sum(one[2] for one in facts[0]) == refund
    assert all(0 <= one[2] <= one[1] for one in facts[0])
