"""Customers' own rhythms: who is late, what is used up by now, who usually comes a second time, and who said no to letters."""

from collections.abc import Sequence

import numpy as np

from sample_data.worlds.causes.pauses import keys, order_days, pairs_of, rhythms
from sample_data.worlds.life import Life
from sample_data.worlds.people import NO
from sample_data.worlds.streams import Bools, Floats, Ints, Stream
from sample_data.worlds.truth import CAUSE, CONFOUNDER, Cause, Lived, Measured, Plot

LEAST_ORDERS = 5
LEAST_LATE, MOST_LATE = 1.5, 4.0
LEAST_AWAY = 14
LEAST_PEOPLE, LEAST_FOUND = 12, 10
DUE_WITHIN = 5
LEAST_DUE = 5
SECOND_AFTER = 21
LEAST_RIPE, LEAST_SHARE = 20, 0.2


def late(lived: Lived) -> Bools:
    """Customers who are away for 1.5 to 4 of their own median pauses, and for two weeks at least, after five or more order days."""
    sales, end = lived.sales, lived.life.end
    count, median, last = rhythms(sales.customer[sales.sold], sales.day[sales.sold], len(lived.life.people))
    away = end - last
    return (
        (count >= LEAST_ORDERS)
        & (away >= LEAST_AWAY)
        & (away >= LEAST_LATE * median)
        & (away <= MOST_LATE * median)
    )


def _stay_away(life: Life, chance: Stream, size: float, refused: bool) -> tuple[Ints, Floats] | None:
    """Regular customers whose last orders are taken away, so that they are `size` pauses away at the end."""
    count, median, last = rhythms(life.line_customer, life.line_day, len(life.people))
    fitting = (
        life.present()
        & (count >= LEAST_ORDERS + 3)
        & (median >= 8)
        & (median <= 45)
        & (last > life.end - 1.3 * median)
    )
    fitting &= life.people.consent != NO
    people = life.take_people(chance, fitting, int(np.clip(fitting.sum() * 0.25, LEAST_PEOPLE, 60)))
    if len(people) < LEAST_PEOPLE:
        return None
    if refused:
        life.people.consent[people] = NO
    away = np.zeros(len(life.people))
    away[people] = np.maximum(median[people] * size * chance.uniform(0.92, 1.08, len(people)), LEAST_AWAY + 1)
    life.keep(~((life.line_customer >= 0) & (life.line_day > life.end - away[life.line_customer])))
    return people, median[people]


def _win_back(life: Life, chance: Stream, size: float) -> Plot | None:
    chosen = _stay_away(life, chance, size, refused=False)
    if chosen is None:
        return None
    return Plot({}, life.end - 60, life.end, float(len(chosen[0])), {"people": chosen[0], "late": True})


def _refuse(life: Life, chance: Stream, size: float) -> Plot | None:
    chosen = _stay_away(life, chance, size, refused=True)
    return chosen and Plot(
        {"customers": keys(chosen[0])}, life.end - 60, life.end, float(len(chosen[0])), {"people": chosen[0]}
    )


def _measure_late(lived: Lived, plot: Plot) -> Measured:
    """All who are late and may be written to; the planted ones among them."""
    found = np.flatnonzero(late(lived) & (lived.life.people.consent != NO))
    planted = np.isin(found, plot.at["people"])
    why = f"{planted.sum()} of {len(plot.at['people'])} planted customers are late by their own rhythm, {len(found)} in all"
    return Measured(
        float(planted.sum()),
        len(found),
        float("nan"),
        int(planted.sum()) >= LEAST_FOUND,
        why,
        {"customers": keys(found)},
    )


def _measure_refused(lived: Lived, plot: Plot) -> Measured:
    found = np.isin(plot.at["people"], np.flatnonzero(late(lived)))
    return Measured(
        float(found.sum()),
        len(found),
        float("nan"),
        bool(found.any()),
        f"{found.sum()} are late and said no to letters",
    )


