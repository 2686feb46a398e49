"""All kinds of cards that wait for a decision, as one type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, TypeAdapter

from cards.alert.model import AlertCard
from cards.opportunity.model import OpportunityCard

AnyCard = OpportunityCard | AlertCard
Card = Annotated[AnyCard, Field(discriminator="kind")]
CARD: TypeAdapter[AnyCard] = TypeAdapter(Card)
"""Reads the JSON of any card."""


def sendable(cards: Iterable[AnyCard]) -> list[OpportunityCard]:
    """Those of the cards that have something to send, in their order."""
    return [card for card in cards if isinstance(card, OpportunityCard)]
