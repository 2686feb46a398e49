"""Money is Decimal with a currency; arithmetic never mixes two currencies and rounds once, at the end."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def split_evenly(amount: Decimal, parts: int) -> list[Decimal]:
    """Shares of an amount in cents that add up to it exactly; the first shares carry the odd cents.

    Raises ValueError when `parts` < 1.
    """
    if parts < 1:
        raise ValueError(f"parts == {parts}, must be >= 1.")
    total = int(cents(amount) * 100)
    share, rest = divmod(abs(total), parts)
    sign = -1 if total < 0 else 1
    return [sign * Decimal(share + (1 if i < rest else 0)) / 100 for i in range(parts)]
