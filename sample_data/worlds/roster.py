"""Every cause and confounder, in the order in which shops are given them."""

from sample_data.worlds.causes import confounders, demand, returning
from sample_data.worlds.truth import Cause

CAUSES: tuple[Cause, ...] = (
    demand.RISING, returning.WIN_BACK, demand.FALLING, returning.DUE, demand.ANOMALY, returning.SECOND, demand.GOAL_PACE,
)  # fmt: skip
CONFOUNDERS: tuple[Cause, ...] = (
    confounders.BULK_BUYER, confounders.PROMOTED, confounders.RESTOCKED, confounders.PARTY, returning.REFUSED,
)  # fmt: skip
