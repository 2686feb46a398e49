"""Shops to look at: the seeded world, and small ones written row by row. Rows go straight into the warehouse, so that these
tests do not depend on how files are read. A customer's key here is the world's own customer id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from brain.facts.reader import Facts
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import FixedClock
from brain.ledger.tables import LessonRow
from brain.opportunities.base import Situation
from brain.opportunities.find import FeedResult, find_opportunities

SHOP = Shop(id="shop", name="小鹿母婴", zone="Asia/Shanghai", currency="CNY", language="zh")
LAST = date(2026, 11, 20)
TODAY = LAST + timedelta(days=1)

_LOCAL = "::TIMESTAMP - INTERVAL 8 HOUR"  # Shanghai has no daylight saving
SELECTS = {
    "order_line": (
        "orders", "order_id || '-' || line_no",
        f"""order_id, line_no::INT, ordered_at{_LOCAL}, ordered_at::TIMESTAMP::DATE, hour(ordered_at::TIMESTAMP), status, 'product',
        product_id, product_name, sku, category, quantity::DECIMAL(18,3), unit_price::DECIMAL(18,4),
        coalesce(discount::DECIMAL(18,4), 0), coalesce(paid_amount::DECIMAL(18,4), 0), coalesce(refund_amount::DECIMAL(18,4), 0),
        customer_id, region, channel, "group", coupon, promotion_id, NULL, order_id, false""",
    ),
    "product": (
        "products", "product_id",
        "product_id, sku, name, category, brand, price::DECIMAL(18,4), cost::DECIMAL(18,4), tags, listed_at::DATE, status",
    ),
    "customer": ("customers", "customer_id", "customer_id, region, \"group\", consent = 'yes', joined_at::DATE"),
    "event": (
        "events", "event_id",
        f'event_id, happened_at{_LOCAL}, happened_at::TIMESTAMP::DATE, type, customer_id, product_id, category, "group", channel',
    ),
    "stock": (
        "stock", "snapshot_on || product_id",
        "snapshot_on::DATE, product_id, sku, on_hand::DECIMAL(18,3), incoming::DECIMAL(18,3), lead_time_days::INT",
    ),
    "promotion": (
        "promotions", "promotion_id",
        f"promotion_id, name, kind, starts_at{_LOCAL}, ends_at{_LOCAL}, product_id, category, discount_rate::DECIMAL(9,6)",
    ),
    "post": (
        "posts", "post_id",
        f"""post_id, posted_at{_LOCAL}, posted_at::TIMESTAMP::DATE, "group", channel, product_id, category, voice, text,
        reached::BIGINT, clicks::BIGINT, orders::BIGINT""",
    ),
}  # fmt: skip


def load_world(warehouse: Warehouse, folder: Path) -> None:
    """The world's files into the warehouse, as one batch."""
    with warehouse.writing() as cursor:
        for table, (file, key, columns) in SELECTS.items():
            cursor.execute(
                f"""INSERT INTO {table}_version
                SELECT '{SHOP.id}', {key}, 'batch', row_number() OVER (), NULL, {columns}
                FROM read_csv('{folder / file}.csv', all_varchar = true, nullstr = '')"""
            )


def open_shop(path: Path) -> Warehouse:
    """An empty warehouse with one shop."""
    warehouse = Warehouse(path)
    make_shop(warehouse, SHOP, datetime(2026, 1, 1, tzinfo=UTC))
    return warehouse


def facts_on(warehouse: Warehouse, day: date, at: time = time(8, 30), shop: Shop = SHOP) -> Facts:
    """The facts as they are read on a day, at a time of the shop's clock."""
    return Facts(warehouse, shop, FixedClock(datetime.combine(day, at, ZoneInfo(shop.zone))))


def look(facts: Facts, lessons: Sequence[LessonRow] = (), review_days: int = 7) -> FeedResult:
    """Everything found, however many cards a day would be enough, with the settings' defaults otherwise; no detector broke."""
    result = find_opportunities(
        facts, lessons, holdout_share=0.2, review_days=review_days, quiet_from=22, quiet_until=8, most=50
    )
    assert result.failed == ()
    return result


