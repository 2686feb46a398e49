"""The shops themselves: the same bytes again, the same whatever comes after, very different from each other, and adding up."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from sample_data.worlds.profiles import BLOCK, COLD, COLD_DAYS, PLANTED
from sample_data.worlds.world import Chunk, World

Frames = dict[str, pd.DataFrame]


def test_the_same_seed_gives_the_same_bytes(world: World, chunk: Chunk) -> None:
    """Every table, every value and every truth, built a second time."""
    again = world.chunk(range(20))
    first = world.chunk(range(20))
    assert {kind: table.equals(again.tables[kind]) for kind, table in first.tables.items()} == dict.fromkeys(
        first.tables, True
    )
    assert [t.row for t in again.truths].__repr__() == [
        t.row for t in chunk.truths if int(t.shop_id[1:]) < 20
    ].__repr__()


def test_a_shop_does_not_depend_on_how_many_others_there_are(world: World) -> None:
    """Shop 7 of ten is shop 7 of ten thousand, alone or in a chunk."""
    large = replace(world, shops=10_000).chunk([7])
    small = replace(world, shops=10).chunk(range(10))
    for kind, table in large.tables.items():
        rows = small.tables[kind].to_pandas()
        mine = rows[rows["shop_id"] == "w00007"].reset_index(drop=True).astype(str)
        pd.testing.assert_frame_equal(table.to_pandas().astype(str), mine, check_dtype=False)


def test_another_seed_is_another_world(world: World) -> None:
    """Not one shop keeps its lines."""
    other = replace(world, seed=12).chunk([0, 1, 2])
    assert not other.tables["order_line"].equals(world.chunk([0, 1, 2]).tables["order_line"])


def test_more_processes_make_the_same_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks come in order, whoever makes them."""
    # Spawned processes run the main module again; a page tested before in this process may have left itself there.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    world = World(3, 12, 300, pd.Timestamp("2026-05-08").date(), kinds=("order_line",))
    alone, together = list(world.chunks()), list(world.chunks(processes=2))
    assert [
        c.tables["order_line"].equals(d.tables["order_line"]) for c, d in zip(alone, together, strict=True)
    ] == [True] * len(alone)


def test_roles_have_their_shares(world: World) -> None:
    """In every ten shops five have causes, one is cold, two have only confounders and two have nothing."""
    roles = pd.Series([world.profile(number).role for number in range(world.shops)])
    assert roles.value_counts().to_dict() == {
        role: BLOCK.count(role) * world.shops // 10 for role in set(BLOCK)
    }
    assert (roles != PLANTED).mean() >= 1 / 3


def test_shops_differ(world: World) -> None:
    """All trades and currencies, sizes over three orders of magnitude, some without costs, stock or customers."""
    profiles = [world.profile(number) for number in range(400)]
    lines = np.array([p.lines for p in profiles if p.role != COLD])
    assert lines.max() / np.median(lines) > 20
    assert np.median(lines) < 0.5 * world.lines_per_shop
    assert {p.trade.name for p in profiles} == {"maternity", "fashion", "groceries", "gifts", "coffee"}
    assert {p.currency for p in profiles} == {"CNY", "USD", "GBP", "EUR", "JPY"}
    assert set().union(*(p.lacking for p in profiles)) >= {
        "cost",
        "stock",
        "customer",
        "event",
        "review",
        "post",
    }


def test_cold_shops_have_two_weeks(world: World, frames: Frames) -> None:
    """Their first order is not older than that."""
    lines = frames["order_line"]
    cold = {world.profile(n).shop_id for n in range(world.shops) if world.profile(n).role == COLD}
    first = lines[lines["shop_id"].isin(cold)].groupby("shop_id", observed=True)["ordered_on"].min()
    assert len(first) == len(cold)
    assert (first >= pd.Timestamp(world.last_day) - pd.Timedelta(days=COLD_DAYS - 1)).all()


