"""Prices: one that slipped, a competitor below ours, a product whose demand answers to its price; and two changes that are meant."""

from collections.abc import Sequence

import numpy as np

from sample_data.worlds.goods import Step, prices_on
from sample_data.worlds.life import Life, Promotion
from sample_data.worlds.streams import Floats, Stream
from sample_data.worlds.truth import CAUSE, CONFOUNDER, Cause, Lived, Measured, Plot, half_of_plan

SLIP_DAYS, UPDATE_DAYS, UNDERCUT_DAYS = 3, 5, 5
LEAST_BELOW = 0.1
FOR_EVER = 10**7
LEAST_LINES = 240
FACTORS = (1.0, 0.8, 1.2, 0.9, 1.35, 0.7)
# Prices that a test may try, how far beyond those seen, and what a better one brings that must not be missed.
TRIED = (0.85, 0.9, 0.95, 1.05, 1.1, 1.15)
BEYOND_SEEN, LEAST_GAIN = 0.05, 0.03


def _slip(life: Life, chance: Stream, size: float) -> Plot | None:
    product = life.take_product(chance, 6)
    if product is None:
        return None
    first = life.end - SLIP_DAYS
    life.steps.append(Step(product, first, FOR_EVER, 1 - size))
    return Plot({"product": life.goods.product_id(product)}, first, life.end, -size, {"product": product})


def _price(lived: Lived, product: int, day: int) -> float:
    life = lived.life
    return float(prices_on(life.profile, life.goods, life.steps, np.array([product]), np.array([day]))[0])


def _measure_slip(lived: Lived, plot: Plot) -> Measured:
    product = plot.at["product"]
    now, was = _price(lived, product, plot.end - 1), _price(lived, product, plot.first - 1)
    realised = now / was - 1
    lines = int((lived.sales.within(plot.first - 60, plot.first) & (lived.sales.product == product)).sum())
    holds = half_of_plan(realised, plot.planned) and lines > 0
    return Measured(
        realised,
        lines,
        float("nan"),
        holds,
        f"{now / 100:.2f} instead of {was / 100:.2f}",
        {"price": now / 100, "usual": was / 100},
    )


def _update_list(life: Life, chance: Stream, size: float) -> Plot | None:
    """A new price list for everything: no single price slipped."""
    first = life.end - UPDATE_DAYS
    life.steps.append(Step(-1, first, FOR_EVER, 1 - size))
    return Plot({}, first, life.end, -size)


def _measure_update(lived: Lived, plot: Plot) -> Measured:
    life, every = lived.life, np.arange(len(lived.life.goods))
    now, was = (
        prices_on(life.profile, life.goods, life.steps, every, np.full(len(every), day))
        for day in (plot.end - 1, plot.first - 1)
    )
    realised = float(np.median(now / was) - 1)
    return Measured(realised, len(every), float("nan"), realised < 0, f"the whole list {realised:+.0%}")


def _reduce(life: Life, chance: Stream, size: float) -> Plot | None:
    """A product's own promotion: lines are paid with a discount and say under which promotion."""
    product = life.take_product(chance, 6)
    if product is None:
        return None
    first, code = life.end - SLIP_DAYS, f"Q{product:04d}"
    life.promotions.append(
        Promotion(code, life.goods.names[product], "flash", first, life.end + 2, product, -1, size)
    )
    return Plot(
        {"product": life.goods.product_id(product), "promotion": code},
        first,
        life.end,
        -size,
        {"product": product},
    )


def _measure_reduced(lived: Lived, plot: Plot) -> Measured:
    lines = int(
        (lived.sales.within(plot.first, plot.end) & (lived.sales.product == plot.at["product"])).sum()
    )
    return Measured(
        plot.planned, lines, float("nan"), True, f"reduced under promotion {plot.subjects['promotion']}"
    )


def _undercut(life: Life, chance: Stream, size: float) -> Plot | None:
    product = life.take_product(chance, 6)
    if product is None:
        return None
    first = life.end - UNDERCUT_DAYS
    life.wishes.market.append(
        {
            "product": product,
            "seller": int(chance.integers(0, 2)),
            "first": first,
            "end": life.end,
            "factor": 1 - size,
        }
    )
    return Plot(
        {"product": life.goods.product_id(product)},
        first,
        life.end,
        -size,
        {"product": product, "seller": life.wishes.market[-1]["seller"]},
    )


def _measure_undercut(lived: Lived, plot: Plot) -> Measured:
    market = lived.facts["market_price"]
    rows = (market["product_id"].values == plot.at["product"]) & (
        market["seller"].values == plot.at["seller"]
    )
    theirs, ours = float(market["price"].values[rows][-1]), _price(lived, plot.at["product"], plot.end - 1)
    realised = theirs / ours - 1
    subjects = {
        "seller": market["seller"].words[plot.at["seller"]],
        "their_price": theirs / 100,
        "our_price": ours / 100,
    }
    return Measured(
        realised,
        int(rows.sum()),
        float("nan"),
        half_of_plan(realised, plot.planned),
        f"they ask {realised:+.0%}",
        subjects,
    )


