"""One built world and its written exports for all tests of the sample shop."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sample_data.world import World, build_world

# A day without a festival in the five weeks before it, so that plain before-and-after comparisons are fair.
QUIET_DAY = date(2026, 5, 8)

ReadExports = Callable[[World, Path], dict[str, pd.DataFrame]]


def read_exports(world: World, folder: Path) -> dict[str, pd.DataFrame]:
    """Writes a world's exports and reads them back as text, as an importer would; days and money are parsed beside the text."""
    frames = {
        kind: pd.read_csv(path, dtype=str, keep_default_na=False)
        for kind, path in world.write(folder).items()
    }
    orders, events = frames["orders"], frames["events"]
    orders["day"] = pd.to_datetime(orders["ordered_at"]).dt.normalize()
    for name in ("quantity", "unit_price", "discount", "paid_amount", "refund_amount"):
        orders[name] = pd.to_numeric(orders[name])
    orders["net"] = orders["paid_amount"] - orders["refund_amount"]
    events["day"] = pd.to_datetime(events["happened_at"]).dt.normalize()
    return frames


@pytest.fixture(scope="session")
def shop_world() -> World:
    """The sample shop on a quiet day, with the default seed."""
    return build_world(QUIET_DAY)


@pytest.fixture(scope="session")
def shop_exports(shop_world: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """The exports of `shop_world`, read back."""
    return read_exports(shop_world, tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="session")
def read() -> ReadExports:
    """Writes any world's exports into a folder and reads them back."""
    return read_exports


@pytest.fixture(scope="session")
def anchor(shop_world: World) -> pd.Timestamp:
    """The day the story is told for."""
    return pd.Timestamp(shop_world.anchor)
