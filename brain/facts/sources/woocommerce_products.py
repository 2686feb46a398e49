"""WooCommerce's own product list (Products > Export): simple, variable, variation, grouped and external products.

Order lines name a product by its SKU, or without one by its name; a variation without a SKU is sold under its parent's.
So each row with a SKU or a name of its own becomes a product of ours, and a variation without a SKU whose parent has
one carries on its parent's row, which then has the lowest of their prices. A variation takes category, brand and tags from
its parent, named by SKU or as `id:44`. Checked against the sample file that comes with WooCommerce.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.kernel.i18n import N_

# Of "Clothing > Tshirts, Sale" the first path's last part.
_CATEGORY = "nullif(trim(regexp_extract(regexp_extract(categories, '^[^,]*'), '[^>]*$')), '')"
# A sale price counts unless it is for a stretch of days.
_PRICE = "CASE WHEN sale_starts IS NULL AND sale_ends IS NULL THEN coalesce(sale_price, regular_price) ELSE regular_price END"

PRODUCTS = Form(
    table="product",
    fields=(
        Field("product_no", N_("product number"), ("ID",)),
        Field("type", N_("type"), ("Type",), needed=True),
        Field("sku", N_("SKU"), ("SKU",), needed=True),
        Field("name", N_("product name"), ("Name",), needed=True),
        Field("published", N_("status"), ("Published",)),
        Field("regular_price", N_("price"), ("Regular price",), "amount", needed=True),
        Field("sale_price", N_("price"), ("Sale price",), "amount", needed=True),
        Field("sale_starts", N_("start"), ("Date sale price starts",)),
        Field("sale_ends", N_("end"), ("Date sale price ends",)),
        Field(
            "cost",
            N_("cost"),
            (
                "Cost of goods",
                "Cost price",
                "Meta: _wc_cog_cost",
                "Meta: _alg_wc_cog_cost",
                "Meta: _cogs_total_value",
            ),
            "amount",
        ),
        Field("categories", N_("category"), ("Categories",), needed=True),
        Field("tags", N_("tags"), ("Tags",)),
        Field("brand", N_("brand"), ("Brands", "Brand", "Attribute: Brand")),
        Field("parent", N_("parent product"), ("Parent",)),
    ),
    relation=f"""
        WITH listed AS (SELECT *, {_CATEGORY} AS category, {_PRICE} AS price, contains(lower(type), 'variation') AS is_variation
                        FROM typed),
        heads AS (SELECT unnest([concat('id:', product_no), sku]) AS named, row_no AS head_row, sku AS head_sku,
                         category AS head_category, brand AS head_brand, tags AS head_tags, name AS head_name
                  FROM listed WHERE NOT is_variation),
        of_parent AS (SELECT named, any_value(head_row) AS head_row, any_value(head_sku) AS head_sku,
                             any_value(head_category) AS head_category, any_value(head_brand) AS head_brand,
                             any_value(head_tags) AS head_tags, any_value(head_name) AS head_name
                      FROM heads WHERE named IS NOT NULL GROUP BY named),
        joined AS (SELECT l.*, o.* EXCLUDE (named), is_variation AND l.sku IS NULL AND o.head_sku IS NOT NULL AS carried
                   FROM listed l LEFT JOIN of_parent o ON l.is_variation AND lower(l.parent) = lower(o.named)),
        carried AS (SELECT head_row AS row_no, min(price) AS low_price, min(cost) AS low_cost FROM joined WHERE carried
                    GROUP BY head_row)
        SELECT j.* REPLACE (coalesce(j.price, c.low_price) AS price, coalesce(j.cost, c.low_cost) AS cost,
                            coalesce(j.category, j.head_category) AS category, coalesce(j.brand, j.head_brand) AS brand,
                            coalesce(j.tags, j.head_tags) AS tags, coalesce(j.name, j.head_name) AS name), 0 AS part
        FROM joined j LEFT JOIN carried c USING (row_no)""",
    checks=(
        ("carried", "continuation"),
        ("coalesce(sku, name) IS NULL", "missing:name"),
        ("least(regular_price, sale_price, cost) < 0", "negative_amount"),
    ),
    columns={
        "product_id": "coalesce(sku, name)",
        "sku": "sku",
        "name": "name",
        "category": "category",
        "brand": "brand",
        "price": "price",
        "cost": "cost",
        "tags": "tags",
        "status": "CASE WHEN published = '1' THEN 'active' WHEN published IS NOT NULL THEN 'draft' END",
    },
    identity=("coalesce(sku, name)",),
    family="woocommerce",
)


class WooCommerceProducts:
    """Recognised by its product types, two prices and categories."""

    name = "woocommerce_products"
    label = N_("WooCommerce product list")
    forms: Mapping[str, Form] = {"products": PRODUCTS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; attributes and measures, which are not read, do not count against it."""
        match = match_form(PRODUCTS, header, "products") if kind in (None, "products") else None
        return Match(match.kind, (1.0, match.score[1]), match.mapping) if match else None

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """Nothing in it tells of zone or currency."""
        return None


WOOCOMMERCE_PRODUCTS = WooCommerceProducts()
