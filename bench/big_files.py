"""Large files: a GBK export against decoding it and DuckDB's bare reading; a workbook against calamine alone.

`python -m bench.big_files [MB]` (500 when left out, `make bench` takes 100): each reading in a process of its own, so
that its memory is its own. The files are made up: order lines of our own CSV with Chinese names.
"""

from __future__ import annotations

import codecs
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
from python_calamine import CalamineWorkbook

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake import importer
from brain.facts.sources.intake.progress import Progress
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import SystemClock
from brain.kernel.i18n import Text

SHOP = Shop(id="big", name="Big", zone="Asia/Shanghai", currency="CNY", language="zh")
HEADER = (
    "order_id", "line_no", "ordered_at", "status", "product_id", "product_name", "category", "quantity", "unit_price",
    "paid_amount", "refund_amount", "customer_id", "region", "channel", "group",
)  # fmt: skip
WORKBOOK_ROWS = 200_000
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
BLOCK = 1 << 20


def row(number: int, rng: random.Random) -> tuple[Any, ...]:
    """One made-up order line."""
    quantity, price = rng.randint(1, 3), rng.randint(500, 30_000) / 100
    at = f"{FIRST + timedelta(seconds=20 * number):%Y-%m-%d %H:%M:%S}"
    paid = round(quantity * price, 2)
    return (
        f"2025{number // 2:014d}", number % 2 + 1, at, "已付款", f"P{number % 180:04d}", f"有机婴儿米粉第{number % 180}号",
        "母婴用品", quantity, price, paid, 0 if number % 20 else paid, f"会员{number % 60_000}", "浙江", "小程序商城",
        f"宝妈{number % 5}群",
    )  # fmt: skip


def write_csv(path: Path, megabytes: int) -> None:
    """A GBK file of about this size."""
    rng, number = random.Random(7), 0
    with path.open("w", encoding="gbk", newline="") as file:
        file.write(",".join(HEADER) + "\n")
        while file.tell() < megabytes * 1_000_000:
            file.writelines(",".join(map(str, row(number + n, rng))) + "\n" for n in range(5_000))
            number += 5_000


def write_workbook(path: Path) -> None:
    """A workbook with one sheet of 200,000 rows."""
    import xlsxwriter

    rng = random.Random(7)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("orders")
        sheet.write_row(0, 0, HEADER)
        for number in range(WORKBOOK_ROWS):
            sheet.write_row(number + 1, 0, row(number, rng))


def bare_csv(path: Path, folder: Path) -> dict[str, Any]:
    """Decode into UTF-8, then CREATE TABLE AS over read_csv, into a file."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    with path.open("rb") as source, (folder / "plain.csv").open("wb") as sink:
        while block := source.read(BLOCK):
            sink.write(decoder.decode(block).encode())
    with duckdb.connect(str(folder / "bare.duckdb")) as connection:
        connection.execute("CREATE TABLE lines AS SELECT * FROM read_csv(?)", [str(folder / "plain.csv")])
    return {}


def bare_workbook(path: Path, folder: Path) -> dict[str, Any]:
    """Calamine's own reading into Python values."""
    return {"rows": len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())}


def ours(path: Path, folder: Path) -> dict[str, Any]:
    """A whole import, with somebody listening to its progress."""
    warehouse, clock, heard = Warehouse(folder / "warehouse.duckdb"), SystemClock(), [time.perf_counter()]
    make_shop(warehouse, SHOP, clock.now())

    def hear(share: float, words: Text) -> None:
        heard.append(time.perf_counter())

    report = importer.load(
        warehouse,
        SHOP,
        path,
        path.name,
        contacts=ContactBook(b"b" * 32),
        clock=clock,
        progress=Progress(hear),
    )
    warehouse.close()
    pauses = [later - earlier for earlier, later in pairwise(heard)]
    return {"rows": report.loaded, "longest_pause_of_progress": round(max(pauses), 1)}


READINGS: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "bare_csv": bare_csv,
    "bare_workbook": bare_workbook,
    "ours": ours,
}


def alone(reading: str, path: Path) -> dict[str, Any]:
    """A reading in a process of its own: seconds, CPU seconds, and the most memory it held."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.big_files", reading, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def measured(reading: str, path: Path) -> dict[str, Any]:
    """The figures of one reading in this process."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        told = READINGS[reading](path, Path(folder))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        **told,
        "wall": round(time.perf_counter() - started, 2),
        "cpu": round(used.ru_utime + used.ru_stime, 2),
        "mib": used.ru_maxrss >> 10,
    }


def run(megabytes: int = 100) -> dict[str, Any]:
    """Both files, read bare and brought in, with their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        csv, book = Path(folder) / "orders.csv", Path(folder) / "orders.xlsx"
        write_csv(csv, megabytes)
        figures: dict[str, Any] = {"megabytes": megabytes, **_pair("gbk", "bare_csv", csv)}
        if importlib.util.find_spec("xlsxwriter") is None:
            return {**figures, "workbook": "skipped: xlsxwriter comes with the development requirements"}
        write_workbook(book)
        return {**figures, **_pair("workbook", "bare_workbook", book)}


def _pair(name: str, reading: str, path: Path) -> dict[str, Any]:
    bare, own = alone(reading, path), alone("ours", path)
    ratio = {what: round(own[what] / bare[what], 2) for what in ("wall", "cpu")}
    return {name: {"bare": bare, "import": own, "ratio": ratio}}


if __name__ == "__main__":
    given = sys.argv[1:]
    figures = measured(given[0], Path(given[1])) if len(given) == 2 else run(int(given[0]) if given else 500)
    print(json.dumps(figures, ensure_ascii=False))
