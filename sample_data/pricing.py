"""What each line costs and what becomes of it: list price, promotion, coupon, payment, cancellation, refund. Whole cents throughout."""

from dataclasses import dataclass

import numpy as np

from sample_data.baskets import Lines
from sample_data.catalogue import Catalogue
from sample_data.chance import Bools, Chance, Floats, Ints, Keys
from sample_data.people import FOUNDERS
from sample_data.plants import Plot
from sample_data.promotions import Promotion, promotion_of_lines
from sample_data.story import SLIP_FACTOR
from sample_data.visits import BASE, Orders, WinBack

STATUSES = ("paid", "unpaid", "cancelled", "refunded")
PAID, UNPAID, CANCELLED, REFUNDED = range(4)
_STATUS_WEIGHTS = (0.902, 0.040, 0.022, 0.036)

COUPONS = ("", "新客立减10", "满199减20")
_NEWCOMER_LEAST, _NEWCOMER_OFF = 5_900, 1_000
_FULL_LEAST, _FULL_OFF, _FULL_SHARE = 19_900, 2_000, 0.35

_LAST_SECOND = 86_399


@dataclass(frozen=True)
class Priced:
    """Money and fate of each line, in cents; times are seconds since 1970 in the shop's zone, 0 where nothing happened."""

    unit: Ints
    discount: Ints
    paid: Ints
    refund: Ints
    status: Ints
    paid_at: Ints
    refunded_at: Ints
    coupon: Ints
    promotion: Ints


def order_status(chance: Chance, orders: Orders, win_back: WinBack) -> Ints:
    """The fate of each order. The last order of a planted overdue customer was paid, else their rhythm would read differently."""
    status = chance.choice(_STATUS_WEIGHTS, "status", orders.key)
    last = np.full(int(max(orders.customer.max(), win_back.customer.max(initial=0))) + 1, -1, dtype=np.int64)
    last[win_back.customer] = win_back.last_order
    return np.where(orders.day == last[orders.customer], PAID, status)


def slipped_price(catalogue: Catalogue, product: int) -> int:
    """The mistaken price of a product, in cents."""
    return round(int(catalogue.price[product]) * SLIP_FACTOR / 10) * 10


def unit_prices(catalogue: Catalogue, product: Ints, day: Ints, plot: Plot) -> Ints:
    """The price tag on each line's day, with the planted slip."""
    slipped = (product == plot.slipped) & plot.slip.holds(day)
    return np.where(slipped, slipped_price(catalogue, plot.slipped), catalogue.list_price(product, day))


def _first_orders(orders: Orders) -> Bools:
    """Which orders are the first one of a newcomer."""
    first = np.zeros(len(orders), dtype=bool)
    own = np.flatnonzero((orders.stream == BASE) & (orders.customer >= FOUNDERS))
    by_time = own[np.lexsort((orders.second[own], orders.day[own], orders.customer[own]))]
    _, places = np.unique(orders.customer[by_time], return_index=True)
    first[by_time[places]] = True
    return first


def _share_out(amount: Ints, total: Ints, off: Ints, order: Ints) -> Ints:
    """Splits each order's coupon over its lines in proportion, to the cent: the parts of an order add up to the coupon exactly."""
    running = np.cumsum(amount)
    before_order = (running - amount)[np.searchsorted(order, order)]
    upto = running - before_order
    whole = np.maximum(total[order], 1)
    shares = off[order] * upto // whole - off[order] * (upto - amount) // whole
    return shares.astype(np.int64)


def _coupons(chance: Chance, orders: Orders, total: Ints) -> tuple[Ints, Ints]:
    """The coupon of each order and what it takes off."""
    newcomer = _first_orders(orders) & (total >= _NEWCOMER_LEAST)
    full = (total >= _FULL_LEAST) & (chance.uniform("coupon", orders.key) < _FULL_SHARE) & ~newcomer
    return np.where(newcomer, 1, np.where(full, 2, 0)), np.where(
        newcomer, _NEWCOMER_OFF, np.where(full, _FULL_OFF, 0)
    )


def _refunds(chance: Chance, key: Keys, place: Ints, paid: Ints, hit: Bools) -> Ints:
    """Mostly all of it, else a third to two thirds."""
    whole = chance.uniform("refund whole", key, place) < 0.8
    part: Floats = 0.33 + 0.34 * chance.uniform("refund part", key, place)
    return np.where(hit, np.where(whole, paid, np.round(paid * part).astype(np.int64)), 0)


def _moments(chance: Chance, orders: Orders) -> tuple[Ints, Ints]:
    """When each order was paid, and refunded if it is. A refund is settled on the day of payment, so a closed day never changes."""
    wait = 8 + np.minimum(60 * chance.exponential("pays", orders.key), 1500).astype(np.int64)
    paid = np.minimum(orders.second + wait, _LAST_SECOND - 1)
    later = 900 + np.floor(9 * 3600 * chance.uniform("refunds", orders.key)).astype(np.int64)
    midnight = orders.day * 86_400
    return midnight + paid, midnight + np.minimum(paid + later, _LAST_SECOND)


def price_lines(
    chance: Chance,
    catalogue: Catalogue,
    orders: Orders,
    lines: Lines,
    plot: Plot,
    promotions: tuple[Promotion, ...],
    status: Ints,
) -> Priced:
    """Prices all lines; `lines.order` must not decrease."""
    order, day = lines.order, orders.day[lines.order]
    unit = unit_prices(catalogue, lines.product, day, plot)
    gross = unit * lines.quantity
    promotion, rate = promotion_of_lines(promotions, catalogue, lines.product, day)
    reduced = np.round(gross * rate).astype(np.int64)
    amount = gross - reduced
    total = np.bincount(order, weights=amount, minlength=len(orders)).astype(np.int64)
    coupon, off = _coupons(chance, orders, total)
    discount = reduced + _share_out(amount, total, off, order)
    fate = status[order]
    money = (fate == PAID) | (fate == REFUNDED)
    key = orders.key[order]
    leading = np.arange(len(order)) == np.searchsorted(order, order)
    sent_back = (fate == REFUNDED) & (leading | (chance.uniform("refund line", key, lines.place) < 0.7))
    paid = np.where(money, gross - discount, 0)
    refund = _refunds(chance, key, lines.place, paid, sent_back)
    paid_at, refunded_at = _moments(chance, orders)
    return Priced(
        unit=unit, discount=discount, paid=paid, refund=refund, status=np.where((fate == REFUNDED) & ~sent_back, PAID, fate),
        paid_at=np.where(money, paid_at[order], 0), refunded_at=np.where(sent_back, refunded_at[order], 0),
        coupon=coupon[order], promotion=promotion,
    )  # fmt: skip
