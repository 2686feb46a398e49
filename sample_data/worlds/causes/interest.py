"""Interest without an order: carts that were left, products looked at again and again; and a cart that was bought after all."""

from collections.abc import Sequence

import numpy as np

from sample_data.worlds.causes.pauses import keys
from sample_data.worlds.facts.events import CART, VIEW
from sample_data.worlds.life import COMMUNITY, ONLINE, Life
from sample_data.worlds.people import NO
from sample_data.worlds.streams import Ints, Stream, pick
from sample_data.worlds.truth import CAUSE, CONFOUNDER, Cause, Lived, Measured, Plot

CART_DAYS, VIEW_DAYS, BOUGHT_DAYS = 3, 7, 14
LEAST_VIEWS = 3
LEAST_PEOPLE = 4


def _who_and_what(life: Life, chance: Stream, size: float) -> tuple[Ints, Ints] | None:
    """Customers of today and a product each that they have not bought lately. `size` is a share of the present ones, thirty at most."""
    present = life.present() & (life.people.consent != NO)
    people = life.take_people(chance, present, int(np.clip(present.sum() * size, 0, 30)))
    if len(people) < LEAST_PEOPLE + 1:
        return None
    open_ = life.goods.popularity * (life.goods.listed < life.calendar.first + 1)
    product = pick(chance, open_, len(people))
    wanted = np.full(len(life.people), -1)
    wanted[people] = product
    life.keep(
        ~(
            (life.line_customer >= 0)
            & (life.product == wanted[life.line_customer])
            & (life.line_day >= life.end - BOUGHT_DAYS)
        )
    )
    return people, product


def _carts(life: Life, chance: Stream, people: Ints, product: Ints, kind: int, days: int, times: int) -> Ints:
    """Asks for `times` events of each person on one of the last days, an hour apart at most; returns the days."""
    day = chance.integers(life.end - days, life.end, len(people))
    start = chance.integers(9 * 3600, 21 * 3600, len(people))
    each = np.repeat(np.arange(len(people)), times)
    life.wishes.events.append({
        "type": kind, "customer": people[each], "product": product[each], "day": day[each],
        "second": start[each] + chance.integers(0, 3_600, len(each)), "channel": ONLINE,
    })  # fmt: skip
    return day


def _leave_cart(life: Life, chance: Stream, size: float) -> Plot | None:
    chosen = _who_and_what(life, chance, size)
    if chosen is None:
        return None
    _carts(life, chance, *chosen, CART, CART_DAYS, 1)
    return Plot(
        {}, life.end - CART_DAYS, life.end, float(len(chosen[0])), {"people": chosen[0], "cart": True}
    )


def _look_again(life: Life, chance: Stream, size: float) -> Plot | None:
    chosen = _who_and_what(life, chance, size)
    if chosen is None:
        return None
    _carts(life, chance, *chosen, VIEW, VIEW_DAYS, LEAST_VIEWS + 1)
    return Plot(
        {}, life.end - VIEW_DAYS, life.end, float(len(chosen[0])), {"people": chosen[0], "views": True}
    )


def _buy_after_all(life: Life, chance: Stream, size: float) -> Plot | None:
    """A cart in the morning that was ordered in the evening is no left cart."""
    chosen = _who_and_what(life, chance, size)
    if chosen is None:
        return None
    people, product = chosen
    day = _carts(life, chance, people, product, CART, CART_DAYS, 1)
    first = len(life.customer)
    life.add_orders(chance, people, day, product)
    life.second[first:], life.channel[first:] = 22 * 3600 + chance.integers(0, 3_600, len(people)), COMMUNITY
    return Plot(
        {"customers": keys(people)},
        life.end - CART_DAYS,
        life.end,
        float(len(people)),
        {"people": people, "wanted": product},
    )


def _unbought(lived: Lived, kind: int, days: int, least: int) -> Ints:
    """Codes (customer x 100,000 + product) with at least so many events in the last days and no purchase since or in the two weeks before."""
    life, sales, event = lived.life, lived.sales, lived.facts["event"]
    day, customer = event["happened_on"].values, event["customer_key"].values
    rows = (event["type"].values == kind) & (day >= life.end - days) & (customer >= 0)
    code, count = np.unique(customer[rows] * 100_000 + event["product_id"].values[rows], return_counts=True)
    bought = sales.within(life.end - BOUGHT_DAYS, life.end) & (sales.customer >= 0)
    code = code[(count >= least) & ~np.isin(code, sales.customer[bought] * 100_000 + sales.product[bought])]
    return code[life.people.consent[code // 100_000] != NO]


def _listed(lived: Lived, code: Ints) -> dict[str, list[list[str]]]:
    names = (lived.life.goods.product_id(place) for place in (code % 100_000).tolist())
    return {"customers_products": [list(pair) for pair in zip(keys(code // 100_000), names, strict=True)]}


def _measure(lived: Lived, plot: Plot) -> Measured:
    code = (
        _unbought(lived, CART, CART_DAYS, 1)
        if "cart" in plot.at
        else _unbought(lived, VIEW, VIEW_DAYS, LEAST_VIEWS)
    )
    planted = int(np.isin(code // 100_000, plot.at["people"]).sum())
    why = f"{planted} of {len(plot.at['people'])} planted, {len(code)} in all, without an order"
    return Measured(
        float(planted), len(code), float("nan"), planted >= LEAST_PEOPLE, why, _listed(lived, code)
    )


def _natural(lived: Lived, plots: Sequence[Plot], name: str) -> list[Measured]:
    if any(name in plot.at for plot in plots):
        return []
    code = (
        _unbought(lived, CART, CART_DAYS, 1)
        if name == "cart"
        else _unbought(lived, VIEW, VIEW_DAYS, LEAST_VIEWS)
    )
    if len(code) < LEAST_PEOPLE:
        return []
    return [
        Measured(
            float(len(code)),
            len(code),
            float("nan"),
            True,
            "interest without an order that nobody planted",
            _listed(lived, code),
        )
    ]


def _natural_carts(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    return _natural(lived, plots, "cart") if "event" in lived.facts else []


def _natural_views(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    return _natural(lived, plots, "views") if "event" in lived.facts else []


def _measure_bought(lived: Lived, plot: Plot) -> Measured:
    left = np.isin(plot.at["people"] * 100_000 + plot.at["wanted"], _unbought(lived, CART, CART_DAYS, 1))
    return Measured(
        float((~left).sum()),
        len(left),
        float("nan"),
        bool((~left).any()),
        f"{(~left).sum()} of {len(left)} carts were ordered the same day",
    )


_NEEDS = frozenset({"event", "customer"})
LEFT_CART = Cause(
    "left_cart", "left_cart", CAUSE, _NEEDS, (0.2, 0.1, 0.06), _leave_cart, _measure, _natural_carts
)
REPEATED_VIEWS = Cause(
    "repeated_views", "repeated_views", CAUSE, _NEEDS, (0.2, 0.1, 0.06), _look_again, _measure, _natural_views
)
BOUGHT_AFTER_ALL = Cause(
    "cart_bought", "left_cart", CONFOUNDER, _NEEDS, (0.2, 0.1, 0.06), _buy_after_all, _measure_bought
)
