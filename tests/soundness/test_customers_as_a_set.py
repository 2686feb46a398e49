"""Customers told by what they did: counted from sets of customers, in both languages; what is told otherwise is asked back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from brain.facts.reader import Facts
from tests.soundness.small_shop_asked import asked, declines, net_sales, paid_lines

Days = tuple[date, date]
EVER: Days = (date.min, date.max)
JULY: Days = (date(2026, 7, 1), date(2026, 8, 1))
AUGUST: Days = (date(2026, 8, 1), date(2026, 9, 1))
OCTOBER: Days = (date(2026, 10, 1), date(2026, 11, 1))
SINCE_AUGUST: Days = (AUGUST[0], date.max)
LAST_30: Days = (date(2026, 10, 21), date(2026, 11, 20))
FIRST_MONTH: Days = (date(2025, 9, 1), date(2025, 10, 1))
BOXES, PADS = ("p5", "p6"), ("p1",)


def bought(days: Days, products: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Lines of paid orders in those days, of some products."""
    lines = paid_lines(*days)
    lines = lines[(lines.status != "return") & (lines.paid_amount > 0) & lines.customer_key.notna()]
    return lines if products is None else lines[lines.product_id.isin(products)]


def people(days: Days, products: tuple[str, ...] | None = None, orders: int = 1) -> set[str]:
    """The customers who bought so often or more."""
    counts = bought(days, products).groupby("customer_key").order_id.nunique()
    return set(counts[counts >= orders].index)


def others(days: Days, products: tuple[str, ...]) -> set[str]:
    """Who bought any other goods in those days."""
    lines = bought(days)
    return set(lines[(lines.line_type == "product") & ~lines.product_id.isin(products)].customer_key)


def spent(days: Days, who: set[str]) -> Decimal:
    lines = paid_lines(*days)
    return net_sales(lines[lines.customer_key.isin(who)])


def spenders(days: Days, more_than: int) -> set[str]:
    return {who for who in people(days) if spent(days, {who}) > more_than}


def first_orders(days: Days) -> set[str]:
    return people(days) - people((date.min, days[0]))


COUNTED: dict[str, Callable[[], set[str]]] = {
    "7月买过有机米粉8月没买的客户有多少": lambda: people(JULY, PADS) - people(AUGUST, PADS),
    "7月买过、8月没来的客人有几个": lambda: people(JULY) - people(AUGUST),
    "7月、8月、10月都买过的客户有多少": lambda: people(JULY) & people(AUGUST) & people(OCTOBER),
    "7月既买过有机米粉又买过湿巾的客户有多少": lambda: people(JULY, PADS) & people(JULY, ("p7",)),
    "7月买过有机米粉但没买过湿巾的有多少人": lambda: people(JULY, PADS) - people(JULY, ("p7",)),
    "10月只买过湿巾的客户有多少": lambda: people(OCTOBER, ("p7",)) - others(OCTOBER, ("p7",)),
    "买过有机米粉和湿巾的客户有多少": lambda: people(EVER, PADS) & people(EVER, ("p7",)),
    "10月下单3次以上又买过有机米粉的客户有多少": lambda: people(OCTOBER, orders=3) & people(OCTOBER, PADS),
    "10月下单的里头10月之前就买过的有多少人": lambda: people(OCTOBER) & people((date.min, OCTOBER[0])),
    "首单在2025年9月、今年8月又来的客户有多少": lambda: first_orders(FIRST_MONTH) & people(AUGUST),
    "8月以来没买过东西的客户有多少": lambda: people(EVER) - people(SINCE_AUGUST),
    "超过30天没下单的客户有多少": lambda: people(EVER) - people(LAST_30),
    "从没买过有机米粉、10月买过湿巾的客户有多少": lambda: people(OCTOBER, ("p7",)) - people(EVER, PADS),
    "how many customers haven't ordered for 30 days": lambda: people(EVER) - people(LAST_30),
    "how many customers haven't bought since August": lambda: people(EVER) - people(SINCE_AUGUST),
    "how many customers never bought 有机米粉 but bought 湿巾 in October": lambda: (
        people(OCTOBER, ("p7",)) - people(EVER, PADS)
    ),
    "how many of the customers who bought in July spent more than 300 in August": lambda: (
        people(JULY) & spenders(AUGUST, 300)
    ),
    "how many customers bought in July and again in August": lambda: people(JULY) & people(AUGUST),
    "how many customers bought in July but not in August": lambda: people(JULY) - people(AUGUST),
    "how many of July's customers came back in August": lambda: people(JULY) & people(AUGUST),
    "how many people bought in July but haven't been back since": lambda: people(JULY) - people(SINCE_AUGUST),
    "bought in July but never since, how many customers is that": lambda: people(JULY) - people(SINCE_AUGUST),
    "how many customers bought both 有机米粉 and 湿巾 in July": lambda: (
        people(JULY, PADS) & people(JULY, ("p7",))
    ),
    "how many customers bought 有机米粉 but not 湿巾 in July": lambda: (
        people(JULY, PADS) - people(JULY, ("p7",))
    ),
}


