"""Who heard from the owner lately: a message too many costs more than it brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from brain.kernel.i18n import N_, Text
from brain.opportunities.base import Finding
from brain.opportunities.expectation import whole

LATELY = timedelta(days=7)
"""The week over which messages are counted."""
LEAST_LEFT = 2
"""Fewer have no control group and are no audience."""


@dataclass(frozen=True)
class Heard:
    """How many messages each customer got lately (by customer key), and how many are enough (0: no limit)."""

    messages: Mapping[str, int] = field(default_factory=dict)
    most: int = 0


def rested(finding: Finding, heard: Heard) -> Finding | Text:
    """The finding without members who heard enough; what is expected, and its cost in goodwill, shrink with the audience.

    Says why there is none when hardly anybody is left.
    """
    kept = tuple(
        member
        for member in finding.members
        if not heard.most or heard.messages.get(member.customer_key, 0) < heard.most
    )
    tired = len(finding.members) - len(kept)
    lately = sum(member.customer_key in heard.messages for member in kept)
    if not tired:
        return finding.model_copy(update={"lately": lately})
    if len(kept) < LEAST_LEFT:
        return Text(
            msg=N_("{headline} Left out: those it would reach have heard enough from you this week."),
            args={"headline": finding.headline},
        )
    share = Decimal(len(kept)) / len(finding.members)
    effect = finding.effect.model_copy(
        update={name: whole(getattr(finding.effect, name) * share) for name in ("low", "mid", "high")}
    )
    return finding.model_copy(
        update={
            "members": kept,
            "effect": effect,
            "attention": finding.attention * share,
            "tired": tired,
            "lately": lately,
        }
    )
