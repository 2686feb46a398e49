"""Which concept serves which field of our own CSV, and how well: kind -> field -> (concept, weight 0..1)."""

from __future__ import annotations

Served = tuple[tuple[str, float], ...]

_ORDERED: dict[str, Served] = {
    "product_id": (("product_id", 1.0), ("barcode", 0.75), ("sku", 0.6)),
    "sku": (("sku", 1.0), ("barcode", 0.7)),
    "category": (("category", 1.0),),
}
_PRODUCT: dict[str, Served] = {
    "product_id": (("product_id", 1.0), ("sku", 0.85), ("barcode", 0.8), ("code", 0.6)),
    "sku": (("sku", 1.0), ("barcode", 0.7)),
    "category": (("category", 1.0),),
}
_CUSTOMER: dict[str, Served] = {"customer_id": (("customer_id", 1.0), ("phone", 0.6), ("email", 0.6))}

SERVES: dict[str, dict[str, Served]] = {
    "orders": {
        "order_id": (("order_id", 1.0), ("code", 0.55)),
        "line_no": (("line_no", 1.0),),
        "ordered_at": (("order_time", 1.0), ("time", 0.9), ("paid_time", 0.86)),
        "ordered_time": (("clock_time", 1.0), ("time", 0.9), ("order_time", 1.0), ("paid_time", 0.7)),
        "paid_at": (("paid_time", 1.0),),
        "status": (("order_status", 1.0), ("status", 0.9)),
        **_ORDERED,
        "product_name": (("product_name", 1.0), ("name", 0.7)),
        "quantity": (("quantity", 1.0),),
        "unit_price": (("unit_price", 1.0), ("shelf_price", 0.62)),
        "refunded_at": (("refund_time", 1.0),),
        **_CUSTOMER,
        "customer_name": (("customer_name", 1.0),),
        "region": (("region", 1.0), ("city", 0.65), ("country", 0.6)),
        "channel": (("channel", 1.0),),
        "group_name": (("group", 1.0),),
        "coupon": (("coupon", 1.0),),
        "promotion_id": (("promotion_id", 1.0), ("promotion", 0.7)),
        "store": (("store", 1.0),),
    },
    "products": {
        **_PRODUCT,
        "name": (("product_name", 1.0), ("name", 1.0)),
        "brand": (("brand", 1.0),),
        "price": (("unit_price", 1.0), ("shelf_price", 1.0), ("list_price", 0.7)),
        "cost": (("cost", 1.0),),
        "tags": (("tags", 1.0),),
        "listed_on": (("listed_time", 1.0), ("order_time", 0.6)),
        "status": (("product_status", 1.0), ("status", 0.9)),
    },
    "customers": {
        "customer_id": (("customer_id", 1.0), ("phone", 0.6), ("code", 0.7), ("email", 0.55)),
        "name": (("customer_name", 1.0), ("name", 0.9)),
        "phone": (("phone", 1.0),),
        "email": (("email", 1.0),),
        "region": (("region", 1.0), ("city", 0.65), ("country", 0.6)),
        "group_name": (("group", 1.0),),
        "consent": (("consent", 1.0),),
        "joined_on": (("joined_time", 1.0), ("order_time", 0.6), ("time", 0.55)),
    },
    "events": {
        "event_id": (("event_id", 1.0), ("code", 0.6)),
        "happened_at": (("event_time", 1.0), ("time", 0.9), ("order_time", 0.6)),
        "type": (("event_type", 1.0),),
        **_CUSTOMER,
        "product_id": (("product_id", 1.0), ("sku", 0.6)),
        "category": (("category", 1.0),),
        "group_name": (("group", 1.0),),
        "channel": (("channel", 1.0),),
    },
    "stock": {
        "snapshot_on": (("snapshot_time", 1.0), ("time", 0.9)),
        **_PRODUCT,
        "on_hand": (("on_hand", 1.0), ("quantity", 0.6)),
        "incoming": (("incoming", 1.0),),
        "lead_time_days": (("lead_time", 1.0),),
    },
    "reviews": {
        "review_id": (("review_id", 1.0), ("code", 0.6)),
        "reviewed_at": (("review_time", 1.0), ("time", 0.9), ("order_time", 0.6)),
        "product_id": (("product_id", 1.0), ("sku", 0.6)),
        **_CUSTOMER,
        "rating": (("rating", 1.0),),
        "text": (("review_text", 1.0), ("content", 0.9)),
    },
    "promotions": {
        "promotion_id": (("promotion_id", 1.0), ("code", 0.7)),
        "name": (("promotion_name", 1.0), ("name", 0.8), ("promotion", 0.8)),
        "kind": (("promotion_kind", 1.0),),
        "starts_at": (("start_time", 1.0),),
        "ends_at": (("end_time", 1.0),),
        "product_id": (("product_id", 1.0), ("sku", 0.6)),
        "category": (("category", 1.0),),
        "discount_rate": (("discount_rate", 1.0),),
    },
    "prices": {
        "observed_at": (("observed_time", 1.0), ("time", 0.9)),
        "product_id": (("product_id", 1.0), ("barcode", 0.75), ("sku", 0.7), ("code", 0.6)),
        "seller": (("seller", 1.0), ("store", 0.7)),
        "price": (("market_price", 1.0), ("unit_price", 0.9)),
    },
    "posts": {
        "post_id": (("post_id", 1.0), ("code", 0.6)),
        "posted_at": (("post_time", 1.0), ("time", 0.9)),
        "group_name": (("group", 1.0),),
        "channel": (("channel", 1.0),),
        "product_id": (("product_id", 1.0), ("sku", 0.6)),
        "category": (("category", 1.0),),
        "voice": (("voice", 1.0),),
        "text": (("content", 1.0),),
        "reached": (("reached", 1.0),),
        "clicks": (("clicks", 1.0),),
        "orders": (("orders_brought", 1.0), ("aggregate", 0.7)),
    },
}

# Amounts of an order file are not told by their headers alone: see money.py. Concept -> how plainly it says that the
# money was received (3), is what remains after discounts (2.6), is due (2), is some total (1.6, 1.8) or a total before
# discounts (0.6).
PAYMENT_CLASS = {
    "paid": 3.0,
    "order_paid": 3.0,
    "line_net": 2.6,
    "payable": 2.0,
    "order_total": 1.8,
    "amount": 1.6,
    "gross": 0.6,
}
ORDER_WIDE = frozenset(("order_paid", "order_total", "order_refund"))
MONEY_FIELDS = (
    "discount", "paid_amount", "refund_amount", "order_paid", "order_refund", "order_shipping",
)  # fmt: skip
