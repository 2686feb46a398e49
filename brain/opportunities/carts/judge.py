"""In which of all shops enough customers left a cart or keep looking."""

from __future__ import annotations

import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.opportunities.base import Candidate
from brain.opportunities.carts.left import LEAST_CUSTOMERS

# A cart without an order is a fact; that it was left, and not ordered by other means, is likely. Looking is weaker.
SURE_OF_CARTS, SURE_OF_LOOKS = 0.8, 0.7


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """One candidate a shop where at least four customers left a cart, or as many looked at one product three times or more.

    Worth: each as likely to be won as by a post that does not name their own product, which most texts cannot.
    """
    enough = frame[(frame["carts"] >= LEAST_CUSTOMERS) | (frame["viewers"] >= LEAST_CUSTOMERS)]
    worth = (
        RESPONSE_PRIORS["plain"].median * enough["customers"] * enough["order_value"].fillna(0.0)
    ).to_numpy()
    return [
        Candidate(
            shop=str(shop),
            key="",
            worth=float(value),
            sure=SURE_OF_CARTS if carts >= LEAST_CUSTOMERS else SURE_OF_LOOKS,
            row=row,
            told={"carts": float(carts), "viewers": float(viewers)},
        )
        for row, shop, value, carts, viewers in zip(
            enough.index.tolist(), enough["shop_id"], worth, enough["carts"], enough["viewers"], strict=True
        )
    ]
