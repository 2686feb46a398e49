"""What is in the baskets: categories by the child's age, the group and the season; products by popularity and habit."""

from dataclasses import dataclass

import numpy as np

from sample_data.calendar import children_day
from sample_data.catalogue import CATEGORY, COMPANIONS, HABITS, Catalogue, age_bucket, season
from sample_data.chance import Bools, Chance, Floats, Ints, Keys, pick_in_rows
from sample_data.people import People
from sample_data.visits import Orders

LINES_WEIGHTS = (0.43, 0.30, 0.17, 0.10)
_ONE_LINE_MOSTLY = (0.80, 0.15, 0.05, 0.0)
COMPANION_CHANCE = 0.40
DEAR_CENTS = 9_000


@dataclass(frozen=True)
class Lines:
    """Order lines; `order` is the place of the order head, `place` the line's place in the order as drawn."""

    order: Ints
    place: Ints
    product: Ints
    quantity: Ints

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, chosen: Bools | Ints) -> "Lines":
        return Lines(self.order[chosen], self.place[chosen], self.product[chosen], self.quantity[chosen])


def demand(people: People, customer: Ints, day: Ints) -> Floats:
    """Weight of each category for customers on days, shape (rows, categories): taste, the child's age, season and Children's Day."""
    first = int(day.min()) if len(day) else 0
    span = np.arange(first, (int(day.max()) if len(day) else 0) + 1)
    table = season(span)
    presents = children_day(span)
    for name in ("玩具", "绘本", "童装"):
        table[:, CATEGORY[name]] *= 1.0 + 0.4 * presents
    return people.wants(customer, day) * table[day - first]


def choose_products(
    chance: Chance,
    catalogue: Catalogue,
    people: People,
    who: Ints,
    day: Ints,
    category: Ints,
    key: Keys,
    place: Ints,
) -> Ints:
    """A product of each category: often the customer's usual one at this age of the child, else a fresh choice."""
    bucket = age_bucket(day, people.born[who])
    usual = chance.uniform("usual product", who, category, bucket)
    fresh = chance.uniform("fresh product", key, place)
    by_habit = chance.uniform("habit", key, place) < HABITS[category]
    product = catalogue.draw(bucket, category, np.where(by_habit, usual, fresh))
    return catalogue.on_sale(product, day)


def quantities(chance: Chance, catalogue: Catalogue, product: Ints, key: Keys, place: Ints) -> Ints:
    """Pieces of each product; dear things are bought one by one."""
    cheap = 1 + chance.choice((0.76, 0.18, 0.06), "quantity", key, place)
    return np.where(catalogue.price[product] > DEAR_CENTS, 1, cheap)


def _sizes(chance: Chance, people: People, orders: Orders, single: Bools) -> Ints:
    pulled = chance.uniform("basket size", orders.key) ** (1.0 / people.generosity[orders.customer])
    many = np.searchsorted(np.cumsum(LINES_WEIGHTS)[:-1], pulled, side="right")
    few = np.searchsorted(np.cumsum(_ONE_LINE_MOSTLY)[:-1], pulled, side="right")
    return 1 + np.where(single, few, many)


def _categories(chance: Chance, wants: Floats, order: Ints, place: Ints, key: Keys, first: Ints) -> Ints:
    """Category of each line; later lines often accompany the first one."""
    alone = pick_in_rows(wants, chance.uniform("category", key, place))
    lead = np.where(first[order] >= 0, first[order], alone[np.searchsorted(order, order)])
    friend = COMPANIONS[lead, chance.below(2, "which companion", key, place)]
    accompanies = chance.uniform("accompanies", key, place) < COMPANION_CHANCE
    return np.where(place == 0, lead, np.where(accompanies, friend, alone))


def draw_lines(
    chance: Chance,
    catalogue: Catalogue,
    people: People,
    orders: Orders,
    first: Ints | None = None,
    product: Ints | None = None,
) -> Lines:
    """The lines of orders.

    `first` forces the category of each order's first line (-1: free), `product` its product (-1: free); forced orders are mostly single-line.
    """
    free = np.full(len(orders), -1, dtype=np.int64)
    first, product = free if first is None else first, free if product is None else product
    sizes = _sizes(chance, people, orders, first >= 0)
    order = np.repeat(np.arange(len(orders)), sizes)
    place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    who, day, key = orders.customer[order], orders.day[order], orders.key[order]
    category = _categories(chance, demand(people, who, day), order, place, key, first)
    chosen = choose_products(chance, catalogue, people, who, day, category, key, place)
    chosen = np.where((place == 0) & (product[order] >= 0), product[order], chosen)
    lines = Lines(order, place, chosen, quantities(chance, catalogue, chosen, key, place))
    _, kept = np.unique(order * len(catalogue) + chosen, return_index=True)
    return lines[np.sort(kept)]


def join_lines(parts: list[tuple[Lines, int]]) -> Lines:
    """Lines of several streams in one table; each part comes with the number of order heads before its own."""
    return Lines(
        np.concatenate([lines.order + offset for lines, offset in parts]),
        np.concatenate([lines.place for lines, _ in parts]),
        np.concatenate([lines.product for lines, _ in parts]),
        np.concatenate([lines.quantity for lines, _ in parts]),
    )
