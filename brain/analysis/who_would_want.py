"""Which customers would want a product, and which products a customer would want, who have not bought it yet.

Products are alike as far as the same customers bought both: each customer has one voice, divided among all that they bought
(one who bought half the shop says little about any two things), and popular products are held back by the square root of
their buyers (cosine). Summed over what a customer bought, this is a walk of two steps from product to customer to product
(compare P3alpha, Cooper et al. 2014, and RP3beta, Paudel et al. 2017). No matrix of products is made: one question costs one
or two passes over the shop's purchases.

A new product speaks through those who bought what is like it by name, category and price (`like_by_attributes`); with every
buyer of its own this weighs less.

Seen on five days of Online Retail that no constant was chosen on: 56.5 % of those who bought something new found it among ten
proposals, against 44.2 % by plain co-purchase and 33.5 % by popularity; a later buyer of a new product stands above one who does
not buy in 82 % of cases, against 78 % when the busiest stand first. On the sample shop, whose customers have little taste, an
audience is no better than the busiest customers (`python -m bench recommend`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A product with few buyers is drawn to no likeness at all, as if this many others had bought it.
IMAGINED_BUYERS = 5.0
# What likeness by attributes counts beside the product's own buyers.
LIKE_BUYERS = 5.0
# An order of 30 days ago is half as recent as one of today; the square root keeps a fashion from drowning the taste.
TREND_DAYS = 30.0
TREND_POWER = 0.5
NEAREST = 20
# Names that share less (one common word of four) are not alike, and nothing is said of them.
LEAST_LIKENESS = 0.2
# Fewer buyers, of the product or of what is like it, are no taste but an accident: an audience made from them is a guess.
LEAST_BUYERS = 10
# One whose purchases all cost the same still looks at what is half as dear again (e to the 0.45).
LEAST_BAND = 0.45


@dataclass(frozen=True)
class Purchases:
    """Who bought what in one shop: one place per customer and product, codes from 0, by customer. Sizes of both, and their counts."""

    customer: Ints
    product: Ints
    bought: Ints
    buyers: Ints


def purchases(
    customer: ArrayLike, product: ArrayLike, customers: int | None = None, products: int | None = None
) -> Purchases:
    """Codes of customers and products, line by line or order by order; what was bought twice counts once.

    Raises ValueError for arrays of different length, negative codes and codes beyond the given sizes.
    """
    who, what = np.asarray(customer, dtype=np.int64), np.asarray(product, dtype=np.int64)
    if len(who) != len(what):
        raise ValueError(f"len(customer) == {len(who)}, must be len(product) == {len(what)}.")
    wide = int(what.max(initial=-1)) + 1 if products is None else products
    deep = int(who.max(initial=-1)) + 1 if customers is None else customers
    if len(who) and (min(who.min(), what.min()) < 0 or who.max() >= deep or what.max() >= wide):
        raise ValueError(f"codes must be >= 0 and below customers == {deep}, products == {wide}.")
    pairs = np.unique(who * max(wide, 1) + what)
    who, what = pairs // max(wide, 1), pairs % max(wide, 1)
    return Purchases(who, what, np.bincount(who, minlength=deep), np.bincount(what, minlength=wide))


def customers_for(
    shop: Purchases, product: int | None, like: ArrayLike | None = None, fit: ArrayLike | None = None
) -> Floats:
    """How much each customer would want the product, shape (customers,); -inf for those who have it, 0 where nothing says so.

    `like` are weights of known products that a new one resembles (`like_by_attributes`); `product` is None for one that
    nobody could have bought; `fit` multiplies each customer's score (`fits_price`). Higher is likelier; the figure itself
    has no unit. Look at `support_of` before an audience is made from it.
    """
    own, has = _seeds(shop, product, like)
    score = _by(shop.customer, _wanted_with(shop, own)[shop.product], len(own))
    score = score if fit is None else score * np.asarray(fit, dtype=np.float64)
    score[has] = -np.inf
    return score


@dataclass(frozen=True)
class Support:
    """Buyers of the product itself, and of the products it resembles; `enough` when one of them is `LEAST_BUYERS` or more."""

    own: int
    alike: int

    @property
    def enough(self) -> bool:
        """Whether an audience may be made."""
        return max(self.own, self.alike) >= LEAST_BUYERS


def support_of(shop: Purchases, product: int | None, like: ArrayLike | None = None) -> Support:
    """On how many customers' purchases the scores of `customers_for` rest."""
    own = int(shop.buyers[product]) if product is not None else 0
    if like is None:
        return Support(own, 0)
    alike = np.asarray(like, dtype=np.float64)[shop.product] > 0
    return Support(own, len(np.unique(shop.customer[alike])))


