"""What looks like a rise and is none: a bulk buyer, a promotion, a restock, a party for everything."""

import numpy as np

from sample_data.calendar import to_date
from sample_data.worlds.causes.change import change
from sample_data.worlds.causes.demand import BEFORE_DAYS, RISE_DAYS, popular, spread_buyers
from sample_data.worlds.life import Life, Promotion
from sample_data.worlds.streams import Stream
from sample_data.worlds.truth import CONFOUNDER, Cause, Lived, Measured, Plot


def _now(life: Life) -> tuple[int, int]:
    return life.end - RISE_DAYS, life.end


def _bulk(life: Life, chance: Stream, size: float) -> Plot | None:
    """One customer orders a week's worth of a category at once."""
    category = life.take_category(chance, 4.0)
    buyers = life.take_people(chance, life.present(), 1)
    if category is None or not len(buyers):
        return None
    now = _now(life)
    weekly = (
        (life.within(now[0] - BEFORE_DAYS, now[0]) & (life.line_category == category)).sum()
        * RISE_DAYS
        / BEFORE_DAYS
    )
    product = np.unique(life.goods_of(chance, category, 4))
    day = np.full(len(product), now[0] + int(chance.integers(0, RISE_DAYS)))
    pieces = np.full(len(product), max(int(np.ceil(size * weekly * 1.3 / len(product))), 5))
    life.add_orders(chance, np.repeat(buyers, len(product)), day, product, pieces)
    name = life.goods.category_names[category]
    return Plot(
        {"category": name, "customer": f"c{buyers[0]:08d}"},
        *now,
        size,
        {"category": category, "buyer": int(buyers[0])},
    )


def _measure_bulk(lived: Lived, plot: Plot) -> Measured:
    sales = lived.sales
    part = (lived.life.goods.category[sales.product] == plot.at["category"]) & sales.within(
        plot.first, plot.end
    )
    own = int(sales.quantity[part & (sales.customer == plot.at["buyer"])].sum())
    share = own / max(int(sales.quantity[part].sum()), 1)
    return Measured(
        share, own, float("nan"), own > 0, f"one customer bought {share:.0%} of the window's pieces"
    )


def _promoted(life: Life, chance: Stream, size: float) -> Plot | None:
    """A category's own promotion lifts it, as promotions do."""
    category = life.take_category(chance, 6.0)
    if category is None:
        return None
    now = _now(life)
    code = f"W{to_date(now[0]):%y%m%d}"
    life.promotions.append(
        Promotion(
            code, life.goods.category_names[category], "discount", now[0], life.end + 2, -1, category, 0.2
        )
    )
    weekly = (
        (life.within(now[0] - BEFORE_DAYS, now[0]) & (life.line_category == category)).sum()
        * RISE_DAYS
        / BEFORE_DAYS
    )
    many = round(size * weekly)
    life.add_orders(
        chance,
        spread_buyers(life, chance, many),
        chance.integers(*now, many),
        life.goods_of(chance, category, many),
    )
    subjects = {"category": life.goods.category_names[category], "promotion": code}
    return Plot(subjects, *now, size, {"category": category})


def _measure_rise(lived: Lived, plot: Plot) -> Measured:
    part = lived.life.goods.category[lived.sales.product] == plot.at["category"]
    found = change(lived.sales, part, (plot.first, plot.end), (plot.first - BEFORE_DAYS, plot.first))
    return Measured(
        found[0],
        found[1],
        found[2],
        found[0] > 0,
        f"{found[0]:+.0%} while {plot.subjects.get('promotion', 'it was back')} explains it",
    )


def _restocked(life: Life, chance: Stream, size: float) -> Plot | None:
    """The best product of a category was sold out for four weeks and is back, with the demand that had waited."""
    product = life.take_product(chance, 10)
    if product is None:
        return None
    gap, now = (life.end - RISE_DAYS - BEFORE_DAYS, life.end - RISE_DAYS), _now(life)
    usual = (
        (life.within(gap[0] - BEFORE_DAYS, gap[0]) & (life.product == product)).sum()
        * RISE_DAYS
        / BEFORE_DAYS
    )
    life.keep(~((life.product == product) & life.within(*gap)))
    many = int(np.ceil(size * usual))
    life.add_orders(
        chance, spread_buyers(life, chance, many), chance.integers(*now, many), np.full(many, product)
    )
    life.wishes.stock.append({"product": product, "gap": gap})
    subjects = {
        "product": life.goods.product_id(product),
        "category": life.goods.category_names[life.goods.category[product]],
    }
    return Plot(subjects, *now, size, {"product": product, "gap": gap})


def _measure_restock(lived: Lived, plot: Plot) -> Measured:
    own = lived.sales.product == plot.at["product"]
    none, back = (
        int((lived.sales.within(*plot.at["gap"]) & own).sum()),
        int((lived.sales.within(plot.first, plot.end) & own).sum()),
    )
    return Measured(
        float(back),
        back,
        float("nan"),
        none == 0 and back > 0,
        f"none sold for {BEFORE_DAYS} days, {back} lines since it is back",
    )


def _party(life: Life, chance: Stream, size: float) -> Plot | None:
    """The shop's own anniversary lifts everything alike."""
    now = (life.end - 5, life.end)
    inside = int(life.within(*now).sum())
    if inside < 20:
        return None
    code = f"Y{to_date(now[0]):%y%m%d}"
    life.promotions.append(
        Promotion(
            code, life.profile.word("店庆全场", "anniversary"), "discount", now[0], life.end + 1, -1, -1, 0.1
        )
    )
    many = round(size * inside)
    life.add_orders(
        chance, spread_buyers(life, chance, many), chance.integers(*now, many), popular(life, chance, many)
    )
    return Plot({"promotion": code}, *now, size)


def _measure_party(lived: Lived, plot: Plot) -> Measured:
    days = plot.end - plot.first
    now = int(lived.sales.within(plot.first, plot.end).sum())
    usual = float(lived.sales.within(plot.first - BEFORE_DAYS, plot.first).sum()) * days / BEFORE_DAYS
    realised = now / usual - 1 if usual else 0.0
    return Measured(
        realised,
        now,
        (now - usual) / max(usual, 1) ** 0.5,
        realised > 0,
        f"the whole shop sold {realised:+.0%}",
    )


BULK_BUYER = Cause(
    "bulk_buyer",
    "rising_category",
    CONFOUNDER,
    frozenset({"customer"}),
    (2.0, 1.2, 0.8),
    _bulk,
    _measure_bulk,
)
PROMOTED = Cause(
    "promotion_rise",
    "rising_category",
    CONFOUNDER,
    frozenset({"promotion"}),
    (0.9, 0.6, 0.4),
    _promoted,
    _measure_rise,
)
RESTOCKED = Cause(
    "restock_jump",
    "rising_category",
    CONFOUNDER,
    frozenset({"stock"}),
    (2.0, 1.5, 1.2),
    _restocked,
    _measure_restock,
)
PARTY = Cause(
    "everything_lifted",
    "rising_category",
    CONFOUNDER,
    frozenset({"promotion"}),
    (0.8, 0.5, 0.3),
    _party,
    _measure_party,
)
