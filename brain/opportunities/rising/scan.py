"""Which categories of all shops rise: by sales and, where a shop's looks reach back far enough, by both together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.effect import LIFT_PRIOR
from brain.analysis.moved import Bools, Floats
from brain.analysis.rising import (
    LEAST_EXPECTED,
    LEAST_INTEREST_GROWTH,
    LEAST_SALES_GROWTH,
    LEAST_SALES_Z,
    confidences,
    correlations,
)
from brain.opportunities.base import Candidate, Scan
from brain.opportunities.moving.counts import Counted, compare, sales_and_looks_sql


def rising_categories(frame: pd.DataFrame) -> list[Candidate]:
    """Categories whose last seven days stand out; worth is what a post adds to what the category sells in a week.

    A rise under the category's own promotion is explained by it: it is named, worth nothing, so that whoever looks at the
    one shop can be told why it is no card.
    """
    found = compare(frame, LEAST_EXPECTED)
    z, watched = _joint(found)
    up = (z > found.bar) & _leaning(found, watched)
    sure = confidences(z, found.bar, found.moved.expected, doubts=0) - 0.1 * ~watched
    net = np.maximum(frame["net"].to_numpy(dtype=np.float64), 0.0)
    worth = np.where(frame["promoted"].to_numpy() > 0, 0.0, net * LIFT_PRIOR.median)
    shops, categories = frame["shop_id"].to_numpy(), frame["category"].to_numpy()
    return _young(frame, found) + [
        Candidate(
            shop=str(shops[row]), key=str(categories[row]), worth=float(worth[row]), sure=float(sure[row]), row=int(row),
            told={"z": float(z[row]), "bar": float(found.bar[row])},
        )
        for row in np.flatnonzero(found.supported & up)
    ]  # fmt: skip


def _young(frame: pd.DataFrame, found: Counted) -> list[Candidate]:
    """Shops whose past is too short to judge, worth nothing: for the one shop that asks why it is told nothing."""
    judged = np.bincount(found.shop, weights=np.isfinite(found.moved.z)) > 0
    first = np.flatnonzero(np.diff(found.shop, prepend=-1) > 0)
    shops = frame["shop_id"].to_numpy()
    return [
        Candidate(shop=str(shops[row]), key="", worth=0.0, sure=0.0, row=int(row)) for row in first[~judged]
    ]


def _joint(found: Counted) -> tuple[Floats, Bools]:
    """z of sales, with that of looks where they are known (the sum over its standard deviation), and where they are."""
    assert found.interest is not None
    sales, looks = np.nan_to_num(found.moved.z, nan=-np.inf), found.interest.z
    watched: Bools = np.isfinite(looks)
    rho = correlations(found.moved.residuals, found.interest.residuals, found.shop)
    joint = np.where(watched, (sales + np.nan_to_num(looks)) / np.sqrt(2 * (1 + rho)), sales)
    return joint, watched


def _leaning(found: Counted, watched: Bools) -> Bools:
    """Whether sales lean clearly upwards themselves, and looks too where they are known."""
    assert found.interest is not None
    sales = np.minimum(found.moved.growth, found.moved.relative_growth) >= LEAST_SALES_GROWTH
    looks = np.minimum(found.interest.growth, found.interest.relative_growth) >= LEAST_INTEREST_GROWTH
    leaning: Bools = sales & (np.nan_to_num(found.moved.z) >= LEAST_SALES_Z) & (looks | ~watched)
    return leaning


SCAN = Scan(sql=sales_and_looks_sql(7), judge=rising_categories)
