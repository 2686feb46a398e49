"""How alike two products' names are, Chinese and English: cosine of character n-grams weighted by rarity (tf-idf).

Chinese runs give characters and pairs of characters, other words their own and their triples of characters with ends marked,
so that plurals and compounds stay near. Words, sizes and colours that half of a shop's names share weigh next to nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_RUN = re.compile(r"[\u4e00-\u9fff]+|[^\W\d_\u4e00-\u9fff]+|\d+")


@dataclass(frozen=True)
class Names:
    """The shop's names as unit vectors: one place per name and gram; `rarity` of each gram."""

    grams: dict[str, int]
    rarity: Floats
    name: Ints
    gram: Ints
    weight: Floats
    size: int


def read_names(names: Sequence[str | None]) -> Names:
    """Vectors of all names; a missing one is like nothing."""
    counted = [Counter(grams_of(name or "")) for name in names]
    held = Counter(gram for counts in counted for gram in counts)
    grams = {gram: place for place, gram in enumerate(sorted(held))}
    rarity = (
        np.log((1 + len(names)) / (1 + np.array([held[gram] for gram in grams], dtype=np.float64))) + 0.01
    )
    name = np.array([place for place, counts in enumerate(counted) for _ in counts], dtype=np.int64)
    gram = np.array([grams[one] for counts in counted for one in counts], dtype=np.int64)
    times = np.array([times for counts in counted for times in counts.values()], dtype=np.float64)
    weight = (1 + np.log(times)) * rarity[gram]
    length = np.sqrt(np.bincount(name, weights=weight**2, minlength=len(names)))
    return Names(grams, rarity, name, gram, weight / np.maximum(length, 1e-12)[name], len(names))


def likeness(names: Names, text: str) -> Floats:
    """Cosine of `text` with each of the names, 0 to 1, shape (names,). Grams that no name has are left out of account."""
    own = np.zeros(len(names.rarity))
    for gram, times in Counter(grams_of(text)).items():
        place = names.grams.get(gram)
        if place is not None:
            own[place] = (1 + np.log(times)) * names.rarity[place]
    length = float(np.sqrt((own**2).sum()))
    if not length:
        return np.zeros(names.size)
    found: Floats = np.bincount(
        names.name, weights=names.weight * own[names.gram] / length, minlength=names.size
    ).astype(np.float64)
    return np.minimum(found, 1.0)


def grams_of(text: str) -> list[str]:
    """The grams of a name; those of words begin with what no Chinese gram has, the mark of a word's beginning."""
    grams: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if "\u4e00" <= run[0] <= "\u9fff":
            grams += [*run, *(run[place : place + 2] for place in range(len(run) - 1))]
        else:
            marked = f"<{run}>"
            grams += [marked, *(f"_{marked[place : place + 3]}" for place in range(len(marked) - 2))]
    return grams
