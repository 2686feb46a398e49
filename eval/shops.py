"""The shops that questions are asked of: each as facts for the brain and as frames for the independent count.

The frames of the real files are read here with pandas from the raw CSV, by the rules that the owner's guide states;
nothing of the importer is used for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake import importer
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from eval.by_hand import Frames, frames_of
from eval.small_shop import events, open_small_shop, order_lines, products

REAL_DATA = Path(__file__).parent.parent.parent / "shared" / "data"
IMPORTED_AT = datetime(2026, 11, 20, tzinfo=UTC)
NO_PRODUCTS = pd.DataFrame(columns=["product_id", "name", "category", "brand", "cost"])
NO_EVENTS = pd.DataFrame(
    columns=["happened_on", "type", "customer_key", "product_id", "category", "group_name", "channel"]
)


@dataclass
class AskedShop:
    """One shop, open: its warehouse and the same facts as frames."""

    warehouse: Warehouse
    shop: Shop
    frames: Frames


def open_shop(name: str, folder: Path) -> AskedShop | str:
    """Make the shop in a folder; a sentence when its file is absent."""
    return OPENERS[name](folder)


def _small(folder: Path) -> AskedShop:
    warehouse, shop = open_small_shop(folder)
    return AskedShop(warehouse, shop, frames_of(order_lines(), products(), events()))


def _imported(folder: Path, shop: Shop, path: Path) -> Warehouse:
    warehouse = Warehouse(folder / f"{shop.id}.duckdb")
    made = make_shop(warehouse, shop, IMPORTED_AT)
    importer.load(
        warehouse, made, path, path.name, contacts=ContactBook(b"k" * 32), clock=FixedClock(IMPORTED_AT)
    )
    return warehouse


def _online_retail(folder: Path) -> AskedShop | str:
    path = REAL_DATA / "online_retail" / "online_retail_2010-12_2011-08.csv.gz"
    if not path.exists():
        return f"the real export file is not at {path}"
    shop = Shop(id="uk", name="Gift shop", zone="Europe/London", currency="GBP", language="en")
    return AskedShop(_imported(folder, shop, path), shop, _retail_frames(path))


def _retail_frames(path: Path) -> Frames:
    raw = pd.read_csv(path, dtype=str, keep_default_na=False).drop_duplicates()
    quantity, price = raw.Quantity.astype(float), raw.UnitPrice.astype(float)
    credit = raw.InvoiceNo.str.upper().str.startswith("C")
    kept = (price > 0) & (quantity != 0) & (credit | (quantity > 0)) & ~raw.InvoiceNo.str.startswith("A")
    raw, quantity, price, credit = raw[kept], quantity[kept], price[kept], credit[kept]
    code = raw.StockCode.str.upper().str.strip()
    kind = pd.Series("product", index=raw.index)
    kind[code.isin(["POST", "DOT", "C2"])] = "shipping"
    kind[code.isin(["BANK CHARGES", "AMAZONFEE", "CRUK"])] = "fee"
    kind[code.isin(["M", "D", "S"])] = "adjustment"
    amount = (quantity * price).round(4)
    country = raw.Country.str.strip()
    lines = pd.DataFrame(
        {
            "order_id": raw.InvoiceNo,
            "ordered_on": pd.to_datetime(raw.InvoiceDate, format="%m/%d/%Y %H:%M").dt.date,
            "status": credit.map({True: "return", False: "paid"}),
            "line_type": kind,
            "product_id": code.where(kind == "product"),
            "product_name": raw.Description.str.strip(),
            "category": None,
            "quantity": quantity,
            "paid_amount": amount.where(~credit, 0.0),
            "refund_amount": (-amount).where(credit, 0.0),
            "customer_key": raw.CustomerID.where(raw.CustomerID != ""),
            "region": country.where(country != "Unspecified"),
            "channel": None,
            "group_name": None,
        }
    )
    names = (
        lines[kind == "product"]
        .replace({"product_name": {"": None}})
        .groupby("product_id")
        .product_name.max()
    )
    listed = pd.DataFrame(
        {"product_id": names.index, "name": names.to_numpy(), "category": None, "brand": None}
    )
    return frames_of(lines, listed.assign(cost=None), NO_EVENTS)


def _tmall(folder: Path) -> AskedShop | str:
    path = REAL_DATA / "tmall" / "tmall_order_report.csv"
    if not path.exists():
        return f"the real export file is not at {path}"
    shop = Shop(id="tmall", name="天猫店", zone="Asia/Shanghai", currency="CNY", language="zh")
    return AskedShop(_imported(folder, shop, path), shop, _tmall_frames(path))


def _tmall_frames(path: Path) -> Frames:
    """The column of actual payments shows what is left after refunds, so what was received is the sum of both."""
    raw = pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=str.strip)
    refund = raw["退款金额"].astype(float)
    received = raw["买家实际支付金额"].astype(float) + refund
    status = pd.Series("paid", index=raw.index)
    status[refund >= received] = "refunded"
    status[received == 0] = "unpaid"
    region = (
        raw["收货地址"]
        .str.strip()
        .str.replace(r"(?:省|市|特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区)$", "", regex=True)
    )
    lines = pd.DataFrame(
        {
            "order_id": raw["订单编号"],
            "ordered_on": pd.to_datetime(raw["订单创建时间"]).dt.date,
            "status": status,
            "line_type": "product",
            "paid_amount": received,
            "refund_amount": refund,
            "region": region,
        }
    )
    for column in (
        "product_id",
        "product_name",
        "category",
        "quantity",
        "customer_key",
        "channel",
        "group_name",
    ):
        lines[column] = None
    return frames_of(lines, NO_PRODUCTS, NO_EVENTS)


OPENERS: dict[str, Callable[[Path], AskedShop | str]] = {
    "small": _small,
    "uk": _online_retail,
    "tmall": _tmall,
}
