"""Whether the data about a stretch of days is here: a report is final only when nothing about its days can still come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from brain.facts.reader import Facts
from brain.kernel.clock import day_start
from brain.kernel.evidence import Period

NEAR_THE_END = timedelta(days=2)
PATIENCE = timedelta(days=14)
"""So long after its end a file that says something of the window is waited for."""

_LOCAL = "CAST({at} AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE)"
NEWEST = {
    "orders": "SELECT max(ordered_on) AS day FROM order_line WHERE shop_id = $shop AND ordered_on <= $today",
    "events": "SELECT max(happened_on) AS day FROM event WHERE shop_id = $shop AND happened_on <= $today",
    "posts": "SELECT max(posted_on) AS day FROM post WHERE shop_id = $shop AND posted_on <= $today",
    "stock": "SELECT max(snapshot_on) + 1 AS day FROM stock WHERE shop_id = $shop AND snapshot_on <= $today",
    "reviews": f"SELECT max({_LOCAL.format(at='reviewed_at')}) AS day FROM review WHERE shop_id = $shop AND {_LOCAL.format(at='reviewed_at')} <= $today",
    "prices": f"SELECT max({_LOCAL.format(at='observed_at')}) AS day FROM market_price WHERE shop_id = $shop AND {_LOCAL.format(at='observed_at')} <= $today",
}
"""By kind of file, up to which day its rows reach (a row on the day after a window proves that the window is whole; a count of
stock holds at the end of its day). Rows that claim to come from the future prove nothing."""
UNDATED = frozenset({"products", "promotions"})
"""Kinds whose rows say how things stand now, not when: only a file brought in since then tells anything."""

IMPORTED = """SELECT max(imported_at) AS at FROM import_batch
WHERE shop_id = $shop AND kind = $kind AND state = 'visible' AND (to_on >= $reach OR $undated)"""


def is_known(facts: Facts, kind: str, window: Period, now: datetime) -> bool:
    """Whether files of this kind tell the whole window (shop days).

    A row after it proves that. Where the last days may just have been quiet, a file brought in after the end is believed when it
    reaches near the end.
    """
    if kind in UNDATED:
        return imported_since(facts, kind, day_start(window.start, facts.shop.zone))
    named = {"today": facts.today, "zone": facts.shop.zone}
    sql = NEWEST[kind]
    newest = facts.sql(sql, {name: value for name, value in named.items() if f"${name}" in sql}).rows[0][0]
    if newest is not None and newest >= window.end:
        return True
    end = day_start(window.end, facts.shop.zone)
    return now >= end and _imported(facts, kind, window.end - NEAR_THE_END, end)


def imported_since(facts: Facts, kind: str, since: datetime) -> bool:
    """Whether a file of this kind was brought in at or after an instant."""
    return _imported(facts, kind, None, since)


def _imported(facts: Facts, kind: str, reach: object, since: datetime) -> bool:
    row = facts.sql(IMPORTED, {"kind": kind, "reach": reach, "undated": reach is None}).rows[0]
    return row[0] is not None and row[0].replace(tzinfo=UTC) >= since
