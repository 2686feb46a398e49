"""The queries whose SQL is kept as golden files: a spread over sources, dimensions, side tables and shapes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from brain.kernel.evidence import Bought, Filter, Having, Order, Period, ProductsWhich, Query

WEEK = Period(start=date(2026, 11, 9), end=date(2026, 11, 16))
MONTH = Period(start=date(2026, 10, 1), end=date(2026, 11, 1))
YEAR = Period(start=date(2026, 1, 1), end=date(2026, 11, 20))
YEAR_BEFORE = Period(start=date(2025, 1, 1), end=date(2025, 11, 20))


def _of(*metrics: str, by: tuple[str, ...] = (), **more: Any) -> Query:
    return Query(metrics=metrics, dimensions=by, **{"period": MONTH, **more})


def _only(dimension: str, *values: str, op: str = "=") -> tuple[Filter, ...]:
    return (Filter.model_validate({"dimension": dimension, "op": op, "values": values}),)


def _at_least(metric: str, value: str, op: str = ">=") -> tuple[Having, ...]:
    return (Having.model_validate({"metric": metric, "op": op, "values": (Decimal(value),)}),)


GOLDEN_QUERIES: dict[str, Query] = {
    "net_sales_of_a_week": _of("net_sales", period=WEEK),
    "top_products_of_a_category": _of(
        "net_sales",
        "units",
        by=("product",),
        filters=_only("category", "辅食"),
        period=WEEK,
        order=Order(by="net_sales"),
        limit=5,
    ),
    "orders_by_day_against_the_week_before": _of("orders", by=("day",), period=WEEK, compare=WEEK.before()),
    "sales_and_conversion_by_group": _of(
        "net_sales", "conversion", "repeat_rate", by=("group",), period=WEEK
    ),
    "new_buyers_and_margin_by_month": _of("new_buyers", "gross_margin", by=("month",), period=WEEK),
    "gross_profit_and_cost_by_brand": _of("gross_profit", "cost", by=("brand",)),
    "discounts_by_coupon": _of("discount_amount", "discount_depth", by=("coupon",)),
    "average_price_by_price_band": _of("average_price", "units", by=("price_band",)),
    "units_per_order_by_store": _of("units_per_order", by=("store",)),
    "spending_of_customers": _of("sales_per_buyer", "orders_per_buyer"),
    "returning_buyers_by_month": _of("returning_buyers", "new_buyers", by=("month",), period=YEAR),
    "returning_buyers_of_a_period": _of("returning_buyers", compare=MONTH.before()),
    "refunded_orders_by_region": _of("refunded_orders", "order_refund_rate", by=("region",)),
    "unpaid_and_cancelled_orders": _of("unpaid_orders", "cancelled_orders", by=("channel",)),
    "products_sold_by_category": _of("products_sold", by=("category",)),
    "daily_sales_by_weekday": _of("daily_sales", "daily_orders", by=("weekday",), period=YEAR),
    "daily_sales_by_kind_of_day": _of("daily_sales", "daily_orders", by=("day_kind",), period=YEAR),
    "daily_sales_of_weekends": _of("daily_sales", filters=_only("weekday", "6", "7", op="in")),
    "click_and_cart_rates": _of("clicks", "click_rate", "favourites", "cart_rate", by=("category",)),
    "viewers_by_hour": _of("viewers", "cart_users", by=("hour",)),
    "converted_by_stage": _of("converted", "conversion", by=("stage",)),
    "stock_by_product": _of("stock_on_hand", "stock_value", by=("product",)),
    "stock_by_sku": _of("stock_on_hand", by=("sku",)),
    "sell_through_by_category": _of(
        "sell_through", "turnover", "stock_to_sales", by=("category",), compare=MONTH.before()
    ),
    "ratings_by_product": _of("rating", "reviews", by=("product",)),
    "posts_by_part_of_the_day": _of("post_reach", "post_clicks", "post_click_rate", by=("daypart",)),
    "sales_by_quarter_against_the_year_before": _of(
        "net_sales", by=("quarter",), period=YEAR, compare=YEAR_BEFORE
    ),
    "sales_by_year": _of("net_sales", by=("year",), period=YEAR, compare=YEAR_BEFORE),
    "sales_by_festival": _of("net_sales", by=("festival",), period=YEAR, compare=YEAR_BEFORE),
    "sales_by_sku": _of("units", by=("sku",), limit=10),
    "sales_by_promotion": _of("net_sales", by=("promotion",)),
    "sales_by_new_or_returning": _of("net_sales", by=("month", "buyer_type"), period=YEAR),
    "sales_by_rfm": _of("net_sales", "buyers", by=("rfm",)),
    "orders_above_500": _of("orders", filters=_only("order_value", "500", op=">")),
    "orders_by_value_band": _of("orders", "gross_sales", by=("order_value_band",)),
    "orders_by_size": _of("orders", by=("order_size",), compare=MONTH.before()),
    "cohorts": _of("buyers", by=("cohort", "months_since"), period=YEAR),
    "best_customers": _of("net_sales", "orders", by=("customer",), limit=20),
    "lines_between_two_prices": _of("units", filters=_only("price", "19.9", "59.9", op="between")),
    "products_that_sold_100": _of("units", by=("product",), having=_at_least("units", "100")),
    "categories_with_many_refunds": _of(
        "net_sales", by=("category",), having=_at_least("refund_rate", "0.1", ">"), limit=5
    ),
    "share_of_categories": _of("net_sales", by=("category",), shows=("share",)),
    "share_of_the_largest_regions": _of("orders", by=("region",), shows=("share",), limit=3, others=True),
    "running_sales_by_group": _of(
        "net_sales", "average_order_value", by=("day", "group"), shows=("running",)
    ),
    "contribution_to_a_change": _of(
        "net_sales", by=("category",), shows=("share", "contribution"), compare=MONTH.before()
    ),
    "top_products_and_others": _of(
        "net_sales", "gross_margin", by=("product",), limit=3, others=True, compare=MONTH.before()
    ),
    "second_to_fourth_product": _of(
        "net_sales", by=("product",), order=Order(by="net_sales"), limit=3, offset=1
    ),
    "largest_orders": _of(
        "gross_sales", by=("order",), filters=_only("region", "浙江"), order=Order(by="gross_sales"), limit=3
    ),
    "products_of_the_list_not_sold": _of(
        "products_listed",
        by=("product",),
        filters=_only("category", "辅食"),
        limit=1000,
        products=(ProductsWhich(any_of=(Bought(filters=_only("channel", "社群")),), negated=True),),
    ),
    "sold_then_and_not_now": _of(
        "units",
        by=("product",),
        period=MONTH.before(),
        limit=1000,
        products=(
            ProductsWhich(any_of=(Bought(having=_at_least("units", "2")),)),
            ProductsWhich(any_of=(Bought(period=MONTH),), negated=True),
        ),
    ),
    "first_day_of_a_product": _of(
        "orders",
        by=("day",),
        filters=_only("product", "有机米粉"),
        having=_at_least("orders", "0", ">"),
        order=Order(by="day", descending=False),
        limit=1,
    ),
    "everything_at_once": _of(
        "net_sales",
        "refund_rate",
        by=("brand",),
        filters=_only("channel", "社群", op="!="),
        having=_at_least("units", "10"),
        compare=MONTH.before(),
        order=Order(by="net_sales_change", descending=False),
        limit=5,
        others=True,
    ),
}
