"""Which slices stand out of a change between two periods: scored, chosen, taken out, and looked at again.

Each slice is compared with what it would have made had it moved like the rest of the shop; the difference (excess) is judged
against compound-Poisson noise (the sum of squared amounts is the variance of a sum of randomly many amounts, Feller 1968,
"An Introduction to Probability Theory", XII.2), widened by how far the slices of the same kind miss anyway (median of squares).
With m slices tested at once the bar is sqrt(2 ln m) + 0.5, just above the expected maximum of m noises (Leadbetter,
Lindgren and Rootzen 1983, "Extremes"). The clearest slice is traded for the wider one around it where the rest of that one
moved the same way; then its rows are taken out and the search begins anew (peeling, as in "Bump hunting", Friedman and Fisher 1999).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from brain.analysis.slices import UNITS, Bools, Cells, Floats, Slices, Where, slice_up

LEAST_EXPECTED_LINES = 30.0
ABOVE_MAXIMUM = 0.5
MOST_REASONS = 3
# The median of a squared standard normal.
MEDIAN_SQUARE = 0.4549
# How many imagined slices of the average kind stand beside those of one grouping when its noise is read.
POOLED_SLICES = 10.0
# How much a part moves by itself between two periods (standard deviations): what is assumed, and the most that is believed.
# A dimension of few parts cannot show it: two channels of four that fall would pass for restlessness.
LEAST_PARTS = 12
USUAL_WOBBLE = 0.03
MOST_WOBBLE = 0.12
# A wider slice takes over when what it adds leans the same way by this many standard deviations ...
LEAST_LEAN = 2.0
# ... and by at least this part of the narrow slice's own relative change.
LEAST_LIKENESS = 0.4
# A part that holds this much of a slice is that slice, unless the rest contradicts by so many standard deviations.
NEARLY_ALL = 0.8
MOST_CONTRADICTION = 2.5


@dataclass(frozen=True)
class OrderSpread:
    """What ties order lines together: dimensions that a whole order shares, and the sum of squared whole orders of both periods."""

    dimensions: frozenset[str] = frozenset()
    squares: float | None = None


@dataclass(frozen=True)
class Scores:
    """Every slice's excess over the growth of the rest (money), its z, and whether it is large enough to be judged."""

    slices: Slices
    excess: Floats
    relative: Floats
    z: Floats
    supported: Bools
    bar: float


@dataclass(frozen=True)
class Chosen:
    """A slice that stands out: which, its z and the bar it passed, and its cells that no earlier one holds."""

    where: Where
    z: float
    bar: float
    held: Bools


def bar_for(tests: int) -> float:
    """The z that noise in so many tests at once hardly ever reaches."""
    return math.sqrt(2 * math.log(max(tests, 2))) + ABOVE_MAXIMUM


def score(cells: Cells, spread: OrderSpread, slices: Slices) -> Scores:
    """Scores of all slices; a slice without a rest to compare with gets z 0.

    Money and order lines are both looked at, and the clearer of the two speaks when they agree in direction: a slice that
    sells less often shows in lines long before it shows in amounts, of which a few large ones make the noise.
    """
    money = _against_rest(
        slices.now, slices.before, slices.squares,
        float(cells.now.sum()) / UNITS, float(cells.before.sum()) / UNITS, float((cells.squares_now + cells.squares_before).sum()),
    )  # fmt: skip
    lines_now, lines_before = float(cells.lines_now.sum()), float(cells.lines_before.sum())
    both = slices.lines_now + slices.lines_before
    lines = _against_rest(
        slices.lines_now, slices.lines_before, both, lines_now, lines_before, lines_now + lines_before
    )
    supported = money.usable & (np.maximum(lines.expected, slices.lines_now) >= LEAST_EXPECTED_LINES)
    whole, shared = _whole_orders(cells, slices, spread)
    z = _standardised(slices, money, money.z / np.sqrt(np.where(shared, whole, 1.0)), supported)
    # Lines of one order come together: their number says something about goods only.
    z_lines = np.where(shared, 0.0, _standardised(slices, lines, lines.z, supported & ~shared))
    agree = (np.sign(z_lines) == np.sign(money.excess)) & (np.abs(z_lines) > np.abs(z))
    relative = money.excess / np.maximum(money.expected, 1e-9)
    tests = int(supported.sum() + (supported & ~shared).sum())
    return Scores(slices, money.excess, relative, np.where(agree, z_lines, z), supported, bar_for(tests))


