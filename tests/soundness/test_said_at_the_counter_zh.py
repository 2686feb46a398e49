"""What Chinese owners ask at the counter, against figures counted from what was put into the small shop."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brain.facts.reader import Facts
from tests.soundness.small_shop_asked import asked, days, declines, meant, net_sales, orders, paid_lines

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
SEPTEMBER = (date(2026, 9, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("10月的流水，一个礼拜报一个数", "week"),
        ("10月流水，一周一周看", "week"),
        ("10月每周一个总数，销售额", "week"),
        ("今年一个季度一个季度地，卖了多少", "quarter"),
        ("10月29号，一个钟头一个钟头看，成交了几单", "hour"),
        ("10月的单子按金额大小分档，每一档有多少单", "order_value_band"),
    ],
)
def test_a_figure_for_each_step(small_shop: Facts, question: str, step: str) -> None:
    """Cut by the step that is said: 每周一个总数 is no list of Mondays."""
    query = meant(small_shop, question)
    assert query.dimensions == (step,)
    assert not query.filters


@pytest.mark.parametrize("question", ["10月不含浙江上海的销售额", "10月除了浙江上海卖了多少"])
def test_two_names_are_both_left_out(small_shop: Facts, question: str) -> None:
    """Without a word between them the second is no name to be asked for."""
    lines = paid_lines(*OCTOBER)
    rest = lines[~lines.region.isin(["浙江", "上海"])]
    assert asked(small_shop, question).value == net_sales(rest)


@pytest.mark.parametrize("question", ["10月几个群里头，哪个群卖的钱垫底", "10月几个群当中，哪个群销售额最低"])
def test_among_them_the_last_is_asked_for(small_shop: Facts, question: str) -> None:
    """How many groups there are is not asked."""
    query = meant(small_shop, question)
    assert query.dimensions == ("group",)
    assert query.order is not None
    assert not query.order.descending


def test_by_pieces_the_best_are_asked_for(small_shop: Facts) -> None:
    """按件数算 says by what they are ranked, and asks for no total."""
    card = asked(small_shop, "10月按件数算，走得最多的两样东西是啥")
    assert not card.parts
    assert card.query is not None
    assert (card.query.metrics, card.query.dimensions, card.query.limit) == (("units",), ("product",), 2)


@pytest.mark.parametrize(
    "question",
    ["10月想做到10000，做成了几成", "10月定的目标10000元，还差多少", "10月计划卖1万，完成了百分之几"],
)
def test_how_far_a_planned_amount_is(small_shop: Facts, question: str) -> None:
    """What was reached is told, with its share of the amount; no plan is made and no goal is set."""
    reached = net_sales(paid_lines(*OCTOBER))
    card = asked(small_shop, question)
    assert (card.status, card.value) == ("answer", reached)
    said = card.text.render("zh")
    assert f"{abs(Decimal(10000) - reached):,.2f}" in said


def test_a_planned_amount_up_to_a_day(small_shop: Facts) -> None:
    """到昨天为止: today is not counted."""
    card = asked(small_shop, "这个月想做到1万，到昨天为止做成了几成")
    assert card.value == net_sales(paid_lines(date(2026, 11, 1), date(2026, 11, 20)))


@pytest.mark.parametrize(
    ("question", "context", "span"),
    [
        ("只算下半个月", "9月卖了多少", (date(2026, 9, 16), date(2026, 10, 1))),
        ("上半月的呢", "9月卖了多少", (date(2026, 9, 1), date(2026, 9, 16))),
        ("当月一共多少单", "9月浙江卖了多少", SEPTEMBER),
        ("当天多少单", "10月9日卖了多少", (date(2026, 10, 9), date(2026, 10, 10))),
    ],
)
def test_a_part_of_the_period_before(
    small_shop: Facts, question: str, context: str, span: tuple[date, date]
) -> None:
    """Of the month that was spoken of, not of the one that is near."""
    card = asked(small_shop, question, context)
    assert card.query is not None, card.text.render("en")
    assert days(card.query) == span


def test_a_share_of_the_same_names_sales(small_shop: Facts) -> None:
    """What part of its sales of that month a region gave back: refunds by sales, of September."""
    lines = paid_lines(*SEPTEMBER)
    of_it = lines[lines.region == "浙江"]
    card = asked(small_shop, "占浙江当月销售额的百分之几", "9月浙江退了多少钱")
    assert abs(card.value - of_it.refund_amount.sum() / of_it.paid_amount.sum()) < Decimal("0.0001")


def test_the_part_that_is_named_last_is_the_one_asked_for(small_shop: Facts) -> None:
    """After a channel's sales, what part of them a category is, not what part of the category the channel is."""
    lines = paid_lines(*OCTOBER)
    channel = lines[lines.channel == "小程序"]
    card = asked(small_shop, "纸尿裤占几成", "10月小程序卖了多少")
    part = channel[channel.product_id.isin(["p3", "p4"])]
    assert abs(card.value - net_sales(part) / net_sales(channel)) < Decimal("0.01")


