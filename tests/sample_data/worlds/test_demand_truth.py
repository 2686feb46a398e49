"""What the answer sheet says of demand, measured again from the tables with pandas, as a detector would see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

Build = Callable[..., Any]
CONFOUNDERS = ("bulk_buyer", "promotion_rise", "restock_jump", "everything_lifted")


def between(lines: pd.DataFrame, start: object, end: object) -> pd.DataFrame:
    """Lines of days [start, end)."""
    return lines[(lines["ordered_on"] >= pd.Timestamp(start)) & (lines["ordered_on"] < pd.Timestamp(end))]


def moved(lines: pd.DataFrame, category: object, start: object, end: object) -> float:
    """Change of a category against the four weeks before, relative to the other categories' change."""
    before = between(lines, pd.Timestamp(start) - pd.Timedelta(days=28), start)
    now = between(lines, start, end)
    own = (now["category"] == category).sum() / (before["category"] == category).sum()
    rest = (now["category"] != category).sum() / (before["category"] != category).sum()
    return float(own / rest - 1)


@pytest.mark.parametrize("name", ["rising_category", "falling_category"])
def test_a_moved_category_moved_as_written(family: Build, name: str) -> None:
    """The realised change is the one in the tables; several were planted and most came out."""
    found = family("rising_category", "falling_category", "sales_anomaly", "goal_pace")
    assert len(found.of(name)) >= 5
    for subjects, row in found.of(name) + found.of(name, "natural"):
        again = moved(found.sold(row["shop_id"]), subjects["category"], *_window(row, name))
        assert again == pytest.approx(row["realised"], abs=0.001)
        if row["role"] == "planted":
            assert row["holds"] == (again / row["planned"] >= 0.5 and row["support"] >= 30)
    assert sum(row["holds"] for _, row in found.of(name)) >= 0.5 * len(found.of(name))


def _window(row: pd.Series, name: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    end = pd.Timestamp(row["end"])
    return end - pd.Timedelta(days=7 if name == "rising_category" else 14), end


def test_a_rise_has_many_buyers(family: Build) -> None:
    """No customer has more than a fifth of the lines of a planted rise."""
    found = family("rising_category", "falling_category", "sales_anomaly", "goal_pace")
    for subjects, row in found.of("rising_category"):
        lines = between(found.sold(row["shop_id"]), row["start"], row["end"])
        buyers = lines[lines["category"] == subjects["category"]]["customer_key"].value_counts(
            normalize=True, dropna=False
        )
        assert buyers[buyers.index.notna()].max() <= 0.2


def test_a_failed_channel_is_missing_on_its_day(family: Build) -> None:
    """Its orders on that day against the same weekdays before."""
    found = family("rising_category", "falling_category", "sales_anomaly", "goal_pace")
    assert found.of("sales_anomaly")
    for subjects, row in found.of("sales_anomaly"):
        lines = found.sold(row["shop_id"])
        lines = lines[lines["channel"] == subjects["channel"]].drop_duplicates("order_id")
        day = pd.Timestamp(row["start"])
        usual = sum((lines["ordered_on"] == day - pd.Timedelta(weeks=w)).sum() for w in range(1, 5)) / 4
        assert (lines["ordered_on"] == day).sum() / usual - 1 == pytest.approx(row["realised"], abs=0.001)


def test_a_month_that_falls_behind(family: Build) -> None:
    """Sales so far against the same days of the month before, and the goal is that month's sales."""
    found = family("rising_category", "falling_category", "sales_anomaly", "goal_pace")
    assert len(found.of("goal_pace")) >= 5
    for subjects, row in found.of("goal_pace"):
        lines = found.sold(row["shop_id"])
        start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
        last = start - pd.DateOffset(months=1)
        now = between(lines, start, end)["paid_amount"].sum()
        assert now == pytest.approx(subjects["so_far"], abs=0.01)
        assert between(lines, last, start)["paid_amount"].sum() == pytest.approx(subjects["goal"], abs=0.01)
        then = between(lines, last, last + (end - start))["paid_amount"].sum()
        assert now / then - 1 == pytest.approx(row["realised"], abs=0.001)


def test_confounders_expect_no_card(truth: pd.DataFrame) -> None:
    """Many kinds occur in an ordinary world, none is called an opportunity, and none stands in a shop with causes."""
    confounders = truth[truth["role"] == "confounder"]
    assert confounders["name"].nunique() >= 7
    assert not confounders["expected"].any()
    assert not set(confounders["shop_id"]) & set(truth[truth["role"] == "planted"]["shop_id"])


def test_quiet_shops_have_nothing_planted(world: Any, truth: pd.DataFrame) -> None:
    """Quiet and cold shops are in the sheet only with what is there by itself."""
    quiet = {
        world.profile(n).shop_id for n in range(world.shops) if world.profile(n).role in ("quiet", "cold")
    }
    assert set(truth[truth["shop_id"].isin(quiet)]["role"]) <= {"natural"}


def test_one_buyer_explains_the_bulk(family: Build) -> None:
    """That customer bought the share of the window's pieces that the sheet says."""
    found = family(*CONFOUNDERS)
    assert len(found.of("bulk_buyer", "confounder")) >= 2
    for subjects, row in found.of("bulk_buyer", "confounder"):
        lines = between(found.sold(row["shop_id"]), row["start"], row["end"])
        lines = lines[lines["category"] == subjects["category"]]
        own = lines[lines["customer_key"] == subjects["customer"]]["quantity"].sum()
        assert own / lines["quantity"].sum() == pytest.approx(row["realised"], abs=0.001)


def test_a_promotion_explains_a_rise(family: Build) -> None:
    """The promotion is in the table, covers the window, and the window's lines of that category carry it."""
    found = family(*CONFOUNDERS)
    rises = found.of("promotion_rise", "confounder")
    assert rises
    for subjects, row in rises:
        lines = between(found.sold(row["shop_id"]), row["start"], row["end"])
        lines = lines[lines["category"] == subjects["category"]]
        assert (lines["promotion_id"] == subjects["promotion"]).all()


def test_a_restock_explains_a_jump(family: Build) -> None:
    """Nothing there and nothing sold for four weeks, then sales again."""
    found = family(*CONFOUNDERS)
    jumps = found.of("restock_jump", "confounder")
    assert len(jumps) >= 3
    for subjects, row in jumps:
        start = pd.Timestamp(row["start"])
        lines = found.sold(row["shop_id"])
        own = lines[lines["product_id"] == subjects["product"]]
        assert len(between(own, start - pd.Timedelta(days=28), start)) == 0
        stock = found.rows("stock", row["shop_id"])
        gap = stock[(stock["product_id"] == subjects["product"]) & (stock["snapshot_on"] < start)]
        gap = gap[gap["snapshot_on"] >= start - pd.Timedelta(days=28)]
        assert len(gap) >= 3
        assert (gap["on_hand"] == 0).all()
