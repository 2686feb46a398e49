"""How customers answer to a post: the true effect, which only this file knows and `causes.json` writes down.

A customer in the audience orders at most once because of a post. The chance is the base response, times how well the voice and the hour suit the
customer's group, times how much the customer likes what is offered. Everything is drawn by (post id, customer), so a post touches nobody else.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sample_data.calendar import to_day
from sample_data.catalogue import CATEGORY, SHARES, Catalogue
from sample_data.chance import Chance, Floats, Ints, Keys, name_code
from sample_data.people import People
from sample_data.shop import COMMUNITY, GROUPS, SHOP, VOICES
from sample_data.visits import Orders, WinBack

BASE_RESPONSE = 0.045
MOST_RESPONSE = 0.12
LAPSED_RESPONSE = 0.3
TASTE_LIMITS = (0.35, 1.6)
READS = 0.65
OTHER_CLICKS = 0.045
RESPONSE_DAYS = 7

# Which voice (professional, friend, humorous) and which hour a group answers to; 1.0 is the best.
VOICE_FACTORS: dict[str, tuple[float, float, float]] = {
    "宝妈1群": (0.50, 1.0, 0.55), "宝妈2群": (0.50, 1.0, 0.55), "宝妈3群": (0.50, 1.0, 0.55), "健身妈妈群": (1.0, 0.50, 0.45),
    "家居好物群": (0.50, 0.55, 1.0), "老客群": (0.65, 0.65, 0.65), "": (0.40, 0.40, 0.40),
}  # fmt: skip
BEST_HOUR: dict[str, int | None] = {
    "宝妈1群": 10, "宝妈2群": 10, "宝妈3群": 10, "健身妈妈群": 20, "家居好物群": 21, "老客群": None, "": None,
}  # fmt: skip
HOUR_AWAY_FACTORS = (1.0, 0.75, 0.4)  # in the best hour, an hour beside it, any other time
HOUR_NEUTRAL_FACTOR = 0.6

_LATER_DAYS = (0.38, 0.24, 0.16, 0.11, 0.07, 0.04)
_LATER_HOURS = (0, 0, 0, 0, 0, 0, 1, 3, 6, 8, 10, 7, 7, 6, 5, 5, 5, 5, 5, 6, 9, 10, 7, 0)
_SAME_DAY_SHARE = 0.6
_TOO_LATE = 86_000  # seconds: after a post in the last minutes of a day everybody answers on a later one


@dataclass(frozen=True)
class Post:
    """A post as it went out: when (aware), to whom (customer ids of the world), in which voice, about which products or category.

    With no products and no category, each customer answers with whatever suits them.
    """

    post_id: str
    posted_at: datetime
    audience: tuple[str, ...]
    voice: str
    product_ids: tuple[str, ...] = ()
    category: str = ""

    def __post_init__(self) -> None:
        if self.posted_at.tzinfo is None:
            raise ValueError(f"posted_at == {self.posted_at}, must carry a time zone.")
        if self.voice not in VOICES:
            raise ValueError(f"voice == {self.voice!r}, must be one of {VOICES}.")
        if self.category and self.category not in CATEGORY:
            raise ValueError(f"category == {self.category!r}, must be one of {tuple(CATEGORY)}.")


@dataclass(frozen=True)
class Sent:
    """A post in the world's own numbers; times in the shop's calendar."""

    code: int
    day: int
    second: int
    audience: Ints
    voice: int
    products: Ints
    category: int


@dataclass(frozen=True)
class Answers:
    """Who clicked and who ordered: places of customers and seconds since 1970 in the shop's own time; `product` is -1 where free."""

    clicked: Ints
    clicked_at: Ints
    ordered: Ints
    ordered_at: Ints
    product: Ints


def sent(post: Post, people: People, catalogue: Catalogue) -> Sent:
    """A post in the world's own numbers; a ValueError names the first customer or product that the world does not know."""
    local = post.posted_at.astimezone(SHOP.tzinfo)
    customers = {name: place for place, name in enumerate(people.ids)}
    goods = {name: place for place, name in enumerate(catalogue.ids)}
    for kind, names, known in (("customer", post.audience, customers), ("product", post.product_ids, goods)):
        unknown = next((name for name in names if name not in known), None)
        if unknown is not None:
            raise ValueError(f"post {post.post_id!r}: {kind} {unknown!r} is not in this world.")
    products = np.array([goods[name] for name in post.product_ids], dtype=np.int64)
    category = (
        CATEGORY[post.category]
        if post.category
        else int(catalogue.category[products[0]])
        if len(products)
        else -1
    )
    audience = np.array(sorted({customers[name] for name in post.audience}), dtype=np.int64)
    second = local.hour * 3600 + local.minute * 60 + local.second
    return Sent(
        name_code(post.post_id),
        to_day(local.date()),
        second,
        audience,
        VOICES.index(post.voice),
        products,
        category,
    )


