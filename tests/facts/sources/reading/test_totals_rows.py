"""Lines that add up the others: never an order, whatever form they have."""

from __future__ import annotations

from typing import Any

import pytest

from brain.facts.sources.intake.inspecting import as_remembered, inspect
from brain.facts.sources.intake.opening import Options
from brain.facts.sources.intake.remembering import remember
from tests.facts.counter import NOON, Counter
from tests.facts.sources.books import xlsx

HEADER = "order_id,line_no,ordered_at,paid_amount,product_name\n"
LINES = HEADER + "1,1,2026-11-01 10:00,10,a\n2,1,2026-11-02 10:00,5,b\n"
PAID = "SELECT count(*), sum(paid_amount)::DOUBLE FROM order_line"


@pytest.mark.parametrize(
    "total",
    [
        "合计,,,15,",
        "合 计：,,,15,",
        "总计,15",
        "总计,,,15,,,",
        ",小计,,15,",
        "本页合计,,,15,",
        "Grand total,,,15,",
        "TOTAL:,,,15,",
        "Sub-total,,,15,",
        ",,Sum,15,",
        "汇总,1,2026-11-30,15,",
        "Total,1,2026-11-30 23:59,15,all",
    ],
)
def test_a_total_is_left_out_by_its_name(counter: Counter, total: str) -> None:
    """With fewer columns, with more, and with a date and an amount as if it were a sale."""
    report = counter.load(f"{LINES}{total}\n")
    assert [(one.row, one.code) for one in report.quarantined] == [(3, "total_row")]
    assert counter.rows(PAID) == [(2, 15.0)]


def test_a_total_of_each_page(counter: Counter) -> None:
    """Lists printed by the page have several, and rows go on below them."""
    report = counter.load(f"{LINES}小计,,,15,\n3,1,2026-11-03,1,c\n小计,,,1,\n合计,,,16,\n")
    assert [one.code for one in report.quarantined] == ["total_row"] * 3
    assert counter.rows(PAID) == [(3, 16.0)]


def test_goods_may_be_called_total(counter: Counter) -> None:
    """A name among the first columns does not make a row a total: a row that can be used is used."""
    content = "order_id,product_name,line_no,ordered_at,paid_amount\n1,Total,1,2026-11-01,10\n2,Sum,1,2026-11-02,5\n"
    assert counter.load(content).quarantined == ()
    assert counter.rows(PAID) == [(2, 15.0)]


@pytest.mark.parametrize("number", ["Totals-7", "T1", "合计单001", "SUM2026"])
def test_order_numbers_that_begin_like_a_total(counter: Counter, number: str) -> None:
    """Only the word alone is one."""
    assert counter.load(f"{HEADER}{number},1,2026-11-01,10,a\n").loaded == 1


def grouped(*below: list[Any]) -> list[list[Any]]:
    """A list of orders whose number and time stand on the first row of each only, as merged cells leave them."""
    rows: list[list[Any]] = [["订单号", "下单时间", "商品名称", "数量", "单价", "小计"]]
    for place in range(8):
        rows.append([f"D{1000 + place}", f"2026-11-{place + 1:02} 10:00", "米粉", 2, 10, 20])
        rows.append([None, None, "奶瓶", 1, 5, 5])
    return [*rows, *below]


@pytest.mark.parametrize(
    "below",
    [
        [None, None, "合计", 24, None, 200],
        ["合计", None, None, 24, None, 200],
        [None, None, None, 24, None, 200],
        ["合计", "2026-11-30", None, 24, None, 200],
    ],
    ids=["among the goods", "in place of a number", "nameless", "with a date"],
)
def test_a_total_is_no_further_line_of_the_last_order(counter: Counter, below: list[Any]) -> None:
    """What stands above holds for the rows of an order, not for what adds them up: that would double the shop's sales."""
    path = counter.write(xlsx({"S": grouped(below)}))
    seen = inspect(counter.warehouse, counter.shop.id, path, Options())
    mapping = {one.name: one.field or "" for one in seen.columns}
    remember(counter.warehouse, counter.shop.id, seen.header, as_remembered(seen, mapping), NOON)
    report = counter.load(path)
    assert [one.row for one in report.quarantined] == [17]
    assert counter.rows(
        "SELECT count(DISTINCT order_id), count(*), sum(paid_amount)::DOUBLE FROM order_line"
    ) == [(8, 16, 200.0)]
