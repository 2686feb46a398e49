"""Randomness that belongs to names instead of to a stream.

A stream of random numbers shifts as soon as one more number is drawn, so a world built a day later would be another world.
Here every number is a hash of the seed and of what it is about ("basket size", customer 17, day 20231), hence it is the same
in every build, in any order, alone or in an array of a hundred thousand. The hash is SplitMix64 (Steele, Lea and Flood,
"Fast splittable pseudorandom number generators", OOPSLA 2014).
"""

import hashlib
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Bools = NDArray[np.bool_]
Strings = NDArray[np.object_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def _scramble(value: Keys) -> Keys:
    value = value + _GOLDEN
    value = (value ^ (value >> np.uint64(30))) * _MIX_1
    value = (value ^ (value >> np.uint64(27))) * _MIX_2
    return value ^ (value >> np.uint64(31))


@lru_cache(maxsize=1024)
def name_code(name: str) -> int:
    """A 64-bit number for a name, the same on every machine and in every run (unlike `hash`)."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")


def _as_keys(part: ArrayLike) -> Keys:
    array: NDArray[Any] = np.asarray(part)
    if array.dtype == np.uint64:
        return array
    return array.astype(np.int64).view(np.uint64)


class Chance:
    """Numbers drawn by name. Every method takes a name and parts (integers or integer arrays, broadcast together)."""

    def __init__(self, seed: int) -> None:
        self._root = _scramble(np.array([seed % 2**63], dtype=np.uint64))

    def key(self, name: str, *parts: ArrayLike) -> Keys:
        """A 64-bit key for each broadcast combination of parts; at least one-dimensional."""
        value = _scramble(self._root ^ np.uint64(name_code(name)))
        for part in parts:
            value = _scramble(value ^ _scramble(np.atleast_1d(_as_keys(part))))
        return value

    def uniform(self, name: str, *parts: ArrayLike) -> Floats:
        """Uniform on [0, 1)."""
        return (self.key(name, *parts) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def below(self, limit: int, name: str, *parts: ArrayLike) -> Ints:
        """Whole numbers on [0, limit)."""
        return np.floor(self.uniform(name, *parts) * limit).astype(np.int64)

    def exponential(self, name: str, *parts: ArrayLike) -> Floats:
        """Exponential with mean 1."""
        return -np.log1p(-self.uniform(name, *parts))

    def normal(self, name: str, *parts: ArrayLike) -> Floats:
        """Standard normal (Box and Muller, 1958)."""
        radius = np.sqrt(2.0 * self.exponential(name, *parts))
        return radius * np.cos(2.0 * np.pi * self.uniform(name + "/angle", *parts))

    def poisson(self, mean: ArrayLike, name: str, *parts: ArrayLike) -> Ints:
        """Poisson counts by walking up the distribution; meant for means below about 30."""
        uniform = self.uniform(name, *parts)
        means = np.broadcast_to(np.asarray(mean, dtype=np.float64), uniform.shape)
        term = np.exp(-means)
        total, count = term.copy(), np.zeros(uniform.shape, dtype=np.int64)
        for step in range(1, 200):
            higher = uniform >= total
            if not higher.any():
                break
            count += higher
            term = term * means / step
            total = total + term
        return count

    def choice(self, weights: ArrayLike, name: str, *parts: ArrayLike) -> Ints:
        """Places in `weights` (one-dimensional, any scale), drawn in proportion to them."""
        cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
        places = np.searchsorted(cumulative / cumulative[-1], self.uniform(name, *parts), side="right")
        found: Ints = np.minimum(places, len(cumulative) - 1)
        return found


def pick_in_rows(weights: Floats, uniform: Floats) -> Ints:
    """One place for each row of a (rows, places) weight matrix, drawn by that row's uniform number."""
    cumulative = np.cumsum(weights, axis=1)
    below = (cumulative <= (uniform * cumulative[:, -1])[:, None]).sum(axis=1)
    found: Ints = np.minimum(below, weights.shape[1] - 1)
    return found
