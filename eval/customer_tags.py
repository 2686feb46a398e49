"""A customer's life-cycle stage and RFM segment, from the rules in the guide's page on tags."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

YEAR = 365
SHOP_CUSTOMERS, USUAL_PAUSE = 30, 30.0


def tags_of(lines: pd.DataFrame, today: date) -> dict[str, dict[str, str]]:
    """Each customer's `stage` and `rfm` as of a day."""
    known = lines[lines.customer_key.notna() & lines.status.isin(["paid", "refunded", "return"])]
    paid = known[known.status.isin(["paid", "refunded"]) & (known.paid_amount > 0)]
    order_days = paid.groupby("customer_key").ordered_on.unique().map(sorted)
    away = order_days.map(lambda days: (today - days[-1]).days)
    recent = paid.ordered_on.map(lambda day: (today - day).days < YEAR)
    orders = paid[recent].groupby("customer_key").order_id.nunique()
    kept = known[known.ordered_on.map(lambda day: (today - day).days < YEAR)]
    spent = (kept.paid_amount - kept.refund_amount).groupby(kept.customer_key).sum().clip(lower=0)
    return {"stage": _stages(order_days, away), "rfm": _segments(away, orders, spent)}


def _stages(order_days: pd.Series, away: pd.Series) -> dict[str, str]:
    """By the days since the last order against the usual pause: active up to 1.5 pauses, silent up to 4."""
    pauses = order_days[order_days.map(len) >= 2].map(
        lambda days: float(np.median([(b - a).days for a, b in pairwise(days)]))
    )
    typical = float(pauses.median()) if len(pauses) >= SHOP_CUSTOMERS else USUAL_PAUSE
    stages = {}
    for customer, days in order_days.items():
        pause = pauses[customer] if len(days) >= 3 else typical
        gone = away[customer]
        if gone <= max(1.5 * pause, 14):
            stages[customer] = "new" if len(days) == 1 else "active"
        else:
            stages[customer] = "silent" if gone <= max(4 * pause, 60) else "lost"
    return stages


def _segments(away: pd.Series, orders: pd.Series, spent: pd.Series) -> dict[str, str]:
    """Three scores from 1 to 5 by fifths; equal figures share the middle of their places; 4 and 5 are high."""
    table = pd.DataFrame({"recency": -away})
    table["frequency"] = orders.reindex(table.index).fillna(0)
    table["money"] = spent.reindex(table.index).fillna(0).round(2)
    high = pd.DataFrame({name: _score(table[name]) >= 4 for name in table})
    words = np.select(
        [high.recency & high.frequency, high.recency, high.frequency],
        ["value", "develop", "keep"],
        "win_back",
    )
    first = np.where(high.money, "important_", "general_")
    return {customer: f"{a}{b}" for customer, a, b in zip(table.index, first, words, strict=True)}


def _score(figures: pd.Series) -> pd.Series:
    below = figures.rank(method="min") - 1
    level = figures.groupby(figures).transform("size")
    return 1 + np.floor(5.0 * (below + level / 2.0) / len(figures))
