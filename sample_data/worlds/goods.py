"""A shop's catalogue as columns, and the paths its prices took."""

from dataclasses import dataclass, field

import numpy as np

from sample_data.worlds.profiles import Profile
from sample_data.worlds.streams import Floats, Ints, stream
from sample_data.worlds.trades import BRANDS, Category

LEAST_PRODUCTS, MOST_PRODUCTS = 16, 500


@dataclass
class Goods:
    """One place a product. `price` and `cost` in hundredths of the currency, `listed` a day since 1970."""

    category: Ints
    brand: Ints
    popularity: Floats
    price: Ints
    cost: Ints
    listed: Ints
    names: list[str]
    categories: tuple[Category, ...]
    category_names: list[str]
    sizes: tuple[str, ...]
    tags: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.price)

    def product_id(self, place: int) -> str:
        """The shop's own number of a product."""
        return f"P{place:04d}"

    def sku(self, place: int, size: int) -> str:
        """The stock-keeping unit of a product in a size."""
        return f"P{place:04d}-{self.sizes[size] or '1'}"


@dataclass(frozen=True)
class Step:
    """Prices of one product (-1: all) are multiplied by `factor` on days [first, end)."""

    product: int
    first: int
    end: int
    factor: float


def rounded(profile: Profile, cents: Floats) -> Ints:
    """Prices as shops write them: whole tenths, or whole tens of yen."""
    unit = 1_000 if profile.whole_units else 10
    found: Ints = np.maximum(np.rint(cents / unit), 1).astype(np.int64) * unit
    return found


def prices_on(profile: Profile, goods: Goods, steps: list[Step], product: Ints, day: Ints) -> Ints:
    """List price of each product on its day, in hundredths."""
    price = goods.price[product].astype(np.float64)
    for step in steps:
        held = (day >= step.first) & (day < step.end)
        if step.product >= 0:
            held &= product == step.product
        price[held] *= step.factor
    return rounded(profile, price)


def build_goods(profile: Profile, first: int, last: int) -> Goods:
    """Draws the catalogue: every category has products; a few were listed during the year, none in the last sixty days."""
    chance, trade = stream(profile.seed, profile.number, "goods"), profile.trade
    many = int(np.clip(round(10 + 1.4 * profile.lines**0.5), LEAST_PRODUCTS, MOST_PRODUCTS))
    kinds = len(trade.categories)
    category = np.concatenate([np.arange(kinds), chance.integers(0, kinds, many - kinds)])
    low, high = np.array([c.low for c in trade.categories]), np.array([c.high for c in trade.categories])
    spread = np.exp(np.log(low[category]) + np.log(high / low)[category] * chance.beta(2, 2.5, many))
    price = rounded(profile, spread * profile.price_level * 100)
    rank = np.empty(many)
    rank[chance.permutation(many)] = np.arange(many)
    late = (chance.random(many) < 0.1) & (np.arange(many) >= kinds) & (last - first > 120)
    listed = np.where(
        late,
        first + 20 + chance.integers(0, max(last - first - 80, 1), many),
        first - chance.integers(30, 700, many),
    )
    brand = chance.integers(0, len(BRANDS[profile.language]), many)
    names = [profile.word(c.zh, c.en) for c in trade.categories]
    return Goods(
        category=category, brand=brand, popularity=1 / (rank + 3) ** 0.8, price=price,
        cost=np.maximum(np.rint(price * chance.uniform(0.4, 0.72, many)), 1).astype(np.int64), listed=listed,
        names=[f"{BRANDS[profile.language][b]} {names[c]} {i}" for i, (b, c) in enumerate(zip(brand.tolist(), category.tolist(), strict=True))],
        categories=trade.categories, category_names=names, sizes=trade.sizes, tags=[""] * many,
    )  # fmt: skip
