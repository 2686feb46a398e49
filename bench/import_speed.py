"""How long bringing in the whole Online Retail file takes, against DuckDB's own reading of it into a table.

`python -m bench.import_speed`: medians of three, each into a fresh warehouse file; prints one JSON line.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake import importer
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import SystemClock

FILES = Path(__file__).parents[2] / "shared" / "data" / "online_retail"
SHOP = Shop(id="retail", name="Retail", zone="Europe/London", currency="GBP", language="en")
ROUNDS = 3


def bare(path: Path, folder: Path) -> float:
    """Seconds of DuckDB's own CREATE TABLE AS over read_csv, into a file."""
    connection = duckdb.connect(str(folder / "bare.duckdb"))
    started = time.perf_counter()
    connection.execute("CREATE TABLE lines AS SELECT * FROM read_csv(?)", [str(path)])
    seconds = time.perf_counter() - started
    connection.close()
    return seconds


def ours(path: Path, folder: Path) -> float:
    """Seconds of a whole import: unpacking, typing, judging, duplicates, customers, storing."""
    warehouse, clock = Warehouse(folder / "warehouse.duckdb"), SystemClock()
    make_shop(warehouse, SHOP, clock.now())
    book = ContactBook(b"b" * 32)
    started = time.perf_counter()
    importer.load(warehouse, SHOP, path, path.name, contacts=book, clock=clock)
    seconds = time.perf_counter() - started
    warehouse.close()
    return seconds


def run() -> dict[str, Any]:
    """Medians of both in seconds, and their ratio; `skipped` says why when the file is absent."""
    found = sorted(FILES.glob("*.csv.gz"))
    if not found:
        return {"skipped": f"no file in {FILES}"}
    # In turns, so that whatever else the machine does weighs on both alike.
    rounds = [(_seconds(bare, found[0]), _seconds(ours, found[0])) for _ in range(ROUNDS)]
    bare_seconds, own_seconds = (statistics.median(column) for column in zip(*rounds, strict=True))
    return {
        "file": found[0].name,
        "read_csv_seconds": round(bare_seconds, 3),
        "import_seconds": round(own_seconds, 3),
        "ratio": round(own_seconds / bare_seconds, 2),
        "target_ratio": 3,
    }


def _seconds(measure: Callable[[Path, Path], float], path: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return measure(path, Path(folder))


if __name__ == "__main__":
    print(json.dumps(run()))
