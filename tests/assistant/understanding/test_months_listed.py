"""Months listed one by one: a stretch where they follow each other."""

from __future__ import annotations

import pytest

from brain.assistant.understanding.months_listed import months_told_apart


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2010年12月,2011年1月和2月的退款率分别是多少", "2010年12月到2011年2月每个月的退款率"),
        ("6月、7月、8月的销售额各是多少", "6月到8月每个月的销售额"),
        ("2011年3月、4月、5月的退款率各多少", "2011年3月到5月每个月的退款率"),
        ("6月、7月、8月三个月的销售额一共是多少", "6月到8月的销售额一共是多少"),
    ],
)
def test_months_on_end(said: str, meant: str) -> None:
    """By month, or added up where they are asked for together."""
    assert months_told_apart(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "5月、6月和8月的退款率分别是多少",
        "12月、1月、2月的退款率分别是多少",
        "2010年12月、2011年1月、2012年2月的退款率分别是多少",
        "6月和7月的退款率分别是多少",
        "6月、7月、8月的销售额",
    ],
)
def test_months_apart_stay(said: str) -> None:
    """No stretch, or none that is sure, and nothing said of each."""
    assert months_told_apart(said) == said
