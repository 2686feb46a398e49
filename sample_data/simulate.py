"""The shop's life, from the calendar to priced order lines. Always lived up to the anchor, then cut at the last day by the exports."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sample_data import plants
from sample_data.baskets import Lines, draw_lines, join_lines
from sample_data.cast import Cast
from sample_data.chance import Bools, Ints
from sample_data.history import live_through, own_posts
from sample_data.planted_demand import concat, plant_demand, price
from sample_data.plants import Plot
from sample_data.pricing import PAID, REFUNDED, Priced, order_status
from sample_data.promotions import Promotion, build_promotions
from sample_data.responses import Answers, Post, Sent, answers, response_orders, sent
from sample_data.visits import POST, Orders, join_orders


@dataclass(frozen=True)
class Life:
    """Everything that happened up to the horizon: orders, lines and prices side by side, with the answers to all posts."""

    cast: Cast
    plot: Plot
    orders: Orders
    lines: Lines
    priced: Priced
    promotions: tuple[Promotion, ...]
    own_posts: list[tuple[str, int, Sent]]
    own_answers: list[Answers]
    added: dict[str, int]


def _paying(status: Ints) -> Bools:
    paying: Bools = (status == PAID) | (status == REFUNDED)
    return paying


def _ordinary(cast: Cast) -> tuple[Orders, Lines, Plot, list[tuple[str, int, Sent]], list[Answers]]:
    """Own orders and the answers to the owner's posts, with what sells out, runs out and falls."""
    chance, goods, people, span = cast.chance, cast.catalogue, cast.people, cast.span
    posts = own_posts(chance, goods, people, span.start, span.horizon, span.anchor)
    brought, product, given = live_through(chance, goods, people, posts, cast.leaves, cast.silent)
    own_lines = draw_lines(chance, goods, people, cast.own)
    first = np.where(product >= 0, goods.category[product], -1)
    post_lines = draw_lines(chance, goods, people, brought, first, goods.on_sale(product, brought.day))
    orders = join_orders([cast.own, brought])
    lines = join_lines([(own_lines, 0), (post_lines, len(cast.own))])
    plot = plants.plot_of(goods, orders, lines, span.anchor)
    lines = plants.sell_out(chance, goods, orders, lines, plot)
    lines, plot = plants.run_out(
        chance, goods, orders, lines, plot, _paying(order_status(chance, orders, cast.win_back))
    )
    lines = plants.fall(chance, goods, orders, lines, plot)
    return orders, plants.level_outside(chance, goods, people, orders, lines, plot), plot, posts, given


def _answered(cast: Cast, plot: Plot, posts: Sequence[Sent]) -> tuple[Orders, Lines]:
    """Orders that answer the posts executed by the product."""
    chance, goods, people = cast.chance, cast.catalogue, cast.people
    given = [answers(chance, people, post, cast.leaves, cast.silent) for post in posts]
    orders = join_orders(
        [
            response_orders(chance, post, place, POST, a)
            for place, (post, a) in enumerate(zip(posts, given, strict=True))
        ]
    )
    category = np.concatenate(
        [np.full(len(a.ordered), post.category, dtype=np.int64) for post, a in zip(posts, given, strict=True)]
    )
    product = np.concatenate([a.product for a in given])
    lines = draw_lines(
        chance,
        goods,
        people,
        orders,
        category,
        np.where(product >= 0, goods.on_sale(product, orders.day), -1),
    )
    return orders, plants.swap_unavailable(chance, goods, orders, lines, plot)


def live(cast: Cast, posts: Sequence[Post]) -> Life:
    """Lives the whole span; the posts only add orders of their own audience."""
    orders, lines, plot, own, given = _ordinary(cast)
    spared = (plot.sold_out, plot.running_out, plot.slipped)
    promotions = build_promotions(cast.chance, cast.catalogue, cast.span.start, cast.span.horizon, spared)
    planted, added = plant_demand(cast, plot, promotions, orders, lines)
    parts = [(orders, lines), *planted]
    if posts:
        parts.append(_answered(cast, plot, [sent(post, cast.people, cast.catalogue) for post in posts]))
    orders, lines = concat(parts)
    orders, lines = _without_twins(orders, lines)
    lines, priced = price(cast, plot, promotions, orders, lines)
    return Life(cast, plot, orders, lines, priced, promotions, own, given, added)


def _without_twins(orders: Orders, lines: Lines) -> tuple[Orders, Lines]:
    """Leaves out an order that falls on the very second of an earlier-listed one of the same customer: both would have one number."""
    moment = (orders.day * 86_400 + orders.second) * 10_000 + orders.customer
    first = np.zeros(len(orders), dtype=bool)
    first[np.unique(moment, return_index=True)[1]] = True
    return orders, lines[first[lines.order]]
