"""Demand that rises or falls in one category, a day on which a channel failed, and a month that falls behind."""

from collections.abc import Callable, Sequence

import numpy as np

from sample_data.calendar import to_date, to_day
from sample_data.worlds.causes.change import change, measured_change
from sample_data.worlds.facts.sales import CHANNELS
from sample_data.worlds.life import Life
from sample_data.worlds.streams import Stream, pick
from sample_data.worlds.truth import CAUSE, Cause, Lived, Measured, Plot, half_of_plan

RISE_DAYS, FALL_DAYS, BEFORE_DAYS = 7, 14, 28
LEAST_A_WEEK = 8.0
LEAST_A_DAY = 5
LEAST_LINES = 30
BY_CHANCE = 2.5  # standard errors from which a move without a cause is called one


def spread_buyers(life: Life, chance: Stream, many: int, group: int | None = None) -> np.ndarray:
    """Buyers for added demand: different customers as long as there are any, so that no single one explains it."""
    fitting = life.present() & (life.people.group == group if group is not None else True)
    pool = np.flatnonzero(fitting)
    if not len(pool):
        return np.full(many, -1)
    return np.concatenate([chance.permutation(pool) for _ in range(many // len(pool) + 1)])[:many]


def _expected(life: Life, category: int, now: tuple[int, int], before: tuple[int, int]) -> float:
    part = life.line_category == category
    inside, past = life.within(*now), life.within(*before)
    return float((past & part).sum() * (inside & ~part).sum() / max((past & ~part).sum(), 1))


def _windows(life: Life, days: int) -> tuple[tuple[int, int], tuple[int, int]]:
    first = life.end - days
    return (first, life.end), (first - BEFORE_DAYS, first)


def _rise(life: Life, chance: Stream, size: float) -> Plot | None:
    category = life.take_category(chance, LEAST_A_WEEK)
    if category is None:
        return None
    now, before = _windows(life, RISE_DAYS)
    many = round(size * _expected(life, category, now, before))
    groups = len(life.people.group_names)
    members = np.bincount(life.people.group[life.present()], minlength=groups + 1)[:groups]
    # A group that would have to buy more than once a head would look like a few odd buyers.
    group = int(np.argmax(members)) if chance.random() < 0.5 and members.max() >= many else None
    life.add_orders(
        chance,
        spread_buyers(life, chance, many, group),
        chance.integers(*now, many),
        life.goods_of(chance, category, many),
    )
    subjects = {"category": life.goods.category_names[category]}
    if group is not None:
        subjects["group"] = life.people.group_names[group]
    return Plot(subjects, *now, size, {"category": category, "before": before})


def _fall(life: Life, chance: Stream, size: float) -> Plot | None:
    category = life.take_category(chance, LEAST_A_WEEK)
    if category is None:
        return None
    now, before = _windows(life, FALL_DAYS)
    life.keep(
        ~((life.line_category == category) & life.within(*now) & (chance.random(len(life.order)) < size))
    )
    return Plot(
        {"category": life.goods.category_names[category]},
        *now,
        -size,
        {"category": category, "before": before},
    )


def measure_category(lived: Lived, plot: Plot) -> Measured:
    """The category's lines in the plot's window against the weeks before."""
    part = lived.life.goods.category[lived.sales.product] == plot.at["category"]
    found = change(lived.sales, part, (plot.first, plot.end), plot.at["before"])
    return measured_change(found, plot.planned, LEAST_LINES, str(plot.subjects["category"]))


def _naturally(rising: bool, days: int) -> Callable[[Lived, Sequence[Plot]], list[Measured]]:
    """Looks for categories that chance alone moved so far that nobody could tell it from a cause."""

    def find(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
        now, before = _windows(lived.life, days)
        category = lived.life.goods.category[lived.sales.product]
        told = {plot.at.get("category") for plot in plots} | {
            lived.life.goods.category[p.at["product"]] for p in plots if "product" in p.at
        }
        found = []
        for place, name in enumerate(lived.life.goods.category_names):
            moved = change(lived.sales, category == place, now, before)
            strong = moved[2] >= BY_CHANCE if rising else moved[2] <= -BY_CHANCE
            if place not in told and strong and moved[1] >= LEAST_LINES:
                why = f"{name}: {moved[0]:+.0%} by chance, {moved[1]} lines"
                found.append(Measured(*moved, True, why, {"category": name}))
        return found

    return find


def _fail(life: Life, chance: Stream, size: float) -> Plot | None:
    """A channel takes (almost) no orders on one of the last three days: whole orders, for a shop that is down loses no lines out of baskets."""
    day = life.end - 1 - int(chance.integers(0, 3))
    recent = (life.day >= life.end - BEFORE_DAYS) & (life.day < day)
    orders = np.bincount(life.channel[recent], minlength=3)
    if orders.max() < 10 * BEFORE_DAYS:
        return None
    channel = int(np.argmax(orders))
    gone = (
        (life.day[life.order] == day)
        & (life.channel[life.order] == channel)
        & (chance.random(len(life.customer)) < size)[life.order]
    )
    life.keep(~gone)
    name = CHANNELS[life.profile.language][channel]
    return Plot({"channel": name, "day": str(to_date(day))}, day, day + 1, -size, {"channel": channel})


def _measure_failure(lived: Lived, plot: Plot) -> Measured:
    """Orders of the day against the four same weekdays before: lines come in baskets and scatter far more than the error here allows."""
    part, sales = lived.sales.channel == plot.at["channel"], lived.sales

    def orders(day: int) -> int:
        return len(np.unique(sales.order[sales.within(day, day + 1) & part]))

    seen = orders(plot.first)
    usual = float(np.mean([orders(plot.first - 7 * week) for week in range(1, 5)]))
    realised = seen / usual - 1 if usual else 0.0
    sigma = (seen - usual) / max(usual * 1.25, 1) ** 0.5
    holds = half_of_plan(realised, plot.planned) and usual >= LEAST_A_DAY
    return Measured(
        realised,
        int(usual),
        float(sigma),
        holds,
        f"{seen} orders against {usual:.1f} on the four same weekdays before",
    )


def _lag(life: Life, chance: Stream, size: float) -> Plot | None:
    """This month's sales path loses a share of its orders; the goal is last month's sales."""
    first = to_day(to_date(life.end - 1).replace(day=1))
    if life.end - first < 8 or len(life.order) < 1_000:
        return None
    lost = (chance.random(len(life.customer)) < size)[life.order] & life.within(first, life.end)
    life.keep(~lost)
    return Plot({"month": str(to_date(first))}, first, life.end, -size)


def _measure_lag(lived: Lived, plot: Plot) -> Measured:
    days = plot.end - plot.first
    before = to_day(to_date(plot.first - 1).replace(day=1))
    sales = lived.sales
    now, then = sales.within(plot.first, plot.end), sales.within(before, before + days)
    net = float(sales.paid[now].sum()), float(sales.paid[then].sum())
    goal = float(sales.paid[sales.within(before, plot.first)].sum())
    realised = net[0] / net[1] - 1 if net[1] else 0.0
    sigma = (now.sum() - then.sum()) / max(now.sum() + then.sum(), 1) ** 0.5
    subjects = {"goal": goal / 100, "so_far": net[0] / 100, "same_days_last_month": net[1] / 100}
    holds = half_of_plan(realised, plot.planned)
    return Measured(
        realised,
        int(now.sum()),
        float(sigma),
        holds,
        f"sales {realised:+.0%} against the same days of last month",
        subjects,
    )


_SALES = frozenset[str]()
RISING = Cause(
    "rising_category",
    "rising_category",
    CAUSE,
    _SALES,
    (0.9, 0.55, 0.3),
    _rise,
    measure_category,
    _naturally(True, RISE_DAYS),
)
FALLING = Cause(
    "falling_category",
    "falling_category",
    CAUSE,
    _SALES,
    (0.7, 0.5, 0.3),
    _fall,
    measure_category,
    _naturally(False, FALL_DAYS),
)
ANOMALY = Cause("sales_anomaly", "sales_anomaly", CAUSE, _SALES, (1.0, 0.8, 0.6), _fail, _measure_failure)
GOAL_PACE = Cause("goal_pace", "goal_pace", CAUSE, _SALES, (0.35, 0.25, 0.15), _lag, _measure_lag)


def popular(life: Life, chance: Stream, many: int) -> np.ndarray:
    """Products of the whole shop, drawn by popularity."""
    return pick(chance, life.goods.popularity * (life.goods.listed <= life.calendar.first), many)
