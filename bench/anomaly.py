"""How many false alarms anomaly detection gives in a quiet year, and how often it sees a day on which two thirds of the sales are missing.

`python -m bench anomaly`: made-up shops of several kinds of noise, each with a drifting level, a shape of the week and nothing odd.
Seen: 0 to 0.15 alarms a year, 1.75 where tails are heavy; a day at a third is seen in 70-100 % of cases from 30 orders a day up, never at 5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brain.analysis.anomaly import find_anomalies

Floats = NDArray[np.float64]

YEAR, BEFORE = 365, 120
YEARS = 20
WEEK = np.array([0.95, 0.93, 0.99, 0.96, 1.02, 1.10, 1.06])
LEFT = 0.33

Chance = np.random.Generator


def _amounts(chance: Chance, base: Floats) -> Floats:
    orders = chance.poisson(40 * base)
    return np.array([np.exp(chance.normal(3, 0.8, count)).sum() for count in orders])


def _sluggish(chance: Chance, base: Floats) -> Floats:
    """Good and bad days come in rows."""
    error = np.zeros(len(base))
    for place in range(1, len(base)):
        error[place] = 0.5 * error[place - 1] + chance.normal(0, 0.15)
    return 1000 * base * np.exp(error)


# What is drawn around the base, and the counting noise that the caller would know.
KINDS: dict[str, tuple[Callable[[Chance, Floats], Floats], float]] = {
    "5_orders_a_day": (lambda chance, base: chance.poisson(5 * base).astype(np.float64), 1.0),
    "30_orders_a_day": (lambda chance, base: chance.poisson(30 * base).astype(np.float64), 1.0),
    "300_orders_a_day": (
        lambda chance, base: chance.poisson(300 * base * np.exp(chance.normal(0, 0.05, len(base)))).astype(
            np.float64
        ),
        1.0,
    ),
    "money_of_40_orders": (_amounts, 0.0),
    "even_20_percent": (
        lambda chance, base: 1000 * base * np.exp(chance.normal(0, 0.2, len(base))),
        0.0,
    ),
    "heavy_tails": (
        lambda chance, base: 1000 * base * np.exp(0.15 * chance.standard_t(5, len(base))),
        0.0,
    ),
    "sluggish": (_sluggish, 0.0),
}


def year_of(kind: str, seed: int) -> tuple[Floats, float]:
    """A quiet year and the days before it, shape (YEAR + BEFORE,), and its counting noise."""
    draw, noise = KINDS[kind]
    chance = np.random.default_rng(seed)
    days = YEAR + BEFORE
    base = WEEK[np.arange(days) % 7] * np.exp(np.cumsum(chance.normal(0, 0.01, days)))
    return draw(chance, base), noise


def run(years: int = YEARS) -> dict[str, Any]:
    """False alarms a quiet year and the share of missing days seen, by kind of noise."""
    figures: dict[str, Any] = {"years": years}
    for kind in KINDS:
        alarms, seen = 0, 0
        for seed in range(years):
            values, noise = year_of(kind, seed)
            alarms += len(find_anomalies(values, look_at=YEAR, noise=noise).anomalies)
            values[-1] *= LEFT
            seen += bool(find_anomalies(values, look_at=1, noise=noise).anomalies)
        figures[kind] = {"alarms_a_year": alarms / years, "day_at_a_third_seen": seen / years}
    return figures
