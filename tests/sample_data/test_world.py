"""Size, shape and repeatability of the sample shop's exports."""

import filecmp
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from sample_data.catalogue import CATEGORIES
from sample_data.goods import BRANDS
from sample_data.shop import SHOP
from sample_data.world import World, build_world

HEADERS = {
    "orders": "order_id,line_no,ordered_at,paid_at,status,product_id,product_name,sku,category,quantity,unit_price,discount,paid_amount,"
    "refund_amount,refunded_at,customer_id,customer_name,region,channel,group,coupon,promotion_id",
    "products": "product_id,sku,name,category,brand,price,cost,tags,listed_at,status",
    "customers": "customer_id,name,phone,email,region,group,consent,joined_at",
    "events": "event_id,happened_at,type,customer_id,product_id,category,group,channel",
    "stock": "snapshot_on,product_id,sku,on_hand,incoming,lead_time_days",
    "reviews": "review_id,reviewed_at,product_id,customer_id,rating,text",
    "promotions": "promotion_id,name,kind,starts_at,ends_at,product_id,category,discount_rate",
    "prices": "observed_at,product_id,seller,price",
    "posts": "post_id,posted_at,group,channel,product_id,category,voice,text,reached,clicks,orders",
}
KEYS = {
    "orders": ["order_id", "line_no"],
    "products": ["product_id"],
    "customers": ["customer_id"],
    "events": ["event_id"],
    "stock": ["snapshot_on", "product_id"],
    "reviews": ["review_id"],
    "promotions": ["promotion_id"],
    "prices": ["observed_at", "product_id", "seller"],
    "posts": ["post_id"],
}

Exports = dict[str, pd.DataFrame]


def test_sizes_are_those_of_a_small_shop(shop_exports: Exports) -> None:
    """About 18 months: 60,000 lines, 4,000 customers, 300 products, a few hundred thousand events at most."""
    assert 52_000 <= len(shop_exports["orders"]) <= 68_000
    assert 3_600 <= len(shop_exports["customers"]) <= 4_500
    assert len(shop_exports["products"]) == 300
    assert 120_000 <= len(shop_exports["events"]) <= 250_000
    assert len(shop_exports["stock"]) <= 60 * 300
    assert all(len(shop_exports[kind]) > 50 for kind in ("reviews", "promotions", "prices", "posts"))


def test_headers_are_the_canonical_ones(shop_world: World, tmp_path: Path) -> None:
    """Each file's first line is the canonical header of its kind, and the causes lie beside them."""
    paths = shop_world.write(tmp_path)
    assert {kind: path.read_text("utf-8").split("\n", 1)[0] for kind, path in paths.items()} == HEADERS
    assert json.loads((tmp_path / "causes.json").read_text("utf-8")) == shop_world.causes


def test_keys_are_unique(shop_exports: Exports) -> None:
    """No two rows of a file share their identity."""
    assert {
        kind: int(shop_exports[kind].duplicated(key).sum()) for kind, key in KEYS.items()
    } == dict.fromkeys(KEYS, 0)


def test_rows_refer_to_rows_that_exist(shop_exports: Exports) -> None:
    """Products, customers and promotions named in one file are found in their own."""
    products, customers = (
        set(shop_exports["products"]["product_id"]),
        set(shop_exports["customers"]["customer_id"]),
    )
    for kind in ("orders", "events", "reviews"):
        assert set(shop_exports[kind]["product_id"]) <= products
        assert set(shop_exports[kind]["customer_id"]) <= customers
    assert set(shop_exports["orders"]["promotion_id"]) - {""} <= set(
        shop_exports["promotions"]["promotion_id"]
    )


def test_nothing_happens_after_the_last_day_or_before_the_start(
    shop_world: World, shop_exports: Exports
) -> None:
    """Orders fill the whole span from the first day to the last, and no event, review or post lies in the future."""
    orders = shop_exports["orders"]
    assert orders["day"].min() == pd.Timestamp(date(2024, 11, 1))
    assert orders["day"].nunique() == (shop_world.last_day - date(2024, 11, 1)).days + 1
    end = str(shop_world.last_day + timedelta(1))
    for kind, column in (
        ("orders", "refunded_at"),
        ("events", "happened_at"),
        ("reviews", "reviewed_at"),
        ("posts", "posted_at"),
    ):
        assert shop_exports[kind][column].max() < end


def test_nobody_can_be_reached(shop_exports: Exports) -> None:
    """Phone numbers and addresses are visibly made up."""
    customers = shop_exports["customers"]
    assert customers["phone"].str.fullmatch(r"199-0000-\d{4}").all()
    assert customers["phone"].is_unique
    assert customers.loc[customers["email"] != "", "email"].str.endswith("@example.com").all()


def test_order_numbers_have_eighteen_digits(shop_exports: Exports) -> None:
    """An order number reads as its moment and four more digits, as in Chinese shop systems."""
    orders = shop_exports["orders"].drop_duplicates("order_id")
    assert orders["order_id"].str.fullmatch(r"\d{18}").all()
    assert (orders["order_id"].str[:14] == orders["ordered_at"].str.replace(r"\D", "", regex=True)).all()


def test_the_shop_is_chinese_and_its_brands_are_its_own() -> None:
    """The fixed facts of the shop, sixteen categories and twelve brands."""
    assert (SHOP.name, SHOP.zone, SHOP.currency, SHOP.language) == ("小鹿母婴", "Asia/Shanghai", "CNY", "zh")
    assert (len(CATEGORIES), len(BRANDS)) == (16, 12)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", name) for name in (*CATEGORIES, *BRANDS))


def test_two_builds_are_the_same_bytes(shop_world: World, tmp_path: Path) -> None:
    """The same seed and day write the same files, byte for byte."""
    first, second = shop_world.write(tmp_path / "a"), build_world(shop_world.last_day).write(tmp_path / "b")
    assert [kind for kind in first if not filecmp.cmp(first[kind], second[kind], shallow=False)] == []
    assert filecmp.cmp(tmp_path / "a/causes.json", tmp_path / "b/causes.json", shallow=False)


def test_another_seed_is_another_shop(shop_world: World) -> None:
    """Another seed tells the same story about other people and sales."""
    other = build_world(shop_world.last_day, seed=21)
    assert other.causes["rising_category"]["category"] == shop_world.causes["rising_category"]["category"]
    mine = {entry["customer_id"] for entry in shop_world.causes["win_back"]["customers"]}
    theirs = {entry["customer_id"] for entry in other.causes["win_back"]["customers"]}
    assert len(mine & theirs) < len(mine) / 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"months": 1}, "months == 1, must be >= 3 and <= 48."),
        (
            {"last_day": date(2020, 1, 1), "anchor": date(2026, 5, 8)},
            "last_day == 2020-01-01, must be >= 2024-11-01",
        ),
    ],
)
def test_impossible_spans_are_refused(given: dict[str, object], message: str) -> None:
    """A span that holds no story is refused with the value and what is allowed."""
    with pytest.raises(ValueError, match=re.escape(message)):
        build_world(**{"last_day": date(2026, 5, 8), **given})  # type: ignore[arg-type]