def _naturally_undercut(lived: Lived, plots: Sequence[Plot]) -> list[Measured]:
    """Sellers whose last price is far below ours though nobody planted it: after our own price went up, for instance."""
    market, life = lived.facts.get("market_price"), lived.life
    if market is None:
        return []
    product, seller = market["product_id"].values, market["seller"].values
    last = market["observed_at"].values == market["observed_at"].values.max()
    ours = prices_on(life.profile, life.goods, life.steps, product, np.full(len(product), life.end - 1))
    below = market["price"].values / ours - 1
    told = {(plot.at["product"], plot.at["seller"]) for plot in plots if "seller" in plot.at}
    found = []
    for row in np.flatnonzero(last & (below <= -LEAST_BELOW)).tolist():
        if (product[row], seller[row]) not in told:
            subjects = {
                "product": life.goods.product_id(product[row]),
                "seller": market["seller"].words[seller[row]],
            }
            found.append(
                Measured(float(below[row]), 1, float("nan"), True, f"they ask {below[row]:+.0%}", subjects)
            )
    return found


def _respond(life: Life, chance: Stream, size: float) -> Plot | None:
    """Six stretches of the year with six prices; demand follows price to the power of -size."""
    product = life.take_product(chance, LEAST_LINES, life.calendar.days)
    if product is None:
        return None
    factors = np.array(FACTORS)[chance.permutation(len(FACTORS))]
    edges = np.linspace(life.calendar.first, life.end, len(factors) + 1).astype(np.int64)
    life.steps += [
        Step(product, int(a), int(b), float(f))
        for a, b, f in zip(edges[:-1], edges[1:], factors, strict=True)
    ]
    demand = factors**-size
    stretch = np.clip(np.searchsorted(edges, life.line_day, side="right") - 1, 0, len(factors) - 1)
    lost = (life.product == product) & (chance.random(len(life.product)) >= (demand / demand.max())[stretch])
    life.keep(~lost)
    return Plot(
        {"product": life.goods.product_id(product)},
        life.calendar.first,
        life.end,
        -size,
        {"product": product, "edges": edges, "factors": factors},
    )


def _slope(factors: Floats, units: Floats, rest: Floats) -> tuple[float, float]:
    """Elasticity and its standard error: log share of sales on log price, weighted by the lines (Poisson)."""
    sold = units > 0
    x, y, weight = np.log(factors[sold]), np.log(units[sold] / np.maximum(rest[sold], 1)), units[sold]
    middle = np.average(x, weights=weight)
    spread = float((weight * (x - middle) ** 2).sum())
    return float((weight * (x - middle) * y).sum() / spread), spread**-0.5


def _best_price(lived: Lived, plot: Plot) -> tuple[float, float]:
    """The factor on today's price that earns most by the planted answer, and the gain; no gain where it sells at cost or below.

    That is no question of a test: every dearer price is better.
    """
    product, elasticity = plot.at["product"], plot.planned
    price, seen = (
        _price(lived, product, plot.end - 1),
        _price(lived, product, plot.first) / plot.at["factors"][0],
    )
    cost = 0.0 if "cost" in lived.life.profile.lacking else float(lived.life.goods.cost[product])
    least, most = (seen * end for end in (min(plot.at["factors"]), max(plot.at["factors"])))
    gains = {
        factor: factor**elasticity * (factor * price - cost) / (price - cost) - 1
        for factor in TRIED
        if price > cost and least * (1 - BEYOND_SEEN) <= factor * price <= most * (1 + BEYOND_SEEN)
    }
    best = max(gains, key=lambda factor: gains[factor], default=1.0)
    return best, gains.get(best, 0.0)


def _measure_response(lived: Lived, plot: Plot) -> Measured:
    """The answer to price as the weeks show it; it holds where another price would earn more.

    By the planted answer, for that is what a test would meet: a product that stands at its best price already is no opportunity, and no
    reader should call it one. How clearly the weeks show an answer is in sigma, which is nothing where the better price brings next to nothing.
    """
    sales, edges = lived.sales, plot.at["edges"]
    stretch = np.clip(np.searchsorted(edges, sales.day, side="right") - 1, 0, len(edges) - 2)
    own = sales.sold & (sales.product == plot.at["product"])
    units = np.bincount(stretch[own], minlength=len(edges) - 1).astype(np.float64)
    rest = np.bincount(stretch[sales.sold & ~own], minlength=len(edges) - 1).astype(np.float64)
    slope, error = _slope(plot.at["factors"], units, rest)
    best, gain = _best_price(lived, plot)
    return Measured(
        slope,
        int(units.sum()),
        -slope / error if gain >= LEAST_GAIN else 0.0,
        gain > 0,
        f"elasticity {slope:.2f} (standard error {error:.2f}) over {len(units)} prices, {best - 1:+.0%} brings {gain:+.0%}",
        {"dearer": best > 1},
    )


_NONE: frozenset[str] = frozenset()
PRICE_SLIP = Cause("price_slip", "price_slip", CAUSE, _NONE, (0.4, 0.25, 0.14), _slip, _measure_slip)
UNDERCUT = Cause(
    "undercut",
    "undercut",
    CAUSE,
    frozenset({"market_price"}),
    (0.3, 0.2, 0.12),
    _undercut,
    _measure_undercut,
    _naturally_undercut,
)
ELASTICITY = Cause("elasticity", "elasticity", CAUSE, _NONE, (2.5, 1.7, 1.0), _respond, _measure_response)
LIST_UPDATE = Cause(
    "list_update", "price_slip", CONFOUNDER, _NONE, (0.15, 0.1, 0.06), _update_list, _measure_update
)
REDUCED = Cause(
    "reduced_by_promotion",
    "price_slip",
    CONFOUNDER,
    frozenset({"promotion"}),
    (0.3, 0.2, 0.15),
    _reduce,
    _measure_reduced,
)
