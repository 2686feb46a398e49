"""Stock, prices, refunds, baskets: what the answer sheet says of goods, measured again from the tables with pandas."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

END = pd.Timestamp("2026-05-09")
Build = Callable[..., Any]


def _since(lines: pd.DataFrame, days: int) -> pd.DataFrame:
    return lines[lines["ordered_on"] >= END - pd.Timedelta(days=days)]


def test_an_sku_runs_out_before_its_delivery(family: Build) -> None:
    """On hand and on the way, over the pace of four weeks, is less than the lead time; the confounder's delivery covers it."""
    found = family("stock_out_ahead", "delivery_on_its_way")
    short, covered = found.of("stock_out_ahead"), found.of("delivery_on_its_way", "confounder")
    assert len(short) >= 5
    assert covered
    for subjects, row in [*short, *covered]:
        count = found.rows("stock", row["shop_id"])
        count = count[
            (count["sku"] == subjects["sku"]) & (count["snapshot_on"] == END - pd.Timedelta(days=1))
        ].iloc[0]
        lines = _since(found.sold(row["shop_id"]), 28)
        pace = lines[lines["sku"] == subjects["sku"]]["quantity"].sum() / 28
        left = (count["on_hand"] + count["incoming"]) / pace
        assert left / count["lead_time_days"] == pytest.approx(row["realised"])
        if row["role"] == "planted":
            assert row["holds"] == (left < count["lead_time_days"] and pace >= 0.25)
        else:
            assert left >= count["lead_time_days"]


def test_no_other_sku_runs_out(family: Build) -> None:
    """In a shop without that cause nothing that sells lasts for less than its lead time."""
    found = family("stock_out_ahead", "delivery_on_its_way")
    touched = {row["shop_id"] for _, row in found.truths}
    stock = found.frames["stock"]
    quiet = stock[~stock["shop_id"].isin(touched) & (stock["snapshot_on"] == END - pd.Timedelta(days=1))]
    assert quiet["shop_id"].nunique() >= 10
    lines = found.frames["order_line"]
    lines = _since(lines[lines["status"].isin(["paid", "refunded"])], 28)
    pace = lines.groupby(["shop_id", "sku"], observed=True)["quantity"].sum() / 28
    left = quiet.set_index(["shop_id", "sku"])["on_hand"] / pace
    lead = quiet.set_index(["shop_id", "sku"])["lead_time_days"]
    assert (left.dropna() > lead.reindex(left.dropna().index)).all()


def test_overstock_lasts_for_months(family: Build) -> None:
    """Pieces of all sizes over the pace of four weeks; what was listed last week only looks like it."""
    found = family("overstock", "first_delivery")
    assert len(found.of("overstock")) >= 5
    for subjects, row in found.of("overstock"):
        stock = found.rows("stock", row["shop_id"])
        mine = stock[
            (stock["product_id"] == subjects["product"])
            & (stock["snapshot_on"] == END - pd.Timedelta(days=1))
        ]
        lines = _since(found.sold(row["shop_id"]), 28)
        pace = lines[lines["product_id"] == subjects["product"]]["quantity"].sum() / 28
        assert mine["on_hand"].sum() == row["support"]
        if pace and row["holds"]:
            assert mine["on_hand"].sum() / pace >= 120
    for subjects, row in found.of("first_delivery", "confounder"):
        goods = found.rows("product", row["shop_id"])
        assert goods[goods["product_id"] == subjects["product"]]["listed_on"].iloc[0] == END - pd.Timedelta(
            days=8
        )
        own = found.sold(row["shop_id"])
        assert (
            own[own["product_id"] == subjects["product"]]["ordered_on"] >= END - pd.Timedelta(days=8)
        ).all()


def test_a_slipped_price_is_below_its_own_past(family: Build) -> None:
    """Today's price tag against what the product was sold for before; a list update moves all others as well."""
    found = family("price_slip", "list_update", "reduced_by_promotion")
    assert len(found.of("price_slip")) >= 8
    for subjects, row in found.of("price_slip"):
        goods = found.rows("product", row["shop_id"]).set_index("product_id")["price"]
        lines = found.sold(row["shop_id"])
        own = lines[
            (lines["product_id"] == subjects["product"]) & (lines["ordered_on"] < pd.Timestamp(row["start"]))
        ]
        assert goods[subjects["product"]] / own["unit_price"].iloc[-1] - 1 == pytest.approx(
            row["realised"], abs=0.001
        )
        late = lines[
            (lines["product_id"] == subjects["product"]) & (lines["ordered_on"] >= pd.Timestamp(row["start"]))
        ]
        assert (late["unit_price"] == subjects["price"]).all()
    for _, row in found.of("list_update", "confounder"):
        lines = found.sold(row["shop_id"])
        before = (
            lines[lines["ordered_on"] < pd.Timestamp(row["start"])]
            .groupby("product_id", observed=True)["unit_price"]
            .last()
        )
        now = found.rows("product", row["shop_id"]).set_index("product_id")["price"].reindex(before.index)
        assert (now < before).mean() > 0.9
    for subjects, row in found.of("reduced_by_promotion", "confounder"):
        offers = found.rows("promotion", row["shop_id"])
        assert (offers["promotion_id"] == subjects["promotion"]).sum() == 1


