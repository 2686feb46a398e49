"""What is asked beside a figure: a range to compare with, a second figure, the orders behind refunds."""

from __future__ import annotations

from datetime import date

import pytest

from brain.facts.reader import Facts
from tests.soundness.small_shop_asked import asked, meant, net_sales, paid_lines

AUTUMN = (date(2026, 9, 1), date(2026, 11, 1))
SUMMER = (date(2026, 7, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("context", "question"),
    [
        ("net sales from September to October", "how does that compare with July to August?"),
        ("9月到10月的净销售额", "跟7月到8月比呢"),
    ],
)
def test_a_range_is_compared_with_as_a_whole(small_shop: Facts, context: str, question: str) -> None:
    """The question stays about its own months; the range beside it is one base, not two periods set side by side."""
    card = asked(small_shop, question, context)
    assert card.status == "answer"
    assert card.query is not None
    assert (card.query.period.start, card.query.period.end) == AUTUMN
    assert card.query.compare is not None
    assert (card.query.compare.start, card.query.compare.end) == SUMMER
    assert card.value == net_sales(paid_lines(*AUTUMN))


def test_with_each_or_with_both_is_asked(small_shop: Facts) -> None:
    """Compared with July and August: with each of them or with both together is not guessed."""
    assert (
        asked(small_shop, "how does that compare with July and August?", "net sales in October").status
        != "answer"
    )


@pytest.mark.parametrize(
    "question",
    ["纸尿裤10月卖了多少件、多少钱", "纸尿裤10月卖了多少件，多少钱", "10月纸尿裤卖了几件、一共多少钱"],
)
def test_pieces_and_money_are_both_told(small_shop: Facts, question: str) -> None:
    """A second ask behind a comma is a figure of its own: it is not swallowed."""
    card = asked(small_shop, question)
    assert card.status == "answer"
    told = {
        metric for part in (card.parts or (card,)) if part.query is not None for metric in part.query.metrics
    }
    assert {"units", "net_sales"} <= told


def test_orders_behind_refunds_are_refunded_orders(small_shop: Facts) -> None:
    """How much did we refund, and on how many orders: not all orders of the month."""
    card = asked(small_shop, "How much did we refund in October, and on how many orders?")
    told = [
        metric for part in (card.parts or (card,)) if part.query is not None for metric in part.query.metrics
    ]
    assert "refunded_orders" in told
    assert "orders" not in told


def test_the_slowest_day_for_sales_goes_by_sales(small_shop: Facts) -> None:
    """Slow is told of orders, unless a figure is named behind it."""
    card = asked(small_shop, "Which day in October was the slowest for sales?")
    assert card.query is not None
    assert card.query.metrics[0] == "net_sales"


def test_pieces_stay_pieces_in_the_next_question(small_shop: Facts) -> None:
    """卖了多少件, and then which month sold the most: of the same pieces."""
    card = asked(small_shop, "哪个月卖得最多", "纸尿裤7月到10月卖了多少件")
    assert card.query is not None
    assert card.query.metrics[0] == "units"


def test_three_steps_are_all_told(small_shop: Facts) -> None:
    """Viewed, put in the cart, bought: the last step is not dropped, and people stay people."""
    card = asked(
        small_shop,
        "In October, how many people viewed a product, how many added something to the cart, and how many bought?",
    )
    assert card.query is not None
    assert tuple(card.query.metrics) == ("viewers", "cart_users", "buyers")


@pytest.mark.parametrize(
    ("context", "question"),
    [
        ("10月哪天卖得最好", "那天卖得最多的商品是什么"),
        ("10月销售额最高的是哪一天", "那天销售额最高的三个商品"),
    ],
)
def test_a_ranking_within_the_best_day(small_shop: Facts, context: str, question: str) -> None:
    """What sold best that day: of the one day that was found, not of the month."""
    lines = paid_lines(date(2026, 10, 1), date(2026, 11, 1))
    taken = {day: net_sales(of_day) for day, of_day in lines.groupby("ordered_on")}
    card = asked(small_shop, question, context)
    assert card.query is not None
    assert card.query.period.start == max(taken, key=lambda day: taken[day])
    assert card.query.period.days == 1


@pytest.mark.parametrize(
    ("context", "question", "day"),
    [
        ("net sales on 9 October", "And the day after?", 10),
        ("10月9号卖了多少", "后一天呢", 10),
        ("10月9号卖了多少", "再往前一天", 8),
    ],
)
def test_the_day_beside(small_shop: Facts, context: str, question: str, day: int) -> None:
    """The day after is the day behind the one in force, as the one before is the day ahead of it."""
    card = asked(small_shop, question, context)
    assert card.query is not None
    assert card.query.period.start == date(2026, 10, day)


def test_a_working_day_is_no_saturday(small_shop: Facts) -> None:
    """Which working day was busiest: one from Monday to Friday, or a question back."""
    card = asked(small_shop, "Which working day in October brought the most orders?")
    assert card.status != "answer" or date.fromisoformat(str(card.rows[0][0])).weekday() < 5


def test_orders_behind_money_are_no_pieces(small_shop: Facts) -> None:
    """多少笔 counts orders, 有几种 counts neither orders nor pieces."""
    assert "units" not in meant(small_shop, "10月卖了多少钱、多少笔").metrics
    kinds = asked(small_shop, "10月卖了多少钱，有几种")
    assert kinds.status != "answer"


def test_money_is_named_after_pieces(small_shop: Facts) -> None:
    """Which month made the most money, after how many were sold: by money."""
    card = asked(
        small_shop, "which month made the most money", "how many 纸尿裤 did we sell from July to October"
    )
    assert card.query is not None
    assert card.query.metrics[0] == "net_sales"


def test_the_same_day_of_the_week_before_is_not_the_week_before(small_shop: Facts) -> None:
    """What says on which day is no filler behind a comparison."""
    assert (
        asked(small_shop, "net sales yesterday compared with the week before on the same day").status
        != "answer"
    )
