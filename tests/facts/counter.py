"""A shop with an import counter: hands it texts or files, gives back reports. Shared by the tests of bringing data in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from brain.facts.contacts import ContactBook
from brain.facts.sources.intake import importer
from brain.facts.sources.intake.report import ImportPreview, ImportReport
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SHANGHAI = Shop(id="lane", name="Lane", zone="Asia/Shanghai", currency="CNY", language="zh")


class Counter:
    """One home with one shop."""

    def __init__(self, home: Path, shop: Shop = SHANGHAI) -> None:
        self.home = home
        self.warehouse = Warehouse(home / "warehouse.duckdb")
        self.clock = FixedClock(NOON)
        self.shop = make_shop(self.warehouse, shop, NOON)
        self.contacts = ContactBook(b"k" * 32)

    def write(self, content: str | bytes, name: str = "upload") -> Path:
        path = self.home / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, content: str | bytes | Path, **options: Any) -> ImportReport:
        self.clock.advance(timedelta(seconds=1))
        path = content if isinstance(content, Path) else self.write(content)
        return importer.load(
            self.warehouse,
            self.shop,
            path,
            "upload.csv",
            importer.Options(**options),
            contacts=self.contacts,
            clock=self.clock,
        )

    def preview(
        self, content: str | bytes | Path, contacts: ContactBook | None = None, **options: Any
    ) -> ImportPreview:
        path = content if isinstance(content, Path) else self.write(content)
        return importer.preview(
            self.warehouse, self.shop, path, "upload.csv", importer.Options(**options), contacts=contacts
        )

    def push(self, records: Sequence[Mapping[str, Any]], kind: str = "orders") -> ImportReport:
        return importer.import_records(
            self.warehouse,
            self.shop,
            kind,
            records,
            "webhook",
            "hook",
            contacts=self.contacts,
            clock=self.clock,
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.warehouse.cursor() as cursor:
            return cursor.execute(sql).fetchall()

    def left_behind(self) -> list[Path]:
        folder = self.home / "staging"
        return list(folder.iterdir()) if folder.is_dir() else []


@contextlib.contextmanager
def open_counter(home: Path, shop: Shop = SHANGHAI) -> Iterator[Counter]:
    counter = Counter(home, shop)
    try:
        yield counter
    finally:
        counter.warehouse.close()
