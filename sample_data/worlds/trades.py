"""What the shops sell: five trades, each with its categories, groups, basket and rhythm. Prices in yuan, pauses in days."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """`low` and `high` bound the usual price in yuan; `lasts` is how many days a piece lasts (0: it is not used up); `peak` a month or 0."""

    zh: str
    en: str
    low: float
    high: float
    lasts: int = 0
    peak: int = 0
    weight: float = 1.0


@dataclass(frozen=True)
class Trade:
    """`pause` is the usual number of days between a customer's orders, `basket` the usual number of lines of an order."""

    name: str
    pause: float
    basket: float
    sizes: tuple[str, ...]
    categories: tuple[Category, ...]
    groups: tuple[tuple[str, str], ...]


def _category(row: tuple[str, str, float, float, int, int, float]) -> Category:
    return Category(*row)


MATERNITY = Trade(
    "maternity", 20.0, 2.2, ("",),
    tuple(map(_category, (
        ("奶粉", "infant formula", 160, 380, 21, 0, 1.4), ("纸尿裤", "nappies", 60, 160, 18, 0, 1.6),
        ("湿巾", "baby wipes", 9, 40, 14, 0, 1.3), ("辅食", "baby food", 18, 70, 12, 0, 1.3),
        ("洗护", "baby care", 29, 110, 40, 0, 1.0), ("玩具", "toys", 25, 200, 0, 6, 0.9),
        ("绘本", "picture books", 15, 60, 0, 6, 0.8), ("童装", "children's wear", 39, 180, 0, 9, 0.9),
        ("哺喂用品", "feeding ware", 19, 130, 0, 0, 0.7),
    ))),
    (("宝妈1群", "mums 1"), ("宝妈2群", "mums 2"), ("孕妈群", "expecting"), ("二胎家庭群", "second child"), ("老客群", "regulars")),
)  # fmt: skip
FASHION = Trade(
    "fashion", 45.0, 1.6, ("S", "M", "L"),
    tuple(map(_category, (
        ("连衣裙", "dresses", 89, 420, 0, 6, 1.2), ("衬衫", "shirts", 59, 260, 0, 5, 1.1), ("牛仔裤", "jeans", 99, 320, 0, 10, 1.0),
        ("外套", "coats", 199, 900, 0, 11, 0.9), ("针织衫", "knitwear", 79, 380, 0, 11, 1.0), ("鞋靴", "shoes", 129, 520, 0, 0, 1.0),
        ("包袋", "bags", 99, 680, 0, 0, 0.7), ("配饰", "accessories", 15, 120, 0, 0, 0.9),
    ))),
    (("通勤穿搭群", "office looks"), ("小个子群", "petite"), ("新品群", "new arrivals"), ("会员群", "members")),
)  # fmt: skip
GROCERIES = Trade(
    "groceries", 9.0, 3.2, ("",),
    tuple(map(_category, (
        ("水果", "fruit", 9, 60, 6, 7, 1.6), ("蔬菜", "vegetables", 4, 25, 4, 0, 1.7), ("乳品", "dairy", 6, 70, 8, 0, 1.4),
        ("粮油", "rice and oil", 20, 130, 30, 0, 0.9), ("零食", "snacks", 6, 45, 12, 1, 1.3), ("饮料", "drinks", 4, 60, 9, 7, 1.2),
        ("调味", "seasoning", 6, 40, 45, 0, 0.8), ("冷冻", "frozen food", 15, 90, 15, 12, 0.9), ("清洁", "cleaning", 9, 60, 35, 0, 0.8),
        ("健康零食", "protein snacks", 19, 99, 14, 0, 0.8),
    ))),
    (("东区邻里群", "east side"), ("西区邻里群", "west side"), ("健身群", "gym"), ("下厨群", "home cooks")),
)  # fmt: skip
GIFTS = Trade(
    "gifts", 75.0, 1.4, ("",),
    tuple(map(_category, (
        ("鲜花", "flowers", 49, 400, 0, 2, 1.2), ("香薰", "candles", 29, 220, 50, 12, 1.1), ("茶礼", "tea gifts", 88, 520, 60, 1, 0.9),
        ("手账文具", "stationery", 9, 90, 0, 9, 1.1), ("摆件", "ornaments", 29, 260, 0, 12, 1.0), ("贺卡", "cards", 5, 25, 0, 12, 1.0),
        ("巧克力", "chocolate", 25, 180, 0, 2, 0.9), ("饰品", "jewellery", 59, 600, 0, 2, 0.8),
    ))),
    (("企业采购群", "company buyers"), ("闺蜜群", "friends"), ("节日提醒群", "reminders")),
)  # fmt: skip
COFFEE = Trade(
    "coffee", 14.0, 1.8, ("",),
    tuple(map(_category, (
        ("咖啡豆", "coffee beans", 48, 190, 15, 0, 1.7), ("挂耳", "drip bags", 29, 120, 12, 0, 1.4), ("冷萃", "cold brew", 19, 90, 10, 7, 1.0),
        ("茶", "tea", 30, 160, 25, 0, 0.8), ("烘焙点心", "bakery", 12, 60, 5, 0, 1.2), ("器具", "equipment", 39, 600, 0, 11, 0.6),
        ("滤纸耗材", "filters", 12, 60, 40, 0, 0.9), ("杯具", "cups", 29, 180, 0, 12, 0.6),
    ))),
    (("咖啡爱好者群", "coffee lovers"), ("办公室拼单群", "office orders"), ("新手群", "beginners")),
)  # fmt: skip

TRADES = (MATERNITY, FASHION, GROCERIES, GIFTS, COFFEE)
BRANDS = {
    "zh": ("北岸", "晴野", "木禾", "小满", "远山", "稻里", "知夏", "青屿"),
    "en": ("Loma", "Halden", "Piro", "Arven", "Fenwick", "Sorrel", "Kestrel", "Marlow"),
}
