"""What the answer sheet says of customers, measured again from the tables with pandas."""

from __future__ import annotations

import json

import pandas as pd

from sample_data.worlds.world import World

Frames = dict[str, pd.DataFrame]


def _rows(truth: pd.DataFrame, name: str) -> list[tuple[dict[str, list[str]], pd.Series]]:
    return [(json.loads(row["subjects"]), row) for _, row in truth[truth["name"] == name].iterrows()]


def _order_days(frames: Frames, shop_id: str) -> pd.Series:
    """Sorted days with an order of each customer."""
    lines = frames["order_line"]
    mine = lines[(lines["shop_id"] == shop_id) & lines["status"].isin(["paid", "refunded"])]
    return (
        mine.dropna(subset="customer_key")
        .groupby("customer_key")["ordered_on"]
        .agg(lambda days: sorted(set(days)))
    )


def _late(days: list[pd.Timestamp], end: pd.Timestamp) -> bool:
    pauses = pd.Series(days).diff().dt.days.dropna()
    away = (end - days[-1]).days
    return len(days) >= 5 and away >= 14 and 1.5 * pauses.median() <= away <= 4 * pauses.median()


def _willing(frames: Frames, shop_id: str) -> set[str]:
    people = frames["customer"]
    mine = people[people["shop_id"] == shop_id]
    return set(mine[mine["consent"] != False]["customer_key"])  # noqa: E712 - the column holds None as well


def test_late_customers_are_late_by_their_own_rhythm(
    world: World, frames: Frames, truth: pd.DataFrame
) -> None:
    """Exactly those of the sheet, planted or there by themselves; whoever said no is not among them."""
    end = pd.Timestamp(world.last_day) + pd.Timedelta(days=1)
    found = [(s, r) for s, r in _rows(truth, "win_back") if r["role"] in ("planted", "natural")]
    assert len({row["role"] for _, row in found}) == 2
    for subjects, row in found:
        days = _order_days(frames, row["shop_id"])
        late = {key for key, each in days.items() if _late(each, end)} & _willing(frames, row["shop_id"])
        assert set(subjects["customers"]) == late


def test_those_who_refused_are_late_and_said_no(world: World, frames: Frames, truth: pd.DataFrame) -> None:
    """The confounder of winning back: late indeed, but not to be written to."""
    for subjects, row in _rows(truth, "refused_late"):
        assert not set(subjects["customers"]) & _willing(frames, row["shop_id"])


def test_due_customers_bought_at_their_interval(world: World, frames: Frames, truth: pd.DataFrame) -> None:
    """Last purchase plus the median pause of that product is within five days of the end."""
    end = pd.Timestamp(world.last_day) + pd.Timedelta(days=1)
    found = _rows(truth, "repurchase_due")
    assert len(found) >= 3
    for subjects, row in found:
        lines = frames["order_line"]
        own = lines[(lines["shop_id"] == row["shop_id"]) & (lines["product_id"] == subjects["product"])]
        for key in subjects["customers"]:
            days = pd.Series(
                sorted(set(own[(own["customer_key"] == key) & (own["paid_amount"] > 0)]["ordered_on"]))
            )
            assert abs((days.iloc[-1] - end).days + days.diff().dt.days.median()) <= 5


def test_first_time_buyers_are_at_the_usual_point(world: World, frames: Frames, truth: pd.DataFrame) -> None:
    """They bought on one day only, about three weeks ago."""
    end = pd.Timestamp(world.last_day) + pd.Timedelta(days=1)
    found = _rows(truth, "second_order")
    assert len(found) >= 2
    for subjects, row in found:
        days = _order_days(frames, row["shop_id"])
        assert all(
            len(days[key]) == 1 and 17 <= (end - days[key][0]).days <= 25 for key in subjects["customers"]
        )
