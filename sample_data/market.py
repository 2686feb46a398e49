"""What other sellers ask: a look at the market every Monday and on the days around the price slip."""

import numpy as np

from sample_data import story, writing
from sample_data.catalogue import CATEGORY
from sample_data.chance import Ints
from sample_data.simulate import Life
from sample_data.writing import Table

MARKET_DAYS = 182
SELLERS = ("妈咪好物仓", "邻家优选", "同城母婴店")
_WATCHED = 110
_LOOK_AT = 9 * 3600


def _watched(life: Life) -> Ints:
    """The best-known products, and always the one whose price slips."""
    goods = life.cast.catalogue
    known = goods.popularity * (goods.category != CATEGORY[story.TINY])
    known[life.plot.slipped] = 9.0
    return np.sort(np.argsort(-known, kind="stable")[:_WATCHED])


def prices_table(life: Life) -> Table:
    """prices.csv in order of time. A seller's price is near the shop's usual one, each seller a little above or below, always the same way."""
    chance, goods, span = life.cast.chance, life.cast.catalogue, life.cast.span
    days = np.arange(max(span.anchor - MARKET_DAYS, span.start), span.last + 1)
    monday = (days + 3) % 7 == 0  # 1970-01-01 was a Thursday
    watched = _watched(life)
    look = monday[:, None] | ((watched == life.plot.slipped)[None, :] & (days >= span.anchor - 10)[:, None])
    row, place, seller = np.nonzero(look[:, :, None] & np.ones(len(SELLERS), dtype=bool))
    day, product = days[row], watched[place]
    habit = 0.95 + 0.13 * chance.uniform("seller habit", product, seller)
    mood = 1.0 + 0.012 * chance.normal("seller mood", product, seller, day // 21)
    price = np.round(goods.list_price(product, day) * habit * mood / 10).astype(np.int64) * 10
    return {
        "observed_at": writing.times(day * 86_400 + _LOOK_AT), "product_id": writing.text(goods.ids[product]),
        "seller": writing.chosen(SELLERS, seller), "price": writing.money(price),
    }  # fmt: skip
