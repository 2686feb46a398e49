"""Rows of shelves, product files and competitors, and what the detectors of stock and prices see in a small shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd

from brain.facts.warehouse.engine import Warehouse
from brain.kernel.i18n import Text
from brain.opportunities.base import Alarm, Detector, Found
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import SHOP, TODAY, facts_on, situation_of

YESTERDAY = TODAY - timedelta(days=1)


def alarms(warehouse: Warehouse, detector: Detector, day: date = TODAY) -> list[Alarm]:
    """What one detector finds in the small shop on a morning."""
    found = look_at(situation_of(facts_on(warehouse, day), day), detector).findings
    assert all(isinstance(one, Alarm) for one in found)
    return [one for one in found if isinstance(one, Alarm)]


def sentences(alarm: Found) -> list[Text]:
    """Everything that a card of it says."""
    why = alarm.explanation
    said = [
        alarm.headline,
        why.why_now,
        why.method,
        why.confidence.rests_on,
        why.strongest_doubt,
        why.would_change,
    ]
    said += [*why.rejected, *(row.text for row in why.evidence), alarm.effect.basis]
    if isinstance(alarm, Alarm):
        said += alarm.steps
    if why.look is not None:
        said += [why.look.title, *(point.label for point in why.look.points)]
    return said


def steady(
    product: str, days: int = 84, *, a_day: int = 1, paid: float = 50, until: date = TODAY, every: int = 1
) -> list[dict[str, object]]:
    """Order lines of one piece: `a_day` on every `every`-th of the last `days` days before `until`."""
    return [
        {
            "day": until - timedelta(days=back),
            "product": product,
            "paid": paid,
            "order": f"{product}-{paid}-{back}-{number}",
        }
        for back in range(1, days + 1, every)
        for number in range(a_day)
    ]


def count_stock(
    warehouse: Warehouse,
    on_hand: Mapping[str, float],
    *,
    day: date = YESTERDAY,
    incoming: float = 0,
    lead: int | None = 7,
) -> None:
    """One count of products without SKUs."""
    insert(
        warehouse,
        "stock",
        [
            [SHOP.id, f"{day}{product}", "batch", number, None, day, product, None, left, incoming, lead]
            for number, (product, left) in enumerate(on_hand.items())
        ],
    )


def list_products(
    warehouse: Warehouse,
    prices: Mapping[str, float],
    *,
    cost: float | None = None,
    listed: date | None = None,
) -> None:
    """A product file: price of each product, one cost for all."""
    insert(
        warehouse,
        "product",
        [
            [SHOP.id, product, "batch", number, None, product, None, product, None, None, price, cost, None, listed, "on_sale"]
            for number, (product, price) in enumerate(prices.items())
        ],
    )  # fmt: skip


def ask(warehouse: Warehouse, product: str, prices: Mapping[int, float], seller: str = "邻家优选") -> None:
    """What a seller asked so many days before today."""
    rows: list[list[object]] = []
    for back, price in prices.items():
        at = datetime.combine(TODAY - timedelta(days=back), time(1), UTC).replace(tzinfo=None)
        rows.append([SHOP.id, f"{product}{seller}{back}", "batch", back, None, at, product, seller, price])
    insert(warehouse, "market_price", rows)


def insert(warehouse: Warehouse, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Rows in the order of the table's columns."""
    frame = pd.DataFrame.from_records(rows).astype(object)
    with warehouse.writing() as cursor:
        cursor.register("frame", frame)
        cursor.execute(f"INSERT INTO {table}_version SELECT * FROM frame")
        cursor.unregister("frame")
