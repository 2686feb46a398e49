"""Every source, in one visible tuple: shop systems first; where a header fits several equally well, the earlier reads it."""

from __future__ import annotations

from brain.facts.sources.amazon import AMAZON
from brain.facts.sources.base import Source
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.douyin import DOUYIN
from brain.facts.sources.etsy import ETSY_ITEMS, ETSY_ORDERS
from brain.facts.sources.jd import JD
from brain.facts.sources.online_retail import ONLINE_RETAIL
from brain.facts.sources.pinduoduo import PINDUODUO
from brain.facts.sources.restaurant import RESTAURANT
from brain.facts.sources.shopify import SHOPIFY
from brain.facts.sources.shopify_products import SHOPIFY_PRODUCTS
from brain.facts.sources.square import SQUARE
from brain.facts.sources.taobao import TAOBAO
from brain.facts.sources.taobao_behavior import TAOBAO_BEHAVIOR, TaobaoBehavior
from brain.facts.sources.taobao_goods import TAOBAO_GOODS, TAOBAO_SUB_ORDERS
from brain.facts.sources.tmall import TMALL
from brain.facts.sources.wechat_shop import WECHAT_SHOP
from brain.facts.sources.woocommerce import WOOCOMMERCE, WOOCOMMERCE_CELL
from brain.facts.sources.woocommerce_products import WOOCOMMERCE_PRODUCTS
from brain.facts.sources.woocommerce_report import WOOCOMMERCE_REPORT
from brain.facts.sources.youzan import YOUZAN, YOUZAN_GOODS, YOUZAN_ORDERS

SOURCES: tuple[Source, ...] = (
    ONLINE_RETAIL,
    TMALL,
    SHOPIFY,
    RESTAURANT,
    TAOBAO_BEHAVIOR,
    TAOBAO,
    TAOBAO_SUB_ORDERS,
    TAOBAO_GOODS,
    JD,
    PINDUODUO,
    DOUYIN,
    YOUZAN,
    YOUZAN_ORDERS,
    YOUZAN_GOODS,
    WECHAT_SHOP,
    WOOCOMMERCE,
    WOOCOMMERCE_CELL,
    WOOCOMMERCE_REPORT,
    ETSY_ITEMS,
    ETSY_ORDERS,
    SQUARE,
    AMAZON,
    SHOPIFY_PRODUCTS,
    WOOCOMMERCE_PRODUCTS,
    CANONICAL,
)

HEADLESS: tuple[TaobaoBehavior, ...] = (TAOBAO_BEHAVIOR,)
"""Sources whose files begin with data."""
