"""Who heard from the owner lately: a message too many costs more than it brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from brain.opportunities.base import Finding

LATELY = timedelta(days=7)
"""The week over which messages are counted."""
LEAST_LEFT = 2
"""Fewer have no control group and are no audience."""


def rested(finding: Finding, messages: Mapping[str, int], most: int) -> tuple[Finding | None, int, int]:
    """The finding without members who got `most` messages lately (0: no limit), how many those are, and how many of the rest
    got one or more.

    What is expected, and what it costs in goodwill, shrinks with the audience. None when hardly anybody is left.
    """
    kept = tuple(
        member for member in finding.members if not most or messages.get(member.customer_key, 0) < most
    )
    tired = len(finding.members) - len(kept)
    lately = sum(member.customer_key in messages for member in kept)
    if not finding.members or not tired:
        return finding, 0, lately
    if len(kept) < LEAST_LEFT:
        return None, tired, lately
    share = Decimal(len(kept)) / len(finding.members)
    effect = finding.effect.model_copy(
        update={name: _whole(getattr(finding.effect, name) * share) for name in ("low", "mid", "high")}
    )
    fewer = finding.model_copy(
        update={"members": kept, "effect": effect, "attention": finding.attention * share}
    )
    return fewer, tired, lately


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
