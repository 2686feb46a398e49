"""Why a figure changed between two periods: the slices that stand out, what everything did, and what stays unexplained.

The search is in `brain.analysis.peeling`. Here its finds become amounts that add up to the change exactly:
reasons (what a slice has beyond the general growth, each row counted once) + general (all rows at that growth) + unexplained.
With fewer than `LEAST_LINES` order lines in both periods causes are found too rarely to be worth the name (on made-up shops
with known causes about two in five of them at 10,000 lines, nine in ten at 100,000): then a breakdown along one dimension, with the parts
that chance alone does not explain marked as such. A clear movement that is small beside the change is no reason for it either.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from brain.analysis.compare import Breakdown, breakdown
from brain.analysis.peeling import Chosen, OrderSpread, Scores, find, score
from brain.analysis.slices import UNITS, Bools, Cells, Where, money, slice_up
from brain.kernel.money import cents

LEAST_LINES = 10_000
# A reason is at least this part of the change, and this part of the larger period.
LEAST_OF_CHANGE = 0.05
LEAST_OF_SALES = 0.002
# The rest's growth is called general where it differs from none by so many standard deviations of money, or of lines (of
# which a single order may hold many).
CLEAR_GENERAL = 2.0
CLEAR_IN_LINES = 4.0
# A slice that holds nearly everything is everything.
NEARLY_EVERYTHING = 0.8
# A reason this far beyond the bar is sure; one that just passed it is likely.
SURE_BEYOND = 2.0
EIGHTY = 1.2815515655446004
MOST_REJECTED = 2
# Orders that scatter like fewer than so many equal ones are few large ones (effective number, Kish 1965: square of sum over sum of squares).
FEW_ORDERS = 10.0

Confidence = Literal["sure", "likely"]
Why = Literal["explained_by_reasons", "too_small", "few_large_orders", "within_noise", "too_few_lines"]


@dataclass(frozen=True)
class Reason:
    """A slice that stands out. `amount` is its change beyond the general growth, `change` is simply now - before.

    Rows that an earlier reason holds are not counted again: `less` names those reasons. `share` is the amount as a fraction of
    the whole change (None where that is zero; above 1 or negative where movements cancel).
    """

    where: Where
    less: tuple[Where, ...]
    now: Decimal
    before: Decimal
    amount: Decimal
    share: float | None
    lines_now: int
    lines_before: int
    confidence: Confidence
    z: float
    bar: float

    @property
    def change(self) -> Decimal:
        """What the slice has more (or less) than before."""
        return self.now - self.before


@dataclass(frozen=True)
class General:
    """How all that no reason holds moved. `clear` when more than chance; `amount` is then what all rows make at that growth, else 0.

    `growth` is a fraction (None where there was nothing before), `margin` the half-width of an 80 % range of the rest's change.
    """

    growth: float | None
    amount: Decimal
    margin: Decimal
    clear: bool


@dataclass(frozen=True)
class Rejected:
    """A slice that was looked at and is no reason, with its plain change (now - before), and why not.

    `few_large_orders`: it moved far, but one order or a handful made it, which happens by chance; it may still be what the owner
    remembers. `too_small`: certain, and of no weight beside the whole change.
    """

    where: Where
    change: Decimal
    z: float
    why: Why


@dataclass(frozen=True)
class Explanation:
    """sum(reason.amount) + general.amount + unexplained == now - before, exactly; the largest reason first.

    `thin` when there are fewer than `LEAST_LINES` lines: no reasons then, but `plain`, a breakdown along `plain_dimension`
    whose values in `beyond_chance` moved further than noise would. `looked_at` slices had enough lines to be judged.
    """

    now: Decimal
    before: Decimal
    lines: int
    thin: bool
    looked_at: int
    reasons: tuple[Reason, ...]
    general: General
    unexplained: Decimal
    rejected: tuple[Rejected, ...]
    plain_dimension: str
    plain: Breakdown
    beyond_chance: tuple[str | None, ...]

    @property
    def change(self) -> Decimal:
        """What there is more (or less) than before."""
        return self.now - self.before


def explain_change(
    cells: Cells,
    spread: OrderSpread | None = None,
    *,
    least_lines: int = LEAST_LINES,
    least_of_change: float = LEAST_OF_CHANGE,
    least_of_sales: float = LEAST_OF_SALES,
) -> Explanation:
    """Explains the change of an amount that adds up (net sales, paid, refunds), from cells along at least one dimension.

    `spread` tells which dimensions whole orders share, so that ten lines of one order do not pass for ten decisions. What moved by
    less than either given fraction (of the whole change, of the larger period) is passed over.
    Raises ValueError without dimensions.
    """
    if not cells.dimensions:
        raise ValueError("dimensions == (), must be at least one.")
    spread = spread or OrderSpread()
    thin = cells.lines < least_lines
    least = _least_amount(cells, least_of_change, least_of_sales)
    chosen, scores = ([], score(cells, spread, slice_up(cells, 1))) if thin else find(cells, spread, least)
    reasons, general, unexplained = _added_up(cells, chosen, spread)
    dimension, standing_out = _plainest(cells, scores)
    return Explanation(
        now=money(int(cells.now.sum())),
        before=money(int(cells.before.sum())),
        lines=cells.lines,
        thin=thin,
        looked_at=int(scores.supported.sum()),
        reasons=reasons,
        general=general,
        unexplained=unexplained,
        rejected=_rejected(cells, scores, chosen),
        plain_dimension=dimension,
        plain=_broken_down(cells, dimension),
        beyond_chance=standing_out,
    )


def _least_amount(cells: Cells, of_change: float, of_sales: float) -> float:
    now, before = float(cells.now.sum()) / UNITS, float(cells.before.sum()) / UNITS
    return max(of_change * abs(now - before), of_sales * max(now, before, 0.0))


def _added_up(
    cells: Cells, chosen: list[Chosen], spread: OrderSpread
) -> tuple[tuple[Reason, ...], General, Decimal]:
    rest = np.ones(len(cells.now), dtype=np.bool_)
    for one in chosen:
        rest &= ~one.held
    total = int(cells.now.sum() - cells.before.sum())
    growth, deviation = _rest_growth(cells, rest, spread)
    moved = int(cells.now[rest].sum() - cells.before[rest].sum())
    clear = growth is not None and (
        abs(moved) > CLEAR_GENERAL * deviation
        or moved * _lines_z(cells, rest, spread) > CLEAR_IN_LINES * abs(moved)
        or _contradicts(cells, chosen)
    )
    beyond = [_beyond(cells, one.held, growth if clear and growth is not None else 0.0) for one in chosen]
    left = total - sum(beyond)
    reasons = tuple(
        _reason(cells, one, amount, total, chosen[:place])
        for place, (one, amount) in enumerate(zip(chosen, beyond, strict=True))
    )
    reasons = tuple(sorted(reasons, key=lambda reason: -abs(reason.amount)))
    margin = money(round(EIGHTY * deviation / 100) * 100)
    general = General(growth, money(left if clear else 0), margin, clear)
    return reasons, general, money(0 if clear else left)


def _rest_growth(cells: Cells, rest: Bools, spread: OrderSpread) -> tuple[float | None, float]:
    """Growth of what no reason holds, and the standard deviation of its change in ten-thousandths."""
    before, now = int(cells.before[rest].sum()), int(cells.now[rest].sum())
    squares = float((cells.squares_now + cells.squares_before)[rest].sum()) * _tied(cells, spread)
    return (now / before - 1 if before > 0 else None), math.sqrt(squares) * UNITS


def _lines_z(cells: Cells, rest: Bools, spread: OrderSpread) -> float:
    """The rest's change in order lines, in standard deviations: it tells a general fall that one huge order drowns in money."""
    now, before = int(cells.lines_now[rest].sum()), int(cells.lines_before[rest].sum())
    return (now - before) / math.sqrt(max(now + before, 1) * _tied(cells, spread))


