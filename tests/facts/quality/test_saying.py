"""A profile in sentences, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brain.facts.quality.saying import findings, totals_line
from tests.facts.counter import Counter
from tests.facts.quality.shop_orders import TODAY, daily, profiled, row

START = date(2026, 9, 7)  # a Monday


def test_totals_stand_in_one_line(counter: Counter) -> None:
    """Orders, paid, refunded and net to the cent, pieces, customers and the days."""
    found = profiled(
        counter, [row("A", START, "1234.50"), row("B", "2026-09-09", "65.50", refund_amount="5")]
    )
    assert totals_line(found, "CNY", "zh") == (
        "2 个订单 · 实收 ¥1,300.00 · 退款 ¥5.00 · 净额 ¥1,295.00 · 2 件 · 2 位顾客 · 2026年9月7日～2026年9月9日"
    )
    products = profiled(counter, [{"product_id": "P1", "name": "Apple"}], "products")
    assert totals_line(products, "CNY", "en") == "1 rows"


@pytest.fixture
def sayings(counter: Counter) -> dict[str, str]:
    """What is said, in English, of a file with one of everything: sentence -> gravity."""
    gap = [START + timedelta(days=n) for n in (30, 31)]
    rows = [
        *daily(START, 70, without=gap, an_order_costs="25"),
        row("F", TODAY + timedelta(days=40), "25"),
        row("B", START, "25000", product_id="P7", product_name="Tea"),
        row("P", START, "2500", unit_price="2500", quantity=1),
        row("Q", START, "25", quantity=5000, unit_price="0.005"),
        row("O", "1999-01-01", "25"),
        row("U", START, "70", status="unpaid", paid_amount="0"),
        row("R", START, "25", refund_amount="25", status="refunded"),
        row("A", START, "25"),
        row("A", START, "25"),
    ]
    return {one.text: one.gravity for one in findings(profiled(counter, rows), "CNY", "en")}


def test_all_that_stands_out_is_said(sayings: dict[str, str]) -> None:
    """Dates of the future, gaps, far prices and orders, slips, repeats, orders that count nowhere."""
    said = " ".join(sayings)
    for words in (
        "1 orders are dated after today: Dec 30, 2026.",
        "No orders from Oct 7, 2026 to Oct 8, 2026 (2 days): about 4 would be usual.",
        "Order B is very large: ¥25,000.00, where ¥25.00 is usual.",
        "“Apple” at ¥2,500.00, where ¥25.00 is usual: 100 times as much. A hundredfold often means cents taken for whole units.",
        "5,000 pieces of “Apple” in one line.",
        "1 orders of Jan 1, 1999 stand alone, far away from all others: a slip?",
        "1 unpaid orders are loaded but in no figure. They would be ¥70.00.",
        "1 orders were refunded in full.",
        "1 rows are in the file twice; they count once.",
    ):
        assert words in said


def test_what_needs_mending_comes_first(sayings: dict[str, str]) -> None:
    """A wrong date before a busy day."""
    order = list(sayings.values())
    assert order[0] == "wrong"
    assert order[-1] == "note"


def test_every_sentence_has_its_chinese(counter: Counter, sayings: dict[str, str]) -> None:
    """The same file in Chinese has no English left."""
    rows = daily(START, 70, without=[START + timedelta(days=30)])
    for one in findings(profiled(counter, rows), "CNY", "zh"):
        assert one.text == "2026年10月7日 没有订单，平常约有 2 单。正值国庆。"
    assert sayings


def test_a_file_without_orders_misses_rows(counter: Counter) -> None:
    """Visits and stock have days too, but no orders that could be missing."""
    gap = START + timedelta(days=40)
    visits = [
        {
            "event_id": f"E{n}",
            "happened_at": f"{START + timedelta(days=n)}T10:00:00",
            "type": "view",
            "product_id": "P1",
        }
        for n in range(70)
        if START + timedelta(days=n) != gap
    ]
    said = [one.text for one in findings(profiled(counter, visits, "events"), "CNY", "en")]
    assert said == ["Nothing on Oct 17, 2026: about 1 rows would be usual."]


def test_one_day_is_said_once(counter: Counter) -> None:
    """A file of a single day is not from a day to itself."""
    found = profiled(counter, [row("A", START, "10")])
    assert totals_line(found, "CNY", "en").endswith(" · Sep 7, 2026")
