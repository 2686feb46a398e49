"""What Chinese owners ask in their own words, against figures counted from what was put into the small shop."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from brain.facts.reader import Facts
from tests.soundness.small_shop_asked import asked, declines, net_sales, orders, paid_lines

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))


def of_days(lines: pd.DataFrame) -> dict[date, pd.DataFrame]:
    """The lines of each day of October that has any."""
    return dict(iter(lines.groupby("ordered_on")))


def day_without_notes() -> tuple[date, pd.DataFrame]:
    """A day on which money was given back on orders, and no credit note was written."""
    for day, lines in of_days(paid_lines(*OCTOBER)).items():
        if (lines.status != "return").all() and lines.refund_amount.sum() > 0:
            return day, lines
    raise AssertionError("no such day")


@pytest.mark.parametrize(
    ("asked_as", "least"),
    [
        ("单笔退款金额超过3元的订单共有多少笔", 3),
        ("退款超过3元的订单有几个", 3),
        ("哪些订单退款超过3元", 3),
        ("全额退款的订单有多少", None),
    ],
)
def test_orders_told_by_what_was_given_back(small_shop: Facts, asked_as: str, least: int | None) -> None:
    """Not the orders above that value: those on which more than that was given back, or all of it."""
    day, lines = day_without_notes()
    sums = lines.groupby("order_id")[["paid_amount", "refund_amount"]].sum()
    whole = (sums.paid_amount > 0) & (sums.refund_amount >= sums.paid_amount)
    met = whole if least is None else sums.refund_amount > least
    card = asked(small_shop, f"10月{day.day}日{asked_as}")
    assert card.status == "answer", card.text.render("en")
    assert card.value == int(met.sum())


def test_orders_are_not_told_by_notes_of_their_own(small_shop: Facts) -> None:
    """Where credit notes stand apart from their orders, a count by refunds would leave orders out."""
    assert (paid_lines(*OCTOBER).status == "return").any()
    declines(small_shop, "10月退款超过3元的订单有多少", "10月全额退款的订单有多少", "10月哪些订单退款超过3元")


@pytest.mark.parametrize(
    "question",
    [
        "10月一天过500的有几天",
        "10月日流水超500的有几天",
        "10月单日销售额破500的日子有几天",
        "10月销售额超过500的天数",
    ],
)
def test_days_above_an_amount(small_shop: Facts, question: str) -> None:
    """Days are counted, by what each of them took."""
    taken = [net_sales(lines) for lines in of_days(paid_lines(*OCTOBER)).values()]
    assert asked(small_shop, question).value == sum(one > 500 for one in taken)


@pytest.mark.parametrize(
    "question", ["10月每天订单超过3单的有几天", "10月过3单的有几天", "10月支付订单破3单的有几天"]
)
def test_days_above_a_number_of_orders(small_shop: Facts, question: str) -> None:
    """Three orders, not nought: the last figure of a number is no number by itself."""
    many = [orders(lines) for lines in of_days(paid_lines(*OCTOBER)).values()]
    card = asked(small_shop, question)
    assert card.value == sum(one > 3 for one in many)
    assert card.query is not None
    assert [one.values for one in card.query.having] == [(Decimal(3),)]


@pytest.mark.parametrize(
    "question", ["11月哪几天订单超过10单", "11月每天订单超过10单的有几天", "11月哪些天超过10单"]
)
def test_ten_orders_are_ten(small_shop: Facts, question: str) -> None:
    """The nought of 10单 does not ask for days without an order."""
    card = asked(small_shop, question)
    assert card.query is not None
    assert [one.values for one in card.query.having] == [(Decimal(10),)]


@pytest.mark.parametrize(
    "question",
    ["10月哪几天一笔成交都没有", "10月一单都没有的有几天", "10月没开张的有几天", "10月零成交的有几天"],
)
def test_days_without_an_order(small_shop: Facts, question: str) -> None:
    """Days that have no row count as days with none."""
    every = [OCTOBER[0] + timedelta(days=n) for n in range(31)]
    lines = of_days(paid_lines(*OCTOBER))
    assert asked(small_shop, question).value == sum(
        day not in lines or not orders(lines[day]) for day in every
    )


@pytest.mark.parametrize(
    "question", ["10月平均每天退款多少元（按自然日计）", "10月日均退款金额", "10月平均每天退多少钱"]
)
def test_refunds_a_day(small_shop: Facts, question: str) -> None:
    """All refunds of the month over its days."""
    mean = paid_lines(*OCTOBER).refund_amount.sum() / Decimal(31)
    assert abs(asked(small_shop, question).value - mean) < Decimal("0.01")


@pytest.mark.parametrize(
    "question", ["10月有订单的日子平均每天多少单", "10月营业日日均订单数", "10月开票日平均每天开票多少张"]
)
def test_orders_of_the_days_that_had_any(small_shop: Facts, question: str) -> None:
    """Over the days with an order, not over those of the calendar."""
    lines = paid_lines(*OCTOBER)
    opened = lines[lines.paid_amount > 0].ordered_on.nunique()
    assert abs(asked(small_shop, question).value - Decimal(orders(lines)) / opened) < Decimal("0.001")


@pytest.mark.parametrize("figure", ["", "净销售额", "订单数"])
@pytest.mark.parametrize("said", ["排第几", "排名第几", "排第几位"])
def test_the_place_of_a_region(small_shop: Facts, said: str, figure: str) -> None:
    """How many of its list have more, and one."""
    lines = paid_lines(*OCTOBER)
    count = orders if figure == "订单数" else net_sales
    found = {name: count(of_it) for name, of_it in lines.groupby("region")}
    place = 1 + sum(value > found["江苏"] for value in found.values())
    card = asked(small_shop, f"10月江苏{figure}{said}")
    assert card.status == "answer", card.text.render("en")
    assert card.value == place
    assert card.rows[0][0] == "江苏"


def test_a_place_is_gone_with_the_next_figure(small_shop: Facts) -> None:
    """After the place of a region, its orders are a count again."""
    lines = paid_lines(*OCTOBER)
    card = asked(small_shop, "那订单数呢", "10月江苏排第几")
    assert card.value == orders(lines[lines.region == "江苏"])


@pytest.mark.parametrize("question", ["10月哪个地区排第几", "10月江苏和浙江排第几", "排第几"])
def test_a_place_needs_one_name(small_shop: Facts, question: str) -> None:
    """Of none or of two there is no one place."""
    declines(small_shop, question)


def test_weekends_beside_other_days(small_shop: Facts) -> None:
    """By how much a weekend day takes more: the difference of the two averages, of orders too."""
    lines = paid_lines(*OCTOBER)
    weekend = lines[[day.isoweekday() > 5 for day in lines.ordered_on]]
    rest = lines[[day.isoweekday() <= 5 for day in lines.ordered_on]]
    card = asked(small_shop, "10月周末比平时多多少")
    assert abs(card.value - abs(net_sales(weekend) / 9 - net_sales(rest) / 22)) < Decimal("0.01")
    card = asked(small_shop, "10月周末订单比平时多多少")
    apart = abs(Decimal(orders(weekend)) / 9 - Decimal(orders(rest)) / 22)
    assert abs(card.value - apart) < Decimal("0.001")


@pytest.mark.parametrize("question", ["9月和10月哪天卖得最好", "9月和10月哪天卖得好"])
def test_the_best_day_of_two_months(small_shop: Facts, question: str) -> None:
    """A day of both, not the best products of one of them."""
    taken = {
        day: net_sales(lines) for day, lines in of_days(paid_lines(date(2026, 9, 1), OCTOBER[1])).items()
    }
    card = asked(small_shop, question)
    assert card.status == "answer", card.text.render("en")
    assert card.rows[0][0] == max(taken, key=lambda day: taken[day]).isoformat()


@pytest.mark.parametrize(
    "question", ["10月跟9月比哪个月卖得好", "9月和10月哪个月卖得多", "10月比9月多卖了还是少卖了"]
)
def test_which_of_two_months(small_shop: Facts, question: str) -> None:
    """Both months' sales side by side."""
    card = asked(small_shop, question)
    assert card.rows[0][:2] == (
        net_sales(paid_lines(*OCTOBER)),
        net_sales(paid_lines(date(2026, 9, 1), OCTOBER[0])),
    )