def _tied(cells: Cells, spread: OrderSpread) -> float:
    """How much more whole orders scatter than their cells would apart."""
    of_cells = float((cells.squares_now + cells.squares_before).sum())
    return max(spread.squares / of_cells, 1.0) if spread.squares is not None and of_cells > 0 else 1.0


def _contradicts(cells: Cells, chosen: list[Chosen]) -> bool:
    """Whether a slice stands out only against the rest: it held still while everything else moved."""
    return any(
        np.sign(int(cells.now[one.held].sum() - cells.before[one.held].sum())) != np.sign(one.z)
        for one in chosen
    )


def _beyond(cells: Cells, held: Bools, growth: float) -> int:
    """The slice's change beyond the general growth, whole cents in ten-thousandths."""
    now, before = int(cells.now[held].sum()), int(cells.before[held].sum())
    return round((now - before - growth * before) / 100) * 100


def _reason(cells: Cells, one: Chosen, amount: int, total: int, earlier: list[Chosen]) -> Reason:
    inside = cells.inside(one.where)
    return Reason(
        where=one.where,
        less=tuple(other.where for other in earlier if bool((other.held & inside).any())),
        now=money(int(cells.now[one.held].sum())),
        before=money(int(cells.before[one.held].sum())),
        amount=money(amount),
        share=amount / total if total else None,
        lines_now=int(cells.lines_now[one.held].sum()),
        lines_before=int(cells.lines_before[one.held].sum()),
        confidence="sure" if abs(one.z) > one.bar + SURE_BEYOND else "likely",
        z=one.z,
        bar=one.bar,
    )


