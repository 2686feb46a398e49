"""The language model on a shop's account: every call of it is recorded and stands under the day's limits of that shop."""

from __future__ import annotations

from brain.assistant.agent import shop_meter
from brain.facts.warehouse.shops import Shop
from brain.llm.gateway import ModelGateway
from brain.parts import Parts


def metered(parts: Parts, shop: Shop) -> ModelGateway | None:
    """The gateway with this shop's meter; None where no model is connected."""
    if parts.gateway is None:
        return None
    return parts.gateway.metered(shop_meter(parts.ledger, shop.id, shop.zone, parts.clock, parts.settings))
