"""Orders told by what lies in them: counted from sets of orders; the whole order counts, not the lines of those goods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from brain.facts.reader import Facts
from eval.small_shop import PRODUCTS
from tests.soundness.small_shop_asked import asked, net_sales, paid_lines

Days = tuple[date, date]
OCTOBER: Days = (date(2026, 10, 1), date(2026, 11, 1))
THIS_YEAR: Days = (date(2026, 1, 1), date(2026, 11, 21))
RICE, WIPES, PUREE = "p1", "p7", "p2"


def orders_with(days: Days, product: str) -> set[str]:
    """The orders with a piece of a product in them that was paid for."""
    lines = paid_lines(*days)
    lines = lines[(lines.status != "return") & (lines.paid_amount > 0) & (lines.product_id == product)]
    return set(lines[lines.quantity > 0].order_id)


def of_category(days: Days, category: str) -> set[str]:
    """The orders with a paid line of a category: the product list's, or the order's own where that has none."""
    lines = paid_lines(*days)
    listed = lines.product_id.map({product: kind for product, _, kind, *_ in PRODUCTS if kind})
    paid = (lines.status != "return") & (lines.paid_amount > 0)
    return set(lines[paid & (listed.fillna(lines.category) == category)].order_id)


COUNTED: dict[str, Callable[[], set[str]]] = {
    "今年买了有机米粉又买了湿巾的订单有几单": lambda: orders_with(THIS_YEAR, RICE) & orders_with(THIS_YEAR, WIPES),
    "今年同时有有机米粉和湿巾的订单多少": lambda: orders_with(THIS_YEAR, RICE) & orders_with(THIS_YEAR, WIPES),
    "今年买了有机米粉但没买湿巾的订单有多少": lambda: orders_with(THIS_YEAR, RICE) - orders_with(THIS_YEAR, WIPES),
    "10月买了有机米粉没买南瓜泥的订单有几单": lambda: orders_with(OCTOBER, RICE) - orders_with(OCTOBER, PUREE),
    "10月辅食和纸尿裤一起买的订单有多少": lambda: of_category(OCTOBER, "辅食") & of_category(OCTOBER, "纸尿裤"),
    "how many orders this year had both 有机米粉 and 湿巾": lambda: orders_with(THIS_YEAR, RICE) & orders_with(THIS_YEAR, WIPES),
    "how many orders in October contained 有机米粉 but not 南瓜泥": lambda: orders_with(OCTOBER, RICE) - orders_with(OCTOBER, PUREE),
}  # fmt: skip


@pytest.mark.parametrize("question", COUNTED)
def test_they_are_counted_as_sets(small_shop: Facts, question: str) -> None:
    """As many as a set of orders that was put together from the lines by itself."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.query is not None
    assert card.query.metrics == ("orders",)
    assert card.value == len(COUNTED[question]()) > 0


def test_the_whole_order_counts(small_shop: Facts) -> None:
    """What such orders brought is all that was paid for them, postage and other goods included, less what went back."""
    card = asked(small_shop, "今年有有机米粉和湿巾的订单销售额")
    ids = orders_with(THIS_YEAR, RICE) & orders_with(THIS_YEAR, WIPES)
    lines = paid_lines(*THIS_YEAR)
    assert card.status == "answer", card.text.render("en")
    assert card.value == net_sales(lines[lines.order_id.isin(ids)])


def test_customers_are_not_orders(small_shop: Facts) -> None:
    """Who bought both may have done so on two days."""
    of_people = asked(small_shop, "今年买了有机米粉又买了湿巾的客户有几个")
    of_orders = asked(small_shop, "今年买了有机米粉又买了湿巾的订单有几单")
    assert of_people.topic == "customers"
    assert of_people.value != of_orders.value


def test_a_follow_up_does_not_lose_the_basket(small_shop: Facts) -> None:
    """Another month, of the same orders; of one region the set would be another, so that is asked back."""
    card = asked(small_shop, "9月呢", "10月买了有机米粉没买南瓜泥的订单有几单")
    september = (date(2026, 9, 1), date(2026, 10, 1))
    assert card.status == "answer", card.text.render("en")
    assert card.value == len(orders_with(september, RICE) - orders_with(september, PUREE))
    assert asked(small_shop, "那浙江呢", "10月买了有机米粉没买南瓜泥的订单有几单").status != "answer"
