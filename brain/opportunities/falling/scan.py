"""Which categories of all shops fall: the last fourteen days against the eight weeks before and the rest of the shop."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.rising import LEAST_SALES_GROWTH, confidences
from brain.opportunities.base import Candidate, Scan
from brain.opportunities.mending import worth_of_mending
from brain.opportunities.moving.counts import compare, sales_sql

DAYS = 14
# A category is looked at because much is expected of it, and what sold much by luck falls by itself: on noise alone, nine
# categories around 8 lines and the bar as it is for rises, up to one shop in nine showed a fall.
LEAST_EXPECTED = 15.0
FURTHER = 0.25
# Where one or two categories are large enough to be judged, the bar for the worst of them would be passed by chance too often.
LEAST_BAR = 2.4


def falling_categories(frame: pd.DataFrame) -> list[Candidate]:
    """Categories that sell clearly less than the rest of their shop makes one expect, and less than they used to."""
    found = compare(frame, LEAST_EXPECTED)
    moved, bar = found.moved, np.maximum(found.bar + FURTHER, LEAST_BAR)
    down = (np.nan_to_num(-moved.z) > bar) & (
        np.maximum(moved.growth, moved.relative_growth) <= -LEAST_SALES_GROWTH
    )
    sure = confidences(-moved.z, bar, moved.expected, doubts=0)
    missing = (moved.expected - moved.now) * _worth_of_a_line(frame, found.shop)
    shops, categories = frame["shop_id"].to_numpy(), frame["category"].to_numpy()
    return [
        Candidate(
            shop=str(shops[row]), key=str(categories[row]), worth=worth_of_mending(float(missing[row]) / DAYS), sure=float(sure[row]),
            row=int(row),
            told={
                "z": float(-moved.z[row]), "bar": float(bar[row]), "now": float(moved.now[row]), "before": float(moved.before[row]),
                "expected": float(moved.expected[row]), "rest": float(moved.rest_now[row] / max(moved.rest_before[row], 1.0) - 1),
                "missing_a_day": float(missing[row]) / DAYS, "periods": float(moved.baseline[row]),
            },
        )
        for row in np.flatnonzero(found.supported & down)
    ]  # fmt: skip


def _worth_of_a_line(frame: pd.DataFrame, shop: np.ndarray) -> np.ndarray:
    """Net sales of a line: the category's own now, drawn to the shop's."""
    net, lines = frame["net"].to_numpy(dtype=np.float64), frame["p0"].to_numpy(dtype=np.float64)
    whole = np.bincount(shop, weights=net) / np.maximum(np.bincount(shop, weights=lines), 1.0)
    drawn: np.ndarray = (net + 5 * whole[shop]) / (lines + 5)
    return drawn


SCAN = Scan(sql=sales_sql(DAYS), judge=falling_categories)
