"""The facts of each shop as frames, read with pandas from the raw files by the rules that the owner's guide states.

Nothing of the importer is used here: a file read wrongly by both would have to be read wrongly in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from eval.by_hand import Frames, frames_of

NO_PRODUCTS = pd.DataFrame(columns=["product_id", "name", "category", "brand", "cost"])
NO_EVENTS = pd.DataFrame(
    columns=["happened_on", "type", "customer_key", "product_id", "category", "group_name", "channel"]
)
NOT_RECORDED = (
    "product_id",
    "product_name",
    "sku",
    "category",
    "quantity",
    "unit_price",
    "customer_key",
    "region",
    "channel",
    "group_name",
    "coupon",
    "promotion_id",
)


def _nothing(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=["product_id", *columns])


@dataclass
class Beside:
    """What a shop knows beside its orders and visits; empty frames where it has no such file."""

    stock: pd.DataFrame = field(default_factory=lambda: _nothing("snapshot_on", "on_hand"))
    reviews: pd.DataFrame = field(default_factory=lambda: _nothing("reviewed_on", "rating"))
    posts: pd.DataFrame = field(
        default_factory=lambda: _nothing("posted_on", "category", "reached", "clicks", "orders")
    )
    products: pd.DataFrame = field(default_factory=lambda: _nothing("name", "category", "brand", "cost"))


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _clock(lines: pd.DataFrame, at: pd.Series) -> pd.DataFrame:
    return lines.assign(ordered_on=at.dt.date, ordered_hour=at.dt.hour)


def _complete(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines with a column of nothing for each thing that the file does not record."""
    for column in NOT_RECORDED:
        if column not in lines:
            lines[column] = None
    if "discount_amount" not in lines:
        lines["discount_amount"] = 0.0
    return lines


def retail_frames(path: Path) -> Frames:
    """The British gift shop's lines: credit notes are invoices that begin with C; postage, fees and corrections are no goods."""
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
            "status": credit.map({True: "return", False: "paid"}),
            "line_type": kind,
            "product_id": code.where(kind == "product"),
            "product_name": raw.Description.str.strip(),
            "quantity": quantity,
            "unit_price": price,
            "paid_amount": amount.where(~credit, 0.0),
            "refund_amount": (-amount).where(credit, 0.0),
            "customer_key": raw.CustomerID.where(raw.CustomerID != ""),
            "region": country.where(country != "Unspecified"),
        }
    )
    lines = _complete(_clock(lines, pd.to_datetime(raw.InvoiceDate, format="%m/%d/%Y %H:%M")))
    return frames_of(lines, _sold_names(lines[kind == "product"]), NO_EVENTS)


def _sold_names(sold: pd.DataFrame) -> pd.DataFrame:
    """A product list from what stands on the orders: the last of a product's wordings, by the alphabet."""
    names = sold.replace({"product_name": {"": None}}).groupby("product_id").product_name.max()
    listed = pd.DataFrame({"product_id": names.index, "name": names.to_numpy()})
    return listed.assign(category=None, brand=None, cost=None)


def tmall_frames(path: Path) -> Frames:
    """The column of actual payments shows what is left after refunds, so what was received is the sum of both."""
    raw = pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=str.strip)
    refund = raw["退款金额"].astype(float)
    received = raw["买家实际支付金额"].astype(float) + refund
    status = pd.Series("paid", index=raw.index)
    status[refund >= received] = "refunded"
    status[received == 0] = "unpaid"
    endings = r"(?:省|市|特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区)$"
    lines = pd.DataFrame(
        {
            "order_id": raw["订单编号"],
            "status": status,
            "line_type": "product",
            "paid_amount": received,
            "refund_amount": refund,
            "region": raw["收货地址"].str.strip().str.replace(endings, "", regex=True),
        }
    )
    lines = _complete(_clock(lines, pd.to_datetime(raw["订单创建时间"])))
    return frames_of(lines, NO_PRODUCTS, NO_EVENTS)


