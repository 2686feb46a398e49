"""An opportunity: evidence, proposal and expected effect in one card."""

from __future__ import annotations

from typing import Literal

from cards.model import CardBase, Effect, Explanation, Proposal


class OpportunityCard(CardBase):
    """A suggestion that can be executed with one click."""

    kind: Literal["opportunity"] = "opportunity"
    explanation: Explanation
    proposal: Proposal
    effect: Effect
