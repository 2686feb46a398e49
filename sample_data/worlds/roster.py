"""Every cause and confounder. Shops are dealt them like cards, so that each comes equally often whatever this order is."""

from sample_data.worlds.causes import (
    baskets,
    confounders,
    demand,
    interest,
    offers,
    posting,
    prices,
    quality,
    returning,
    shelf,
)
from sample_data.worlds.truth import Cause

CAUSES: tuple[Cause, ...] = (
    demand.RISING, demand.FALLING, demand.ANOMALY, demand.GOAL_PACE,
    returning.WIN_BACK, returning.DUE, returning.SECOND,
    baskets.BUNDLE, baskets.BUY_AGAIN, baskets.NEW_ITEM,
    interest.LEFT_CART, interest.REPEATED_VIEWS,
    shelf.RUNNING_OUT, shelf.OVERSTOCK,
    prices.PRICE_SLIP, prices.UNDERCUT, prices.ELASTICITY,
    quality.REFUNDS, quality.COMPLAINTS, quality.PICTURES,
    posting.BEST_HOUR, posting.TIRED, posting.WRONG_GROUP, posting.WRONG_CHANNEL,
    offers.OFFER, offers.FESTIVAL,
)  # fmt: skip
CONFOUNDERS: tuple[Cause, ...] = (
    confounders.BULK_BUYER, confounders.PROMOTED, confounders.RESTOCKED, confounders.PARTY, returning.REFUSED,
    interest.BOUGHT_AFTER_ALL, shelf.COVERED, shelf.JUST_LISTED, prices.LIST_UPDATE, prices.REDUCED, quality.BOMBING, offers.JOINED,
)  # fmt: skip
