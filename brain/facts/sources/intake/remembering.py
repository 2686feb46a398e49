"""What an owner said about the columns of a file, remembered for every later file of that shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from brain.facts.sources.base import DayOrder
from brain.facts.sources.intake.recognising import Remembered, shape_of
from brain.facts.warehouse.engine import Warehouse


def remember(
    warehouse: Warehouse, shop_id: str, header: Sequence[str], word: Remembered, now: datetime
) -> None:
    """Keep what the owner said for files with this header; a newer word replaces an older one."""
    said = {
        "columns": dict(word.mapping),
        "scales": {name: str(scale) for name, scale in word.scales.items()},
        "carried": sorted(word.carried),
        "words": dict(word.words),
    }
    with warehouse.writing() as cursor:
        cursor.execute(
            """INSERT OR REPLACE INTO column_mapping (shop_id, shape, kind, mapping, day_order, decided_at)
               VALUES (?, ?, ?, ?, ?, ?)""",
            [
                shop_id,
                shape_of(header),
                word.kind,
                json.dumps(said, ensure_ascii=False),
                word.day_order,
                now.astimezone(UTC).replace(tzinfo=None),
            ],
        )


def remembered(warehouse: Warehouse, shop_id: str) -> dict[str, Remembered]:
    """All that is remembered of a shop's files, by shape."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT shape, kind, mapping, day_order FROM column_mapping WHERE shop_id = ?", [shop_id]
        ).fetchall()
    return {shape: _word(kind, json.loads(said), day_order) for shape, kind, said, day_order in rows}


def forget(warehouse: Warehouse, shop_id: str, header: Sequence[str]) -> None:
    """Understand files with this header afresh."""
    with warehouse.writing() as cursor:
        cursor.execute(
            "DELETE FROM column_mapping WHERE shop_id = ? AND shape = ?", [shop_id, shape_of(header)]
        )


def _word(kind: str, said: dict[str, Any], day_order: DayOrder | None) -> Remembered:
    scales = {name: Decimal(scale) for name, scale in said["scales"].items()}
    return Remembered(
        kind, said["columns"], day_order, scales, frozenset(said["carried"]), said.get("words", {})
    )
