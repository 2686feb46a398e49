"""English messages that put one thing in another's place, or name goods inside a verb: each once answered as something else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from brain.facts.reader import Facts
from eval.small_shop import PRODUCTS
from tests.soundness.small_shop_asked import asked, days, meant, net_sales, orders, paid_lines

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
SEPTEMBER = (date(2026, 9, 1), date(2026, 10, 1))
WIPES = next(product for product, name, *_ in PRODUCTS if name == "湿巾")
MONEY = (
    "and in money?",
    "and in yuan?",
    "how much money was that?",
    "what did they come to?",
    "and the money?",
)


@pytest.mark.parametrize("message", MONEY)
def test_the_money_of_pieces_is_what_they_brought(small_shop: Facts, message: str) -> None:
    """After pieces sold, money is asked for, and the pieces are no answer."""
    lines = paid_lines(*OCTOBER)
    card = asked(small_shop, message, "How many 湿巾 did we sell in October?")
    assert card.status == "answer", card.text.render("en")
    assert card.value == net_sales(lines[lines.product_id == WIPES])


@pytest.mark.parametrize("message", MONEY)
def test_the_money_of_orders_over_an_amount_is_of_those(small_shop: Facts, message: str) -> None:
    """The bound on the orders stays."""
    lines = paid_lines(*OCTOBER)
    large = lines.groupby("order_id").paid_amount.transform("sum") > 200
    card = asked(small_shop, message, "orders over ¥200 in October")
    assert card.status == "answer", card.text.render("en")
    assert card.value == net_sales(lines[large])


def test_of_a_ranking_by_pieces_the_money_is_asked_back(small_shop: Facts) -> None:
    """By money other goods would lead."""
    card = asked(small_shop, "and in money?", "Top 3 products in October by units")
    assert card.status != "answer"


@pytest.mark.parametrize(
    "message",
    ["put September next to it", "set September beside it", "show September alongside", "compare it with September", "hold that up against September"],
)  # fmt: skip
def test_the_other_month_is_set_beside_the_one_before(small_shop: Facts, message: str) -> None:
    """It is October against September, not September against August."""
    card = asked(small_shop, message, "average order value for October")
    assert card.status == "answer", card.text.render("en")
    assert card.query is not None
    assert days(card.query) == OCTOBER
    assert card.query.compare is not None
    assert (card.query.compare.start, card.query.compare.end) == SEPTEMBER


def test_the_previous_month_is_that_before_the_named_one(small_shop: Facts) -> None:
    """September vs the previous month is against August, whatever today is."""
    query = meant(small_shop, "sales in September vs the previous month")
    assert days(query) == SEPTEMBER
    assert query.compare is not None
    assert query.compare.start == date(2026, 8, 1)


@pytest.mark.parametrize(("rank", "low"), [("Top", False), ("Bottom", True)])
def test_more_rows_are_of_the_same_end(small_shop: Facts, rank: str, *, low: bool) -> None:
    """Make it five, after the last three, are the last five."""
    card = asked(small_shop, "make it five", f"{rank} 3 products in October by revenue")
    assert card.status == "answer", card.text.render("en")
    assert card.query is not None
    assert card.query.limit == 5
    assert card.query.order is not None
    assert card.query.order.descending is not low


def test_more_rows_of_nothing_are_asked_back(small_shop: Facts) -> None:
    """A single figure has no rows."""
    assert asked(small_shop, "make it ten", "sales in October").status != "answer"


@pytest.mark.parametrize(
    "message", ["orders instead of revenue", "now orders rather than sales", "switch to orders"]
)
def test_what_is_given_up_is_not_shown(small_shop: Facts, message: str) -> None:
    """Orders instead of revenue: orders, of the same list, and no revenue beside them."""
    card = asked(small_shop, message, "sales in October by region")
    assert card.status == "answer", card.text.render("en")
    assert card.query is not None
    assert card.query.metrics == ("orders",)


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("how often was 辅食 looked at last month", "views"),
        ("how often was 辅食 put in a cart last month", "carts"),
    ],
)
def test_goods_inside_the_verb_are_kept(small_shop: Facts, question: str, metric: str) -> None:
    """The views of one category, not of the whole shop."""
    query = meant(small_shop, question)
    assert query.metrics == (metric,)
    assert [(one.dimension, one.values) for one in query.filters] == [("category", ("辅食",))]


def test_who_looked_and_bought_is_a_conversion(small_shop: Facts) -> None:
    """What percent ended up buying is no share of the people who looked."""
    query = meant(
        small_shop, "Out of all the people who looked at 辅食 in October, what percent ended up buying some?"
    )
    assert query.metrics == ("conversion",)


def test_put_on_the_most_is_growth(small_shop: Facts) -> None:
    """Which put on the most from one month to the next is not which sold most in both."""
    query = meant(small_shop, "Which category put on the most sales going from September to October?")
    assert days(query) == OCTOBER
    assert query.compare is not None
    assert query.order is not None
    assert query.order.by.endswith("_difference")


def test_the_first_half_of_it_is_of_the_month_before(small_shop: Facts) -> None:
    """Not the first half of this year."""
    card = asked(small_shop, "what about the first half of it?", "sales in October")
    assert card.value == net_sales(paid_lines(date(2026, 10, 1), date(2026, 10, 16)))


def test_another_bound_is_on_the_same_orders(small_shop: Facts) -> None:
    """And over 300?, after orders over 200."""
    lines = paid_lines(*OCTOBER)
    large = lines.groupby("order_id").paid_amount.transform("sum") > 300
    card = asked(small_shop, "and over ¥300?", "orders over ¥200 in October")
    assert card.value == orders(lines[large])


def test_how_dear_goods_are_is_a_band_of_prices(small_shop: Facts) -> None:
    """By how dear the items are: dear is no mere courtesy here."""
    query = meant(small_shop, "sales in October by how dear the items are")
    assert query.dimensions == ("price_band",)


def test_a_part_of_the_money_refunded_is_the_rate(small_shop: Facts) -> None:
    """What part got refunded: refunds over what was paid."""
    lines = paid_lines(*OCTOBER)
    card = asked(small_shop, "what part of the money we took got refunded in October")
    rate = Decimal(lines.refund_amount.sum()) / Decimal(lines.paid_amount.sum())
    assert card.query is not None
    assert card.query.metrics == ("refund_rate",)
    assert card.value is not None
    assert abs(Decimal(card.value) - rate) < Decimal("0.001")
