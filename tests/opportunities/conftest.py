"""The seeded world read into a warehouse once, and empty shops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from brain.facts.warehouse.engine import Warehouse
from brain.opportunities.find import FeedResult
from sample_data.world import World, build_world
from tests.opportunities.shops import LAST, TODAY, facts_on, load_world, look, open_shop


@pytest.fixture(scope="session")
def world() -> World:
    """The seeded world whose story ends yesterday."""
    return build_world(LAST)


@pytest.fixture(scope="session")
def world_shop(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """A warehouse with the world's files; tests only read it."""
    folder = tmp_path_factory.mktemp("world")
    world.write(folder)
    warehouse = open_shop(folder / "warehouse.duckdb")
    load_world(warehouse, folder)
    yield warehouse
    warehouse.close()


@pytest.fixture(scope="session")
def found(world_shop: Warehouse) -> FeedResult:
    """What is found in the world this morning."""
    return look(facts_on(world_shop, TODAY))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Warehouse]:
    """An empty shop of its own."""
    warehouse = open_shop(tmp_path / "warehouse.duckdb")
    yield warehouse
    warehouse.close()
