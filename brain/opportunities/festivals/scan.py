"""Each category's orders of last year's coming weeks, day by day: one pass, and the judge that lays the festivals over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from brain.analysis.festival_share import (
    LEAST_AROUND,
    LEAST_ORDERS,
    chance_of,
    dispersion_of,
    expected_orders,
    stands_out,
)
from brain.opportunities.base import Candidate
from brain.opportunities.festivals.calendar import AHEAD_DAYS, Season, apart, seasons_ahead

Floats = NDArray[np.float64]

# The weeks around a window that say what is usual.
BEFORE_DAYS, AFTER_DAYS = 28, 42
# A lunar festival falls up to a month earlier or later than a year before; the first window begins five weeks ahead.
EARLIEST, LATEST = 365 + 30 + 35 + BEFORE_DAYS, 365 - AHEAD_DAYS - 30 - AFTER_DAYS
NOW_DAYS = 28
FORTNIGHT = 14
# The chance of a false card in the shop that divides the surer half from the other; how often each is right: see the bench.
SURE, LESS_SURE = 0.9, 0.65
CLEAR = 0.02
# What being ready and saying so may bring of last year's extra sales that would otherwise be missed. Our own guess; no shop has told us yet.
GAINED = (0.05, 0.15, 0.4)

# A day of a category travels as one number (days ago, orders, of which offered): three sorted lists took a quarter of the scan.
PACKED = 10_000
# A day on which so much of a category was sold under an offer of its own tells of the offer; with less, only those lines are left out.
RULED_BY_OFFER = 0.25

# Counted are orders with the category: the lines of one order are one decision, and what comes in bunches drowns a festival in chance.
# What a discount sold last year is not the festival's: orders under a category's or a product's own promotion are counted apart.
SCAN = f"""WITH {{scope}},
own_offer AS (
    SELECT DISTINCT p.shop_id, p.promotion_id FROM promotion AS p JOIN scope AS s ON s.shop_id = p.shop_id
    WHERE p.category IS NOT NULL OR p.product_id IS NOT NULL),
bought AS (
    SELECT l.shop_id, coalesce(l.category, '') AS category, date_diff('day', l.ordered_on, s."end") AS ago,
        sum(CAST(l.paid_amount - l.refund_amount AS DOUBLE)) AS net, max(CASE WHEN o.promotion_id IS NULL THEN 0 ELSE 1 END) AS offered
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
        LEFT JOIN own_offer AS o ON o.shop_id = l.shop_id AND o.promotion_id = l.promotion_id
    WHERE l.ordered_on >= s."end" - {EARLIEST} AND l.ordered_on < s."end" - {LATEST}
        AND l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0
    GROUP BY l.shop_id, coalesce(l.category, ''), ago, l.order_key),
day AS (
    SELECT shop_id, category, ago, count(*) AS orders, sum(offered) AS offered, sum(net) AS net
    FROM bought GROUP BY shop_id, category, ago),
recent AS (
    SELECT l.shop_id, coalesce(l.category, '') AS category, count(DISTINCT l.order_key) AS orders
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {NOW_DAYS} AND l.ordered_on < s."end"
        AND l.line_type = 'product' AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0
    GROUP BY l.shop_id, coalesce(l.category, ''))
SELECT d.shop_id, d.category, max(z.language) AS language, max(s."end") AS "end",
    list(CAST((d.ago * {PACKED} + least(d.orders, {PACKED} - 1)) * {PACKED} + least(d.offered, {PACKED} - 1) AS BIGINT) ORDER BY d.ago) AS days, CAST(sum(d.net) AS DOUBLE) AS net, CAST(sum(d.orders) AS BIGINT) AS all_orders,
    CAST(max(coalesce(r.orders, 0)) AS BIGINT) AS orders_now
FROM day AS d JOIN scope AS s ON s.shop_id = d.shop_id JOIN shop AS z ON z.shop_id = d.shop_id
    LEFT JOIN recent AS r ON r.shop_id = d.shop_id AND r.category = d.category
