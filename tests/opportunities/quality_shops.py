"""Reviews, posts and offers of small shops, written row by row, and one detector's look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from brain.facts.warehouse.engine import Warehouse
from brain.kernel.evidence import Claim
from brain.kernel.i18n import Text
from brain.opportunities.base import Alarm, Detected, Detector, Found
from brain.opportunities.find import missing_needs
from brain.opportunities.scanning import look_at
from tests.opportunities.shops import SHOP, TODAY, facts_on, situation_of


def found_by(warehouse: Warehouse, detector: Detector, day: date = TODAY) -> list[Alarm]:
    """The alarms of one detector on a day."""
    return [alarm for alarm in detected_by(warehouse, detector, day).findings if isinstance(alarm, Alarm)]


def detected_by(warehouse: Warehouse, detector: Detector, day: date = TODAY) -> Detected:
    """All that one detector says on a day; nothing where a need is not met."""
    facts = facts_on(warehouse, day)
    return Detected() if missing_needs(detector, facts) else look_at(situation_of(facts, day), detector)


def ago(days: int) -> date:
    """The day so many days before today; 1 is the last full day."""
    return TODAY - timedelta(days=days)


def review(warehouse: Warehouse, reviews: Sequence[dict[str, object]]) -> None:
    """Insert reviews: each needs `day`; the rest has defaults (one star by nobody known, no picture)."""
    rows = []
    for number, one in enumerate(reviews):
        day = one["day"]
        assert isinstance(day, date)
        name = f"v{number}-{one.get('product', 'a')}-{day}"
        rows.append([
            SHOP.id, name, "batch", number, None, name, _at(day, 12), one.get("product", "a"), one.get("customer"), one.get("rating", 1),
            one.get("text", "漏了"), one.get("picture"), one.get("consent"),
        ])  # fmt: skip
    _insert(warehouse, "review", rows)


def post(warehouse: Warehouse, posts: Sequence[dict[str, object]]) -> None:
    """Insert posts: each needs `day`, `reached` and `clicks`; group 宝妈群, product a and ten o'clock unless said otherwise."""
    rows = []
    for number, one in enumerate(posts):
        day, hour = one["day"], int(str(one.get("hour", 10)))
        assert isinstance(day, date)
        name = f"t{number}-{day}-{one.get('group', '宝妈群')}-{one.get('product', 'a')}"
        rows.append([
            SHOP.id, name, "batch", number, None, name, _at(day, hour), day, one.get("group", "宝妈群"), "社群", one.get("product", "a"),
            "辅食", one.get("voice", "friend"), one.get("text", "到货了"), one["reached"], one["clicks"], one.get("orders", 2),
        ])  # fmt: skip
    _insert(warehouse, "post", rows)


def offer(
    warehouse: Warehouse,
    first: date,
    end: date,
    *,
    product: str | None = None,
    category: str | None = "辅食",
    kind: str = "platform",
) -> None:
    """Insert a platform's offer of a tenth off on days [first, end); with a product: that one has joined."""
    starts, ends = _at(first, 0), _at(end, 0)
    _insert(
        warehouse,
        "promotion",
        [
            [
                SHOP.id,
                f"x{product}",
                "batch",
                1,
                None,
                "X1",
                "平台补贴",
                kind,
                starts,
                ends,
                product,
                category,
                0.1,
            ]
        ],
    )


def said_in(found: Found) -> Iterator[Text]:
    """Every sentence of a card."""
    why = found.explanation
    yield from (found.headline, why.why_now, why.method, why.strongest_doubt, why.would_change)
    yield from (why.confidence.rests_on, found.effect.basis, *why.rejected)
    yield from (row.text for row in why.evidence)
    if isinstance(found, Alarm):
        yield from found.steps
    if why.look is not None:
        yield from (why.look.title, *(point.label for point in why.look.points))


def claims_in(found: Found) -> Iterator[Claim]:
    """Every number of a card."""
    for text in said_in(found):
        yield from text.claims()


def _at(day: date, hour: int) -> datetime:
    local = datetime.combine(day, time(hour), ZoneInfo(SHOP.zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def _insert(warehouse: Warehouse, table: str, rows: Sequence[Sequence[object]]) -> None:
    frame = pd.DataFrame.from_records(rows).astype(object)
    with warehouse.writing() as cursor:
        cursor.register("frame", frame)
        cursor.execute(f"INSERT INTO {table}_version SELECT * FROM frame")
        cursor.unregister("frame")
