"""When customers order by themselves: a renewal process a customer, run in busy time instead of clock time.

Gaps between orders are counted in "busy days": a festival day holds more of them, a spring festival day fewer. So each customer keeps a
rhythm of their own while the shop as a whole breathes with the calendar.
"""

from dataclasses import dataclass

import numpy as np

from sample_data.calendar import intensity
from sample_data.chance import Bools, Chance, Floats, Ints, Keys
from sample_data.people import BRIEF, FOUNDERS, REGULAR, People
from sample_data.shop import NO_GROUP

# Regular customers who leave by nature left long ago: nobody but the planted ones is overdue by only a few rhythms at the anchor.
QUIET_DAYS_WITHOUT_LEAVING = 150
NEVER = 10**7

WIN_BACK_MOST = 210
WIN_BACK_OVERDUE = (1.55, 2.9)
WIN_BACK_LEAST_ORDERS = 7
WIN_BACK_RETURNS = 0.15
WIN_BACK_RETURN_WITHIN_DAYS = 21

BASE, PAST_POST, PLANTED, POST = range(4)

_HOURS_ONLINE = (2, 1, 0.4, 0.2, 0.2, 0.5, 2, 4, 6, 8, 10, 7, 7, 6, 6, 6, 5, 5, 5, 6, 9, 11, 9, 5)
_HOURS_COUNTER = (0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 7, 7, 4, 4, 6, 8, 9, 9, 8, 7, 5, 0, 0, 0)


@dataclass(frozen=True)
class Orders:
    """Order heads, one place an order; `second` is the second of the shop's day, `post` the place of the post that caused it or -1."""

    key: Keys
    customer: Ints
    day: Ints
    second: Ints
    channel: Ints
    stream: Ints
    post: Ints

    def __len__(self) -> int:
        return len(self.customer)

    def __getitem__(self, chosen: Bools | Ints) -> "Orders":
        return Orders(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class WinBack:
    """The planted overdue customers: their places, last own order day, usual gap in days, and how overdue they are at the anchor."""

    customer: Ints
    last_order: Ints
    gap: Floats
    overdue: Floats

    def __len__(self) -> int:
        return len(self.customer)


def join_orders(parts: list[Orders]) -> Orders:
    """Orders of several streams, one after the other."""
    return Orders(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Orders.__dataclass_fields__)
    )


def time_of_day(chance: Chance, key: Keys, counter: Bools) -> Ints:
    """A second of the day, by the hours in which people shop online or stand in the shop; always even."""
    online = chance.choice(_HOURS_ONLINE, "hour", key)
    at_counter = chance.choice(_HOURS_COUNTER, "hour", key)
    hour = np.where(counter, at_counter, online)
    return hour * 3600 + chance.below(1780, "second", key) * 2


def choose_channel(chance: Chance, key: Keys, group: Ints) -> Ints:
    """Customers of a group mostly order in it; the others in the mini-program and at the counter."""
    grouped = chance.choice((0.56, 0.33, 0.11), "channel", key)
    alone = chance.choice((0.0, 0.72, 0.28), "channel", key)
    return np.where(group == NO_GROUP, alone, grouped)


def heads(chance: Chance, people: People, key: Keys, customer: Ints, day: Ints, stream: int) -> Orders:
    """Order heads of customers on days, with channel and time of day drawn."""
    channel = choose_channel(chance, key, people.group[customer])
    second = time_of_day(chance, key, channel == 2)
    same = np.full(len(customer), stream, dtype=np.int64)
    return Orders(key, customer, day, second, channel, same, np.full(len(customer), -1, dtype=np.int64))


def _busy_times(chance: Chance, people: People, span: float, begins: Floats) -> tuple[Floats, Bools]:
    """Busy times of each customer's orders, shape (customers, orders), and which belong to their lifetime."""
    width = int(span / 8) + 8
    count, turn = np.arange(len(people))[:, None], np.arange(width)[None, :]
    spread = people.spread[:, None]
    gaps = people.gap[:, None] * np.exp(spread * chance.normal("gap", count, turn) - spread**2 / 2)
    gaps = np.maximum(gaps, 1.0)
    first = np.where(count[:, 0] < FOUNDERS, people.gap * chance.uniform("phase", count[:, 0]), begins)
    times = first[:, None] + np.cumsum(gaps, axis=1) - gaps
    return times, turn < people.lifetime[:, None]


def _keep_quiet_leavers(people: People, day: Ints, alive: Bools, anchor: int) -> Bools:
    """Regular customers who would leave in the last months before the anchor, or after it, stay."""
    leaving = np.where(alive, day, -1).max(axis=1)
    stays = (people.kind == REGULAR) & (leaving > anchor - QUIET_DAYS_WITHOUT_LEAVING)
    staying: Bools = alive | stays[:, None]
    return staying


