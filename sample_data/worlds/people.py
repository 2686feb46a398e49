"""A shop's customers as columns: groups, consent, when they joined, how often they come and what they always buy."""

from dataclasses import dataclass

import numpy as np

from sample_data.worlds.goods import Goods
from sample_data.worlds.profiles import Profile
from sample_data.worlds.streams import Bools, Floats, Ints, pick, stream

COMES_AGAIN = 0.6
REGULAR = 12.0  # shape of the gamma pauses: a coefficient of variation of 0.29
LEAVES = 0.2
EXTRA_LINES = 1.24  # lines of the anonymous, and of customers who come oftener than the average pause says
REGIONS = {
    "zh": ("浙江", "上海", "江苏", "广东", "北京", "四川", "湖北", "山东"),
    "en": ("North", "South", "East", "West", "Central", "Coast", "Lakes", "Hills"),
}
FAVOURITES = 2
UNKNOWN, YES, NO = -1, 1, 0


@dataclass
class People:
    """One place a customer. Days are days since 1970; `pause` in ordinary days; `group` the last place for no group; `consent` 1, 0 or -1."""

    joined: Ints
    leaves: Ints
    again: Bools
    pause: Floats
    group: Ints
    region: Ints
    consent: Ints
    favourites: Ints
    group_names: list[str]

    def __len__(self) -> int:
        return len(self.joined)


def expected_orders(profile: Profile) -> float:
    """Orders of an average customer in the shop's history."""
    returning = max(0.65 * profile.days / profile.trade.pause, 1.0)
    return 1 - COMES_AGAIN + COMES_AGAIN * returning


def _group_names(profile: Profile, many: int) -> list[str]:
    return [profile.word(*pair) for pair in profile.trade.groups[:many]]


def build_people(profile: Profile, goods: Goods, first: int, end: int) -> People:
    """Draws the customers. Nobody leaves so that they would be late by one to five of their own pauses at the end: that is a planted cause."""
    chance, trade = stream(profile.seed, profile.number, "people"), profile.trade
    many = max(int(profile.lines / (trade.basket * EXTRA_LINES * expected_orders(profile))), 8)
    again = chance.random(many) < COMES_AGAIN
    pause = trade.pause * np.exp(0.35 * chance.standard_normal(many))
    old = again & (chance.random(many) < 0.45)
    joined = np.where(
        old, first - chance.integers(1, 500, many), first + chance.integers(0, end - first, many)
    )
    leaves = np.where(chance.random(many) < LEAVES, first + chance.integers(0, end - first, many), end + 1)
    leaves = np.where(leaves > end - 6 * pause, end + 1, leaves)
    groups = int(chance.integers(1, len(trade.groups) + 1))
    group = np.where(chance.random(many) < 0.7, chance.integers(0, groups, many), groups)
    consent = np.select([chance.random(many) < 0.72, chance.random(many) < 0.35], [YES, NO], UNKNOWN)
    favourites = pick(chance, goods.popularity * (goods.listed < first), many * FAVOURITES)
    return People(
        joined=joined, leaves=leaves, again=again, pause=pause, group=group, region=chance.integers(0, len(REGIONS[profile.language]), many),
        consent=consent, favourites=favourites.reshape(many, FAVOURITES), group_names=_group_names(profile, groups),
    )  # fmt: skip
