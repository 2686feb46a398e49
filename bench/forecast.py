"""Forecasts of days that were then seen: the error against repeating the last week, and how often the 80 % interval held.

`python -m bench forecast`: from many days of the Online Retail file (skipped where that is absent) and of the seeded sample shop, whose
festivals are marked, the next 7 and 14 days of net sales, orders and units of the shop, and 14 days of units of every product. Only what
was known on that day is used. Errors are weighted absolute percentage errors (sum of misses over sum of sales).
Seen: days of the shop 14-27 % below the naive error on Online Retail (intervals held 71-84 %), 26-32 % on the sample shop (80-83 %);
a product's fortnight 33 % below on both (79-80 %), its single days 23 and 11 %, most of which have no sale at all.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from brain.analysis.forecast import Forecast, TooShort, forecast
from sample_data.calendar import festivals_of
from sample_data.world import build_world

RETAIL = (
    Path(__file__).parents[2] / "shared" / "data" / "online_retail" / "online_retail_2010-12_2011-08.csv.gz"
)
HORIZONS = (7, 14)
LAST_DAY = date(2026, 11, 20)
FIRST_ORIGIN = 120

Floats = NDArray[np.float64]


@dataclass
class Tally:
    """Sums over all forecasts of one kind."""

    missed: float = 0.0
    naive: float = 0.0
    sold: float = 0.0
    held: int = 0
    days: int = 0
    total_missed: float = 0.0
    total_naive: float = 0.0
    totals_held: int = 0
    totals: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, made: Forecast, truth: Floats, last_week: Floats) -> None:
        """One more forecast, what came, and the week before it. Days on which the whole shop was closed judge no interval."""
        kept = made.supported
        naive = np.tile(last_week, (1, truth.shape[1] // 7 + 1))[:, : truth.shape[1]]
        self.missed += float(np.abs(made.mid - truth)[kept].sum())
        self.naive += float(np.abs(naive - truth)[kept].sum())
        self.sold += float(truth[kept].sum())
        open_days = truth.sum(axis=0) > 0
        inside = (truth >= made.low) & (truth <= made.high)
        self.held += int(inside[kept][:, open_days].sum())
        self.days += int(kept.sum() * open_days.sum())
        total = truth.sum(axis=1)
        self.total_missed += float(np.abs(made.total_mid - total)[kept].sum())
        self.total_naive += float(np.abs(naive.sum(axis=1) - total)[kept].sum())
        self.totals_held += int(((total >= made.total_low) & (total <= made.total_high))[kept].sum())
        self.totals += int(kept.sum())

    def figures(self) -> dict[str, float]:
        """Errors, how far below the naive ones they lie, and coverages."""
        return {
            "error": round(self.missed / self.sold, 3),
            "naive_error": round(self.naive / self.sold, 3),
            "below_naive": round(1 - self.missed / self.naive, 3),
            "coverage": round(self.held / self.days, 3),
            "total_error": round(self.total_missed / self.sold, 3),
            "total_below_naive": round(1 - self.total_missed / self.total_naive, 3),
            "total_coverage": round(self.totals_held / self.totals, 3),
            "forecasts": len(self.seconds),
            "seconds_each": round(float(np.median(self.seconds)), 2),
        }


def judge(
    values: Floats, first: date, horizon: int, origins: Iterable[int], marks: Mapping[date, str]
) -> dict[str, float]:
    """Forecasts from each origin that leaves `horizon` days to compare with."""
    tally = Tally()
    for origin in origins:
        if origin + horizon > values.shape[1]:
            continue
        started = time.perf_counter()
        made = forecast(values[:, :origin], first, horizon, marks)
        tally.seconds.append(time.perf_counter() - started)
        assert not isinstance(made, TooShort)
        tally.add(made, values[:, origin : origin + horizon], values[:, origin - 7 : origin])
    return tally.figures()


def _panels(lines: pd.DataFrame) -> tuple[date, dict[str, Floats], Floats]:
    """First day, the shop's series by name (1, days), and units by product (products, days); `lines` has day, order, product, units, net."""
    days = pd.date_range(lines["day"].min(), lines["day"].max())

    def daily(grouped: pd.Series) -> Floats:  # type: ignore[type-arg]
        return grouped.reindex(days, fill_value=0).to_numpy(dtype=np.float64)[None]

    by_day, sold = lines.groupby("day"), lines[lines["units"] > 0]
    series = {
        "net": daily(by_day["net"].sum()),
        "orders": daily(sold.groupby("day")["order"].nunique()),
        "units": daily(sold.groupby("day")["units"].sum()),
    }
    table = sold.pivot_table(index="product", columns="day", values="units", aggfunc="sum")
    return days[0].date(), series, table.reindex(columns=days).fillna(0).to_numpy(dtype=np.float64)


def retail_lines() -> pd.DataFrame:
    """The Online Retail file as lines."""
    raw = pd.read_csv(RETAIL, dtype={"InvoiceNo": str, "StockCode": str})
    day = pd.to_datetime(raw["InvoiceDate"], format="%m/%d/%Y %H:%M").dt.normalize()
    net = raw["Quantity"] * raw["UnitPrice"]
    return pd.DataFrame(
        {
            "day": day,
            "order": raw["InvoiceNo"],
            "product": raw["StockCode"],
            "units": raw["Quantity"],
            "net": net,
        }
    )


def sample_lines() -> pd.DataFrame:
    """The sample shop's paid orders as lines, by the shop's own day."""
    with tempfile.TemporaryDirectory() as folder:
        path = build_world(LAST_DAY).write(Path(folder))["orders"]
        raw = pd.read_csv(path, dtype={"order_id": str, "sku": str})
    raw = raw[raw["status"].isin(["paid", "refunded"])]
    day = pd.to_datetime(raw["ordered_at"].str[:10])
    net = raw["paid_amount"] - raw["refund_amount"].fillna(0)
    return pd.DataFrame(
        {"day": day, "order": raw["order_id"], "product": raw["sku"], "units": raw["quantity"], "net": net}
    )


def sample_marks(first: date, last: date) -> dict[date, str]:
    """The festivals of the sample shop's calendar: the same day of the same festival has the same name each year."""
    marks = {}
    for year in range(first.year, last.year + 1):
        for festival in festivals_of(year):
            for place in range((festival.end - festival.start).days):
                marks[festival.start + timedelta(days=place)] = f"{festival.name} {place}"
    return marks


def run() -> dict[str, Any]:
    """Figures by shop, series and horizon; a sentence where the real file is absent."""
    figures: dict[str, Any] = {}
    if RETAIL.is_file():
        figures["online_retail"] = _judged(retail_lines(), {})
    else:
        figures["online_retail"] = f"{RETAIL.name} is not here"
    marks = sample_marks(date(2025, 1, 1), LAST_DAY)
    figures["sample_shop"] = _judged(sample_lines(), marks)
    return figures


def _judged(lines: pd.DataFrame, marks: Mapping[date, str]) -> dict[str, Any]:
    first, series, products = _panels(lines)
    length = products.shape[1]
    figures: dict[str, Any] = {
        f"{name}_{horizon}_days": judge(values, first, horizon, range(FIRST_ORIGIN, length, 5), marks)
        for name, values in series.items()
        for horizon in HORIZONS
    }
    origins = np.linspace(FIRST_ORIGIN, length - 14, 6).astype(int).tolist()
    figures["products_14_days"] = judge(products, first, 14, origins, marks)
    return figures
