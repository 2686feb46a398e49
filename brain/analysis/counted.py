"""How likely a counted demand reaches a number: negative binomial tails for whole arrays, Poisson where nothing scatters more.

The negative binomial is what counts follow whose rate is itself uncertain or comes in batches (Greenwood and Yule 1920); its tail is
the regularised incomplete beta function, evaluated by Lentz's continued fraction (Press et al., Numerical Recipes, 6.4). No table, no
normal approximation: the slow products of a shop sell a piece a fortnight, where those are wrong.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A variance so little above the mean is the Poisson distribution to four digits.
POISSON = 1 + 1e-4
MOST_TERMS = 600
PRECISION = 1e-10
TINY = 1e-300
SHIFT = 8


def at_least(count: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """Chance that a demand of this mean and variance is `count` or more; the arguments broadcast against one another.

    1 where count <= 0, 0 where the mean is 0. A variance below the mean counts as the mean. Counts are rounded up to whole pieces.
    """
    counts, means, variances = np.broadcast_arrays(
        np.ceil(np.asarray(count, dtype=np.float64)),
        np.asarray(mean, dtype=np.float64),
        np.asarray(variance, dtype=np.float64),
    )
    result = np.where(counts <= 0, 1.0, 0.0)
    open_ = (counts > 0) & (means > 0)
    if open_.any():
        k, m = counts[open_], means[open_]
        spread = np.maximum(variances[open_], POISSON * m)
        size = m * m / (spread - m)
        # P(D >= k) = I_q(k, size), q = mean / (size + mean).
        result[open_] = _incomplete_beta(k, size, m / (size + m))
    return result


def enough_for(service: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """The fewest pieces that meet the whole demand with chance `service` (0 < service < 1), whole numbers.

    Raises ValueError for another service level.
    """
    level, means, variances = np.broadcast_arrays(
        np.asarray(service, dtype=np.float64), np.asarray(mean, dtype=np.float64), variance
    )
    if ((level <= 0) | (level >= 1)).any():
        raise ValueError(f"service == {service!r}, must be > 0 and < 1.")
    low, high = np.full(means.shape, -1.0), means + 1.0
    while (short := at_least(high + 1, means, variances) > 1 - level).any():
        high = np.where(short, 2 * high + 1, high)
    high = np.ceil(high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        short = at_least(middle + 1, means, variances) > 1 - level
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return high


def _incomplete_beta(a: Floats, b: Floats, x: Floats) -> Floats:
    """I_x(a, b) of one-dimensional arrays, 0 < x < 1; on the side where the continued fraction converges fast."""
    turned = x > (a + 1) / (a + b + 2)
    first, second = np.where(turned, b, a), np.where(turned, a, b)
    at = np.where(turned, 1 - x, x)
    front = first * np.log(at) + second * np.log1p(-at) - _log_beta(first, second)
    tail = np.exp(front) * _lentz(first, second, at) / first
    inside: Floats = np.clip(np.where(turned, 1 - tail, tail), 0.0, 1.0)
    return inside


def _lentz(a: Floats, b: Floats, x: Floats) -> Floats:
    """The continued fraction of the incomplete beta function, two terms a round; what has settled is left alone."""
    result = np.ones_like(a)
    places = np.arange(len(a))
    c, d = np.ones_like(a), 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d.copy()
    for m in range(1, MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            step = c * d
            value = value * step
        going = np.abs(step - 1) > PRECISION
        result[places[~going]] = value[~going]
        if not going.any():
            return result
        a, b, x, c, d, value = (part[going] for part in (a, b, x, c, d, value))
        places = places[going]
    result[places] = value
    return result


def _away_from_zero(value: Floats) -> Floats:
    return np.where(np.abs(value) < TINY, TINY, value)


def _log_beta(a: Floats, b: Floats) -> Floats:
    return _log_gamma(a) + _log_gamma(b) - _log_gamma(a + b)


def _log_gamma(x: Floats) -> Floats:
    """Stirling's series, `SHIFT` places up, where five terms give twelve digits."""
    steps: Floats = np.log(x[..., None] + np.arange(SHIFT)).sum(axis=-1)
    y = x + SHIFT
    series = 1 / (12 * y) - 1 / (360 * y**3) + 1 / (1260 * y**5) - 1 / (1680 * y**7)
    result: Floats = (y - 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi) + series - steps
    return result
