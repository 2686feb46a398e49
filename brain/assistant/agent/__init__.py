"""The owner's chat with a language model: tools in, grounded words out; the embedded brain wherever that fails."""

from brain.assistant.agent.agent import Agent
from brain.assistant.agent.events import (
    CardShown,
    Done,
    Event,
    StepFinished,
    StepStarted,
    Words,
    WordsDropped,
)
from brain.assistant.agent.spending import ShopMeter, shop_meter

__all__ = [
    "Agent",
    "CardShown",
    "Done",
    "Event",
    "ShopMeter",
    "StepFinished",
    "StepStarted",
    "Words",
    "WordsDropped",
    "shop_meter",
]
