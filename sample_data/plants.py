"""The planted causes, worked into the order lines: what sells out, what falls, what rises."""

from dataclasses import dataclass

import numpy as np

from sample_data import story
from sample_data.baskets import Lines, draw_lines
from sample_data.catalogue import CATEGORY, Catalogue
from sample_data.chance import Bools, Chance, Floats, Ints
from sample_data.people import People
from sample_data.shop import COMMUNITY, GROUPS
from sample_data.visits import PLANTED, Orders, heads, join_orders

_CANDIDATES = 150


@dataclass(frozen=True)
class Window:
    """Days [first, end)."""

    first: int
    end: int

    def holds(self, day: Ints) -> Bools:
        """Which days lie inside."""
        return (day >= self.first) & (day < self.end)

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.end - self.first


@dataclass(frozen=True)
class Plot:
    """Which products the story is about in this world, and its stretches of days; `empty_at` is a second since 1970, shop time."""

    anchor: int
    sold_out: int
    running_out: int
    slipped: int
    out: Window
    rise: Window
    before_rise: Window
    fall: Window
    before_fall: Window
    slip: Window
    running_out_pace: float = 0.0
    running_out_left: int = 0
    empty_at: int = 0

    @property
    def restock_day(self) -> int:
        """The day on which the product that runs out is back."""
        return self.anchor + story.RUN_OUT_RESTOCK


def plot_of(catalogue: Catalogue, orders: Orders, lines: Lines, anchor: int) -> Plot:
    """Chooses the products of the story among the best sellers of the three months before it."""
    day = orders.day[lines.order]
    season = Window(anchor - 100, anchor + story.STOCK_OUT_FROM)
    sold = np.bincount(lines.product[season.holds(day)], minlength=len(catalogue)).astype(float)
    sold[~np.isin(catalogue.category, [CATEGORY[name] for name in story.STAPLES])] = -1.0
    sold_out = int(np.argmax(sold))
    sold[catalogue.category == catalogue.category[sold_out]] = -1.0
    running_out = int(np.argmax(sold))
    sold[
        (catalogue.category == catalogue.category[running_out]) | (catalogue.price < story.SLIP_LEAST_CENTS)
    ] = -1.0
    rise, fall = (
        Window(anchor - story.RISE_DAYS + 1, anchor + 1),
        Window(anchor - story.FALL_DAYS + 1, anchor + 1),
    )
    return Plot(
        anchor=anchor, sold_out=sold_out, running_out=running_out, slipped=int(np.argmax(sold)),
        out=Window(anchor + story.STOCK_OUT_FROM, anchor + story.STOCK_OUT_FROM + story.STOCK_OUT_DAYS),
        rise=rise, before_rise=Window(rise.first - story.BASELINE_DAYS, rise.first),
        fall=fall, before_fall=Window(fall.first - story.BASELINE_DAYS, fall.first),
        slip=Window(anchor - story.SLIP_DAYS + 1, 10**7),
    )  # fmt: skip


def change(day: Ints, weight: Floats, now: Window, before: Window) -> float:
    """Weight a day inside `now` over weight a day inside `before`; 1.0 where there was nothing before."""
    old = float(weight[before.holds(day)].sum()) / before.days
    return float(weight[now.holds(day)].sum()) / now.days / old if old > 0 else 1.0


def _substitute(
    chance: Chance, catalogue: Catalogue, orders: Orders, lines: Lines, hit: Bools, always: bool
) -> Lines:
    """Replaces the products of the hit lines by another of their category, or takes the lines away."""
    key = orders.key[lines.order]
    siblings = catalogue.draw(
        np.full(len(lines), 3), catalogue.category[lines.product], chance.uniform("sibling", key, lines.place)
    )
    siblings = catalogue.on_sale(siblings, orders.day[lines.order])
    replaced = hit & (siblings != lines.product)
    if not always:
        replaced &= chance.uniform("takes another", key, lines.place) < story.SUBSTITUTE_SHARE
    lines = Lines(lines.order, lines.place, np.where(replaced, siblings, lines.product), lines.quantity)[
        ~hit | replaced
    ]
    _, kept = np.unique(lines.order * len(catalogue) + lines.product, return_index=True)
    return lines[np.sort(kept)]


def sell_out(chance: Chance, catalogue: Catalogue, orders: Orders, lines: Lines, plot: Plot) -> Lines:
    """Nobody can buy the sold-out product inside its window."""
    hit = (lines.product == plot.sold_out) & plot.out.holds(orders.day[lines.order])
    return _substitute(chance, catalogue, orders, lines, hit, always=False)


def run_out(
    chance: Chance, catalogue: Catalogue, orders: Orders, lines: Lines, plot: Plot, paying: Bools
) -> tuple[Lines, Plot]:
    """Ends the sales of the product that runs out a few days after the anchor, until it is restocked.

    Returns the lines and the plot with the pace, the pieces left at the anchor's end and the moment of the last one.
    """
    at = orders.day[lines.order] * 86_400 + orders.second[lines.order]
    day = orders.day[lines.order]
    mine = (lines.product == plot.running_out) & paying[lines.order]
    recent = mine & Window(plot.anchor - story.BASELINE_DAYS + 1, plot.anchor + 1).holds(day)
    pace = float(lines.quantity[recent].sum()) / story.BASELINE_DAYS
    left = max(round(pace * story.RUN_OUT_IN_DAYS), 1)
    later = np.flatnonzero(mine & (day > plot.anchor) & (day < plot.restock_day))
    later = later[np.argsort(at[later], kind="stable")]
    running = np.cumsum(lines.quantity[later])
    fits = running <= left
    empty_at = int(at[later][~fits][0]) if (~fits).any() else plot.restock_day * 86_400
    known = Plot(
        **{**plot.__dict__, "running_out_pace": pace, "running_out_left": left, "empty_at": empty_at}
    )
    hit = (lines.product == plot.running_out) & (at >= empty_at) & (day < plot.restock_day)
    return _substitute(chance, catalogue, orders, lines, hit, always=False), known


