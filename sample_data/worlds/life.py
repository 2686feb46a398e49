"""A shop's life while it is being written: who ordered what when, and everything that causes have asked for.

Causes change orders and lines through the few verbs here, leave wishes for the other facts (`Wishes`), and reserve their subjects so that no
two causes tell of the same category, product or customer.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sample_data.worlds.calendar import Calendar
from sample_data.worlds.goods import Goods, Step
from sample_data.worlds.people import People
from sample_data.worlds.profiles import Profile
from sample_data.worlds.streams import Bools, Ints, Stream, pick

ANONYMOUS = -1
COMMUNITY, ONLINE, COUNTER = range(3)
RECENT_DAYS = 60


@dataclass(frozen=True)
class Promotion:
    """Days [first, end); `product` and `category` are -1 where not limited. `joined` is False for a platform's offer that the shop left alone."""

    promotion_id: str
    name: str
    kind: str
    first: int
    end: int
    product: int
    category: int
    rate: float
    joined: bool = True


@dataclass
class Wishes:
    """What causes want of the other facts; each list holds plain dicts of scalars and arrays that the fact's own file understands."""

    events: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    stock: list[dict[str, Any]] = field(default_factory=list)
    market: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Life:
    """Orders (`customer`, `day`, `second`, `channel`) and lines (`order`, `product`, `quantity`) as columns; -1 is an anonymous customer."""

    profile: Profile
    calendar: Calendar
    goods: Goods
    people: People
    customer: Ints
    day: Ints
    second: Ints
    channel: Ints
    order: Ints
    product: Ints
    quantity: Ints
    steps: list[Step] = field(default_factory=list)
    promotions: list[Promotion] = field(default_factory=list)
    wishes: Wishes = field(default_factory=Wishes)
    taken_categories: set[int] = field(default_factory=set)
    taken_products: set[int] = field(default_factory=set)
    taken_people: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))

    @property
    def end(self) -> int:
        """The day after the last."""
        return self.calendar.end

    @property
    def line_day(self) -> Ints:
        """The day of each line."""
        return self.day[self.order]

    @property
    def line_customer(self) -> Ints:
        """The customer of each line."""
        return self.customer[self.order]

    @property
    def line_category(self) -> Ints:
        """The category of each line."""
        return self.goods.category[self.product]

    def within(self, first: int, end: int) -> Bools:
        """Lines of days [first, end)."""
        day = self.line_day
        return (day >= first) & (day < end)

    def keep(self, kept: Bools) -> None:
        """Takes all other lines away; an order without lines never happened."""
        self.order, self.product, self.quantity = self.order[kept], self.product[kept], self.quantity[kept]

    def add_lines(self, order: Ints, product: Ints, quantity: Ints | None = None) -> None:
        """Puts further lines into orders that there are."""
        self.order = np.concatenate([self.order, order])
        self.product = np.concatenate([self.product, product])
        self.quantity = np.concatenate(
            [self.quantity, np.ones(len(order), dtype=np.int64) if quantity is None else quantity]
        )

    def add_orders(
        self, chance: Stream, customer: Ints, day: Ints, product: Ints, quantity: Ints | None = None
    ) -> None:
        """Adds orders of one line each, at times and in channels drawn from the shop's own orders."""
        like = chance.integers(0, len(self.second), len(day))
        first = len(self.customer)
        self.customer = np.concatenate([self.customer, customer])
        self.day = np.concatenate([self.day, day])
        self.second = np.concatenate([self.second, self.second[like]])
        self.channel = np.concatenate([self.channel, self.channel[like]])
        self.add_lines(np.arange(first, first + len(day)), product, quantity)

    def goods_of(self, chance: Stream, category: int, many: int) -> Ints:
        """Products of a category, drawn by popularity."""
        places = np.flatnonzero(
            (self.goods.category == category) & (self.goods.listed < self.calendar.first + 1)
        )
        return places[pick(chance, self.goods.popularity[places], many)]

    def present(self) -> Bools:
        """Customers who joined more than sixty days ago, have not left and belong to no cause yet."""
        return (
            (self.people.joined < self.end - RECENT_DAYS)
            & (self.people.leaves > self.end)
            & ~self.taken_people
        )

    def promoted_categories(self, since: int) -> set[int]:
        """Categories that a promotion of their own touches on or after a day."""
        return {p.category for p in self.promotions if p.end > since and p.category >= 0 and p.joined}

    def take_category(self, chance: Stream, least_weekly: float, quiet_days: int = RECENT_DAYS) -> int | None:
        """Reserves a category that sells at least so many lines a week lately and has had no promotion of its own; None where there is none."""
        recent = self.within(self.end - quiet_days, self.end)
        sold = np.bincount(self.line_category[recent], minlength=len(self.goods.categories)) * 7 / quiet_days
        sold[list(self.taken_categories | self.promoted_categories(self.end - quiet_days))] = 0
        fitting = np.flatnonzero(sold >= least_weekly)
        if not len(fitting):
            return None
        chosen = int(fitting[chance.integers(0, len(fitting))])
        self.taken_categories.add(chosen)
        return chosen

    def take_product(
        self,
        chance: Stream,
        least: float,
        days: int = RECENT_DAYS,
        used_up: bool = False,
        most: float = np.inf,
    ) -> int | None:
        """Reserves a product that sold in [least, most] lines in so many days, outside all reserved categories; None where there is none."""
        sold = np.bincount(
            self.product[self.within(self.end - days, self.end)], minlength=len(self.goods)
        ).astype(np.float64)
        open_ = ~np.isin(self.goods.category, list(self.taken_categories)) & (
            self.goods.listed < self.end - RECENT_DAYS
        )
        open_[list(self.taken_products)] = False
        if used_up:
            open_ &= np.array([c.lasts > 0 for c in self.goods.categories])[self.goods.category]
        fitting = np.flatnonzero(open_ & (sold >= least) & (sold <= most))
        if not len(fitting):
            return None
        chosen = int(fitting[chance.integers(0, len(fitting))])
        self.taken_products.add(chosen)
        return chosen

    def take_people(self, chance: Stream, fitting: Bools, many: int) -> Ints:
        """Reserves up to so many of the fitting customers."""
        places = np.flatnonzero(fitting & ~self.taken_people)
        chosen = np.sort(chance.permutation(places)[:many])
        self.taken_people[chosen] = True
        return chosen
