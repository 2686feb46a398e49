"""The embedded writer: three voices, no model, no network, every sentence written by a person beforehand."""

from __future__ import annotations

import random

from brain.content.drafting.brief import Brief
from brain.content.drafting.compose import Choice, compose, fill, script_for
from cards.model import VOICES, Variant, Voice


def draft(brief: Brief, *, seed: int) -> list[Variant]:
    """One customer text in each voice, in the brief's language, each ending in `{link}`.

    The same brief and seed give the same texts; another seed picks other sentences. Nothing but the brief's own facts is
    stated, and a text has at most 120 characters (Chinese) or 60 words (English), the link not counted. The caller still
    sends each through the compliance gate, since an offer or a shop's name is the owner's own wording.
    """
    return [Variant(voice=voice, text=compose(brief, voice, _choice(seed, voice))) for voice in VOICES]


def headline(brief: Brief, voice: Voice, *, seed: int) -> str:
    """A poster's headline in a voice; zero-width spaces mark where a line may well break."""
    headlines = script_for(brief, voice).headlines
    return fill(headlines[_chance(seed, voice).randrange(len(headlines))], brief)


def _choice(seed: int, voice: Voice) -> Choice:
    chance = _chance(seed, voice)
    return Choice(*(chance.randrange(420) for _ in range(4)))  # 420 divides by every book's length up to 7


def _chance(seed: int, voice: Voice) -> random.Random:
    """Seeded by text, so that the voices of one seed do not all take their third opening."""
    return random.Random(f"{seed}/{voice}")
