"""Daily stock: what sold leaves the shelf, orders to the maker come back after the lead time."""

from dataclasses import dataclass

import numpy as np

from sample_data import writing
from sample_data.chance import Bools, Chance, Floats, Ints
from sample_data.pricing import PAID, REFUNDED
from sample_data.simulate import Life
from sample_data.visits import POST
from sample_data.writing import Table

STOCK_DAYS = 60
_PACE_DAYS = 60
_RECENT_DAYS = 21
_SAFETY_DAYS = 9
_COVER_DAYS = 32
_LEAST_ORDER = 12
_LONGEST_LEAD = 12


@dataclass(frozen=True)
class Shelf:
    """Stock and orders on their way at the end of each day, shape (days, products); lead times in days."""

    days: Ints
    on_hand: Ints
    incoming: Ints
    lead_time: Ints


@dataclass(frozen=True)
class Rules:
    """How each product is kept: pieces a day, lead time in days, and whether it is reordered by rule (else the story decides)."""

    pace: Floats
    lead: Ints
    by_rule: Bools


def units_sold(life: Life, first: int, last: int, with_answers: bool) -> Ints:
    """Pieces that left the shelf on days [first, last], shape (days, products); with or without the answers to executed posts."""
    day = life.orders.day[life.lines.order]
    money = (life.priced.status == PAID) | (life.priced.status == REFUNDED)
    rows = (
        money
        & (day >= first)
        & (day <= last)
        & (with_answers | (life.orders.stream[life.lines.order] != POST))
    )
    width = len(life.cast.catalogue)
    cell = (day[rows] - first) * width + life.lines.product[rows]
    units = np.bincount(cell, weights=life.lines.quantity[rows], minlength=(last - first + 1) * width)
    return units.astype(np.int64).reshape(last - first + 1, width)


def _rules(life: Life, first: int) -> Rules:
    count = np.arange(len(life.cast.catalogue))
    pace = units_sold(life, first - _PACE_DAYS, first - 1, with_answers=False).sum(axis=0) / _PACE_DAYS
    by_rule = (count != life.plot.sold_out) & (count != life.plot.running_out)
    lead = 4 + life.cast.chance.below(_LONGEST_LEAD - 3, "lead time", count)
    return Rules(np.maximum(pace, 0.05), lead, by_rule)


def _first_morning(life: Life, first: int, rules: Rules, chance: Chance) -> Ints:
    """Enough for some weeks, far too much of a few slow movers, and of the planted two what makes them run out on their day."""
    count, plot = np.arange(len(rules.pace)), life.plot
    cover = rules.lead + _SAFETY_DAYS + _COVER_DAYS * chance.uniform("cover", count)
    slow = chance.uniform("overstocked", count) < 0.03
    begin = np.ceil(rules.pace * cover * np.where(slow, 6, 1)).astype(np.int64) + 4
    units = units_sold(life, first, plot.anchor, with_answers=False)
    begin[plot.sold_out] = units[: plot.out.first - first, plot.sold_out].sum()
    begin[plot.running_out] = units[:, plot.running_out].sum() + plot.running_out_left
    return begin


def _story_orders(life: Life, days: Ints, rules: Rules) -> tuple[Ints, Ints]:
    """What arrives of the planted products on each day, and what of it is on its way at each day's end."""
    plot = life.plot
    arriving, coming = np.zeros((2, len(days), len(rules.pace)), dtype=np.int64)
    emptied = plot.empty_at // 86_400
    for product, ordered, arrives in (
        (plot.sold_out, plot.out.first, plot.out.end),
        (plot.running_out, emptied, plot.restock_day),
    ):
        amount = max(int(np.ceil(rules.pace[product] * _COVER_DAYS * 1.5)), _LEAST_ORDER)
        arriving[days == arrives, product] = amount
        coming[(days >= ordered) & (days < arrives), product] = amount
    return arriving, coming


def build_shelf(life: Life) -> Shelf:
    """Stock from two months before the anchor to the last day; a day depends only on the days before it.

    A product that would run out by chance is fetched from a neighbour shop, so only the planted ones are ever missing.
    """
    span = life.cast.span
    first = max(span.anchor - STOCK_DAYS + 1, span.start)
    days = np.arange(first, span.last + 1)
    rules = _rules(life, first)
    stock = _first_morning(life, first, rules, life.cast.chance)
    units = units_sold(life, first, max(span.last, first), with_answers=True)
    arriving, story_coming = _story_orders(life, days, rules)
    on_hand, incoming = np.zeros((2, len(days), len(stock)), dtype=np.int64)
    on_order = np.zeros((len(days) + _LONGEST_LEAD + 1, len(stock)), dtype=np.int64)
    for row in range(len(days)):
        stock = np.maximum(stock + arriving[row] + on_order[row] - units[row], 0)
        stock = np.where(
            rules.by_rule & (stock < 2), stock + np.ceil(rules.pace * 5).astype(np.int64) + 2, stock
        )
        coming = on_order[row + 1 :].sum(axis=0)
        pace = np.maximum(
            rules.pace, units[max(row - _RECENT_DAYS + 1, 0) : row + 1].sum(axis=0) / _RECENT_DAYS
        )
        need = np.ceil(pace * (rules.lead + _SAFETY_DAYS))
        short = rules.by_rule & (stock + coming < need)
        amount = np.where(short, np.maximum(np.ceil(pace * _COVER_DAYS), _LEAST_ORDER), 0).astype(np.int64)
        on_order[row + rules.lead, np.arange(len(stock))] += amount
        on_hand[row], incoming[row] = stock, coming + amount + story_coming[row]
    return Shelf(days, on_hand, incoming, rules.lead)


def stock_table(life: Life) -> Table:
    """stock.csv: each product once a day, at the day's end."""
    shelf, goods = build_shelf(life), life.cast.catalogue
    row, product = np.nonzero(goods.listed[None, :] <= shelf.days[:, None])
    return {
        "snapshot_on": writing.days(shelf.days[row]), "product_id": writing.text(goods.ids[product]), "sku": writing.text(goods.skus[product]),
        "on_hand": writing.numbers(shelf.on_hand[row, product]), "incoming": writing.numbers(shelf.incoming[row, product]),
        "lead_time_days": writing.numbers(shelf.lead_time[product]),
    }  # fmt: skip
