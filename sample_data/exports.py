"""Orders, products, customers, promotions and the owner's posts as export tables, cut at the last day."""

import numpy as np

from sample_data import writing
from sample_data.catalogue import CATEGORIES
from sample_data.chance import Ints
from sample_data.history import PastPost, report
from sample_data.pricing import COUPONS, PAID, REFUNDED, STATUSES, slipped_price
from sample_data.promotions import days_of
from sample_data.shop import CHANNELS, COMMUNITY, GROUPS, VOICES
from sample_data.simulate import Life
from sample_data.visits import PAST_POST
from sample_data.writing import Table


def orders_table(life: Life) -> Table:
    """orders.csv, in order of time."""
    heads, goods, people = life.orders, life.cast.catalogue, life.cast.people
    at = heads.day * 86_400 + heads.second
    rows = np.flatnonzero(heads.day[life.lines.order] <= life.cast.span.last)
    order = life.lines.order[rows]
    rows = rows[np.lexsort((life.lines.place[rows], heads.customer[order], at[order]))]
    order, product, priced = life.lines.order[rows], life.lines.product[rows], life.priced
    number = writing.order_numbers(heads.day[order], heads.second[order], heads.customer[order])
    begins = np.concatenate([[True], number[1:] != number[:-1]])
    line_no = np.arange(len(rows)) - np.flatnonzero(begins)[np.cumsum(begins) - 1] + 1
    who, status = heads.customer[order], priced.status[rows]
    return {
        "order_id": writing.numbers(number), "line_no": writing.numbers(line_no), "ordered_at": writing.times(at[order]),
        "paid_at": writing.times(priced.paid_at[rows], priced.paid_at[rows] > 0), "status": writing.chosen(STATUSES, status),
        "product_id": writing.text(goods.ids[product]), "product_name": writing.text(goods.names[product]),
        "sku": writing.text(goods.skus[product]), "category": writing.chosen(CATEGORIES, goods.category[product]),
        "quantity": writing.numbers(life.lines.quantity[rows]), "unit_price": writing.money(priced.unit[rows]),
        "discount": writing.money(priced.discount[rows]), "paid_amount": writing.money(priced.paid[rows]),
        "refund_amount": writing.money(priced.refund[rows]),
        "refunded_at": writing.times(priced.refunded_at[rows], priced.refunded_at[rows] > 0),
        "customer_id": writing.text(people.ids[who]), "customer_name": writing.text(people.names[who]),
        "region": writing.text(people.regions[who]), "channel": writing.chosen(CHANNELS, heads.channel[order]),
        "group": writing.chosen(GROUPS, people.group[who]), "coupon": writing.chosen(COUPONS, priced.coupon[rows]),
        "promotion_id": writing.chosen([*(p.promotion_id for p in life.promotions), ""], priced.promotion[rows]),
    }  # fmt: skip


def current_prices(life: Life) -> Ints:
    """Today's price tag of every product, the planted slip included, in cents."""
    goods, last = life.cast.catalogue, life.cast.span.last
    every = np.arange(len(goods))
    price = goods.list_price(every, np.full(len(goods), last))
    if life.plot.slip.first <= last:
        price[life.plot.slipped] = slipped_price(goods, life.plot.slipped)
    return price


def products_table(life: Life) -> Table:
    """products.csv as the shop's system shows it at the end of the last day."""
    goods = life.cast.catalogue
    rows = np.flatnonzero(goods.listed <= life.cast.span.last)
    return {
        "product_id": writing.text(goods.ids[rows]), "sku": writing.text(goods.skus[rows]), "name": writing.text(goods.names[rows]),
        "category": writing.chosen(CATEGORIES, goods.category[rows]), "brand": writing.text(goods.brands[rows]),
        "price": writing.money(current_prices(life)[rows]), "cost": writing.money(goods.cost[rows]),
        "tags": [tags.replace(" ", ";") for tags in goods.tags[rows]], "listed_at": writing.days(goods.listed[rows]),
        "status": ["on_sale"] * len(rows),
    }  # fmt: skip


def customers_table(life: Life) -> Table:
    """customers.csv: everybody who had joined by the last day."""
    people = life.cast.people
    rows = np.flatnonzero(people.joined <= life.cast.span.last)
    return {
        "customer_id": writing.text(people.ids[rows]), "name": writing.text(people.names[rows]),
        "phone": writing.text(people.phones[rows]), "email": writing.text(people.emails[rows]),
        "region": writing.text(people.regions[rows]), "group": writing.chosen(GROUPS, people.group[rows]),
        "consent": writing.chosen(("no", "yes"), people.consent[rows].astype(np.int64)), "joined_at": writing.days(people.joined[rows]),
    }  # fmt: skip


def promotions_table(life: Life) -> Table:
    """promotions.csv: those that were announced by the last day."""
    goods = life.cast.catalogue
    seen = [p for p in life.promotions if p.announced <= life.cast.span.last]
    return {
        "promotion_id": [p.promotion_id for p in seen], "name": [p.name for p in seen], "kind": [p.kind for p in seen],
        "starts_at": [days_of(p)[0] for p in seen], "ends_at": [days_of(p)[1] for p in seen],
        "product_id": [str(goods.ids[p.product]) if p.product >= 0 else "" for p in seen],
        "category": [CATEGORIES[p.category] if p.category >= 0 else "" for p in seen],
        "discount_rate": [f"{p.rate:.2f}" for p in seen],
    }  # fmt: skip


def past_posts(life: Life) -> list[PastPost]:
    """The owner's own posts whose seven days are over, with the orders they brought that were paid for."""
    mine = life.orders.stream == PAST_POST
    paid = np.zeros(len(life.orders), dtype=bool)
    paid[life.lines.order[(life.priced.status == PAID) | (life.priced.status == REFUNDED)]] = True
    ordered = np.bincount(life.orders.post[mine & paid], minlength=len(life.own_posts))
    cast = life.cast
    return report(cast.chance, cast.catalogue, life.own_posts, life.own_answers, ordered, cast.span.last)


def posts_table(life: Life) -> Table:
    """posts.csv, in order of time."""
    posts, goods = past_posts(life), life.cast.catalogue
    at = np.array([p.post.day * 86_400 + p.post.second for p in posts], dtype=np.int64)
    return {
        "post_id": [p.post_id for p in posts], "posted_at": writing.times(at), "group": [GROUPS[p.group] for p in posts],
        "channel": [CHANNELS[COMMUNITY]] * len(posts), "product_id": [str(goods.ids[p.post.products[0]]) for p in posts],
        "category": [CATEGORIES[p.post.category] for p in posts], "voice": [VOICES[p.post.voice] for p in posts],
        "text": [p.text for p in posts], "reached": [str(p.reached) for p in posts], "clicks": [str(p.clicks) for p in posts],
        "orders": [str(p.orders) for p in posts],
    }  # fmt: skip
