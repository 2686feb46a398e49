"""A metric's value over some rows: by the definitions in words below, or by those of `by_hand`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from eval.by_hand import countable, figure

if TYPE_CHECKING:
    from eval.expected import Cut

Value = float | None


def value_of(cut: Cut, metric: str) -> Value:
    """One metric over a cut."""
    return MORE[metric](cut) if metric in MORE else figure(cut.frames(), metric)


def _of(metric: str) -> Callable[[Cut], Value]:
    return lambda cut: figure(cut.frames(), metric)


def _per(top: Callable[[Cut], Value], bottom: Callable[[Cut], Value]) -> Callable[[Cut], Value]:
    def divided(cut: Cut) -> Value:
        above, below = top(cut), bottom(cut)
        return above / below if above is not None and below else None

    return divided


def _sold(cut: Cut) -> pd.DataFrame:
    return cut.lines[cut.lines.status.isin(["paid", "refunded"])]


def _goods(cut: Cut) -> pd.DataFrame:
    sold = _sold(cut)
    return sold[sold.line_type == "product"]


def _paid(cut: Cut) -> pd.DataFrame:
    sold = _sold(cut)
    return sold[sold.paid_amount > 0]


def _margin_lines(cut: Cut) -> pd.DataFrame:
    lines = countable(cut.lines)
    kept = (lines.line_type == "product") & lines.status.isin(["paid", "return"])
    return lines[kept & lines.cost.notna()]


def _cost(cut: Cut) -> float:
    lines = _margin_lines(cut)
    return float((lines.quantity * lines.cost.astype(float)).sum())


def _profit(cut: Cut) -> float:
    lines = _margin_lines(cut)
    return float((lines.paid_amount - lines.refund_amount).sum()) - _cost(cut)


def _discount(cut: Cut) -> float:
    return float(_goods(cut).discount_amount.sum())


def _goods_money(cut: Cut) -> float:
    return float(_goods(cut).paid_amount.sum())


def _goods_orders(cut: Cut) -> float:
    paid = _paid(cut)
    return float(paid[paid.line_type == "product"].order_id.nunique())


def _known_money(cut: Cut) -> float:
    sold = _sold(cut)
    return float(sold[sold.customer_key.notna()].paid_amount.sum())


def _known_orders(cut: Cut) -> float:
    paid = _paid(cut)
    return float(paid[paid.customer_key.notna()].order_id.nunique())


def _returning(cut: Cut) -> float:
    paid = _paid(cut)
    paid = paid[paid.customer_key.notna()]
    return float(paid[paid.first_on < cut.start].customer_key.nunique())


def _orders_of(cut: Cut, status: str) -> float:
    return float(cut.lines[cut.lines.status == status].order_id.nunique())


def _unpaid(cut: Cut) -> float:
    return _orders_of(cut, "unpaid")


def _refunded_orders(cut: Cut) -> float:
    lines = countable(cut.lines)
    return float(lines[lines.refund_amount > 0].order_id.nunique())


def _products_sold(cut: Cut) -> float:
    goods = _goods(cut)
    known = goods.product_id.where(goods.product_id.notna(), goods.product_name)
    return float(known.nunique())


def _days(cut: Cut) -> float:
    return float((cut.end - cut.start) // timedelta(days=1))


def _done(kind: str) -> Callable[[Cut], Value]:
    return lambda cut: float((cut.events.type == kind).sum())


def _people(kind: str) -> Callable[[Cut], Value]:
    return lambda cut: float(cut.events[cut.events.type == kind].customer_key.nunique())


def _converted(cut: Cut) -> float:
    viewers = set(cut.events[cut.events.type == "view"].customer_key.dropna())
    return float(len(viewers & set(_paid(cut).customer_key.dropna())))


def _last_stock(cut: Cut) -> pd.DataFrame:
    """Each product as it was last counted on or before the period's last day."""
    stock = cut.tables["stock"]
    last = stock.groupby("product_id").snapshot_on.transform("max")
    return stock[stock.snapshot_on == last]


