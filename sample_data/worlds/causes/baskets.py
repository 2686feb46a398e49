"""What goes together: pairs in one basket, a regular's product that was forgotten, a new item and those who will want it."""

from collections.abc import Sequence

import numpy as np

from sample_data.worlds.causes.demand import spread_buyers
from sample_data.worlds.causes.pauses import Pairs, keys, pairs_of, rhythms
from sample_data.worlds.life import Life
from sample_data.worlds.people import NO
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Bools, Ints, Stream
from sample_data.worlds.truth import CAUSE, Cause, Lived, Measured, Plot

BASKET_DAYS = 120
LEAST_TOGETHER, LEAST_LIFT, LEAST_SIGMA = 15, 2.0, 5.0
FORGOTTEN_AFTER = 2.0  # pauses without the product
LEAST_TIMES = 4
LEAST_FORGETFUL = 8
NEW_DAYS = 10
FAN_LINES, FAN_DAYS = 3, 180
LEAST_EARLY = 6


def _bundle(life: Life, chance: Stream, size: float) -> Plot | None:
    """Some of the orders with one product get another one, of another category, as well."""
    leader = life.take_product(chance, 1.4 * LEAST_TOGETHER / size, BASKET_DAYS)
    if leader is None:
        return None
    other = np.flatnonzero(
        (life.goods.category != life.goods.category[leader]) & (life.goods.listed < life.end - BASKET_DAYS)
    )
    follower = int(other[chance.integers(0, len(other))])
    life.taken_products.add(follower)
    with_leader = np.unique(
        life.order[(life.product == leader) & life.within(life.end - BASKET_DAYS, life.end)]
    )
    chosen = with_leader[chance.random(len(with_leader)) < size]
    life.add_lines(chosen, np.full(len(chosen), follower))
    subjects = {"products": sorted([life.goods.product_id(leader), life.goods.product_id(follower)])}
    return Plot(
        subjects,
        life.end - BASKET_DAYS,
        life.end,
        size,
        {"leader": leader, "follower": follower, "pair": True},
    )


def _together(order: Ints, leader: Ints, follower: Ints) -> tuple[int, float, float]:
    """Orders with both, the share of the leader's orders that have the follower, and the lift of that share."""
    both = len(np.intersect1d(leader, follower))
    confidence = both / max(len(leader), 1)
    return both, confidence, confidence / max(len(follower) / max(len(order), 1), 1e-9)


def _measure_bundle(lived: Lived, plot: Plot) -> Measured:
    sales = lived.sales
    rows = sales.within(plot.first, plot.end)
    leader, follower = (
        np.unique(sales.order[rows & (sales.product == plot.at[name])]) for name in ("leader", "follower")
    )
    both, confidence, lift = _together(np.unique(sales.order[rows]), leader, follower)
    expected = both / max(lift, 1e-9)
    sigma = (both - expected) / max(expected, 0.5) ** 0.5
    holds = both >= LEAST_TOGETHER and confidence >= plot.planned / 2 and lift >= LEAST_LIFT
    return Measured(confidence, both, float(sigma), holds, f"{both} orders with both, lift {lift:.1f}")


def _pair_counts(sales: Settled, rows: Ints) -> tuple[Ints, Ints]:
    """Pairs of different products at most four lines apart in an order, as codes, with how often each occurs."""
    order, product = sales.order[rows], sales.product[rows]
    codes = []
    for apart in range(1, 5):
        same = order[apart:] == order[:-apart]
        one, two = product[apart:][same], product[:-apart][same]
        codes.append((np.minimum(one, two) * 100_000 + np.maximum(one, two))[one != two])
    found, count = np.unique(np.concatenate(codes), return_counts=True)
    return found, count


