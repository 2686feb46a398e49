"""Amazon seller reports: All Orders, and New Orders. Tab separated, headers in lower case with hyphens, a row an item.

`item-price`, `shipping-price` and `gift-wrap-price` are for the whole row, promotions are taken off. Taxes: on the
marketplaces that add them at checkout (amounts in USD and CAD) `item-tax`, `shipping-tax` and `gift-wrap-tax` are added,
everywhere else prices have them inside: what customers were charged either way. Shipping is a line of its own, one an
order. An order counts as paid once Amazon has released it (unshipped or later); while pending, its price is not final.
**Neither report has refunds**: a returned order counts as paid until its refund comes another way.
The headers come from the published reports' descriptions and samples; no real file was at hand.

An item sent from two warehouses is two rows, equal in every column, and there is no number to tell them apart: equal
rows that stand together are as many lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brain.facts.sources.base import Field, Form, Match, ShopGuess, match_form
from brain.facts.sources.copies import told_apart
from brain.facts.sources.settling import SHIPPING, keyed
from brain.facts.sources.spreading import ORDER
from brain.facts.sources.values import zones
from brain.kernel.i18n import N_

FIELDS = (
    Field("order_id", N_("order number"), ("amazon-order-id", "order-id"), required=True),
    Field("ordered_at", N_("order time"), ("purchase-date",), "instant", required=True),
    Field("paid_at", N_("payment time"), ("payments-date",), "instant"),
    Field("order_status", N_("payment status"), ("order-status",)),
    Field("item_status", N_("status"), ("item-status",)),
    Field("sales_channel", N_("channel"), ("sales-channel",)),
    Field("product_name", N_("product name"), ("product-name",), needed=True),
    Field("sku", N_("SKU"), ("sku",), needed=True),
    Field("quantity", N_("quantity"), ("quantity", "quantity-purchased"), "amount", required=True),
    Field("currency", N_("currency"), ("currency",), needed=True),
    Field("item_price", N_("line total"), ("item-price",), "amount", needed=True),
    Field("item_tax", N_("tax"), ("item-tax",), "amount"),
    Field("shipping_price", N_("shipping"), ("shipping-price",), "amount"),
    Field("shipping_tax", N_("tax on shipping"), ("shipping-tax",), "amount"),
    Field("wrap_price", N_("gift wrap"), ("gift-wrap-price",), "amount"),
    Field("wrap_tax", N_("tax on gift wrap"), ("gift-wrap-tax",), "amount"),
    Field("item_off", N_("discount"), ("item-promotion-discount",), "amount"),
    Field("shipping_off", N_("discount on shipping"), ("ship-promotion-discount",), "amount"),
    Field("state", N_("region"), ("ship-state",)),
    Field("country", N_("country"), ("ship-country",)),
    Field("coupon", N_("coupon"), ("promotion-ids",)),
    Field("email", N_("email"), ("buyer-email",), personal=True),
    Field("phone", N_("phone"), ("buyer-phone-number",), personal=True),
    Field("customer_name", N_("customer name"), ("buyer-name",), personal=True),
)  # fmt: skip

# Whichever way it is spelled: "Partially Shipped", "PartiallyShipped"; a shipped order may say how it went on.
_STATE = "regexp_replace(lower(order_status), '[ _-]+', '', 'g')"
_RELEASED = "(starts_with(state_of, 'shipped') OR state_of IN ('unshipped', 'partiallyshipped', 'shipping', 'complete', 'completed'))"
_PENDING = "(starts_with(state_of, 'pending'))"
_CANCELLED = "state_of IN ('cancelled', 'canceled')"
_ADDED = "upper(currency) IN ('USD', 'CAD')"
_NO_SALE = "(coalesce(lower(item_status), '') IN ('cancelled', 'canceled') OR quantity = 0)"

# New Orders has no status: it lists orders that are paid.
_READ = f"""
    SELECT *, CASE WHEN raw_order_status IS NOT NULL THEN {_STATE} WHEN raw_paid_at IS NOT NULL THEN 'unshipped' END AS state_of,
           CASE WHEN {_ADDED} THEN 1 ELSE 0 END AS added
    FROM ({told_apart("typed", [one.name for one in FIELDS], ("order_status",))})"""
_PRICED = f"""
    SELECT *, 0 AS part, {_RELEASED} AND NOT {_NO_SALE} AS received, item_price / nullif(quantity, 0) AS unit_price,
           coalesce(item_price, 0) + coalesce(wrap_price, 0) + added * (coalesce(item_tax, 0) + coalesce(wrap_tax, 0))
               - abs(coalesce(item_off, 0)) AS weight,
           coalesce(shipping_price, 0) + added * coalesce(shipping_tax, 0) - abs(coalesce(shipping_off, 0)) AS shipping
    FROM ({_READ})"""
_KEYED = f"""
    SELECT *, {keyed("coalesce(sku, product_name, '')")} AS line_key,
           CASE WHEN received THEN weight ELSE 0 END AS line_paid, abs(coalesce(item_off, 0)) AS discount,
           sum(CASE WHEN received THEN shipping ELSE 0 END) OVER ({ORDER}) AS order_shipping,
           row_number() OVER ({ORDER} ORDER BY received DESC, coalesce(sku, product_name), unit_price, quantity, row_no) AS place,
           bool_or(reason IS NOT NULL) OVER ({ORDER}) AS spoilt
    FROM ({_PRICED})"""

ORDERS = Form(
    table="order_line",
    fields=FIELDS,
    relation=f"""
        WITH lines AS ({_KEYED})
        SELECT * FROM lines UNION ALL BY NAME
        SELECT * REPLACE (-1 AS part, 'shipping' AS line_key, NULL AS sku, 'Shipping' AS product_name, 1 AS quantity,
                          order_shipping AS unit_price, 0 AS discount, order_shipping AS line_paid)
        FROM lines WHERE place = 1 AND order_shipping <> 0""",
    checks=(
        ("outdated", "replaced_in_file"),
        ("starts_with(lower(order_id), 'test')", "test_order"),
        ("starts_with(lower(sales_channel), 'non-amazon')", "sold_elsewhere"),
        (f"state_of IS NULL OR NOT ({_RELEASED} OR {_PENDING} OR {_CANCELLED})", "unknown_status"),
        ("spoilt", "order_incomplete"),
        ("received AND item_price IS NULL", "no_amount"),
        ("least(quantity, item_price, line_paid) < 0", "negative_amount"),
        ("order_shipping < 0", "negative_amount"),
    ),
    columns={
        "order_id": "order_id",
        "ordered_at": "ordered_at",
        "status": f"""CASE WHEN {_CANCELLED} OR {_NO_SALE} THEN 'cancelled' WHEN {_PENDING} THEN 'unpaid' ELSE 'paid' END""",
        "line_type": f"CASE WHEN {SHIPPING} THEN 'shipping' ELSE 'product' END",
        "product_id": f"CASE WHEN NOT {SHIPPING} THEN coalesce(sku, product_name) END",
        "product_name": "product_name",
        "sku": "sku",
        "quantity": "quantity",
        "unit_price": "unit_price",
        "discount_amount": "discount",
        "paid_amount": "line_paid",
        "refund_amount": "0",
        "region": "coalesce(state, country)",
        "channel": "sales_channel",
        "coupon": "coupon",
    },
    identity=("order_id", "line_key"),
    whole=True,
    contact={"customer_id": "email", "name": "customer_name", "phone": "phone", "email": "email"},
    remarks=(
        (
            "count(*) FILTER (regexp_matches(lower(order_status), 'return|reject|lost|damaged|undeliver'))",
            N_(
                "{count} rows are marked as returned, rejected or lost on the way; this report has no refunds, so they count as paid."
            ),
        ),
    ),
)  # fmt: skip


class Amazon:
    """Recognised by its hyphenated headers, of either report."""

    name = "amazon"
    label = N_("Amazon order report")
    forms: Mapping[str, Form] = {"orders": ORDERS}

    def recognise(self, header: Sequence[str], kind: str | None = None) -> Match | None:
        """Match by header names; the report must tell by a status or a payment date what was paid."""
        match = match_form(ORDERS, header, "orders") if kind in (None, "orders") else None
        if match is None or not {"order_status", "paid_at"} & set(match.mapping.values()):
            return None
        return Match(match.kind, (1.0, match.score[1]), match.mapping)

    def guess(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> ShopGuess | None:
        """By the currency column; the times' offset is Amazon's own."""
        return zones.guess(zones.column(header, rows, "currency"))


AMAZON = Amazon()
