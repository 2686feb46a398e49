"""What the shop's data can tell: which facts it has, for which days, and which file would bring what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from brain.facts.reader import Facts
from brain.facts.semantic.compile import ROWS_BEHIND, find_dimension, find_metric, measures_of
from brain.facts.semantic.relations import ROW_SOURCES
from brain.kernel.evidence import Period, Query
from brain.kernel.i18n import N_, Text

# fact -> what the data lacks, and what would bring it.
MISSING: dict[str, tuple[str, str]] = {
    "order": (N_("This shop has no orders yet."), N_("Import an order export first.")),
    "product": (
        N_("This shop's orders name no products."),
        N_("An order export with product columns would bring them."),
    ),
    "category": (
        N_("This shop's data has no categories."),
        N_("A products file with a category column would bring them."),
    ),
    "brand": (
        N_("This shop's data has no brands."),
        N_("A products file with a brand column would bring them."),
    ),
    "cost": (
        N_("This shop's data has no costs."),
        N_("A products file with a cost column would bring them."),
    ),
    "customer": (
        N_("This shop's orders do not say who bought."),
        N_("An order export with a customer column would bring it."),
    ),
    "region": (
        N_("This shop's orders name no regions."),
        N_("An order export with a region or address column would bring them."),
    ),
    "channel": (
        N_("This shop's orders name no channels."),
        N_("An order export with a channel column would bring them."),
    ),
    "group": (
        N_("This shop's orders name no groups."),
        N_("An order export with a group column would bring them."),
    ),
    "event": (N_("This shop has no views or carts."), N_("An events file would bring them.")),
    "sku": (
        N_("This shop's orders name no sizes or SKUs."),
        N_("An order export with a SKU column would bring them."),
    ),
    "store": (
        N_("This shop's orders do not say in which store they were placed."),
        N_("An order export with a store column would bring it."),
    ),
    "coupon": (
        N_("This shop's orders name no coupons."),
        N_("An order export with a coupon column would bring them."),
    ),
    "promotion": (
        N_("This shop's orders name no promotions."),
        N_("An order export with a promotion column would bring them."),
    ),
    "tag": (
        N_("This shop's customers have no tags yet."),
        N_("They are found when orders with a customer column are imported."),
    ),
    "stock": (N_("This shop has no stock counts."), N_("A stock file would bring them.")),
    "review": (N_("This shop has no reviews."), N_("A reviews file would bring them.")),
    "post": (N_("This shop has no posts."), N_("A posts file would bring them.")),
    "listing": (N_("This shop has no product list."), N_("A products file would bring it.")),
}


def missing_facts(facts: Facts, metrics: Iterable[str], dimensions: Iterable[str]) -> list[str]:
    """The facts that these metrics and dimensions need and the shop lacks, most basic first."""
    needed: list[str] = ["order"] if not facts.has("order") else []
    for metric in metrics:
        needed += find_metric(metric).needs
    for dimension in dimensions:
        needs = find_dimension(dimension).needs
        needed += [needs] if needs else []
    return [fact for fact in dict.fromkeys(needed) if not facts.has(fact)]


def missing_text(fact: str) -> Text:
    """What is missing and which file would bring it."""
    lack, bring = MISSING[fact]
    return Text(msg=N_("{lack} {bring}"), args={"lack": Text(msg=lack), "bring": Text(msg=bring)})


def row_sources(metrics: Iterable[str]) -> list[str]:
    """The row sources behind some metrics: line, event."""
    return _row_sources(tuple(metrics))


@lru_cache(maxsize=256)
def _row_sources(metrics: tuple[str, ...]) -> list[str]:
    behind = {
        row for metric in metrics for m in measures_of(find_metric(metric)) for row in ROWS_BEHIND[m.source]
    }
    return sorted(behind, reverse=True)


def has_rows(facts: Facts, metrics: Iterable[str], period: Period) -> bool:
    """Whether each source behind the metrics has any row in the period, whatever it counts for."""
    with facts.warehouse.cursor() as cursor:
        for source in row_sources(metrics):
            rows = ROW_SOURCES[source]
            found = cursor.execute(
                f"SELECT 1 FROM {rows.table} AS {rows.alias} WHERE {rows.alias}.shop_id = $shop"
                f" AND {rows.day} >= $start AND {rows.day} < $end LIMIT 1",
                {"shop": facts.shop.id, "start": period.start, "end": period.end, **_zone(facts, rows.day)},
            ).fetchone()
            if found is None:
                return False
    return True


def data_span(facts: Facts, metrics: Iterable[str]) -> Period | None:
    """From the first to after the last day on which every source behind the metrics has rows; None without any."""
    spans = []
    with facts.warehouse.cursor() as cursor:
        for source in row_sources(metrics):
            rows = ROW_SOURCES[source]
            row = cursor.execute(
                f"SELECT MIN({rows.day}), MAX({rows.day}), CAST(MAX({rows.day}) + INTERVAL 1 DAY AS DATE)"
                f" FROM {rows.table} AS {rows.alias} WHERE {rows.alias}.shop_id = $shop",
                {"shop": facts.shop.id, **_zone(facts, rows.day)},
            ).fetchone()
            if row is None or row[0] is None:
                return None
            spans.append((row[0], row[2]))
    start, end = max(s for s, _ in spans), min(e for _, e in spans)
    return Period(start=start, end=end) if start < end else None


def _zone(facts: Facts, day: str) -> dict[str, str]:
    """The shop's zone, where a day has to be told from an instant; a parameter that nothing names would be an error."""
    return {"zone": facts.shop.zone} if "$zone" in day else {}


def used_dimensions(query: Query) -> list[str]:
    """The dimensions a query splits or filters by."""
    return [*query.dimensions, *(f.dimension for f in query.filters)]
