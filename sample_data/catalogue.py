"""The shelf as arrays: products, their prices over time, and who buys which category."""

from dataclasses import dataclass

import numpy as np

from sample_data.chance import Chance, Floats, Ints, Strings
from sample_data.goods import SHELF
from sample_data.shop import GROUPS

CATEGORIES = tuple(SHELF)
CATEGORY = {name: place for place, name in enumerate(CATEGORIES)}

# Months of the child's age at which the next bucket begins: expecting, newborn, 6, 12, 24 and 48 months.
AGE_BUCKETS = (0, 6, 12, 24, 48)
BUCKETS = len(AGE_BUCKETS) + 1

PRICE_STEP_QUIET_DAYS = 40

# Share of order lines a category would have if everybody were the same; then factors by the child's age bucket.
_SHARE_AND_AGES: dict[str, tuple[float, tuple[float, ...]]] = {
    "奶粉": (5.5, (0.3, 1.5, 1.5, 1.3, 0.8, 0.3)),
    "纸尿裤": (9.5, (0.4, 1.7, 1.6, 1.4, 0.6, 0.1)),
    "湿巾": (10.5, (0.7, 1.2, 1.2, 1.1, 0.9, 0.8)),
    "辅食": (9.0, (0.05, 0.3, 1.6, 1.6, 1.1, 0.5)),
    "有机辅食": (8.5, (0.05, 0.4, 2.0, 1.7, 0.9, 0.3)),
    "哺喂用品": (6.0, (0.8, 1.5, 1.4, 1.1, 0.7, 0.3)),
    "洗护": (7.5, (0.7, 1.1, 1.0, 1.0, 1.0, 1.0)),
    "童装": (8.5, (0.8, 1.1, 1.0, 1.1, 1.2, 1.1)),
    "玩具": (7.0, (0.2, 0.7, 1.0, 1.3, 1.4, 1.2)),
    "绘本": (7.5, (0.2, 0.6, 0.9, 1.3, 1.4, 1.2)),
    "孕产护理": (3.5, (6.0, 1.8, 0.4, 0.2, 0.1, 0.1)),
    "出行": (1.2, (1.5, 1.3, 1.0, 0.9, 0.9, 0.7)),
    "家纺": (4.5, (1.1, 1.0, 0.9, 0.9, 1.0, 1.2)),
    "厨房收纳": (6.0, (0.7, 0.7, 0.9, 1.0, 1.1, 1.4)),
    "清洁": (8.0, (0.7, 0.8, 0.9, 1.0, 1.1, 1.3)),
    "亲子手作": (0.40, (0.3, 0.8, 0.8, 0.9, 1.3, 1.3)),
}

# What a group wants more or less than others. Groups not named take the average.
_GROUP_TASTES: dict[str, dict[str, float]] = {
    "宝妈1群": {
        "奶粉": 1.5,
        "纸尿裤": 1.6,
        "湿巾": 1.2,
        "哺喂用品": 1.4,
        "有机辅食": 0.7,
        "厨房收纳": 0.4,
        "清洁": 0.5,
    },
    "宝妈2群": {
        "有机辅食": 4.5,
        "辅食": 1.4,
        "哺喂用品": 1.2,
        "绘本": 1.1,
        "厨房收纳": 0.5,
        "清洁": 0.5,
        "家纺": 0.6,
    },
    "宝妈3群": {
        "玩具": 1.7,
        "绘本": 1.7,
        "童装": 1.5,
        "亲子手作": 1.5,
        "有机辅食": 0.7,
        "厨房收纳": 0.5,
        "清洁": 0.6,
    },
    "健身妈妈群": {
        "有机辅食": 1.3,
        "孕产护理": 1.9,
        "洗护": 1.5,
        "出行": 1.8,
        "童装": 0.8,
        "纸尿裤": 0.7,
        "清洁": 0.7,
    },
    "家居好物群": {
        "厨房收纳": 3.2,
        "清洁": 2.8,
        "家纺": 2.4,
        "湿巾": 1.1,
        "奶粉": 0.3,
        "纸尿裤": 0.3,
        "辅食": 0.4,
        "有机辅食": 0.4,
    },
    "老客群": {"湿巾": 1.3, "清洁": 1.2, "玩具": 1.1, "有机辅食": 0.7},
    "": {"有机辅食": 0.7},
}

