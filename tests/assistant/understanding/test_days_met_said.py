"""Conditions that stand ahead of the days that meet them."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.days_met_said import days_met


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("一天过三万的有几天", "有几天过三万"),
        ("2月订单破2000的有几天", "2月有几天订单破2000"),
        ("8月销售额低于5000的天数", "8月有几天销售额低于5000"),
        ("三万以上的日子有几天", "有几天销售额不少于三万"),
        ("每天过30单的有几天", "有几天订单数过30单"),
        ("单月过百万的有几个月", "有几个月过百万"),
        ("2月份有哪几天一笔成交都没有", "2月份有哪几天没有订单"),
        ("哪几天颗粒无收", "哪几天没有订单"),
        ("一天都没开张的有几天", "没有订单的有几天"),
        ("哪几天都没开张", "哪几天都没开张"),
    ],
)
def test_the_days_stand_first(said: str, meant: str) -> None:
    """The condition is put behind the days."""
    assert days_met(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "11月哪几天订单超过80单",
        "哪些菜一份都没卖出去",
        "销量超过100的商品有几个",
        "哪几天10单以上",
        "一单多少钱",
    ],
)
def test_others_stay(said: str) -> None:
    """Goods are no days, and the nought of 80单 is none by itself."""
    assert days_met(said) == said
