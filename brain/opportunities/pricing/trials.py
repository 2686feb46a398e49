"""Which products have told by their own past prices that another price may earn more: a year of weeks in SQL, one regression for all shops.

Units a week are compared with what the rest of the shop sold in the same week, so that a season is not taken for an answer to a price.
The regression and the choice of a price are `brain.analysis.log_linear`'s and `brain.analysis.price_test`'s; each product is drawn
towards what is published, because a shop with one product that ever changed its price has no category to draw it to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from brain.analysis.elasticity import (
    LEAST_FREEDOM,
    LEAST_SPREAD,
    LEAST_UNITS,
    PUBLISHED,
    SAME_PRICE,
    Elasticity,
    drawn_towards,
)
from brain.analysis.log_linear import EIGHTY, fit_log_linear, t_of_eighty
from brain.analysis.price_points import price_point
from brain.analysis.price_test import PriceTest, price_worth_testing
from brain.analysis.seasonality import Bools, Floats, Ints
from brain.opportunities.base import Candidate

WEEKS = 52
# Shocks to demand last for weeks, as in `brain.analysis.elasticity`.
BLOCK = 4
LEAST_WEEKS = 16
# A dear and a cheap fortnight, and two changes between them, or one stretch decides everything.
LEAST_WEEKS_AT, LEAST_CHANGES = 2, 2
# What is sold a week now: the last eight weeks at about today's price, where there are as many as two of them.
NOW_WEEKS = 8
# More products of one shop are not looked at: the feed shows three.
MOST_PRODUCTS = 20
# A test is there to find out, so a gain need not be as good as certain. In planted worlds 0.65 found 49 of 54 products with a price that
# truly brings 3 % more, 0.7 48 and 0.75 46; of what it proposed 16, 14 and 13 % went the wrong way or brought less.
LEAST_CHANCE = 0.7
# That dearer means fewer pieces at all must be this likely (one-sided, in standard errors): where it is not, something else was at work.
DEARER_SELLS_LESS = 0.8416
# A line counts as no more than this times the product's usual line: a crate for a wholesaler is no answer to a price.
CRATE = 3
# What came of such tests on the seeds that none of this was chosen on.
SURE = 0.8

SQL = f"""WITH {{scope}},
moved AS (
    SELECT l.shop_id, l.product_id, s."end", max(l.product_name) AS name, sum(l.quantity) AS units,
        avg(l.quantity) AS a_line
    FROM order_line AS l JOIN scope AS s ON s.shop_id = l.shop_id
    WHERE l.ordered_on >= s."end" - {7 * WEEKS} AND l.ordered_on < s."end" AND l.product_id IS NOT NULL AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.quantity > 0 AND l.unit_price > 0
    GROUP BY l.shop_id, l.product_id, s."end"
    HAVING sum(l.quantity) >= {LEAST_UNITS} AND max(l.unit_price) >= {math.exp(LEAST_SPREAD):.4f} * min(l.unit_price)),
chosen AS (
    SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY shop_id ORDER BY units DESC, product_id) AS place FROM moved) AS ranked
    WHERE place <= {MOST_PRODUCTS}),
shop_week AS (
    SELECT c.shop_id, CAST(floor((date_diff('day', l.ordered_on, c."end") - 1) / 7) AS BIGINT) AS week, CAST(sum(l.quantity) AS DOUBLE) AS units
    FROM order_line AS l JOIN (SELECT DISTINCT shop_id, "end" FROM chosen) AS c ON c.shop_id = l.shop_id
    WHERE l.ordered_on >= c."end" - {7 * WEEKS} AND l.ordered_on < c."end" AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.quantity > 0
    GROUP BY c.shop_id, CAST(floor((date_diff('day', l.ordered_on, c."end") - 1) / 7) AS BIGINT)),
priced AS (
    SELECT l.shop_id, l.product_id, CAST(floor((date_diff('day', l.ordered_on, c."end") - 1) / 7) AS BIGINT) AS week, l.unit_price,
        count(*) AS lines, CAST(sum(least(l.quantity, {CRATE} * c.a_line)) AS DOUBLE) AS units, sum(CASE WHEN l.promotion_id IS NULL THEN 0 ELSE 1 END) AS promoted
    FROM order_line AS l JOIN chosen AS c ON c.shop_id = l.shop_id AND c.product_id = l.product_id
    WHERE l.ordered_on >= c."end" - {7 * WEEKS} AND l.ordered_on < c."end" AND l.line_type = 'product'
        AND l.status IN ('paid', 'refunded') AND l.paid_amount > 0 AND l.quantity > 0 AND l.unit_price > 0
    GROUP BY l.shop_id, l.product_id, CAST(floor((date_diff('day', l.ordered_on, c."end") - 1) / 7) AS BIGINT), l.unit_price),
