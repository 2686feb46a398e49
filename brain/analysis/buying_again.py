"""Which products a customer will buy again, and when.

A pace is the median pause between a customer's purchases of a product, drawn to what is usual for the product, and that to what
is usual in the shop: two purchases a week apart are not yet a weekly habit. Pauses seen so far are the short ones (the long
ones are not over), so a due day alone promises too much; what may be promised is the chance of a purchase within some days,
which comes from a life table over the shop's own past: how often a wait ended, by how many paces it had lasted, among
customers who had bought the product as often (piecewise constant hazards with late entry: Breslow and Day 1987, section 2.2).

Being due is weak news. Among pairs of Online Retail bought three times at a pace of 20 to 40 days, 8.7 % were bought within the
next week between half and one and a half paces, 6.6 % within the first quarter, 3.2 % beyond three. So `chance_within` ranks,
`when_due` only says when a reminder is neither too early nor too late.

Seen on five days of Online Retail: of those who bought something again, 91.5 % find it among the ten that `expected_again` puts
first, 85.6 % among their ten most frequent; of the tenth with the highest chances 22.5 % were to buy within 30 days and 24.1 % did.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DUE_FROM, DUE_UNTIL, LAPSED_FROM = 0.5, 1.5, 3.0
# Two pauses of one's own are a rhythm; with one, the product must be known to have one.
LEAST_ORDER_DAYS = 3
LEAST_PRODUCT_PAUSES = 20
# Fewer returns leave the chances of a life table open by more than a third.
LEAST_RETURNS = 50
# As many imagined pauses of the product beside a customer's own, and of the shop beside a product's.
PRODUCT_PAUSES, SHOP_PAUSES = 4.0, 10.0
SHOP_REPEATS = 3.0
# How long, in paces, a customer is imagined to have done as others do with this product.
IMAGINED_PACES = 3.0
PACES = np.array([0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 1e9])
MOST_TIMES = 5
IMAGINED_RETURNS = 10.0


@dataclass(frozen=True)
class Bought:
    """One place per customer and product of one shop: days with an order, days since the first and the last of them.

    `product` are codes from 0; `pause` is the customer's own median pause in days, NaN for a single purchase.
    """

    product: Ints
    order_days: Ints
    life: Floats
    away: Floats
    pause: Floats


def bought(
    product: ArrayLike, order_days: ArrayLike, life: ArrayLike, away: ArrayLike, pause: ArrayLike
) -> Bought:
    """Arrays of one length, checked: raises ValueError for other lengths, no purchase, or a last day before the first."""
    frame = Bought(
        np.asarray(product, dtype=np.int64),
        np.asarray(order_days, dtype=np.int64),
        np.asarray(life, dtype=np.float64),
        np.asarray(away, dtype=np.float64),
        np.asarray(pause, dtype=np.float64),
    )
    lengths = {len(array) for array in vars(frame).values()}
    if len(lengths) > 1:
        raise ValueError(f"lengths == {sorted(lengths)}, must be equal.")
    if (frame.order_days < 1).any() or (frame.away < 0).any() or (frame.life < frame.away).any():
        raise ValueError("a place has order_days < 1, away < 0 or life < away: no purchases can have it.")
    return frame


@dataclass(frozen=True)
class ProductHabits:
    """Per product code: usual pause in days, the pauses it rests on, and purchases again per customer and day."""

    pause: Floats
    pauses: Ints
    rate: Floats


def product_habits(frame: Bought, products: int) -> ProductHabits:
    """How each of `products` products is bought again, drawn to the shop's own habit where little is known of it.

    The usual pause is the geometric mean of the customers' median pauses. A shop without any pause has NaN.
    """
    again, own = frame.order_days - 1, np.where(frame.order_days > 1, frame.pause, np.nan)
    known = np.isfinite(own)
    weight = np.where(known, again, 0).astype(np.float64)
    logs = np.log(np.maximum(np.where(known, own, 1.0), 1.0))
    pauses, total = _by(frame.product, weight, products), _by(frame.product, weight * logs, products)
    shop = total.sum() / pauses.sum() if pauses.sum() else np.nan
    repeats = _by(frame.product, again, products)
    days = _by(frame.product, np.maximum(frame.life, 1.0), products)
    rate = max(repeats.sum(), 0.5) / max(days.sum(), 1.0)
    return ProductHabits(
        np.exp((total + SHOP_PAUSES * shop) / (pauses + SHOP_PAUSES)),
        pauses.astype(np.int64),
        (repeats + SHOP_REPEATS) / (days + SHOP_REPEATS / rate),
    )


def pace(frame: Bought, habits: ProductHabits) -> Floats:
    """Days from one purchase to the next as far as is known: the customer's own pause drawn to the product's. NaN if neither."""
    own = np.where((frame.order_days > 1) & np.isfinite(frame.pause), frame.order_days - 1.0, 0.0)
    logs = np.log(np.maximum(np.where(own > 0, frame.pause, 1.0), 1.0))
    usual = np.log(habits.pause[frame.product])
    return np.exp((own * logs + PRODUCT_PAUSES * usual) / (own + PRODUCT_PAUSES))


def expected_again(frame: Bought, habits: ProductHabits, days: float) -> Floats:
    """Purchases expected within `days`, for ranking what a customer will buy again; 0 where the shop has no pace.

    A customer's own purchases per day, mixed with the product's over `IMAGINED_PACES` (gamma-Poisson), and less beyond
    three paces of silence.
    """
    step = np.nan_to_num(pace(frame, habits), nan=1.0)
    imagined = IMAGINED_PACES * step
    rate = (frame.order_days - 1 + habits.rate[frame.product] * imagined) / (frame.life + imagined)
    still = np.minimum(1.0, LAPSED_FROM * step / np.maximum(frame.away, 1.0))
    return rate * still * days


@dataclass(frozen=True)
class Due:
    """Per place, in days from today (negative: past): when the window opens, the due day, when it closes.

    `due` and `overdue` hold only where there is enough behind the pace; elsewhere nothing should be said.
    """

    opens: Floats
    on: Floats
    closes: Floats
    supported: Flags
    due: Flags
    overdue: Flags


def when_due(frame: Bought, habits: ProductHabits) -> Due:
    """The window from a half to one and a half of the pace, counted from the last purchase; overdue until three paces."""
    step = pace(frame, habits)
    known = habits.pauses[frame.product] >= LEAST_PRODUCT_PAUSES
    supported = np.isfinite(step) & (
        (frame.order_days >= LEAST_ORDER_DAYS) | ((frame.order_days == LEAST_ORDER_DAYS - 1) & known)
    )
    waited = frame.away / np.maximum(np.nan_to_num(step, nan=1.0), 1.0)
    return Due(
        DUE_FROM * step - frame.away,
        step - frame.away,
        DUE_UNTIL * step - frame.away,
        supported,
        supported & (waited >= DUE_FROM) & (waited <= DUE_UNTIL),
        supported & (waited > DUE_UNTIL) & (waited <= LAPSED_FROM),
    )


@dataclass(frozen=True)
class Waiting:
    """Chance per pace that a wait ends, by times bought (1 to 5 and more) and by the paces it has lasted; shape (5, 12)."""

    hazard: Floats
    returns: int


def learn_waiting(frame: Bought, habits: ProductHabits, waited: ArrayLike, came: ArrayLike) -> Waiting | None:
    """What became of past waits: `frame` as it stood on an earlier day, then `waited` more days until a purchase (`came`) or today.

    None with fewer than `LEAST_RETURNS` purchases. Where few waits lasted as
    long, the chance is drawn to what all waits have.
    """
    step, back = pace(frame, habits), np.asarray(came, dtype=bool)
    if int(back.sum()) < LEAST_RETURNS or not np.isfinite(step).all():
        return None
    enter, leave = frame.away / step, (frame.away + np.asarray(waited, dtype=np.float64)) / step
    times = np.minimum(frame.order_days, MOST_TIMES) - 1
    cell = np.clip(np.searchsorted(PACES, leave, side="left") - 1, 0, len(PACES) - 2)
    ended, at_risk = (np.zeros((MOST_TIMES, len(PACES) - 1)) for _ in range(2))
    np.add.at(ended, (times[back], cell[back]), 1.0)
    for place, (low, high) in enumerate(pairwise(PACES)):
        spent = np.clip(np.minimum(leave, high) - np.maximum(enter, low), 0.0, None)
        at_risk[:, place] = _by(times, spent, MOST_TIMES)
    # A cell of its own hazard is drawn to the shape that all waits have, at the level of those who bought as often.
    shape = (ended.sum(axis=0) + 0.5) / (at_risk.sum(axis=0) + 0.5 * at_risk.sum() / ended.sum())
    level = (ended.sum(axis=1) + 1.0) / (at_risk @ shape + 1.0)
    usual = level[:, None] * shape[None, :]
    return Waiting((ended + IMAGINED_RETURNS) / (at_risk + IMAGINED_RETURNS / usual), int(back.sum()))


def chance_within(frame: Bought, habits: ProductHabits, waiting: Waiting, days: float) -> Floats:
    """Chance of another purchase within `days`, given that there was none since the last. Raises ValueError for days < 0."""
    if days < 0:
        raise ValueError(f"days == {days}, must be >= 0.")
    step, times = pace(frame, habits), np.minimum(frame.order_days, MOST_TIMES) - 1
    now, then = frame.away / step, (frame.away + days) / step
    risk = np.zeros(len(step))
    for place, (low, high) in enumerate(pairwise(PACES)):
        risk += waiting.hazard[times, place] * np.clip(
            np.minimum(then, high) - np.maximum(now, low), 0.0, None
        )
    return 1.0 - np.exp(-risk)


def best_of_each(group: ArrayLike, score: ArrayLike, most: int) -> Ints:
    """Places of the `most` highest scores within each group, by group and from the highest down; of equals the earlier place."""
    of, value = np.asarray(group), np.asarray(score, dtype=np.float64)
    order = np.lexsort((np.arange(len(of)), -value, of))
    rank = np.arange(len(of)) - np.searchsorted(of[order], of[order])
    best: Ints = order[rank < most]
    return best


def _by(code: Ints, value: ArrayLike, places: int) -> Floats:
    summed: Floats = np.bincount(code, weights=np.asarray(value, dtype=np.float64), minlength=places).astype(
        np.float64
    )
    return summed
