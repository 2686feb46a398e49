"""Words of the trade in the words of the grammar, and those that stay as they are."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.trade_words_zh import in_trade_words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2月收款总额", "2月实收金额"),
        ("8月份退货贷项金额", "8月份退款金额"),
        ("退货扣了多少", "退款金额多少"),
        ("情人节当天支付单量", "情人节当天单量"),
        ("近7天浏览-加购-支付漏斗", "近7天漏斗"),
        ("10月两张券各核销了多少单", "10月各券订单数"),
        ("10月核销了多少单", "10月用了优惠券的订单有多少"),
        ("10月新客占比", "10月新客占客户数的比例"),
        ("九月份除掉进货的钱,赚了多少", "九月份毛利多少"),
        ("刚过去的十月", "十月"),
        ("晚8点档(20-21点)成交占全天几成", "20点到21点成交占全天几成"),
        ("花钱最多的十个客人,写给我看看", "花钱最多的十个客人"),
        ("纸尿裤周环比", "纸尿裤上周环比"),
        ("10月奶粉月环比", "10月奶粉环比"),
        ("8号到14号跟前一礼拜比", "8号到14号跟前一周比"),
        ("1000以上订单有几个", "1000元以上的订单有几个"),
        ("一百到三百的单子有多少", "一百到三百元的单子有多少"),
        ("2月全额退款订单数", "2月退款率不低于100%的订单有多少"),
    ],
)
def test_said_in_plainer_words(said: str, meant: str) -> None:
    """The very same figure under the name that the grammar knows."""
    assert in_trade_words(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "未支付订单数",
        "应收款总额",
        "10月新客销售额占比",
        "近8周奶粉周环比",
        "部分退款的订单有多少",
        "给我写个文案",
        "8月1到15的订单",
        "wechat pay orders",
    ],
)
def test_what_is_something_else_stays(said: str) -> None:
    """A condition or another figure is not made into the one that it looks like."""
    assert in_trade_words(said) == said


def test_other_hours_in_brackets_stay() -> None:
    """Eight o'clock is not nine to eleven: which is meant is left open."""
    assert "(9点-11点)" in in_trade_words("晚8点档(9点-11点)的成交")
