"""Bringing data in: look at a file, load it, or load records that were pushed to us.

A file becomes one batch, visible whole or not at all: everything up to the last step happens in temporary tables, and
that step is one transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from brain.facts.contacts import ContactBook
from brain.facts.sources import refusals, summing
from brain.facts.sources.base import ShopGuess
from brain.facts.sources.decoding import decoded
from brain.facts.sources.judging import Reading, judge
from brain.facts.sources.people import name_people
from brain.facts.sources.pushed import raw_from_records
from brain.facts.sources.recognising import Choice, choose
from brain.facts.sources.report import ImportPreview, ImportReport, MappedColumn
from brain.facts.sources.rows import Head, RawRows, read_head, read_rows
from brain.facts.sources.storing import Origin, store
from brain.facts.sources.unpacking import Limits, fingerprint, staging, unpacked
from brain.facts.warehouse import versions
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock
from brain.kernel.i18n import Text

UNKNOWN_SHOP = ShopGuess("Asia/Shanghai", "CNY", "zh")


@dataclass(frozen=True)
class _File:
    """A file that was read into `raw`: its head, how it is understood and how it was written."""

    head: Head
    choice: Choice
    raw: RawRows
    encoding: str
    whole_end: bool


def preview(
    warehouse: Warehouse,
    shop: Shop | None,
    path: Path,
    file_name: str,
    *,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    encoding: str | None = None,
    contacts: ContactBook | None = None,
) -> ImportPreview:
    """What loading this file would do; nothing is changed. `shop` is None before a shop's first import.

    Without `contacts` a row that differs from the stored one only in its customer counts as a duplicate.
    Raises OwnerError when the file cannot be used.
    """
    with warehouse.cursor() as cursor:
        file = _read(cursor, warehouse, path, kind, mapping, limits or Limits(), encoding)
        guess = _guess(file.head, file.choice)
        zone = shop.zone if shop else guess.zone
        _judge(cursor, file.choice, file.raw, zone, shop.currency if shop else None)
        shop_id, table = shop.id if shop else "", file.choice.form.table
        if contacts:
            name_people(cursor, contacts, shop_id)
        versions.compare(cursor, shop_id, table, "incoming", ignore=None if contacts else "customer_key")
        added = versions.count_added(cursor, "incoming")
        left_out = summing.reason_counts(cursor, file.choice.labels)
        return ImportPreview(
            source=file.choice.source.name,
            source_label=Text(msg=file.choice.source.label),
            kind=file.choice.kind,
            file_name=file_name,
            encoding=file.encoding,
            mapping=_mapped_columns(file),
            sample_header=file.head.header,
            sample=file.head.rows[:20],
            rows_read=file.raw.rows_read,
            loadable=added.loaded,
            duplicates=file.raw.rows_read - added.loaded - sum(one.rows for one in left_out),
            left_out=left_out,
            totals=summing.totals(cursor, table, zone),
            zone=zone,
            currency=shop.currency if shop else guess.currency,
            language=shop.language if shop else guess.language,
            notes=_notes(cursor, file),
        )


def load(
    warehouse: Warehouse,
    shop: Shop,
    path: Path,
    file_name: str,
    *,
    contacts: ContactBook,
    clock: Clock,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    encoding: str | None = None,
) -> ImportReport:
    """Load a file as one batch. Raises OwnerError, with nothing loaded, when the file cannot be used."""
    with warehouse.cursor() as cursor:
        file = _read(cursor, warehouse, path, kind, mapping, limits or Limits(), encoding)
        _judge(cursor, file.choice, file.raw, shop.zone, shop.currency)
        origin = Origin(file.choice.source.name, file_name, fingerprint(path))
        return store(
            warehouse, cursor, shop, file.choice, file.raw, origin, contacts, clock, _notes(cursor, file)
        )


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
) -> ImportReport:
    """Load records of our own CSV's fields (a webhook's body) as one batch, by the same rules as a file.

    Fields that we do not know are not read. Raises OwnerError, with nothing loaded, when no record can be used.
    """
    if not records:
        raise refusals.header_only()
    with warehouse.cursor() as cursor:
        raw = raw_from_records(cursor, records)
        choice = choose(raw.header, kind, None)
        _judge(cursor, choice, raw, shop.zone, shop.currency)
        body = json.dumps(
            [dict(record) for record in records], ensure_ascii=False, sort_keys=True, default=str
        )
        origin = Origin(source_name, file_name, hashlib.sha256(body.encode()).hexdigest())
        return store(warehouse, cursor, shop, choice, raw, origin, contacts, clock, ())


def guess_shop(
    path: Path,
    home: Path,
    *,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> ShopGuess:
    """Zone, currency and language of the shop that a file comes from, as far as it tells; raises like `preview`.

    `home` is where a packed file is unpacked for the moment.
    """
    with staging(home) as place:
        allowed = limits or Limits()
        head = read_head(decoded(unpacked(path, place, allowed), place), allowed)
    return _guess(head, choose(head.header, kind, mapping))


def _read(
    cursor: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    path: Path,
    kind: str | None,
    mapping: Mapping[str, str] | None,
    limits: Limits,
    encoding: str | None,
) -> _File:
    with staging(warehouse.path.parent) as place:
        text = decoded(unpacked(path, place, limits), place, encoding)
        head = read_head(text, limits)
        choice = choose(head.header, kind, mapping)
        return _File(
            head, choice, read_rows(cursor, text, head, place), text.encoding, text.ends_with_newline
        )


def _judge(
    cursor: duckdb.DuckDBPyConnection, choice: Choice, raw: RawRows, zone: str, currency: str | None
) -> None:
    """Judge the rows of `raw`; refuse a file that mixes currencies or in which no row can be used."""
    judge(cursor, raw, Reading(choice.form, choice.source.name, choice.mapping, zone))
    summing.check_currency(cursor, choice.form, currency)
    left_out = summing.reason_counts(cursor, choice.labels)
    if sum(one.rows for one in left_out) == raw.rows_read:
        raise refusals.nothing_usable(raw.rows_read, left_out[0].reason)


def _guess(head: Head, choice: Choice) -> ShopGuess:
    return choice.source.guess(head.header, head.rows) or UNKNOWN_SHOP


def _mapped_columns(file: _File) -> tuple[MappedColumn, ...]:
    labels, mapping = file.choice.labels, file.choice.mapping
    return tuple(
        MappedColumn(
            column=name,
            field=mapping.get(name),
            label=Text(msg=labels[mapping[name]]) if name in mapping else None,
        )
        for name in file.head.header
    )


def _notes(cursor: duckdb.DuckDBPyConnection, file: _File) -> tuple[Text, ...]:
    notes = summing.remarks(cursor, file.choice.form)
    if not file.whole_end:
        notes += (Text(msg="The file does not end with a line break: check that its last row is whole."),)
    return notes
