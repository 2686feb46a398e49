"""The other eight kinds of our own CSV, and the table of all nine. A field's header is its name unless said otherwise."""

from __future__ import annotations

from brain.facts.sources.base import Field, Form
from brain.facts.sources.canonical_orders import ORDERS
from brain.facts.sources.values import cells
from brain.kernel.i18n import N_

EVENT_TYPES = {
    "view": ("view", "pv", "浏览"),
    "click": ("click", "点击"),
    "cart": ("cart", "加购", "加入购物车"),
    "favourite": ("favourite", "favorite", "fav", "收藏"),
    "share": ("share", "分享"),
}
EVENT_TYPE = (
    "CASE "
    + " ".join(
        f"WHEN lower(type) IN ({', '.join(map(cells.literal, words))}) THEN '{name}'"
        for name, words in EVENT_TYPES.items()
    )
    + " END"
)

_PRODUCT_ID = Field("product_id", N_("product number"), ("product_id",))
_PRODUCT_ID_REQUIRED = Field("product_id", N_("product number"), ("product_id",), required=True)
_CUSTOMER_ID = Field("customer_id", N_("customer number"), ("customer_id",), personal=True)
_CATEGORY = Field("category", N_("category"), ("category",))
_GROUP = Field("group_name", N_("group"), ("group",))
_CHANNEL = Field("channel", N_("channel"), ("channel",))
_SKU = Field("sku", N_("SKU"), ("sku",))


def _as_they_are(*names: str) -> dict[str, str]:
    """Columns of ours that are the field of the same name."""
    return {name: name for name in names}


PRODUCTS = Form(
    table="product",
    fields=(
        _PRODUCT_ID_REQUIRED,
        _SKU,
        Field("name", N_("product name"), ("name",), needed=True),
        _CATEGORY,
        Field("brand", N_("brand"), ("brand",)),
        Field("price", N_("price"), ("price",), "amount"),
        Field("cost", N_("cost"), ("cost",), "amount"),
        Field("tags", N_("tags"), ("tags",)),
        Field("listed_on", N_("listed since"), ("listed_at",), "day"),
        Field("status", N_("status"), ("status",)),
    ),
    checks=(("least(price, cost) < 0", "negative_amount"),),
    columns=_as_they_are(
        "product_id", "sku", "name", "category", "brand", "price", "cost", "tags", "listed_on", "status"
    ),
    identity=("product_id",),
)

CUSTOMERS = Form(
    table="customer",
    fields=(
        Field("customer_id", N_("customer number"), ("customer_id",), required=True, personal=True),
        Field("name", N_("customer name"), ("name",), personal=True),
        Field("phone", N_("phone"), ("phone",), personal=True),
        Field("email", N_("email"), ("email",), personal=True),
        Field("region", N_("region"), ("region",)),
        _GROUP,
        Field("consent", N_("consent"), ("consent",), "flag"),
        Field("joined_on", N_("customer since"), ("joined_at",), "day"),
    ),
    columns={**_as_they_are("group_name", "consent", "joined_on"), "region": cells.region("region")},
    identity=("customer_id",),
    contact=_as_they_are("customer_id", "name", "phone", "email"),
)

EVENTS = Form(
    table="event",
    fields=(
        Field("event_id", N_("event number"), ("event_id",), required=True),
        Field("happened_at", N_("time"), ("happened_at",), "instant", required=True),
        Field("type", N_("type"), ("type",), required=True),
        _CUSTOMER_ID,
        _PRODUCT_ID,
        _CATEGORY,
        _GROUP,
        _CHANNEL,
    ),
    checks=((f"{EVENT_TYPE} IS NULL", "unknown_type"),),
    columns={
        **_as_they_are("event_id", "happened_at", "product_id", "category", "group_name", "channel"),
        "type": EVENT_TYPE,
    },
    identity=("event_id",),
    contact=_as_they_are("customer_id"),
)

