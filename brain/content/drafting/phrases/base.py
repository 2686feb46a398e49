"""The contract of the phrase books: what a voice can say for one purpose in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cards.model import Voice

Purpose = Literal["rising", "plain", "win_back"]
Family = Literal["food", "drink", "baby", "play", "clothes", "home", "gift"]


@dataclass(frozen=True)
class Script:
    """Sentences that fit together in any choice: an opening, a body that names the goods, a closing that ends in the link.

    Fields to fill: {shop} {category} {group} {items} {offer} {link}. `greetings` are said in front when a group is
    addressed, `offers` between body and closing when there is one. Every sentence stays true for one product or several,
    and states no number, quality or effect of its own: those come from the brief only.
    """

    openings: tuple[str, ...]
    bodies: tuple[str, ...]
    closings: tuple[str, ...]
    offers: tuple[str, ...]
    headlines: tuple[str, ...]
    greetings: tuple[str, ...] = ()


Scripts = Mapping[Voice, Script]
FamilyBodies = Mapping[Family, Mapping[Voice, tuple[str, ...]]]
