"""In which of all shops first-time buyers have a usual time to return, and enough of them are at it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from brain.analysis.effect import RESPONSE_PRIORS
from brain.opportunities.base import Candidate
from brain.opportunities.second.newcomers import LEAST_WAITING, WAIT_DAYS, WINDOW_DAYS

LEAST_CAME = 10
LEAST_CHANCE = 0.15
# Beyond a month the best ten days are the ordinary pause of those who have become customers, not the time of a second order.
LATEST_OPENS = 30
# The best of some eighty windows: what luck alone makes of evenly spread returns stays below.
LEAST_Z = 3.0
LEAST_TIMES_EVEN = 2.0
MOST_SURE = 0.85


def judge(frame: pd.DataFrame) -> list[Candidate]:
    """One candidate a shop whose best ten days hold clearly more returns than ten days would if they were spread evenly.

    `came` of `still_away` is the chance to come in the window by themselves; only the others can be won. Sure: how many
    returns the window rests on.
    """
    came, away = frame["came"].astype(float), frame["still_away"].clip(lower=1)
    even = (frame["returned"] * WINDOW_DAYS / WAIT_DAYS).clip(lower=0.5)
    chance = came / away
    usual = (came >= LEAST_CAME) & (chance >= LEAST_CHANCE) & (came >= LEAST_TIMES_EVEN * even)
    usual &= (came - even >= LEAST_Z * np.sqrt(even)) & (frame["customers"] >= LEAST_WAITING)
    usual &= frame["opens"] <= LATEST_OPENS
    value = RESPONSE_PRIORS["second_order"].median * (1 - chance) * frame["customers"] * frame["order_value"]
    worth, sure = (
        value.to_numpy(dtype=float),
        (0.5 + 0.4 * came / (came + 30)).clip(upper=MOST_SURE).to_numpy(),
    )
    return [
        Candidate(
            shop=str(frame["shop_id"].iat[row]),
            key="",
            worth=float(worth[row]),
            sure=float(sure[row]),
            row=row,
        )
        for row in np.flatnonzero(usual).tolist()
    ]
