"""Stock-out ahead: what will be empty before a reorder arrives, and nothing that lasts."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.detectors.stock_out_ahead import stock_out_ahead
from brain.opportunities.shelf.running_out import DAYS, days_of, judge
from tests.opportunities.shelf_and_prices import YESTERDAY, alarms, count_stock, steady
from tests.opportunities.shops import TODAY, sell


def scan_row(**told: object) -> dict[str, object]:
    """One row of the scan: a SKU that sold a piece so many days ago."""
    return {
        "shop_id": "s", "product_id": "p", "sku": "k", "name": "奶粉", "skus": 1, "on_hand": 5.0, "incoming": 0.0, "since_count": 0.0,
        "counted_ago": 1, "lead_days": 7, "lead_known": 1, "price": 10.0, "lately": 28.0, "days_ago": 1, "units": 1.0, "gone": 0, **told,
    }  # fmt: skip


def daily(**told: object) -> pd.DataFrame:
    """Twelve weeks of a piece a day."""
    return pd.DataFrame([scan_row(days_ago=back, **told) for back in range(1, DAYS + 1)])


def test_a_shelf_that_is_empty_before_the_delivery_is_urgent(shop: Warehouse) -> None:
    """Four pieces at two a day and seven days to reorder: order today, and how much."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 4})
    (alarm,) = alarms(shop, stock_out_ahead)
    assert alarm.urgent
    assert alarm.subjects[0].id == "奶粉"
    assert "来不及到" in alarm.headline.render("zh")
    assert any("今天至少订" in step.render("zh") for step in alarm.steps)
    assert alarm.effect.mid > 0


def test_what_lasts_beyond_the_next_round_is_left_alone(shop: Warehouse) -> None:
    """Forty pieces at two a day outlast a week of lead time and a week until the next look."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 40})
    assert alarms(shop, stock_out_ahead) == []


def test_a_delivery_on_its_way_calls_it_off(shop: Warehouse) -> None:
    """The same four pieces, with forty more coming."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 4}, incoming=40)
    assert alarms(shop, stock_out_ahead) == []


def test_what_was_sold_after_the_count_is_gone(shop: Warehouse) -> None:
    """Twenty-four counted ten days ago, two sold a day since: four left, and the owner is asked to count first."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 22}, day=TODAY - timedelta(days=10))
    (alarm,) = alarms(shop, stock_out_ahead)
    texts = [row.text.render("zh") for row in alarm.explanation.evidence]
    assert any("应该还有 4 件" in text for text in texts)
    assert "盘一下" in alarm.steps[0].render("zh")


def test_an_old_count_or_a_slow_item_says_nothing(shop: Warehouse) -> None:
    """A count of three weeks ago is no count; five pieces in four weeks can wait for the usual look."""
    sell(shop, [*steady("奶粉", a_day=2), *steady("摇铃", every=6)])
    count_stock(shop, {"奶粉": 2}, day=TODAY - timedelta(days=20))
    count_stock(shop, {"摇铃": 1})
    assert alarms(shop, stock_out_ahead) == []


def test_an_unknown_lead_time_is_assumed_and_said(shop: Warehouse) -> None:
    """A week, in so many words."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 4}, lead=None)
    (alarm,) = alarms(shop, stock_out_ahead)
    assert any("没写补货天数" in row.text.render("zh") for row in alarm.explanation.evidence)


def test_rows_of_today_are_not_used(shop: Warehouse) -> None:
    """A count and sales of today leave this morning's judgement as it was."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 4})
    before = alarms(shop, stock_out_ahead)
    count_stock(shop, {"奶粉": 400}, day=TODAY)
    sell(shop, [{"day": TODAY, "product": "奶粉", "order": f"today{i}"} for i in range(9)])
    assert [one.headline for one in alarms(shop, stock_out_ahead)] == [one.headline for one in before]


def test_an_empty_shelf_is_told_as_empty(shop: Warehouse) -> None:
    """No "0 pieces left until today": it is sold out, and there is no chart of nothing."""
    sell(shop, steady("奶粉", a_day=2))
    count_stock(shop, {"奶粉": 0}, day=YESTERDAY)
    (alarm,) = alarms(shop, stock_out_ahead)
    assert "已经卖完" in alarm.headline.render("zh")
    assert alarm.explanation.look is None
    assert alarm.urgent


def test_days_without_stock_do_not_count_as_days_without_demand() -> None:
    """From a count of none until the next sale a SKU was not there."""
    rows = [scan_row(days_ago=back) for back in (*range(1, 11), *range(31, DAYS + 1))]
    rows.append(scan_row(days_ago=30, units=0.0, gone=1))
    near = days_of(pd.DataFrame(rows).sort_values("days_ago"))
    missing = np.flatnonzero(~near.there[0])
    assert missing.tolist() == list(range(DAYS - 30, DAYS - 10))


@settings(deadline=None, max_examples=30)
@given(left=st.integers(0, 40), more=st.integers(1, 40))
def test_more_stock_never_makes_it_surer(left: int, more: int) -> None:
    """The chance falls with every piece on the shelf, and a piece on its way is as good as one there."""

    def chance(on_hand: float, incoming: float = 0.0) -> float:
        return max((one.sure for one in judge(daily(on_hand=on_hand, incoming=incoming))), default=0.0)

    assert chance(left + more) <= chance(left)
    assert chance(left, more) == chance(left + more)


def test_the_worth_is_what_the_days_sooner_sell() -> None:
    """Seven pieces at one a day, ten days of lead: about seven days sooner, at ten each."""
    (one,) = judge(daily(on_hand=7.0, lead_days=10))
    assert Decimal(50) < Decimal(str(one.worth)) < Decimal(90)
    assert one.urgent