def _naturally_late(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    found = np.flatnonzero(late(lived) & (lived.life.people.consent != NO))
    if len(found) < LEAST_FOUND or any("late" in plot.at for plot in plots):
        return []
    why = f"{len(found)} customers are late without a cause"
    return [Measured(float(len(found)), len(found), float("nan"), True, why, {"customers": keys(found)})]


def _due(life: Life, chance: Stream, size: float) -> Plot | None:
    """A product that regulars buy at its own interval; the interval is over about now. `size` is how regular they are (1 exactly)."""
    product = life.take_product(chance, 4, used_up=True)
    people = (
        life.take_people(chance, life.present() & (life.people.joined < life.end - 200), 40)
        if product is not None
        else np.zeros(0, dtype=np.int64)
    )
    if product is None or len(people) < 6:
        return None
    lasts = life.goods.categories[life.goods.category[product]].lasts
    interval = int(np.clip(lasts, 10, 32))
    life.keep(~((life.product == product) & np.isin(life.line_customer, people)))
    times = np.arange(1, 7)
    wobble = (1 - size) * interval * chance.standard_normal((len(people), len(times)))
    day = (
        life.end
        - times * interval
        + chance.integers(-2, 3, len(people))[:, None]
        + np.rint(wobble).astype(np.int64)
    )
    inside = (day < life.end) & (day >= life.calendar.first)
    inside[:, 0] &= day[:, 0] < life.end - 2  # whoever bought these days is not due
    who = np.broadcast_to(people[:, None], day.shape)[inside]
    life.add_orders(chance, who, day[inside], np.full(len(who), product))
    subjects = {"product": life.goods.product_id(product), "interval": interval}
    return Plot(
        subjects, life.end, life.end + DUE_WITHIN, float(len(people)), {"product": product, "people": people}
    )


def _measure_due(lived: Lived, plot: Plot) -> Measured:
    sales, end = lived.sales, lived.life.end
    own = sales.sold & (sales.product == plot.at["product"])
    count, median, last = rhythms(sales.customer[own], sales.day[own], len(lived.life.people))
    due = (count >= 3) & (np.abs(last + median - end) <= DUE_WITHIN)
    found = np.flatnonzero(due & (lived.life.people.consent != NO))
    planted = int(np.isin(found, plot.at["people"]).sum())
    why = f"{planted} of {len(plot.at['people'])} planted buyers are within {DUE_WITHIN} days of their own interval, {len(found)} in all"
    return Measured(
        float(planted), len(found), float("nan"), planted >= LEAST_DUE, why, {"customers": keys(found)}
    )


def _naturally_due(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    """Products that several customers are due to buy again though nobody planted it."""
    life = lived.life
    pairs = pairs_of(lived.sales, 3)
    due = (np.abs(pairs.last + pairs.pause - life.end) <= DUE_WITHIN) & (
        life.people.consent[pairs.customer] != NO
    )
    many = np.bincount(pairs.product[due], minlength=len(life.goods))
    many[[plot.at["product"] for plot in plots if "interval" in plot.subjects]] = 0
    found = []
    for product in np.flatnonzero(many >= LEAST_DUE).tolist():
        who = keys(pairs.customer[due & (pairs.product == product)])
        subjects = {"product": life.goods.product_id(product), "customers": who}
        found.append(
            Measured(
                float(len(who)),
                len(who),
                float("nan"),
                True,
                f"{len(who)} customers are due by their own interval",
                subjects,
            )
        )
    return found


def _second(life: Life, chance: Stream, size: float) -> Plot | None:
    """Most first-time buyers come again after three weeks; those of three weeks ago have not come yet."""
    who, when = order_days(life.line_customer, life.line_day)
    count = np.bincount(who, minlength=len(life.people))
    first = np.full(len(life.people), -1)
    first[who[::-1]] = when[::-1]
    once = ~life.people.again & (count == 1) & (first < life.end - SECOND_AFTER - 12) & ~life.taken_people
    if once.sum() < 20:
        return None
    back = np.flatnonzero(once & (chance.random(len(once)) < size))
    day = first[back] + SECOND_AFTER + chance.integers(-3, 4, len(back))
    life.add_orders(
        chance, back, day, life.goods_of(chance, int(life.goods.category[life.product[0]]), len(back))
    )
    pool = np.flatnonzero(
        ~life.people.again & (life.people.joined < life.end) & ~once & ~life.taken_people & (count <= 1)
    )
    fresh = np.sort(chance.permutation(pool)[: max(len(pool), 1)][:30])
    if len(fresh) < 6:
        return None
    life.taken_people[fresh] = True
    life.keep(~np.isin(life.line_customer, fresh))
    day = life.end - SECOND_AFTER + chance.integers(-2, 3, len(fresh))
    life.people.joined[fresh] = day
    life.add_orders(
        chance, fresh, day, life.goods_of(chance, int(life.goods.category[life.product[0]]), len(fresh))
    )
    return Plot({"after_days": SECOND_AFTER}, life.end - SECOND_AFTER - 3, life.end, size, {"fresh": fresh})


def _second_orders(lived: Lived) -> tuple[float, int, Ints]:
    """Share of earlier newcomers who came again in time, how many there were, and who is at that point now."""
    sales, life = lived.sales, lived.life
    who, when = order_days(sales.customer[sales.sold], sales.day[sales.sold])
    begins = np.flatnonzero(np.diff(who, prepend=-1))
    first, owner = when[begins], who[begins]
    more = np.append(who[1:] == who[:-1], False)[begins]
    pause = np.where(more, when[np.minimum(begins + 1, len(when) - 1)] - first, 10**6)
    # Only newcomers: for customers from before the data began, the first order seen is not their first.
    ripe = (first < life.end - SECOND_AFTER - 5) & (life.people.joined[owner] >= life.calendar.first)
    share = float((pause[ripe] <= SECOND_AFTER + 5).mean()) if ripe.any() else 0.0
    due = owner[~more & (np.abs(life.end - first - SECOND_AFTER) <= 4)]
    return share, int(ripe.sum()), due[life.people.consent[due] != NO]


def _measure_second(lived: Lived, plot: Plot) -> Measured:
    share, ripe, due = _second_orders(lived)
    why = f"{share:.0%} of {ripe} earlier first-time buyers came again within {SECOND_AFTER + 5} days; {len(due)} are at that point now"
    holds = share >= plot.planned / 2 and len(due) >= LEAST_DUE
    return Measured(share, len(due), float("nan"), holds, why, {"customers": keys(due)})


def _naturally_second(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    if any("fresh" in plot.at for plot in plots):
        return []
    share, ripe, due = _second_orders(lived)
    if ripe < LEAST_RIPE or share < LEAST_SHARE or len(due) < LEAST_DUE:
        return []
    return [
        Measured(
            share,
            len(due),
            float("nan"),
            True,
            f"{share:.0%} of {ripe} came again by themselves",
            {"customers": keys(due)},
        )
    ]


_NEEDS = frozenset({"customer"})
WIN_BACK = Cause(
    "win_back", "win_back", CAUSE, _NEEDS, (2.8, 2.1, 1.7), _win_back, _measure_late, _naturally_late
)
REFUSED = Cause("refused_late", "win_back", CONFOUNDER, _NEEDS, (2.8, 2.1, 1.7), _refuse, _measure_refused)
DUE = Cause(
    "repurchase_due", "repurchase_due", CAUSE, _NEEDS, (0.97, 0.92, 0.85), _due, _measure_due, _naturally_due
)
SECOND = Cause(
    "second_order",
    "second_order",
    CAUSE,
    _NEEDS,
    (0.8, 0.6, 0.4),
    _second,
    _measure_second,
    _naturally_second,
)
