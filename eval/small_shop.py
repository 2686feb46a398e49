"""A small shop, the same on every run, with everything that could be counted wrongly.

Refunds, credit notes, unpaid and cancelled orders, shipping, fees, adjustments, a product listed in two sizes, two
products of one wording, categories that only the order knows, and rows without a customer, region or group.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import shop_instant

FIRST = date(2025, 9, 1)
TODAY = date(2026, 11, 20)
SHOP = Shop(id="small", name="小店", zone="Asia/Shanghai", currency="CNY", language="zh")

# product_id, name, category, brand, price, cost
PRODUCTS: tuple[tuple[str, str, str | None, str | None, str, str | None], ...] = (
    ("p1", "有机米粉", "辅食", "小鹿", "59.90", "30.00"),
    ("p2", "南瓜泥", "辅食", "小鹿", "19.90", "9.50"),
    ("p3", "纸尿裤 M", "纸尿裤", "云朵", "129.00", "90.00"),
    ("p4", "纸尿裤 L", "纸尿裤", "云朵", "139.00", None),
    ("p5", "收纳盒", "家居", None, "35.50", "12.00"),
    ("p6", "收纳盒", "家居", "木木", "45.00", "20.00"),
    ("p7", "湿巾", None, "云朵", "12.90", "5.00"),
)
REGIONS = ("浙江", "上海", "江苏", None)
CHANNELS = ("小程序", "微信群", None)
GROUPS = ("宝妈1群", "宝妈2群", None)
LINE_COLUMNS = [
    "order_id",
    "line_no",
    "ordered_at",
    "ordered_on",
    "ordered_hour",
    "status",
    "line_type",
    "product_id",
    "product_name",
    "sku",
    "category",
    "quantity",
    "unit_price",
    "discount_amount",
    "paid_amount",
    "refund_amount",
    "customer_key",
    "region",
    "channel",
    "group_name",
    "coupon",
    "promotion_id",
]


def order_lines(seed: int = 7) -> pd.DataFrame:
    """The order lines as the warehouse has them; money Decimal, days dates."""
    rng = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for number in range((TODAY - FIRST).days * 3):
        day = FIRST + timedelta(days=number // 3)
        rows += _order(f"o{number:05d}", day, rng)
    return pd.DataFrame(rows, columns=LINE_COLUMNS)


def _order(order_id: str, day: date, rng: random.Random) -> list[dict[str, Any]]:
    status = rng.choices(["paid", "refunded", "unpaid", "cancelled"], [80, 6, 8, 6])[0]
    hour = rng.randrange(8, 23)
    frame = {
        "order_id": order_id,
        "ordered_at": _utc(day, hour),
        "ordered_on": day,
        "ordered_hour": hour,
        "status": status,
        "discount_amount": Decimal(0),
        "customer_key": rng.choice([f"c{n}" for n in range(40)] + [None] * 4),
        "region": rng.choice(REGIONS),
        "channel": rng.choice(CHANNELS),
        "group_name": rng.choice(GROUPS),
    }
    lines = [_product_line(frame, n, rng) for n in range(rng.randrange(1, 4))]
    paid = Decimal("8.00") if status in ("paid", "refunded") else Decimal(0)
    if rng.random() < 0.5:
        lines.append(frame | _line(len(lines), "shipping", paid, Decimal(0)))
    if rng.random() < 0.05:
        lines.append(frame | _line(len(lines), "fee", paid, Decimal(0)))
        lines.append(frame | _line(len(lines) + 1, "adjustment", Decimal("3.00"), Decimal("1.00")))
    if status == "paid" and rng.random() < 0.05:
        lines.append(_credit_note(frame, lines[0], day, rng))
    return lines


def _utc(day: date, hour: int) -> datetime:
    """An hour of the shop's wall clock as the naive UTC instant that the tables hold."""
    return shop_instant(day, time(hour), SHOP.zone).replace(tzinfo=None)


