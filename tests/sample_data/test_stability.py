"""A later day only adds rows: nothing that was exported before changes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from sample_data.world import World, build_world

DATED = ("orders", "events", "stock", "reviews", "prices", "posts", "customers", "promotions")

Exports = dict[str, pd.DataFrame]


@pytest.mark.parametrize("days", [1, 8])
def test_later_days_leave_earlier_rows_as_they_were(
    days: int,
    shop_world: World,
    shop_exports: Exports,
    read: Callable[[World, Path], Exports],
    tmp_path: Path,
) -> None:
    """With the anchor kept, each file of the later build begins with every row of the earlier one, and the orders go on."""
    later = build_world(shop_world.last_day + timedelta(days), anchor=shop_world.anchor)
    exports = read(later, tmp_path)
    for kind in DATED:
        old, new = shop_exports[kind], exports[kind]
        pd.testing.assert_frame_equal(
            new.merge(old, how="inner")[list(old.columns)].drop_duplicates(), old.drop_duplicates()
        )
    fresh = exports["orders"][exports["orders"]["day"] > pd.Timestamp(shop_world.last_day)]
    assert fresh["day"].nunique() == days
    assert len(exports["orders"]) == len(shop_exports["orders"]) + len(fresh)


def test_an_earlier_day_of_the_same_story_is_a_beginning(
    shop_world: World, shop_exports: Exports, read: Callable[[World, Path], Exports], tmp_path: Path
) -> None:
    """Before its anchor the same story is told up to the day asked for."""
    last = shop_world.anchor - timedelta(5)
    earlier = read(build_world(last, anchor=shop_world.anchor), tmp_path)["orders"]
    whole = shop_exports["orders"]
    pd.testing.assert_frame_equal(earlier, whole[whole["day"] <= pd.Timestamp(last)].reset_index(drop=True))


def test_the_story_fades_after_the_anchor(
    shop_world: World, read: Callable[[World, Path], Exports], tmp_path: Path
) -> None:
    """Three weeks later the rise has ebbed away, the product that ran out is back, and a few overdue customers have returned."""
    later = build_world(shop_world.anchor + timedelta(25), anchor=shop_world.anchor)
    exports, anchor = read(later, tmp_path), pd.Timestamp(shop_world.anchor)
    orders, causes = exports["orders"], later.causes
    mine = orders[(orders["category"] == "有机辅食") & (orders["group"] == "宝妈2群")].groupby("day").size()
    height, after = (
        mine[anchor - pd.Timedelta(6, "D") : anchor].sum() / 7,
        mine[anchor + pd.Timedelta(12, "D") :].sum() / 14,
    )
    assert after < 0.75 * height
    soon = causes["running_out"]
    sold = orders[orders["product_id"] == soon["product_id"]].groupby("day")["quantity"].sum()
    stock = (
        exports["stock"]
        .query("product_id == @soon['product_id']")
        .set_index("snapshot_on")["on_hand"]
        .astype(int)
    )
    assert (
        sold[anchor + pd.Timedelta(1, "D") : anchor + pd.Timedelta(10, "D")].sum()
        <= soon["on_hand_at_anchor"] * 1.3
    )
    assert sold[pd.Timestamp(soon["restocked_on"]) :].sum() > 0
    assert stock[soon["restocked_on"]] > 0
    overdue = {entry["customer_id"] for entry in causes["win_back"]["customers"]}
    back = overdue & set(orders.loc[orders["day"] > anchor, "customer_id"])
    assert 0.04 < len(back) / len(overdue) < 0.35
