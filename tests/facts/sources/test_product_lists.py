"""Product lists of Shopify and WooCommerce: every row accounted for, and joined to the lines sold."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.facts.counter import Counter, open_counter
from tests.facts.sources.western import LONDON, NEW_YORK, fixture, left_out, read, written

PRODUCTS = "SELECT product_id, name, category, brand, price, cost, status FROM product ORDER BY product_id"
# What metrics do: a sold line finds category and brand by its product, its cost by product and SKU.
SOLD = """
    SELECT l.order_id, l.product_id, p.category, p.brand, p.cost FROM order_line l
    LEFT JOIN product p ON p.product_id = l.product_id AND p.sku IS NOT DISTINCT FROM l.sku
    WHERE l.line_type = 'product' ORDER BY ALL"""


def real(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def american(tmp_path: Path) -> Counter:
    with open_counter(tmp_path, NEW_YORK) as counter:
        yield counter


@pytest.mark.parametrize("name", ["apparel", "home-and-garden", "jewelery"])
def test_real_shopify_lists(real_data: Path, tmp_path: Path, name: str) -> None:
    """Each variant is a product, each further picture carries on its product, and nothing is left out."""
    path = real_data / "shopify" / f"products_{name}.csv"
    rows = real(path)
    variants = [row for row in rows if row["Variant Price"]]
    with open_counter(tmp_path, NEW_YORK) as counter:
        report = counter.load(path)
        assert (report.source, report.kind, report.quarantined) == ("shopify_products", "products", ())
        assert report.rows_read == len(rows) == report.loaded + report.duplicates
        assert counter.rows("SELECT count(*), sum(price) FROM product") == [
            (len(variants), sum(Decimal(row["Variant Price"]) for row in variants))
        ]
        vendors = {row["Vendor"] for row in rows if row["Vendor"]}
        assert {row[0] for row in counter.rows("SELECT DISTINCT brand FROM product")} == vendors
        again = counter.load(path)
        assert (again.loaded, again.duplicates) == (0, len(rows))


def test_the_real_woocommerce_list(real_data: Path, tmp_path: Path) -> None:
    """Every row of WooCommerce's sample is a product; variations have their parent's category."""
    path = real_data / "woocommerce" / "sample_products.csv"
    rows = real(path)
    with open_counter(tmp_path, LONDON) as counter:
        report = counter.load(path)
        assert (report.source, report.rows_read, report.loaded) == (
            "woocommerce_products",
            len(rows),
            len(rows),
        )
        found = {row[0]: row[1:] for row in counter.rows(PRODUCTS)}
        assert set(found) == {row["SKU"] for row in rows}
        assert found["woo-vneck-tee-red"][1] == "Tshirts"
        assert found["woo-hoodie-red"][3] == 42
        assert counter.rows("SELECT count(*) FROM product WHERE category IS NULL") == [(0,)]


def test_a_shopify_list_by_the_new_headers(american: Counter) -> None:
    """Variants by SKU, else by the order line's name; the shop's type before the taxonomy; pictures carry on."""
    report = american.load(fixture("shopify_products"))
    assert (report.rows_read, report.loaded, report.duplicates) == (15, 10, 3)
    assert left_out(report) == [(14, "negative_amount"), (15, "missing:title")]
    assert american.rows(PRODUCTS) == [
        ("APR-L", "Linen Apron - Sand / L", "Aprons", "Loom Works", 48, None, "active"),
        ("APR-M", "Linen Apron - Sand / M", "Aprons", "Loom Works", 46, Decimal("18.5"), "active"),
        ("APR-S", "Linen Apron - Sand / S", "Aprons", "Loom Works", 46, 18, "active"),
        ("CAN-S", "Beeswax Candle", "Candles", "Bee Good", 11, Decimal("3.3"), "draft"),
        ("MUG-B", "Enamel Mug - Blue", "Mugs", "Hearth & Co", 14, Decimal("5.2"), "active"),
        ("MUG-R", "Enamel Mug - Red", "Mugs", "Hearth & Co", 14, Decimal("5.4"), "active"),
        ("Oak Board - Large", "Oak Board - Large", "Kitchen & Dining", "Grain", 44, 16, "archived"),
        ("Oak Board - Small", "Oak Board - Small", "Kitchen & Dining", "Grain", 30, 11, "archived"),
        ("TT-2", "Tea Towel, set of 2", "Kitchen linen", "Hearth & Co", 19, Decimal("7.1"), "active"),
        ("Walnut Board", "Walnut Board", "Kitchen & Dining", "Grain", 64, 27, "draft"),
    ]


def test_shopify_costs_reach_the_lines_sold(american: Counter) -> None:
    """Every line sold of a listed variant has its own cost, its product's category and brand; the gift card has none."""
    american.load(fixture("shopify_products"))
    american.load(fixture("shopify"))
    sold = {(row[0], row[1]): row[2:] for row in american.rows(SOLD)}
    assert sold[("#2004", "APR-M")] == ("Aprons", "Loom Works", Decimal("18.5"))
    assert sold[("#2008", "Walnut Board")] == ("Kitchen & Dining", "Grain", 27)
    assert {key for key, found in sold.items() if found[1] is None} == {("#2005", "Gift Card")}


