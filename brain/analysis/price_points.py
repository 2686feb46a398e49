"""Prices as a shop would write them: three digits that say something, the rest is noise on a label."""

from __future__ import annotations

import math

DIGITS = 3


def price_point(price: float, least: float = 0.0) -> float:
    """The price rounded to three significant digits (28.29 -> 28.3, 1,234 -> 1,230), upwards where it would fall below `least`.

    Raises ValueError unless the price is above 0.
    """
    if price <= 0:
        raise ValueError(f"price == {price}, must be > 0.")
    # A cent is the smallest coin, also of a price below one.
    digits = min(DIGITS - 1 - math.floor(math.log10(price)), 2)
    step = 10.0**-digits
    rounded = round(round(price / step) * step, max(digits, 0))
    return rounded if rounded >= least else round(math.ceil(least / step - 1e-9) * step, max(digits, 0))
