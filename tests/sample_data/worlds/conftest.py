"""One world of sixty shops for all tests of it, as Arrow tables and as pandas frames."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from sample_data.worlds.truth import truth_table
from sample_data.worlds.world import Chunk, World

# Five weeks without a festival before it, so that plain before-and-after comparisons are fair.
QUIET_DAY = date(2026, 5, 8)


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
    """The facts as a stranger would read them."""
    found = {kind: table.to_pandas() for kind, table in chunk.tables.items()}
    lines = found["order_line"]
    lines["ordered_on"] = pd.to_datetime(lines["ordered_on"])
    for name in ("unit_price", "discount_amount", "paid_amount", "refund_amount"):
        lines[name] = lines[name].astype(float)
    return found


@pytest.fixture(scope="session")
def truth(chunk: Chunk) -> pd.DataFrame:
    """The answer sheet of that world."""
    return truth_table(list(chunk.truths)).to_pandas()
