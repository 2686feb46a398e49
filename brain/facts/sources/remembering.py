"""What an owner said about the columns of a file, remembered for every later file of that shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from brain.facts.sources.base import DayOrder
from brain.facts.sources.recognising import Remembered, shape_of
from brain.facts.warehouse.engine import Warehouse


def remember(
    warehouse: Warehouse,
    shop_id: str,
    header: Sequence[str],
    kind: str,
    mapping: Mapping[str, str],
    day_order: DayOrder | None,
    now: datetime,
) -> None:
    """Keep column -> field for files with this header; a newer word replaces an older one."""
    with warehouse.writing() as cursor:
        cursor.execute(
            """INSERT OR REPLACE INTO column_mapping (shop_id, shape, kind, mapping, day_order, decided_at)
               VALUES (?, ?, ?, ?, ?, ?)""",
            [
                shop_id,
                shape_of(header),
                kind,
                json.dumps(dict(mapping), ensure_ascii=False),
                day_order,
                now.astimezone(UTC).replace(tzinfo=None),
            ],
        )


def remembered(warehouse: Warehouse, shop_id: str) -> dict[str, Remembered]:
    """All that is remembered of a shop's files, by shape."""
    with warehouse.cursor() as cursor:
        rows = cursor.execute(
            "SELECT shape, kind, mapping, day_order FROM column_mapping WHERE shop_id = ?", [shop_id]
        ).fetchall()
    return {row[0]: Remembered(row[1], json.loads(row[2]), row[3]) for row in rows}
