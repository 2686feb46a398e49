"""What two other sellers ask for the shop's best-known products."""

import numpy as np

from sample_data.worlds import columns
from sample_data.worlds.columns import Table
from sample_data.worlds.facts.sales import product_words
from sample_data.worlds.goods import rounded
from sample_data.worlds.life import Life
from sample_data.worlds.settling import Settled
from sample_data.worlds.streams import stream

SELLERS = {"zh": ("邻家优选", "城南仓"), "en": ("Nearby Select", "Southgate Stores")}
LOOKS = np.array([42, 35, 28, 21, 14, 7, 4, 2, 0])  # days before the last day
WATCHED = 12


def market_prices(life: Life, sales: Settled) -> Table:
    """market_price, in order of time. A seller asks a little more or less than the shop's usual price, always the same way."""
    chance, goods = stream(life.profile.seed, life.profile.number, "market"), life.goods
    wished = [wish["product"] for wish in life.wishes.market]
    known = np.argsort(-goods.popularity * (goods.listed < life.end - 60), kind="stable")[:WATCHED]
    watched = np.unique(np.concatenate([known, np.array(wished, dtype=np.int64)]))
    look = life.end - 1 - LOOKS[life.calendar.days > LOOKS]
    row, place, seller = (
        x.ravel()
        for x in np.meshgrid(np.arange(len(look)), np.arange(len(watched)), np.arange(2), indexing="ij")
    )
    habit = chance.uniform(0.97, 1.08, (len(watched), 2))[place, seller]
    mood = np.exp(0.01 * chance.standard_normal(len(row)))
    product, day = watched[place], look[row]
    price = goods.price[product] * habit * mood
    for wish in life.wishes.market:
        hit = (
            (product == wish["product"])
            & (day >= wish["first"])
            & (day < wish["end"])
            & (seller == wish["seller"])
        )
        price[hit] = goods.price[wish["product"]] * wish["factor"]
    return {
        "observed_at": columns.instants(life.calendar.utc(day, np.full(len(day), 9 * 3600))),
        "product_id": columns.words(product, product_words(life)), "seller": columns.words(seller, SELLERS[life.profile.language]),
        "price": columns.money(rounded(life.profile, price)),
    }  # fmt: skip
