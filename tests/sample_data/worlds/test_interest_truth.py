"""Carts, looks, reviews, new items, offers: what the answer sheet says of interest, measured again with pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

END = pd.Timestamp("2026-05-09")
Build = Callable[..., Any]


def _pairs(frame: pd.DataFrame) -> pd.Series:
    return frame["customer_key"].astype(str) + " " + frame["product_id"].astype(str)


def _unbought(found: Any, shop_id: str, kind: str, days: int, least: int) -> set[str]:
    events = found.rows("event", shop_id)
    events = events[
        (events["type"] == kind) & (events["happened_on"] >= END - pd.Timedelta(days=days))
    ].dropna(subset="customer_key")
    count = _pairs(events).value_counts()
    lines = found.sold(shop_id)
    bought = set(_pairs(lines[lines["ordered_on"] >= END - pd.Timedelta(days=14)]))
    people = found.rows("customer", shop_id)
    refused = set(people[people["consent"] == False]["customer_key"])  # noqa: E712 - the column holds None as well
    return {
        pair for pair in count[count >= least].index if pair not in bought and pair.split()[0] not in refused
    }


def test_left_carts_have_no_order(family: Build) -> None:
    """Exactly the pairs of the sheet; carts that were ordered the same evening are not among them."""
    found = family("left_cart", "cart_bought")
    assert len(found.of("left_cart")) >= 5
    for subjects, row in found.of("left_cart") + found.of("left_cart", "natural"):
        assert {" ".join(pair) for pair in subjects["customers_products"]} == _unbought(
            found, row["shop_id"], "cart", 3, 1
        )
    confounders = found.of("cart_bought", "confounder")
    assert confounders
    for _, row in confounders:
        assert row["realised"] >= 0.8 * row["planned"]


def test_repeated_looks_have_no_order(family: Build) -> None:
    """Three looks or more in a week, nothing bought."""
    found = family("repeated_views")
    assert len(found.of("repeated_views")) >= 5
    for subjects, row in found.of("repeated_views"):
        assert {" ".join(pair) for pair in subjects["customers_products"]} == _unbought(
            found, row["shop_id"], "view", 7, 3
        )


def test_several_customers_complain_of_the_same(family: Build) -> None:
    """As many different customers as the sheet says gave that product one or two stars; the angry one is alone."""
    found = family("quality_signal", "review_bombing")
    assert len(found.of("quality_signal")) >= 5
    for subjects, row in found.of("quality_signal"):
        reviews = found.rows("review", row["shop_id"])
        mine = reviews[(reviews["product_id"] == subjects["product"]) & (reviews["rating"] <= 2)]
        assert (
            mine[mine["reviewed_at"] >= END - pd.Timedelta(days=15)]["customer_key"].nunique()
            >= row["realised"]
        )
    for subjects, row in found.of("review_bombing", "confounder"):
        reviews = found.rows("review", row["shop_id"])
        mine = reviews[(reviews["customer_key"] == subjects["customer"]) & (reviews["rating"] == 1)]
        assert len(mine) >= row["planned"]


def test_complaints_are_in_the_shops_language(family: Build, world: Any) -> None:
    """Chinese shops have Chinese reviews, the others English ones."""
    found = family("quality_signal", "review_bombing")
    for number in range(40):
        profile = world.profile(number)
        texts = (
            found.rows("review", profile.shop_id)["text"].astype(str)
            if "review" not in profile.lacking
            else []
        )
        assert all(
            any("\u4e00" <= c <= "\u9fff" for c in text) == (profile.language == "zh") for text in texts
        )


def test_pictures_that_may_be_shown(family: Build) -> None:
    """Only those with consent are named; some without consent are there as well."""
    found = family("customer_photo")
    for subjects, row in found.of("customer_photo"):
        reviews = found.rows("review", row["shop_id"])
        shown = reviews[reviews["picture_consent"] == True]  # noqa: E712 - the column holds None as well
        assert set(shown["review_id"]) == set(subjects["reviews"])
        assert (reviews["picture"] & (reviews["picture_consent"] == False)).sum() == 2  # noqa: E712


def test_a_new_item_is_bought_by_those_who_buy_its_like(family: Build) -> None:
    """It was listed ten days ago and has no older sales; whoever bought it is not in the audience."""
    found = family("new_item")
    assert len(found.of("new_item")) >= 2
    for subjects, row in found.of("new_item"):
        lines = found.sold(row["shop_id"])
        own = lines[lines["product_id"] == subjects["product"]]
        assert (own["ordered_on"] >= END - pd.Timedelta(days=10)).all()
        assert own["customer_key"].nunique() == row["support"]
        assert not set(own["customer_key"]) & set(subjects["customers"])
        like = lines[
            (lines["category"] == subjects["category"]) & (lines["ordered_on"] < END - pd.Timedelta(days=10))
        ]
        assert (like["customer_key"].value_counts().reindex(subjects["customers"]) >= 3).all()


def test_platform_offers_that_nobody_joined(family: Build) -> None:
    """A row for the category and none for a product; in the confounder every product has one."""
    found = family("unused_promotion", "joined_promotion")
    assert len(found.of("unused_promotion")) >= 5
    for role, name in (("planted", "unused_promotion"), ("confounder", "joined_promotion")):
        for subjects, row in found.of(name, role):
            offers = found.rows("promotion", row["shop_id"])
            mine = offers[offers["promotion_id"] == subjects["promotion"]]
            assert mine["product_id"].isna().sum() == 1
            assert set(mine["product_id"].dropna()) == (
                set() if role == "planted" else set(subjects["products"])
            )
            assert (mine["starts_at"] >= END).all()


def test_a_festival_ahead_sold_last_year(family: Build) -> None:
    """The same category had more lines a day before the same festival a year ago than in the weeks around."""
    found = family("festival_ahead")
    assert len(found.of("festival_ahead")) >= 3
    for subjects, row in found.of("festival_ahead"):
        lines = found.sold(row["shop_id"])
        own = lines[lines["category"] == subjects["category"]]
        start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
        assert END <= pd.Timestamp(subjects["starts"]) < END + pd.Timedelta(days=45)
        assert ((own["ordered_on"] >= start) & (own["ordered_on"] < end)).sum() == row["support"]
    assert sum(row["holds"] for _, row in found.of("festival_ahead")) >= 2