# Yearly swing of demand: (strength, month of the year in which it is highest). Steady categories are not named.
_SEASON: dict[str, tuple[float, float]] = {
    "童装": (0.20, 10.5), "家纺": (0.22, 11.0), "出行": (0.25, 4.5), "洗护": (0.10, 7.0), "清洁": (0.12, 1.0),
    "玩具": (0.12, 12.5), "厨房收纳": (0.08, 3.0), "纸尿裤": (0.06, 1.0),
}  # fmt: skip

# What is put in the basket beside the first thing.
_COMPANIONS: dict[str, tuple[str, ...]] = {
    "奶粉": ("纸尿裤", "哺喂用品"), "纸尿裤": ("湿巾", "洗护"), "湿巾": ("纸尿裤", "清洁"), "辅食": ("有机辅食", "哺喂用品"),
    "有机辅食": ("辅食", "哺喂用品"), "哺喂用品": ("奶粉", "辅食"), "洗护": ("湿巾", "童装"), "童装": ("洗护", "玩具"),
    "玩具": ("绘本", "童装"), "绘本": ("玩具", "童装"), "孕产护理": ("洗护", "哺喂用品"), "出行": ("童装", "湿巾"),
    "家纺": ("厨房收纳", "清洁"), "厨房收纳": ("清洁", "家纺"), "清洁": ("厨房收纳", "湿巾"), "亲子手作": ("绘本", "玩具"),
}  # fmt: skip
COMPANIONS = np.array([[CATEGORY[name] for name in _COMPANIONS[category]] for category in CATEGORIES])

SHARES = np.array([_SHARE_AND_AGES[name][0] for name in CATEGORIES])
AGE_FACTORS = np.array([_SHARE_AND_AGES[name][1] for name in CATEGORIES]).T
GROUP_TASTES = np.array([[_GROUP_TASTES.get(g, {}).get(c, 1.0) for c in CATEGORIES] for g in GROUPS])

# How often the same product is bought again rather than a fresh choice made.
_HABIT = {"奶粉": 0.85, "纸尿裤": 0.75, "湿巾": 0.6, "辅食": 0.45, "有机辅食": 0.45, "洗护": 0.5, "清洁": 0.5}
HABITS = np.array([_HABIT.get(name, 0.12) for name in CATEGORIES])


@dataclass(frozen=True)
class Catalogue:
    """All products, one place each, in the order of the shelf. Money in whole cents (fen), days since 1970-01-01."""

    ids: Strings
    skus: Strings
    names: Strings
    brands: Strings
    tags: Strings
    category: Ints
    first_stage: Ints
    last_stage: Ints
    price: Ints
    cost: Ints
    listed: Ints
    price_step_on: Ints
    price_step: Floats
    popularity: Floats
    shelf: Floats  # running popularity on a line per (age bucket, category), for one `searchsorted` over everything
    elder: Ints  # a product of the same category that was always listed

    def __len__(self) -> int:
        return len(self.ids)

    def list_price(self, product: Ints, day: Ints) -> Ints:
        """The shop's own price of a product on a day, in cents, before any promotion."""
        stepped = np.where(day < self.price_step_on[product], self.price_step[product], 1.0)
        return np.where(stepped == 1.0, self.price[product], _nice(self.price[product] * stepped))

    def draw(self, bucket: Ints, category: Ints, uniform: Floats) -> Ints:
        """A product of each category, by popularity among what suits the age bucket."""
        line = bucket * len(CATEGORIES) + category
        place = np.searchsorted(self.shelf, line + uniform * 0.999999, side="right")
        return place % len(self)

    def on_sale(self, product: Ints, day: Ints) -> Ints:
        """The product itself, or its always-listed elder where it was not listed yet."""
        return np.where(self.listed[product] <= day, product, self.elder[product])


def season(days: Ints) -> Floats:
    """Demand factor of each category on each day, shape (days, categories)."""
    strength = np.array([_SEASON.get(name, (0.0, 1.0))[0] for name in CATEGORIES])
    peak = np.array([_SEASON.get(name, (0.0, 1.0))[1] for name in CATEGORIES])
    month = (days % 365.2425) / 365.2425 * 12 + 1  # 1970-01-01 is day 0, so this is the time of the year
    swing: Floats = 1.0 + strength * np.cos((month[:, None] - peak) / 12 * 2 * np.pi)
    return swing


def _nice(cents: Ints | Floats) -> Ints:
    """A price as shops write it: 12.9 below a hundred yuan, whole yuan above."""
    yuan = cents / 100.0
    return np.where(yuan < 100, np.round(yuan) * 100 - 10, np.round(yuan) * 100).astype(np.int64)


