"""A shop's facts with a column for everything they can be split by, worked out from the definitions in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from eval.by_hand import Frames
from eval.customer_tags import tags_of
from eval.shop_frames import Beside

DAY_OF = {
    "lines": "ordered_on",
    "events": "happened_on",
    "stock": "snapshot_on",
    "reviews": "reviewed_on",
    "posts": "posted_on",
}
# Each part of the day is named by its first hour: night, early morning, morning, noon, afternoon, evening.
DAYPARTS = (0, 6, 9, 12, 14, 18)
# Where the bands of prices and orders begin.
STEPS = (0, *(step * 10**power for power in range(6) for step in (1, 2, 5)), 10**6)


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def quarter_of(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def daypart_of(hour: int) -> int:
    """The part of the day that an hour falls in."""
    return max(first for first in DAYPARTS if hour >= first)


def band_of(figure: float) -> int | None:
    """The beginning of the band that an amount stands on; below zero and unknown have none."""
    return None if pd.isna(figure) or figure < 0 else max(step for step in STEPS if figure >= step)


@dataclass(frozen=True)
class Facts:
    """A shop's facts by kind (lines, events, stock, reviews, posts) with a column for every dimension; unit costs by product."""

    tables: dict[str, pd.DataFrame]
    costs: pd.Series


def facts_of(frames: Frames, beside: Beside, tagged_on: date | None = None) -> Facts:
    """The frames with a column for every dimension, and money as floats, for quick counting; tags as of a day."""
    lines = _line_columns(frames.lines)
    tables = {"lines": lines, "events": _with_hours(_with_calendar(frames.events, "happened_on"))}
    catalogue = beside.products.set_index("product_id")
    for name, table in (("stock", beside.stock), ("reviews", beside.reviews), ("posts", beside.posts)):
        if name != "posts":
            table = table.assign(category=table.product_id.map(catalogue.category))
        listed = table.assign(
            product=table.product_id.map(catalogue.name), brand=table.product_id.map(catalogue.brand)
        )
        tables[name] = _with_hours(_with_calendar(listed, DAY_OF[name]))
    tags = tags_of(lines, tagged_on) if tagged_on is not None else {}
    for table in tables.values():
        for tag, values in tags.items():
            if "customer_key" in table:
                table[tag] = table.customer_key.map(values).astype(object)
    return Facts(tables, catalogue.cost.astype(float))


def _with_hours(events: pd.DataFrame) -> pd.DataFrame:
    if "happened_hour" in events:
        events["hour"] = events.happened_hour
        events["daypart"] = events.hour.map({hour: daypart_of(hour) for hour in range(24)})
    return events


def _line_columns(lines: pd.DataFrame) -> pd.DataFrame:
    lines = _with_calendar(lines, "ordered_on")
    for column in ("paid_amount", "refund_amount", "quantity", "unit_price", "discount_amount"):
        lines[column] = pd.to_numeric(lines[column].astype(float))
    lines["hour"] = lines.ordered_hour
    lines["daypart"] = lines.ordered_hour.map({hour: daypart_of(hour) for hour in range(24)})
    lines["customer"] = lines.customer_key
    priced = lines.unit_price.where(lines.unit_price.notna(), lines.paid_amount / lines.quantity)
    lines["price"] = priced.where(lines.line_type == "product")
    lines["price_band"] = _banded(lines.price)
    lines["promotion"] = lines.promotion_id
    return _with_orders(_with_first_order(lines))


def _with_calendar(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    frame = frame.copy()
    days: dict[str, dict[date, Any]] = {
        "week": {},
        "month": {},
        "quarter": {},
        "year": {},
        "weekday": {},
        "day_kind": {},
    }
    for day in frame[column].unique():
        days["week"][day] = week_of(day)
        days["month"][day] = month_of(day)
        days["quarter"][day] = quarter_of(day)
        days["year"][day] = date(day.year, 1, 1)
        days["weekday"][day] = day.isoweekday()
        days["day_kind"][day] = "weekend" if day.isoweekday() > 5 else "weekday"
    for name, values in days.items():
        frame[name] = frame[column].map(values)
    frame["day"] = frame[column]
    return frame


def _with_first_order(lines: pd.DataFrame) -> pd.DataFrame:
    """New or returning by the day of the first paid order, the month of that day, and the months since."""
    known = lines.first_on.notna()
    lines["buyer_type"] = None
    lines.loc[known & (lines.ordered_on == lines.first_on), "buyer_type"] = "new"
    # A credit note dated before the first order is neither's.
    later = known.copy()
    later[known] = lines.ordered_on[known] > lines.first_on[known]
    lines.loc[later, "buyer_type"] = "returning"
    lines["first_order"] = None
    lines.loc[known, "first_order"] = lines.first_on[known]
    lines["cohort"] = None
    lines.loc[known, "cohort"] = lines.first_on[known].map(month_of)
    apart = [
        (day.year - first.year) * 12 + day.month - first.month
        for day, first in zip(lines.ordered_on[known], lines.cohort[known], strict=True)
    ]
    lines["months_since"] = None
    lines.loc[known, "months_since"] = pd.Series(apart, index=lines.index[known], dtype=object)
    return lines


def _with_orders(lines: pd.DataFrame) -> pd.DataFrame:
    """The whole paid amount of a line's order, and how many pieces it holds."""
    counted = lines[
        lines.status.isin(["paid", "refunded"])
    ]  # a credit note of its own is no order of a value
    paid = counted.groupby("order_id").paid_amount.sum()
    pieces = counted[counted.line_type == "product"].groupby("order_id").quantity.sum()
    lines["order"] = lines.order_id.where(lines.status != "return", None)
    lines["order_value"] = lines.order_id.map(paid)
    lines["order_value_band"] = _banded(lines.order_value)
    lines["order_size"] = lines.order_id.map(pieces)
    return lines


def _banded(figures: pd.Series) -> pd.Series:
    bands = {figure: band_of(figure) for figure in figures.dropna().unique()}
    return figures.map(bands).astype(object)
