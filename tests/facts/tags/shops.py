"""Shops made of a few words a customer: on which days back they ordered, what, and for how much."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from brain.facts.tags.recompute import Recomputed, recompute
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from eval.small_shop import fill

TODAY = date(2026, 11, 20)
SHOP = Shop(id="tags", name="标签", zone="Asia/Shanghai", currency="CNY", language="zh")


class Bought(NamedTuple):
    """One order line, `ago` days before today."""

    ago: int
    category: str | None = "辅食"
    price: str = "10.00"
    refund: str = "0"
    group: str | None = None
    status: str = "paid"


Orders = Mapping[str, Sequence[Bought]]


def lines(orders: Orders, prefix: str = "") -> pd.DataFrame:
    """The order lines of these customers, every line an order of its own."""
    rows: list[dict[str, Any]] = []
    for customer, bought in orders.items():
        for number, one in enumerate(bought):
            day = TODAY - timedelta(days=one.ago)
            paid = one.price if one.status in ("paid", "refunded") else "0"
            rows.append(
                {
                    "order_id": f"{prefix}{customer}-{number}",
                    "line_no": 1,
                    "ordered_at": pd.Timestamp(day),
                    "ordered_on": day,
                    "ordered_hour": 8,
                    "status": one.status,
                    "line_type": "product",
                    "product_id": f"p{one.price}",
                    "category": one.category,
                    "quantity": Decimal(1),
                    "unit_price": Decimal(one.price),
                    "discount_amount": Decimal(0),
                    "paid_amount": Decimal(paid),
                    "refund_amount": Decimal(one.refund),
                    "customer_key": customer,
                    "group_name": one.group,
                }
            )
    return pd.DataFrame(rows)


def open_shop(folder: Path, orders: Orders, *others: tuple[str, Orders]) -> Warehouse:
    """A warehouse with the shop `tags`, and others by id."""
    warehouse = Warehouse(folder / "tags.duckdb")
    for shop_id, of_shop in (("tags", orders), *others):
        fill(warehouse, SHOP.model_copy(update={"id": shop_id}), {"order_line": lines(of_shop, shop_id)})
    return warehouse


def renew(
    warehouse: Warehouse, shop_id: str | None = None, today: date = TODAY, **options: Any
) -> Recomputed:
    """Tags as of a day."""
    return recompute(warehouse, shop_id, lambda shop: today, **options)


Found = dict[tuple[str, str], tuple[str, dict[str, Any]]]


def found(warehouse: Warehouse, shop_id: str = "tags") -> Found:
    """What is stored: (customer, tag) -> (value, evidence)."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT customer_key, tag, value, evidence FROM customer_tag WHERE shop_id = ?", [shop_id]
        ).fetchall()
    assert len({(row[0], row[1]) for row in rows}) == len(rows), "a customer has a tag twice"
    return {(row[0], row[1]): (row[2], json.loads(row[3])) for row in rows}


def tags_of_orders(folder: Path, orders: Orders, today: date = TODAY) -> Found:
    """The tags of a shop with these orders."""
    warehouse = open_shop(folder, orders)
    try:
        renew(warehouse, today=today)
        return found(warehouse)
    finally:
        warehouse.close()
