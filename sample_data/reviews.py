"""Customer reviews: one in sixteen paid lines gets one, a few days after it arrives."""

import numpy as np

from sample_data import writing
from sample_data.catalogue import CATEGORIES
from sample_data.chance import Chance, Floats, Ints, Keys, Strings
from sample_data.pricing import PAID, REFUNDED
from sample_data.simulate import Life
from sample_data.writing import Table

_SHARE = 0.06
_RATINGS_PAID = (0.02, 0.03, 0.08, 0.21, 0.66)
_RATINGS_REFUNDED = (0.40, 0.28, 0.18, 0.10, 0.04)

_FOOD = (
    "宝宝很爱吃，一碗都吃完了",
    "配料表很干净，放心",
    "口感细腻，没有怪味",
    "日期很新鲜",
    "味道偏淡，正适合我家宝宝",
    "独立小袋，出门带着方便",
)
_CARE = (
    "温和不刺激，用着没起红疹",
    "味道很淡，不熏人",
    "瓶子严实，路上没漏",
    "全家都在用",
    "量挺足，用了快一个月",
)
_WEAR = (
    "面料很软，洗了没变形",
    "尺码标准，刚好合身",
    "颜色和图片一样",
    "走线整齐，没什么线头",
    "穿上不勒，孩子愿意穿",
)
_NAPPY = ("吸水快，一晚上没漏", "腰围不勒，腿上没印子", "比之前的薄，夏天不闷", "囤了两包，够用一阵")
_WIPE = ("纸够厚，不容易破", "水分刚好，没有香味", "抽取顺手，不会一带好几张", "家里到处都放一包")
_PLAY = (
    "孩子玩了一下午",
    "边角打磨得光滑",
    "颜色好看，没有味道",
    "比想象的大一点，很喜欢",
    "送朋友家孩子的，说很喜欢",
)
_BOOK = ("每天睡前都要讲一遍", "纸张厚，不容易撕坏", "画得可爱，孩子自己翻", "内容简单，两岁刚好")
_HOME = (
    "尺寸合适，放进柜子刚好",
    "做工扎实，没有毛刺",
    "用了一周，确实省事",
    "比超市的划算",
    "收纳完清爽多了",
)
_MILK = ("冲调方便，不结块", "宝宝接受得很快", "日期很新鲜", "包装完好，没有磕碰", "一直喝这款")
_MOTHER = ("用着舒服，不闷", "月子里用得上", "尺寸和描述一样", "手感柔软", "孕晚期买的，很及时")
_CLEAN = ("去污挺明显", "味道不冲", "用量省", "比超市的划算", "用了一周，确实省事", "囤一点不怕断货")
_BODIES: dict[str, tuple[str, ...]] = {
    "奶粉": _MILK, "辅食": _FOOD, "有机辅食": _FOOD, "纸尿裤": _NAPPY, "湿巾": _WIPE, "洗护": _CARE, "孕产护理": _MOTHER, "童装": _WEAR,
    "玩具": _PLAY, "亲子手作": _PLAY, "绘本": _BOOK, "哺喂用品": ("好清洗，没有死角", "密封好，倒过来不漏", "孩子拿得住", "材质摸着放心", "刻度清楚"),
    "出行": ("推着轻，一只手能收", "背着不累肩", "装得多，分层清楚"), "家纺": ("摸着软，洗了不掉毛", "厚薄合适", "颜色耐看", "吸水不错"),
    "厨房收纳": _HOME, "清洁": _CLEAN,
}  # fmt: skip
_OPENINGS = (
    "",
    "",
    "",
    "第二次买了，",
    "群里推荐买的，",
    "朋友介绍的，",
    "趁活动入的，",
    "老顾客了，",
    "物流很快，",
    "包装完好，",
)
_GOOD_ENDINGS = ("。", "。", "，会回购。", "，推荐。", "，满意。", "，下次还来。", "，比之前买的好用。")
_FAIR = (
    "一般，和价格差不多。",
    "还行吧，没有特别惊喜。",
    "东西可以，发货慢了两天。",
    "包装有点压坏了，里面没事。",
    "能用，颜色和图片有点差别。",
)
_BAD = (
    "收到有破损，联系客服才处理。",
    "味道有点重，不太敢给孩子用。",
    "等了五天才到，急用的别买。",
    "和描述不太一样，有点失望。",
    "尺寸偏小，退了。",
    "用了两次就不太行了。",
)


def _texts(chance: Chance, key: Keys, place: Ints, category: Ints, rating: Ints) -> Strings:
    opening = np.array(_OPENINGS, dtype=object)[chance.below(len(_OPENINGS), "opening", key, place)]
    ending = np.array(_GOOD_ENDINGS, dtype=object)[chance.below(len(_GOOD_ENDINGS), "ending", key, place)]
    which: Floats = chance.uniform("body", key, place)
    bodies = [_BODIES[CATEGORIES[c]] for c in category.tolist()]
    body = np.array(
        [pool[int(u * len(pool))] for pool, u in zip(bodies, which.tolist(), strict=True)], dtype=object
    )
    fair = np.array(_FAIR, dtype=object)[chance.below(len(_FAIR), "fair", key, place)]
    bad = np.array(_BAD, dtype=object)[chance.below(len(_BAD), "bad", key, place)]
    found: Strings = np.where(rating >= 4, opening + body + ending, np.where(rating == 3, fair, bad))
    return found


def reviews_table(life: Life) -> Table:
    """reviews.csv in order of time: those written by the last day."""
    heads, lines, chance, last = life.orders, life.lines, life.cast.chance, life.cast.span.last
    key = heads.key[lines.order]
    money = (life.priced.status == PAID) | (life.priced.status == REFUNDED)
    day = (
        heads.day[lines.order]
        + 2
        + np.floor(4 * chance.exponential("review after", key, lines.place)).astype(np.int64)
    )
    rows = np.flatnonzero(money & (chance.uniform("reviews", key, lines.place) < _SHARE) & (day <= last))
    key, place, order, product = key[rows], lines.place[rows], lines.order[rows], lines.product[rows]
    at = day[rows] * 86_400 + 28_800 + chance.below(54_000, "review second", key, place)
    happy = chance.choice(_RATINGS_PAID, "rating", key, place)
    unhappy = chance.choice(_RATINGS_REFUNDED, "rating", key, place)
    rating = 1 + np.where(life.priced.status[rows] == REFUNDED, unhappy, happy)
    goods = life.cast.catalogue
    number = writing.order_numbers(heads.day[order], heads.second[order], heads.customer[order])
    table = {
        "review_id": [f"R{n}{p}" for n, p in zip(number.tolist(), place.tolist(), strict=True)], "reviewed_at": writing.times(at),
        "product_id": writing.text(goods.ids[product]), "customer_id": writing.text(life.cast.people.ids[heads.customer[order]]),
        "rating": writing.numbers(rating), "text": writing.text(_texts(chance, key, place, goods.category[product], rating)),
    }  # fmt: skip
    return writing.rows_in_order(table, np.lexsort((order, at)))