@dataclass(frozen=True)
class _Compared:
    """What each slice would have been at the growth of the rest, the excess over that, and the excess in standard deviations."""

    expected: Floats
    excess: Floats
    z: Floats
    usable: Bools


def _against_rest(
    now: Floats, before: Floats, squares: Floats, total_now: float, total_before: float, total_squares: float
) -> _Compared:
    rest_now, rest_before = total_now - now, total_before - before
    usable = (rest_now > 0) & (rest_before > 0)
    growth = np.divide(rest_now, rest_before, out=np.ones_like(now), where=usable)
    of_rest = np.divide(before, rest_before, out=np.zeros_like(now), where=usable)
    excess = np.where(usable, now - growth * before, 0.0)
    # Under the assumption of no cause, both periods' squares tell the variance of both, whichever of them is empty.
    variance = growth * (squares + of_rest**2 * np.maximum(total_squares - squares, 0.0))
    usable &= variance > 0
    z = np.divide(excess, np.sqrt(np.maximum(variance, 1e-12)), out=np.zeros_like(now), where=usable)
    return _Compared(np.maximum(growth * before, 0.0), excess, z, usable)


def _whole_orders(cells: Cells, slices: Slices, spread: OrderSpread) -> tuple[float, Bools]:
    """How much wider a slice of whole orders scatters than its cells would apart (orders come or stay away as one), and which slices those are."""
    of_cells = float((cells.squares_now + cells.squares_before).sum())
    whole = 1.0 if spread.squares is None or of_cells <= 0 else max(spread.squares / of_cells, 1.0)
    shared = [all(cells.dimensions[d] in spread.dimensions for d in dims) for dims in slices.groupings]
    return whole, np.array(shared, dtype=np.bool_)[slices.grouping]


def _standardised(slices: Slices, compared: _Compared, z: Floats, supported: Bools) -> Floats:
    """z with the shop's own restlessness in it: every slice moves a little by itself, and large ones show it most.

    The noise of a slice is its sampling noise plus (wobble x expected)^2; the wobble of a dimension is such that half of its
    slices miss by no more than half of a normal distribution would. A slice along two dimensions wobbles with both. What is
    missing beyond that, slices of one kind share as a dispersion.
    """
    relative = compared.excess / np.maximum(compared.expected, 1e-9)
    # Expected amounts in sampling standard deviations, so that everything is measured in those.
    size = np.divide(z, relative, out=np.zeros_like(z), where=(relative != 0) & (compared.expected > 0))
    squares, middle = [], np.zeros(len(slices.groupings))
    for number, dims in enumerate(slices.groupings):
        own = supported & (slices.grouping == number) & (size > 0)
        # One part that falls makes all the others look as if they rose a little: their middle is the shop's.
        middle[number] = np.median(relative[own]) if own.any() else 0.0
        if len(dims) == 1:
            squares.append(_wobble((relative[own] - middle[number]) * size[own], size[own]))
    wobble = np.array([sum(squares[d] for d in dims) for dims in slices.groupings])[slices.grouping]
    widened = np.sqrt(1 + wobble * size**2)
    centred = (z - middle[slices.grouping] * size) / widened
    calm: Floats = z / widened / np.sqrt(_dispersion(slices, centred, supported))
    return calm


def _wobble(z: Floats, size: Floats) -> float:
    """The squared standard deviation of the relative change that slices of one dimension have by themselves."""
    if len(z) < LEAST_PARTS:
        return USUAL_WOBBLE**2
    weight = len(z) / (len(z) + POOLED_SLICES)
    low, high = 0.0, MOST_WOBBLE**2
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _spread_of(z / np.sqrt(1 + middle * size**2)) > 1 else (low, middle)
    return float(weight * low + (1 - weight) * USUAL_WOBBLE**2)


