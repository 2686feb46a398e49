"""What the answer sheet says of demand, measured again from the tables with pandas, as a detector would see them."""

from __future__ import annotations

import json

import pandas as pd
import pytest

Frames = dict[str, pd.DataFrame]


def of(truth: pd.DataFrame, name: str, role: str = "planted") -> list[tuple[dict[str, object], pd.Series]]:
    """All truths of a name: subjects and row."""
    rows = truth[(truth["name"] == name) & (truth["role"] == role)]
    return [(json.loads(row["subjects"]), row) for _, row in rows.iterrows()]


def sold(frames: Frames, shop_id: str) -> pd.DataFrame:
    """A shop's lines that were paid for."""
    lines = frames["order_line"]
    return lines[(lines["shop_id"] == shop_id) & lines["status"].isin(["paid", "refunded"])]


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
def test_a_moved_category_moved_as_written(frames: Frames, truth: pd.DataFrame, name: str) -> None:
    """The realised change is the one in the tables; at least three were planted and most came out."""
    found = of(truth, name)
    assert len(found) >= 3
    for subjects, row in found:
        again = moved(sold(frames, row["shop_id"]), subjects["category"], row["start"], row["end"])
        assert again == pytest.approx(row["realised"], abs=0.001)
        assert row["holds"] == (again / row["planned"] >= 0.5 and row["support"] >= 30)
    assert sum(row["holds"] for _, row in found) >= len(found) / 2


def test_a_failed_channel_is_missing_on_its_day(frames: Frames, truth: pd.DataFrame) -> None:
    """Its lines on that day against the same weekdays before."""
    for subjects, row in of(truth, "sales_anomaly"):
        lines = sold(frames, row["shop_id"])
        lines = lines[lines["channel"] == subjects["channel"]]
        day = pd.Timestamp(row["start"])
        usual = sum((lines["ordered_on"] == day - pd.Timedelta(weeks=w)).sum() for w in range(1, 5)) / 4
        assert (lines["ordered_on"] == day).sum() / usual - 1 == pytest.approx(row["realised"], abs=0.001)


def test_a_month_that_falls_behind(frames: Frames, truth: pd.DataFrame) -> None:
    """Sales so far against the same days of the month before, and the goal is that month's sales."""
    for subjects, row in of(truth, "goal_pace"):
        lines = sold(frames, row["shop_id"])
        start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
        last = start - pd.DateOffset(months=1)
        now = between(lines, start, end)["paid_amount"].sum()
        assert now == pytest.approx(subjects["so_far"], abs=0.01)
        assert between(lines, last, start)["paid_amount"].sum() == pytest.approx(subjects["goal"], abs=0.01)
        assert now / between(lines, last, last + (end - start))["paid_amount"].sum() - 1 == pytest.approx(
            row["realised"], abs=0.001
        )


def test_confounders_are_there_and_expect_no_card(truth: pd.DataFrame) -> None:
    """Each kind occurs, none of them is called an opportunity, and none stands in a shop with causes."""
    confounders = truth[truth["role"] == "confounder"]
    assert set(confounders["name"]) >= {
        "bulk_buyer",
        "promotion_rise",
        "restock_jump",
        "everything_lifted",
        "refused_late",
    }
    assert not confounders["expected"].any()
    assert not set(confounders["shop_id"]) & set(truth[truth["role"] == "planted"]["shop_id"])


def test_one_buyer_explains_the_bulk(frames: Frames, truth: pd.DataFrame) -> None:
    """Without that customer there is no rise in pieces left to speak of."""
    for subjects, row in of(truth, "bulk_buyer", "confounder"):
        lines = between(sold(frames, row["shop_id"]), row["start"], row["end"])
        lines = lines[lines["category"] == subjects["category"]]
        own = lines[lines["customer_key"] == subjects["customer"]]["quantity"].sum()
        assert own / lines["quantity"].sum() == pytest.approx(row["realised"], abs=0.001)