def test_the_order_of_rows_does_not_matter(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A product's first row may stand after its variants."""
    found = []
    for rows in (read("shopify_products"), read("shopify_products")[::-1]):
        with open_counter(tmp_path_factory.mktemp("home"), NEW_YORK) as counter:
            counter.load(written(rows))
            found.append(counter.rows(PRODUCTS))
    assert found[0] == found[1]


def test_a_new_list_renews_prices_and_costs(american: Counter) -> None:
    """A later list with another cost counts; the product stays one."""
    rows = read("shopify_products")
    american.load(written(rows))
    report = american.load(written([{**rows[0], "Cost per item": "6.00"}]))
    assert report.loaded == 1
    assert american.rows("SELECT cost FROM product WHERE product_id = 'MUG-B'") == [(6,)]


def test_a_woocommerce_list(tmp_path: Path) -> None:
    """A variation has its parent's category and brand; without a SKU of its own it is sold as its parent, at the lowest price."""
    with open_counter(tmp_path, LONDON) as counter:
        report = counter.load(fixture("woocommerce_products"))
        assert (report.rows_read, report.loaded, report.duplicates) == (17, 13, 2)
        assert left_out(report) == [(15, "missing:name"), (16, "negative_amount")]
        found = {row[0]: row[1:] for row in counter.rows(PRODUCTS)}
        assert found["tee-green"] == ("V-Neck Tee - Green", "Tshirts", "Loom", 16, Decimal("8.5"), "active")
        assert found["hoodie"] == ("Hoodie", "Hoodies", None, 42, 20, "active")
        assert found["Scarf - Wool"] == ("Scarf - Wool", "Accessories", "Purl", 30, 12, "active")
        assert found["belt"][3] == 65, "a sale for some days is not the price"
        assert found["Loose Tea"] == ("Loose Tea", "Tea", None, 9, 3, "draft")
        assert found["tee-lost"][1] is None


def test_woocommerce_costs_reach_the_lines_sold(tmp_path: Path) -> None:
    """By SKU, and by name where there is none."""
    with open_counter(tmp_path, LONDON) as counter:
        counter.load(fixture("woocommerce_products"))
        base = read("woocommerce")[0]
        sold = [
            ("1", "tee-red", "V-Neck Tee - Red"),
            ("2", "hoodie", "Hoodie - Blue"),
            ("3", "", "Scarf - Wool"),
        ]
        counter.load(
            written([{**base, "order_id": no, "item_sku": sku, "item_name": name} for no, sku, name in sold])
        )
        assert counter.rows(SOLD) == [
            ("1", "tee-red", "Tshirts", "Loom", 8),
            ("2", "hoodie", "Hoodies", None, 20),
            ("3", "Scarf - Wool", "Accessories", "Purl", 12),
        ]
