"""Order lines, products, customers and promotions."""

import numpy as np

from sample_data.worlds import columns
from sample_data.worlds.columns import Table
from sample_data.worlds.goods import prices_on
from sample_data.worlds.life import Life
from sample_data.worlds.people import REGIONS
from sample_data.worlds.settling import STATUSES, Settled
from sample_data.worlds.trades import BRANDS

CHANNELS = {"zh": ("社群", "小程序", "门店"), "en": ("community", "web", "counter")}


def sku_words(life: Life) -> list[str]:
    """The stock-keeping units of all products, sizes of a product side by side."""
    return [
        life.goods.sku(place, size)
        for place in range(len(life.goods))
        for size in range(len(life.goods.sizes))
    ]


def product_words(life: Life) -> list[str]:
    """The numbers of all products."""
    return [life.goods.product_id(place) for place in range(len(life.goods))]


def known_customer(life: Life, customer: np.ndarray) -> columns.Column:
    """Customer keys; NULL throughout where the shop does not know its customers."""
    return columns.ids("c", np.full(len(customer), -1) if "customer" in life.profile.lacking else customer)


def groups_of(life: Life, customer: np.ndarray) -> columns.Column:
    """The group of each customer; NULL for those in none."""
    none = len(life.people.group_names)
    group = np.append(life.people.group, none)[customer]
    lacking = "customer" in life.profile.lacking
    return columns.words(np.where((group == none) | lacking, -1, group), life.people.group_names)


def regions_of(life: Life, customer: np.ndarray) -> columns.Column:
    """The region of each customer; NULL for the anonymous."""
    region = np.append(life.people.region, -1)[customer]
    return columns.words(region, REGIONS[life.profile.language])


def order_lines(life: Life, sales: Settled) -> Table:
    """order_line, in order of time."""
    goods = life.goods
    promotions = [p.promotion_id for p in life.promotions]
    return {
        "order_id": columns.ids("o", sales.order), "line_no": columns.whole(sales.line_no),
        "ordered_at": columns.instants(life.calendar.utc(sales.day, sales.second)), "ordered_on": columns.days(sales.day),
        "ordered_hour": columns.whole(sales.second // 3600), "status": columns.words(sales.status, STATUSES),
        "line_type": columns.words(np.zeros(len(sales), dtype=np.int64), ["product"]),
        "product_id": columns.words(sales.product, product_words(life)), "product_name": columns.words(sales.product, goods.names),
        "sku": columns.words(sales.product * len(goods.sizes) + sales.size, sku_words(life)),
        "category": columns.words(goods.category[sales.product], goods.category_names),
        "quantity": columns.whole(sales.quantity), "unit_price": columns.money(sales.unit), "discount_amount": columns.money(sales.discount),
        "paid_amount": columns.money(sales.paid), "refund_amount": columns.money(sales.refund),
        "customer_key": known_customer(life, sales.customer), "region": regions_of(life, sales.customer),
        "channel": columns.words(sales.channel, CHANNELS[life.profile.language]), "group_name": groups_of(life, sales.customer),
        "promotion_id": columns.words(sales.promotion, promotions),
    }  # fmt: skip


def products(life: Life, sales: Settled) -> Table:
    """product, as the shop's system shows it at the end of the last day."""
    goods, every = life.goods, np.arange(len(life.goods))
    cost = np.zeros(0, dtype=np.int64) if "cost" in life.profile.lacking else goods.cost
    return {
        "product_id": columns.words(every, product_words(life)), "sku": columns.words(every * len(goods.sizes), sku_words(life)),
        "name": columns.words(every, goods.names), "category": columns.words(goods.category, goods.category_names),
        "brand": columns.words(goods.brand, BRANDS[life.profile.language]),
        "price": columns.money(prices_on(life.profile, goods, life.steps, every, np.full(len(goods), life.end - 1))),
        "cost": columns.rates(cost / 100 if len(cost) else np.full(len(goods), np.nan)),
        "tags": columns.words(np.array([i if tag else -1 for i, tag in enumerate(goods.tags)]), goods.tags),
        "listed_on": columns.days(goods.listed), "status": columns.words(every * 0, ["on_sale"]),
    }  # fmt: skip


def customers(life: Life, sales: Settled) -> Table:
    """customer: everybody who had joined by the last day."""
    every = np.arange(len(life.people))
    return {
        "customer_key": columns.ids("c", every), "region": regions_of(life, every), "group_name": groups_of(life, every),
        "consent": columns.flags(life.people.consent), "joined_on": columns.days(np.minimum(life.people.joined, life.end - 1)),
    }  # fmt: skip


def promotions(life: Life, sales: Settled) -> Table:
    """promotion: the shop's own, and a platform's offers (kind `platform`; a row with a product for each product that joined)."""
    rows, goods = life.promotions, life.goods
    at = np.array([p.first for p in rows], dtype=np.int64), np.array([p.end for p in rows], dtype=np.int64)
    return {
        "promotion_id": columns.words(np.arange(len(rows)), [p.promotion_id for p in rows]),
        "name": columns.words(np.arange(len(rows)), [p.name for p in rows]),
        "kind": columns.words(np.arange(len(rows)), [p.kind for p in rows]),
        "starts_at": columns.instants(life.calendar.utc_midnight(at[0])), "ends_at": columns.instants(life.calendar.utc_midnight(at[1])),
        "product_id": columns.words(np.array([p.product for p in rows], dtype=np.int64), product_words(life)),
        "category": columns.words(np.array([p.category for p in rows], dtype=np.int64), goods.category_names),
        "discount_rate": columns.rates(np.array([p.rate for p in rows])),
    }  # fmt: skip
