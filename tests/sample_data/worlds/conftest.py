"""One world of sixty shops for all tests of it, as Arrow tables and as pandas frames."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
import pytest

from sample_data.worlds.truth import truth_table
from sample_data.worlds.world import Chunk, World

# Five weeks without a festival before it, so that plain before-and-after comparisons are fair.
QUIET_DAY = date(2026, 5, 8)


@dataclass(frozen=True)
class Family:
    """A world in which only some causes are planted: its facts as frames, and its truths with their subjects read."""

    frames: dict[str, pd.DataFrame]
    truths: tuple[tuple[dict[str, Any], pd.Series], ...]

    def of(self, name: str, role: str = "planted") -> list[tuple[dict[str, Any], pd.Series]]:
        """All truths of a name, subjects and row."""
        return [(s, row) for s, row in self.truths if row["name"] == name and row["role"] == role]

    def rows(self, fact: str, shop_id: str) -> pd.DataFrame:
        """One shop's rows of a fact."""
        frame = self.frames[fact]
        return frame[frame["shop_id"] == shop_id]

    def sold(self, shop_id: str) -> pd.DataFrame:
        """One shop's lines that were paid for."""
        lines = self.rows("order_line", shop_id)
        return lines[lines["status"].isin(["paid", "refunded"])]


def read(chunk: Chunk) -> dict[str, pd.DataFrame]:
    """The facts as a stranger would read them."""
    found = {kind: table.to_pandas() for kind, table in chunk.tables.items()}
    for frame in found.values():
        for name in frame.columns:
            if name.endswith("_on"):
                frame[name] = pd.to_datetime(frame[name])
            elif name in ("unit_price", "discount_amount", "paid_amount", "refund_amount", "price"):
                frame[name] = frame[name].astype(float)
    return found


@pytest.fixture(scope="session")
def family(world: World) -> Callable[..., Family]:
    """Builds (once) a world of forty shops with only the named causes."""

    @lru_cache(maxsize=16)
    def build(*names: str) -> Family:
        made = replace(world, shops=40, causes=names)
        chunk = made.chunk(range(made.shops))
        rows = truth_table(list(chunk.truths)).to_pandas()
        return Family(read(chunk), tuple((json.loads(row["subjects"]), row) for _, row in rows.iterrows()))

    return build


@pytest.fixture(scope="session")
def world() -> World:
    """Sixty shops of 5,000 lines on average."""
    return World(seed=11, shops=60, lines_per_shop=5_000, last_day=QUIET_DAY)


@pytest.fixture(scope="session")
def chunk(world: World) -> Chunk:
    """The whole world in one piece."""
    return world.chunk(range(world.shops))


@pytest.fixture(scope="session")
def frames(chunk: Chunk) -> dict[str, pd.DataFrame]:
    """That world's facts as frames."""
    return read(chunk)


@pytest.fixture(scope="session")
def truth(chunk: Chunk) -> pd.DataFrame:
    """The answer sheet of that world."""
    return truth_table(list(chunk.truths)).to_pandas()