def test_lines_are_about_as_many_as_asked_for(world: World, frames: Frames) -> None:
    """The expected sizes of the shops are kept within a sixth, all together."""
    expected = sum(world.profile(number).lines for number in range(world.shops))
    assert len(frames["order_line"]) == pytest.approx(expected, rel=1 / 6)


def test_amounts_add_up(frames: Frames) -> None:
    """Paid is quantity times price less discount, or nothing; refunds are whole; an order has one moment, customer and state of payment."""
    lines = frames["order_line"]
    sold = lines["status"].isin(["paid", "refunded"])
    due = lines["quantity"] * lines["unit_price"] - lines["discount_amount"]
    assert np.allclose(lines["paid_amount"], np.where(sold, due, 0), atol=0.001)
    assert np.allclose(
        lines["refund_amount"], np.where(lines["status"] == "refunded", lines["paid_amount"], 0)
    )
    assert (lines["unit_price"] > 0).all()
    assert (lines["discount_amount"] <= lines["quantity"] * lines["unit_price"]).all()
    orders = lines.groupby(["shop_id", "order_id"], observed=True)
    assert (orders["ordered_at"].nunique() == 1).all()
    assert (orders["line_no"].max() == orders.size()).all()


def test_days_are_the_shops_own(world: World, frames: Frames) -> None:
    """Day and hour of an order are those of its instant on the shop's wall clock, and none is later than the last day."""
    for number in range(12):
        profile = world.profile(number)
        lines = frames["order_line"][frames["order_line"]["shop_id"] == profile.shop_id]
        local = lines["ordered_at"].dt.tz_localize("UTC").dt.tz_convert(ZoneInfo(profile.zone))
        assert (local.dt.tz_localize(None).dt.normalize() == lines["ordered_on"]).all()
        assert (local.dt.hour == lines["ordered_hour"]).all()
        assert lines["ordered_on"].max() <= pd.Timestamp(world.last_day)


def test_stock_agrees_with_sales(world: World, frames: Frames) -> None:
    """What was there a week ago, less what was sold since, is there today."""
    lines, stock = frames["order_line"], frames["stock"]
    stock["snapshot_on"] = pd.to_datetime(stock["snapshot_on"])
    today, week = pd.Timestamp(world.last_day), pd.Timestamp(world.last_day) - pd.Timedelta(days=7)
    restocked = {t.shop_id for t in world.chunk(range(world.shops)).truths if t.name == "restock_jump"}
    sold = lines[lines["status"].isin(["paid", "refunded"]) & (lines["ordered_on"] > week)]
    units = sold.groupby(["shop_id", "sku"], observed=True)["quantity"].sum()
    count = stock.set_index(["shop_id", "sku", "snapshot_on"])["on_hand"].unstack()
    both = count[[week, today]].dropna()
    both = both[~both.index.get_level_values(0).isin(restocked)]
    gone = units.reindex(both.index).fillna(0)
    assert (both[week] - gone == both[today]).all()


@pytest.mark.parametrize(("argument", "message"), [({"kinds": ("orders",)}, "kinds == "), ({"causes": ("rain",)}, "causes == "), ({"shops": 0}, "shops == 0")])  # fmt: skip
def test_what_is_unknown_is_named(world: World, argument: dict[str, object], message: str) -> None:
    """A word that the world does not know is refused with the words that it knows."""
    with pytest.raises(ValueError, match=message):
        replace(world, **argument)


def test_a_shop_speaks_one_language(world: World, frames: Frames) -> None:
    """No Chinese in an English shop's files: an importer would take it for a Chinese one and count in yuan."""
    for number in range(world.shops):
        profile = world.profile(number)
        for kind, frame in frames.items():
            mine = frame[frame["shop_id"] == profile.shop_id].head(300)
            text = "".join(
                mine[name].astype(str).str.cat()
                for name in mine.columns
                if mine[name].dtype.name in ("category", "str", "object")
            )
            assert profile.language == "zh" or not any("\u4e00" <= char <= "\u9fff" for char in text), kind
