"""One design a voice. Each is a function of canvas and words; they never import each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from brain.content.posters.canvas import Canvas
from brain.content.posters.designs.friend import friend
from brain.content.posters.designs.humorous import humorous
from brain.content.posters.designs.professional import professional
from brain.content.posters.fonts import Typeface
from brain.content.posters.spec import PosterSpec
from cards.model import Voice

DESIGNS: Mapping[Voice, Callable[[Typeface, PosterSpec], Canvas]] = MappingProxyType(
    {"professional": professional, "friend": friend, "humorous": humorous}
)

__all__ = ["DESIGNS"]
