"""The phrase books: one file a language and purpose, and one for category families."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brain.content.drafting.phrases import (
    en_plain,
    en_rising,
    en_win_back,
    families,
    zh_plain,
    zh_rising,
    zh_win_back,
)
from brain.content.drafting.phrases.base import FamilyBodies, Purpose, Script, Scripts
from brain.content.drafting.phrases.families import family_of
from brain.kernel.i18n import Lang

SCRIPTS: Mapping[tuple[Lang, Purpose], Scripts] = MappingProxyType(
    {
        ("zh", "rising"): zh_rising.SCRIPTS,
        ("zh", "plain"): zh_plain.SCRIPTS,
        ("zh", "win_back"): zh_win_back.SCRIPTS,
        ("en", "rising"): en_rising.SCRIPTS,
        ("en", "plain"): en_plain.SCRIPTS,
        ("en", "win_back"): en_win_back.SCRIPTS,
    }
)
FAMILY_BODIES: Mapping[Lang, FamilyBodies] = MappingProxyType({"zh": families.ZH, "en": families.EN})

__all__ = ["FAMILY_BODIES", "SCRIPTS", "FamilyBodies", "Purpose", "Script", "Scripts", "family_of"]