own_week AS (
    SELECT shop_id, product_id, week, sum(units) AS units, max(CASE WHEN place = 1 THEN unit_price END) AS price,
        CAST(sum(promoted) AS DOUBLE) / sum(lines) AS promoted
    FROM (SELECT *, row_number() OVER (PARTITION BY shop_id, product_id, week ORDER BY lines DESC, unit_price) AS place FROM priced) AS placed
    GROUP BY shop_id, product_id, week),
listed AS (
    SELECT p.shop_id, p.product_id, max(p.name) AS name, CASE WHEN min(p.price) = max(p.price) THEN min(p.price) END AS price, max(p.cost) AS cost
    FROM product AS p JOIN chosen AS c ON c.shop_id = p.shop_id AND c.product_id = p.product_id GROUP BY p.shop_id, p.product_id)
SELECT c.shop_id, c.product_id, coalesce(p.name, c.name) AS name, CAST(p.price AS DOUBLE) AS listed, CAST(p.cost AS DOUBLE) AS cost, w.week,
    coalesce(o.units, 0) AS units, CAST(o.price AS DOUBLE) AS price, coalesce(o.promoted, 0) AS promoted, w.units - coalesce(o.units, 0) AS rest
FROM chosen AS c JOIN shop_week AS w ON w.shop_id = c.shop_id
    LEFT JOIN own_week AS o ON o.shop_id = c.shop_id AND o.product_id = c.product_id AND o.week = w.week
    LEFT JOIN listed AS p ON p.shop_id = c.shop_id AND p.product_id = c.product_id
ORDER BY c.shop_id, c.product_id, w.week"""


@dataclass(frozen=True)
class Weeks:
    """Products of a scan by their first rows' places; units, price in force, promoted share and the rest of the shop, shape (products, weeks), oldest first."""

    first: Ints
    units: Floats
    price: Floats
    promoted: Floats
    rest: Floats

    @property
    def used(self) -> Bools:
        """Weeks that say something: a price was in force, no promotion ruled, and the shop sold something else."""
        used: Bools = np.isfinite(self.price) & (self.rest > 0) & (self.promoted <= 0.5)
        return used

    def of(self, items: Ints) -> Weeks:
        """Some of the products."""
        return Weeks(
            self.first[items], self.units[items], self.price[items], self.promoted[items], self.rest[items]
        )


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """Every product with a price worth a test. Each by itself: no other product's rows matter but the rest of its own shop's."""
    weeks = weeks_of(frame)
    weeks = weeks.of(np.flatnonzero(_told_apart(weeks)))
    if not len(weeks.first):
        return []
    found = []
    for place, elasticity in enumerate(elasticities(weeks)):
        if elasticity is not None:
            candidate = _candidate(frame, weeks, place, elasticity)
            found += [candidate] if candidate is not None else []
    return found


