"""Every source, in one visible tuple: shop systems first; where a header fits several equally well, the earlier reads it."""

from __future__ import annotations

from brain.facts.sources.base import Source
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.online_retail import ONLINE_RETAIL
from brain.facts.sources.shopify import SHOPIFY
from brain.facts.sources.tmall import TMALL

SOURCES: tuple[Source, ...] = (
    ONLINE_RETAIL,
    TMALL,
    SHOPIFY,
    CANONICAL,
)
