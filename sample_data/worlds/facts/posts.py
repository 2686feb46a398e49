"""The owner's posts of the last twelve weeks, two a week in each group, with whom they reached and what came of it.

Groups hold more readers than customers. In an ordinary group no hour and no voice is better than another; each post has its own luck.
"""

import numpy as np

from sample_data.worlds import columns
from sample_data.worlds.columns import Table
from sample_data.worlds.facts.sales import CHANNELS, product_words
from sample_data.worlds.life import COMMUNITY, Life
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import Floats, Ints, Stream, pick, stream

POST_WEEKS = 12
HOURS = (8, 10, 12, 15, 20, 21)
VOICES = ("professional", "friend", "humorous")
READERS_A_MEMBER, LEAST_READERS = 4, 60
LUCK = 0.12
_TEXTS = {
    "zh": ("{0}到货，需要的直接下单。", "姐妹们，{0}我家也在用。", "{0}：钱包瘦一点点，日子松一大截。", "今天说说{0}怎么选。"),
    "en": ("{0} is back, order while it lasts.", "We use {0} at home as well.", "{0}: a small treat for today.", "How to choose {0}."),
}  # fmt: skip


def readers_of(life: Life) -> Ints:
    """Readers of each group."""
    members = np.bincount(life.people.group, minlength=len(life.people.group_names) + 1)[:-1]
    return LEAST_READERS + READERS_A_MEMBER * members


def _ordinary(chance: Stream, life: Life) -> dict[str, Ints]:
    groups = len(life.people.group_names)
    weeks = min(POST_WEEKS, life.calendar.days // 7)
    group, week, half = (
        x.ravel() for x in np.meshgrid(np.arange(groups), np.arange(weeks), np.arange(2), indexing="ij")
    )
    many = len(group)
    open_ = life.goods.popularity * (life.goods.listed < life.calendar.first + 1)
    open_ = open_ * ~np.isin(np.arange(len(open_)), list(life.taken_products))
    start = chance.integers(0, len(HOURS), groups)
    return {
        "group": group, "day": life.end - 1 - 7 * week - 4 * half + chance.integers(-1, 1, many),
        # Every hour comes equally often in every group, so that hours can be compared.
        "hour": np.array(HOURS)[(start[group] + 2 * week + half) % len(HOURS)],
        "voice": chance.integers(0, len(VOICES), many), "product": pick(chance, open_, many),
        "text": chance.integers(0, 4, many), "worn": np.zeros(many, dtype=np.int64),
    }  # fmt: skip


def _with_wishes(life: Life, rows: dict[str, Ints]) -> dict[str, Ints]:
    for wish in life.wishes.posts:
        if "rows" in wish:
            rows = {name: np.concatenate([rows[name], wish["rows"][name]]) for name in rows}
    return rows


def _rates(chance: Stream, life: Life, rows: dict[str, Ints]) -> Floats:
    rate = chance.uniform(0.06, 0.14, len(life.people.group_names))[rows["group"]]
    rate = rate * np.exp(LUCK * chance.standard_normal(len(rate)))
    category = life.goods.category[rows["product"]]
    for wish in life.wishes.posts:
        hit = rows["group"] == wish["group"]
        if "hour" in wish:
            hit &= rows["hour"] == wish["hour"]
        if "category" in wish:
            hit &= category == wish["category"]
        if "rows" in wish:
            rate = np.where(
                hit & (rows["worn"] > 0), rate * wish["factor"] ** np.maximum(rows["worn"] - 1, 0), rate
            )
        else:
            rate = np.where(hit, rate * wish["factor"], rate)
    return np.minimum(rate, 0.8)


def posts(life: Life, sales: Settled) -> Table:
    """post, in order of time."""
    chance = stream(life.profile.seed, life.profile.number, "posts")
    rows = _with_wishes(life, _ordinary(chance, life))
    rate = _rates(chance, life, rows)
    second = rows["hour"] * 3600 + chance.integers(0, 900, len(rate))
    reached = chance.binomial(readers_of(life)[rows["group"]], 0.4)
    clicks = chance.binomial(reached, rate)
    ordered = chance.binomial(clicks, 0.12)
    inside = rows["day"] >= life.calendar.first
    order = np.flatnonzero(inside)[np.argsort((rows["day"] * 86_400 + second)[inside], kind="stable")]
    day, product = rows["day"][order], rows["product"][order]
    category = life.goods.category[product]
    pool = _TEXTS[life.profile.language]
    vocabulary = [text.format(name) for name in life.goods.category_names for text in pool]
    return {
        "post_id": columns.ids("t", np.arange(len(order))), "posted_at": columns.instants(life.calendar.utc(day, second[order])),
        "posted_on": columns.days(day), "group_name": columns.words(rows["group"][order], life.people.group_names),
        "channel": columns.words(np.full(len(order), COMMUNITY), CHANNELS[life.profile.language]),
        "product_id": columns.words(product, product_words(life)), "category": columns.words(category, life.goods.category_names),
        "voice": columns.words(rows["voice"][order], VOICES), "text": columns.words(category * len(pool) + rows["text"][order], vocabulary),
        "reached": columns.whole(reached[order]), "clicks": columns.whole(clicks[order]), "orders": columns.whole(ordered[order]),
    }  # fmt: skip
