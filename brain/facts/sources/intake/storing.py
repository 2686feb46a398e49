"""The last step of an import: one transaction in which judged rows become a batch, visible whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.quality.profile import profile
from brain.facts.sources.intake import leaving_out, overlaps, summing
from brain.facts.sources.intake.people import file_contacts, name_people
from brain.facts.sources.intake.reasons import reason_text
from brain.facts.sources.intake.recognising import Choice
from brain.facts.sources.intake.report import ImportReport, Quarantined
from brain.facts.sources.intake.turning_back import bear_witness, leave_known, turned_back
from brain.facts.sources.reading.rows import RawRows
from brain.facts.warehouse import versions
from brain.facts.warehouse.batches import Batch, keep_profile, record_batch
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock, shop_day
from brain.kernel.errors import DeveloperError
from brain.kernel.i18n import Text
from brain.kernel.ids import new_id


@dataclass(frozen=True)
class Origin:
    """Where a batch came from. `live`: pushed as it happened; the same words a second time are news then (an order that
    was deleted and comes back), while a file loaded again says nothing new.
    """

    source: str
    file_name: str
    sha256: str
    live: bool = False


@dataclass(frozen=True)
class Judged:
    """A file whose rows were judged on a cursor: how it was understood and read, and what it says about itself.

    `rows_read` counts the file's rows, and those of the companion that stand for themselves.
    """

    choice: Choice
    raw: RawRows
    rows_read: int
    companion: RawRows | None = None
    reading: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()


def store(
    warehouse: Warehouse,
    cursor: duckdb.DuckDBPyConnection,
    shop: Shop,
    judged: Judged,
    origin: Origin,
    contacts: ContactBook,
    clock: Clock,
) -> ImportReport:
    """Store what `judge` made on this cursor; raises DeveloperError, with nothing stored, when the counts disagree."""
    now, form = clock.now(), judged.choice.form
    batch_id = new_id("batch", now)
    sealed = file_contacts(cursor, contacts, name_people(cursor, contacts, shop.id))
    sorting = summing.sorting(cursor, form.table)
    if not form.gives_way:
        _let_go(cursor, judged)
    with warehouse.writing(cursor):
        notes = judged.notes + overlaps.settle(cursor, shop, form)
        left_out = summing.left_out(cursor)
        seen = profile(cursor, form.table, shop.zone, shop_day(now, shop.zone))
        outdated = (
            0 if origin.live else leave_known(cursor, shop.id, form, origin.sha256, judged.choice.mapping)
        )
        versions.compare(cursor, shop.id, form.table, "incoming")
        notes += turned_back(cursor, shop.id, form)
        added = versions.add(cursor, shop.id, form.table, batch_id, "incoming", sorting)
        if not origin.live:
            bear_witness(cursor, shop.id, form.table, batch_id)
        if form.whole:
            versions.retire_missing(cursor, shop.id, form.table, batch_id, "incoming")
        batch = Batch(
            id=batch_id,
            shop=shop.id,
            kind=judged.choice.kind,
            source=origin.source,
            file_name=origin.file_name,
            file_sha256=origin.sha256,
            imported_at=now,
            rows_read=judged.rows_read,
            loaded=added.loaded,
            duplicates=added.known + outdated + summing.duplicates_in_file(cursor),
            quarantined=len(left_out),
            from_on=seen.first_day,
            to_on=seen.last_day,
            mapping=dict(judged.choice.mapping),
            reading=dict(judged.reading),
        )
        _check_counts(batch)
        leaving_out.keep(cursor, judged.choice, judged.raw, judged.companion, shop.id, batch_id, contacts)
        sealed.keep(cursor, shop.id, batch_id)
        record_batch(cursor, batch)
        keep_profile(cursor, batch_id, seen)
    return _report(batch, left_out, judged.choice.labels, notes)


def _let_go(cursor: duckdb.DuckDBPyConnection, judged: Judged) -> None:
    """Keep of the rows as they were read only those left out.

    Of a large file they fill the memory that storing needs. (Where an order that is known leaves its rows out while
    storing, they must all stay.)
    """
    tables = {"raw": 0} | ({"raw_companion": judged.raw.rows_read} if judged.companion else {})
    for table, offset in tables.items():
        cursor.execute(
            f"CREATE TEMP TABLE still_needed AS SELECT * FROM {table} WHERE row_no + {offset} IN (SELECT row_no FROM left_out)"
        )
        cursor.execute(f"DROP TABLE {table}")
        cursor.execute(f"ALTER TABLE still_needed RENAME TO {table}")


def _check_counts(batch: Batch) -> None:
    """No row may be lost between the file and the shop."""
    if batch.rows_read != batch.loaded + batch.duplicates + batch.quarantined:
        raise DeveloperError(
            f"rows_read == {batch.rows_read}, must be loaded {batch.loaded} + duplicates {batch.duplicates}"
            f" + left out {batch.quarantined}."
        )


def _report(
    batch: Batch, left_out: list[tuple[int, str]], labels: dict[str, str], notes: tuple[Text, ...]
) -> ImportReport:
    return ImportReport(
        batch=batch.id,
        source=batch.source,
        kind=batch.kind,
        rows_read=batch.rows_read,
        loaded=batch.loaded,
        duplicates=batch.duplicates,
        quarantined=tuple(
            Quarantined(row=row, code=code, reason=reason_text(code, labels)) for row, code in left_out
        ),
        mapping=batch.mapping,
        first_day=batch.from_on,
        last_day=batch.to_on,
        notes=notes,
    )
