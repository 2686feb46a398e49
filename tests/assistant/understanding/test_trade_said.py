"""A trade's own words in the words of the grammar: accounts opened, goods looked at, weekdays set side by side."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from brain.assistant.understanding.intending import intent_of
from brain.assistant.understanding.intent import Intent
from brain.assistant.understanding.reading import read
from brain.assistant.understanding.trade_said import trade_in_plain_words
from brain.kernel.evidence import Period

TODAY = date(2026, 11, 20)


def meant(question: str) -> Intent:
    """The intent of a question in which every word has its part."""
    said = read(question, None, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    return intent_of(said, TODAY)


def days(first: date, last: date) -> Period:
    """Both days counted."""
    return Period(start=first, end=last + timedelta(days=1))


@pytest.mark.parametrize(
    ("question", "now", "before"),
    [
        ("did revenue in the second half of August exceed that of the first half, and by how much?", days(date(2026, 8, 16), date(2026, 8, 31)), days(date(2026, 8, 1), date(2026, 8, 15))),
        ("was revenue in the second half of August higher than in the first half?", days(date(2026, 8, 16), date(2026, 8, 31)), days(date(2026, 8, 1), date(2026, 8, 15))),
        ("did we sell more in the second half of August than the first half", days(date(2026, 8, 16), date(2026, 8, 31)), days(date(2026, 8, 1), date(2026, 8, 15))),
        ("were the last ten days of October better than the first ten days of October", days(date(2026, 10, 22), date(2026, 10, 31)), days(date(2026, 10, 1), date(2026, 10, 10))),
        ("did sales in October beat those of September", days(date(2026, 10, 1), date(2026, 10, 31)), days(date(2026, 9, 1), date(2026, 9, 30))),
        ("did singles day do better than 618 this year??", days(date(2026, 11, 11), date(2026, 11, 11)), days(date(2026, 6, 18), date(2026, 6, 18))),
        ("Christmas week - how did trade compare with the week before?", days(date(2025, 12, 22), date(2025, 12, 28)), days(date(2025, 12, 15), date(2025, 12, 21))),
    ],
)  # fmt: skip
def test_one_time_is_set_against_another(question: str, now: Period, before: Period) -> None:
    """Exceed that of, better than, compare with: sales of the one beside sales of the other."""
    intent = meant(question)
    assert intent.metrics == ("net_sales",)
    assert intent.when is not None
    assert intent.query().period == now
    assert intent.query().compare == before


@pytest.mark.parametrize(
    ("question", "metric", "split"),
    [
        ("new accounts opened in Q2, month by month", "new_buyers", ("month",)),
        ("how many new accounts did we open in June", "new_buyers", ()),
        ("new clients signed up in June by week", "new_buyers", ("week",)),
        ("new vs returning customers in aug - how many of each?", "buyers", ("buyer_type",)),
        ("new vs old customers in August, how many each", "buyers", ("buyer_type",)),
        ("how did daily revenue develop over the course of August?", "net_sales", ("day",)),
        ("are mondays or tuesdays busier in August", "orders", ("weekday",)),
        ("is it quieter on mondays or fridays in August", "orders", ("weekday",)),
        ("are fridays better than mondays in July", "net_sales", ("weekday",)),
        ("which country spent the most in October", "net_sales", ("region",)),
        ("which discount code worked best in October", "net_sales", ("coupon",)),
        ("what's trending - which product grew the most from July to August", "net_sales", ("product",)),
        ("what's trending in August", "net_sales", ("product",)),
        ("returns - what's come back in August, in pounds?", "refunds", ()),
        ("what percentage of the orders created in February were never paid?", "unpaid_rate", ()),
        ("how many percent of orders in February never paid", "unpaid_rate", ()),
        ("2月未付款订单占比多少", "unpaid_rate", ()),
    ],
)
def test_a_figure_has_its_own_word_in_a_trade(question: str, metric: str, split: tuple[str, ...]) -> None:
    """What is counted, and by what it is told apart."""
    intent = meant(question)
    assert (intent.metrics, intent.split()) == ((metric,), split)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("give me the gist before i see the bank manager", "give me the gist"),
        ("quick summary before my meeting with the bank", "quick summary"),
        ("sales in july because i'm going to see the accountant tomorrow", "sales in july"),
        ("last weekend supper crowd after 8pm, how much", "last weekend supper after 8pm, how much"),
        ("branch 330 and 328, average bill", "branch 330 and branch 328, average bill"),
        ("how did our bunting do in may (everything w/ bunting in the name)", "how did products containing bunting do in may"),
        ("what are people looking at this week but nobody bought?", "top products by views this week with more than 0 views and with 0 orders?"),
        ("products viewed but never bought last month", "top products by views last month with more than 0 views and with 0 orders"),
        ("which products get views but no orders in october", "top products by views in october with more than 0 views and with 0 orders"),
        ("why did sales rise so sharply in june", "why did sales rise in june"),
        ("why did sales plummet in june", "why did sales fall in june"),
        ("what stands out??", "anything interesting??"),
    ],
)  # fmt: skip
def test_it_is_said_in_plain_words(question: str, plain: str) -> None:
    """Why somebody asks goes, and what they call a thing becomes what it is."""
    assert trade_in_plain_words(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        "branch 330 and 12 orders",
        "how fast did sales grow in august",
        "new and returning customers' sales in july",
        "how many tables did we sell in july",
        "did we sell more than 1000 units in july",
        "sales before christmas",
        "orders before noon",
    ],
)
def test_what_means_something_else_stays(question: str) -> None:
    """A number of orders is no branch, a table may be goods, and before a festival is a time."""
    assert trade_in_plain_words(question) == question


def test_from_is_whose_share_it_is_only_in_a_share() -> None:
    """What share of sales comes from the top ten customers is a share; sales "from the top ten" are asked back."""
    intent = meant("what proportion of turnover this year comes from our ten biggest customers?")
    assert (intent.split(), intent.limit) == (("customer",), 10)
    assert read("sales from the top 10 customers in July", None, TODAY).leftover == ["from"]
