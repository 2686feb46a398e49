"""Who and what there is before anything happens: the days, the shelf, the customers and the orders they make by themselves."""

from dataclasses import dataclass

from sample_data.catalogue import Catalogue, build_catalogue
from sample_data.chance import Bools, Chance, Ints
from sample_data.people import People, build_people
from sample_data.responses import silent_until
from sample_data.visits import Orders, WinBack, own_orders, plant_win_back


@dataclass(frozen=True)
class Span:
    """The days of a world: first day of orders, the anchor of the story, the last full day, and the last day that was simulated."""

    start: int
    anchor: int
    last: int

    @property
    def horizon(self) -> int:
        """The later of anchor and last day."""
        return max(self.anchor, self.last)


@dataclass(frozen=True)
class Cast:
    """Who and what there is before anything happens."""

    chance: Chance
    span: Span
    catalogue: Catalogue
    people: People
    leaves: Ints
    silent: tuple[Ints, Ints]
    win_back: WinBack
    own: Orders

    @property
    def absent(self) -> Bools:
        """Customers whom no planted demand may touch: the overdue, and those who left."""
        gone = self.leaves < self.span.anchor
        gone[self.win_back.customer] = True
        return gone


def build_cast(seed: int, span: Span) -> Cast:
    """Products, customers and the orders they make by themselves, the planted overdue ones included."""
    chance = Chance(seed)
    catalogue = build_catalogue(chance, span.start, span.anchor)
    people = build_people(chance, span.start, span.horizon)
    own, leaves = own_orders(chance, people, span.start, span.horizon, span.anchor)
    own, win_back = plant_win_back(chance, people, own, span.anchor)
    return Cast(
        chance, span, catalogue, people, leaves, silent_until(people, win_back, span.anchor), win_back, own
    )
