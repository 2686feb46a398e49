"""Which products of all shops have buyers who keep time and whose time is now."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.analysis.regularity import keeps_time, kept_at_least
from brain.opportunities.base import Candidate

MOST_SURE = 0.9


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """A candidate for each product whose due buyers keep at least twice the pauses that luck would.

    Worth: those who would not come anyway, times the chance that a post brings one, times a usual purchase of the product.
    Sure: the lower end of the share of pauses kept, for so often will the wait end about now.
    """
    rows = np.flatnonzero(keeps_time(frame["kept"], frame["pauses"], frame["pace"]))
    share = (frame["kept"] / frame["pauses"]).to_numpy()
    sure = np.minimum(kept_at_least(frame["kept"], frame["pauses"]), MOST_SURE)
    won = RESPONSE_PRIORS["regular"].median * (1 - share) * frame["customers"].to_numpy()
    worth = won * frame["purchase"].to_numpy()
    return [
        Candidate(
            shop=str(frame["shop_id"].iat[row]),
            key=str(frame["product_id"].iat[row]),
            worth=float(worth[row]),
            sure=float(sure[row]),
            row=row,
        )
        for row in rows.tolist()
    ]
