"""What mending something is worth: a cautious share of the sales that are missing, as a range with its basis."""

from __future__ import annotations

from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Situation
from brain.opportunities.expectation import effect_between
from cards.model import Effect

# Of sales that stayed away, what comes back when their cause is found and mended. Our own cautious guess: some of the loss is
# chance (the furthest off of many looks worse than it is), and not every cause can be mended.
COMES_BACK = (0.1, 0.25, 0.5)


def effect_of_mending(situation: Situation, missing_a_day: float) -> Effect:
    """Extra net sales over the review days when `missing_a_day` (shop's currency, net sales a day) is won back in part."""
    missing = max(missing_a_day, 0.0) * situation.review_days
    basis = Text(
        msg=N_(
            "A cautious guess: a tenth to a half of the sales that stay away come back. This shop has no history of such repairs yet."
        )
    )
    return effect_between(situation, [missing * share for share in COMES_BACK], situation.review_days, basis)


def worth_of_mending(missing_a_day: float, days: int = 7) -> float:
    """The middle of `effect_of_mending`, for scans, which do not know the owner's review days."""
    return max(missing_a_day, 0.0) * days * COMES_BACK[1]
