"""What visitors did before they bought, and whether they did."""

from __future__ import annotations

from brain.facts.semantic.base import Metric, words
from brain.kernel.i18n import N_

TRAFFIC: tuple[Metric, ...] = (
    Metric(
        name="views",
        label=N_("Views"),
        sentence=N_("Product page views recorded in the period."),
        formula="views",
        unit="count",
        grain="event",
        synonyms=words(
            zh="浏览量|浏览次数|浏览数|浏览|访问量|访问次数|点击浏览|pv|流量",
            en="views|page views|pageviews|product views|visits|traffic",
        ),
        needs=("event",),
    ),
    Metric(
        name="carts",
        label=N_("Carts"),
        sentence=N_("Times something was put into a cart in the period."),
        formula="carts",
        unit="count",
        grain="event",
        synonyms=words(
            zh="加购次数|加购数|加购量|加购|加入购物车次数|加入购物车|加车",
            en="carts|add to carts|add-to-carts|cart additions|adds to cart|added to cart",
        ),
        needs=("event",),
    ),
    Metric(
        name="conversion",
        label=N_("Conversion"),
        sentence=N_(
            "Share of the known customers who viewed something in the period who also paid for an order in it."
        ),
        formula="converted / NULLIF(viewers, 0)",
        unit="rate",
        grain="customer",
        synonyms=words(
            zh="转化率|购买转化率|成交转化率|转化",
            en="conversion|conversion rate|purchase conversion",
        ),
        needs=("order", "event", "customer"),
    ),
    Metric(
        name="clicks",
        label=N_("Clicks"),
        sentence=N_("Clicks recorded in the period."),
        formula="clicks",
        unit="count",
        grain="event",
        synonyms=words(
            zh="点击量|点击次数|点击数|点击",
            en="clicks|number of clicks|click count",
        ),
        needs=("event",),
    ),
    Metric(
        name="click_rate",
        label=N_("Click rate"),
        sentence=N_("Clicks divided by views."),
        formula="clicks / NULLIF(views, 0)",
        unit="rate",
        grain="event",
        synonyms=words(
            zh="点击率|点击比例",
            en="click rate|click-through rate|click through rate|clickthrough rate|ctr",
        ),
        needs=("event",),
    ),
    Metric(
        name="favourites",
        label=N_("Favourites"),
        sentence=N_("Times something was put on a list of favourites in the period."),
        formula="favourites",
        unit="count",
        grain="event",
        synonyms=words(
            zh="收藏量|收藏数|收藏次数|收藏",
            en="favourites|favorites|times favourited|wishlist additions",
        ),
        needs=("event",),
    ),
    Metric(
        name="viewers",
        label=N_("Viewers"),
        sentence=N_("Different known customers who viewed something in the period."),
        formula="lookers",
        unit="count",
        grain="customer",
        synonyms=words(
            zh="访客数|访客|浏览人数|访问人数|访客人数|浏览用户数|uv",
            en="viewers|visitors|unique visitors|number of visitors|unique viewers",
        ),
        needs=("event",),
    ),
    Metric(
        name="cart_users",
        label=N_("Cart users"),
        sentence=N_("Different known customers who put something into a cart in the period."),
        formula="carters",
        unit="count",
        grain="customer",
        synonyms=words(
            zh="加购人数|加购用户数|加购客户数|加购的人数|加购顾客数",
            en="cart users|people who added to cart|customers who added to cart|shoppers who added to cart",
        ),
        needs=("event",),
    ),
    Metric(
        name="cart_rate",
        label=N_("Cart rate"),
        sentence=N_("Cart users divided by viewers."),
        formula="carters / NULLIF(lookers, 0)",
        unit="rate",
        grain="customer",
        synonyms=words(
            zh="加购率|加购转化率|加购比例",
            en="cart rate|add to cart rate|add-to-cart rate",
        ),
        needs=("event",),
    ),
    Metric(
        name="converted",
        label=N_("Viewers who bought"),
        sentence=N_("Known customers who viewed something in the period and paid for an order in it."),
        formula="converted",
        unit="count",
        grain="customer",
        synonyms=words(
            zh="转化人数|转化客户数|浏览后购买人数|看了又买的人数|成交访客数",
            en="viewers who bought|converted viewers|converted customers|visitors who bought",
        ),
        needs=("order", "event", "customer"),
    ),
)