def _rows() -> list[tuple[str, str, str, str, str, float]]:
    """(category, brand, full name, stage, tags, price in yuan) of every product."""
    rows = []
    for category, lines in SHELF.items():
        for brand, name, variants, first, last, stage, tags in lines:
            kinds = variants.split()
            prices = np.linspace(first, last, len(kinds))
            rows += [
                (category, brand, f"{brand}{name} {kind}", stage, tags, price)
                for kind, price in zip(kinds, prices, strict=True)
            ]
    return rows


def _steps(chance: Chance, count: Ints, start: int, anchor: int) -> tuple[Ints, Floats]:
    """When a product's list price changed and from which multiple; quiet in the weeks before the anchor."""
    span = max(anchor - PRICE_STEP_QUIET_DAYS - start, 1)
    changes = chance.uniform("price changes", count) < 0.25
    on = np.where(changes, start + chance.below(span, "price step day", count), start - 10_000)
    return on, 0.92 + 0.14 * chance.uniform("price step", count)


def _popularity(chance: Chance, category: Ints, count: Ints) -> Floats:
    """Zipf-like weights inside each category, in an order that the seed decides."""
    luck = chance.uniform("popularity", count)
    rank = np.array([np.sum((category == category[i]) & (luck > luck[i])) for i in count])
    weight: Floats = (rank + 1.0) ** -0.9
    return weight


def _shelf(category: Ints, first: Ints, last: Ints, weight: Floats) -> Floats:
    """For each (age bucket, category) a running share over all products, laid end to end."""
    bucket = np.arange(BUCKETS)[:, None]
    suits = np.where((first <= bucket) & (bucket <= last), 1.0, 0.03)
    table = (suits * weight)[:, None, :] * (category == np.arange(len(CATEGORIES))[:, None])
    running = np.cumsum(table, axis=2)
    running /= running[:, :, -1:]
    offset = np.arange(BUCKETS * len(CATEGORIES))[:, None]
    line: Floats = (running.reshape(len(offset), -1) + offset).ravel().astype(np.float64)
    return line


def _elders(category: Ints, listed: Ints, popularity: Floats, start: int) -> Ints:
    old = listed < start
    best = [int(np.argmax(np.where((category == c) & old, popularity, -1.0))) for c in range(len(CATEGORIES))]
    return np.array(best)[category]


def _skus(category: Ints) -> Strings:
    return np.array([f"XL{c + 11}-{i * 37 % 1000:03d}" for i, c in enumerate(category)], dtype=object)


def build_catalogue(chance: Chance, start: int, anchor: int) -> Catalogue:
    """The 300 products of the shop; the seed decides popularity, costs, listing days and price changes."""
    rows = _rows()
    count = np.arange(len(rows))
    category = np.array([CATEGORY[row[0]] for row in rows])
    first = np.array([int(row[3][0]) if row[3] else 0 for row in rows])
    last = np.array([int(row[3][-1]) if row[3] else BUCKETS - 1 for row in rows])
    price = _nice(np.array([row[5] for row in rows]) * 100)
    new = chance.uniform("listed later", count) < 0.10
    span = max(anchor - 60 - start, 1)
    listed = np.where(
        new,
        start + chance.below(span, "listed in", count),
        start - 30 - chance.below(700, "listed before", count),
    )
    step_on, step = _steps(chance, count, start, anchor)
    popularity = _popularity(chance, category, count)
    return Catalogue(
        ids=np.array([f"P{i + 1:04d}" for i in count], dtype=object), skus=_skus(category),
        names=np.array([row[2] for row in rows], dtype=object), brands=np.array([row[1] for row in rows], dtype=object),
        tags=np.array([row[4] for row in rows], dtype=object), category=category, first_stage=first, last_stage=last,
        price=price, cost=np.round(price * (0.52 + 0.2 * chance.uniform("cost", count))).astype(np.int64),
        listed=listed, price_step_on=step_on, price_step=step, popularity=popularity,
        shelf=_shelf(category, first, last, popularity), elder=_elders(category, listed, popularity, start),
    )  # fmt: skip


def age_bucket(day: Ints, born: Ints) -> Ints:
    """The age bucket of a child born on a day, on another day."""
    months = (day - born) / 30.44
    return np.searchsorted(np.array(AGE_BUCKETS), months, side="right")
