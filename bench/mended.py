"""How often the verdict on an alert that was marked done is right, where the truth is known.

Refund-like rates: usual 4 in 100, counted over as many sales then and now, true rates that wander by a fifth. Only counts that would
have been an alarm are looked at (four or more, double the usual, two and a half standard deviations above it: simpler than the
detector's own rule). Share-like rates: 12 in 100 of so many orders usually, 7 when they fell, true rates that wander by a tenth.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from brain.analysis.mended import Counted, mended

USUAL, ALARMS, MOST_TRIED = 0.04, 1000, 100_000
REFUNDS = {
    "chance alone": (1, 1), "three times, stays": (3, 3), "five times, stays": (5, 5),
    "three times, back": (3, 1), "five times, back": (5, 1), "five times, half gone": (5, 2.5),
}  # fmt: skip
SHARES = {"stays": 0.07, "half back": 0.095, "back": 0.12}


def run() -> dict[str, object]:
    """Parts of each truth that are called mended and not mended."""
    chance = np.random.default_rng(1)
    refunds = {
        f"{name}, {sales} sales": _parts(_verdict(a, b, sales, USUAL, 0.4, lower=True) for a, b in _alarms(chance, sales, *times))
        for sales in (40, 100, 300)
        for name, times in REFUNDS.items()
    }  # fmt: skip
    shares = {
        f"{name}, {orders} orders": _parts(
            _verdict(_drawn(chance, orders, 0.07, 0.1), _drawn(chance, orders, now, 0.1), orders, 0.12, 0.15, lower=False)
            for _ in range(1500)
        )
        for orders in (500, 2000)
        for name, now in SHARES.items()
    }  # fmt: skip
    return {"refunds": refunds, "shares": shares}


def _alarms(chance: np.random.Generator, sales: int, then: float, now: float) -> Iterator[tuple[int, int]]:
    """Counts then and now of those that stood out then."""
    found = 0
    for _ in range(MOST_TRIED):
        hits = _drawn(chance, sales, then * USUAL, 0.2)
        if hits >= max(4, 2 * sales * USUAL, sales * USUAL + 2.5 * (sales * USUAL) ** 0.5):
            found += 1
            yield hits, _drawn(chance, sales, now * USUAL, 0.2)
        if found == ALARMS:
            return


def _drawn(chance: np.random.Generator, of: int, rate: float, wander: float) -> int:
    return int(chance.binomial(of, min(rate * np.exp(chance.normal(0, wander)), 1.0)))


def _verdict(then: int, now: int, of: int, usual: float, wander: float, *, lower: bool) -> str:
    return mended(Counted(then, of), Counted(now, of), usual, lower_is_better=lower, wander=wander)


def _parts(verdicts: Iterator[str]) -> dict[str, float]:
    told = list(verdicts)
    return {name: round(told.count(name) / len(told), 3) for name in ("mended", "not_mended")}
