"""The Western systems' fixtures, and what their tests share."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from brain.facts.warehouse.shops import Shop
from tests.facts.counter import Counter

FIXTURES = Path(__file__).parent / "fixtures"
# Fixtures that are a second header of a source are called after it.
SECOND = {
    "woocommerce_advanced": "woocommerce",
    "woocommerce_cells": "woocommerce_cell",
    "amazon_new_orders": "amazon",
}
MINE = (
    "shopify", "online_retail", "woocommerce", "woocommerce_advanced", "woocommerce_cell", "woocommerce_cells", "woocommerce_report", "etsy_items",
    "etsy", "square", "amazon", "amazon_new_orders", "shopify_products", "woocommerce_products",
)  # fmt: skip
ORDERS = tuple(name for name in MINE if not name.endswith("products"))
FACTS = """SELECT order_id, status, line_type, product_id, product_name, sku, category, quantity, unit_price, discount_amount,
    paid_amount, refund_amount, ordered_at, region, channel, coupon, customer_key, row_key FROM order_line ORDER BY ALL"""
LONDON = Shop(id="mill", name="Mill", zone="Europe/London", currency="GBP", language="en")
NEW_YORK = Shop(id="pier", name="Pier", zone="America/New_York", currency="USD", language="en")


def fixture(name: str) -> Path:
    return FIXTURES / f"{name}.csv"


def read(name: str) -> list[dict[str, str]]:
    with fixture(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if name.startswith("amazon") else ","))


def written(rows: Sequence[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def money(text: str) -> Decimal:
    sign = -1 if text.startswith(("(", "-")) else 1
    return sign * Decimal(text.strip("()-").replace("$", "").replace(",", "") or 0)


def paid(counter: Counter, key: str = "order_id") -> dict[str, tuple[Decimal, Decimal]]:
    rows = counter.rows(f"SELECT {key}, sum(paid_amount), sum(refund_amount) FROM order_line GROUP BY 1")
    return {row[0]: (row[1], row[2]) for row in rows}


def left_out(report: Any) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in report.quarantined]


def as_xlsx(rows: Sequence[dict[str, str]], numbers: Sequence[str]) -> bytes:
    """The smallest workbook that a spreadsheet would open: one sheet, `numbers` as numbers, the rest as text."""
    lines = [list(rows[0]), *([*row.values()] for row in rows)]
    sheet = io.StringIO()
    for at, line in enumerate(lines, 1):
        cells = []
        for name, value in zip(rows[0], line, strict=True):
            if at > 1 and name in numbers and value:
                cells.append(f"<c><v>{value}</v></c>")
            else:
                cells.append(f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        sheet.write(f'<row r="{at}">{"".join(cells)}</row>')
    main, office = (f"http://schemas.openxmlformats.org/{part}" for part in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"))  # fmt: skip
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Year 2009-2010" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet.getvalue()}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