def test_a_competitor_is_below_our_price(family: Build) -> None:
    """The seller's last price against our price tag."""
    found = family("undercut")
    assert len(found.of("undercut")) >= 5
    for subjects, row in found.of("undercut") + found.of("undercut", "natural"):
        market = found.rows("market_price", row["shop_id"])
        mine = market[
            (market["product_id"] == subjects["product"]) & (market["seller"] == subjects["seller"])
        ]
        ours = found.rows("product", row["shop_id"]).set_index("product_id")["price"][subjects["product"]]
        assert mine.sort_values("observed_at")["price"].iloc[-1] / ours - 1 == pytest.approx(
            row["realised"], abs=0.001
        )


def test_demand_answers_to_its_price(family: Build) -> None:
    """Log share of the shop's lines on log price, weighted by lines, over the prices that the product had."""
    found = family("elasticity")
    assert len(found.of("elasticity")) >= 3
    for subjects, row in found.of("elasticity"):
        lines = found.sold(row["shop_id"]).copy()
        own = lines["product_id"] == subjects["product"]
        edges = pd.to_datetime(
            np.linspace(0, 400, 7).astype(int), unit="D", origin=END - pd.Timedelta(days=400)
        )
        lines["stretch"] = pd.cut(lines["ordered_on"], edges, right=False, labels=False)
        sold, rest = lines[own].groupby("stretch").size(), lines[~own].groupby("stretch").size()
        price = lines[own].groupby("stretch")["unit_price"].median()
        slope = np.polyfit(np.log(price), np.log(sold / rest.reindex(sold.index)), 1, w=np.sqrt(sold))[0]
        assert slope == pytest.approx(row["realised"], abs=0.05)
    assert sum(row["holds"] for _, row in found.of("elasticity")) >= 2


def test_a_price_is_worth_a_test_where_another_earns_more(family: Build) -> None:
    """By the planted answer, over cost, within fifteen in a hundred of today's price; the sheet says in which direction."""
    found = family("elasticity")
    for subjects, row in found.of("elasticity"):
        if row["holds"]:
            goods = found.rows("product", row["shop_id"])
            one = goods[goods["product_id"] == subjects["product"]].iloc[0]
            price, cost = float(one["price"]), 0.0 if pd.isna(one["cost"]) else float(one["cost"])
            step = 1.05 if subjects["dearer"] else 0.95
            steps = (step, step**2, step**3)
            gains = [s ** row["planned"] * (s * price - cost) / (price - cost) - 1 for s in steps]
            assert max(gains) > 0


def test_refunds_pile_up_at_one_cause(family: Build) -> None:
    """The share of refunded lines of that product, channel or SKU in three weeks, against two in a hundred."""
    found = family("refund_spike")
    assert len(found.of("refund_spike")) >= 3
    for subjects, row in found.of("refund_spike"):
        lines = _since(found.sold(row["shop_id"]), 21)
        mine = lines[lines["product_id"] == subjects["product"]]
        for name in ("channel", "sku"):
            mine = mine[mine[name] == subjects[name]] if name in subjects else mine
        assert (mine["status"] == "refunded").mean() == pytest.approx(row["realised"])
        others = lines[lines["product_id"] != subjects["product"]]
        assert (others["status"] == "refunded").mean() < 0.08


def test_a_pair_is_bought_together(family: Build) -> None:
    """Orders with both of the planted pair; it stands out among all pairs of its shop."""
    found = family("bundle")
    assert len(found.of("bundle")) >= 2
    for subjects, row in found.of("bundle"):
        lines = _since(found.sold(row["shop_id"]), 120)
        baskets = lines.groupby("order_id")["product_id"].agg(set)
        one, two = subjects["products"]
        both = sum({one, two} <= basket for basket in baskets)
        assert both == row["support"]
        pairs = pd.Series(
            [pair for basket in baskets for pair in combinations(sorted(basket), 2)]
        ).value_counts()
        if row["holds"]:
            assert pairs.get((one, two), 0) >= pairs.quantile(0.99)
