"""Each planted cause can be seen in the written files with plain pandas, and the decoys look as they should."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sample_data.story import FALLING, RISING, TINY
from sample_data.world import World, build_world

Exports = dict[str, pd.DataFrame]
DAY = pd.Timedelta(1, "D")


def _change(rows: pd.Series, days: pd.Series, anchor: pd.Timestamp, length: int, weight: pd.Series) -> float:
    """Weight a day in the last days against the 28 days before them, minus one."""
    now = rows & (days > anchor - length * DAY) & (days <= anchor)
    before = rows & (days <= anchor - length * DAY) & (days > anchor - (length + 28) * DAY)
    return float(weight[now].sum()) / length / (float(weight[before].sum()) / 28) - 1


def _ones(frame: pd.DataFrame) -> pd.Series:
    return pd.Series(1, index=frame.index)


def test_the_rising_category_rises_in_its_group_only(shop_exports: Exports, anchor: pd.Timestamp) -> None:
    """Organic food sells 35 to 60 per cent more than in the four weeks before; the rest of the shop and other groups stay level."""
    orders = shop_exports["orders"]
    rising, group = orders["category"] == RISING, orders["group"] == "宝妈2群"
    assert 0.35 <= _change(rising, orders["day"], anchor, 7, orders["net"]) <= 0.60
    assert 0.25 <= _change(rising, orders["day"], anchor, 7, _ones(orders)) <= 0.75
    assert _change(rising & group, orders["day"], anchor, 7, orders["net"]) > 0.6
    assert abs(_change(rising & ~group, orders["day"], anchor, 7, _ones(orders))) < 0.25
    assert abs(_change(~rising, orders["day"], anchor, 7, orders["net"])) < 0.12


@pytest.mark.parametrize("kind", ["view", "cart"])
def test_interest_rises_before_sales_explain_it(
    kind: str, shop_exports: Exports, anchor: pd.Timestamp
) -> None:
    """Looks and carts of the category rise by 60 to 90 per cent, all of it in one group."""
    events = shop_exports["events"]
    mine, group = (events["category"] == RISING) & (events["type"] == kind), events["group"] == "宝妈2群"
    rest = (events["category"] != RISING) & (events["type"] == kind)
    assert 0.60 <= _change(mine, events["day"], anchor, 7, _ones(events)) <= 0.90
    assert _change(mine & group, events["day"], anchor, 7, _ones(events)) > 1.0
    assert abs(_change(mine & ~group, events["day"], anchor, 7, _ones(events))) < 0.1
    assert abs(_change(rest, events["day"], anchor, 7, _ones(events))) < 0.1


def test_the_best_seller_sold_out_for_six_days(shop_world: World, shop_exports: Exports) -> None:
    """No sale and no stock inside the window, looks going on, sales on both sides of it."""
    cause, orders, events = shop_world.causes["stock_out"], shop_exports["orders"], shop_exports["events"]
    start, end = pd.Timestamp(cause["sold_out"]["start"]), pd.Timestamp(cause["sold_out"]["end"])
    assert (end - start).days == 6
    sold = orders[orders["product_id"] == cause["product_id"]].groupby("day").size()
    assert sold[start : end - DAY].sum() == 0
    assert sold[start - 14 * DAY : start - DAY].sum() > 14
    assert sold[end : end + 13 * DAY].sum() > 14
    seen = events[
        (events["product_id"] == cause["product_id"]) & (events["day"] >= start) & (events["day"] < end)
    ]
    assert seen["day"].nunique() == 6
    stock = (
        shop_exports["stock"]
        .query("product_id == @cause['product_id']")
        .set_index("snapshot_on")["on_hand"]
        .astype(int)
    )
    assert (stock[str(start.date()) : str((end - DAY).date())] == 0).all()
    assert stock[str(end.date())] > 0


def test_another_product_runs_out_in_about_four_days(
    shop_world: World, shop_exports: Exports, anchor: pd.Timestamp
) -> None:
    """Stock on the last day lasts three to five days at the pace of four weeks, nothing is on its way, and no other product is so short."""
    cause, orders = shop_world.causes["running_out"], shop_exports["orders"]
    recent = orders[(orders["day"] > anchor - 28 * DAY) & orders["status"].isin(["paid", "refunded"])]
    pace = recent.groupby("product_id")["quantity"].sum() / 28
    last = shop_exports["stock"].query("snapshot_on == @anchor.strftime('%Y-%m-%d')").set_index("product_id")
    left = last["on_hand"].astype(int) / pace
    short = left[(left < 5) & (last["incoming"] == "0")]
    assert list(short.index) == [cause["product_id"]]
    assert 3 <= short.iloc[0] <= 5


def test_one_price_slipped(shop_world: World, shop_exports: Exports, anchor: pd.Timestamp) -> None:
    """For three days one product costs a quarter less than ever before and than anywhere else; nothing else moved so far."""
    cause, orders = shop_world.causes["price_slip"], shop_exports["orders"]
    mine = orders[orders["product_id"] == cause["product_id"]]
    now, before = mine[mine["day"] > anchor - 3 * DAY], mine[mine["day"] <= anchor - 3 * DAY]
    assert len(now) > 0
    assert 0.73 <= now["unit_price"].max() / before["unit_price"].tail(50).min() <= 0.77
    products = shop_exports["products"].set_index("product_id")["price"].astype(float)
    market = shop_exports["prices"].query("product_id == @cause['product_id']")["price"].astype(float).tail(9)
    assert products[cause["product_id"]] == cause["price"] < 0.85 * market.min()
    usual = orders[orders["day"] < anchor - 10 * DAY].groupby("product_id")["unit_price"].last()
    ratio = products / usual
    assert list(ratio[ratio < 0.88].index) == [cause["product_id"]]


def _rhythm(orders: pd.DataFrame, anchor: pd.Timestamp) -> pd.DataFrame:
    """For each customer: orders that brought money, median gap, how overdue, how steady, money brought."""
    paid = orders[orders["net"] > 0]
    visits = paid.drop_duplicates(["customer_id", "day"])[["customer_id", "day"]].sort_values(
        ["customer_id", "day"]
    )
    visits["gap"] = visits.groupby("customer_id")["day"].diff().dt.days
    found = visits.groupby("customer_id").agg(
        n=("day", "size"), last=("day", "max"), gap=("gap", "median"), spread=("gap", "std")
    )
    found["overdue"] = (anchor - found["last"]).dt.days / found["gap"]
    found["money"] = paid.groupby("customer_id")["net"].sum()
    return found


def test_valuable_steady_customers_are_overdue(
    shop_world: World, shop_exports: Exports, anchor: pd.Timestamp
) -> None:
    """150 to 250 customers with a rhythm are 1.5 to 3 rhythms late, most of them among the best; few others look like them."""
    planted = [entry["customer_id"] for entry in shop_world.causes["win_back"]["customers"]]
    assert 150 <= len(planted) <= 250
    rhythm = _rhythm(shop_exports["orders"], anchor)
    mine = rhythm.loc[planted]
    assert mine["overdue"].between(1.5, 3.0).mean() > 0.94
    assert (mine["money"] > rhythm["money"].quantile(2 / 3)).mean() > 0.75
    alike = rhythm[
        (rhythm["n"] >= 6) & rhythm["overdue"].between(1.5, 3) & (rhythm["spread"] < 0.45 * rhythm["gap"])
    ]
    assert alike.index.isin(planted).mean() > 0.7


def test_groups_answer_to_their_voice_and_hour(shop_world: World, shop_exports: Exports) -> None:
    """Past posts bring most orders a reader in the voice and at the hour that the answer sheet names; one group has no preference."""
    posts = shop_exports["posts"]
    posts = posts.assign(
        hour=posts["posted_at"].str[11:13].astype(int),
        rate=posts["orders"].astype(int) / posts["reached"].astype(int),
    )
    for group, best in shop_world.causes["voices_and_hours"]["best"].items():
        mine = posts[posts["group"] == group]
        assert mine.groupby("voice")["rate"].mean().idxmax() == best["voice"]
        near = mine["hour"].sub(best["hour"]).abs() <= 1
        assert mine.loc[near, "rate"].mean() > 1.3 * mine.loc[~near, "rate"].mean()
    voices = posts[posts["group"] == "老客群"].groupby("voice")["rate"].mean()
    assert voices.max() < 1.6 * voices.min()


def test_posts_count_orders_that_are_in_the_order_file(shop_exports: Exports) -> None:
    """Reached, clicked and ordered only shrink, and there are not more orders from posts than orders in the community channel."""
    posts, orders = shop_exports["posts"], shop_exports["orders"]
    reached, clicks, ordered = (posts[name].astype(int) for name in ("reached", "clicks", "orders"))
    assert ((reached >= clicks) & (clicks >= ordered)).all()
    assert 1_500 < ordered.sum() < orders.loc[orders["channel"] == "社群", "order_id"].nunique() / 2


def test_one_category_falls(shop_exports: Exports, anchor: pd.Timestamp) -> None:
    """Picture books sell about 45 per cent fewer lines than in the four weeks before."""
    orders = shop_exports["orders"]
    falling = orders["category"] == FALLING
    assert -0.60 <= _change(falling, orders["day"], anchor, 14, _ones(orders)) <= -0.35
    assert abs(_change(~falling, orders["day"], anchor, 14, _ones(orders))) < 0.12


def test_the_tiny_category_jumps_by_a_handful(shop_exports: Exports, anchor: pd.Timestamp) -> None:
    """A decoy: a large rise in per cent, in at most eight lines."""
    orders = shop_exports["orders"]
    tiny = orders["category"] == TINY
    assert _change(tiny, orders["day"], anchor, 7, _ones(orders)) > 0.4
    assert (tiny & (orders["day"] > anchor - 7 * DAY)).sum() <= 8


def test_festivals_lift_everything_at_once(shop_world: World, shop_exports: Exports) -> None:
    """A decoy: in Singles' Day week nearly all categories sell more, and at Spring Festival the whole shop is quiet."""
    orders = shop_exports["orders"]
    week, before = (
        orders["day"].between("2025-11-05", "2025-11-11"),
        orders["day"].between("2025-10-08", "2025-10-31"),
    )
    lift = orders[week].groupby("category").size() / 7 / (orders[before].groupby("category").size() / 24)
    assert (lift.drop([TINY, "出行"]) > 1).mean() > 0.8
    quiet = orders["day"].between("2026-02-15", "2026-02-23").sum() / 9
    assert quiet < 0.65 * orders["day"].between("2026-03-09", "2026-04-05").sum() / 28
    assert "双十一" in {festival["name"] for festival in shop_world.causes["decoys"]["festivals"]}


@pytest.mark.parametrize(
    ("day", "seed"), [(date(2026, 11, 20), 20), (date(2026, 11, 20), 4), (date(2026, 8, 25), 9)]
)
def test_the_story_holds_on_other_days_and_seeds(day: date, seed: int, read: Any, tmp_path: Path) -> None:
    """Right after Singles' Day and with other seeds the category rises against the weeks before and against the rest of the shop."""
    world = build_world(day, seed=seed)
    exports, anchor = read(world, tmp_path), pd.Timestamp(day)
    orders, events = exports["orders"], exports["events"]
    rising, interest = (
        orders["category"] == RISING,
        (events["category"] == RISING) & (events["type"] == "view"),
    )
    rest = _change(~rising, orders["day"], anchor, 7, orders["net"])
    rise = _change(rising, orders["day"], anchor, 7, orders["net"])
    assert rise - max(rest, 0) > 0.30
    assert rise > rest + 0.35
    assert _change(interest, events["day"], anchor, 7, _ones(events)) > 0.6
    assert _change(orders["category"] == FALLING, orders["day"], anchor, 14, _ones(orders)) < -0.35
    assert 150 <= len(world.causes["win_back"]["customers"]) <= 250
