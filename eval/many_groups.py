"""The everyday metrics for thousands of groups at once; a test sees that they are what `by_hand` counts group by group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

Key = tuple[Any, ...]


def _received(lines: pd.DataFrame) -> pd.Series:
    return lines.paid_amount.where(lines.status != "return", 0.0)


def _pieces(lines: pd.DataFrame) -> pd.Series:
    return lines.quantity.where((lines.line_type == "product") & (lines.status != "return"), 0.0)


def _paid_only(lines: pd.DataFrame, column: str) -> pd.Series:
    paid = lines.status.isin(["paid", "refunded"]) & (lines.paid_amount > 0)
    return lines[column].where(paid)


ADDED: dict[str, tuple[str, Callable[[pd.DataFrame], pd.Series]]] = {
    "gross_sales": ("lines", _received),
    "refunds": ("lines", lambda lines: lines.refund_amount),
    "net_sales": ("lines", lambda lines: _received(lines) - lines.refund_amount),
    "units": ("lines", _pieces),
    "views": ("events", lambda events: (events.type == "view").astype(float)),
    "carts": ("events", lambda events: (events.type == "cart").astype(float)),
    "favourites": ("events", lambda events: (events.type == "favourite").astype(float)),
}
COUNTED: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "orders": lambda lines: _paid_only(lines, "order_id"),
    "buyers": lambda lines: _paid_only(lines, "customer_key"),
}


def can_count(metrics: list[str]) -> bool:
    """Whether all these metrics are among the everyday ones, and from one table."""
    known = all(metric in ADDED or metric in COUNTED for metric in metrics)
    return known and len({table_of_metric(metric) for metric in metrics}) == 1


def table_of_metric(metric: str) -> str:
    """Which table a metric is counted from."""
    return ADDED[metric][0] if metric in ADDED else "lines"


def counted(frame: pd.DataFrame, by: list[str], metrics: list[str]) -> dict[Key, dict[str, float | None]]:
    """Each group's metrics; rows without a value are under None. `frame` holds countable rows only."""
    columns = {}
    for metric in metrics:
        columns[metric] = ADDED[metric][1](frame) if metric in ADDED else COUNTED[metric](frame)
    keys = [frame[name] for name in by]
    grouped = pd.DataFrame(columns).groupby(keys, dropna=False, sort=False)
    sums = {
        metric: grouped[metric].sum() if metric in ADDED else grouped[metric].nunique() for metric in metrics
    }
    table = pd.DataFrame(sums)
    result: dict[Key, dict[str, float | None]] = {}
    for key, values in zip(table.index, table.to_dict("records"), strict=True):
        whole = key if isinstance(key, tuple) else (key,)
        named = tuple(None if pd.isna(value) else value for value in whole)
        result[named] = {str(metric): float(value) for metric, value in values.items()}
    return result
