"""The small shop with everything that it lacks: coupons, promotions, stores, discounts, sizes shared by products, stock counts,
reviews, posts, tags, every kind of event, and credit notes that carry the number of an order of another month."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from brain.facts.reader import Facts
from brain.facts.tags.recompute import recompute
from brain.facts.warehouse.engine import Warehouse
from brain.kernel.clock import FixedClock, shop_instant
from eval.small_shop import FIRST, PRODUCTS, SHOP, TODAY, events, fill, order_lines, products

COUPONS = ("满199减20", "新客立减10", None, None)
PROMOTIONS = ("P1", "P2", "P3", None, None, None)
STORES = ("一店", "二店", None)


@contextmanager
def full_shop(folder: Path) -> Iterator[Facts]:
    """The shop open at noon of its day, with another shop's rows beside it in the same tables."""
    warehouse = Warehouse(folder / "full.duckdb")
    try:
        fill(warehouse, SHOP, tables(3))
        other = SHOP.model_copy(update={"id": "other"})
        fill(warehouse, other, {name: table.head(300) for name, table in tables(4).items()})
        recompute(warehouse, None, lambda shop: TODAY)
        yield Facts(warehouse, SHOP, FixedClock(shop_instant(TODAY, time(12), SHOP.zone)))
    finally:
        warehouse.close()


def tables(seed: int) -> dict[str, pd.DataFrame]:
    """Every fact table of the shop."""
    rng = random.Random(seed)
    return {
        "order_line": _lines(rng),
        "product": products(),
        "event": _events(rng),
        "stock": _stock(rng),
        "review": _reviews(rng),
        "post": _posts(rng),
        "promotion": _promotions(),
    }


def _lines(rng: random.Random) -> pd.DataFrame:
    """Coupons and stores are an order's, promotions, sizes and discounts a line's."""
    lines = order_lines()
    orders = {order: (rng.choice(COUPONS), rng.choice(STORES)) for order in lines.order_id.unique()}
    lines["coupon"] = [orders[order][0] for order in lines.order_id]
    lines["store"] = [orders[order][1] for order in lines.order_id]
    goods = lines.line_type == "product"
    lines["promotion_id"] = [rng.choice(PROMOTIONS) if good else None for good in goods]
    lines["sku"] = [
        rng.choice(["大", "小", f"{p}-a"]) if good else None
        for p, good in zip(lines.product_id, goods, strict=True)
    ]
    lines["discount_amount"] = [
        Decimal(rng.randrange(0, 800)) / 100 if good and rng.random() < 0.4 else Decimal(0) for good in goods
    ]
    lines["unit_price"] = [None if rng.random() < 0.1 else price for price in lines.unit_price.astype(object)]
    # Half of the credit notes are booked under the number of the order that they take back.
    noted = lines.order_id.str.startswith("R") & (lines.index % 2 == 0)
    lines.loc[noted, "order_id"] = lines.order_id[noted].str[1:]
    lines.loc[noted, "line_no"] = 90
    return lines


def _events(rng: random.Random) -> pd.DataFrame:
    frame = events()
    frame["type"] = rng.choices(
        ["view", "cart", "click", "favourite", "share"], [60, 20, 10, 6, 4], k=len(frame)
    )
    frame["happened_at"] = [
        shop_instant(day, time(rng.randrange(24), rng.randrange(60)), SHOP.zone).replace(tzinfo=None)
        for day in frame.happened_on
    ]
    return frame


def _stock(rng: random.Random) -> pd.DataFrame:
    """Weekly counts from last October on; p6 is counted late, p7 never, p2 has two sizes."""
    rows: list[dict[str, Any]] = []
    for week in range(45):
        day = FIRST + timedelta(days=40 + 7 * week + rng.randrange(3))
        for product_id, *_ in PRODUCTS[:6]:
            if product_id == "p6" and week < 30:
                continue
            for sku in ("大", "小") if product_id == "p2" else (None,):
                rows.append(
                    {
                        "snapshot_on": day,
                        "product_id": product_id,
                        "sku": sku,
                        "on_hand": Decimal(rng.randrange(0, 90)),
                    }
                )
    return pd.DataFrame(rows)


def _reviews(rng: random.Random) -> pd.DataFrame:
    rows = []
    for number in range(400):
        day = FIRST + timedelta(days=rng.randrange((TODAY - FIRST).days))
        rows.append(
            {
                "review_id": f"v{number}",
                # Half an hour before midnight in Shanghai is the day before in UTC as well; half past seven is not.
                "reviewed_at": shop_instant(day, time(rng.choice([0, 7, 12, 23]), 30), SHOP.zone).replace(
                    tzinfo=None
                ),
                "product_id": rng.choice([p[0] for p in PRODUCTS] + [None]),
                "customer_key": rng.choice([f"c{n}" for n in range(40)] + [None] * 8),
                "rating": rng.choice([Decimal(n) for n in range(1, 6)] + [None]),
            }
        )
    return pd.DataFrame(rows)


def _posts(rng: random.Random) -> pd.DataFrame:
    rows = []
    for number in range(200):
        day = FIRST + timedelta(days=rng.randrange((TODAY - FIRST).days))
        reached = rng.choice([None, rng.randrange(20, 200)])
        product_id, _, category, *_ = rng.choice(PRODUCTS)
        rows.append(
            {
                "post_id": f"t{number}",
                "posted_at": shop_instant(day, time(rng.randrange(24)), SHOP.zone).replace(tzinfo=None),
                "posted_on": day,
                "group_name": rng.choice(["宝妈1群", "宝妈2群", None]),
                "channel": rng.choice(["微信群", None]),
                "product_id": rng.choice([product_id, None]),
                "category": category,
                "reached": reached,
                "clicks": rng.randrange(0, 20),
            }
        )
    return pd.DataFrame(rows)


def _promotions() -> pd.DataFrame:
    """Two promotions of one name; one of them lists two products."""
    rows = [("P1", "周二秒杀", "p1"), ("P1", "周二秒杀", "p2"), ("P2", "周二秒杀", None), ("P3", None, "p3")]
    return pd.DataFrame(rows, columns=["promotion_id", "name", "product_id"])