@pytest.mark.parametrize("question", COUNTED)
def test_they_are_counted_as_sets(small_shop: Facts, question: str) -> None:
    """As many as a set of customers that was put together from the order lines by itself."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.topic == "customers"
    assert card.value == len(COUNTED[question]())


def test_a_set_is_not_everybody(small_shop: Facts) -> None:
    """The sets above are worth telling apart: neither empty nor all of the shop's customers."""
    sizes = [len(who()) for who in COUNTED.values()]
    assert sum(0 < size < len(people(EVER)) for size in sizes) > len(sizes) / 2


@pytest.mark.parametrize(
    ("question", "days", "who"),
    [
        ("买过有机米粉的客户10月花了多少", OCTOBER, lambda: people(EVER, PADS)),
        ("10月下单3次以上的客户贡献了多少销售额", OCTOBER, lambda: people(OCTOBER, orders=3)),
        ("7月买过、8月没来的客户10月花了多少", OCTOBER, lambda: people(JULY) - people(AUGUST)),
        ("首单在2025年9月的客户10月花了多少", OCTOBER, lambda: first_orders(FIRST_MONTH)),
        (
            "total sales to customers whose first order was in September 2025",
            EVER,
            lambda: first_orders(FIRST_MONTH),
        ),
        ("what did customers who bought 有机米粉 spend in October", OCTOBER, lambda: people(EVER, PADS)),
    ],
)
def test_what_they_spent(small_shop: Facts, question: str, days: Days, who: Callable[[], set[str]]) -> None:
    """All that these customers spent in the period named, whatever they bought."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.unit == "money"
    assert card.value == spent(days, who())


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("7月的客户里有百分之几8月又来了", lambda: people(JULY) & people(AUGUST), lambda: people(JULY)),
        (
            "what share of customers who bought 有机米粉 also bought 湿巾",
            lambda: people(EVER, PADS) & people(EVER, ("p7",)),
            lambda: people(EVER, PADS),
        ),
    ],
)
def test_a_share_is_of_those_named_first(
    small_shop: Facts, question: str, part: Callable[[], set[str]], whole: Callable[[], set[str]]
) -> None:
    """How many of them did the other thing, divided by them and not by everybody."""
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.unit == "rate"
    assert float(card.value or 0) == pytest.approx(len(part()) / len(whole()))


def test_a_share_of_sales_is_of_all_sales(small_shop: Facts) -> None:
    """Whose customer is not known belongs to the whole, to no set."""
    for question in (
        "10月下单3次以上的客户占销售额的比例",
        "what share of October sales comes from customers with at least 3 orders",
    ):
        card = asked(small_shop, question)
        assert card.status == "answer", card.text.render("en")
        share = spent(OCTOBER, people(OCTOBER, orders=3)) / net_sales(paid_lines(*OCTOBER))
        assert float(card.value or 0) == pytest.approx(float(share))


def test_what_is_open_is_not_guessed(small_shop: Facts) -> None:
    """Not A and B (neither, or not both); how much or how many; afterwards of no period; a month without any data."""
    declines(
        small_shop,
        "没买过有机米粉和湿巾的客户有多少人",
        "7月买过有机米粉的客户8月买了多少",
        "买过有机米粉后来又买了的客户有多少",
        "7月和8月买过的客户有多少人又来了",
        "how many customers bought in July and came back after they bought in August 2019",
        "2019年7月买过8月又来的客户有多少",
        "customers who would have bought in July but not in August",
        "买过有机米粉但是退货了的客户有几个",
        "买过有机米粉的客户买湿巾花了多少",
        "买过有机米粉的客户7月和8月各花了多少",
        "宝妈1群里买过有机米粉的客户10月花了多少",
        "8月没来的客户有多少",
        "customers who bought in every month of this year",
        "average spend of customers who bought in July and August",
    )


def test_a_follow_up_does_not_lose_whose_it_was(small_shop: Facts) -> None:
    """那10月呢 after customers as a set: everybody's October would be another question."""
    first = "7月买过、8月没来的客户有多少"
    for question in ("那10月呢", "and in October?", "按月看"):
        assert asked(small_shop, question, first).status != "answer"
