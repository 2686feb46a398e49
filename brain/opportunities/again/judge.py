"""Which stopped habits are more than chance, and in which of all shops there are enough of them for a post."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.dropped import dropped_chance
from brain.analysis.effect import RESPONSE_PRIORS
from brain.opportunities.base import Candidate

# Below this the customer may just not have taken it lately.
LEAST_GONE = 0.7
LEAST_CUSTOMERS = 5
# A post about one product line is to the point; a line with fewer is not worth one of its own.
LEAST_OF_LINE = 5
# By itself the model is too sure of customers with seasons; what is known of the shop's own past is added on a closer look.
MOST_SURE = 0.6


def stopped(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows whose habit has probably ended, with the chance of that as `gone`."""
    gone = dropped_chance(frame["taken"], frame["visits"], frame["missed"])
    return frame.assign(gone=gone)[gone >= LEAST_GONE]


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """A candidate for each product line (category) that five customers or more have stopped buying; else one for the shop.

    None in a shop where fewer than five have stopped buying anything. Worth: the usual purchase of the product, for they come
    anyway, times the chance that a post brings it back.
    """
    rows = stopped(frame)
    shops = rows.groupby("shop_id")["customer"].nunique()
    rows = rows[rows["shop_id"].isin(shops[shops >= LEAST_CUSTOMERS].index)]
    lines = _summed(rows[rows["category"] != ""], ["shop_id", "category"])
    lines = lines[lines["customers"] >= LEAST_OF_LINE]
    whole = _summed(
        rows[~rows["shop_id"].isin(lines["shop_id"])].assign(category=""), ["shop_id", "category"]
    )
    return [
        Candidate(shop=str(shop), key=str(line), worth=float(worth), sure=float(min(sure, MOST_SURE)), row=int(row))
        for shop, line, worth, sure, row in pd.concat([lines, whole])[
            ["shop_id", "category", "worth", "sure", "row"]
        ].itertuples(index=False)
    ]  # fmt: skip


def _summed(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """By group: different customers, worth, mean chance that the habit has ended, and the place of the first row."""
    found = rows.assign(
        row=rows.index, won=RESPONSE_PRIORS["regular"].median * rows["gone"] * rows["purchase"]
    )
    return (
        found.groupby(by)
        .agg(
            customers=("customer", "nunique"),
            worth=("won", "sum"),
            sure=("gone", "mean"),
            row=("row", "min"),
        )
        .reset_index()
        .replace(np.nan, 0.0)
    )
