"""The shops that questions are asked of: each as facts for the brain and as frames for the independent count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake import importer
from brain.facts.sources.intake.importer import Options
from brain.facts.tags.recompute import recompute
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from eval.by_hand import Frames, frames_of
from eval.shop_frames import Beside, restaurant_frames, retail_frames, sample_frames, tmall_frames
from eval.shop_tables import Facts, facts_of
from eval.small_shop import events, open_small_shop, order_lines, products
from sample_data.world import build_world

REAL_DATA = Path(__file__).parent.parent.parent / "shared" / "data"
IMPORTED_AT = datetime(2026, 11, 20, tzinfo=UTC)
LAST_DAY = date(2026, 11, 19)


@dataclass
class AskedShop:
    """One shop, open: its warehouse and the same facts as frames."""

    warehouse: Warehouse
    shop: Shop
    frames: Frames
    beside: Beside = field(default_factory=Beside)
    tagged_on: date | None = None

    @cached_property
    def facts(self) -> Facts:
        """The frames with a column for every dimension."""
        return facts_of(self.frames, self.beside, self.tagged_on)


def open_shop(name: str, folder: Path) -> AskedShop | str:
    """Make the shop in a folder; a sentence when its file is absent."""
    return OPENERS[name](folder)


def _small(folder: Path) -> AskedShop:
    warehouse, shop = open_small_shop(folder)
    # Everything there was looked at on the stroke of noon.
    return AskedShop(warehouse, shop, frames_of(order_lines(), products(), events().assign(happened_hour=12)))


def _imported(folder: Path, shop: Shop, *files: tuple[Path, Options]) -> Warehouse:
    """A warehouse of its own with the files loaded, in order, as the shop's owner would."""
    warehouse = Warehouse(folder / f"{shop.id}.duckdb")
    made = make_shop(warehouse, shop, IMPORTED_AT)
    book, clock = ContactBook(b"k" * 32), FixedClock(IMPORTED_AT)
    for path, options in files:
        importer.load(warehouse, made, path, path.name, options, contacts=book, clock=clock)
    return warehouse


def _absent(path: Path) -> str:
    return f"the real export file is not at {path}"


def _online_retail(folder: Path) -> AskedShop | str:
    path = REAL_DATA / "online_retail" / "online_retail_2010-12_2011-08.csv.gz"
    if not path.exists():
        return _absent(path)
    shop = Shop(id="uk", name="Gift shop", zone="Europe/London", currency="GBP", language="en")
    return AskedShop(_imported(folder, shop, (path, Options())), shop, retail_frames(path))


def _tmall(folder: Path) -> AskedShop | str:
    path = REAL_DATA / "tmall" / "tmall_order_report.csv"
    if not path.exists():
        return _absent(path)
    shop = Shop(id="tmall", name="天猫店", zone="Asia/Shanghai", currency="CNY", language="zh")
    return AskedShop(_imported(folder, shop, (path, Options())), shop, tmall_frames(path))


def _restaurant(folder: Path) -> AskedShop | str:
    """Two files that belong together: the dishes, with the bills beside them."""
    dishes = REAL_DATA / "restaurant" / "meal_order_detail.csv"
    bills = REAL_DATA / "restaurant" / "meal_order_info.csv"
    if not dishes.exists():
        return _absent(dishes)
    shop = Shop(id="restaurant", name="餐馆", zone="Asia/Shanghai", currency="CNY", language="zh")
    warehouse = _imported(folder, shop, (dishes, Options(companion=bills)))
    return AskedShop(warehouse, shop, restaurant_frames(dishes.parent))


def _sample(folder: Path) -> AskedShop:
    """The sample shop as it is on the day after its last full day, its customers tagged."""
    exports = build_world(LAST_DAY).write(folder / "sample")
    shop = Shop(id="demo", name="小鹿母婴", zone="Asia/Shanghai", currency="CNY", language="zh")
    files = [(path, Options(kind=kind)) for kind, path in exports.items()]
    warehouse = _imported(folder, shop, *files)
    recompute(warehouse, shop.id, lambda one: IMPORTED_AT.date())
    frames, beside = sample_frames(folder / "sample")
    return AskedShop(warehouse, shop, frames, beside, IMPORTED_AT.date())


OPENERS: dict[str, Callable[[Path], AskedShop | str]] = {
    "small": _small,
    "uk": _online_retail,
    "tmall": _tmall,
    "restaurant": _restaurant,
    "sample": _sample,
}
