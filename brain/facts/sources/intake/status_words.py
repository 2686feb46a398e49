"""Words of status that a person explained: read as the word of ours that they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from brain.facts.sources.values.cells import literal


def explained(named: str, words: Mapping[str, str]) -> str:
    """The relation `named` with the explained words (in lower case) of its column `status` replaced.

    A word that means "" is left as it is: its rows are left out as of a status that is none that we know.
    """
    meant = {word: meaning for word, meaning in words.items() if meaning}
    if not meant:
        return named
    whens = " ".join(f"WHEN {literal(word)} THEN {literal(meaning)}" for word, meaning in meant.items())
    return f"SELECT * REPLACE (CASE lower(trim(status)) {whens} ELSE status END AS status) FROM ({named})"