def _product_line(frame: dict[str, Any], number: int, rng: random.Random) -> dict[str, Any]:
    product_id, name, category, _, price, _ = rng.choice(PRODUCTS)
    quantity = rng.randrange(1, 4)
    amount = Decimal(price) * quantity
    paid = amount if frame["status"] in ("paid", "refunded") else Decimal(0)
    partly = frame["status"] == "paid" and rng.random() < 0.05
    refund = amount if frame["status"] == "refunded" else (Decimal("5.00") if partly else Decimal(0))
    known = {
        "product_id": product_id,
        "product_name": name,
        "sku": f"{product_id}-a",
        "category": None if category and rng.random() < 0.7 else (category or "洗护"),
        "quantity": Decimal(quantity),
        "unit_price": Decimal(price),
    }
    return frame | _line(number, "product", paid, refund) | known


def _line(number: int, line_type: str, paid: Decimal, refund: Decimal) -> dict[str, Any]:
    return {"line_no": number, "line_type": line_type, "paid_amount": paid, "refund_amount": refund}


def _credit_note(
    frame: dict[str, Any], sold: dict[str, Any], day: date, rng: random.Random
) -> dict[str, Any]:
    """A return of its own, some days after the order."""
    back = min(day + timedelta(days=rng.randrange(1, 9)), TODAY - timedelta(days=1))
    price = sold["unit_price"]
    return sold | {
        "order_id": f"R{frame['order_id']}",
        "line_no": 0,
        "ordered_on": back,
        "ordered_at": _utc(back, 12),
        "ordered_hour": 12,
        "status": "return",
        "quantity": Decimal(-1),
        "paid_amount": Decimal(0),
        "refund_amount": price,
    }


def products() -> pd.DataFrame:
    """The product list: the first product has two sizes, so it stands in two rows."""
    rows = [
        (pid, f"{pid}-{size}", name, category, brand, Decimal(price), Decimal(cost) if cost else None)
        for pid, name, category, brand, price, cost in PRODUCTS
        for size in (("a", "b") if pid == "p1" else ("a",))
    ]
    return pd.DataFrame(rows, columns=["product_id", "sku", "name", "category", "brand", "price", "cost"])


def events(seed: int = 11) -> pd.DataFrame:
    """Views, carts and clicks of the last ninety days."""
    rng = random.Random(seed)
    rows = []
    for number in range(1800):
        day = TODAY - timedelta(days=rng.randrange(1, 91))
        product_id, _, category, _, _, _ = rng.choice(PRODUCTS)
        rows.append(
            {
                "event_id": f"e{number}",
                "happened_at": _utc(day, 12),
                "happened_on": day,
                "type": rng.choices(["view", "cart", "click"], [7, 2, 1])[0],
                "customer_key": rng.choice([f"c{n}" for n in range(40)] + [None] * 4),
                "product_id": product_id,
                "category": category,
                "group_name": rng.choice(GROUPS),
                "channel": rng.choice(CHANNELS),
            }
        )
    return pd.DataFrame(rows)


def fill(warehouse: Warehouse, shop: Shop, frames: dict[str, pd.DataFrame]) -> Shop:
    """Put frames of facts straight into the tables of a shop, as one imported batch each."""
    made = make_shop(warehouse, shop, datetime(2026, 11, 1, tzinfo=UTC))
    for table, frame in frames.items():
        rows = frame.astype(object).where(frame.notna(), None)
        if table == "order_line":
            rows["order_key"] = rows["order_id"]
        names = ", ".join(rows.columns)
        with warehouse.writing() as cursor:
            cursor.register("incoming", rows.reset_index(names="n"))
            cursor.execute(
                f"INSERT INTO {table}_version (shop_id, row_key, batch_id, row_no, {names})"
                f" SELECT $shop, '{table}' || n, 'batch_{table}', n, {names} FROM incoming",
                {"shop": made.id},
            )
            cursor.unregister("incoming")
    with warehouse.writing() as cursor:
        cursor.execute(
            "INSERT INTO data_version VALUES (?, 1) ON CONFLICT DO UPDATE SET version = version + 1",
            [made.id],
        )
    return made


def open_small_shop(folder: Path) -> tuple[Warehouse, Shop]:
    """A warehouse in `folder` that holds the small shop and a second one whose rows must never show."""
    warehouse = Warehouse(folder / "small.duckdb")
    shop = fill(warehouse, SHOP, {"order_line": order_lines(), "product": products(), "event": events()})
    other = SHOP.model_copy(update={"id": "other"})
    fill(warehouse, other, {"order_line": order_lines(seed=8).head(200), "product": products()})
    return warehouse, shop
