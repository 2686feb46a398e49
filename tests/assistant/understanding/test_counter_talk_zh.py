"""What is said at a Chinese counter in the words of the grammar, and what stays as it is said."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.counter_talk_zh import at_the_counter


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("八月的流水,一个礼拜报一个数", "八月的流水,每周"),
        ("宝妈1群今年前三个季度,一季度一个数,卖了多少钱", "宝妈1群今年前三个季度,每季度,卖了多少钱"),
        ("2月29号,一个钟头一个钟头看,各成交了几单", "2月29号,每小时,各成交了几单"),
        ("八月周周收多少", "八月每周收多少"),
        ("八月里头每周一个总数", "八月里头每周"),
        ("二月的单子按金额大小分档,每一档有多少单", "二月的单子按订单金额段,多少单"),
        ("十月从便宜到贵,各价位卖了多少", "十月各价格段卖了多少"),
    ],
)
def test_a_figure_for_each_step(said: str, meant: str) -> None:
    """By which step of time or grade is said in the words of a cut."""
    assert at_the_counter(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("这个月想做到21万,到昨天为止做成了几成", "这个月的目标21万,到昨天,完成几成"),
        ("二月原本打算做250万销售额,实际完成了百分之多少", "二月的销售额目标250万,完成几成"),
        ("十月计划1800单,完成了百分之几", "十月的订单数目标1800,完成几成"),
        ("这个月定的目标是25万,差多少", "这个月的目标25万,完成几成"),
    ],
)
def test_a_planned_amount(said: str, meant: str) -> None:
    """How far an amount is that was meant to be made."""
    assert at_the_counter(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2月24号到25号,销售额怎么一下子蹿上去那么多", "2月24号到25号,销售额为什么涨那么多"),
        ("九月比八月少卖了一截,少在哪儿了", "九月比八月少卖了,为什么"),
        ("九月比八月差在哪", "九月比八月,为什么"),
        ("22号那周怎么比15号那周收得少", "22号那周为什么比15号那周少"),
        ("昨天咋卖这么少", "昨天为什么少"),
    ],
)
def test_why_in_talk(said: str, meant: str) -> None:
    """How come, and where it was lost."""
    assert at_the_counter(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("上个月几个群里头,哪个群卖的钱垫底", "上个月哪个群卖的钱垫底"),
        ("十月哪个品牌排老末", "十月哪个品牌垫底"),
        ("十月销售额头三位的商品", "十月销售额前三位的商品"),
        ("十月卖得最多的商品,给我列五个", "十月卖得最多的商品,前五个"),
        ("最金贵的那拨人,就是重要价值客户,十月掏了多少钱", "重要价值客户,十月掏了多少钱"),
        ("八月生意最惨淡的三天是哪三天", "八月生意最惨的三天"),
        ("十月把奶粉刨开,其他的卖了多少", "十月除了奶粉,卖了多少"),
        ("广东,江苏,浙江三家凑一块儿,占全店几成", "广东,江苏,浙江三家加起来,占全店几成"),
        ("九月到十月,哪个群多卖得最多", "九月到十月,哪个群涨得最多"),
        ("十月哪些商品卖得比九月少", "十月比九月跌得最多的商品"),
    ],
)
def test_places_numbers_and_names(said: str, meant: str) -> None:
    """Which end of a list, how many of it, and of whom."""
    assert at_the_counter(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("五月到十月这半年,销售额", "五月到十月,销售额"),
        ("从2月17号复工算起,到月底每天累计", "从2月17号到月底每天累计"),
        ("2月后14天比前15天多卖了多少钱", "2月最后14天比2月前15天多卖了多少钱"),
        ("七夕8月9号那天的营业额", "8月9号那天的营业额"),
        ("今年中秋连休三天", "今年中秋假期三天"),
        ("打九月起到现在一共多少单", "从九月起到现在一共多少单"),
        ("双十一前一周和后一周比", "双十一前一周和双十一后一周比"),
        ("今年三月头一次来下单的那批客人,后头每个月还有几个来买", "今年三月首次下单的客户按月看留存"),
        ("十月看了玩具的人里有几成买了", "十月玩具转化率"),
        ("今年只买过一次的有几个", "今年只买过一次的客户有几个"),
    ],
)
def test_times_and_buyers(said: str, meant: str) -> None:
    """Stretches of time, and people on the way to an order."""
    assert at_the_counter(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("换成玩具再报一遍", "换成玩具"),
        ("要十个", "前十"),
        ("折成钱呢", "换成净销售额呢"),
        ("合多少钱", "换成净销售额"),
        ("把九月的也放旁边", "跟九月比一下"),
        ("每个占多少", "占比"),
        ("涨了还是跌了", "环比"),
        ("同样的,给我看看玩具", "换成玩具"),
    ],
)
def test_follow_ups(said: str, meant: str) -> None:
    """What a message does to the one before it."""
    assert at_the_counter(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "五月到九月这半年,销售额",  # five months
        "八月每周一卖了多少",  # Mondays
        "上周一到周日,每天多少单",
        "这个月目标是20万",  # sets it
        "上个月哪天最冷",
        "来过不止一次的客人",
        "十月后3天卖了多少",
        "看了多少人",
        "仓库里奶粉压着多少钱的货",
        "十一月到现在比去年同期增长多少,销售额",
        "怎么用优惠券",
        "top 5 products",
    ],
)
def test_what_means_something_else_stays(said: str) -> None:
    """A count that does not fit, a Monday, a goal that is set: nothing is put in its place."""
    assert at_the_counter(said) == said