def _hour_factors(group: Ints, second: int) -> Floats:
    table = []
    for name in GROUPS:
        best = BEST_HOUR[name]
        if best is None:
            table.append(HOUR_NEUTRAL_FACTOR)
        else:
            away = abs(second // 3600 - best)
            table.append(HOUR_AWAY_FACTORS[min(away, 2)])
    return np.array(table)[group]


def _liking(people: People, post: Sent) -> Floats:
    """How much each customer of the audience wants the category, against an average customer of the shop."""
    if post.category < 0:
        return np.ones(len(post.audience))
    wants = people.wants(post.audience, np.full(len(post.audience), post.day))
    share = wants[:, post.category] / wants.sum(axis=1)
    usual = SHARES[post.category] / SHARES.sum()
    liking: Floats = np.clip(np.sqrt(share / usual), *TASTE_LIMITS)
    return liking


def silent_until(people: People, win_back: WinBack, anchor: int) -> tuple[Ints, Ints]:
    """For each customer the stretch (after, until] of days in which no post reaches them: the planted overdue ones before the anchor."""
    after, until = np.full(len(people), 10**7), np.full(len(people), -1)
    after[win_back.customer], until[win_back.customer] = win_back.last_order, anchor
    return after, until


def chances(people: People, post: Sent, leaves: Ints, silent: tuple[Ints, Ints]) -> Floats:
    """The chance that each customer of the audience orders because of the post."""
    who = post.audience
    voice = np.array([VOICE_FACTORS[name][post.voice] for name in GROUPS])[people.group[who]]
    chance = BASE_RESPONSE * voice * _hour_factors(people.group[who], post.second) * _liking(people, post)
    chance = np.where(post.day > leaves[who], chance * LAPSED_RESPONSE, chance)
    unreachable = (people.joined[who] > post.day) | (
        (post.day > silent[0][who]) & (post.day <= silent[1][who])
    )
    # The stretch of silence also covers answers that would fall into it after an earlier post.
    unreachable |= (
        (post.day <= silent[0][who])
        & (post.day + RESPONSE_DAYS > silent[0][who])
        & (silent[0][who] < silent[1][who])
    )
    return np.where(unreachable, 0.0, np.minimum(chance, MOST_RESPONSE))


def _moments(chance: Chance, post: Sent, who: Ints) -> Ints:
    """When each customer clicks: most within three hours, the others at their own time of one of the next six days."""
    soon = 40 + np.minimum(2700 * chance.exponential("soon", post.code, who), 10_000).astype(np.int64)
    soon = np.minimum(soon, max(86_390 - post.second, 1))
    later_day = 1 + chance.choice(_LATER_DAYS, "later day", post.code, who)
    later = later_day * 86_400 + chance.choice(_LATER_HOURS, "later hour", post.code, who) * 3600
    later = later + chance.below(3300, "later second", post.code, who)
    same_day = (chance.uniform("same day", post.code, who) < _SAME_DAY_SHARE) & (post.second < _TOO_LATE)
    return post.day * 86_400 + np.where(same_day, post.second + soon, later)


def answers(chance: Chance, people: People, post: Sent, leaves: Ints, silent: tuple[Ints, Ints]) -> Answers:
    """Everything the audience does because of one post, whatever day it happens on."""
    who = post.audience
    orders = chance.uniform("answers", post.code, who) < chances(people, post, leaves, silent)
    reads = (chance.uniform("reads", post.code, who) < READS) & (people.joined[who] <= post.day)
    clicks = orders | (reads & (chance.uniform("looks", post.code, who) < OTHER_CLICKS))
    at = _moments(chance, post, who)
    wait = 60 + chance.below(700, "makes up their mind", post.code, who) * 2
    bedtime = (at // 86_400 + 1) * 86_400 - 8  # leaves room to pay before the day ends
    ordered_at = (
        np.minimum(at + wait, bedtime) | 1
    )  # odd seconds: never at the same moment as an order of the customer's own
    pick = chance.below(max(len(post.products), 1), "which product", post.code, who)
    product = post.products[pick] if len(post.products) else np.full(len(who), -1, dtype=np.int64)
    return Answers(who[clicks], at[clicks], who[orders], ordered_at[orders], product[orders])


def response_orders(chance: Chance, post: Sent, place: int, stream: int, given: Answers) -> Orders:
    """Order heads of the answers to one post, through the community channel."""
    who = given.ordered
    key: Keys = chance.key("answer order", post.code, who)
    same = np.full(len(who), 1, dtype=np.int64)
    return Orders(
        key,
        who,
        given.ordered_at // 86_400,
        given.ordered_at % 86_400,
        same * COMMUNITY,
        same * stream,
        same * place,
    )
