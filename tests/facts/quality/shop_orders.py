"""Small order files written by the dozen, and what stands on a cursor before they are loaded. Shared by these tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb

from brain.facts.quality.base import Profile
from brain.facts.quality.profile import profile
from brain.facts.reader import Facts
from brain.facts.sources.canonical_forms import FORMS
from brain.facts.sources.intake.judging import Reading, judge
from brain.facts.sources.intake.pushed import raw_from_records
from tests.facts.counter import Counter

Row = Mapping[str, Any]
TODAY = date(2026, 11, 20)


def row(order: str, day: date | str, paid: str | float = "10", **more: Any) -> dict[str, Any]:
    """One order of one line, at noon of its day."""
    return {
        "order_id": order,
        "ordered_at": f"{day} 12:00:00",
        "status": "paid",
        "product_id": "P1",
        "product_name": "Apple",
        "category": "Fruit",
        "customer_id": f"C{order}",
        "quantity": 1,
        "unit_price": paid,
        "paid_amount": paid,
        **more,
    }


def daily(
    first: date, days: int, without: Iterable[date] = (), an_order_costs: str = "10"
) -> list[dict[str, Any]]:
    """Two orders on each of so many days, but for those left `without`."""
    skipped = set(without)
    every = (first + timedelta(days=n) for n in range(days))
    return [
        row(f"{day:%m%d%y}-{n}", day, an_order_costs) for day in every if day not in skipped for n in range(2)
    ]


def as_csv(rows: Sequence[Row]) -> str:
    """Our own CSV of these rows; a row without a column leaves it empty."""
    names = list(dict.fromkeys(name for one in rows for name in one))
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()


def judged(cursor: duckdb.DuckDBPyConnection, rows: Sequence[Row], kind: str = "orders") -> None:
    """Put the rows on the cursor as an import does before it stores them."""
    raw = raw_from_records(cursor, rows)
    form = FORMS[kind]
    known = {header: one.name for one in form.fields for header in one.headers}
    mapping = {column: known[column] for column in raw.header if column in known}
    judge(cursor, raw, Reading(form, "canonical", mapping, "Asia/Shanghai"))


def profiled(counter: Counter, rows: Sequence[Row], kind: str = "orders", today: date = TODAY) -> Profile:
    """The profile of a file with these rows, as it is known before loading."""
    with counter.warehouse.cursor() as cursor:
        judged(cursor, rows, kind)
        return profile(cursor, FORMS[kind].table, counter.shop.zone, today)


def facts_of(counter: Counter) -> Facts:
    """The shop's facts at the counter's time."""
    return Facts(counter.warehouse, counter.shop, counter.clock)
