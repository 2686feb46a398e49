"""Verbs with what they count: each pair is one figure, whatever stands between them."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.reading import read

TODAY = date(2026, 11, 20)


def figures(question: str) -> list[str]:
    """The figures of a question in which every word has its part."""
    said = read(question, None, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    return said.metrics


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("上个月退出去多少钱", "refunds"),
        ("上周退了几单", "refunded_orders"),
        ("退货退了多少钱", "refunds"),
        ("上月有多少订单发生了退款", "refunded_orders"),
        ("上个月取消了多少单", "cancelled_orders"),
        ("上月没付款的单子有几张", "unpaid_orders"),
        ("2月下了单没付钱的有多少单", "unpaid_orders"),
        ("上周有多少人逛过店里", "viewers"),
        ("上礼拜逛过商品的有几个人", "viewers"),
        ("上周有多少人往购物车里放东西了", "cart_users"),
        ("昨天出了多少单", "orders"),
        ("昨天结了几单", "orders"),
        ("上周头一回来咱家买东西的有几个人", "new_buyers"),
        ("平均一天能出多少单", "daily_orders"),
        ("平均一个客人下了几单", "orders_per_buyer"),
        ("每单平均买几件", "units_per_order"),
        ("上个月卖出过多少种不同的商品", "products_sold"),
        ("这个月优惠出去多少钱", "discount_amount"),
    ],
)
def test_a_chinese_verb_and_what_it_counts(question: str, figure: str) -> None:
    """Aspect, filler and the order of the two change nothing."""
    assert figures(question) == [figure]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("how many orders got cancelled last month", "cancelled_orders"),
        ("how many orders were sent back in October", "refunded_orders"),
        ("how many people looked at our products last week", "viewers"),
        ("how many customers added something to their basket last week", "cart_users"),
        ("how much have we given away in discounts this month", "discount_amount"),
        ("how much money did we give back last month", "refunds"),
        ("average spend per head last month", "sales_per_buyer"),
        ("how many dishes does one bill have on average last month", "units_per_order"),
        ("avg selling price per piece last month", "average_price"),
        ("what share of customers came back for a second order last month", "repeat_rate"),
        ("how many packs did we sell last month", "units"),
    ],
)
def test_an_english_noun_and_what_was_done_with_it(question: str, figure: str) -> None:
    """Voice, helping verbs and abbreviations change nothing."""
    assert figures(question) == [figure]


def test_two_figures_of_a_list_stay_two() -> None:
    """A comma or an "and" between them makes a list, not one figure."""
    assert figures("上个月的订单数和退款") == ["orders", "refunds"]
    assert figures("orders and refunds last month") == ["orders", "refunds"]


def test_a_noun_is_not_counted_beside_its_figure() -> None:
    """老客的客单价 has customers in it only to say whose; asked for by number they are counted."""
    assert figures("how much was refunded on orders of last week") == ["refunds"]
    assert read("客户数和客单价", None, TODAY).metrics == ["buyers", "average_order_value"]


def test_a_dash_between_words_only_parts_them() -> None:
    """Between days it means until."""
    assert figures("returns - how much since monday") == ["refunds"]
    assert [str(when.period.start) for when in read("sales 3 - 9 November", None, TODAY).whens] == [
        "2026-11-03"
    ]


def test_letters_that_changed_places_are_put_back() -> None:
    """How mnay ordres is asked as often as how many orders."""
    assert figures("how mnay ordres last month") == ["orders"]


def test_customers_by_the_month_of_their_first_order() -> None:
    """The first month says who, the second when."""
    said = read("6月首次购买的客户，10月回来买的有几个人", None, TODAY)
    assert said.cohort == "2026-06-01"
    assert [when.period.start for when in said.whens] == [date(2026, 10, 1)]
    english = read("of the customers who first bought in June, how many bought again in October", None, TODAY)
    assert english.cohort == "2026-06-01"