@pytest.mark.parametrize(
    "question", ["10月29日的收款总额、退款总额及净额", "10月29日收款金额、退款金额和净销售额"]
)
def test_three_sums(small_shop: Facts, question: str) -> None:
    """None of the three is passed over."""
    lines = paid_lines(date(2026, 10, 29), date(2026, 10, 30))
    paid, back = lines.paid_amount.sum(), lines.refund_amount.sum()
    assert asked(small_shop, question).rows[0] == (paid, back, paid - back)


def test_a_sum_that_is_not_known_is_not_passed_over(small_shop: Facts) -> None:
    """货款总额 ahead of two other sums is a third one."""
    declines(small_shop, "10月货款总额、退款总额及净额")


@pytest.mark.parametrize(
    "question", ["10月300以上的单子有几个", "10月300以上的订单有几单", "10月300以上订单有多少"]
)
def test_orders_of_an_amount_without_its_unit(small_shop: Facts, question: str) -> None:
    """300以上的单子 are orders of 300 and more."""
    lines = paid_lines(*OCTOBER)
    assert asked(small_shop, question).value == int(
        (lines.groupby("order_id").paid_amount.sum() >= 300).sum()
    )


@pytest.mark.parametrize(
    "said",
    [
        "账上有没有什么不妥的地方",
        "请出一份说明",
        "大盘怎么样",
        "流量有点拉 咋整",
        "最近这买卖好做不好做",
        "给我讲讲店里的事",
        "有没有啥要我操心的",
        "最近有啥要我盯着的",
        "店里有什么不对劲的",
        "帮我出个简报",
        "昨天忙不忙",
    ],
)
def test_vague_questions_are_asked_back(small_shop: Facts, said: str) -> None:
    """Not refused: an overview that asks which figure, or the way to the cards."""
    assert asked(small_shop, said).status == "clarify"


def test_the_market_is_declined(small_shop: Facts) -> None:
    """How the market does nobody here can know."""
    assert asked(small_shop, "行业大盘怎么样").status == "decline"
