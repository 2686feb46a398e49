"""The verdicts that are no test of chance: shelves, prices, competitors, hours, offers, pictures, goals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.opportunities.detectors import DETECTORS
from brain.opportunities.goal import watch as goal
from brain.opportunities.offers import watch as offers
from brain.opportunities.photos import watch as photos
from brain.opportunities.posting import hours_watch
from brain.opportunities.pricing import rival_watch, slip_watch, trial_watch
from brain.opportunities.shelf import out_watch

money = st.decimals(min_value="0.01", max_value="100000", places=2)
days = st.integers(9000, 11000)
SHELF = {"shelf": 4.0, "gone_on": 9825.0, "figure": 4.0}
NOTHING = math.nan
WATCHES = [one.watch for one in DETECTORS if one.watch is not None]


@given(most=st.integers(0, 500), seen=days, counts=st.integers(1, 9), empty=st.integers(1, 9))
def test_a_shelf_once_counted_empty_was_empty(most: int, seen: int, counts: int, empty: int) -> None:
    """However full it was later: what was to be averted happened."""
    now = {"counts": counts, "most": most, "seen": seen, "empty_counts": empty, "figure": most}
    assert out_watch.judge(SHELF, now, NOTHING) == "not_mended"


@given(seen=st.integers(9000, 9824), most=st.integers(1, 4))
def test_counts_that_end_too_early_tell_nothing(seen: int, most: int) -> None:
    """Not yet due to be empty, and not filled up: it may still run out."""
    now = {"counts": 1, "most": most, "seen": seen, "empty_counts": 0, "figure": most}
    assert out_watch.judge(SHELF, now, NOTHING) == "cannot_tell"


@given(seen=days, most=st.integers(5, 500))
def test_a_shelf_with_more_than_there_was_was_filled(seen: int, most: int) -> None:
    """A shelf does not fill itself."""
    now = {"counts": 1, "most": most, "seen": seen, "empty_counts": 0, "figure": most}
    assert out_watch.judge(SHELF, now, NOTHING) == "mended"


def test_a_shelf_that_nobody_counted_tells_nothing() -> None:
    """No newer stock file."""
    assert out_watch.judge(SHELF, {"counts": 0.0}, NOTHING) == "cannot_tell"


@given(usual=money, lines=st.integers(2, 90), share=st.floats(0.901, 3))
def test_a_price_within_a_tenth_of_usual_is_back(usual: float, lines: int, share: float) -> None:
    """Higher than usual is back too: what slipped down has not stayed down."""
    now = {"figure": float(usual) * share, "lines": float(lines)}
    assert slip_watch.judge({"by_file": 0.0}, now, float(usual)) == "mended"


@given(usual=money, lines=st.integers(2, 90), share=st.floats(0.01, 0.899))
def test_a_price_a_tenth_below_is_not(usual: float, lines: int, share: float) -> None:
    """Below the same tenth from which it was an alarm."""
    now = {"figure": float(usual) * share, "lines": float(lines)}
    assert slip_watch.judge({"by_file": 0.0}, now, float(usual)) == "not_mended"


@given(usual=money, price=money)
def test_a_single_sale_tells_no_price(usual: float, price: float) -> None:
    """It may be a favour; the product file's price needs no sale."""
    now = {"figure": float(price), "lines": 1.0}
    assert slip_watch.judge({"by_file": 0.0}, now, float(usual)) == "cannot_tell"
    assert slip_watch.judge({"by_file": 1.0}, now, float(usual)) != "cannot_tell"


@pytest.mark.parametrize(
    ("gap", "verdict"), [(0.2, "not_mended"), (0.1, "not_mended"), (0.09, "mended"), (-0.1, "mended")]
)
def test_a_tenth_below_is_noticed(gap: float, verdict: str) -> None:
    """The same bound as the alarm's; dearer than we are is no news at all."""
    assert rival_watch.judge({}, {"figure": gap}, NOTHING) == verdict
    assert rival_watch.judge({}, {}, NOTHING) == "cannot_tell"


@given(amount=money, reached=money)
def test_a_goal_is_reached_to_the_cent(amount: float, reached: float) -> None:
    """Not by rounding: the shown goal may be whole, the verdict is not."""
    expected = "mended" if reached >= amount else "not_mended"
    assert goal.judge({"goal": float(amount)}, {"figure": float(reached)}, round(float(amount))) == expected


def test_posts_that_did_not_move_are_not_praised_for_their_clicks() -> None:
    """Twice the clicks at the old hours have another cause."""
    then = {"hits": 500.0, "of": 6000.0, "posts": 6.0}
    now = {"hits": 1200.0, "of": 6000.0, "posts": 6.0, "figure": 0.2}
    assert hours_watch.judge(then, {**now, "moved": 3.0}, 0.17) == "not_mended"
    assert hours_watch.judge(then, {**now, "moved": 4.0}, 0.17) == "mended"


def test_offers_and_pictures_are_counted() -> None:
    """One more product that joined, one post about it; a posts file without any post says nothing of these days."""
    assert offers.judge({"figure": 1.0}, {"figure": 2.0}, NOTHING) == "mended"
    assert offers.judge({"figure": 1.0}, {"figure": 1.0}, NOTHING) == "not_mended"
    assert photos.judge({}, {"figure": 1.0, "posts": 3.0}, NOTHING) == "mended"
    assert photos.judge({}, {"figure": 0.0, "posts": 3.0}, NOTHING) == "not_mended"
    assert photos.judge({}, {"figure": 0.0, "posts": 0.0}, NOTHING) == "cannot_tell"


def test_a_price_is_judged_only_when_it_was_tried() -> None:
    """Not tried: not reached. Tried: by the product's relation to the rest, which must leave its usual range."""
    before = {f"own_{place}": 100.0 + place for place in range(1, 7)} | {
        f"rest_{place}": 1000.0 for place in range(1, 7)
    }
    now = {**before, "rest_0": 1000.0, "lines": 20.0}
    assert trial_watch.judge({}, {**now, "own_0": 200.0, "tried": 0.0}, NOTHING) == "not_mended"
    assert trial_watch.judge({}, {**now, "own_0": 200.0, "tried": 9.0}, NOTHING) == "mended"
    assert trial_watch.judge({}, {**now, "own_0": 50.0, "tried": 9.0}, NOTHING) == "not_mended"
    assert trial_watch.judge({}, {**now, "own_0": 104.0, "tried": 9.0}, NOTHING) == "cannot_tell"
    assert trial_watch.judge({}, {"lines": 0.0}, NOTHING) == "cannot_tell"


@pytest.mark.parametrize("watch", WATCHES, ids=lambda watch: watch.what.msg)
def test_each_watch_tells_its_figure_in_both_languages(watch) -> None:  # type: ignore[no-untyped-def]
    """The name of the figure, and of where it belongs, has its Chinese."""
    for text in (watch.what, watch.usual_name):
        if text is not None:
            assert text.render("zh") != text.render("en")
