"""The owner's own posts: two a week in each group, in all voices and at several hours, so that the groups' answers can be learned from."""

from dataclasses import dataclass

import numpy as np

from sample_data import story
from sample_data.calendar import to_date
from sample_data.catalogue import CATEGORIES, GROUP_TASTES, SHARES, Catalogue
from sample_data.chance import Chance, Ints, name_code
from sample_data.people import People
from sample_data.responses import READS, Answers, Sent, answers, response_orders
from sample_data.shop import NO_GROUP, VOICES
from sample_data.visits import PAST_POST, Orders, join_orders

_HOURS = (10, 12, 15, 20, 21)
_CELLS = len(_HOURS) * len(VOICES)
_STRIDE = 7  # coprime to the cells, so fifteen posts in a row try each voice at each hour once

# Nothing the owner posted explains the story: its categories are left alone in these days before the anchor.
_QUIET_DAYS = 45

_TEXTS: dict[str, tuple[str, ...]] = {
    "professional": (
        "{product}，材质和规格都写在详情页，下单前可以先看一下。",
        "本周整理了{category}的选购要点：看材质、看规格、看使用场景。推荐{product}。",
        "关于{category}，大家问得比较多的是怎么选。{product}的参数我放在评论里了。",
        "{product}到货，每一批都抽检过，需要的直接下单。",
    ),
    "friend": (
        "姐妹们，{product}我家也在用，回购好几次了，给大家留了一些。",
        "早上好呀，昨天好几位妈妈问{category}，我自己挑的是{product}，放心问我。",
        "{product}到啦，用过的姐妹来说说感受，没用过的先拿一件试试。",
        "换季了，{category}该补的补一补，我给自己囤的是{product}。",
    ),
    "humorous": (
        "家里的神兽又来拆家了，{product}先替你顶一会儿。",
        "老公问我怎么又买{category}，我说这叫提前规划。今天的规划是{product}。",
        "{product}：钱包瘦一点点，日子松一大截。",
        "别问，问就是{product}又被家里人用完了。",
    ),
}


@dataclass(frozen=True)
class PastPost:
    """One of the owner's posts with what came of it."""

    post_id: str
    group: int
    post: Sent
    text: str
    reached: int
    clicks: int
    orders: int


def _category(chance: Chance, group: int, code: int, quiet: bool) -> int:
    weights = SHARES * GROUP_TASTES[group] * (np.array(CATEGORIES) != story.TINY)
    if quiet:
        weights = weights * ~np.isin(CATEGORIES, story.QUIET_CATEGORIES)
    return int(chance.choice(weights, "post category", code)[0])


def _written(chance: Chance, voice: int, product: str, category: str, code: int) -> str:
    pool = _TEXTS[VOICES[voice]]
    return pool[int(chance.below(len(pool), "post text", code)[0])].format(product=product, category=category)


def _one(
    chance: Chance, catalogue: Catalogue, people: People, serial: int, group: int, anchor: int
) -> tuple[str, Sent]:
    """The post of half a week: three or four days, counted from Monday 1970-01-05."""
    day = serial // 2 * 7 + 4 + serial % 2 * 4 + int(chance.below(3, "post day", serial, group)[0])
    post_id = f"T{to_date(day):%Y%m%d}{group + 1:02d}"
    code = name_code(post_id)
    category = _category(chance, group, code, day > anchor - _QUIET_DAYS)
    product = int(
        catalogue.draw(np.array([3]), np.array([category]), chance.uniform("post product", code) * 0.8)[0]
    )
    product = int(catalogue.on_sale(np.array([product]), np.array([day]))[0])
    cell = (serial * _STRIDE + int(chance.below(_CELLS, "cell", group, serial // _CELLS)[0])) % _CELLS
    second = _HOURS[cell // len(VOICES)] * 3600 + int(chance.below(600, "post second", code)[0])
    voice = cell % len(VOICES)
    return post_id, Sent(code, day, second, people.members(group, day), voice, np.array([product]), category)


def own_posts(
    chance: Chance, catalogue: Catalogue, people: People, first: int, last: int, anchor: int
) -> list[tuple[str, int, Sent]]:
    """Each group's posts with days in [first, last]: id, group and post, in order of time."""
    halves = range((first - 4) // 7 * 2, (last - 4) // 7 * 2 + 2)
    made = [
        (group, _one(chance, catalogue, people, serial, group, anchor))
        for serial in halves
        for group in range(NO_GROUP)
    ]
    posts = [(post_id, group, post) for group, (post_id, post) in made if first <= post.day <= last]
    return sorted(posts, key=lambda entry: (entry[2].day, entry[2].second, entry[0]))


def live_through(
    chance: Chance,
    catalogue: Catalogue,
    people: People,
    posts: list[tuple[str, int, Sent]],
    leaves: Ints,
    silent: tuple[Ints, Ints],
) -> tuple[Orders, Ints, list[Answers]]:
    """The orders that the owner's posts brought, the product of each order's first line, and the answers to each post."""
    given = [answers(chance, people, post, leaves, silent) for _, _, post in posts]
    orders = join_orders(
        [
            response_orders(chance, post, place, PAST_POST, a)
            for place, ((_, _, post), a) in enumerate(zip(posts, given, strict=True))
        ]
    )
    return orders, np.concatenate([a.product for a in given]), given


def report(
    chance: Chance,
    catalogue: Catalogue,
    posts: list[tuple[str, int, Sent]],
    given: list[Answers],
    ordered: Ints,
    last: int,
) -> list[PastPost]:
    """The posts up to a day as the owner's tool counts them: only clicks up to that day, and the orders that are in the order export.

    `ordered` holds the number of exported orders of each post. A post is listed once its seven days are over, so that its row never changes.
    """
    found = []
    for place, ((post_id, group, post), answer) in enumerate(zip(posts, given, strict=True)):
        if post.day + 7 > last:
            continue
        product = str(catalogue.names[post.products[0]])
        text = _written(chance, post.voice, product, CATEGORIES[post.category], post.code)
        read = int((chance.uniform("reads", post.code, post.audience) < READS).sum())
        clicks = len(answer.clicked)
        found.append(PastPost(post_id, group, post, text, max(read, clicks), clicks, int(ordered[place])))
    return found
