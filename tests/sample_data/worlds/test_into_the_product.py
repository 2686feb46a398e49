"""The product takes a world in: canonical files through the importer, whole worlds straight into the warehouse."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from brain.facts.warehouse.batches import list_batches
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import list_shops
from sample_data.worlds.world import Chunk, World


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_importer_takes_every_file_whole(world: World, tmp_path: Path, language: str) -> None:
    """All nine kinds, no row left out, whatever the shop's language."""
    number = next(n for n in range(200) if world.profile(n).language == language and world.profile(n).lines < 3_000 and not world.profile(n).lacking - {"cost"})  # fmt: skip
    paths = world.write_csv(number, tmp_path / "files")
    assert len(paths) == 9
    told = subprocess.run(
        [sys.executable, "-m", "brain", "import", *map(str, paths.values()), "--home", str(tmp_path / "home"), "--json"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    warehouse = Warehouse(tmp_path / "home" / "warehouse.duckdb")
    batches = list_batches(warehouse, list_shops(warehouse)[0].id)
    warehouse.close()
    assert {batch.kind for batch in batches} == set(paths)
    assert [(b.kind, b.quarantined, b.duplicates) for b in batches if b.quarantined or b.duplicates] == []


def test_a_world_goes_straight_into_the_warehouse(world: World, chunk: Chunk, tmp_path: Path) -> None:
    """Every row is visible through the product's views, under its shop, with a batch behind it; the answer sheet comes back."""
    warehouse = Warehouse(tmp_path / "w.duckdb")
    with warehouse.cursor() as cursor:
        truth = world.load_into(cursor)
    with warehouse.cursor() as cursor:
        counts = {kind: cursor.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in world.kinds}
        keys = cursor.execute(
            "SELECT count(*), count(DISTINCT (shop_id, row_key)) FROM order_line"
        ).fetchone()
        batches = cursor.execute("SELECT count(*) FROM order_line l ANTI JOIN import_batch b ON b.batch_id = l.batch_id AND b.shop_id = l.shop_id").fetchone()  # fmt: skip
    shops = list_shops(warehouse)
    warehouse.close()
    assert counts == {kind: table.num_rows for kind, table in chunk.tables.items()}
    assert keys[0] == keys[1]
    assert batches == (0,)
    assert len(shops) == world.shops
    assert json.loads(truth.column("subjects")[0].as_py()) is not None
    assert truth.num_rows == len(chunk.truths)
