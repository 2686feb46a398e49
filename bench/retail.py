"""The Online Retail file as clean baskets, for the benches of what is bought together and by whom."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

RETAIL = (
    Path(__file__).parents[2] / "shared" / "data" / "online_retail" / "online_retail_2010-12_2011-08.csv.gz"
)


def retail_baskets() -> pd.DataFrame:
    """Paid product lines with the columns of `order_line` and `name`; codes of five digits (and a letter) are products.

    Credit notes, free and negative lines, postage and fees are left out; a customer is None where the file has none.
    """
    raw = pd.read_csv(RETAIL, dtype={"InvoiceNo": str, "StockCode": str})
    raw = raw[
        (raw["Quantity"] > 0)
        & (raw["UnitPrice"] > 0)
        & ~raw["InvoiceNo"].str.startswith("C")
        & raw["StockCode"].str.match(r"^\d{5}")
    ]
    known = raw["CustomerID"].notna()
    return pd.DataFrame(
        {
            "shop_id": "uk",
            "order_key": raw["InvoiceNo"],
            "product_id": raw["StockCode"].str.upper(),
            "name": raw["Description"],
            "customer_key": raw["CustomerID"].fillna(0).astype(int).astype(str).where(known, None),
            "ordered_on": pd.to_datetime(raw["InvoiceDate"], format="%m/%d/%Y %H:%M").dt.date,
            "status": "paid",
            "line_type": "product",
            "unit_price": raw["UnitPrice"],
            "paid_amount": raw["Quantity"] * raw["UnitPrice"],
        }
    ).reset_index(drop=True)
