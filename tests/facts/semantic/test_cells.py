"""What is behind a change, against an independent count of the rows that were put in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pandas as pd
import pytest

from brain.assistant.ask import ask
from brain.facts.reader import Facts
from brain.kernel.clock import FixedClock, shop_instant
from brain.kernel.evidence import Period, Query
from eval.small_shop import SHOP, TODAY, open_small_shop, order_lines

MONTHS = [date(2026, month, 1) for month in range(1, 12)]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The small shop on its last day."""
    warehouse, shop = open_small_shop(tmp_path_factory.mktemp("cells"))
    yield Facts(warehouse, shop, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    warehouse.close()


def added_by_each(metric: str, before: Period, now: Period) -> pd.Series:
    """What every order added to the change from one month to the next."""
    lines = order_lines()
    sold = lines["status"].isin(["paid", "refunded", "return"])
    amount = {
        "gross_sales": lines["paid_amount"].where(sold, Decimal(0)),
        "refunds": lines["refund_amount"],
        "net_sales": lines["paid_amount"].where(sold, Decimal(0)) - lines["refund_amount"],
    }[metric]
    in_now = (lines["ordered_on"] >= now.start) & (lines["ordered_on"] < now.end)
    in_before = (lines["ordered_on"] >= before.start) & (lines["ordered_on"] < before.end)
    kept = amount.where(in_now, -amount)[in_now | in_before]
    return kept.groupby(lines["order_id"][in_now | in_before]).sum()


@pytest.mark.parametrize("metric", ["net_sales", "gross_sales", "refunds"])
@pytest.mark.parametrize("at", range(len(MONTHS) - 2))
def test_the_largest_order_of_a_change(facts: Facts, metric: str, at: int) -> None:
    """The amount is the largest there is, and belongs to the order that it is told of."""
    before, now = (Period(start=MONTHS[at + one], end=MONTHS[at + one + 1]) for one in (0, 1))
    query = Query(metrics=(metric,), period=now, compare=before)
    _, order, change = facts.largest_order(query).rows[0]
    added = added_by_each(metric, before, now)
    assert Decimal(str(change)) == added[order]
    assert abs(added[order]) == max(abs(one) for one in added)


def test_one_order_that_made_the_change_is_told(facts: Facts) -> None:
    """Only where it made half of the change or more."""
    for month in range(2, 11):
        card = ask(facts, f"为什么2026年{month}月退款变了")
        before, now = (Period(start=MONTHS[month - 2 + one], end=MONTHS[month - 1 + one]) for one in (0, 1))
        added = added_by_each("refunds", before, now)
        largest = max(added, key=abs)
        change = added.sum()
        told = card.status == "answer" and "一笔就占" in card.text.render("zh")
        assert told == (change != 0 and largest * change > 0 and abs(largest) * 2 >= abs(change))