def fits_price(shop: Purchases, prices: ArrayLike, price: float) -> Floats:
    """1 for customers whose usual price this is, less the further off, shape (customers,); 1 for those without priced purchases.

    Usual is the mean of the logarithm of the prices of what they bought, `prices` (products,) in the shop's currency.
    Raises ValueError unless price > 0.
    """
    if not price > 0:
        raise ValueError(f"price == {price}, must be > 0.")
    known = np.nan_to_num(np.asarray(prices, dtype=np.float64))[shop.product]
    priced = known > 0
    logs = np.log(np.where(priced, known, 1.0))
    many = np.maximum(_by(shop.customer, priced, len(shop.bought)), 1.0)
    middle = _by(shop.customer, logs, len(shop.bought)) / many
    spread = _by(shop.customer, logs**2, len(shop.bought)) / many - middle**2
    away = (np.log(price) - middle) ** 2 / (np.maximum(spread, 0.0) + LEAST_BAND**2)
    return np.where(_by(shop.customer, priced, len(shop.bought)) > 0, np.exp(-away / 4), 1.0)


def products_for(shop: Purchases, customers: ArrayLike, trend: ArrayLike | None = None) -> Floats:
    """How much each of the customers would want each product, shape (len(customers), products); -inf for what they have.

    `trend` (see `selling_now`) leans towards what sells now. A customer without purchases gets the trend of popular
    products alone, every product by its buyers.
    """
    asked = np.asarray(customers, dtype=np.int64)
    lean = np.ones(len(shop.buyers)) if trend is None else np.asarray(trend, dtype=np.float64) ** TREND_POWER
    scores = np.empty((len(asked), len(shop.buyers)))
    starts = np.searchsorted(shop.customer, np.arange(len(shop.bought) + 1))
    for row, customer in enumerate(asked.tolist()):
        mine = shop.product[starts[customer] : starts[customer + 1]]
        scores[row] = _for_one(shop, mine) * lean
        scores[row, mine] = -np.inf
    return scores


def selling_now(product: ArrayLike, age_days: ArrayLike, products: int) -> Floats:
    """Share of each product's orders that are recent (an order `TREND_DAYS` old counts half), drawn to a half, shape (products,)."""
    code, age = np.asarray(product, dtype=np.int64), np.asarray(age_days, dtype=np.float64)
    recent = _by(code, 0.5 ** (age / TREND_DAYS), products)
    return (recent + 0.5) / (_by(code, np.ones(len(code)), products) + 1.0)


def like_by_attributes(
    names: ArrayLike,
    category: str | None = None,
    categories: Sequence[str | None] | None = None,
    price: float | None = None,
    prices: ArrayLike | None = None,
) -> Floats | None:
    """Weights of known products that a new one resembles, adding up to 1; None where nothing is alike.

    `names` are the likenesses of their names to the new one (`brain.analysis.name_likeness`), 0 to 1; the `NEAREST` count,
    by their squares, from `LEAST_LIKENESS` on; the less the nearest is alike, the more the category counts instead. A price
    twice or half of the new one's halves a weight.
    """
    text = np.asarray(names, dtype=np.float64)
    text = np.where(text >= LEAST_LIKENESS, text, 0.0)
    nearest = text >= np.partition(text, -NEAREST)[-NEAREST] if len(text) > NEAREST else text > 0
    by_name = _shares(np.where(nearest, text, 0.0) ** 2)
    same = np.array(
        [bool(category) and other == category for other in categories or [None] * len(text)], float
    )
    sure = float(text.max(initial=0.0)) if same.any() else 1.0
    weight = sure * by_name + (1 - sure) * _shares(same)
    if price and prices is not None:
        known = np.nan_to_num(np.asarray(prices, dtype=np.float64))
        weight = weight * 0.5 ** np.abs(np.log2(np.where(known > 0, known, price) / price))
    return _shares(weight) if weight.sum() > 0 else None


def _seeds(shop: Purchases, product: int | None, like: ArrayLike | None) -> tuple[Floats, NDArray[np.bool_]]:
    """The weight of each customer as a buyer of the product or of what is like it, and who has the product itself."""
    has = np.zeros(len(shop.bought), dtype=bool)
    if product is not None:
        has[shop.customer[shop.product == product]] = True
    own = has.astype(np.float64)
    if like is None:
        return own, has
    weight = np.asarray(like, dtype=np.float64)
    alike = _by(shop.customer, weight[shop.product], len(own))
    return own + LIKE_BUYERS * _shares(alike), has


def _wanted_with(shop: Purchases, seeds: Floats) -> Floats:
    """How often each product goes with the customers in `seeds` (their weights), one voice a customer, popularity held back."""
    voice = seeds / np.maximum(shop.bought, 1)
    held_back: Floats = _by(shop.product, voice[shop.customer], len(shop.buyers)) / np.sqrt(
        shop.buyers + IMAGINED_BUYERS
    )
    return held_back


def _for_one(shop: Purchases, mine: Ints) -> Floats:
    """Scores of all products for one who bought `mine`; by buyers where that is nothing."""
    if not len(mine):
        return shop.buyers.astype(np.float64)
    worth = np.zeros(len(shop.buyers))
    worth[mine] = 1 / np.sqrt(shop.buyers[mine] + IMAGINED_BUYERS)
    return _wanted_with(shop, _by(shop.customer, worth[shop.product], len(shop.bought)))


def _shares(weight: Floats) -> Floats:
    total = float(weight.sum())
    return weight / np.float64(total) if total > 0 else weight


def _by(code: Ints, value: ArrayLike, places: int) -> Floats:
    summed: Floats = np.bincount(code, weights=np.asarray(value, dtype=np.float64), minlength=places).astype(
        np.float64
    )
    return summed