def _natural_bundles(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    sales, end = lived.sales, lived.life.end
    rows = np.flatnonzero(sales.within(end - BASKET_DAYS, end))
    code, count = _pair_counts(sales, rows)
    alone = np.bincount(sales.product[rows], minlength=len(lived.life.goods))
    orders = max(len(np.unique(sales.order[rows])), 1)
    expected = alone[code // 100_000] * alone[code % 100_000] / orders
    strong = (
        (count >= LEAST_TOGETHER)
        & (count >= LEAST_LIFT * expected)
        & (count - expected >= LEAST_SIGMA * np.sqrt(np.maximum(expected, 0.5)))
    )
    told = {
        (min(p.at["leader"], p.at["follower"]), max(p.at["leader"], p.at["follower"]))
        for p in plots
        if "pair" in p.at
    }
    found = []
    for place in np.flatnonzero(strong).tolist():
        one, two = divmod(int(code[place]), 100_000)
        if (one, two) not in told:
            names = sorted([lived.life.goods.product_id(one), lived.life.goods.product_id(two)])
            found.append(
                Measured(
                    float(count[place]),
                    int(count[place]),
                    float("nan"),
                    True,
                    "bought together without a cause",
                    {"products": names},
                )
            )
    return found


def _forget(life: Life, chance: Stream, size: float) -> Plot | None:
    """Regulars who had one product in most of their orders stop taking it, but go on ordering. `size` is the share of orders that had it."""
    count, pause, last = rhythms(life.line_customer, life.line_day, len(life.people))
    fitting = life.present() & (count >= 10) & (last > life.end - 1.2 * pause) & (life.people.consent != NO)
    people = life.take_people(chance, fitting, 30)
    if len(people) < LEAST_FORGETFUL:
        return None
    since = np.full(len(life.people), -1.0)
    since[people] = life.end - 3.2 * pause[people] / size
    own = np.full(len(life.people), -1)
    own[people] = life.people.favourites[people, 0]
    known = life.line_customer >= 0
    mine = known & (own[life.line_customer] == life.product)
    life.keep(~mine)
    orders = np.flatnonzero(
        (life.customer >= 0) & (own[life.customer] >= 0) & (life.day < since[life.customer])
    )
    orders = orders[
        np.isin(orders, life.order) & (life.goods.listed[own[life.customer[orders]]] <= life.day[orders])
    ]
    orders = orders[chance.random(len(orders)) < size]
    life.add_lines(orders, own[life.customer[orders]])
    return Plot({}, life.end - 60, life.end, float(len(people)), {"people": people, "forgotten": True})


def _forgotten(lived: Lived) -> tuple[Pairs, Bools]:
    """Pairs bought on four days or more and missing for two to six of their own pauses, while the customer came since."""
    sales, end = lived.sales, lived.life.end
    pairs = pairs_of(sales, LEAST_TIMES)
    came = np.full(len(lived.life.people), -1)
    known = sales.sold & (sales.customer >= 0)
    np.maximum.at(came, sales.customer[known], sales.day[known])
    away = end - pairs.last
    state = (
        (away >= FORGOTTEN_AFTER * pairs.pause)
        & (away <= 6 * pairs.pause)
        & (came[pairs.customer] > pairs.last)
    )
    return pairs, state & (lived.life.people.consent[pairs.customer] != NO)


def _listed(lived: Lived, pairs: Pairs, rows: Bools) -> dict[str, list[list[str]]]:
    names = (lived.life.goods.product_id(place) for place in pairs.product[rows].tolist())
    return {
        "customers_products": [list(pair) for pair in zip(keys(pairs.customer[rows]), names, strict=True)]
    }


def _measure_forgotten(lived: Lived, plot: Plot) -> Measured:
    pairs, state = _forgotten(lived)
    own = lived.life.people.favourites[pairs.customer, 0] == pairs.product
    planted = int((state & own & np.isin(pairs.customer, plot.at["people"])).sum())
    why = f"{planted} of {len(plot.at['people'])} planted regulars miss their product, {state.sum()} pairs in all"
    return Measured(
        float(planted),
        int(state.sum()),
        float("nan"),
        planted >= LEAST_FORGETFUL / 2,
        why,
        _listed(lived, pairs, state),
    )


def _naturally_forgotten(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    pairs, state = _forgotten(lived)
    if state.sum() < LEAST_FORGETFUL or any("forgotten" in plot.at for plot in plots):
        return []
    return [
        Measured(
            float(state.sum()),
            int(state.sum()),
            float("nan"),
            True,
            "missing for two of their own pauses",
            _listed(lived, pairs, state),
        )
    ]


def _fans(customer: Ints, category: Ints, day: Ints, wanted: int, end: int, people: int) -> Bools:
    rows = (customer >= 0) & (category == wanted) & (day >= end - FAN_DAYS) & (day < end - NEW_DAYS)
    found: Bools = np.bincount(customer[rows], minlength=people) >= FAN_LINES
    return found


def _launch(life: Life, chance: Stream, size: float) -> Plot | None:
    """A product is new since ten days; its first buyers are mostly those who buy its category. `size` is their share."""
    category = life.take_category(chance, 6.0)
    if category is None:
        return None
    kinds = len(life.goods.categories)
    places = np.flatnonzero((life.goods.category == category) & (np.arange(len(life.goods)) >= kinds))
    fans = (
        _fans(life.line_customer, life.line_category, life.line_day, category, life.end, len(life.people))
        & life.present()
    )
    if not len(places) or fans.sum() < 15:
        return None
    product = int(places[chance.integers(0, len(places))])
    life.product[life.product == product] = category  # the first products are one of each category
    life.goods.listed[product] = life.end - NEW_DAYS
    many = int(np.clip(fans.sum() * 0.35, 8, 40))
    loyal = chance.permutation(np.flatnonzero(fans))[: round(many * size)]
    others = spread_buyers(life, chance, many - len(loyal))
    buyers = np.concatenate([loyal, others])
    life.add_orders(
        chance, buyers, chance.integers(life.end - NEW_DAYS, life.end, many), np.full(many, product)
    )
    subjects = {"product": life.goods.product_id(product), "category": life.goods.category_names[category]}
    return Plot(subjects, life.end - NEW_DAYS, life.end, size, {"product": product, "category": category})


def _measure_launch(lived: Lived, plot: Plot) -> Measured:
    sales, life = lived.sales, lived.life
    known = sales.sold
    fans = _fans(
        np.where(known, sales.customer, -1),
        life.goods.category[sales.product],
        sales.day,
        plot.at["category"],
        life.end,
        len(life.people),
    )
    bought = np.unique(sales.customer[known & (sales.product == plot.at["product"]) & (sales.customer >= 0)])
    early = fans[bought]
    share = float(early.mean()) if len(bought) else 0.0
    base = float(fans.mean())
    sigma = (early.sum() - base * len(bought)) / max(len(bought) * base * (1 - base), 1e-9) ** 0.5
    open_ = fans & (life.people.consent != NO) & (life.people.leaves > life.end)
    open_[bought] = False
    holds = (
        len(bought) >= LEAST_EARLY and share >= plot.planned / 2 and share >= 1.5 * base and bool(open_.any())
    )
    why = f"{early.sum()} of {len(bought)} first buyers buy this category often, of all customers {base:.0%}"
    return Measured(share, len(bought), float(sigma), holds, why, {"customers": keys(np.flatnonzero(open_))})


_NEEDS = frozenset({"customer"})
BUNDLE = Cause(
    "bundle", "bundle", CAUSE, frozenset(), (0.5, 0.35, 0.22), _bundle, _measure_bundle, _natural_bundles
)
BUY_AGAIN = Cause(
    "buy_again",
    "buy_again",
    CAUSE,
    _NEEDS,
    (0.95, 0.8, 0.65),
    _forget,
    _measure_forgotten,
    _naturally_forgotten,
)
NEW_ITEM = Cause("new_item", "new_item", CAUSE, _NEEDS, (0.9, 0.75, 0.6), _launch, _measure_launch)
