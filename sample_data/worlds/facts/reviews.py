"""Reviews of some purchases, in the shop's language. `picture` and `picture_consent` go beyond the warehouse's columns."""

import numpy as np

from sample_data.worlds import columns
from sample_data.worlds.columns import Table
from sample_data.worlds.facts.sales import known_customer, product_words
from sample_data.worlds.life import Life
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import stream

SHARE = 0.05
RATINGS = (0.03, 0.04, 0.08, 0.22, 0.63)
_GOOD = {
    "zh": ("包装完好，会回购。", "和描述一样，满意。", "第二次买了，推荐。", "发货快，质量不错。", "家里人都喜欢。", "性价比高，下次还来。", "用了一周，很好。"),
    "en": ("Just as described, happy with it.", "Second time I buy this, recommended.", "Fast delivery and good quality.",
           "The whole family likes it.", "Good value, will come again.", "Used it for a week, works well.", "Nicely packed."),
}  # fmt: skip
_FAIR = {
    "zh": ("一般，和价格差不多。", "还行吧，没有特别惊喜。", "东西可以，发货慢了两天。"),
    "en": ("All right for the price.", "Fine, nothing special.", "Good enough, but it came two days late."),
}
_POOR = {
    "zh": ("等了五天才到，急用的别买。", "和我想的不一样。", "外箱压坏了。", "客服回复太慢。", "不太适合我。", "买贵了。"),
    "en": ("Took five days to arrive.", "Not what I expected.", "The box was crushed.", "Support answers slowly.", "Not for me.", "Too expensive."),
}  # fmt: skip


def reviews(life: Life, sales: Settled) -> Table:
    """review, in order of time: those written by the last day."""
    chance, language = stream(life.profile.seed, life.profile.number, "reviews"), life.profile.language
    rows = np.flatnonzero(sales.sold & (chance.random(len(sales)) < SHARE))
    day = sales.day[rows] + 2 + chance.integers(0, 9, len(rows))
    rows, day = rows[day < life.end], day[day < life.end]
    rating = 1 + np.searchsorted(np.cumsum(RATINGS), chance.random(len(rows)) * 0.999999, side="right")
    good, fair, poor = _GOOD[language], _FAIR[language], _POOR[language]
    draw = chance.random(len(rows))
    text = np.select(
        [rating >= 4, rating == 3], [(draw * len(good)).astype(int), len(good) + (draw * len(fair)).astype(int)],
        len(good) + len(fair) + (draw * len(poor)).astype(int),
    )  # fmt: skip
    vocabulary = [*good, *fair, *poor]
    second = 8 * 3600 + chance.integers(0, 54_000, len(rows))
    plain = np.zeros(len(rows), dtype=np.int64)
    parts = [(day, second, sales.product[rows], sales.customer[rows], rating, text, plain, plain - 1)]
    for wish in life.wishes.reviews:
        many = len(wish["customer"])
        each = {name: np.broadcast_to(np.asarray(wish.get(name, default)), many).astype(np.int64)
                for name, default in (("day", 0), ("second", 0), ("product", 0), ("rating", 5), ("text", 0), ("picture", 0), ("consent", -1))}  # fmt: skip
        parts.append((each["day"], each["second"], each["product"], wish["customer"], each["rating"],
                      len(vocabulary) + each["text"], each["picture"], each["consent"]))  # fmt: skip
        vocabulary += wish["texts"]
    day, second, product, customer, rating, text, picture, consent = (
        np.concatenate(part) for part in zip(*parts, strict=True)
    )
    order = np.argsort(day * 86_400 + second, kind="stable")
    return {
        "review_id": columns.ids("r", np.arange(len(order))), "reviewed_at": columns.instants(life.calendar.utc(day, second)[order]),
        "product_id": columns.words(product[order], product_words(life)), "customer_key": known_customer(life, customer[order]),
        "rating": columns.whole(rating[order]), "text": columns.words(text[order], vocabulary),
        "picture": columns.flags(picture[order]), "picture_consent": columns.flags(consent[order]),
    }  # fmt: skip
