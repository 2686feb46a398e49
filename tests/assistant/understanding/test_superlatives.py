"""Superlatives of dialect and slang rank like 最好 and worst; moods, moulds and the weather do not."""

from __future__ import annotations

from datetime import date

import pytest

from brain.assistant.understanding.intending import intent_of
from brain.assistant.understanding.reading import read

TODAY = date(2026, 11, 20)


def ranking(question: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None, int | None]:
    """By what a question ranks, what it lists, from which end and how many."""
    said = read(question, None, TODAY)
    assert not said.unknown, said.unknown
    assert not said.leftover, said.leftover
    intent = intent_of(said, TODAY)
    return intent.metrics, intent.dimensions, intent.ranked, intent.limit


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("十月份卖得最孬的三个类目是啥子", (("net_sales",), ("category",), "low", 3)),
        ("Q3最拉胯的3个牌子", (("net_sales",), ("brand",), "low", 3)),
        ("上个月卖得顶好的五样东西", (("net_sales",), ("product",), "high", 5)),
        ("上个月走得最烂的3个商品", (("units",), ("product",), "low", 3)),
        ("上个月卖得贼好的前5个品", (("net_sales",), ("product",), "high", 5)),
        ("上月哪个群最给力", (("net_sales",), ("group",), "high", 1)),
        ("上个月排第一的品类是哪个", (("net_sales",), ("category",), "high", 1)),
        ("上个月退款最拉胯的品类", (("refunds",), ("category",), "high", 10)),
        ("今年哪一天卖得最多 卖了多少", (("net_sales",), ("day",), "high", 1)),
        ("上个月卖得最多的商品", (("units",), ("product",), "high", 10)),
        ("what were our crappiest sellers last month", (("net_sales",), ("product",), "low", 10)),
        ("which category did the worst in october", (("net_sales",), ("category",), "low", 1)),
        ("top dog brand last month by far", (("net_sales",), ("brand",), "high", 10)),
        ("what's selling best this month", (("net_sales",), ("product",), "high", 10)),
        ("which hour do most orders come in, last month I mean", (("orders",), ("hour",), "high", 1)),
        ("who is our biggest spender this yr and how much", (("net_sales",), ("customer",), "high", 1)),
        ("who are our 3 biggest spenders this yr", (("net_sales",), ("customer",), "high", 3)),
    ],
)
def test_slang_ranks(question: str, expected: tuple[object, ...]) -> None:
    """By sales, unless another figure is named; the worst of refunds are the most."""
    assert ranking(question) == expected


@pytest.mark.parametrize(
    "question",
    ["上个月哪天最冷", "上个月最热的是哪天", "最差评的商品", "上个月卖得挺好的", "上个月推得最狠的商品"],
)
def test_what_is_no_ranking_of_sales_stays_unread(question: str) -> None:
    """The weather, a review and a mood rank nothing that the shop sold."""
    said = read(question, None, TODAY)
    assert said.unknown or said.leftover