GROUP BY d.shop_id, d.category ORDER BY d.shop_id, d.category"""


@dataclass(frozen=True)
class _Days:
    """Counts of orders as tables (rows of the frame, days ago), added up along the days so that a window is one difference.

    `rest` is the shop without the row, on the days that count for the row; `shop` numbers the shop of each row, `dispersion` is how much
    that shop's counts scatter.
    """

    own: NDArray[np.float32]
    rest: NDArray[np.float32]
    shop: NDArray[np.int64]
    dispersion: Floats

    def between(self, rows: NDArray[np.int64], oldest: int, newest: int) -> tuple[Floats, Floats]:
        """Orders from `oldest` to `newest` days ago, both included, of these rows and of the rest of their shops."""
        low, high = max(newest - LATEST, 0), min(oldest - LATEST + 1, self.own.shape[1] - 1)
        if high <= low:
            return np.zeros(len(rows)), np.zeros(len(rows))
        own, rest = (
            (total[rows, high] - total[rows, low]).astype(np.float64) for total in (self.own, self.rest)
        )
        return own, rest

    def compared(self, rows: NDArray[np.int64], oldest: int, newest: int) -> tuple[Floats, ...]:
        """Orders in a window, around it, those to be expected and how unsure that is."""
        orders, rest = self.between(rows, oldest, newest)
        wide, rest_wide = self.between(rows, oldest + BEFORE_DAYS, newest - AFTER_DAYS)
        return orders, wide - orders, *expected_orders(rest, wide - orders, rest_wide - rest)


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """The clearest festival of each category that sold beyond its usual part before it a year ago."""
    rows = frame.assign(row=np.arange(len(frame)), end=pd.to_datetime(frame["end"]).dt.date)
    days = _days(rows)
    named = rows[(rows["category"] != "") & (rows["all_orders"] >= LEAST_ORDERS)]
    found = [
        _tested(days, part, seasons_ahead(str(language), end))
        for (language, end), part in named.groupby(["language", "end"], sort=False)
        if seasons_ahead(str(language), end)
    ]
    if not found:
        return []
    tests = pd.concat(found, ignore_index=True)
    tested = tests.groupby("shop_id")["tests"].transform("sum").to_numpy(float)
    tests = tests.assign(false=tests["chance"] * np.maximum(tested, 1.0))
    orders, around, expected, false = (
        tests[name].to_numpy(float) for name in ("orders", "around", "expected", "false")
    )
    best = tests[stands_out(orders, around, expected, false)].sort_values(["shop_id", "category", "chance"])
    return [_candidate(one) for one in best.drop_duplicates(["shop_id", "category"]).itertuples()]


def _days(rows: pd.DataFrame) -> _Days:
    place = np.repeat(np.arange(len(rows)), [len(days) for days in rows["days"]])
    packed = np.concatenate([np.asarray(days, dtype=np.int64) for days in rows["days"]])
    ago, orders, offered = packed // PACKED**2 - LATEST, packed // PACKED % PACKED, packed % PACKED
    _, shop = np.unique(rows["shop_id"], return_inverse=True)
    first = np.searchsorted(shop, np.arange(shop[-1] + 1))  # rows come shop by shop
    ruled, own = offered > RULED_BY_OFFER * orders, np.zeros((len(rows), EARLIEST - LATEST + 2), np.float32)
    own[place, ago + 1] = orders
    days = np.count_nonzero(np.add.reduceat(own, first), axis=1)[shop]
    # What an offer sold is as little the usual of the others: there a day that it ruled stands at the category's usual.
    plain = np.bincount(place, np.where(ruled, 0, orders)) / np.maximum(days - np.bincount(place, ruled), 1)
    own[place, ago + 1] = np.where(ruled, plain[place], orders)
    rest = np.add.reduceat(own, first)[shop] - own
    # Of the row itself what was not offered; a day that an offer ruled counts on neither side.
    own[place, ago + 1] = np.where(ruled, 0, orders - offered)
    rest[place[ruled], ago[ruled] + 1] = 0
    found = _Days(np.cumsum(own, axis=1), np.cumsum(rest, axis=1), shop, np.ones(len(rows)))
    return replace(found, dispersion=_dispersion(found))


def _dispersion(days: _Days) -> Floats:
    """The same comparison at every fortnight of the stretch, whatever was then."""
    rows = np.arange(len(days.shop))
    newest = range(LATEST + AFTER_DAYS, EARLIEST - BEFORE_DAYS - FORTNIGHT, FORTNIGHT)
    compared = [days.compared(rows, first + FORTNIGHT, first) for first in newest]
    orders, _, expected, unsure = (np.stack(part, axis=1) for part in zip(*compared, strict=True))
    return dispersion_of(orders, expected, unsure, days.shop)


def _tested(days: _Days, rows: pd.DataFrame, seasons: Sequence[Season]) -> pd.DataFrame:
    """All windows of all rows of one day and language; `tests` adds up to how many independent ones a shop had."""
    found = pd.concat([_window(days, rows, season) for season in seasons], ignore_index=True)
    return found.assign(tests=(found["around"] >= LEAST_AROUND) * apart(seasons) / len(seasons))


def _window(days: _Days, rows: pd.DataFrame, season: Season) -> pd.DataFrame:
    """One window of all rows of one day and language."""
    end: date = rows["end"].iloc[0]
    oldest, newest = (end - season.first_before).days, (end - season.end_before).days + 1
    place = rows["row"].to_numpy()
    orders, around, expected, unsure = days.compared(place, oldest, newest)
    return pd.DataFrame(
        {
            "shop_id": rows["shop_id"].to_numpy(), "category": rows["category"].to_numpy(), "row": place, "orders": orders,
            "around": around, "expected": expected, "chance": chance_of(orders, expected, unsure, days.dispersion[place]),
            "festival": season.festival, "day": season.day.toordinal(),
            "first": season.first.toordinal(), "first_before": season.first_before.toordinal(),
            "end_before": season.end_before.toordinal(), "per_order": (rows["net"] / rows["all_orders"]).to_numpy(),
            "now": rows["orders_now"].to_numpy() / NOW_DAYS * (oldest - newest + 1),
        }
    )  # fmt: skip


def _candidate(row: Any) -> Candidate:
    one = row._asdict()
    more = one["orders"] / one["expected"] - 1 if one["expected"] > 0 else 1.0
    # This year's shop may be larger or smaller: what is sold now, times how much the festival added then.
    extra = more * one["now"]
    return Candidate(
        shop=one["shop_id"],
        key=f"{one['festival']}:{one['category']}",
        worth=GAINED[1] * extra * one["per_order"],
        sure=SURE if one["false"] <= CLEAR else LESS_SURE,
        row=int(one["row"]),
        told={
            "false": float(one["false"]), "more": float(more), "orders": float(one["orders"]), "expected": float(one["expected"]),
            "extra": float(extra), "worth": float(extra * one["per_order"]), "day": float(one["day"]), "first": float(one["first"]),
            "first_before": float(one["first_before"]), "end_before": float(one["end_before"]), "now": float(one["now"]),
        },
    )  # fmt: skip
