"""Random streams by name: one for each shop and purpose, so that a new purpose or another shop shifts nobody's numbers.

SFC64 seeded through numpy's SeedSequence (O'Neill's seed_seq; numpy NEP 19); streams are stable for one version of numpy, which is pinned.
"""

import numpy as np

from sample_data.chance import Bools, Floats, Ints, name_code

Stream = np.random.Generator

__all__ = ["Bools", "Floats", "Ints", "Stream", "pick", "stream"]


def stream(seed: int, shop: int, purpose: str) -> Stream:
    """The stream of one purpose in one shop."""
    return np.random.Generator(np.random.SFC64([seed % 2**63, shop, name_code(purpose)]))


def pick(chance: Stream, weights: Floats, many: int) -> Ints:
    """Places in `weights` (any scale, not all zero), drawn with replacement in proportion to them."""
    cumulative = np.cumsum(weights)
    found = np.searchsorted(cumulative, chance.random(many) * cumulative[-1], side="right")
    return np.minimum(found, len(weights) - 1).astype(np.int64)
