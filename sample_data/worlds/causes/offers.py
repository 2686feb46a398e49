"""What the calendar and the platform offer: a promotion that fits and was not joined, a festival for which the same goods sold last year."""

import numpy as np

from sample_data.calendar import to_date
from sample_data.worlds.causes.demand import spread_buyers
from sample_data.worlds.festivals import festival_ahead
from sample_data.worlds.life import Life, Promotion
from sample_data.worlds.streams import Bools, Stream
from sample_data.worlds.truth import CAUSE, CONFOUNDER, Cause, Lived, Measured, Plot, half_of_plan

STARTS_IN, LASTS = 2, 7
AHEAD_DAYS = 45
LEAD_UP, INTO = 10, 2  # days before and into last year's festival
BEFORE_DAYS, AFTER_DAYS = 14, 28
FESTIVE = (1.5, 0.9, 0.5)


def _offer(life: Life, chance: Stream, size: float, joined: bool) -> Plot | None:
    category = life.take_category(chance, 2.0)
    if category is None:
        return None
    first = life.end + STARTS_IN
    code, name = f"X{to_date(first):%y%m%d}", life.profile.word("平台品类补贴", "platform category offer")
    life.promotions.append(
        Promotion(code, name, "platform", first, first + LASTS, -1, category, size, joined=False)
    )
    products = [
        p
        for p in range(len(life.goods))
        if life.goods.category[p] == category and life.goods.listed[p] < life.end
    ]
    if joined:
        life.promotions += [
            Promotion(code, name, "platform", first, first + LASTS, p, category, size) for p in products
        ]
    subjects = {
        "promotion": code,
        "category": life.goods.category_names[category],
        "products": [life.goods.product_id(p) for p in products],
    }
    return Plot(
        {**subjects, "discount": size},
        first,
        first + LASTS,
        float(len(products)),
        {"code": code, "products": products},
    )


def _leave(life: Life, chance: Stream, size: float) -> Plot | None:
    return _offer(life, chance, size, joined=False)


def _join(life: Life, chance: Stream, size: float) -> Plot | None:
    return _offer(life, chance, size, joined=True)


def _measure_offer(lived: Lived, plot: Plot) -> Measured:
    rows = lived.life.promotions
    joined = {p.product for p in rows if p.promotion_id == plot.at["code"] and p.product >= 0}
    open_ = [p for p in plot.at["products"] if p not in joined]
    sold = lived.sales.within(lived.life.end - 60, lived.life.end)
    lines = int(sum((lived.sales.product[sold] == p).sum() for p in open_))
    return Measured(
        float(len(open_)),
        lines,
        float("nan"),
        bool(open_) and lines > 0,
        f"{len(open_)} products of the category have not joined",
    )


def _measure_joined(lived: Lived, plot: Plot) -> Measured:
    found = _measure_offer(lived, plot)
    return Measured(
        found.realised, found.support, found.sigma, found.realised == 0, "every product has joined"
    )


def _celebrate(life: Life, chance: Stream, size: float) -> Plot | None:
    """Before this festival a year ago one category sold far above its usual."""
    coming = festival_ahead(life.profile.language, life.end, AHEAD_DAYS)
    if coming is None or coming[1] - LEAD_UP - BEFORE_DAYS < life.calendar.first:
        return None
    category = life.take_category(chance, 5.0)
    if category is None:
        return None
    first, end = coming[1] - LEAD_UP, coming[1] + INTO
    inside = life.within(first, end) & (life.line_category == category)
    many = round(size * inside.sum())
    buyers = spread_buyers(life, chance, many)
    life.add_orders(chance, buyers, chance.integers(first, end, many), life.goods_of(chance, category, many))
    subjects = {
        "festival": coming[0].name,
        "starts": str(to_date(coming[0].first)),
        "category": life.goods.category_names[category],
    }
    return Plot(subjects, first, end, size, {"category": category})


def _outside_own_offers(lived: Lived, category: int) -> Bools:
    """Lines of the days on which no promotion of the category alone ran.

    Its discount moves the category as far as a festival does, before, within or after: a +150 % planted beside such an offer came out as
    +66 % and was called no cause, and a reader who leaves the offer out was called wrong.
    """
    day = lived.sales.day
    outside = np.ones(len(day), dtype=bool)
    for promotion in lived.life.promotions:
        if promotion.joined and promotion.category == category:
            outside &= (day < promotion.first) | (day >= promotion.end)
    return outside


def _measure_festival(lived: Lived, plot: Plot) -> Measured:
    """The category's share of the shop in those days against its share in the weeks around them, days of its own offers left out."""
    sales, outside = lived.sales, _outside_own_offers(lived, plot.at["category"])
    own = lived.life.goods.category[sales.product] == plot.at["category"]
    now = sales.within(plot.first, plot.end) & outside
    around = sales.within(plot.first - BEFORE_DAYS, plot.end + AFTER_DAYS) & outside & ~now
    usual = (around & own).sum() / max(around.sum(), 1)
    seen, expected = int((now & own).sum()), float(now.sum() * usual)
    # What was added counts in the whole shop too; taken out, the rest is what the category would have sold.
    expected = float((now & ~own).sum() * usual / max(1 - usual, 1e-9)) if expected else 0.0
    realised = seen / expected - 1 if expected else 0.0
    sigma = (seen - expected) / max(expected * (1 + expected / max((around & own).sum(), 1)), 1) ** 0.5
    # Half of the least plan, not of its own: that +66 % was meant as +150 % nobody can know, and planned as +90 % it would hold.
    holds = half_of_plan(realised, min(FESTIVE)) and seen >= 15
    return Measured(
        realised,
        seen,
        float(sigma),
        holds,
        f"{seen} lines, {realised:+.0%}, in the days before {plot.subjects['festival']} last year",
    )


_NEEDS = frozenset({"promotion"})
OFFER = Cause(
    "unused_promotion", "unused_promotion", CAUSE, _NEEDS, (0.2, 0.12, 0.06), _leave, _measure_offer
)
JOINED = Cause(
    "joined_promotion", "unused_promotion", CONFOUNDER, _NEEDS, (0.2, 0.12, 0.06), _join, _measure_joined
)
FESTIVAL = Cause(
    "festival_ahead", "festival_ahead", CAUSE, frozenset(), FESTIVE, _celebrate, _measure_festival
)