def _on_hand(cut: Cut) -> float:
    return float(_last_stock(cut).on_hand.sum())


def _stock_value(cut: Cut) -> float:
    stock = _last_stock(cut)
    return float((stock.on_hand * stock.product_id.map(cut.costs)).sum())


def _reviews(cut: Cut) -> pd.DataFrame:
    return cut.tables["reviews"]


def _posts(cut: Cut) -> pd.DataFrame:
    return cut.tables["posts"]


def _sell_through(cut: Cut) -> Value:
    """Over products whose stock was counted before the period's end."""
    counted = set(cut.tables["stock"].product_id)
    goods = _goods(cut)
    sold = float(goods[goods.product_id.isin(counted)].quantity.sum())
    return sold / (sold + _on_hand(cut)) if counted and sold + _on_hand(cut) else None


def _days_of_stock(cut: Cut) -> Value:
    counted = set(cut.tables["stock"].product_id)
    goods = _goods(cut)
    sold = float(goods[goods.product_id.isin(counted)].quantity.sum())
    return _on_hand(cut) * _days(cut) / sold if sold else None


def _mean_rating(cut: Cut) -> Value:
    return float(_reviews(cut).rating.mean()) if len(_reviews(cut)) else None


def _reach(cut: Cut) -> float:
    return float(_posts(cut).reached.sum())


def _post_clicks(cut: Cut) -> float:
    return float(_posts(cut).clicks.sum())


MORE: dict[str, Callable[[Cut], Value]] = {
    "gross_profit": _profit,
    "cost": _cost,
    "discount_amount": _discount,
    "discount_depth": _per(_discount, lambda cut: _goods_money(cut) + _discount(cut)),
    "average_price": _per(_goods_money, _of("units")),
    "units_per_order": _per(_of("units"), _goods_orders),
    "sales_per_buyer": _per(_known_money, _of("buyers")),
    "orders_per_buyer": _per(_known_orders, _of("buyers")),
    "returning_buyers": _returning,
    "refunded_orders": _refunded_orders,
    "order_refund_rate": _per(_refunded_orders, _of("orders")),
    "unpaid_orders": _unpaid,
    "unpaid_rate": _per(_unpaid, lambda cut: _unpaid(cut) + _of("orders")(cut)),
    "cancelled_orders": lambda cut: _orders_of(cut, "cancelled"),
    "products_sold": _products_sold,
    "daily_sales": _per(_of("net_sales"), _days),
    "daily_orders": _per(_of("orders"), _days),
    "clicks": _done("click"),
    "click_rate": _per(_done("click"), _of("views")),
    "favourites": _done("favourite"),
    "viewers": _people("view"),
    "cart_users": _people("cart"),
    "cart_rate": _per(_people("cart"), _people("view")),
    "converted": _converted,
    "stock_on_hand": _on_hand,
    "stock_value": _stock_value,
    "sell_through": _sell_through,
    "stock_to_sales": _days_of_stock,
    "rating": _mean_rating,
    "reviews": lambda cut: float(len(_reviews(cut))),
    "post_reach": _reach,
    "post_clicks": _post_clicks,
    "post_click_rate": _per(_post_clicks, _reach),
}

UNCOUNTED = {"unpaid_orders", "unpaid_rate", "cancelled_orders"}
"""Metrics of order lines that no money moved on."""
_BESIDE_LINES: tuple[tuple[set[str], tuple[str, ...]], ...] = (
    (
        {"events"},
        ("views", "carts", "clicks", "click_rate", "favourites", "viewers", "cart_users", "cart_rate"),
    ),
    ({"lines", "events"}, ("conversion", "converted")),
    ({"stock"}, ("stock_on_hand", "stock_value")),
    ({"lines", "stock"}, ("sell_through", "stock_to_sales")),
    ({"reviews"}, ("rating", "reviews")),
    ({"posts"}, ("post_reach", "post_clicks", "post_click_rate")),
)


def sources_of(metric: str) -> set[str]:
    """The tables whose rows a metric counts."""
    return next((tables for tables, metrics in _BESIDE_LINES if metric in metrics), {"lines"})