STOCK = Form(
    table="stock",
    fields=(
        Field("snapshot_on", N_("snapshot day"), ("snapshot_on",), "day", required=True),
        _PRODUCT_ID_REQUIRED,
        _SKU,
        Field("on_hand", N_("stock"), ("on_hand",), "amount", required=True),
        Field("incoming", N_("on its way"), ("incoming",), "amount"),
        Field("lead_time_days", N_("lead time"), ("lead_time_days",), "integer"),
    ),
    checks=(
        ("incoming < 0", "negative_amount"),
        ("lead_time_days NOT BETWEEN 0 AND 3650", "out_of_range"),
    ),
    columns=_as_they_are("snapshot_on", "product_id", "sku", "on_hand", "incoming", "lead_time_days"),
    identity=("snapshot_on", "product_id", "sku"),
)

REVIEWS = Form(
    table="review",
    fields=(
        Field("review_id", N_("review number"), ("review_id",), required=True),
        Field("reviewed_at", N_("time"), ("reviewed_at",), "instant", required=True),
        _PRODUCT_ID,
        _CUSTOMER_ID,
        Field("rating", N_("rating"), ("rating",), "amount"),
        Field("text", N_("words"), ("text",)),
        Field("picture", N_("picture"), ("picture",)),
        Field("picture_consent", N_("picture may be shown"), ("picture_consent",), "flag"),
    ),
    checks=(("rating NOT BETWEEN 0 AND 10", "out_of_range"),),
    columns=_as_they_are(
        "review_id", "reviewed_at", "product_id", "rating", "text", "picture", "picture_consent"
    ),
    identity=("review_id",),
    contact=_as_they_are("customer_id"),
)

PROMOTIONS = Form(
    table="promotion",
    fields=(
        Field("promotion_id", N_("promotion number"), ("promotion_id",), required=True),
        Field("name", N_("name"), ("name",)),
        Field("kind", N_("kind"), ("kind",)),
        Field("starts_at", N_("start"), ("starts_at",), "instant", needed=True),
        Field("ends_at", N_("end"), ("ends_at",), "instant", needed=True),
        _PRODUCT_ID,
        _CATEGORY,
        Field("discount_rate", N_("discount rate"), ("discount_rate",), "amount"),
    ),
    checks=(
        ("ends_at < starts_at", "ends_before_start"),
        ("discount_rate NOT BETWEEN 0 AND 1", "out_of_range"),
    ),
    columns=_as_they_are(
        "promotion_id", "name", "kind", "starts_at", "ends_at", "product_id", "category", "discount_rate"
    ),
    # One promotion may name several products or categories, a row each.
    identity=("promotion_id", "product_id", "category"),
)

PRICES = Form(
    table="market_price",
    fields=(
        Field("observed_at", N_("time"), ("observed_at",), "instant", required=True),
        _PRODUCT_ID_REQUIRED,
        Field("seller", N_("seller"), ("seller",), needed=True),
        Field("price", N_("price"), ("price",), "amount", required=True),
    ),
    checks=(("price < 0", "negative_amount"),),
    columns=_as_they_are("observed_at", "product_id", "seller", "price"),
    identity=("observed_at", "product_id", "seller"),
)

POSTS = Form(
    table="post",
    fields=(
        Field("post_id", N_("post number"), ("post_id",), required=True),
        Field("posted_at", N_("time"), ("posted_at",), "instant", required=True),
        _GROUP,
        _CHANNEL,
        _PRODUCT_ID,
        _CATEGORY,
        Field("voice", N_("voice"), ("voice",)),
        Field("text", N_("words"), ("text",)),
        Field("reached", N_("people reached"), ("reached",), "integer"),
        Field("clicks", N_("clicks"), ("clicks",), "integer"),
        Field("orders", N_("orders brought"), ("orders",), "integer"),
    ),
    checks=(("least(reached, clicks, orders) < 0", "negative_amount"),),
    columns=_as_they_are(
        "post_id", "posted_at", "group_name", "channel", "product_id", "category", "voice", "text", "reached",
        "clicks", "orders",
    ),
    identity=("post_id",),
)  # fmt: skip

FORMS: dict[str, Form] = {
    "orders": ORDERS,
    "products": PRODUCTS,
    "customers": CUSTOMERS,
    "events": EVENTS,
    "stock": STOCK,
    "reviews": REVIEWS,
    "promotions": PROMOTIONS,
    "prices": PRICES,
    "posts": POSTS,
}
