"""Stock cover: ordered as it must be, silent where nothing sells, and in time on planted products."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.stock_out import Judged, from_days, judge, retail_world, world
from brain.analysis.demand import Demand
from brain.analysis.stock_cover import BEYOND, WARN_AT, Cover, stock_cover

paces = st.floats(0.02, 200)
shelves = st.integers(0, 3000)
scatters = st.floats(1, 20)
drifts = st.floats(0, 0.5)


def even(pace: float, noise: float = 1.0, drift: float = 0.04, known: bool = True) -> Demand:
    """One product that sells `pace` pieces on each of fourteen days."""
    return Demand(np.full((1, 14), pace), np.array([noise]), np.array([drift]), np.array([known]))


def days_of(cover: Cover) -> list[float]:
    """Early, mid and late of one product."""
    return [float(cover.early[0]), float(cover.mid[0]), float(cover.late[0])]


@settings(max_examples=80, deadline=None)
@given(paces, scatters, drifts, shelves, st.integers(1, 500), st.integers(0, 40))
def test_more_stock_never_runs_out_earlier(
    pace: float, noise: float, drift: float, shelf: int, more: int, lead: int
) -> None:
    """Nor is it warned of sooner, nor more reordered."""
    one, two = (stock_cover(pieces, even(pace, noise, drift), lead) for pieces in (shelf, shelf + more))
    assert all(a <= b for a, b in zip(days_of(one), days_of(two), strict=True))
    assert days_of(one) == sorted(days_of(one))
    assert one.chance[0] >= two.chance[0]
    assert one.reorder[0] >= two.reorder[0]
    assert one.days_of_cover[0] <= two.days_of_cover[0]


@settings(max_examples=60, deadline=None)
@given(paces, scatters, drifts, shelves, st.integers(0, 40), st.integers(0, 40))
def test_more_lead_time_never_warns_later(
    pace: float, noise: float, drift: float, shelf: int, lead: int, more: int
) -> None:
    """Whoever waits longer for goods has at least the same chance of running out before them, and needs at least as many."""
    short, long = (stock_cover(shelf, even(pace, noise, drift), days) for days in (lead, lead + more))
    assert long.chance[0] >= short.chance[0] - 1e-9
    assert long.reorder[0] >= short.reorder[0]
    assert days_of(long) == days_of(short)


@given(shelves, st.integers(0, 60), st.integers(0, 60))
def test_what_nobody_wants_never_runs_out(shelf: int, lead: int, review: int) -> None:
    """Zero demand: no warning, no reorder, no day, even on an empty shelf."""
    cover = stock_cover(shelf, even(0.0), lead, review_days=review)
    assert not cover.warned[0]
    assert cover.reorder[0] == 0
    assert days_of(cover) == [BEYOND] * 3


@settings(max_examples=40, deadline=None)
@given(paces, shelves, st.integers(0, 500))
def test_goods_on_their_way_count_for_the_order_not_for_the_shelf(
    pace: float, shelf: int, coming: int
) -> None:
    """They lower the chance and the reorder by themselves; the shelf is as empty as it was until they come."""
    without, with_ = stock_cover(shelf, even(pace), 7), stock_cover(shelf, even(pace), 7, on_order=coming)
    assert with_.chance[0] <= without.chance[0]
    assert with_.reorder[0] == max(without.reorder[0] - coming, 0)
    assert days_of(with_) == days_of(without)


def test_an_even_product_runs_out_when_its_stock_is_sold() -> None:
    """A hundred pieces at ten a day, hardly any scatter: ten days; at the horizon's end its last week goes on."""
    cover = stock_cover(100, even(10.0, drift=0.0), 7)
    assert cover.days_of_cover[0] == pytest.approx(10)
    assert cover.early[0] < 10 <= cover.mid[0] <= 11 <= cover.late[0] + 1
    assert stock_cover(300, even(10.0, drift=0.0), 7).mid[0] == pytest.approx(30, abs=1)


def test_an_empty_shelf_is_empty_now_and_without_support_nothing_is_said() -> None:
    """Days are 0 and the warning is on; an unsupported product has no days and no warning, whatever it holds."""
    assert days_of(stock_cover(0, even(2.0), 7)) == [0.0] * 3
    assert stock_cover(-3, even(2.0), 7).warned[0]
    unknown = stock_cover(0, even(2.0, known=False), 7)
    assert not unknown.warned[0]
    assert unknown.reorder[0] == 0
    assert np.isnan(unknown.mid[0])


def test_the_order_is_enough_as_often_as_promised() -> None:
    """With stock and reorder together, 95 of 100 windows are served in full."""
    chance = np.random.default_rng(1)
    cover = stock_cover(3, even(1.5, noise=2.0, drift=0.0), 7, review_days=7, service=0.95)
    size = 21 / (2 - 1)
    wanted = chance.negative_binomial(size, 0.5, 50_000)
    served = (wanted <= 3 + cover.reorder[0]).mean()
    assert 0.95 <= served <= 0.975


def test_refusals() -> None:
    """Days are not negative, levels lie between 0 and 1, and there is one shelf a product."""
    with pytest.raises(ValueError, match="must be >= 0"):
        stock_cover(1, even(1.0), -9)
    with pytest.raises(ValueError, match="must be >= 0"):
        stock_cover(1, even(1.0), 1, warn_at=1.0)
    with pytest.raises(ValueError, match="finite"):
        stock_cover(float("nan"), even(1.0), 1)
    with pytest.raises(ValueError, match="broadcast"):
        stock_cover([1, 2, 3], even(1.0), 1)


@pytest.mark.parametrize(("batches", "for_nothing"), [(False, 0.3), (True, 0.38)])
def test_planted_stock_outs_are_seen_three_days_before(batches: bool, for_nothing: float) -> None:
    """Nine of ten or more, and few warnings while there is stock for twice the window."""
    judged = Judged()
    for seed in (8, 9):
        judge(world(seed, batches), from_days, WARN_AT, judged)
    figures = judged.ours.figures()
    assert figures["stock_outs"] >= 400
    assert figures["warned_3_days_before"] >= 0.9
    assert figures["warned_days_for_nothing"] <= for_nothing
    assert figures["warned_days_for_nothing_by_far"] <= 0.13
    assert judged.ranges.figures()["dates_held"] >= 0.78


@pytest.mark.slow
def test_chances_said_of_real_products_come_as_often(real_data: Path) -> None:
    """Beside a tenth: of shelves made up for real products, as many were empty in time as was said; ranges and orders keep their word."""
    assert (real_data / "online_retail").is_dir()
    judged = Judged()
    judge(retail_world(0), from_days, WARN_AT, judged)
    figures = judged.ranges.figures()
    assert figures["came"] == pytest.approx(figures["mean_chance_said"], abs=0.1)
    assert figures["dates_held"] >= 0.8
    assert figures["reorder_lasted"] >= 0.94
