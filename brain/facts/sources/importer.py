"""Bringing data in: look at a file, load it, or load records that were pushed to us.

A file becomes one batch, visible whole or not at all: everything up to the last step happens in temporary tables, and
that step is one transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.sources import refusals, summing
from brain.facts.sources.base import DayOrder, ShopGuess
from brain.facts.sources.judging import Reading, SecondFile, judge
from brain.facts.sources.people import name_people
from brain.facts.sources.progress import Progress, Stage, silent
from brain.facts.sources.pushed import raw_from_records
from brain.facts.sources.recognising import Choice, Recognition, choose_source, match_companion
from brain.facts.sources.remembering import remembered
from brain.facts.sources.report import ImportPreview, ImportReport, MappedColumn
from brain.facts.sources.rows import RawRows
from brain.facts.sources.storing import Judged, Origin, store
from brain.facts.sources.tables import Table, open_table
from brain.facts.sources.unpacking import Limits, Staging, fingerprint, staging
from brain.facts.warehouse import versions
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock
from brain.kernel.i18n import Text

UNKNOWN_SHOP = ShopGuess("Asia/Shanghai", "CNY", "zh")


@dataclass(frozen=True)
class Options:
    """What a person may say about a file. `mapping`: column -> field of our own CSV (or the other way round);
    `day_order`: which comes first in a date such as 1/2/2026; `companion`: the second file of its export."""

    kind: str | None = None
    mapping: Mapping[str, str] | None = None
    encoding: str | None = None
    sheet: str | None = None
    day_order: DayOrder | None = None
    companion: Path | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class _Opened:
    """A file whose columns are understood, and its companion."""

    table: Table
    choice: Choice
    second: Table | None = None
    second_mapping: Mapping[str, str] = field(default_factory=dict)


def preview(
    warehouse: Warehouse,
    shop: Shop | None,
    path: Path,
    file_name: str,
    options: Options = Options(),
    *,
    contacts: ContactBook | None = None,
    progress: Progress = silent,
) -> ImportPreview:
    """What loading this file would do; nothing is changed. `shop` is None before a shop's first import.

    Without `contacts` a row that differs from the stored one only in its customer counts as a duplicate.
    Raises OwnerError when the file cannot be used.
    """
    with warehouse.cursor() as cursor, staging(warehouse.path.parent) as place:
        shop_id = shop.id if shop else ""
        opened = _open(warehouse, shop_id, path, options, place, progress)
        guess = _guess(opened)
        judged = _judged(
            cursor,
            opened,
            place,
            shop.zone if shop else guess.zone,
            shop.currency if shop else None,
            progress,
        )
        if contacts:
            name_people(cursor, contacts, shop_id)
        table = opened.choice.form.table
        versions.compare(cursor, shop_id, table, "incoming", ignore=None if contacts else "customer_key")
        added = versions.count_added(cursor, "incoming")
        left_out = summing.reason_counts(cursor, opened.choice.labels)
        return ImportPreview(
            source=opened.choice.source.name,
            source_label=Text(msg=opened.choice.source.label),
            kind=opened.choice.kind,
            file_name=file_name,
            encoding=opened.table.encoding,
            mapping=_mapped_columns(opened),
            sample_header=opened.table.head.header,
            sample=opened.table.head.rows[:20],
            sheets=opened.table.head.sheets,
            other_sheets=opened.table.head.other_sheets,
            rows_read=judged.rows_read,
            loadable=added.loaded,
            duplicates=judged.rows_read - added.loaded - sum(one.rows for one in left_out),
            left_out=left_out,
            totals=summing.totals(cursor, table, shop.zone if shop else guess.zone),
            zone=shop.zone if shop else guess.zone,
            currency=shop.currency if shop else guess.currency,
            language=shop.language if shop else guess.language,
            notes=judged.notes,
        )


def load(
    warehouse: Warehouse,
    shop: Shop,
    path: Path,
    file_name: str,
    options: Options = Options(),
    *,
    contacts: ContactBook,
    clock: Clock,
    progress: Progress = silent,
) -> ImportReport:
    """Load a file as one batch. Raises OwnerError, with nothing loaded, when the file cannot be used."""
    with warehouse.cursor() as cursor, staging(warehouse.path.parent) as place:
        opened = _open(warehouse, shop.id, path, options, place, progress)
        judged = _judged(cursor, opened, place, shop.zone, shop.currency, progress)
        origin = Origin(opened.choice.source.name, file_name, fingerprint(path))
        with progress.during(cursor, Stage.STORE):
            report = store(warehouse, cursor, shop, judged, origin, contacts, clock)
        progress.done()
        return report


def import_records(
    warehouse: Warehouse,
    shop: Shop,
    kind: str,
    records: Sequence[Mapping[str, Any]],
    source_name: str,
    file_name: str,
    *,
    contacts: ContactBook,
    clock: Clock,
    source: str | None = None,
) -> ImportReport:
    """Load records (a webhook's body) as one batch, by the same rules as a file with their names as columns.

    `source` names the source whose export they are like; without it their names tell.
    Fields that we do not know are not read. Raises OwnerError, with nothing loaded, when no record can be used.
    """
    if not records:
        raise refusals.header_only()
    with warehouse.cursor() as cursor:
        raw = raw_from_records(cursor, records)
        choice = (
            choose_source(source, kind, raw.header) if source else Recognition(kind).choose(raw.header, ())
        )
        _judge(cursor, choice, raw, shop.zone, shop.currency)
        body = json.dumps(
            [dict(record) for record in records], ensure_ascii=False, sort_keys=True, default=str
        )
        origin = Origin(source_name, file_name, hashlib.sha256(body.encode()).hexdigest())
        return store(warehouse, cursor, shop, Judged(choice, raw, raw.rows_read), origin, contacts, clock)


def guess_shop(path: Path, home: Path, options: Options = Options()) -> ShopGuess:
    """Zone, currency and language of the shop that a file comes from, as far as it tells; raises like `preview`.

    `home` is where a packed file is unpacked for the moment.
    """
    with staging(home) as place:
        recognition = Recognition(options.kind, options.mapping)
        table = open_table(
            path, place, options.limits, recognition, encoding=options.encoding, sheet=options.sheet
        )
        return _guess(_Opened(table, recognition.choose(table.head.header, table.head.rows)))


def _open(
    warehouse: Warehouse, shop_id: str, path: Path, options: Options, place: Staging, progress: Progress
) -> _Opened:
    recognition = Recognition(options.kind, options.mapping, remembered(warehouse, shop_id))
    table = open_table(
        path,
        place,
        options.limits,
        recognition,
        encoding=options.encoding,
        sheet=options.sheet,
        progress=progress.part(Stage.DECODE),
    )
    choice = recognition.choose(table.head.header, table.head.rows)
    _refuse_repeated(table, choice)
    choice = replace(choice, day_order=options.day_order or choice.day_order)
    companion = choice.form.companion
    if companion is None:
        return _Opened(table, choice)
    if options.companion is None:
        raise refusals.companion_missing(companion.missing)
    second = open_table(options.companion, place, options.limits, recognition)
    mapping = match_companion(companion, second.head.header)
    if mapping is None:
        raise refusals.companion_missing(companion.missing)
    return _Opened(table, choice, second, mapping)


def _refuse_repeated(table: Table, choice: Choice) -> None:
    """Two columns of one name are no trouble as long as neither is read."""
    read = [
        name for name in table.head.repeated if any(one.strip().casefold() == name for one in choice.mapping)
    ]
    if read:
        raise refusals.duplicate_columns(read)


def _judged(
    cursor: duckdb.DuckDBPyConnection,
    opened: _Opened,
    place: Staging,
    zone: str,
    currency: str | None,
    progress: Progress,
) -> Judged:
    """Read all rows and judge them; what the file says about itself comes along."""
    with progress.during(cursor, Stage.READ):
        raw = opened.table.read(
            cursor, place, progress.part(Stage.READ), may_be_cut=opened.choice.form.may_be_cut
        )
        second = None
        if opened.second:
            second_raw = opened.second.read(cursor, place, lambda share: None, "raw_companion")
            second = SecondFile(second_raw, opened.second_mapping)
    with progress.during(cursor, Stage.JUDGE):
        _judge(cursor, opened.choice, raw, zone, currency, second)
    reading: dict[str, Any] = {"form": opened.choice.form_name, **opened.table.reading()}
    if opened.second:
        reading["companion"] = {"first_row": raw.rows_read + 1, **opened.second.reading()}
    return Judged(
        opened.choice,
        raw,
        raw.rows_read + (summing.rows_after(cursor, raw.rows_read) if second else 0),
        second.raw if second else None,
        reading,
        summing.remarks(cursor, opened.choice.form) + opened.table.notes(),
    )


def _judge(
    cursor: duckdb.DuckDBPyConnection,
    choice: Choice,
    raw: RawRows,
    zone: str,
    currency: str | None,
    second: SecondFile | None = None,
) -> None:
    """Judge the rows of `raw`; refuse a file that mixes currencies or in which no row can be used."""
    judge(
        cursor, raw, Reading(choice.form, choice.source.name, choice.mapping, zone, choice.day_order), second
    )
    summing.check_currency(cursor, choice.form, currency)
    left_out = summing.reason_counts(cursor, choice.labels)
    if sum(one.rows for one in left_out) == raw.rows_read:
        raise refusals.nothing_usable(raw.rows_read, left_out[0].reason)


def _guess(opened: _Opened) -> ShopGuess:
    head = opened.table.head
    return opened.choice.source.guess(head.header, head.rows) or UNKNOWN_SHOP


def _mapped_columns(opened: _Opened) -> tuple[MappedColumn, ...]:
    labels, mapping = opened.choice.labels, opened.choice.mapping
    return tuple(
        MappedColumn(
            column=name,
            field=mapping.get(name),
            label=Text(msg=labels[mapping[name]]) if name in mapping else None,
        )
        for name in opened.table.head.header
    )
