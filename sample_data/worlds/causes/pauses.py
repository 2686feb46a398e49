"""Pauses between purchases: of each customer, and of each customer with each product. Several families measure with them."""

from dataclasses import dataclass

import numpy as np

from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Floats, Ints


def keys(places: Ints) -> list[str]:
    """Customer keys of places."""
    return [f"c{place:08d}" for place in places.tolist()]


def order_days(customer: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Each customer's days with an order, once a day, sorted by customer and day; the anonymous are left out."""
    both = np.unique(customer[customer >= 0] * 100_000 + day[customer >= 0])
    return both // 100_000, both % 100_000


def rhythms(customer: Ints, day: Ints, people: int) -> tuple[Ints, Floats, Ints]:
    """For each customer: number of order days, median pause (NaN below two days) and last order day (-1 for none)."""
    who, when = order_days(customer, day)
    count = np.bincount(who, minlength=people)
    last = np.full(people, -1)
    last[who] = when  # sorted, so the last one stays
    same = who[1:] == who[:-1]
    owner, pause = who[1:][same], np.diff(when)[same]
    order = np.lexsort((pause, owner))
    owner, pause = owner[order], pause[order].astype(np.float64)
    many = np.bincount(owner, minlength=people)
    head = np.cumsum(many) - many
    median = np.full(people, np.nan)
    has = many > 0
    low, high = head[has] + (many[has] - 1) // 2, head[has] + many[has] // 2
    median[has] = (pause[low] + pause[high]) / 2
    return count, median, last


@dataclass(frozen=True)
class Pairs:
    """Customers with the products that they bought on several days: one place a pair; see `rhythms`."""

    customer: Ints
    product: Ints
    count: Ints
    pause: Floats
    last: Ints


def pairs_of(sales: Settled, least_days: int) -> Pairs:
    """The pairs with at least so many purchase days, in order of customer and product."""
    known = sales.sold & (sales.customer >= 0)
    code = sales.customer[known] * 100_000 + sales.product[known]
    distinct, place = np.unique(code, return_inverse=True)
    count, pause, last = rhythms(place, sales.day[known], len(distinct))
    often = count >= least_days
    return Pairs(
        distinct[often] // 100_000, distinct[often] % 100_000, count[often], pause[often], last[often]
    )
