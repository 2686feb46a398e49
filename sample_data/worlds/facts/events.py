"""Views, carts, clicks, favourites and shares of the last six weeks: before every purchase, and of people who only look."""

import numpy as np

from sample_data.worlds import columns
from sample_data.worlds.columns import Table
from sample_data.worlds.facts.sales import CHANNELS, groups_of, known_customer, product_words
from sample_data.worlds.life import Life
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Ints, Stream, pick, stream

EVENT_DAYS = 45
TYPES = ("view", "click", "cart", "favourite", "share")
VIEW, CLICK, CART, FAVOURITE, SHARE = range(5)
SECOND_VIEW, CARTED = 0.6, 0.6
LOOKS_A_LINE = 1.3
_LOOK_WEIGHTS = np.array([0.885, 0.06, 0.005, 0.03, 0.02])
_OPENS = 6 * 3600

Rows = tuple[Ints, Ints, Ints, Ints, Ints, Ints]  # type, customer, product, day, second, channel


def _before_orders(chance: Stream, sales: Settled, rows: Ints) -> list[Rows]:
    """One or two views and often a cart, earlier on the day of the order."""
    found = []
    for kind, share, back in ((VIEW, 1.0, 7_200), (VIEW, SECOND_VIEW, 14_400), (CART, CARTED, 600)):
        some = rows if share == 1.0 else rows[chance.random(len(rows)) < share]
        second = np.maximum(sales.second[some] - chance.integers(20, back, len(some)), _OPENS)
        found.append(
            (
                np.full(len(some), kind),
                sales.customer[some],
                sales.product[some],
                sales.day[some],
                second,
                sales.channel[some],
            )
        )
    return found


def _looking(chance: Stream, life: Life, sales: Settled, rows: Ints) -> Rows:
    """People of the shop who look at something and leave."""
    many = int(len(rows) * LOOKS_A_LINE)
    like = rows[chance.integers(0, len(rows), many)] if many else rows[:0]
    product = pick(chance, life.goods.popularity, many)
    kind = pick(chance, _LOOK_WEIGHTS, many)
    again = chance.integers(0, len(life.people), many)
    known = life.people.leaves[again] > life.end
    customer = np.where(known & (chance.random(many) < 0.85), again, -1)
    return (
        kind,
        customer,
        product,
        sales.day[like],
        sales.second[chance.permutation(like)],
        sales.channel[like],
    )


def _wished(life: Life) -> list[Rows]:
    found = []
    for wish in life.wishes.events:
        many = len(wish["customer"])
        each = [
            np.broadcast_to(np.asarray(wish[name]), many).astype(np.int64)
            for name in ("product", "day", "second", "channel")
        ]
        found.append((np.full(many, wish["type"]), wish["customer"], *each))
    return found


def events(life: Life, sales: Settled) -> Table:
    """event, in order of time."""
    chance = stream(life.profile.seed, life.profile.number, "events")
    rows = np.flatnonzero(sales.within(life.end - EVENT_DAYS, life.end))
    parts = [*_before_orders(chance, sales, rows), _looking(chance, life, sales, rows), *_wished(life)]
    kind, customer, product, day, second, channel = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    order = np.argsort(day * 86_400 + second, kind="stable")
    kind, customer, product, day = kind[order], customer[order], product[order], day[order]
    return {
        "event_id": columns.ids("e", np.arange(len(order))), "happened_at": columns.instants(life.calendar.utc(day, second[order])),
        "happened_on": columns.days(day), "type": columns.words(kind, TYPES), "customer_key": known_customer(life, customer),
        "product_id": columns.words(product, product_words(life)),
        "category": columns.words(life.goods.category[product], life.goods.category_names), "group_name": groups_of(life, customer),
        "channel": columns.words(channel[order], CHANNELS[life.profile.language]),
    }  # fmt: skip