def _dispersion(slices: Slices, z: Floats, supported: Bools) -> Floats:
    overall = _spread_of(z[supported])
    result = np.ones_like(z)
    for number in range(len(slices.groupings)):
        own = slices.grouping == number
        seen = z[own & supported]
        weight = len(seen) / (len(seen) + POOLED_SLICES) if len(seen) >= LEAST_PARTS else 0.0
        result[own] = max(weight * _spread_of(seen) + (1 - weight) * overall, 1.0)
    return result


def _spread_of(z: Floats) -> float:
    """The variance that the median of squares tells, so that a cause does not hide itself."""
    return float(np.median(z**2)) / MEDIAN_SQUARE if len(z) else 1.0


def find(
    cells: Cells, spread: OrderSpread, least_amount: float = 0.0, most: int = MOST_REASONS
) -> tuple[list[Chosen], Scores]:
    """The slices that stand out, clearest first, each in what the earlier ones left; and the scores before anything was taken out.

    Those that moved by less than `least_amount` (the shop's currency) are passed over.
    """
    found: list[Chosen] = []
    left, first = cells, score(cells, spread, slice_up(cells))
    scores = first
    while len(found) < most:
        place = _clearest(scores, least_amount)
        if place is None:
            break
        where = scores.slices.where(place, cells)
        held = cells.inside(where) & ((left.lines_now + left.lines_before) > 0)
        found = _absorbed(found, Chosen(where, float(scores.z[place]), scores.bar, held))
        left = cells.without(np.logical_or.reduce([one.held for one in found]))
        scores = score(left, spread, slice_up(left))
    return found, first


def _absorbed(found: list[Chosen], new: Chosen) -> list[Chosen]:
    """A wider slice that comes after a part of it takes that part in."""
    within = [old for old in found if set(new.where) < set(old.where)]
    held = np.logical_or.reduce([new.held, *(old.held for old in within)])
    z = max([new.z, *(old.z for old in within)], key=abs)
    return [old for old in found if old not in within] + [Chosen(new.where, z, new.bar, held)]


def _clearest(scores: Scores, least_amount: float) -> int | None:
    large = scores.supported & (np.abs(scores.excess) >= least_amount)
    if not large.any():
        return None
    strength = np.where(large, np.abs(scores.z), 0.0)
    best = int(np.argmax(strength))
    if strength[best] <= scores.bar:
        return None
    return _widened(scores, best)


def _widened(scores: Scores, place: int) -> int:
    """The one-dimension slice around a two-dimension one, where the rest of it moved likewise."""
    slices = scores.slices
    wider = [int(p) for p in (slices.parent_a[place], slices.parent_b[place]) if p >= 0]
    fitting = [parent for parent in wider if _alike(scores, place, parent)]
    return max(fitting, key=lambda parent: abs(scores.z[parent])) if fitting else place


def _alike(scores: Scores, place: int, parent: int) -> bool:
    """Whether the rest of a wider slice moved as its part did.

    Where the part is nearly all of it, it is enough that the rest does not contradict; otherwise the rest must lean the same
    way, clearly and far enough.
    """
    slices = scores.slices
    lines = slices.lines_now + slices.lines_before
    if lines[parent] == lines[place]:
        return True  # the same rows under a shorter name
    excess = scores.excess[parent] - scores.excess[place]
    expected = max(_expected(scores, parent) - _expected(scores, place), 1e-9)
    deviation = math.sqrt(max(slices.squares[parent] - slices.squares[place], 1e-9))
    if _expected(scores, place) >= NEARLY_ALL * _expected(scores, parent):
        return bool(abs(excess - scores.relative[place] * expected) <= MOST_CONTRADICTION * deviation)
    lean = excess / deviation * np.sign(scores.z[place])
    return bool(lean >= LEAST_LEAN and excess / expected / scores.relative[place] >= LEAST_LIKENESS)


def _expected(scores: Scores, place: int) -> float:
    return float(scores.slices.now[place] - scores.excess[place])