def situation_of(facts: Facts, end: date) -> Situation:
    """What a detector is given."""
    return Situation(facts, (), facts.clock.now(), end, 0.2, 7, 22, 8)


def sell(warehouse: Warehouse, lines: Sequence[dict[str, object]]) -> None:
    """Insert order lines: each needs `day`; everything else has a default (one paid line of 50.00 by nobody known)."""
    rows = []
    for number, line in enumerate(lines):
        day = line["day"]
        assert isinstance(day, date)
        at = (
            datetime.combine(day, time(int(str(line.get("hour", 12)))), ZoneInfo(SHOP.zone))
            .astimezone(UTC)
            .replace(tzinfo=None)
        )
        paid = line.get("paid", 50)
        rows.append([
            SHOP.id, f"r{number}-{at.isoformat()}", "batch", number, None, line.get("order", f"o{number}-{day}"), 1, at, day, line.get("hour", 12),
            line.get("status", "paid"), "product", line.get("product"), line.get("product"), None, line.get("category"),
            line.get("quantity", 1), paid, 0, paid, line.get("refund", 0), line.get("customer"), None, None, line.get("group"), None, None,
            None, line.get("order", f"o{number}-{day}"), False,
        ])  # fmt: skip
    _insert(warehouse, "order_line", rows)


def look_at(warehouse: Warehouse, looks: Sequence[dict[str, object]]) -> None:
    """Insert views (or other events by `type`): each needs `day`."""
    rows = []
    for number, event in enumerate(looks):
        day = event["day"]
        assert isinstance(day, date)
        at = datetime.combine(day, time(4), UTC).replace(tzinfo=None)
        rows.append([
            SHOP.id, f"e{number}", "batch", number, None, f"e{number}", at, day, event.get("type", "view"), event.get("customer"), event.get("product"),
            event.get("category"), event.get("group"), None,
        ])  # fmt: skip
    _insert(warehouse, "event", rows)


def stock_up(warehouse: Warehouse, day: date, on_hand: dict[str, int]) -> None:
    """Insert one snapshot of the stock."""
    rows = [
        [SHOP.id, f"{day}{product}", "batch", number, None, day, product, None, left, 0, 7]
        for number, (product, left) in enumerate(on_hand.items())
    ]
    _insert(warehouse, "stock", rows)


def promote(
    warehouse: Warehouse, first: date, end: date, *, product: str | None = None, category: str | None = None
) -> None:
    """Insert one promotion on days [first, end)."""
    starts, ends = (
        datetime.combine(day, time.min, ZoneInfo(SHOP.zone)).astimezone(UTC).replace(tzinfo=None)
        for day in (first, end)
    )
    _insert(
        warehouse,
        "promotion",
        [[SHOP.id, "p", "batch", 1, None, "p", "周末专场", "discount", starts, ends, product, category, 0.1]],
    )


def refuse(warehouse: Warehouse, customers: Sequence[str]) -> None:
    """Insert customers who do not want messages."""
    rows = [
        [SHOP.id, key, "batch", number, None, key, None, None, False, None]
        for number, key in enumerate(customers)
    ]
    _insert(warehouse, "customer", rows)


def _insert(warehouse: Warehouse, table: str, rows: Sequence[Sequence[object]]) -> None:
    frame = pd.DataFrame.from_records(rows).astype(object)
    with warehouse.writing() as cursor:
        cursor.register("frame", frame)
        cursor.execute(f"INSERT INTO {table}_version SELECT * FROM frame")
        cursor.unregister("frame")


def lesson(execution: str, detector: str, *, effect: float, error: float) -> LessonRow:
    """What one reviewed post taught."""
    return LessonRow(
        execution=execution, shop=SHOP.id, detector=detector, voice="friend", hour=10, treated=200, effect_per_member=effect,
        standard_error=error, learned_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip


def facts_of(warehouse: Warehouse, shop: Shop, today: date) -> Facts:
    """A shop as it is at nine in the morning of its own day."""
    nine = datetime.combine(today, time(9), ZoneInfo(shop.zone))
    return Facts(warehouse, shop, FixedClock(nine))