def weeks_of(frame: pd.DataFrame) -> Weeks:
    """The rows as matrices; a week without a sale keeps the price before it, four weeks long."""
    new = np.ones(len(frame), dtype=np.bool_)
    keys = [frame[name].to_numpy() for name in ("shop_id", "product_id")]
    new[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    item, week = np.cumsum(new) - 1, WEEKS - 1 - frame["week"].to_numpy(np.int64)
    made = {}
    for name, empty in (("units", 0.0), ("price", np.nan), ("promoted", 0.0), ("rest", 0.0)):
        made[name] = np.full((int(new.sum()), WEEKS), empty)
        made[name][item, week] = pd.to_numeric(frame[name]).to_numpy(np.float64, na_value=np.nan)
    return Weeks(np.flatnonzero(new), made["units"], _carried(made["price"]), made["promoted"], made["rest"])


def _carried(price: Floats) -> Floats:
    places = np.where(np.isnan(price), -1, np.arange(price.shape[1]))
    last = np.maximum.accumulate(places, axis=1)
    carried = np.take_along_axis(price, np.maximum(last, 0), axis=1)
    return np.where((last < 0) | (np.arange(price.shape[1]) - last > BLOCK), np.nan, carried)


def _range(weeks: Weeks) -> tuple[Floats, Floats]:
    """The prices at or below (above) which each product stood for a fortnight."""
    cheap = np.sort(np.where(weeks.used, weeks.price, np.inf), axis=1)[:, LEAST_WEEKS_AT - 1]
    dear = -np.sort(np.where(weeks.used, -weeks.price, np.inf), axis=1)[:, LEAST_WEEKS_AT - 1]
    return cheap, dear


def _told_apart(weeks: Weeks) -> Bools:
    """Products whose prices moved enough, and often enough, to tell anything."""
    cheap, dear = _range(weeks)
    steps = np.abs(np.diff(np.log(np.where(np.isfinite(weeks.price), weeks.price, 1.0)), axis=1))
    both = np.isfinite(weeks.price[:, 1:]) & np.isfinite(weeks.price[:, :-1])
    told: Bools = (
        (weeks.used.sum(axis=1) >= LEAST_WEEKS)
        & ((weeks.units * weeks.used).sum(axis=1) >= LEAST_UNITS)
        & (dear >= math.exp(LEAST_SPREAD) * cheap)
        & (((steps > SAME_PRICE) & both).sum(axis=1) >= LEAST_CHANGES)
    )
    return told


def elasticities(weeks: Weeks) -> list[Elasticity | None]:
    """What each product's weeks say, drawn towards what is published; None where one stretch carries it all or it did not settle."""
    used, columns = weeks.used, _columns(weeks)
    exposure = np.where(used, weeks.rest, 0.0)
    fit = fit_log_linear(np.where(used, weeks.units, 0.0), columns, exposure, BLOCK, 1)
    error = fit.standard_error * t_of_eighty(fit.freedom) / EIGHTY
    known = fit.settled & (fit.freedom >= LEAST_FREEDOM) & np.isfinite(error)
    cheap, dear = _range(weeks)
    return [
        drawn_towards(
            Elasticity(
                low=mid - EIGHTY * half, mid=mid, high=mid + EIGHTY * half, standard_error=half, freedom=free,
                days=7 * seen, units=round(sold), cheapest=least, dearest=most,
            ),
            PUBLISHED,
        )
        if ok
        else None
        for ok, mid, half, free, seen, sold, least, most in zip(
            known.tolist(), fit.value.tolist(), error.tolist(), fit.freedom.tolist(), used.sum(axis=1).tolist(),
            (weeks.units * used).sum(axis=1).tolist(), cheap.tolist(), dear.tolist(), strict=True,
        )
    ]  # fmt: skip


def _columns(weeks: Weeks) -> Floats:
    """One, log price around its mean, and the trend; shape (products, weeks, 3)."""
    used = weeks.used
    price = np.log(np.where(used, weeks.price, 1.0))
    middle = (price * used).sum(axis=1, keepdims=True) / np.maximum(used.sum(axis=1, keepdims=True), 1)
    trend = np.broadcast_to(np.linspace(-1, 1, WEEKS), price.shape)
    return np.stack([np.ones_like(price), (price - middle) * used, trend], axis=2)


def _candidate(frame: pd.DataFrame, weeks: Weeks, place: int, elasticity: Elasticity) -> Candidate | None:
    row = int(weeks.first[place])
    price, units = _now(frame, weeks, place)
    cost: Any = frame["cost"].iat[row]
    known_cost = None if cost is None or not math.isfinite(cost) else float(cost)
    if not (math.isfinite(price) and price > 0 and units > 0):
        return None
    if elasticity.mid + DEARER_SELLS_LESS * elasticity.standard_error >= 0:
        return None
    test = price_worth_testing(
        elasticity, price=price, units=units, cost=known_cost, least_chance=LEAST_CHANCE
    )
    if not isinstance(test, PriceTest):
        return None
    return Candidate(
        shop=str(frame["shop_id"].iat[row]),
        key=str(frame["product_id"].iat[row]),
        worth=test.mid,
        sure=SURE,
        row=row,
        told={**_told(elasticity, test, price, units), "scatter": _scatter(weeks, place)},
    )


def _now(frame: pd.DataFrame, weeks: Weeks, place: int) -> tuple[float, float]:
    """Today's price, from the product file or the last week, and the pieces a week lately at about that price."""
    listed: Any = frame["listed"].iat[int(weeks.first[place])]
    last = float(weeks.price[place, -1])
    price = float(listed) if listed is not None and math.isfinite(listed) and listed > 0 else last
    lately = weeks.price[place, -NOW_WEEKS:]
    same = (
        np.abs(np.log(np.where(np.isfinite(lately), lately, np.inf) / price)) <= SAME_PRICE
        if price > 0
        else np.zeros(0)
    )
    if same.sum() < LEAST_WEEKS_AT:
        return price, 0.0
    return price, float(weeks.units[place, -NOW_WEEKS:][same].mean())


def _scatter(weeks: Weeks, place: int) -> float:
    """Variance over mean of its weeks around an even share of the shop's, at least Poisson's 1; what prices did is in it, so rather too large."""
    used = weeks.used[place]
    units, rest = weeks.units[place][used], weeks.rest[place][used]
    expected = rest * units.sum() / rest.sum()
    return max(float(((units - expected) ** 2 / expected).sum()) / (len(units) - 1), 1.0)


def _told(elasticity: Elasticity, test: PriceTest, price: float, units: float) -> dict[str, float]:
    return {
        "price": price, "units": units, "test": price_point(test.price), "now": test.now, "low": test.low, "mid": test.mid, "high": test.high,
        "units_low": test.units_low, "units_mid": test.units_mid, "units_high": test.units_high,
        "elasticity": elasticity.mid, "elasticity_low": elasticity.low, "elasticity_high": elasticity.high,
        "cheapest": elasticity.cheapest, "dearest": elasticity.dearest, "weeks": elasticity.days / 7, "sold": float(elasticity.units),
        "margin": float(test.measure == "margin"),
    }  # fmt: skip
