"""Hours, worn-out texts, wrong groups and channels: measured again from posts and events with pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

Build = Callable[..., Any]


def _rate(posts: pd.DataFrame) -> float:
    return float(posts["clicks"].sum() / posts["reached"].sum())


def test_one_hour_works_better(family: Build, world: Any) -> None:
    """Clicks for each reader at that hour of the shop's day, against the group's other hours."""
    found = family("best_time")
    assert len(found.of("best_time")) >= 3
    for subjects, row in found.of("best_time"):
        posts = found.rows("post", row["shop_id"])
        posts = posts[posts["group_name"] == subjects["group"]]
        zone = ZoneInfo(world.profile(int(row["shop_id"][1:])).zone)
        here = posts["posted_at"].dt.tz_localize("UTC").dt.tz_convert(zone).dt.hour == subjects["hour"]
        assert _rate(posts[here]) / _rate(posts[~here]) - 1 == pytest.approx(row["realised"])
        assert row["holds"] == (row["realised"] >= row["planned"] / 2 and row["support"] >= 25)


def test_clicks_never_exceed_readers(family: Build) -> None:
    """A post's clicks are of people it reached, its orders of people who clicked."""
    posts = family("best_time").frames["post"]
    assert (posts["clicks"] <= posts["reached"]).all()
    assert (posts["orders"] <= posts["clicks"]).all()


def test_a_repeated_text_wears_out(family: Build) -> None:
    """The same text for the same product six times; the last three against the first three."""
    found = family("tired_content")
    assert len(found.of("tired_content")) >= 3
    for subjects, row in found.of("tired_content"):
        posts = found.rows("post", row["shop_id"])
        mine = posts[
            (posts["group_name"] == subjects["group"]) & (posts["product_id"] == subjects["product"])
        ]
        mine = mine[mine["posted_on"] >= pd.Timestamp(row["start"])].sort_values("posted_at")
        assert len(mine) == 6
        assert mine["text"].nunique() == 1
        if row["support"]:
            assert _rate(mine.iloc[3:]) / _rate(mine.iloc[:3]) - 1 == pytest.approx(row["realised"])


def test_a_category_is_shown_to_the_wrong_group(family: Build) -> None:
    """Its rate against what else each group is shown, one group to the other; it is shown more where it is wanted less."""
    found = family("group_mismatch")
    assert len(found.of("group_mismatch")) >= 3
    for subjects, row in found.of("group_mismatch"):
        posts = found.rows("post", row["shop_id"])
        own = posts["category"] == subjects["category"]
        rates = {}
        for name in (subjects["group"], subjects["shown_in"]):
            here = posts["group_name"] == name
            rates[name] = _rate(posts[here & own]) / _rate(posts[here & ~own])
        if row["support"]:
            assert rates[subjects["group"]] / rates[subjects["shown_in"]] - 1 == pytest.approx(
                row["realised"]
            )


def test_a_product_is_looked_at_in_the_wrong_channel(family: Build) -> None:
    """Lines for each look, one channel to the other, over six weeks."""
    found = family("channel_mismatch")
    assert len(found.of("channel_mismatch")) >= 3
    for subjects, row in found.of("channel_mismatch"):
        events, lines = found.rows("event", row["shop_id"]), found.sold(row["shop_id"])
        looks = events[(events["product_id"] == subjects["product"]) & (events["type"] == "view")][
            "channel"
        ].value_counts()
        lines = lines[
            (lines["product_id"] == subjects["product"]) & (lines["ordered_on"] >= pd.Timestamp(row["start"]))
        ]
        bought = lines["channel"].value_counts()
        good, bad = (
            bought[c] / looks[c] if bought[c] else 0.5 / looks[c]
            for c in (subjects["channel"], subjects["shown_in"])
        )
        assert good / bad == pytest.approx(row["realised"])
