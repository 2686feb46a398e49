"""The metrics worked out a second time, in pandas, from the definitions in words and without the semantic layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd


@dataclass
class Frames:
    """A shop's facts as frames: `lines` and `events` already carry `category`, `product` and `brand` columns."""

    lines: pd.DataFrame
    events: pd.DataFrame

    def within(
        self,
        start: date,
        end: date,
        where: dict[str, set[str]] | None = None,
        without: dict[str, set[str]] | None = None,
    ) -> Frames:
        """The facts of the days [start, end), only those of some names, or of weekdays ("1" is Monday), or without some."""
        lines = self.lines[(self.lines.ordered_on >= start) & (self.lines.ordered_on < end)]
        events = self.events[(self.events.happened_on >= start) & (self.events.happened_on < end)]
        days = (where or {}).get("weekday")
        if days:
            lines = lines[lines.ordered_on.map(lambda day: str(day.isoweekday())).isin(days)]
            events = events[events.happened_on.map(lambda day: str(day.isoweekday())).isin(days)]
        for dimension, names in (without or {}).items():
            lines = lines[~lines[dimension].isin(names)]
            events = events[~events[dimension].isin(names)] if dimension in events else events
        for dimension, names in (where or {}).items():
            if dimension == "weekday":
                continue
            lines = lines[lines[dimension].isin(names)]
            if dimension in events:
                events = events[events[dimension].isin(names)]
        return Frames(lines, events)


def countable(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines that money moved on, whatever they were for."""
    return lines[lines.status.isin(["paid", "refunded", "return"])]


def _paid(lines: pd.DataFrame) -> pd.DataFrame:
    return lines[lines.status.isin(["paid", "refunded"]) & (lines.paid_amount.astype(float) > 0)]


def _money(column: pd.Series) -> float:
    return float(column.astype(float).sum())


def _margin(lines: pd.DataFrame) -> float | None:
    kept = lines[(lines.line_type == "product") & lines.status.isin(["paid", "return"]) & lines.cost.notna()]
    sales = _money(kept.paid_amount) - _money(kept.refund_amount)
    costs = float((kept.quantity.astype(float) * kept.cost.astype(float)).sum())
    return (sales - costs) / sales if sales else None


def _repeat(lines: pd.DataFrame) -> float | None:
    orders = _paid(lines).dropna(subset=["customer_key"]).groupby("customer_key").order_id.nunique()
    return float((orders >= 2).mean()) if len(orders) else None


def _conversion(frames: Frames) -> float | None:
    viewers = set(frames.events[frames.events.type == "view"].customer_key.dropna())
    buyers = set(_paid(frames.lines).customer_key.dropna())
    return len(viewers & buyers) / len(viewers) if viewers else None


def _ratio(top: float, bottom: float) -> float | None:
    return top / bottom if bottom else None


def _attach(lines: pd.DataFrame) -> float | None:
    sold = _paid(lines)
    sold = sold[sold.line_type == "product"]
    return _ratio(len(sold), sold.order_id.nunique())


FIGURES: dict[str, Callable[[Frames], float | None]] = {
    "gross_sales": lambda f: _money(f.lines[f.lines.status != "return"].paid_amount),
    "refunds": lambda f: _money(f.lines.refund_amount),
    "net_sales": lambda f: (
        _money(f.lines[f.lines.status != "return"].paid_amount) - _money(f.lines.refund_amount)
    ),
    "orders": lambda f: float(_paid(f.lines).order_id.nunique()),
    "buyers": lambda f: float(_paid(f.lines).customer_key.nunique()),
    "units": lambda f: _money(
        f.lines[(f.lines.line_type == "product") & (f.lines.status != "return")].quantity
    ),
    "average_order_value": lambda f: _ratio(
        _money(f.lines[f.lines.status != "return"].paid_amount), _paid(f.lines).order_id.nunique()
    ),
    "refund_rate": lambda f: _ratio(
        _money(f.lines.refund_amount), _money(f.lines[f.lines.status != "return"].paid_amount)
    ),
    "repeat_rate": lambda f: _repeat(f.lines),
    "new_buyers": lambda f: float(
        _paid(f.lines)[lambda x: x.ordered_on == x.first_on].customer_key.nunique()
    ),
    "views": lambda f: float((f.events.type == "view").sum()),
    "carts": lambda f: float((f.events.type == "cart").sum()),
    "conversion": _conversion,
    "gross_margin": lambda f: _margin(f.lines),
    "attach_rate": lambda f: _attach(f.lines),
}


def figure(frames: Frames, metric: str) -> float | None:
    """One metric of frames that are already cut to a period."""
    return FIGURES[metric](Frames(countable(frames.lines), frames.events))


def breakdown(frames: Frames, metric: str, dimension: str) -> dict[Any, float | None]:
    """One metric by the values of a column; rows without a value are under None."""
    values: set[Any] = set()
    for frame in (countable(frames.lines), frames.events):
        if dimension in frame:
            values |= {None if pd.isna(value) else value for value in frame[dimension].unique()}
    result = {}
    for value in values:
        result[value] = figure(
            Frames(*(_slice(f, dimension, value) for f in (frames.lines, frames.events))), metric
        )
    return result


def _slice(frame: pd.DataFrame, dimension: str, value: Any) -> pd.DataFrame:
    if dimension not in frame:
        return frame.iloc[:0]
    return frame[frame[dimension].isna()] if value is None else frame[frame[dimension] == value]


def frames_of(lines: pd.DataFrame, products: pd.DataFrame, events: pd.DataFrame) -> Frames:
    """Put the product list's category, brand and cost beside the lines, and each customer's first day."""
    catalogue = products.drop_duplicates("product_id").set_index("product_id")
    lines = lines.copy()
    listed = lines.product_id.map(catalogue.category)
    lines["category"] = listed.where(listed.notna(), lines.category)
    lines["brand"] = lines.product_id.map(catalogue.brand)
    lines["cost"] = lines.product_id.map(catalogue.cost)
    lines["product"] = _labels(lines.product_id, catalogue).where(lines.line_type == "product")
    lines["group"] = lines.group_name
    first = _paid(countable(lines)).groupby("customer_key").ordered_on.min()
    lines["first_on"] = lines.customer_key.map(first)
    events = events.copy()
    listed = events.product_id.map(catalogue.category)
    events["category"] = listed.where(listed.notna(), events.category)
    events["brand"] = events.product_id.map(catalogue.brand)
    events["product"] = _labels(events.product_id, catalogue)
    events["group"] = events.group_name
    return Frames(lines, events)


def _labels(ids: pd.Series, catalogue: pd.DataFrame) -> pd.Series:
    """Names of products; two products of one wording carry their ids."""
    twice = catalogue.name.duplicated(keep=False)
    labels = {i: f"{name} ({i})" if twice[i] else name for i, name in catalogue.name.items()}
    return ids.map(labels)