def _plainest(cells: Cells, scores: Scores) -> tuple[str, tuple[str | None, ...]]:
    """The dimension with the part that stands out most, else the first one; and its parts beyond chance, clearest first."""
    alone = scores.slices.second < 0
    strength = np.where(alone & scores.supported, np.abs(scores.z), 0.0)
    best = int(np.argmax(strength)) if len(strength) else 0
    dimension = int(scores.slices.grouping[best]) if len(strength) and strength[best] > scores.bar else 0
    own = np.flatnonzero((scores.slices.grouping == dimension) & (strength > scores.bar))
    ranked = sorted(own, key=lambda place: -strength[place])
    return cells.dimensions[dimension], tuple(
        cells.names[dimension][int(scores.slices.first[place])] for place in ranked
    )


def _broken_down(cells: Cells, dimension: str) -> Breakdown:
    place = cells.dimensions.index(dimension)
    names = cells.names[place]
    now, before = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    np.add.at(now, cells.codes[place], cells.now)
    np.add.at(before, cells.codes[place], cells.before)
    return breakdown(
        {name: (money(int(n)), money(int(b))) for name, n, b in zip(names, now, before, strict=True)}
    )


def _rejected(cells: Cells, scores: Scores, chosen: list[Chosen]) -> tuple[Rejected, ...]:
    """What an owner might have thought of first: large movements that are no reasons, at most a few of each sort."""
    slices, taken = scores.slices, [set(one.where) for one in chosen]
    growth = float(cells.now.sum()) / max(float(cells.before.sum()), 1.0)
    beyond = np.abs(slices.now - growth * slices.before)
    change = slices.now - slices.before
    part = slices.lines_now + slices.lines_before < NEARLY_EVERYTHING * cells.lines
    clear = scores.supported & (np.abs(scores.z) > scores.bar) & part
    touched = _touched(cells, scores, chosen)
    noisy = scores.supported & ~clear & (slices.second < 0) & part
    lumpy = FEW_ORDERS * slices.squares > (slices.now + slices.before) ** 2
    sorts: tuple[tuple[Why, Bools], ...] = (
        ("explained_by_reasons", clear & touched),
        ("too_small", clear & ~touched),
        ("few_large_orders", noisy & lumpy),
        ("within_noise", noisy & ~lumpy),
        ("too_few_lines", ~scores.supported & (slices.second < 0) & part),
    )
    found: list[Rejected] = []
    for why, fitting in sorts:
        places = sorted(np.flatnonzero(fitting), key=lambda place: -beyond[place])
        named = [(int(p), slices.where(int(p), cells)) for p in places[: MOST_REJECTED + len(taken)]]
        found += [
            Rejected(where, cents(Decimal(float(change[p]))), float(scores.z[p]), why)
            for p, where in named
            if set(where) not in taken
        ][:MOST_REJECTED]
    return tuple(found)


def _touched(cells: Cells, scores: Scores, chosen: list[Chosen]) -> Bools:
    """Slices that share rows with a reason, shape (slices,)."""
    touched = np.zeros(len(scores.z), dtype=np.bool_)
    for one in chosen:
        for number, dims in enumerate(scores.slices.groupings):
            own = np.flatnonzero(scores.slices.grouping == number)
            if len(dims) == 1:
                held = np.isin(scores.slices.first[own], cells.codes[dims[0]][one.held])
            else:
                width = len(cells.names[dims[1]])
                seen = cells.codes[dims[0]][one.held] * width + cells.codes[dims[1]][one.held]
                held = np.isin(scores.slices.first[own] * width + scores.slices.second[own], seen)
            touched[own] |= held
    return touched
