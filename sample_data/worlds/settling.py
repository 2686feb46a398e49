"""Orders become paid, unpaid, cancelled or refunded lines with prices: `Settled`, the ledger that every measure of a cause reads."""

from dataclasses import dataclass

import numpy as np

from sample_data.worlds.goods import prices_on
from sample_data.worlds.life import Life
from sample_data.worlds.streams import Bools, Floats, Ints, Stream, stream

STATUSES = ("paid", "unpaid", "cancelled", "refunded")
PAID, UNPAID, CANCELLED, REFUNDED = range(4)
UNPAID_SHARE = CANCELLED_SHARE = 0.02
REFUNDED_SHARE = 0.02


@dataclass
class Settled:
    """One place an order line, in order of time. Money in hundredths; `order` counts from 0 in order of time; `promotion` -1 for none."""

    order: Ints
    line_no: Ints
    day: Ints
    second: Ints
    customer: Ints
    channel: Ints
    product: Ints
    size: Ints
    quantity: Ints
    unit: Ints
    discount: Ints
    paid: Ints
    refund: Ints
    status: Ints
    promotion: Ints

    def __len__(self) -> int:
        return len(self.order)

    @property
    def sold(self) -> Bools:
        """Lines that were paid for, whatever was given back later."""
        return (self.status == PAID) | (self.status == REFUNDED)

    def within(self, first: int, end: int) -> Bools:
        """Sold lines of days [first, end)."""
        return self.sold & (self.day >= first) & (self.day < end)


def _promotions(life: Life, product: Ints, day: Ints) -> tuple[Ints, Floats]:
    """Place of the best promotion of each line (-1 for none) and its rate."""
    place, rate = np.full(len(product), -1), np.zeros(len(product))
    category = life.goods.category[product]
    for number, promotion in enumerate(life.promotions):
        if not promotion.joined:
            continue
        low, high = np.searchsorted(day, [promotion.first, promotion.end])  # lines are in order of time
        rows = np.arange(low, high)
        if promotion.product >= 0:
            rows = rows[product[low:high] == promotion.product]
        elif promotion.category >= 0:
            rows = rows[category[low:high] == promotion.category]
        rows = rows[rate[rows] < promotion.rate]
        place[rows], rate[rows] = number, promotion.rate
    return place, rate


def _refunded(chance: Stream, life: Life, product: Ints, size: Ints, channel: Ints, day: Ints) -> Bools:
    share = np.full(len(product), REFUNDED_SHARE)
    for wish in life.wishes.refunds:
        hit = (day >= wish["first"]) & (day < wish["end"])
        for name, column in (("product", product), ("size", size), ("channel", channel)):
            if name in wish:
                hit &= column == wish[name]
        share[hit] = wish["share"]
    return chance.random(len(product)) < share


def settle(life: Life) -> Settled:
    """Prices and states of all lines; what causes wished for refunds is in it."""
    chance = stream(life.profile.seed, life.profile.number, "settling")
    by_time = np.argsort(life.day * 86_400 + life.second, kind="stable")
    rank = np.empty(len(by_time), dtype=np.int64)
    rank[by_time] = np.arange(len(by_time))
    rows = np.argsort(rank[life.order], kind="stable")
    head, product, quantity = life.order[rows], life.product[rows], life.quantity[rows]
    begins = np.flatnonzero(np.diff(head, prepend=-1))
    number = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(head)))
    day, channel = life.day[head], life.channel[head]
    size = chance.integers(0, len(life.goods.sizes), len(head))
    unit = prices_on(life.profile, life.goods, life.steps, product, day)
    promotion, rate = _promotions(life, product, day)
    discount = np.rint(unit * quantity * rate / (100 if life.profile.whole_units else 1)).astype(np.int64)
    discount *= 100 if life.profile.whole_units else 1
    fate = chance.random(len(begins))[number]
    back = _refunded(chance, life, product, size, channel, day)
    status = np.select(
        [fate < UNPAID_SHARE, fate < UNPAID_SHARE + CANCELLED_SHARE, back],
        [UNPAID, CANCELLED, REFUNDED],
        PAID,
    )
    paid = np.where((status == PAID) | (status == REFUNDED), unit * quantity - discount, 0)
    return Settled(
        order=number, line_no=np.arange(len(head)) - begins[number] + 1, day=day, second=life.second[head],
        customer=life.customer[head], channel=channel, product=product, size=size, quantity=quantity, unit=unit,
        discount=discount, paid=paid, refund=np.where(status == REFUNDED, paid, 0), status=status, promotion=promotion,
    )  # fmt: skip
