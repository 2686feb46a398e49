"""Bringing data in: look at a file, load it, or load records that were pushed to us.

A file becomes one batch, visible whole or not at all: everything up to the last step happens in temporary tables, and
that step is one transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from brain.facts.contacts import ContactBook
from brain.facts.sources import refusals
from brain.facts.sources.canonical import CANONICAL
from brain.facts.sources.intake.known_sender import choose_source
from brain.facts.sources.intake.opening import Opened, Options, judge_file, judge_rows, open_file
from brain.facts.sources.intake.previewing import guess_shop, preview
from brain.facts.sources.intake.progress import Progress, Stage, silent
from brain.facts.sources.intake.pushed import raw_from_records
from brain.facts.sources.intake.recognising import Recognition, Remembered, own_columns
from brain.facts.sources.intake.remembering import remember
from brain.facts.sources.intake.report import ImportReport
from brain.facts.sources.intake.storing import Judged, Origin, store
from brain.facts.sources.intake.telling import answer_to
from brain.facts.sources.reading.unpacking import fingerprint, staging
from brain.facts.warehouse.engine import Warehouse
from brain.facts.warehouse.shops import Shop
from brain.kernel.clock import Clock

__all__ = ["Options", "guess_shop", "import_records", "load", "preview"]


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
        opened = open_file(warehouse, shop.id, path, options, place, progress)
        guess = opened.choice.guess
        if guess and not guess.sure:
            raise refusals.unsure(guess.doubts[0], answer_to(guess.doubts[0], guess, opened.table.head.rows))
        judged = judge_file(cursor, opened, place, shop.zone, shop.currency, progress)
        origin = Origin(opened.choice.source.name, file_name, fingerprint(path))
        with progress.during(cursor, Stage.STORE):
            report = store(warehouse, cursor, shop, judged, origin, contacts, clock)
        if guess or (
            opened.choice.source is CANONICAL and (options.mapping or options.words or options.day_order)
        ):
            # The few rows that were left out and come back corrected would not tell as much as the whole file did.
            _remember_reading(warehouse, shop.id, opened, clock)
        progress.done()
        return report


def _remember_reading(warehouse: Warehouse, shop_id: str, opened: Opened, clock: Clock) -> None:
    """Read later files with these columns as this one was."""
    choice, header = opened.choice, opened.table.head.header
    # The columns that a list of rows to correct adds are no columns of the next whole file.
    mapping = {name: choice.mapping.get(name, "") for name in own_columns(header)}
    word = Remembered(choice.kind, mapping, choice.day_order, choice.scales, choice.carried, choice.words)
    remember(warehouse, shop_id, header, word, clock.now())


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
        judge_rows(cursor, choice, raw, shop.zone, shop.currency)
        body = json.dumps(
            [dict(record) for record in records], ensure_ascii=False, sort_keys=True, default=str
        )
        origin = Origin(source_name, file_name, hashlib.sha256(body.encode()).hexdigest(), live=True)
        return store(warehouse, cursor, shop, Judged(choice, raw, raw.rows_read), origin, contacts, clock)
