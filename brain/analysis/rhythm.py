"""Customers by their own rhythm: who is later than usual, and how many of those come back by themselves.

A customer's rhythm is the median pause between order days: one long holiday does not move it. Being late is judged twice:
against the rhythm (pause so far over median pause) and against the customer's own irregularity (a pause longer than all
but a tenth of theirs; without further assumptions the next pause of n + 1 equally likely ones is the longest with
chance 1 / (n + 1)).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# With n pauses of one kind the next is the longest by luck once in n + 1 times: with four pauses in a fifth of all cases, with two in
# a third, which fills an audience with people who are only a little late.
LEAST_ORDER_DAYS = 5
LEAST_OVERDUE = 1.5
MOST_OVERDUE = 4.0
LEAST_DAYS_AWAY = 14
LONGER_PAUSES_SHARE = 0.1
MOST_REFUNDED = 0.5
RETURN_DAYS = 14
SNAPSHOTS = 12
LEAST_HISTORY_DAYS = 120
LEAST_AT_STAGE = 30


@dataclass(frozen=True)
class ReturnRate:
    """Share of late customers who came back within `RETURN_DAYS` by themselves, with an 80 % range."""

    rate: float
    low: float
    high: float
    seen: int


def return_rate(came_back: int, at_stage: int) -> ReturnRate:
    """Wilson's score interval (1927) at 80 %, which stays sensible for few customers and for rates near 0 and 1.

    Raises ValueError unless 0 <= came_back <= at_stage.
    """
    if not 0 <= came_back <= at_stage:
        raise ValueError(f"came_back == {came_back}, must be >= 0 and <= at_stage == {at_stage}.")
    if at_stage == 0:
        return ReturnRate(0.0, 0.0, 1.0, 0)
    z = 1.2815515655446004
    rate = came_back / at_stage
    middle = (rate + z * z / (2 * at_stage)) / (1 + z * z / at_stage)
    half = (
        z
        / (1 + z * z / at_stage)
        * math.sqrt(rate * (1 - rate) / at_stage + z * z / (4 * at_stage * at_stage))
    )
    return ReturnRate(rate, min(max(middle - half, 0.0), rate), max(min(middle + half, 1.0), rate), at_stage)


def lateness_confidence(typical_pauses: float, at_stage: int, natural: ReturnRate) -> float:
    """How sure we are that these customers are really late, from 0.3 to 0.9.

    Rests on how many pauses a rhythm is read from and on the shop's past at the same stage; the more of those came back by
    themselves, the less a message is needed.
    """
    own = typical_pauses / (typical_pauses + 2)
    past = at_stage / (at_stage + LEAST_AT_STAGE)
    return min(max(0.35 + 0.3 * own + 0.25 * past - 0.6 * max(natural.rate - 0.2, 0.0), 0.3), 0.9)