def restaurant_frames(folder: Path) -> Frames:
    """The till's bills and their dishes: a settled bill (1) was paid, and what it took is spread over its dishes by price."""
    bills = _read(folder / "meal_order_info.csv")
    dishes = _read(folder / "meal_order_detail.csv").drop(columns="emp_id")
    known = bills[["order_id", "order_status", "accounts_payable", "use_start_time", "emp_id", "org_id"]]
    # A bill without a dish is a bill all the same.
    both = dishes.merge(known, on="order_id", how="outer", validate="m:1").fillna(
        {"counts": "0", "amounts": "0"}
    )
    quantity, price = both.counts.astype(float), both.amounts.astype(float)
    paid = both.order_status == "1"
    lines = pd.DataFrame(
        {
            "order_id": both.order_id,
            "status": paid.map({True: "paid", False: "unpaid"}),
            "line_type": "product",
            "product_id": both.dishes_id.where(both.dishes_id.notna(), None),
            "product_name": both.dishes_name.str.split().str.join(" "),
            "quantity": quantity,
            "unit_price": price,
            "paid_amount": _spread(both.order_id, quantity * price, both.accounts_payable.astype(float)),
            "refund_amount": 0.0,
            "customer_key": both.emp_id.where(both.emp_id != "NA"),
            "channel": both.org_id.where(both.org_id != "NA"),
        }
    )
    lines["paid_amount"] = lines.paid_amount.where(paid, 0.0)
    lines["discount_amount"] = (quantity * price - lines.paid_amount).clip(lower=0).where(paid, 0.0)
    lines = _complete(_clock(lines, pd.to_datetime(both.use_start_time, format="%Y/%m/%d %H:%M")))
    return frames_of(lines, _sold_names(lines), NO_EVENTS)


def _spread(order: pd.Series, gross: pd.Series, whole: pd.Series) -> pd.Series:
    """Whole amounts over the lines of their orders: cents down, then one more for those that lost most."""
    exact = whole * 100 * gross / gross.groupby(order).transform("sum")
    cents = (exact + 1e-7) // 1
    left = (whole * 100 - cents.groupby(order).transform("sum")).round()
    place = (exact - cents).round(7).groupby(order).rank(method="first", ascending=False)
    return (cents + (place <= left)) / 100


def sample_frames(folder: Path) -> tuple[Frames, Beside]:
    """The sample shop from its nine exports."""
    raw = _read(folder / "orders.csv")
    at = pd.to_datetime(raw.ordered_at)
    lines = raw.rename(columns={"discount": "discount_amount", "customer_id": "customer_key"})
    lines = lines.rename(columns={"group": "group_name"}).replace({"": None})
    for column in ("quantity", "unit_price", "discount_amount", "paid_amount", "refund_amount"):
        lines[column] = lines[column].astype(float)
    # A part given back leaves the line paid.
    lines.loc[(lines.status == "refunded") & (lines.refund_amount < lines.paid_amount), "status"] = "paid"
    products = _read(folder / "products.csv").replace({"": None})
    products["cost"] = products.cost.astype(float)
    events = _read(folder / "events.csv").replace({"": None})
    happened = pd.to_datetime(events.happened_at)
    events = events.assign(happened_on=happened.dt.date, happened_hour=happened.dt.hour)
    events = events.rename(columns={"customer_id": "customer_key", "group": "group_name"})
    frames = frames_of(_clock(lines.assign(line_type="product"), at), products, events)
    return frames, _beside(folder, products)


def _beside(folder: Path, products: pd.DataFrame) -> Beside:
    stock = _read(folder / "stock.csv")
    reviews, posts = _read(folder / "reviews.csv"), _read(folder / "posts.csv")
    posts = posts.rename(columns={"group": "group_name"}).assign(group=posts.group)
    written, posted = pd.to_datetime(reviews.reviewed_at), pd.to_datetime(posts.posted_at)
    return Beside(
        stock=stock.assign(
            snapshot_on=pd.to_datetime(stock.snapshot_on).dt.date, on_hand=stock.on_hand.astype(float)
        ),
        reviews=reviews.rename(columns={"customer_id": "customer_key"}).assign(
            reviewed_on=written.dt.date, happened_hour=written.dt.hour, rating=reviews.rating.astype(float)
        ),
        posts=posts.assign(
            posted_on=posted.dt.date,
            happened_hour=posted.dt.hour,
            reached=posts.reached.astype(float),
            clicks=posts.clicks.astype(float),
            orders=posts.orders.astype(float),
        ),
        products=products,
    )