def _first_times(chance: Chance, people: People, busy: Floats, start: int) -> Floats:
    """Newcomers order on the day they join or a few days later."""
    count = np.arange(len(people))
    wait = np.where(
        chance.uniform("buys at once", count) < 0.7, 0.0, 1 + 7 * chance.exponential("first wait", count)
    )
    since = np.clip(people.joined - start, 0, len(busy) - 1)
    morning = np.concatenate([[0.0], busy[:-1]])[since]
    times: Floats = morning + 0.5 * (busy[since] - morning) + wait
    return times


def own_orders(chance: Chance, people: People, start: int, horizon: int, anchor: int) -> tuple[Orders, Ints]:
    """Orders people make by themselves in [start, horizon], and for each customer the day after which they stay away (or NEVER)."""
    busy = np.cumsum(intensity(chance, start, horizon))
    times, alive = _busy_times(
        chance, people, float(horizon - start), _first_times(chance, people, busy, start)
    )
    day = start + np.searchsorted(busy, times, side="right")
    never_bought = (chance.uniform("never buys", np.arange(len(people))) < 0.05) | (
        (people.kind == BRIEF) & (np.arange(len(people)) < FOUNDERS)
    )
    alive &= ~never_bought[:, None]
    alive = _keep_quiet_leavers(people, day, alive, anchor)
    fresh = np.concatenate([np.ones((len(people), 1), dtype=bool), day[:, 1:] > day[:, :-1]], axis=1)
    customer, turn = np.nonzero(alive & fresh & (day <= horizon))
    last = np.where(alive, day, -1).max(axis=1)
    leaves = np.where(alive.all(axis=1), NEVER, np.where(last < 0, people.joined, last))
    days = day[customer, turn]
    return heads(chance, people, chance.key("own order", customer, days), customer, days, BASE), leaves


def _median_gaps(customer: Ints, day: Ints, size: int) -> Floats:
    """Median days between successive orders of each customer; orders sorted by customer, then day. NaN where there is no gap."""
    same = customer[1:] == customer[:-1]
    who, gap = customer[1:][same], (day[1:] - day[:-1])[same]
    order = np.lexsort((gap, who))
    who, gap = who[order], gap[order]
    count = np.bincount(who, minlength=size)
    begin = np.cumsum(count) - count
    safe = np.minimum(begin + np.maximum(count - 1, 0) // 2, max(len(gap) - 1, 0))
    upper = np.minimum(begin + count // 2, max(len(gap) - 1, 0))
    return np.where(count > 0, (gap[safe] + gap[upper]) / 2, np.nan)


def plant_win_back(chance: Chance, people: People, orders: Orders, anchor: int) -> tuple[Orders, WinBack]:
    """Takes the latest orders away from about 200 steady customers, so that they are overdue by their own rhythm at the anchor.

    A few of them come back by themselves within three weeks after the anchor; the others stay away unless a post reaches them.
    """
    cut = anchor - np.ceil(1.6 * people.gap).astype(np.int64)
    early = orders[orders.day <= cut[orders.customer]]
    size = len(people)
    sums = np.bincount(early.customer, minlength=size)
    last = np.zeros(size, dtype=np.int64)
    np.maximum.at(last, early.customer, early.day)
    gap = _median_gaps(early.customer, early.day, size)
    overdue = (anchor - last) / gap
    still_comes = np.bincount(orders.customer[(orders.day > cut[orders.customer])], minlength=size) > 0
    fits = (people.kind == REGULAR) & (sums >= WIN_BACK_LEAST_ORDERS) & still_comes & (gap <= 45)
    fits &= (overdue >= WIN_BACK_OVERDUE[0]) & (overdue <= WIN_BACK_OVERDUE[1])
    rank = np.argsort(
        np.where(fits, chance.uniform("win back", np.arange(size)) / people.generosity, 9.0), kind="stable"
    )
    chosen = np.sort(rank[: min(WIN_BACK_MOST, int(fits.sum()))])
    planted = np.isin(np.arange(size), chosen)
    returns = planted & (chance.uniform("returns", np.arange(size)) < WIN_BACK_RETURNS)
    back_on = anchor + 1 + chance.below(WIN_BACK_RETURN_WITHIN_DAYS, "return day", np.arange(size))
    gone = planted[orders.customer] & (orders.day > cut[orders.customer])
    kept = orders[~gone]
    back = np.flatnonzero(returns)
    returning = heads(chance, people, chance.key("return", back), back, back_on[back], BASE)
    return join_orders([kept, returning]), WinBack(chosen, last[chosen], gap[chosen], overdue[chosen])
