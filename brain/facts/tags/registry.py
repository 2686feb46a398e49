"""The tags: one visible tuple, in the order in which they are shown."""

from __future__ import annotations

from brain.facts.tags.base import TagRule
from brain.facts.tags.group import group
from brain.facts.tags.life_cycle import life_cycle
from brain.facts.tags.price_band import price_band
from brain.facts.tags.rfm import rfm
from brain.facts.tags.rhythm import rhythm
from brain.facts.tags.taste import taste

TAGS: tuple[TagRule, ...] = (life_cycle, rfm, rhythm, taste, price_band, group)
TAG_BY_NAME: dict[str, TagRule] = {tag.name: tag for tag in TAGS}