@pytest.mark.parametrize("question", ["10月看了辅食的人里有几成买了", "10月看过辅食的人有百分之几下单了"])
def test_who_looked_and_bought(small_shop: Facts, question: str) -> None:
    """Of those who looked, not of those who bought."""
    assert meant(small_shop, question).metrics == ("conversion",)


def test_a_week_with_a_day_in_it_beside_another(small_shop: Facts) -> None:
    """9号那个礼拜比2号那个礼拜: two weeks, by a day of each."""
    query = meant(small_shop, "9号那个礼拜的销售额比2号那个礼拜多多少")
    assert query.compare is not None
    assert days(query) == (date(2026, 11, 9), date(2026, 11, 16))
    assert (query.compare.start, query.compare.end) == (date(2026, 11, 2), date(2026, 11, 9))


def test_the_weekday_before_a_day(small_shop: Facts) -> None:
    """前一个礼拜五, beside a Friday, is a week earlier; beside a Sunday the Friday of that week."""
    for day, back in ((date(2026, 10, 9), 7), (date(2026, 10, 11), 2)):
        query = meant(small_shop, f"10月{day.day}号的营业额跟前一个礼拜五比怎么样")
        assert query.compare is not None
        assert query.compare.start == day - timedelta(days=back)


def test_two_days_from_the_one_to_the_other(small_shop: Facts) -> None:
    """10月9号到10号涨了多少: the second beside the first, not both beside the two before."""
    query = meant(small_shop, "10月9号到10号，销售额涨了多少")
    assert query.compare is not None
    assert days(query) == (date(2026, 10, 10), date(2026, 10, 11))
    assert query.compare.start == date(2026, 10, 9)


@pytest.mark.parametrize(
    "question", ["10月卖了多少，跟9月比怎么样，哪个群最好", "10月销售额多少，哪个群最好"]
)
def test_each_of_several_questions_is_answered(small_shop: Facts, question: str) -> None:
    """The total is not passed over for the list behind it."""
    card = asked(small_shop, question)
    assert card.value == net_sales(paid_lines(*OCTOBER))
    assert card.parts[-1].query is not None
    assert card.parts[-1].query.dimensions == ("group",)


def test_hours_before_a_count(small_shop: Facts) -> None:
    """六点到九点多少单 ends at nine: 多 belongs to 多少."""
    lines = paid_lines(*OCTOBER)
    kept = lines[lines.ordered_hour.between(18, 20)]
    assert asked(small_shop, "10月晚上六点到九点多少单").value == orders(kept)


def test_up_to_midnight(small_shop: Facts) -> None:
    """半夜十二点 is the end of the evening."""
    lines = paid_lines(*OCTOBER)
    assert asked(small_shop, "10月晚上八点到半夜十二点的单子有多少").value == orders(
        lines[lines.ordered_hour >= 20]
    )


def test_sums_of_weekdays_and_weekends(small_shop: Facts) -> None:
    """各卖多少 asks for both sums, not for what a day took on average."""
    lines = paid_lines(*OCTOBER)
    weekend = lines[[day.isoweekday() > 5 for day in lines.ordered_on]]
    card = asked(small_shop, "10月工作日和周末各卖多少")
    assert card.query is not None
    assert card.query.metrics == ("net_sales",)
    assert net_sales(weekend) in [row[1] for row in card.rows]


def test_a_months_newcomers_month_by_month(small_shop: Facts) -> None:
    """Those whose first order was in a month, and how many of them bought in each month after."""
    every = paid_lines(date.min, date.max)
    bought = every[every.paid_amount > 0]
    first = bought.groupby("customer_key").ordered_on.min()
    came = set(first[[date(2025, 10, 1) <= day < date(2025, 11, 1) for day in first]].index)
    then = bought[[date(2025, 11, 1) <= day < date(2025, 12, 1) for day in bought.ordered_on]]
    assert came
    card = asked(small_shop, "去年10月头一次来下单的那批客人，后头每个月还有几个来买")
    assert card.status == "answer", card.text.render("en")
    found = {int(row[0]): int(row[1]) for row in card.rows}
    assert found[0] == len(came)
    assert found.get(1, 0) == len(came & set(then.customer_key))


def test_what_is_not_understood_is_not_passed_over(small_shop: Facts) -> None:
    """From midnight on has no end, a month that grew most no list, and abroad is nowhere that the shop has told."""
    declines(
        small_shop,
        "10月夜里十二点以后的单子有几笔",
        "今年哪个月涨得最多",
        "国外那些客户咋样了",
        "10月买菜买肉的钱占营业额几成",
    )


@pytest.mark.parametrize(
    "said",
    [
        "店里最近有啥动静",
        "生意还行不",
        "是不是比刚开始那会儿强了",
        "心里没底，帮我看看",
        "今天有啥要忙的",
        "帮我瞅瞅哪里不太对劲",
        "最近总觉得哪儿怪怪的",
        "有没有毛病",
    ],
)
def test_moods_are_asked_back(small_shop: Facts, said: str) -> None:
    """An overview that asks which figure, or the way to the cards."""
    assert asked(small_shop, said).status == "clarify"