def swap_unavailable(chance: Chance, catalogue: Catalogue, orders: Orders, lines: Lines, plot: Plot) -> Lines:
    """Answers to a post about something that is sold out take another product of the category."""
    at = orders.day[lines.order] * 86_400 + orders.second[lines.order]
    day = orders.day[lines.order]
    hit = (lines.product == plot.sold_out) & plot.out.holds(day)
    hit |= (lines.product == plot.running_out) & (at >= plot.empty_at) & (day < plot.restock_day)
    return _substitute(chance, catalogue, orders, lines, hit, always=True)


def fall(chance: Chance, catalogue: Catalogue, orders: Orders, lines: Lines, plot: Plot) -> Lines:
    """Takes lines of the falling category away until the planted share is left; the same share goes on after the anchor."""
    day = orders.day[lines.order]
    falling = catalogue.category[lines.product] == CATEGORY[story.FALLING]
    rest = change(day, (~falling).astype(float), plot.fall, plot.before_fall)
    now = change(day, falling.astype(float), plot.fall, plot.before_fall)
    keep = min((1 - story.FALL) * min(rest, 1.0) / max(now, 1e-9), 1.0)
    luck = chance.uniform("falls", orders.key[lines.order], lines.place)
    inside = np.flatnonzero(falling & plot.fall.holds(day))
    gone = inside[np.argsort(luck[inside], kind="stable")[round(keep * len(inside)) :]]
    dropped = falling & (day > plot.anchor) & (luck >= keep)
    dropped[gone] = True
    return lines[~dropped]


def level_outside(
    chance: Chance, catalogue: Catalogue, people: People, orders: Orders, lines: Lines, plot: Plot
) -> Lines:
    """Takes lines of the rising category away outside its group where chance alone let them rise above the rest of the shop."""
    day = orders.day[lines.order]
    rising = catalogue.category[lines.product] == CATEGORY[story.RISING]
    outside = rising & (people.group[orders.customer[lines.order]] != GROUPS.index(story.RISING_GROUP))
    rest = change(day, (~rising).astype(float), plot.rise, plot.before_rise)
    now = change(day, outside.astype(float), plot.rise, plot.before_rise)
    luck = chance.uniform("levels", orders.key[lines.order], lines.place)
    inside = np.flatnonzero(outside & plot.rise.holds(day))
    gone = inside[
        np.argsort(luck[inside], kind="stable")[round(min(rest / max(now, 1e-9), 1.0) * len(inside)) :]
    ]
    kept = np.ones(len(lines), dtype=bool)
    kept[gone] = False
    return lines[kept]


def _candidates(chance: Chance, people: People, pool: Ints, window: Window, name: str) -> Orders:
    """Orders that may be added, in the order in which they would be: each customer at most once, spread over the window."""
    rank = np.argsort(chance.uniform(name, pool), kind="stable")[:_CANDIDATES]
    who = pool[rank]
    day = window.first + (np.arange(len(who)) * 3 + chance.below(2, name + " day", who)) % window.days
    orders = heads(chance, people, chance.key(name + " order", who, day), who, day, PLANTED)
    return Orders(
        orders.key,
        who,
        day,
        orders.second | 1,
        np.where(orders.channel == 2, COMMUNITY, orders.channel),
        orders.stream,
        orders.post,
    )


def added_orders(
    chance: Chance, catalogue: Catalogue, people: People, crowd: Bools, category: str, window: Window
) -> tuple[Orders, Lines]:
    """Candidates for added demand in a category, from a crowd of customers."""
    pool = np.flatnonzero(crowd & (people.joined < window.first - 20))
    orders = _candidates(chance, people, pool, window, f"added {category}")
    lines = draw_lines(chance, catalogue, people, orders, np.full(len(orders), CATEGORY[category]))
    own = catalogue.category[lines.product] == CATEGORY[category]
    return orders, lines[(lines.place == 0) | own]


def ebb(
    chance: Chance, catalogue: Catalogue, people: People, crowd: Bools, plot: Plot, added: int
) -> tuple[Orders, Lines]:
    """The rise after the anchor: fewer added orders from day to day, until none are left."""
    parts: list[Orders] = []
    pool = np.flatnonzero(crowd & (people.joined < plot.anchor - 20))
    for after in range(1, story.FADE_DAYS + 1):
        mean = added / story.RISE_DAYS * (1 - after / (story.FADE_DAYS + 1))
        many = int(chance.poisson(mean, "ebb", after)[0])
        day = Window(plot.anchor + after, plot.anchor + after + 1)
        parts.append(_candidates(chance, people, pool, day, f"ebb {after}")[np.arange(many)])
    orders = join_orders(parts)
    lines = draw_lines(chance, catalogue, people, orders, np.full(len(orders), CATEGORY[story.RISING]))
    return orders, lines[lines.place == 0]
